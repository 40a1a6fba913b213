"""From a plan to its actions: ids, provenance, findings, metadata, JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from extract.model import Plan, PlanRow, RawField
from ingest.errors import catalogue, finding
from ingest.model import Box, Locator, SourceFile
from normalise import normalise_plan
from normalise.codec import action_from_dict, action_to_dict
from normalise.compose import read_iso
from normalise.dates import dated_items
from normalise.rulebook import Rulebook, check, fired, rule_files, rule_names, rules_hash, unmatched

CONTRACT = [
    "schema_version",
    "action_id",
    "plan_id",
    "source_file",
    "source_sha256",
    "title",
    "area",
    "review_reference",
    "plan_date",
    "updated_date",
    "author",
    "table_no",
    "row_no",
    "page_start",
    "page_end",
    "group_label",
    "recommendation_no",
    "recommendation",
    "scope_stated",
    "action",
    "lead_agency_stated",
    "milestones",
    "target_date_stated",
    "completion_stated",
    "status_stated",
    "status_colour",
    "other",
    "scope",
    "scope_basis",
    "lead_agencies",
    "addressed_to",
    "target",
    "completion_dates",
    "outcome",
    "status",
    "status_basis",
    "themes",
    "provenance",
    "findings",
    "needs_review",
    "plan_date_iso",
    "updated_date_iso",
]


def at(column: int, text: str) -> RawField:
    return RawField(text, (Locator(2, 1, 5, column, Box(1.234567, 2, 3, 4)),))


def row(number: int = 1, **fields: str) -> PlanRow:
    return PlanRow(1, number, 2, 2, {name: at(i, text) for i, (name, text) in enumerate(fields.items(), 1)})


def plan(*rows: PlanRow, sha: str = "a" * 64, **meta: str) -> Plan:
    return Plan(SourceFile("x/plan.pdf", sha, 1, "application/pdf"), rows, meta)


BOOK = Rulebook.load()
FULL = row(
    recommendation_no="1",
    recommendation="Kent Police to train officers on DASH.",
    scope="Local",
    action="Training",
    lead_agency="Kent Police",
    milestones="Two sessions held",
    target_date="31/02/2021",
    completion="Completed July 2021 - 45 trained",
    status="",
)


def test_every_key_of_the_contract_is_written_and_read_back() -> None:
    odd = replace(FULL, other=(("Cost", at(9, "£5")),), group_label=at(1, "Police"), parent_text="ensure:")
    actions, _, _ = normalise_plan(plan(odd, area="Kent", plan_date="March 2020"), BOOK)
    record = json.loads(json.dumps(action_to_dict(actions[0])))
    assert set(CONTRACT) <= set(record)
    assert [k for k in record if k in CONTRACT][:11] == [
        "schema_version", "action_id", "plan_id", "source_file", "source_sha256", "title", "area", "review_reference",
        "plan_date", "plan_date_iso", "updated_date",
    ]  # fmt: skip
    assert action_to_dict(action_from_dict(record)) == record
    assert action_from_dict(record) == actions[0]


def test_values_walk_back_to_their_cells() -> None:
    (action,), _, _ = normalise_plan(plan(replace(FULL, other=(("Cost", at(9, "£5")),))), BOOK)
    where = action_to_dict(action)["provenance"]
    assert where["target_date_stated"] == [
        {"page": 2, "table": 1, "row": 5, "column": 7, "box": [1.23, 2, 3, 4]}
    ]
    assert where["other.Cost"][0]["column"] == 9
    assert "author" not in where


def test_findings_point_at_the_cell_and_ask_for_eyes() -> None:
    (action,), _, made = normalise_plan(plan(FULL, plan_date="March 2020"), BOOK)
    assert "DATE_IMPOSSIBLE" in action.findings
    assert action.needs_review
    found = next(f for f in made if f.code == "DATE_IMPOSSIBLE")
    assert (found.page, found.table, found.row, found.column) == (2, 1, 5, 7)
    assert "31/02" not in found.sentence


def test_findings_of_extraction_stand_on_the_row() -> None:
    loud = finding(
        "extract",
        next(c for c, e in catalogue("extract").items() if e.severity == "check" and "{" not in e.sentence),
    )
    (action,), _, made = normalise_plan(
        plan(replace(row(recommendation="Train staff."), findings=(loud,))), BOOK
    )
    assert action.findings == (loud.code,)
    assert action.needs_review
    assert loud not in made


def test_ids_are_stable_and_do_not_collide() -> None:
    rows = [row(n, recommendation=f"Do {n}") for n in range(1, 30)]
    twice = [normalise_plan(plan(*rows), BOOK)[0] for _ in range(2)]
    assert twice[0] == twice[1]
    other, meta, _ = normalise_plan(plan(*rows, sha="b" * 64), BOOK)
    clash = normalise_plan(plan(rows[0], rows[0]), BOOK)[0]
    ids = [a.action_id for a in (*twice[0], *other)]
    assert len(set(ids)) == len(ids)
    assert clash[0].action_id != clash[1].action_id
    assert meta["plan_id"] == other[0].plan_id != twice[0][0].plan_id


def test_a_column_that_is_missing_is_null_and_an_empty_cell_is_empty() -> None:
    (action,), _, _ = normalise_plan(plan(row(recommendation="Train.", completion="")), BOOK)
    assert (action.milestones, action.completion_stated, action.outcome) == (None, "", "")
    (bare,), _, _ = normalise_plan(plan(row(recommendation="Train.")), BOOK)
    assert (bare.completion_stated, bare.outcome) == (None, None)


def test_metadata_is_read_beside_its_print() -> None:
    actions, meta, _ = normalise_plan(
        plan(
            FULL,
            title="Kent DHR",
            plan_date="Date 15th June 2022",
            updated_date="Updated 28th September 2023",
        ),
        BOOK,
    )
    assert (meta["plan_date"], meta["plan_date_iso"]) == ("Date 15th June 2022", "2022-06-15")
    assert (actions[0].updated_date_iso, meta["area"]) == ("2023-09-28", None)
    assert read_iso("undated") is None


def test_as_above_takes_the_row_above() -> None:
    rows = [
        row(1, recommendation="A", target_date="May 2020"),
        row(2, recommendation="B", target_date="As above"),
    ]
    actions, _, _ = normalise_plan(plan(*rows, plan_date="2020"), BOOK)
    assert actions[1].target.dates == ("2020-05",)
    assert "TARGET_AS_ABOVE" in actions[1].findings
    (first,), _, _ = normalise_plan(plan(rows[1]), BOOK)
    assert (first.target.kind, "TARGET_UNREAD" in first.findings) == ("none", True)


def test_a_date_far_from_the_plan_is_told() -> None:
    (action,), _, _ = normalise_plan(
        plan(row(recommendation="A", target_date="31/03/2201"), plan_date="2020"), BOOK
    )
    assert "TARGET_UNREAD" in action.findings
    (action,), _, _ = normalise_plan(
        plan(row(recommendation="A", target_date="31/03/2041"), plan_date="2020"), BOOK
    )
    assert "DATE_FAR" in action.findings


def test_blue_anywhere_in_the_plan_turns_green_into_on_track() -> None:
    green, blue = row(1, recommendation="A", status="Green"), row(2, recommendation="B", status="Blue")
    assert [a.status for a in normalise_plan(plan(green), BOOK)[0]] == ["complete"]
    assert [a.status for a in normalise_plan(plan(green, blue), BOOK)[0]] == ["in_progress", "complete"]


def test_the_rulebook_is_sound_and_hashed() -> None:
    assert check() == []
    assert BOOK.sha256 == rules_hash()
    names = [name for name, _ in rule_files()]
    assert names == sorted(names)
    assert {"normalise/rules/dates.toml", "extract/codes.toml"} <= set(names)
    assert rules_hash() != "" and len(rules_hash()) == 64


def test_rules_that_fired_are_told_from_the_dataset() -> None:
    actions, _, _ = normalise_plan(
        plan(FULL, row(2, recommendation="B", target_date="wibble"), plan_date="2020"), BOOK
    )
    counts = fired(actions)
    assert counts["word.local"] == 1
    assert counts["month.july"] == 1
    assert "month.may" not in counts
    assert set(rule_names()) >= {"word.local", "month.july", "month.may"}
    assert unmatched(actions)["target_date_stated", "wibble"] == 1


def test_bodies_that_no_list_has_are_unmatched() -> None:
    actions, _, _ = normalise_plan(
        plan(row(1, recommendation="A", lead_agency="Wibbleshire Owl Society and Kent Police")), BOOK
    )
    assert unmatched(actions) == {("lead_agencies", "Wibbleshire Owl Society"): 1}


def test_a_heading_leads_where_there_is_no_lead_column() -> None:
    def leads(label: str, cell: str | None, recommendation: str) -> list[tuple[str, str, str]]:
        fields = {"recommendation": RawField(recommendation)}
        if cell is not None:
            fields["lead_agency"] = RawField(cell)
        row = PlanRow(1, 1, None, None, fields, group_label=RawField(label))
        source = SourceFile("c.pdf", "0" * 64, 0, "application/pdf")
        action = normalise_plan(Plan(source, (row,), {"area": "Croydon"}), Rulebook.load())[0][0]
        return [(a.name, a.unit, a.basis) for a in action.lead_agencies]

    council = [("London Borough of Croydon", "Housing Needs", "inferred")]
    assert leads("Croydon Council – Housing Needs", None, "Record the reason.") == council
    assert leads("Metropolitan Police Service", "", "This agency to ensure that logs are read.") == [
        ("Metropolitan Police Service", "", "inferred")
    ]
    assert leads("Metropolitan Police Service", "", "Logs to be read.") == []
    assert (
        leads("Metropolitan Police Service", "London Ambulance Service", "This agency to act.")[0][2]
        == "stated"
    )
    assert leads("Theme 2 - Housing", None, "Record the reason.") == []


@pytest.mark.parametrize(
    ("target", "milestones", "dates"),
    [
        (
            "By 31/12/2016\nBy 31/01/2017\nBy 31/01/2017",
            "1) Form amended 2) Podcast made 3) Visits",
            ["2016-12-31", "2017-01-31", "2017-01-31"],
        ),
        ("Sept 24 / Jan 25", "Training\nAudit", ["2024-09", "2025-01"]),
        ("Sept 24 / Jan 25", "Training\nAudit\nReport", []),
        ("Sept 24 - Jan 25", "Training\nAudit", []),
        ("March 2024", "Training\nAudit", []),
        ("March 2024 and June 2024", "Training and audit", []),
    ],
)
def test_milestones_have_the_date_at_their_place(target: str, milestones: str, dates: list[str]) -> None:
    found = dated_items(target, milestones, None, base=2024)
    assert [d.date for d in found] == dates
    assert all(d.field == "milestones" and d.item in milestones for d in found)
    by_action = dated_items(target, "", milestones, base=2024)
    assert [(d.field, d.date) for d in by_action] == [("action", date) for date in dates]


def test_dated_milestones_stand_with_the_target() -> None:
    row = PlanRow(
        1,
        1,
        1,
        1,
        {
            "recommendation": at(1, "Train staff."),
            "milestones": at(2, "Training\nAudit"),
            "target_date": at(3, "Sept 24 / Jan 25"),
        },
    )
    (action,), _, _ = normalise_plan(plan(row, area="Kent", plan_date="March 2024"), BOOK)
    record = json.loads(json.dumps(action_to_dict(action)))
    assert record["target"]["items"] == [
        {"field": "milestones", "item": "Training", "date": "2024-09"},
        {"field": "milestones", "item": "Audit", "date": "2025-01"},
    ]
    assert action_from_dict(record) == action
