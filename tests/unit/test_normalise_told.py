"""What the findings on a row tell a person: which places contradict each other, which cell says nothing, which date holds."""

from __future__ import annotations

import pytest

from extract.model import Plan, PlanRow, RawField
from ingest.model import Finding, SourceFile
from normalise import normalise_plan
from normalise.model import Action
from normalise.rulebook import Rulebook
from publish.workbook.actions import holding

SOURCE = SourceFile("a.docx", "0" * 64, 1, "x")


def read(*rows: dict[str, str], **meta: str) -> tuple[tuple[Action, ...], tuple[Finding, ...]]:
    made = tuple(
        PlanRow(1, n, None, None, {name: RawField(text) for name, text in row.items()})
        for n, row in enumerate(rows, 1)
    )
    actions, _, findings = normalise_plan(Plan(SOURCE, made, meta), Rulebook.load())
    return actions, findings


@pytest.mark.parametrize(
    ("status", "milestones", "words"),
    [
        ("Complete", "Not yet started", ("status column says 'complete'", "milestones column says 'not started'")),
        ("Complete (see comments)", "The training never happened", ("something is left to be done",)),
        ("In progress", "The pathway is now complete", ("status column says 'in progress'", "'complete'")),
        ("Complete - ongoing", "", ("'in progress' and also 'complete'",)),
    ],
)  # fmt: skip
def test_a_contradiction_names_both_places_and_the_one_believed(
    status: str, milestones: str, words: tuple[str, ...]
) -> None:
    _, findings = read({"recommendation": "Train staff.", "status": status, "milestones": milestones})
    told = next(f.sentence for f in findings if f.code == "STATUS_CONFLICT")
    assert all(word in told for word in words)
    assert told.endswith(("was believed.", "was taken."))
    assert "training never" not in told


@pytest.mark.parametrize("cell", ["Covid", "See comments", "Lead has left", "March", "April 20223"])
def test_a_completion_cell_that_says_nothing_is_no_complete_and_is_told(cell: str) -> None:
    (action,), findings = read({"recommendation": "Train staff.", "completion": cell})
    assert (action.status, action.needs_review) == ("unknown", True)
    assert any(f.code == "STATUS_UNREAD" and "The completion cell" in f.sentence for f in findings)


@pytest.mark.parametrize(
    ("others", "meta", "dates"),
    [
        (("May 2022", "June 2023"), {}, ()),
        ((), {}, ()),
        (("May 2006", "June 2007"), {}, ("2005-04-03",)),
        (("May 2022",), {"plan_date": "March 2006"}, ("2005-04-03",)),
    ],
)
def test_numbers_in_any_order_are_read_where_the_other_dates_are_near(
    others: tuple[str, ...], meta: dict[str, str], dates: tuple[str, ...]
) -> None:
    rows = [{"recommendation": "Train staff.", "target_date": t} for t in ("03/04/05", *others)]
    actions, _ = read(*rows, **meta)
    assert actions[0].target.dates == dates
    assert "DATE_AMBIGUOUS" in actions[0].findings


@pytest.mark.parametrize(
    ("cell", "dates", "holds"),
    [
        ("12.01.21 (was 01.10.20)", ("2021-01-12", "2020-10-01"), ("2021-01-12",)),
        ("31/03/2021 extended to 30/09/2021", ("2021-09-30", "2021-03-31"), ("2021-09-30",)),
        ("1 May 2021 and 1 June 2021", ("2021-05-01", "2021-06-01"), ("2021-05-01", "2021-06-01")),
    ],
)
def test_of_a_target_that_was_moved_the_date_that_holds_stands_first(
    cell: str, dates: tuple[str, ...], holds: tuple[str, ...]
) -> None:
    (action,), _ = read({"recommendation": "Train staff.", "target_date": cell}, plan_date="May 2021")
    assert (action.target.dates, holding(action)) == (dates, holds)


@pytest.mark.parametrize(
    ("cell", "planned"),
    [
        ("Report accepted 9th March 2022", False),
        ("IDVA in post from 6 June 2022", False),
        ("9th March 2022", True),
        ("Report due 9th March 2022", True),
    ],
)
def test_what_has_happened_is_not_planned_though_it_lies_after_the_update(cell: str, planned: bool) -> None:
    (action,), _ = read(
        {"recommendation": "Train staff.", "completion": cell}, plan_date="May 2021", updated_date="May 2021"
    )
    assert ("COMPLETION_PLANNED" in action.findings) == planned
