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
