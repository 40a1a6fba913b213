"""The asks beside this file, read as whole rows: whom the wording asks decides how far it reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise import normalise_plan
from normalise.rulebook import Rulebook

LINES = (Path(__file__).parent / "scope_asks.txt").read_text(encoding="utf-8").splitlines()
ASKS = [[part.strip() for part in line.split("|", 1)] for line in LINES if line.strip() and line[0] != "#"]


@pytest.mark.parametrize(("level", "text"), ASKS)
def test_how_far_an_ask_reaches(level: str, text: str) -> None:
    row = PlanRow(1, 1, 1, 1, {"recommendation": RawField(text), "action": RawField("")})
    plan = Plan(
        SourceFile("a.pdf", "0", 1, "application/pdf"),
        (row,),
        {"area": "Canterbury", "plan_date": "May 2021"},
    )
    (action,), _, _ = normalise_plan(plan, Rulebook.load())
    assert action.scope == (level,)
    assert action.scope_basis == "inferred"
    assert action.scope_rule


def test_initials_of_counties_are_a_stated_scope() -> None:
    fields = {
        "recommendation": RawField("Kent, Surrey and Sussex CRC to review its training."),
        "scope": RawField("KSS"),
    }
    plan = Plan(
        SourceFile("a.pdf", "0", 1, "application/pdf"),
        (PlanRow(1, 1, 1, 1, fields),),
        {"area": "Canterbury", "plan_date": "May 2021"},
    )
    (action,), _, _ = normalise_plan(plan, Rulebook.load())
    assert (action.scope, action.scope_basis) == (("regional",), "stated")
