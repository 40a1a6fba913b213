"""Text struck through in a PDF is not read as text that holds, and is not lost; lines that only come near strike nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from ingest.model import Cell, Document, SourceFile
from ingest.pdf import read_pdf

SIZE, X, Y = 10.0, 66.0, 700.0
XS, YS = (60.0, 260.0, 380.0), (720.0, 660.0, 600.0)

Draw = Callable[[Canvas, float, float], None]
"""Draws a line from x0 to x1 near the text whose baseline is Y."""


def document(path: Path) -> Document:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def width(text: str) -> float:
    return stringWidth(text, "Helvetica", SIZE)


def stroke(rise: float, thick: float = 0.5, before: float = 0.0, behind: float = 0.0) -> Draw:
    def draw(canvas: Canvas, x0: float, x1: float) -> None:
        canvas.setLineWidth(thick)
        canvas.line(x0 - before, Y + rise * SIZE, x1 + behind, Y + rise * SIZE)

    return draw


def bar(rise: float, high: float) -> Draw:
    def draw(canvas: Canvas, x0: float, x1: float) -> None:
        canvas.rect(x0, Y + rise * SIZE, x1 - x0, high, stroke=0, fill=1)

    return draw


def letter_by_letter(canvas: Canvas, x0: float, x1: float) -> None:
    step = (x1 - x0) / 8
    for i in range(8):
        stroke(0.28)(canvas, x0 + i * step, x0 + (i + 1) * step)


def both(canvas: Canvas, x0: float, x1: float) -> None:
    for rise in (0.19, 0.31):
        stroke(rise)(canvas, x0, x1)


def boxed(canvas: Canvas, x0: float, x1: float) -> None:
    canvas.rect(x0 - 1, Y + 0.28 * SIZE, x1 - x0 + 2, 20)


def page(path: Path, pieces: list[tuple[str, Draw | None]], rotation: int = 0) -> Document:
    """A ruled grid of two columns and two rows; the pieces stand in the first cell, "Police" beside them."""
    canvas = Canvas(str(path), pagesize=(842, 842))
    canvas.setPageRotation(rotation)
    canvas.grid(list(XS), list(YS))
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(X, Y - 60, "Another row")
    canvas.drawString(XS[1] + 6, Y, "Police")
    canvas.drawString(X, Y, "".join(text for text, _ in pieces))
    x = X
    for text, draw in pieces:
        if draw is not None:
            draw(canvas, x + width(text) - width(text.lstrip()), x + width(text))
        x += width(text)
    canvas.save()
    return document(path)


def first(found: Document) -> Cell:
    (table,) = found.tables
    assert [len(row) for row in table.rows] == [2, 2]
    return table.rows[0][0]


@pytest.mark.parametrize(
    "draw",
    [
        stroke(0.2),
        stroke(0.28, 0.8),
        stroke(0.34),
        stroke(0.28, before=2.5, behind=3.0),
        bar(0.26, 0.6),
        both,
        letter_by_letter,
    ],
)
@pytest.mark.parametrize("rotation", [0, 90])
def test_struck_words_are_no_part_of_the_text_and_stand_beside_it(
    tmp_path: Path, draw: Draw, rotation: int
) -> None:
    found = page(tmp_path / "a.pdf", [("By ", None), ("June 2019", draw), (" March 2020", None)], rotation)
    cell = first(found)
    assert (cell.text, cell.struck, cell.flags) == ("By March 2020", "June 2019", ())
    assert [(f.code, f.table, f.row, f.column) for f in found.findings] == [("STRUCK_TEXT", 1, 1, 1)]


@pytest.mark.parametrize(
    "draw",
    [
        stroke(-0.1),  # an underline
        stroke(0.02),
        stroke(0.75),
        stroke(0.28, before=12.0, behind=30.0),  # a rule that goes on beyond the words
        bar(0.1, 6.0),  # a block over part of the letters
        bar(0.15, 2.9),
        boxed,
    ],
)
def test_a_line_near_words_strikes_nothing(tmp_path: Path, draw: Draw) -> None:
    found = page(tmp_path / "a.pdf", [("June 2019", draw)])
    assert not [f for f in found.findings if f.code.startswith("STRUCK")]
    assert "June 2019" in [c.text for t in found.tables for row in t.rows for c in row]


@pytest.mark.parametrize(
    ("pieces", "text", "struck"),
    [
        ([("1", None), ("2", stroke(0.28)), ("5 May 2021", None)], "15 May 2021", "2"),
        ([("organi", None), ("s", stroke(0.28)), ("zation", None)], "organization", "s"),
        ([("May 2019", None), (" June 2019", stroke(0.28)), (" July", None)], "May 2019 July", "June 2019"),
        ([("Local / ", None), ("Regional", stroke(0.28)), (" / All", None)], "Local / All", "Regional"),
        ([("June", None), (" ", stroke(0.28)), (" 2019", None)], "June 2019", ""),
        ([("a) ", None), ("print", stroke(0.28))], "", "a) print"),
    ],
)  # fmt: skip
def test_what_is_left_reads_well(
    tmp_path: Path, pieces: list[tuple[str, Draw | None]], text: str, struck: str
) -> None:
    cell = first(page(tmp_path / "a.pdf", pieces))
    assert (cell.text, cell.struck) == (text, struck)


STYLE = getSampleStyleSheet()["BodyText"]
ROWS = [
    ["Recommendation", "Action", "Lead", "Date"],
    ["1. Train all the staff.", "Run <strike>two</strike> three courses", "<u>Police</u>", "<u>June 2020</u>"],
    [
        "<strike>2. Write to each of the landlords of all the borough's houses and tell them of it.</strike>",
        "<strike>Letters</strike>",
        "<strike>Council</strike>",
        "Superseded",
    ],
    ["3. Publish <strike>guidance on what to do when a case is closed and not told to</strike> it.", "x", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("padding", [0, 3])
def test_a_table_of_struck_and_underlined_paragraphs(tmp_path: Path, padding: int) -> None:
    path = tmp_path / "a.pdf"
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]
    cells = [[Paragraph(text, STYLE) for text in row] for row in ROWS]
    top = Paragraph("Plan of <strike>May</strike> June", STYLE)
    SimpleDocTemplate(str(path)).build([top, Table(cells, colWidths=[150, 120, 70, 90], style=style)])
    found = document(path)
    (table,) = found.tables
    got = [[(c.text, c.struck, "struck" in c.flags) for c in row if c.text is not None] for row in table.rows]
    assert [("Run three courses", "two", False) in row for row in got] == [False, True, False, False]
    gone = next(row for row in got if any(dead for *_, dead in row))
    assert gone == [
        ("2. Write to each of the landlords of all the borough's houses and tell them of it.", "", True),
        ("Letters", "", True),
        ("Council", "", True),
        ("Superseded", "", False),
    ]
    assert ("3. Publish it.", "guidance on what to do when a case is closed and not told to", False) in got[
        -1
    ]
    assert [line.text for line in found.lines] == ["Plan of June"]
    assert {f.code for f in found.findings} == {"STRUCK_TEXT", "STRUCK_ROW"}
    assert sum(f.table is None for f in found.findings) == 1


def test_the_number_of_a_struck_row_stays_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    rows = [["No", "Action", "Date"], ["1", "Train", "1/2/2020"], ["2", "Write to all", "1/3/2020"]]
    cells = [[Paragraph(f"<strike>{t}</strike>" if row[0] == "2" else t, STYLE) for t in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(str(path)).build([Table(cells, colWidths=[50, 120, 90], style=grid)])
    found = document(path)
    last = found.tables[0].rows[2]
    assert [(c.text, c.struck, c.flags) for c in last] == [(t, "", ("struck",)) for t in rows[2]]
    assert [(f.code, f.row) for f in found.findings] == [("STRUCK_ROW", 3)]


@pytest.mark.parametrize(("flags", "rotation"), [(0, 0), (4, 90), (2, 0), (32, 0)])
def test_words_struck_out_in_a_viewer(tmp_path: Path, flags: int, rotation: int) -> None:
    plain, path = tmp_path / "plain.pdf", tmp_path / "a.pdf"
    page(plain, [("By ", None), ("June 2019", None), (" March 2020", None)], rotation)
    x0, x1 = X + width("By "), X + width("By June 2019")
    low, high = Y - 0.21 * SIZE, Y + 0.9 * SIZE
    with pikepdf.open(plain) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[x0, low, x1, high],
            QuadPoints=[x0, high, x1, high, x0, low, x1, low],
            C=[1, 0, 0],
            F=flags,
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        pdf.save(path)
    cell = first(document(path))
    shown = flags in (0, 4)
    assert cell.text == ("By March 2020" if shown else "By June 2019 March 2020")
    assert cell.struck == ("June 2019" if shown else "")


def test_words_set_sideways_are_struck_too(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.grid([60, 100, 360], [720, 600, 500])
    canvas.setFont("Helvetica", SIZE)
    for i, y in enumerate((700, 580)):
        canvas.drawString(110, y, f"The Trust should train all of its staff in step {i}")
    canvas.saveState()
    canvas.translate(80, 610)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Police Council")
    canvas.line(0, 2.8, width("Police"), 2.8)
    canvas.restoreState()
    canvas.save()
    cell = document(path).tables[0].rows[0][0]
    assert (cell.text, cell.struck, cell.flags) == ("Council", "Police", ("rotated",))


def test_a_fraction_and_a_lowered_letter_underlined_live(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(60, 700, "three of")
    canvas.drawString(110, 705, "12")
    canvas.line(110, 703, 110 + width("12"), 703)
    canvas.drawString(110, 694.5, "20")
    canvas.drawString(60, 600, "all of CO in homes")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60 + width("all of CO"), 597.5, "2")
    canvas.line(60, 599, 60 + width("all of CO in homes"), 599)
    canvas.save()
    found = document(path)
    assert not found.findings
    assert "2" in "".join(line.text for line in found.lines)
