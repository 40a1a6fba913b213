"""A header that no column rules stand in: the rules between the columns begin below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, SourceFile
from ingest.pdf import read_pdf

XS = (50.0, 90.0, 290.0, 440.0, 540.0)
HEAD = ("No.", "Recommendation", "Action", "Lead")
ROWS = [
    ("1", "Officers to be told of every report.", "Course held.", "Council"),
    ("2", "Practices to name a lead.", "Letter sent to all.", "Board"),
    ("3", "Ward staff to have a clear route.", "Card designed.", "Trust"),
]


def read(
    path: Path, head: tuple[str, ...], font: str = "Helvetica-Bold", first_bold: bool = False
) -> Document:
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setFont(font, 9)
    for x, text in zip(XS, head, strict=False):
        canvas.drawString(x + 4, 700, text)
    canvas.line(XS[0], 712, XS[-1], 712)
    ys = [694 - 22 * i for i in range(len(ROWS) + 1)]
    canvas.grid(list(XS), ys)
    for i, row in enumerate(ROWS):
        canvas.setFont("Helvetica-Bold" if first_bold and not i else "Helvetica", 9)
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, ys[i] - 14, text)
    canvas.save()
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def test_names_set_over_the_columns_are_the_first_row(tmp_path: Path) -> None:
    document = read(tmp_path / "a.pdf", HEAD)
    (table,) = document.tables
    assert [[c.text for c in row] for row in table.rows] == [list(HEAD), *map(list, ROWS)]
    assert not document.lines


@pytest.mark.parametrize(
    ("head", "font", "first_bold"),
    [
        (("Action plan of the Partnership for the year",), "Helvetica-Bold", False),
        (("No.", "Recommendation"), "Helvetica-Bold", False),
        (HEAD, "Helvetica", False),
        (HEAD, "Helvetica-Bold", True),
    ],
    ids=["title", "too few", "plain text", "has a header"],
)
def test_what_is_no_header_stays_above(
    tmp_path: Path, head: tuple[str, ...], font: str, first_bold: bool
) -> None:
    (table,) = read(tmp_path / "a.pdf", head, font, first_bold).tables
    assert [[c.text for c in row] for row in table.rows] == list(map(list, ROWS))
