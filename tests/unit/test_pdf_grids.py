"""The same table drawn in every way tables are drawn; the grid found must be the same each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, SourceFile, Table
from ingest.pdf import draw_grid, read_pdf

HEAD = ["No.", "Recommendation", "Action to take", "Lead agency", "Target date"]
ROWS = [
    [
        "1",
        "Harbour Trust to read every referral by a person and not only by a system.",
        "Re-write the protocol and brief each of the teams.",
        "Harbour Trust",
        "March 2021",
    ],
    [
        "2",
        "The Partnership to seek assurance about supervision.",
        "Annual return to the Board.",
        "Community Safety Partnership",
        "Ongoing",
    ],
    [
        "3",
        "Practices to record the name of whoever attends with the patient, and to offer each patient time alone.",
        "Template to be changed in both of the systems.",
        "",
        "TBC",
    ],
    [
        "4",
        "Housing officers to be trained in economic abuse.",
        "Two half-day courses for all officers.",
        "Borough Council",
        "Q3 2021/22",
    ],
]
TABLE = [HEAD, *ROWS]
EDGES = [50.0, 80.0, 270.0, 410.0, 490.0, 560.0]
SIZE, STEP, PAD = 9.0, 11.0, 5.0
LEADING = 5.0

Box = tuple[float, float, float, float]
Style = Callable[[Canvas, list[list[Box]]], None]


def layout(table: Sequence[Sequence[str]], top: float) -> tuple[list[list[Box]], list[list[list[str]]]]:
    """Return the boxes (x0, bottom, x1, top) and wrapped lines of every cell."""
    boxes: list[list[Box]] = []
    texts: list[list[list[str]]] = []
    for row in table:
        wrapped = [
            simpleSplit(text, "Helvetica", SIZE, EDGES[j + 1] - EDGES[j] - 2 * PAD)
            for j, text in enumerate(row)
        ]
        bottom = top - max(len(w) for w in wrapped) * STEP - 2 * LEADING
        boxes.append([(EDGES[j], bottom, EDGES[j + 1], top) for j in range(len(row))])
        texts.append(wrapped)
        top = bottom
    return boxes, texts


def write(canvas: Canvas, boxes: list[list[Box]], texts: list[list[list[str]]], header: bool = True) -> None:
    for i, (row, wrapped) in enumerate(zip(boxes, texts, strict=True)):
        canvas.setFont("Helvetica-Bold" if header and i == 0 else "Helvetica", SIZE)
        for box, lines in zip(row, wrapped, strict=True):
            for k, line in enumerate(lines):
                canvas.drawString(box[0] + PAD, box[3] - LEADING - SIZE * 0.8 - k * STEP, line)


def ruled(canvas: Canvas, boxes: list[list[Box]]) -> None:
    for x0, bottom, x1, top in (b for row in boxes for b in row):
        canvas.rect(x0, bottom, x1 - x0, top - bottom)


def thin_rectangles(canvas: Canvas, boxes: list[list[Box]]) -> None:
    """Word's way: each border a filled sliver, corners apart."""
    for x0, bottom, x1, top in (b for row in boxes for b in row):
        for x, y, w, h in (
            (x0 + 0.5, top, x1 - x0 - 1, 0.5),
            (x0 + 0.5, bottom, x1 - x0 - 1, 0.5),
            (x0, bottom + 0.5, 0.5, top - bottom - 1),
            (x1, bottom + 0.5, 0.5, top - bottom - 1),
            (x0, top, 0.5, 0.5),
        ):
            canvas.rect(x, y, w, h, stroke=0, fill=1)


def one_path(canvas: Canvas, boxes: list[list[Box]]) -> None:
    """A whole grid in a single path object."""
    canvas.grid(EDGES, [boxes[0][0][3], *(row[0][1] for row in boxes)])


def thick_under_the_header(canvas: Canvas, boxes: list[list[Box]]) -> None:
    """As Word's list styles: thin rules, a bold one under the header, all of them strokes."""
    canvas.setStrokeColor(black)
    for row, line in enumerate(boxes):
        canvas.setLineWidth(2.75 if row == 1 else 0.5)
        canvas.line(line[0][0], line[0][3], line[-1][2], line[0][3])
    canvas.setLineWidth(0.5)
    canvas.line(boxes[-1][0][0], boxes[-1][0][1], boxes[-1][-1][2], boxes[-1][0][1])
    for x in EDGES:
        canvas.line(x, boxes[-1][0][1], x, boxes[0][0][3])


def dotted(canvas: Canvas, boxes: list[list[Box]]) -> None:
    canvas.setDash(1, 2)
    ruled(canvas, boxes)
    canvas.setDash()


def across_only(canvas: Canvas, boxes: list[list[Box]]) -> None:
    for row in boxes:
        canvas.line(EDGES[0], row[0][1], EDGES[-1], row[0][1])
    canvas.line(EDGES[0], boxes[0][0][3], EDGES[-1], boxes[0][0][3])


def under_the_header(canvas: Canvas, boxes: list[list[Box]]) -> None:
    for y in (boxes[0][0][3], boxes[0][0][1], boxes[-1][0][1]):
        canvas.line(EDGES[0], y, EDGES[-1], y)


def down_only(canvas: Canvas, boxes: list[list[Box]]) -> None:
    for x in EDGES[1:-1]:
        canvas.line(x, boxes[-1][0][1], x, boxes[0][0][3])


def no_sides(canvas: Canvas, boxes: list[list[Box]]) -> None:
    across_only(canvas, boxes)
    down_only(canvas, boxes)


def zebra(canvas: Canvas, boxes: list[list[Box]]) -> None:
    canvas.setFillColor(HexColor("#e8eef7"))
    for row in boxes[1::2]:
        for x0, bottom, x1, top in row:
            canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=0, fill=1)
    canvas.setFillColor(black)


def zebra_by_row(canvas: Canvas, boxes: list[list[Box]]) -> None:
    canvas.setFillColor(HexColor("#e8eef7"))
    for row in boxes[::2]:
        canvas.rect(EDGES[0], row[0][1], EDGES[-1] - EDGES[0], row[0][3] - row[0][1], stroke=0, fill=1)
    canvas.setFillColor(black)


def white_gaps(canvas: Canvas, boxes: list[list[Box]]) -> None:
    canvas.setFillColor(HexColor("#dde6f0"))
    for x0, bottom, x1, top in (b for row in boxes for b in row):
        canvas.rect(x0 + 1, bottom + 1, x1 - x0 - 2, top - bottom - 2, stroke=0, fill=1)
    canvas.setFillColor(black)


def white_rules(canvas: Canvas, boxes: list[list[Box]]) -> None:
    canvas.setFillColor(HexColor("#dde6f0"))
    canvas.setStrokeColor(white)
    canvas.setLineWidth(2)
    for x0, bottom, x1, top in (b for row in boxes for b in row):
        canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=1, fill=1)
    canvas.setFillColor(black)
    canvas.setStrokeColor(black)


def nothing(canvas: Canvas, boxes: list[list[Box]]) -> None:
    """Borderless."""


STYLES: list[tuple[Style, str]] = [
    (ruled, "ruled"),
    (thin_rectangles, "ruled"),
    (one_path, "ruled"),
    (thick_under_the_header, "ruled"),
    (dotted, "ruled"),
    (no_sides, "ruled"),
    (across_only, "horizontal"),
    (under_the_header, "horizontal"),
    (zebra, "fills"),
    (zebra_by_row, "fills"),
    (white_gaps, "fills"),
    (white_rules, "fills"),
    (down_only, "aligned"),
    (nothing, "aligned"),
]


def paint(path: Path, style: Style, *tables: Sequence[Sequence[str]]) -> Path:
    """Write one table a page; only the first page has a header row."""
    canvas = Canvas(str(path), pagesize=(612, 792))
    for number, table in enumerate(tables):
        top = 690.0 if number == 0 else 740.0
        if number == 0:
            canvas.setFont("Helvetica-Bold", 15)
            canvas.drawString(50, 730, "Harbour Community Safety Partnership: action plan")
            canvas.setFont("Helvetica", 9)
            canvas.drawString(
                50, 712, "This plan was agreed by the partnership and is reviewed every quarter by its board."
            )
        boxes, texts = layout(table, top)
        style(canvas, boxes)
        write(canvas, boxes, texts, header=number == 0)
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path) -> Document:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def texts_of(table: Table) -> list[list[str]]:
    return [[(c.text or "").replace("\n", " ") for c in row] for row in table.rows]


@pytest.mark.parametrize(("style", "method"), STYLES, ids=[s.__name__ for s, _ in STYLES])
def test_every_style_gives_the_same_grid(tmp_path: Path, style: Style, method: str) -> None:
    document = read(paint(tmp_path / "a.pdf", style, TABLE))
    (table,) = document.tables
    assert texts_of(table) == TABLE
    assert table.method == method
    assert len(table.column_edges) == 6
    assert all(abs(a - b) < 12 for a, b in zip(table.column_edges[1:-1], EDGES[1:-1], strict=True))
    assert document.lines[0].text.startswith("Harbour")


@pytest.mark.parametrize("style", [ruled, nothing, zebra], ids=lambda s: s.__name__)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("content", [0, 90, 270])
def test_turned_pages_and_sideways_tables(tmp_path: Path, style: Style, rotate: int, content: int) -> None:
    path = paint(tmp_path / "a.pdf", style, TABLE)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 792 0", 270: "0 -1 1 0 0 612"}[content]
        if content:
            page.mediabox = pikepdf.Array([0, 0, 792, 612])
        page.contents_add(f"q {matrix} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.Rotate = rotate
        pdf.save(path)
    document = read(path)
    (table,) = document.tables
    assert texts_of(table) == TABLE
    (shown,) = document.pages
    assert table.box is not None
    assert -1 <= table.box.x0 < table.box.x1 <= shown.width + 1
    assert -1 <= table.box.top < table.box.bottom <= shown.height + 1


@pytest.mark.parametrize("style", [ruled, across_only, zebra, nothing], ids=lambda s: s.__name__)
def test_columns_carry_over_the_page_break(tmp_path: Path, style: Style) -> None:
    """On the second page a row's rest comes first and the lead column is empty: its column must not vanish."""
    rest = ["", "and to tell the Board of what was found in the audit.", "", "", ""]
    more = [["5", "All agencies to ask about carers.", "Prompt to be added to forms.", "", "TBC"]]
    document = read(paint(tmp_path / "a.pdf", style, TABLE, [rest, *more]))
    first, second = document.tables
    assert texts_of(first) == TABLE
    assert texts_of(second) == [rest, *more]
    assert len(first.column_edges) == len(second.column_edges)


def prose(canvas: Canvas, x: float, width: float, lines: int) -> None:
    words = "the panel found that agencies had not shared what they knew about earlier incidents in the household "
    wrapped = simpleSplit(words * 60, "Helvetica", 10, width)[:lines]
    canvas.setFont("Helvetica", 10)
    for i, line in enumerate(wrapped):
        canvas.drawString(x, 740 - 13 * i, line)


def two_text_columns(canvas: Canvas) -> None:
    prose(canvas, 50, 240, 50)
    prose(canvas, 310, 240, 50)


def one_text_column(canvas: Canvas) -> None:
    prose(canvas, 50, 500, 50)


def numbered_list(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for i in range(20):
        canvas.drawString(50, 740 - 26 * i, f"4.{i}")
        canvas.drawString(
            90,
            740 - 26 * i,
            "Each agency should make sure that its staff are told of the findings of this review",
        )
        canvas.drawString(90, 727 - 26 * i, "and of what was learnt.")


def underlined(canvas: Canvas) -> None:
    prose(canvas, 50, 500, 30)
    for i in range(6):
        canvas.line(50, 736 - 39 * i, 50 + 60 * (i + 1), 736 - 39 * i)


def boxed_paragraph(canvas: Canvas) -> None:
    prose(canvas, 60, 480, 12)
    canvas.rect(50, 580, 500, 175)


def signatures(canvas: Canvas) -> None:
    prose(canvas, 50, 500, 10)
    for y in (500, 450):
        for x, word in ((50, "Signed"), (250, "Date"), (400, "Name")):
            canvas.drawString(x, y, word)
            canvas.line(x + 40, y, x + 130, y)


def family_tree(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for x, y, who in (
        (60, 600, "Adult A"),
        (260, 600, "Adult B"),
        (60, 480, "Child C"),
        (260, 480, "Child D"),
    ):
        canvas.rect(x, y, 90, 40)
        canvas.drawString(x + 10, y + 15, who)
    canvas.line(150, 620, 260, 620)
    canvas.line(205, 620, 205, 550)
    canvas.line(105, 550, 305, 550)
    prose(canvas, 50, 500, 5)


@pytest.mark.parametrize(
    "draw",
    [two_text_columns, one_text_column, numbered_list, underlined, boxed_paragraph, signatures, family_tree],
    ids=lambda d: d.__name__,
)
def test_what_is_no_table_gives_none(tmp_path: Path, draw: Callable[[Canvas], None]) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    draw(canvas)
    canvas.save()
    document = read(path)
    assert document.tables == ()
    assert document.lines


def test_rows_of_one_line_each(tmp_path: Path) -> None:
    table = [
        HEAD,
        *([str(i), "Officers to be trained.", "Course held.", "Trust", "May 2021"] for i in range(1, 9)),
    ]
    (found,) = read(paint(tmp_path / "a.pdf", nothing, table)).tables
    assert texts_of(found) == table


def test_a_column_of_lists_that_stand_in_is_a_column(tmp_path: Path) -> None:
    """More lines of the actions begin at a bullet or behind it than at the column's edge; nothing rules the columns."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.setFont("Helvetica", 9)
    xs = (50, 90, 290, 420, 640)
    rows = [
        (("Ref",), ("Recommendation",), ("Owner",), ("Action to be taken",), ("Deadline",)),
        *(
            (
                (f"H{i}",),
                ("Officers to be told of every", "report that neighbours make."),
                ("Borough Council,", "Head of Housing"),
                actions,
                ("May 2021",),
            )
            for i, actions in enumerate(
                [
                    (" • Recruit two advisers", " • Agree contracts", " • Review after a year"),
                    ("Change request to the supplier", "of the system"),
                    (" • Closure checklist", " • Audit of forty", "  closures"),
                    ("Course held",),
                    (" • Poster in cubicles", " • Mandatory field", " • Audit"),
                ],
                1,
            )
        ),
    ]
    y = 500
    for row in rows:
        for x, texts in zip(xs, row, strict=True):
            for i, text in enumerate(texts):
                # as drawn by a browser: no blanks, the item's text is set where it stands
                canvas.drawString(x + 9.0 * (len(text) - len(text.lstrip())), y - 11 * i, text.lstrip())
        y -= 11 * max(map(len, row)) + 8
        canvas.line(50, y + 14, 740, y + 14)
    canvas.save()
    (found,) = read(path).tables
    assert [row[2].text for row in found.rows] == ["Owner", *["Borough Council,\nHead of Housing"] * 5]
    assert found.rows[1][3].text == "Recruit two advisers\nAgree contracts\nReview after a year"


def test_rows_without_extra_leading_are_parted_by_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "LEADING", 0.0)
    (found,) = read(paint(tmp_path / "a.pdf", nothing, TABLE)).tables
    assert texts_of(found) == TABLE


def test_heading_rows_and_a_recommendation_over_two_actions(tmp_path: Path) -> None:
    def two_actions(canvas: Canvas, boxes: list[list[Box]]) -> None:
        across_only(canvas, boxes[:3])
        canvas.line(EDGES[2], boxes[3][0][1], EDGES[-1], boxes[3][0][1])
        canvas.line(EDGES[0], boxes[4][0][1], EDGES[-1], boxes[4][0][1])

    table = [
        HEAD,
        ["Theme 1: referrals between agencies", "", "", "", ""],
        ROWS[0],
        ["2", "Officers to be trained.", "Two half-day courses.", "Borough Council", "May 2021"],
        ["", "", "Audit of the files of 2020.", "Harbour Trust", "June 2021"],
    ]
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    boxes, texts = layout(table, 690)
    texts[1][0] = [table[1][0]]
    two_actions(canvas, boxes)
    write(canvas, boxes, texts)
    canvas.save()
    (found,) = read(path).tables
    assert found.rows[1][0].text == table[1][0] and found.rows[1][0].colspan == 5
    assert found.rows[3][1].rowspan == 2 and found.rows[4][1].text is None
    assert [c.text for c in found.rows[4][2:]] == table[4][2:]


def test_group_rows_between_rules_across_do_not_close_the_number_column(tmp_path: Path) -> None:
    """Every line at the same distance, as fpdf2 sets tables; the groups' names cross the gap behind the numbers."""
    table = [
        ["No", "Recommendation", "Action", "Lead"],
        ["Health", "", "", ""],
        ["5", "NHS England to consider|asking all practices to|record what was said.", "Letter to the region", "Trust"],
        ["6", "The hospital to see an|older patient alone.", "Training for staff|and an audit", "Medway"],
        ["Mental health", "", "", ""],
        ["1", "Carers to be offered an|assessment of their own.", "Champions in|each team", "Trust"],
        ["Communities", "", "", ""],
        ["2", "Older people to be part|of every campaign.", "Campaign", "Board"],
    ]  # fmt: skip
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    y = 740.0
    for row in table:
        canvas.line(50, y, 545, y)
        cells = [cell.split("|") for cell in row]
        for x, cell in zip((53, 80, 250, 400), cells, strict=True):
            for i, line in enumerate(cell):
                canvas.drawString(x, y - 11 - 15 * i, line)
        y -= 15 * max(map(len, cells))
    canvas.line(50, y, 545, y)
    canvas.save()
    (found,) = read(path).tables
    assert texts_of(found) == [[cell.replace("|", " ") for cell in row] for row in table]


def test_draw_grid_shows_the_cells(tmp_path: Path) -> None:
    image = draw_grid(paint(tmp_path / "a.pdf", nothing, TABLE), 1)
    assert image.size == (1224, 1584)
    colours = {pixel for _, pixel in image.getcolors(maxcolors=1 << 24) or []}
    assert (200, 30, 30) in colours
