"""What a cell says: words, blanks, broken words, markers, bullets. Each case is drawn letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Cell, Document, SourceFile
from ingest.pdf import read_pdf

LEFT, TOP, PAD = 60.0, 700.0, 5.0
WIDTHS = (150.0, 90.0, 230.0)
HEIGHT = 120.0
FONT = "Helvetica"

Draw = Callable[[Canvas, float, float], None]
"""Draws into a cell whose text begins at x and whose first baseline is y."""


def lines(*texts: str, size: float = 10, step: float = 12, font: str = FONT) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFont(font, size)
        for i, text in enumerate(texts):
            canvas.drawString(x, y - i * step, text)

    return draw


def at(column: int, row: int) -> tuple[float, float]:
    return LEFT + sum(WIDTHS[:column]) + PAD, TOP - row * HEIGHT - 14


def page(
    path: Path, cells: dict[tuple[int, int], Draw], rows: int = 2, prose: tuple[str, ...] = ()
) -> Document:
    """Make a page with a ruled grid of three columns; cells are keyed (row, column)."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont(FONT, 10)
    for i, text in enumerate(prose):
        canvas.drawString(LEFT, 800 - 13 * i, text)
    xs = [LEFT + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]
    canvas.grid(xs, [TOP - i * HEIGHT for i in range(rows + 1)])
    for (row, column), draw in cells.items():
        draw(canvas, *at(column, row))
    canvas.save()
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def cell(document: Document, row: int, column: int) -> Cell:
    (table,) = document.tables
    return table.rows[row][column]


HEAD: dict[tuple[int, int], Draw] = {
    (0, 0): lines("Recommendation"),
    (0, 1): lines("Lead"),
    (0, 2): lines("Action"),
}


def text_of(tmp_path: Path, draw: Draw, column: int = 2, prose: tuple[str, ...] = ()) -> str | None:
    return cell(page(tmp_path / "a.pdf", {**HEAD, (1, column): draw}, prose=prose), 1, column).text


def test_wrapped_lines_are_one_paragraph_and_short_lines_end_one(tmp_path: Path) -> None:
    draw = lines(
        "Agencies will write to every practitioner who", "attended and ask them.", "Replies to be collated."
    )
    assert text_of(tmp_path, draw) == (
        "Agencies will write to every practitioner who attended and ask them.\nReplies to be collated."
    )


def test_extra_leading_parts_paragraphs_of_full_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("By the end of December 2021 for the county team")(canvas, x, y)
        lines("By the end of December 2022 for every other team")(canvas, x, y - 19)
        lines("Both teams agreed to the dates in the plan that", "was made.")(canvas, x, y - 38)

    assert text_of(tmp_path, draw) == (
        "By the end of December 2021 for the county team\nBy the end of December 2022 for every other team\n"
        "Both teams agreed to the dates in the plan that was made."
    )


def test_superscript_stands_in_its_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Meeting held on 9")(canvas, x, y)
        end = x + stringWidth("Meeting held on 9", FONT, 10)
        lines("th", size=6.5)(canvas, end, y + 3.5)
        lines("March 2021")(canvas, end + stringWidth("th", FONT, 6.5) + 2.8, y)

    assert text_of(tmp_path, draw) == "Meeting held on 9th March 2021"


@pytest.mark.parametrize(("share", "rise"), [(5 / 6, 0.417), (0.97, 0.485)])
def test_superscript_as_browsers_set_it_stands_in_its_word(tmp_path: Path, share: float, rise: float) -> None:
    """Chromium: five sixths of the text; WeasyPrint: nearly as large. Both rise by more than a third of an em."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Findings taken to the group; checklist", "from 3", "and kept.")(canvas, x, y)
        end = x + stringWidth("from 3", FONT, 10)
        lines("rd", size=10 * share)(canvas, end, y - 12 + 10 * rise)
        lines("July 2023")(canvas, end + stringWidth("rd", FONT, 10 * share) + 2.8, y - 12)

    assert (
        " ".join(text_of(tmp_path, draw).split())
        == "Findings taken to the group; checklist from 3rd July 2023 and kept."
    )


def test_footnote_marker_is_taken_out_and_flagged(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Follow the NICE Guidance")(canvas, x, y)
        end = x + stringWidth("Follow the NICE Guidance", FONT, 10)
        lines("26", size=6)(canvas, end, y + 4)
        lines("on abuse.")(canvas, end + stringWidth("26", FONT, 6) + 2.8, y)

    found = cell(page(tmp_path / "a.pdf", {**HEAD, (1, 2): draw}), 1, 2)
    assert found.text == "Follow the NICE Guidance on abuse."
    assert found.flags == ("footnote",)


def test_raised_digit_after_a_number_needs_its_footnote(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Closed in 2021")(canvas, x, y)
        lines("4", size=6)(canvas, x + stringWidth("Closed in 2021", FONT, 10), y + 4)

    def note(canvas: Canvas, x: float, y: float) -> None:
        lines("4", size=5)(canvas, LEFT, 63)
        lines("Figures of the Board.", size=8)(canvas, LEFT + 4, 60)

    document = page(tmp_path / "a.pdf", {**HEAD, (1, 2): draw, (0, 1): note})
    assert cell(document, 1, 2).text == "Closed in 2021"
    without = page(tmp_path / "b.pdf", {**HEAD, (1, 2): draw})
    assert cell(without, 1, 2).text == "Closed in 20214"


def test_fake_bold_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        for shift in (0.0, 0.25, 0.5):
            lines("Review all cases")(canvas, x + shift, y)

    found = cell(page(tmp_path / "a.pdf", {**HEAD, (1, 2): draw}), 1, 2)
    assert found.text == "Review all cases"


def test_fake_bold_letter_by_letter(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        for letter in "Committee":
            lines(letter)(canvas, x, y)
            lines(letter)(canvas, x + 0.4, y)
            x += stringWidth(letter, FONT, 10)

    assert text_of(tmp_path, draw) == "Committee"


def test_url_that_overflows_stays_in_its_cell(tmp_path: Path) -> None:
    url = "https://www.example.org/safer/briefings/2021"
    cells = {**HEAD, (1, 0): lines(url, "read by all."), (1, 2): lines("Done")}
    document = page(tmp_path / "a.pdf", cells)
    assert (cell(document, 1, 0).text or "").split() == [url, "read", "by", "all."]
    assert cell(document, 1, 1).text == ""
    assert cell(document, 1, 2).text == "Done"


def test_words_that_run_over_the_edge_stay_in_their_cell(tmp_path: Path) -> None:
    cells = {**HEAD, (1, 1): lines("Borough Council Housing Team"), (1, 2): lines("", "Done")}
    document = page(tmp_path / "a.pdf", cells)
    assert cell(document, 1, 1).text == "Borough Council Housing Team"
    assert cell(document, 1, 1).flags == ("overflow",)
    assert cell(document, 1, 2).text == "Done"


def test_bullets_become_lines(tmp_path: Path) -> None:
    draw = lines("• Write to the agencies about the learning from", "  this review", "• Audit", "• Report")
    assert (
        text_of(tmp_path, draw) == "Write to the agencies about the learning from this review\nAudit\nReport"
    )


def test_numbered_items_become_lines(tmp_path: Path) -> None:
    draw = lines(
        "1) Carers' forms to be amended by the county",
        "2) A podcast to be recorded and sent to every",
        "team",
    )
    assert text_of(tmp_path, draw) == (
        "1) Carers' forms to be amended by the county\n2) A podcast to be recorded and sent to every team"
    )


def test_hyphen_of_the_line_end_goes_when_the_joined_word_is_known(tmp_path: Path) -> None:
    prose = ("The Board noted that safeguarding was weak in every part.",)
    draw = lines("Every agency must provide evidence of safeguard-", "ing training.")
    assert (
        text_of(tmp_path, draw, prose=prose) == "Every agency must provide evidence of safeguarding training."
    )


def test_printed_hyphens_stay(tmp_path: Path) -> None:
    prose = ("A multi-agency audit of high-risk cases was made, and re-opened files were read.",)
    draw = lines(
        "The protocol covers all partners in the multi-",
        "agency hub, and every referral that is high-",
        "risk.",
    )
    assert text_of(tmp_path, draw, prose=prose) == (
        "The protocol covers all partners in the multi-agency hub, and every referral that is high-risk."
    )


def test_word_broken_by_a_narrow_column(tmp_path: Path) -> None:
    word = "Organisational"
    fits = next(n for n in range(len(word), 0, -1) if stringWidth(word[:n], FONT, 16) <= WIDTHS[1] - 2 * PAD)
    draw = lines(word[:fits], word[fits:] + " leads", size=16, step=19)
    assert text_of(tmp_path, draw, column=1) == "Organisational leads"


def test_full_lines_of_whole_words_keep_their_blank(tmp_path: Path) -> None:
    assert text_of(tmp_path, lines("Constabulary", "communities", "team", size=13, step=15), column=1) == (
        "Constabulary communities team"
    )


def test_letter_spaced_heading(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        text.setFont(FONT, 10)
        text.setCharSpace(2.5)
        text.textOut("Action to take")
        canvas.drawText(text)

    assert text_of(tmp_path, draw) == "Action to take"


def test_vertical_heading_is_read_upright(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.translate(x + 12, y - 95)
        canvas.rotate(90)
        lines("Lead agency", "and officer")(canvas, 0, 0)
        canvas.restoreState()

    found = cell(page(tmp_path / "a.pdf", {**HEAD, (0, 1): draw, (1, 2): lines("Done")}), 0, 1)
    assert found.text is not None and found.text.replace("\n", " ") == "Lead agency and officer"
    assert "rotated" in found.flags


def test_merged_cells_have_spans_and_holes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont(FONT, 10)
    canvas.rect(60, 500, 300, 90)
    canvas.line(160, 500, 160, 590)  # first column spans three rows
    canvas.line(160, 530, 360, 530)
    canvas.line(160, 560, 360, 560)
    canvas.line(260, 500, 260, 560)  # first row spans two columns
    for x, y, text in [
        (65, 575, "R1"),
        (165, 575, "Wide"),
        (165, 545, "a"),
        (265, 545, "b"),
        (165, 515, "c"),
    ]:
        canvas.drawString(x, y, text)
    canvas.save()
    (table,) = read_pdf(path, SourceFile("a.pdf", "", 0, "application/pdf")).tables
    assert [[c.text for c in row] for row in table.rows] == [
        ["R1", "Wide", None],
        [None, "a", "b"],
        [None, "c", ""],
    ]
    assert (table.rows[0][0].rowspan, table.rows[0][1].colspan) == (3, 2)


def test_cell_fill_and_bold(tmp_path: Path) -> None:
    def shaded(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColorRGB(1, 0.75, 0)
        canvas.rect(x - PAD, TOP - 2 * HEIGHT, WIDTHS[1], HEIGHT, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        lines("Amber", font="Helvetica-Bold")(canvas, x, y)

    found = cell(page(tmp_path / "a.pdf", {**HEAD, (1, 1): shaded}), 1, 1)
    assert (found.text, found.fill, found.bold) == ("Amber", "#ffbf00", True)


def test_tail_of_a_row_cut_by_the_page(tmp_path: Path) -> None:
    cells = {
        **HEAD,
        (1, 0): lines("Every agency must"),
        (1, 1): lines("Done"),
        (1, 2): lines("The Board will see to it that every agency-"),
    }
    document = page(tmp_path / "a.pdf", cells)
    assert [cell(document, 1, i).tail for i in range(3)] == ["end", "end", "hyphen"]
    full = page(
        tmp_path / "b.pdf", {**HEAD, (1, 2): lines("Each of the partners will write to every person")}
    )
    assert cell(full, 1, 2).tail == "wrap"


def test_a_caption_in_small_type_is_no_part_of_the_sentence_beside_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Every member of staff of the five agencies has", "taken part.")(canvas, x, y)
        lines("Training_slides_for_all_staff.pptx", size=7)(canvas, x, y - 24)

    assert text_of(tmp_path, draw) == (
        "Every member of staff of the five agencies has taken part.\nTraining_slides_for_all_staff.pptx"
    )


def test_small_type_does_not_make_the_lines_above_it_paragraphs(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Ongoing: every", "member of staff", "takes part.")(canvas, x, y)
        lines("Slides_for", "all_staff.pptx", size=6, step=7)(canvas, x, y - 34)

    told = text_of(tmp_path, draw, column=1)
    assert told is not None and told.startswith("Ongoing: every member of staff takes part.\n")


def test_dates_below_one_another_stay_apart_and_a_cut_date_is_mended(tmp_path: Path) -> None:
    assert text_of(tmp_path, lines("September 2019", "December 2019"), column=1) == (
        "September 2019\nDecember 2019"
    )
    assert text_of(tmp_path, lines("Live since 14/01/202", "0"), column=1) == "Live since 14/01/2020"
    assert text_of(tmp_path, lines("Live from 14/01/20", "20"), column=1) == "Live from 14/01/2020"
    assert text_of(tmp_path, lines("From 14/01/20", "20 of 31 trained", "in May"), column=1) == (
        "From 14/01/20 20 of 31 trained in May"
    )


def test_a_number_broken_by_a_narrow_column(tmp_path: Path) -> None:
    size = WIDTHS[1] - 2 * PAD
    drawn = lines("8.1", "0", size=size / 2, step=size / 2 + 2)
    assert text_of(tmp_path, drawn, column=1) == "8.10"
    assert text_of(tmp_path, lines("8.1", "0"), column=1) != "8.10"


def test_two_pieces_of_which_neither_is_a_word(tmp_path: Path) -> None:
    fits = WIDTHS[1] - 2 * PAD - 3
    size = 10 * fits / stringWidth("By Septem", FONT, 10)
    assert (
        text_of(tmp_path, lines("By Septem", "ber 2014", size=size, step=size + 2), column=1)
        == "By September 2014"
    )


def test_a_note_number_nearly_as_large_as_the_text(tmp_path: Path) -> None:
    """As WeasyPrint sets footnotes: nine tenths of the size, raised by a third of an em, no gap."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Train solicitors,", "mediators and volunteers.")(canvas, x, y)
        lines("1", size=9)(canvas, x + stringWidth("mediators and volunteers.", FONT, 10), y - 12 + 3.5)

    found = cell(page(tmp_path / "a.pdf", {**HEAD, (1, 2): draw}), 1, 2)
    assert " ".join(found.text.split()) == "Train solicitors, mediators and volunteers."
    assert found.flags == ("footnote",)


def test_a_note_of_small_print_at_the_foot_tells_its_number_behind_a_year(tmp_path: Path) -> None:
    """As WeasyPrint prints footnotes: "3." and the note in small print, nothing raised at the foot."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Running since June 2023", "and in use.")(canvas, x, y)
        lines("3", size=6)(canvas, x + stringWidth("Running since June 2023", FONT, 10), y + 3.6)

    def note(size: float) -> Draw:
        return lambda canvas, x, y: lines("3. As at 31 March.", size=size)(canvas, LEFT, 60)

    small = page(tmp_path / "a.pdf", {**HEAD, (1, 2): draw, (0, 1): note(8)})
    assert " ".join(cell(small, 1, 2).text.split()) == "Running since June 2023 and in use."
    # a numbered line as large as the text is a list, and no note
    large = page(tmp_path / "b.pdf", {**HEAD, (1, 2): draw, (0, 1): note(10)})
    assert "20233" in cell(large, 1, 2).text


def test_a_little_more_leading_after_a_full_stop_is_a_paragraph(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Cohesion Officer to hold four listening events.")(canvas, x, y)
        lines("Identify volunteers in each town and train them")(canvas, x, y - 13.5)
        lines("with care.")(canvas, x, y - 25.5)

    assert text_of(tmp_path, draw) == (
        "Cohesion Officer to hold four listening events.\nIdentify volunteers in each town and train them with care."
    )


def test_no_blank_is_left_where_a_marker_stood_before_a_comma(tmp_path: Path) -> None:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        lines("Follow the Guidance")(canvas, x, y)
        end = x + stringWidth("Follow the Guidance", FONT, 10)
        lines("26", size=6)(canvas, end, y + 4)
        lines(", then ask.")(canvas, end + stringWidth("26", FONT, 6), y)

    assert text_of(tmp_path, draw) == "Follow the Guidance, then ask."
