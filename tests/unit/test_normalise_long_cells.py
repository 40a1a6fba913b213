"""A cell of a hundred pages takes as long as a hundred cells of a page, not as ten thousand."""

from __future__ import annotations

import time

import pytest

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise.compose import normalise_plan
from normalise.rulebook import Rulebook

DATES = "March 2020, by 31/03/2021 "


def seconds(field: str, text: str) -> float:
    """CPU seconds that one row with this cell takes."""
    row = PlanRow(1, 1, 1, 1, {"recommendation": RawField("Audit notes."), field: RawField(text)})
    plan = Plan(
        SourceFile("long.pdf", field, 0, "application/pdf"), (row,), {"area": "Leeds", "plan_date": "2020"}
    )
    began = time.process_time()
    normalise_plan(plan, Rulebook.load())
    return time.process_time() - began


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("completion", DATES),
        ("target_date", DATES),
        ("recommendation", DATES),
        ("lead_agency", DATES),
        ("milestones", "complete, not complete; "),
        ("action", "Mental Health NHS Trust "),
    ],
)
def test_time_grows_with_the_length_of_a_cell_and_no_faster(field: str, said: str) -> None:
    seconds(field, said)
    short = seconds(field, (said * 1000)[:5_000])
    assert (
        seconds(field, (said * 2000)[:40_000]) < 0.5 + 24 * short
    )  # eight times the text; three for a busy machine
