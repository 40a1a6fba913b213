"""The data of the extract room: every example resolves to its entry, every counter-example does not."""

from __future__ import annotations

from typing import Any

import pytest

from extract.cell_parts import split_cell
from extract.contents import is_date, is_organisation, is_post, is_status
from extract.header_rules import load
from extract.headers import is_prompt, match_header
from extract.numbers import read_label, split_labels
from extract.printed import read_labelled
from extract.ticks import is_marked, rating_of
from extract.told import told


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


LOOKS = {"date": is_date, "status": is_status, "organisation": is_organisation, "post": is_post}


@pytest.mark.parametrize("look", LOOKS)
def test_what_cells_look_like(look: str) -> None:
    entry = load("contents.toml")[look]
    for text in entry["examples"]:
        assert LOOKS[look](text), text
    for text in entry["not"]:
        assert not LOOKS[look](text), text


def test_how_far_a_text_says_things_are() -> None:
    rules = load("contents.toml")["told"]
    assert [t for t in rules["done_examples"] if told(t) != "done"] == []
    assert [t for t in rules["open_examples"] if told(t) != "open"] == []
    assert [t for t in rules["not"] if told(t)] == []


@pytest.mark.parametrize(
    ("text", "rating"),
    [("Amber", "amber"), ("A", "amber"), ("RAG: Green", "green"), ("Red - no reply", "red"), ("A plan", None), ("Complete", None), ("Redacted", None)],
)  # fmt: skip
def test_ratings_in_words(text: str, rating: str | None) -> None:
    assert rating_of(text) == rating


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("When / Complete", ("target_date", "completion")),
        ("Lead & timescale", ("lead_agency", "target_date")),
        ("Lead agency and target date", ("lead_agency", "target_date")),
        ("By whom/by when", ("lead_agency", "target_date")),
        ("Action, Lead and Timescale", ("action", "lead_agency", "target_date")),
        ("RAG / Update", ("status", "milestones")),
        ("Completion Date and Outcome", ()),
        ("Lead Agency / Lead Officer", ()),
        ("Progress/Status", ()),
        ("Recommendation/Learning point", ()),
        ("Lead and partners", ()),
        ("When\nComplete", ("target_date", "completion")),
        ("Status\nupdate", ()),
        ("Action\nowner", ()),
    ],
)
def test_headers_over_several_fields(header: str, parts: tuple[str, ...]) -> None:
    found = match_header(header)
    assert found is not None and found.parts == parts


@pytest.mark.parametrize(
    ("text", "fields", "parts"),
    [
        ("Kent Police by June 2024", ("lead_agency", "target_date"), ("Kent Police", "by June 2024")),
        ("Kent Police\nThe Trust\nJune 2024", ("lead_agency", "target_date"), ("Kent Police\nThe Trust", "June 2024")),
        ("June 2024 - Kent Police", ("lead_agency", "target_date"), ("Kent Police", "June 2024")),
        ("Complete", ("target_date", "completion"), ("", "Complete")),
        ("June 2024", ("target_date", "completion"), None),
        ("Kent Police to report June 2024 figures", ("lead_agency", "target_date"), None),
        ("Kent Police\nJune 2024\nThe Trust\nMay 2024", ("lead_agency", "target_date"), None),
        ("Dip sample. Tell the board.", ("action", "milestones"), None),
        ("", ("lead_agency", "target_date"), ("", "")),
    ],
)  # fmt: skip
def test_parts_of_a_cell(text: str, fields: tuple[str, ...], parts: tuple[str, ...] | None) -> None:
    found = split_cell(text, fields)
    assert (None if found is None else tuple(found[f] for f in fields)) == parts
