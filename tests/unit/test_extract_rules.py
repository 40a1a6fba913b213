"""The data of the extract room: every example resolves to its entry, every counter-example does not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.headers import is_prompt, load, match_header
from extract.numbers import read_label, split_labels
from extract.printed import read_labelled
from extract.ticks import is_marked


def entries(name: str, *tables: str) -> list[tuple[str, dict[str, Any]]]:
    data = load(name)
    return [(key, entry) for table in tables for key, entry in data[table].items()]


HEADERS = entries("headers.toml", "field", "other", "not_a_plan")


@pytest.mark.parametrize(("name", "entry"), HEADERS, ids=[n for n, _ in HEADERS])
def test_header_examples(name: str, entry: dict[str, Any]) -> None:
    for text in entry["examples"]:
        found = match_header(text)
        assert found is not None and found.name == name, text
    for text in entry["not"]:
        found = match_header(text)
        assert found is None or found.name != name, text


def test_no_header_name_stands_under_two_entries() -> None:
    seen: dict[str, str] = {}
    for name, entry in HEADERS:
        for text in entry["names"]:
            assert seen.setdefault(text, name) == name, text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Recommen\ndation", "recommendation"),
        ("Scope of\nrecommen\ndation i.e.\nlocal or\nregional", "scope"),
        ("Key\nmilestones\nachieved in\nenacting\nrecommendat\nion", "milestones"),
        ("Date of complet ion and Outcom e", "completion"),
        ("LEAD AGENCY", "lead_agency"),
        ("Recomendation", "recommendation"),
        ("Responsable Officer", "lead_agency"),
        ("Update as at 31 March 2023", "milestones"),
        ("Target\u00a0date", "target_date"),
        ("R.A.G.", "status"),
    ],
)
def test_broken_misspelt_and_dated_headers(text: str, name: str) -> None:
    found = match_header(text)
    assert found is not None and found.name == name


def test_long_text_is_no_header() -> None:
    assert match_header("Action to take " * 12) is None


def test_prompt_examples() -> None:
    data = load("prompts.toml")
    assert all(is_prompt(t) for t in data["examples"])
    assert not any(is_prompt(t) for t in data["not"])


RULES = load("numbers.toml")["rule"]


@pytest.mark.parametrize("rule", RULES, ids=[r["name"] for r in RULES])
def test_number_examples(rule: dict[str, Any]) -> None:
    for text, number in rule["examples"].items():
        label = read_label(text)
        assert label is not None and (label.number, label.rule) == (number, rule["name"]), text
    for text in rule["not"]:
        assert read_label(text) is None, text


def test_an_uncertain_number_needs_a_series() -> None:
    series = split_labels(
        ["1 Employers to be helped.", "2 The company to be thanked.", "3 Occupational health to ask."]
    )
    assert [x.number if x else None for x in series] == ["1", "2", "3"]
    alone = split_labels(
        ["The police should act.", "12 Officers were trained.", "Ask about home.", "Listen."]
    )
    assert alone == [None] * 4


def test_numbers_are_kept_as_text() -> None:
    labels = split_labels(["9.9 The Trust should", "9.10 The Trust should", "9.11 Police to"])
    assert [x.number if x else "" for x in labels] == ["9.9", "9.10", "9.11"]


LABELS = entries("metadata.toml", "label")


@pytest.mark.parametrize(("key", "entry"), LABELS, ids=[k for k, _ in LABELS])
def test_metadata_label_examples(key: str, entry: dict[str, Any]) -> None:
    for text, value in entry["examples"].items():
        assert read_labelled(text) == (key, value), text
    for text in entry["not"]:
        assert read_labelled(text) is None, text


def test_tick_examples() -> None:
    data = load("ticks.toml")
    assert all(is_marked(t) for t in data["examples"])
    assert not any(is_marked(t) for t in data["not"])
