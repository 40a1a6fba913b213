"""A spreadsheet printed in page halves of one, two and three columns, in either page order, with and without gridlines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract import extract_plan, plan_view
from ingest.model import SourceFile
from ingest.pdf import read_pdf

FIELDS = ("recommendation_no", "recommendation", "action", "lead_agency", "target_date", "status")
HEAD = ("Ref", "Recommendation", "Action", "Lead agency", "Target date", "Status")
WIDTHS = (40, 250, 250, 120, 80, 70)
TEXTS = (
    ("Police to link every call\nto the address history", "Change the form", "Police", "May 2021", "Complete"),
    ("GPs to ask every patient who\ncomes alone, and to write\ndown what was said", "Article in the bulletin\nTraining day", "ICB", "June 2021", "In progress"),
    ("The partnership to hear the family", "Write to them each year", "CSP Chair", "May 2022", "Complete"),
    ("Midwives to see each woman\nalone at least once", "Amend the record so that\nthe question cannot be\npassed over", "Hospital Trust", "July 2021", "Not started"),
    ("Schools to be told on the\nnext working day", "Extend the scheme to nurseries", "Council", "March 2022", "Complete"),
    ("Housing officers to be\ntrained in coercive control", "Course for all staff", "Housing Service", "April 2022", "Complete"),
    ("Employers to have a policy", "Toolkit with the Chamber", "Economic\nDevelopment", "May 2022", "Complete"),
    ("Probation to share reports\nwithin ten days", "Agreement with the courts", "Probation Service", "August 2021", "Complete"),
)  # fmt: skip
ROWS = [(f"R{i + 1}", *texts) for i, texts in enumerate(TEXTS)]
STEP, PAD = 11.0, 9.0


def height(row: Sequence[str]) -> float:
    """A sheet row is as high as its highest cell, on every page."""
    return max(text.count("\n") + 1 for text in row) * STEP + PAD


def sheet(
    path: Path, parts: Sequence[Sequence[int]], down_first: bool, ruled: bool, head: Sequence[str]
) -> None:
    """Print columns by parts, five rows on the first band of pages and three on the second."""
    canvas = Canvas(str(path), pagesize=A4)
    bands: list[list[Sequence[str]]] = [[head, *ROWS[:5]], list(ROWS[5:])]
    order = list(product(parts, bands)) if down_first else [(p, b) for b, p in product(bands, parts)]
    for columns, rows in order:
        y = 760.0
        for row in rows:
            x = 50.0
            for column in columns:
                canvas.setFont("Helvetica-Bold" if row is head else "Helvetica", 9)
                for i, line in enumerate(row[column].split("\n")):
                    canvas.drawString(x + 3, y - 10 - i * STEP, line)
                if ruled:
                    canvas.rect(x, y - height(row), WIDTHS[column], height(row))
                x += WIDTHS[column]
            y -= height(row)
        canvas.showPage()
    canvas.save()


PARTS = (
    ((0, 1), (2,), (3, 4), (5,)),
    ((0, 1, 2), (3,), (4, 5)),
    ((0, 1), (2,), (3, 4, 5)),
    ((0, 1, 2), (3, 4, 5)),
    ((0,), (1, 2), (3, 4, 5)),
    ((0, 1), (2,), (3,), (4,), (5,)),
)


def rows_of(path: Path) -> list[tuple[str | None, ...]]:
    plan = extract_plan(read_pdf(path, SourceFile(path.name, "", 0, "application/pdf")))
    assert plan.ledger.balanced
    return [
        tuple(None if (v := row.get(f)) is None else " ".join(str(v).split()) for f in FIELDS)
        for row in plan_view(plan)
    ]


WANTED = [tuple(" ".join(text.split()) for text in row) for row in ROWS]


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("down_first", [False, True])
def test_ruled_halves_of_any_width_come_together(
    tmp_path: Path, parts: Sequence[Sequence[int]], down_first: bool
) -> None:
    sheet(tmp_path / "a.pdf", parts, down_first, True, HEAD)
    assert rows_of(tmp_path / "a.pdf") == WANTED


@pytest.mark.parametrize("parts", [PARTS[1], PARTS[3]])
@pytest.mark.parametrize("down_first", [False, True])
def test_halves_without_gridlines_come_together_by_the_heights_of_their_rows(
    tmp_path: Path, parts: Sequence[Sequence[int]], down_first: bool
) -> None:
    sheet(tmp_path / "a.pdf", parts, down_first, False, HEAD)
    assert rows_of(tmp_path / "a.pdf") == WANTED


@pytest.mark.parametrize("parts", [PARTS[2], PARTS[4]])
def test_one_half_with_columns_enough_shows_the_rows_of_the_others(
    tmp_path: Path, parts: Sequence[Sequence[int]]
) -> None:
    sheet(tmp_path / "a.pdf", parts, True, False, HEAD)
    assert rows_of(tmp_path / "a.pdf") == WANTED


@pytest.mark.parametrize("down_first", [False, True])
def test_a_lone_column_of_unknown_name_is_kept_under_that_name(tmp_path: Path, down_first: bool) -> None:
    head = ("Ref", "Recommendation", "Zorb", "Lead agency", "Target date", "Status")
    sheet(tmp_path / "a.pdf", ((0, 1), (2,), (3, 4), (5,)), down_first, True, head)
    plan = extract_plan(read_pdf(tmp_path / "a.pdf", SourceFile("a.pdf", "", 0, "application/pdf")))
    kept = [" ".join(dict(row.other)["Zorb"].text.split()) for row in plan.rows]
    assert kept == [" ".join(row[2].split()) for row in ROWS]


@pytest.mark.parametrize("down_first", [True, False])
def test_a_ruled_lone_column_may_hold_one_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, down_first: bool
) -> None:
    """Of the rows on the second band of pages one has a status; no header stands above it there."""
    rows = [(*row[:-1], row[-1] if row[0] in ("R1", "R7") else "") for row in ROWS]
    monkeypatch.setitem(globals(), "ROWS", rows)
    sheet(tmp_path / "a.pdf", ((0, 1, 2), (3, 4), (5,)), down_first, True, HEAD)
    assert rows_of(tmp_path / "a.pdf") == [tuple(" ".join(v.split()) for v in row) for row in rows]


def test_boxes_around_prose_are_no_column_of_a_sheet(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for page in range(2):
        y = 760.0
        for i, row in enumerate(ROWS[:5]):
            x = 50.0
            for column in range(2) if page else range(1):
                high = height(row) if page else 40.0
                canvas.rect(x, y - high, WIDTHS[column] + 100, high)
                for k, line in enumerate(row[column].split("\n")):
                    canvas.drawString(x + 3, y - 10 - k * STEP, line)
                x += WIDTHS[column] + 100
            y -= height(row) if page else 40.0 + i * 0.1
        canvas.showPage()
    canvas.save()
    tables = read_pdf(tmp_path / "a.pdf", SourceFile("a.pdf", "", 0, "application/pdf")).tables
    assert [t.page for t in tables] == [2]
