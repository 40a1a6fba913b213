"""No unmapped column is lost, also when two carry the same header."""

from __future__ import annotations

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise import normalise_plan
from normalise.codec import action_from_dict, action_to_dict
from normalise.rulebook import Rulebook


def test_two_columns_of_one_header_are_both_kept() -> None:
    other = (("Comments", RawField("first")), ("Comments", RawField("second")), ("Cost", RawField("")))
    fields = {"recommendation": RawField("Train all officers."), "action": RawField("Briefing")}
    row = PlanRow(1, 1, None, None, fields, other=other)
    plan = Plan(SourceFile("a.docx", "0" * 64, 1, "x"), (row,), {"area": "Leeds"})
    actions, _, _ = normalise_plan(plan, Rulebook.load())
    assert dict(actions[0].other) == {"Comments": "first", "Comments (2)": "second", "Cost": ""}
    assert action_from_dict(action_to_dict(actions[0])) == actions[0]
