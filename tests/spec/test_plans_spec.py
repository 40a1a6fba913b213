"""Text tables in, text tables out: the cases of tests/spec/plans, readable by whoever knows the documents."""

from __future__ import annotations

from typing import Any, get_args

from extract import extract_plan, plan_view
from extract.model import FIELDS, JoinReason


def shown(value: object) -> str:
    """A value as the expectation tables write it."""
    if value is None:
        return "null"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).replace("\n", " / ")


def test_case_gives_the_expected_plan(case: Any) -> None:
    plan = case.plan()
    rows = plan_view(plan)
    expected = case.expected_rows()
    columns = list(expected[0]) if expected else []
    got = [{c: shown(row.get(c)) for c in columns} for row in rows]
    assert got == expected if expected else "expect" not in case.sections or rows == []
    if expected and "only" not in case.sections:
        named = {c for c in columns if c in FIELDS}
        more = {name for row in plan.rows for name in row.fields} - named
        if any(c in FIELDS for c in columns):
            assert not (more & {"recommendation", "action"}), more


def test_case_gives_the_expected_words_around_it(case: Any) -> None:
    plan = case.plan()
    for key, value in case.pairs("meta").items():
        assert plan.meta.get(key) == (None if value == "null" else value), key
    if "other" in case.sections:
        found = {name: value.text for row in plan.rows for name, value in row.other if value.text}
        assert {k: shown(v) for k, v in found.items()} == case.pairs("other")
    if "glossary" in case.sections:
        assert dict(plan.glossary) == case.pairs("glossary")


def test_every_cell_is_accounted_for(case: Any) -> None:
    plan = case.plan()
    assert plan.ledger.balanced, plan.ledger
    assert all(f.code != "CELLS_UNACCOUNTED" for f in plan.findings)


def test_every_reason_for_joining_has_a_case(all_cases: list[Any]) -> None:
    seen = {j.reason for case in all_cases for row in case.plan().rows for j in row.joins}
    assert seen == set(get_args(JoinReason))


def test_a_guess_is_always_flagged(all_cases: list[Any]) -> None:
    for case in all_cases:
        for row in extract_plan(case.document()).rows:
            guessed = any(not j.certain for j in row.joins)
            assert guessed == any(f.code == "JOIN_GUESSED" for f in row.findings), case.name
