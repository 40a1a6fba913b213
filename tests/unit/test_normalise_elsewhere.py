"""What columns beside the form say of a row: when it was completed, how far it has got, with the place it was read at."""

from __future__ import annotations

import pytest

from extract.model import Plan, PlanRow, RawField
from ingest.model import Locator, SourceFile
from normalise import normalise_plan
from normalise.model import Action
from normalise.rulebook import Rulebook

SOURCE = SourceFile("a.docx", "0" * 64, 1, "x")
HERE = Locator(None, 1, 2, 6)


def read(fields: dict[str, str], **other: str) -> tuple[Action, list[tuple[str, int | None]]]:
    raw = {
        "recommendation": RawField("Train all officers."),
        **{n: RawField(t, (HERE,)) for n, t in fields.items()},
    }
    row = PlanRow(1, 1, None, None, raw, tuple((n, RawField(t, (HERE,))) for n, t in other.items()))
    plan = Plan(SOURCE, (row,), {"plan_date": "March 2022", "updated_date": "April 2024"})
    actions, _, findings = normalise_plan(plan, Rulebook.load())
    return actions[0], [(f.code, f.column) for f in findings]


@pytest.mark.parametrize(
    ("fields", "other", "dates"),
    [
        ({"status": "", "milestones": "Completed March 2023"}, {}, ("2023-03",)),
        ({"status": "", "milestones": "This was actioned in Jan 24 and is now embedded"}, {}, ("2024-01",)),
        ({"milestones": "Jan 23: policy drafted\nJun 23: complete"}, {}, ("2023-06",)),
        ({"status": "Complete 12/03/2023", "completion": ""}, {}, ("2023-03-12",)),
        ({"status": "", "completion": ""}, {"Comments": "Completed March 2023. Well received in May 2023."}, ("2023-03",)),
    ],
)  # fmt: skip
def test_a_completion_date_is_taken_from_where_the_row_is_called_complete(
    fields: dict[str, str], other: dict[str, str], dates: tuple[str, ...]
) -> None:
    action, findings = read(fields, **other)
    assert (action.status, action.completion_dates) == ("complete", dates)
    assert ("COMPLETION_ELSEWHERE", 6) in findings
    assert not action.needs_review


@pytest.mark.parametrize(
    ("fields", "other"),
    [
        ({"milestones": "To be completed by March 2023"}, {}),
        ({"milestones": "Will be complete once the new system is in (June 2023)"}, {}),
        ({"milestones": "Not completed by March 2023"}, {}),
        ({"milestones": "Completed March 2023 but reopened Jan 24"}, {}),
        ({"milestones": "Completed March 2023", "completion": "Complete"}, {}),
        ({"milestones": "Leaflets printed March 2023"}, {}),
        ({"status": "In progress", "milestones": ""}, {"Comments": "Phase one finished March 2023"}),
        ({"status": ""}, {"Risk comments": "Completed March 2023"}),
        ({"status": ""}, {"Comments (struck through)": "Completed March 2023"}),
    ],
)
def test_no_completion_date_from_what_is_planned_denied_or_taken_back(
    fields: dict[str, str], other: dict[str, str]
) -> None:
    action, findings = read(fields, **other)
    assert action.completion_dates == ()
    assert "COMPLETION_ELSEWHERE" not in dict(findings)


def test_a_status_read_in_another_column_is_inferred_where_the_status_cell_is_empty() -> None:
    assert read({"status": "", "milestones": "Complete"})[0].status_basis == "inferred"
    assert read({"milestones": "Complete"})[0].status_basis == "stated"
    assert read({"status": ""}, Update="Not started")[0].status == "not_started"


@pytest.mark.parametrize(
    ("header", "text", "told"),
    [
        ("RAG", "Red", True),
        ("Comments", "Two wards outstanding", True),
        ("Update", "Not yet started", True),
        ("Comments", "All wards trained", False),
        ("RAG", "Green", False),
        ("Risk RAG", "Red", False),
        ("Agency response", "Accepted", False),
    ],
)
def test_a_complete_that_another_column_contradicts_is_told(header: str, text: str, told: bool) -> None:
    action, findings = read({"status": "Complete"}, **{header: text})
    assert action.status == "complete"
    assert ("STATUS_CONFLICT" in dict(findings)) == told
