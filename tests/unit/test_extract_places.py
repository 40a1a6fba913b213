"""Names of areas, and what is none: the gazetteer of places.txt and the words beside a place."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from extract.areas import evidence, places_in, vote
from extract.gazetteer import is_known, known_in
from extract.plan_dates import block_dates
from extract.references import clean_reference, find_reference


def test_every_authority_that_agencies_are_read_by_is_a_place_of_plans() -> None:
    text = resources.files("normalise.agencies.data").joinpath("places.csv").read_text(encoding="utf-8")
    missing = [
        r["name"]
        for r in csv.DictReader(text.splitlines())
        if r["tier"] != "region" and not is_known(r["name"])
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fareham & Gosport: DHR 2 action plan", ["Fareham & Gosport"]),
        ("Hart and Rushmoor", ["Hart and Rushmoor"]),
        ("WIGAN BUILDING STRONGER COMMUNITIES PARTNERSHIP", ["WIGAN"]),
        ("Severn Vale Partnership NHS Trust", []),
        ("Norfolk and Suffolk NHS Foundation Trust", []),
        ("Suffolk Constabulary, Kent Police and Bristol Fire", []),
        ("Reading the report again", []),
        ("Royal Devon Hospitals", []),
        ("Kentish folk", []),
    ],
)
def test_known_places(text: str, expected: list[str]) -> None:
    assert known_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thematic Action Plan",
        "Housing Partnership",
        "Severn Vale Partnership NHS Trust",
        "Single Unified Safeguarding Review",
        "DHR08 Action Plan",
        "Royal Estuary Hospitals NHS Foundation Trust Safeguarding",
    ],
)
def test_words_that_are_no_place(text: str) -> None:
    assert places_in(text) == []
    assert evidence(text, bare=True) == {}


def test_a_service_beside_a_partnership_leaves_the_partnership() -> None:
    assert places_in("Exmouthshire Community Safety Partnership and Avonside Police") == ["Exmouthshire"]


def test_a_pair_wins_over_its_part_and_a_compass_name_only_when_it_outweighs() -> None:
    assert vote([("Redcar and Cleveland DHR 7", 2.0), ("Redcar Council", 2.0)]) == "Redcar and Cleveland"
    assert vote([("East Suffolk Council", 5.0), ("Suffolk County Council", 1.0)]) == "East Suffolk"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'Tomasz' – Peterborough and Cambridgeshire", "Tomasz"),
        ("Seren (pseudonym)", "Seren"),
        ("Adult N (Swale)", "Adult N"),
        ("Abigail’s story", "Abigail"),
        ("Recommendations to be", ""),
        ("DHR HP/7", "DHR HP/7"),
        ("Mr and Mrs B", "Mr and Mrs B"),
    ],
)
def test_labelled_reference(value: str, expected: str) -> None:
    assert clean_reference(value) == expected


@pytest.mark.parametrize(
    "line", ["Ref Final (Redacted)", "DHR Panel", "Harborough: action plan", "DHR Swindon", "Contents"]
)
def test_no_reference(line: str) -> None:
    assert find_reference([line, "DHR action plan"], []) is None


@pytest.mark.parametrize(
    "line",
    [
        "Date of death: March 2018",
        "She died on 4 May 2019",
        "Date of meeting: 26 May 2022",
        "© Kesteven Council, May 2019",
        "Report completed 12 July 2019",
        "Review period: January 2014 to March 2016",
        "Next review: 5 January 2018",
    ],
)
def test_a_date_of_something_else(line: str) -> None:
    assert block_dates(["Action Plan", line], "Action Plan", []) == {}
