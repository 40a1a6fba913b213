"""Pages set in two columns, tables with ruled columns only, and the baselines that all of it leans on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, SourceFile
from ingest.pdf import read_pdf
from ingest.pdf.pdfium import Pdf

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.pdf"))
LEFT = [f"{n}. The panel asked every agency to write down what it knew" for n in range(1, 9)]
RIGHT = [f"{n}. Each agency then told the family what it had learned" for n in range(9, 16)]
COLUMNS = (50.0, 90.0, 250.0, 400.0, 540.0)
ROWS = (
    ("1", "Police to link calls and tell the victim", "Change the form and train", "Police", "of the result within a day.", "the staff.", ""),
    ("2", "GPs to ask every patient about safety", "Article in the bulletin and", "ICB", "at home.", "a visit.", ""),
    ("3", "The partnership to hear from the family", "Letter to be written by", "Chair", "once a year.", "the chair.", ""),
)  # fmt: skip


def read(path: Path) -> Document:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def test_the_left_column_is_read_to_its_end_first(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(45, 800, "What the panel asked of the agencies, and what was done about it since")
    canvas.setFont("Helvetica", 9)
    for i, text in enumerate(LEFT):
        canvas.drawString(45, 770 - 12 * i, text)
    for i, text in enumerate(RIGHT):
        canvas.drawString(310, 770 - 12 * i, text)
    canvas.save()
    assert [line.text for line in read(tmp_path / "a.pdf").lines][1:] == [*LEFT, *RIGHT]


@pytest.mark.parametrize("right", [1, 2, 3])
def test_a_right_column_just_begun_is_read_after_the_left_one(tmp_path: Path, right: int) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica", 9)
    left = [LEFT[i % len(LEFT)][3:] for i in range(30)]
    for i, text in enumerate(left):
        canvas.drawString(45, 770 - 12 * i, text)
    for i, text in enumerate(RIGHT[:right]):
        canvas.drawString(310, 770 - 12 * i, text)
    canvas.save()
    assert [line.text for line in read(tmp_path / "a.pdf").lines] == [*left, *RIGHT[:right]]


def test_an_address_beside_its_reference_is_no_column(tmp_path: Path) -> None:
    """Short lines at the left do not fill a column: each is read with what stands beside it."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.setFont("Helvetica", 9)
    lines = ["The Chair", "Safer Oldham Partnership", "Civic Centre, West Street", "Oldham"] * 4
    for i, text in enumerate(lines):
        canvas.drawString(45, 770 - 12 * i, text)
    canvas.drawString(310, 770, "Our reference: DHR 6")
    canvas.drawString(
        45, 500, "Dear colleague, the panel thanks you for the report, which it has read with great care."
    )
    canvas.save()
    assert read(tmp_path / "a.pdf").lines[0].text == "The Chair Our reference: DHR 6"


def ruled_down(path: Path, numbered: bool) -> Path:
    """A table whose columns are ruled and whose header is underlined; only white parts the rows."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 9)
    for x, text in zip(COLUMNS, ("No", "Recommendation", "Action", "Lead"), strict=False):
        canvas.drawString(x + 4, 790, text)
    canvas.line(COLUMNS[0], 783, COLUMNS[-1], 783)
    y = 770.0
    for number, *texts in ROWS:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(COLUMNS[0] + 4, y, number if numbered or number == "1" else "")
        for x, upper, lower in zip(COLUMNS[1:], texts[:3], texts[3:], strict=False):
            canvas.drawString(x + 4, y, upper)
            canvas.drawString(x + 4, y - 11, lower)
        y -= 30
    for x in COLUMNS:
        canvas.line(x, 805, x, y)
    canvas.save()
    return path


def test_ruled_columns_without_ruled_rows_are_cut_by_white(tmp_path: Path) -> None:
    (table,) = read(ruled_down(tmp_path / "a.pdf", numbered=True)).tables
    assert [row[0].text for row in table.rows] == ["No", "1", "2", "3"]
    assert table.rows[2][1].text == "GPs to ask every patient about safety at home."


def test_a_long_row_that_begins_once_is_not_cut(tmp_path: Path) -> None:
    (table,) = read(ruled_down(tmp_path / "a.pdf", numbered=False)).tables
    assert [row[0].text for row in table.rows] == ["No", "1"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_baselines_are_those_that_pdfium_gives_for_each_character(path: Path) -> None:
    with Pdf(path) as pdf, pdf.page(0) as page:
        assert page is not None
        found = page.chars()
        asked = np.zeros_like(found.origins)
        page._ask_origins(asked, np.arange(len(asked)))
    real = found.runs >= 0
    assert np.abs(found.origins - asked)[real, 1].max() < 0.06
