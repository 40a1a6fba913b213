"""A list of recommendations that is no plan is told apart from a document without any; a table of names and values is no half."""

from __future__ import annotations

import pytest

from extract import extract_plan
from ingest.model import Block, Cell, Document, Line, Locator, SourceFile, Table

HEADINGS = (
    "# Review: what the panel recommends",
    "# Recommendation 1",
    "Officers should assess the risk anew.",
    "# Recommendation 2",
    "Midwives should ask who attends.",
)
BY_AGENCY = (
    "# Section 7: Recommendations",
    "# National",
    "7.1\tNHS England to consider a standard.",
    "# Avonside Police",
    "7.2\tOfficers should assess the risk anew.",
    "# Estuary Homes",
    "7.3\tHousing officers should ask why.",
)
PROSE = (
    "# Recommendations",
    "The panel makes none beyond those of the earlier review.",
    "# Conclusions",
    "8.1\tThe services knew each other.",
    "8.2\tThe family was heard.",
)


def codes(blocks: tuple[Block, ...]) -> set[str]:
    plan = extract_plan(Document(SourceFile("x.docx", "0" * 64, 1, ""), blocks))
    return {f.code for f in plan.findings}


@pytest.mark.parametrize(("lines", "listed"), [(HEADINGS, True), (BY_AGENCY, True), (PROSE, False)])
def test_a_list_without_a_plan_is_said(lines: tuple[str, ...], listed: bool) -> None:
    blocks = tuple(Line(t.removeprefix("# "), role="heading" if t[0] == "#" else "body") for t in lines)
    found = codes(blocks)
    assert "NO_PLAN" in found
    assert ("RECOMMENDATIONS_ONLY" in found) == listed


def table(number: int, rows: tuple[tuple[str, ...], ...]) -> Table:
    cells = tuple(
        tuple(Cell(text, Locator(None, number, r, c)) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    return Table(number, None, cells, "word")


PLAN = (
    ("No", "Recommendation", "Action", "Lead agency", "Target date"),
    ("1", "Audit calls that are closed early.", "Dip sample.", "Kent Police", "June 2024"),
    ("2", "Ask every patient.", "Prompt.", "The Trust", "May 2024"),
)


@pytest.mark.parametrize(
    ("rows", "half"),
    [
        (
            (
                ("Community Safety Partnership", "Safer Hambleton"),
                ("Name of review", "Stanley"),
                ("Plan date", "19 July 2021"),
                ("Plan last updated", "19 January 2022"),
                ("Completed by", "Community Safety Hub"),
            ),
            False,
        ),
        ((("Update", "Status"), ("Sampled 20 calls.", "Complete"), ("Not begun.", "Ongoing")), True),
    ],
)
def test_names_and_values_above_a_plan_are_no_half_of_one(
    rows: tuple[tuple[str, ...], ...], half: bool
) -> None:
    found = codes((Line("Action plan", role="heading"), table(1, rows), table(2, PLAN)))
    assert ("HALF_UNMATCHED" in found) == half
