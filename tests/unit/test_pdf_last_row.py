"""The last row of a table without ruled columns: none of its lines may be left outside, on this page or the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, SourceFile, Table
from ingest.pdf import read_pdf

XS = (45.0, 85.0, 300.0, 470.0, 580.0)
ENDS = (*XS[1:], 680.0)
HEAD = ("No.", "Recommendation", "Action", "Lead", "Timescale")
SIZE, STEP = 9.0, 11.0
WIDE, HIGH = 842.0, 595.0

Row = Sequence[Sequence[tuple[str, float]]]
"""For each column its lines: text and points below the row's first baseline."""


def cell(
    *texts: str, start: float = 0.0, paragraph: int | None = None, gap: float = 4.0
) -> list[tuple[str, float]]:
    """Lines one below the other; a further paragraph begins at the line `paragraph`."""
    return [
        (t, start + i * STEP + (gap if paragraph is not None and i >= paragraph else 0.0))
        for i, t in enumerate(texts)
    ]


def usual(number: int) -> Row:
    return (
        cell(str(number)),
        cell("Officers to be told of every report", "that neighbours make about noise."),
        cell("Courses were held in all of the", "teams, and for new officers"),
        cell("Commissioning", "Manager"),
        cell("1 September", "2021"),
    )


class Sheet:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(WIDE, HIGH))
        self.y = HIGH - 90

    def row(self, row: Row, leading: float = 10.0, centred: bool = False) -> None:
        self.canvas.setFont("Helvetica", SIZE)
        for x, end, lines in zip(XS, ENDS, row, strict=True):
            for text, below in lines:
                middle = (x + end - stringWidth(text, "Helvetica", SIZE)) / 2
                self.canvas.drawString(middle if centred and x >= XS[3] else x, self.y - below, text)
        self.y -= max(below for lines in row for _, below in lines) + STEP + leading

    def head(self, centred: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold", SIZE)
        for x, end, text in zip(XS, ENDS, HEAD, strict=True):
            middle = (x + end - stringWidth(text, "Helvetica-Bold", SIZE)) / 2
            self.canvas.drawString(middle if centred and x > XS[0] else x, self.y, text)
        self.canvas.line(XS[0], self.y - 4, 680, self.y - 4)
        self.y -= STEP + 8

    def turn(self, top: float = 90) -> None:
        self.canvas.showPage()
        self.y = HIGH - top

    def read(self) -> Document:
        self.canvas.save()
        return read_pdf(self.path, SourceFile("a.pdf", "", 0, "application/pdf"))


def texts(table: Table) -> list[list[str]]:
    return [[" ".join((c.text or "").split()) for c in row] for row in table.rows]


def test_a_further_paragraph_of_one_column_ends_the_last_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head()
    for number in range(1, 5):
        sheet.row(usual(number))
    no, recommendation, _, lead, date = usual(5)
    action = cell(
        "Courses were held in all of the", "teams.", "To be reported to the", "Partnership.", paragraph=2
    )
    sheet.row((no, recommendation, action, lead, date))
    (table,) = sheet.read().tables
    assert texts(table)[-1][2] == "Courses were held in all of the teams. To be reported to the Partnership."


def test_lines_of_the_cells_beside_do_not_shorten_the_line_distance(tmp_path: Path) -> None:
    """Paragraphs in one column set its lines between those of the others; the last lines are still in the row."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head()
    for number in range(1, 6):
        no, recommendation, _, lead, date = usual(number)
        action = cell("Course held for", "all of the officers", "of both teams", "Audit", start=4.0)
        sheet.row((no, [*recommendation, ("That was not done.", 2 * STEP)], action, lead, date))
    document = sheet.read()
    (table,) = document.tables
    assert texts(table)[-1][1].endswith("That was not done.")
    assert texts(table)[-1][2].endswith("Audit")
    assert not document.lines


def test_a_line_full_to_the_edge_of_its_column_is_still_in_the_row(tmp_path: Path) -> None:
    """Between its end and the next column's text there is no more white than between two words."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head()
    for number in range(1, 5):
        sheet.row(usual(number))
    full = "abuse of older people by partners, so that age is one"
    assert 0.4 * SIZE < XS[2] - XS[1] - stringWidth(full, "Helvetica", SIZE) < 0.8 * SIZE
    recommendation = cell("Guidance to be written about", full, "of the signs.")
    sheet.row((cell("5"), recommendation, cell("Courses held", "for all"), cell("Police"), cell("TBC")))
    (table,) = sheet.read().tables
    assert texts(table)[-1][1] == f"Guidance to be written about {full} of the signs."


def test_prose_below_the_table_stays_outside(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head()
    for number in range(1, 6):
        sheet.row(usual(number), leading=6.0)
    sheet.canvas.drawString(XS[0], sheet.y, "Signed by the Chair of the Partnership.")
    document = sheet.read()
    assert [line.text for line in document.lines] == ["Signed by the Chair of the Partnership."]


def test_the_end_of_one_cell_below_a_header_repeated_in_the_margin(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for page in range(2):
        if page:
            sheet.turn(top=30)
        sheet.head()
        for number in range(1 + 9 * page, 10 + 9 * page):
            sheet.row(usual(number))
    sheet.turn(top=30)
    sheet.head()
    sheet.row(([], [], cell("Links with the strategy,", "action 4.2."), [], []))
    last = sheet.read().tables[-1]
    assert last.page == 3
    assert texts(last)[-1] == ["", "", "Links with the strategy, action 4.2.", "", ""]


def test_a_header_centred_over_its_columns_is_known_again(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head(centred=True)
    for number in range(1, 9):
        sheet.row(usual(number), centred=True)
    sheet.turn()
    sheet.head(centred=True)
    sheet.row(
        (
            cell("9"),
            cell("Landlords to be asked to join the scheme of", "the borough, and to keep to its standard."),
            cell("Rename the single point of access"),
            cell("Commissioning", "Manager"),
            cell("1 September", "2023"),
        ),
        centred=True,
    )
    _, last = sheet.read().tables
    assert texts(last) == [
        list(HEAD),
        [
            "9",
            "Landlords to be asked to join the scheme of the borough, and to keep to its standard.",
            "Rename the single point of access",
            "Commissioning Manager",
            "1 September 2023",
        ],
    ]


def test_a_tall_cell_beside_others_set_in_the_middle_is_not_cut(tmp_path: Path) -> None:
    """Shading of every other row, cells set in the middle: the tall cell begins far above its neighbours."""
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.head()
    for number in range(1, 7):
        shaded = number % 2 == 0
        tall = shaded and number == 4
        height = 5 * STEP + 14 if tall else 2 * STEP + 8
        if shaded:
            sheet.canvas.setFillColor(HexColor("#e8e8e8"))
            sheet.canvas.rect(XS[0] - 4, sheet.y - height + STEP, 640, height, stroke=0, fill=1)
            sheet.canvas.setFillColor(black)
        top = sheet.y
        if tall:
            no, recommendation, _, lead, date = usual(number)
            action = [
                ("12/01/2023: first meeting", 0.0),
                *cell("Draft sent to", "all members", "Audit shows that", "more is needed", start=STEP + 5),
            ]
            down = 2 * STEP
            middle = [[(t, b + down) for t, b in c] for c in (no, recommendation, lead, date)]
            sheet.row((middle[0], middle[1], action, middle[2], middle[3]))
        else:
            sheet.row(usual(number))
        sheet.y = top - height
    (table,) = sheet.read().tables
    assert [row[0] for row in texts(table)] == ["No.", "1", "2", "3", "4", "5", "6"]
    assert texts(table)[4][2].startswith("12/01/2023: first meeting Draft sent")
