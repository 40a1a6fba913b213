"""Column edges under header words, header rows shaded in one piece, last lines below the last shaded row, page-break hyphens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from ingest.model import SourceFile, Table
from ingest.pdf import read_pdf

XS = (40.0, 70.0, 230.0, 380.0, 460.0, 540.0)
HEAD = ("No", "Recommendation", "Action", "Lead", "Target date")
BODY = (
    ("1", "Police to link every call to\nthe whole address history", "Change the form", "Police", "May 2021"),
    ("2", "GPs to ask every patient\nwho comes alone", "Article in the bulletin", "ICB", "June 2021"),
    ("3", "The partnership to hear\nthe family", "Write to them", "CSP Chair", "May 2022"),
    ("4", "Schools to be told on the\nnext working day", "Extend the scheme", "Council", "March 2022"),
    ("5", "Employers to have a policy", "Toolkit for all firms", "Chamber", "May 2022"),
)


def tables(path: Path) -> tuple[Table, ...]:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf")).tables


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(" ".join((c.text or "").split()) for c in row) for row in table.rows]


def flat(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(" ".join(t.split()) for t in row) for row in rows]


def shade(canvas: Canvas, box: tuple[float, float, float, float], colour: str) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.rect(box[0], box[1], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))


def write(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, high: float = 34.0) -> None:
    canvas.setFont("Helvetica", 9)
    for i, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            for k, line in enumerate(text.split("\n")):
                canvas.drawString(x + 3, top - 12 - i * high - k * 11, line)


def test_a_cell_full_to_its_edge_hides_no_column_that_begins_under_a_header(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    shade(canvas, (XS[0], 766, XS[-1], 800), "#ddebf7")
    full = "Toolkit for all the firms of the borou"  # ends 2 points before the next column
    x = XS[2] + 3
    size = canvas.stringWidth(full, "Helvetica", 9)
    rows = [HEAD, *BODY]
    write(canvas, [*rows[:5], (*BODY[4][:2], "", *BODY[4][3:])], 800)
    canvas.setFont("Helvetica", 9 * (XS[3] + 3 - x - 2) / size)
    canvas.drawString(x, 800 - 12 - 5 * 34, full)
    canvas.save()
    (table,) = tables(tmp_path / "a.pdf")
    assert texts(table)[:5] == flat(rows[:5])
    assert texts(table)[5] == ("5", "Employers to have a policy", full, "Chamber", "May 2022")


def columns_shaded(path: Path, head: Sequence[str]) -> list[tuple[str, ...]]:
    """The header shaded as one rectangle, the body as a rectangle a column."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    shade(canvas, (XS[0], 780, XS[-1], 800), "#5b2c6f")
    for i, (a, b) in enumerate(pairwise(XS)):
        shade(canvas, (a, 780 - 34 * len(BODY), b, 780), ("#e8daef", "#f4ecf7")[i % 2])
    write(canvas, [head], 800)
    write(canvas, BODY, 780)
    canvas.save()
    (table,) = tables(path)
    return texts(table)


def test_a_header_row_shaded_in_one_piece_keeps_to_the_columns(tmp_path: Path) -> None:
    assert columns_shaded(tmp_path / "a.pdf", HEAD) == flat([HEAD, *BODY])


def test_a_heading_across_a_shaded_table_stays_one_cell(tmp_path: Path) -> None:
    rows = columns_shaded(tmp_path / "a.pdf", ("Theme one: how agencies share what they know with others",))
    assert rows[0] == ("Theme one: how agencies share what they know with others", "", "", "", "")


def test_the_last_line_of_a_bullet_below_the_last_row_is_its_own(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    shade(canvas, (XS[0], 780, XS[-1], 800), "#2f5496")
    for i in (0, 2):
        shade(canvas, (XS[0], 780 - 34 * (i + 1), XS[-1], 780 - 34 * i), "#e8eef7")
    write(canvas, [HEAD], 800)
    write(canvas, [*BODY[:3], (*BODY[3][:2], "", *BODY[3][3:])], 780)
    lines = ("A group of the six", "agencies.", "Look at it after three", "months.")
    for k, line in enumerate(lines):
        if line[0].isupper():
            canvas.drawString(XS[2] + 3, 780 - 12 - 3 * 34 - 11 * k, "\u2022")
        canvas.drawString(XS[2] + 13, 780 - 12 - 3 * 34 - 11 * k, line)
    canvas.save()
    (table,) = tables(tmp_path / "a.pdf")
    assert texts(table)[-1][2] == " ".join(lines)


def test_a_hyphen_at_the_end_of_a_cell_is_the_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 9)
    for y in (800, 780, 750):
        canvas.line(XS[0], y, XS[3], y)
    for x in XS[:4]:
        canvas.line(x, 800, x, 750)
    write(canvas, [HEAD[:3]], 800)
    write(canvas, [("1", "Friends, neighbours and work col-", "Tell them")], 780)
    canvas.save()
    cell = tables(path)[0].rows[1][1]
    assert cell.text is not None and cell.text.endswith("col-") and cell.tail == "hyphen"


def test_a_last_row_with_empty_cells_belongs_to_a_table_without_rules(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    last = ("6", "Carers to be told of\ntheir rights", "", "", "")
    write(canvas, [HEAD, *BODY, last], 800)
    canvas.save()
    (table,) = tables(tmp_path / "a.pdf")
    assert texts(table) == flat([HEAD, *BODY, last])


def test_a_sign_off_below_a_table_without_rules_is_no_row(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    write(canvas, [HEAD, *BODY], 800)
    canvas.drawString(43, 800 - 12 - 6 * 34, "Signed by the Chair of the Board")
    canvas.drawString(300, 800 - 12 - 6 * 34, "on 3 May 2022")
    canvas.save()
    (table,) = tables(tmp_path / "a.pdf")
    assert texts(table) == flat([HEAD, *BODY])
