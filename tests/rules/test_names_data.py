"""The cases of names.toml, fed back."""

from __future__ import annotations

import csv
import tomllib
from importlib import resources

import pytest

from normalise.names import mask

DATA = tomllib.loads(resources.files("normalise.names").joinpath("names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", DATA["case"], ids=lambda c: c["masked"][:40])
def test_case_is_masked_so(case: dict[str, str]) -> None:
    assert mask(case["text"])[0] == case["masked"]


@pytest.mark.parametrize("case", DATA["not"], ids=lambda c: c["text"][:40])
def test_nothing_is_masked(case: dict[str, str]) -> None:
    assert mask(case["text"]) == (case["text"], ())


@pytest.mark.parametrize("phrase", DATA["kept"])
def test_laws_schemes_and_public_names_are_kept(phrase: str) -> None:
    assert mask(f"Promote the {phrase} work") == (f"Promote the {phrase} work", ())


def test_the_lists_are_well_formed() -> None:
    text = resources.files("normalise.names").joinpath("names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {r["part"] for r in rows} == {"given", "surname"}
    assert {r["ordinary"] for r in rows} == {"", "yes"}
    assert len({(r["name"], r["part"]) for r in rows}) == len(rows)
