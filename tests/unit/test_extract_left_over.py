"""What stands beside a plan and gave no rows is said."""

from __future__ import annotations

import pytest

from extract import extract_plan
from ingest.model import Cell, Document, Line, Locator, SourceFile, Table

ROWS = (
    ("1", "Audit calls that are closed early.", "Dip sample.", "Kent Police", "June 2024"),
    ("2", "Ask every patient.", "Prompt.", "The Trust", "May 2024"),
)


def document(heading: str) -> Document:
    cells = tuple(
        tuple(Cell(text, Locator(None, 1, r, c)) for c, text in enumerate(row, 1))
        for r, row in enumerate(ROWS, 1)
    )
    lines = (Line(heading, role="heading"), Table(1, None, cells, "word"))
    return Document(SourceFile("x.docx", "0" * 64, 1, ""), lines)


@pytest.mark.parametrize(("heading", "said"), [("Action plan", True), ("Chronology of contacts", False)])
def test_a_plan_without_a_header_is_said(heading: str, said: bool) -> None:
    plan = extract_plan(document(heading))
    assert not plan.rows
    assert ("PLAN_WITHOUT_HEADER" in {f.code for f in plan.findings}) == said


def after_plan(*rows: tuple[str, ...], between: str = "") -> set[str]:
    """The codes said of a document with a small plan and a table without header after it."""
    plan = (("Recommendation", "Action", "Lead"), ("Audit calls.", "Dip sample.", "Kent Police"))
    blocks: list[Line | Table] = []
    for number, texts in enumerate((plan, rows), 1):
        cells = tuple(
            tuple(Cell(text, Locator(None, number, r, c)) for c, text in enumerate(row, 1))
            for r, row in enumerate(texts, 1)
        )
        blocks.append(Table(number, None, cells, "word"))
        if number == 1 and between:
            blocks.append(Line(between, role="heading"))
    document = Document(SourceFile("x.docx", "0" * 64, 1, ""), tuple(blocks))
    return {f.code for f in extract_plan(document).findings}


def test_a_table_right_after_the_plan_is_said() -> None:
    assert "TABLE_LEFT_OUT" in after_plan(("Tell people.", "Publish."), ("Train.", "Run courses."))


@pytest.mark.parametrize(
    ("rows", "between"),
    [
        ((("Chair", "A. Smith"), ("Member", "B. Jones")), "Panel members"),
        ((("Green", "Complete"), ("Amber", "In progress"), ("Red", "Not begun")), ""),
        ((("DASH", "Domestic abuse checklist"), ("MARAC", "Conference"), ("IDVA", "Adviser")), ""),
    ],
)
def test_other_tables_after_the_plan_are_none_of_it(rows: tuple[tuple[str, ...], ...], between: str) -> None:
    assert "TABLE_LEFT_OUT" not in after_plan(*rows, between=between)
