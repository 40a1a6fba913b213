"""Read and check the gazetteer's files. What a person can get wrong in them is said with file and line."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from normalise.agencies.nouns import Agency, Body, Kind, Place
from normalise.agencies.words import slug

SECTORS = frozenset(
    {
        "police",
        "national",
        "probation",
        "health",
        "local government",
        "partnership",
        "voluntary",
        "housing",
        "education",
        "other",
    }
)
LEVELS = frozenset({"local", "regional", "national"})
TIERS = frozenset({"county", "unitary", "metropolitan", "london", "welsh", "district", "region"})


class RulesError(ValueError):
    """A line of the gazetteer's files is wrong. The message names file, line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Data:
    """Everything in the files, checked."""

    agencies: tuple[Agency, ...]
    bodies: tuple[Body, ...]
    kinds: Mapping[str, Kind]
    places: tuple[Place, ...]
    councils: tuple[tuple[Agency, str, str], ...]
    """Each council with its place and tier."""
    ordinary: frozenset[str]
    """Names that are ordinary words: they count only when they fill a cell, never inside a sentence."""
    abbreviations: Mapping[str, str]
    """County -> short form: "Hampshire" -> "Hants"."""
    short_words: tuple[tuple[str, str], ...] = ()
    """Words of names -> short forms: ("Women's Aid", "WA")."""


def read() -> Data:
    """Read and check all files. Raises RulesError."""
    kinds = {
        name: Kind(name, entry["home_office"], tuple(entry["examples"]), tuple(entry["not"]))
        for name, entry in _toml("kinds.toml").items()
    }
    places = tuple(_place(line, row) for line, row in _rows("places.csv"))
    agencies = tuple(_agency(line, row, kinds) for line, row in _rows("agencies.csv"))
    bodies = tuple(_body(entry, kinds) for entry in _toml("bodies.toml")["body"])
    councils = tuple(_council(line, row, {p.name for p in places}) for line, row in _rows("councils.csv"))
    _check_names(agencies, councils, bodies)
    ordinary = frozenset(row["name"] for _, row in _rows("ordinary.csv"))
    abbreviations = {row["long"]: row["short"] for _, row in _rows("abbreviations.csv")}
    short_words = tuple((row["long"], row["short"]) for _, row in _rows("short_words.csv"))
    return Data(agencies, bodies, kinds, places, councils, ordinary, abbreviations, short_words)


def _text(name: str) -> str:
    return resources.files("normalise.agencies").joinpath("data", name).read_text(encoding="utf-8")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _rows(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, row in enumerate(csv.DictReader(_text(name).splitlines()), start=2):
        if None in row or None in row.values():
            raise RulesError(f"{name} line {number}: wrong number of columns")
        yield f"{name} line {number}", row


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _require(condition: bool, where: str, what: str) -> None:
    if not condition:
        raise RulesError(f"{where}: {what}")


def _date(where: str, value: str) -> str:
    _require(not value or (value[:4].isdigit() and len(value) in (4, 7, 10)), where, f"not a date: {value}")
    return value


def _agency(where: str, row: dict[str, str], kinds: Mapping[str, Kind]) -> Agency:
    _require(bool(row["name"]), where, "no name")
    _require(row["sector"] in SECTORS, where, f"unknown sector: {row['sector']}")
    _require(row["kind"] in kinds, where, f"unknown kind: {row['kind']}")
    _require(row["level"] in LEVELS, where, f"unknown level: {row['level']}")
    return Agency(
        slug(row["name"]),
        row["name"],
        row["sector"],
        row["kind"],
        row["level"],
        _list(row["aliases"]),
        _list(row["areas"]),
        row["successor"],
        _date(where, row["valid_from"]),
        _date(where, row["valid_to"]),
        row["source"],
    )


def _body(entry: dict[str, Any], kinds: Mapping[str, Kind]) -> Body:
    where = f"bodies.toml [{entry.get('id', '?')}]"
    _require(entry["sector"] in SECTORS, where, f"unknown sector: {entry['sector']}")
    _require(entry["kind"] in kinds, where, f"unknown kind: {entry['kind']}")
    _require(entry.get("level", "local") in LEVELS, where, "unknown level")
    _require(bool(entry["examples"]) and bool(entry["not"]), where, "needs examples and not")
    return Body(
        entry["id"],
        entry["name"],
        entry["sector"],
        entry["kind"],
        entry.get("level", "local"),
        tuple(entry["aliases"]),
        tuple(entry.get("patterns", ())),
        entry.get("local", ""),
        entry.get("tier", ""),
        entry.get("current", ""),
        tuple(entry.get("unit_of", ())),
        entry.get("valid_from", ""),
        entry.get("valid_to", ""),
        tuple(entry["examples"]),
        tuple(entry["not"]),
        tuple(entry.get("plurals", ())),
        tuple(tuple(words) for words in entry.get("grid", ())),
    )


def _place(where: str, row: dict[str, str]) -> Place:
    _require(row["tier"] in TIERS, where, f"unknown tier: {row['tier']}")
    return Place(
        row["name"],
        row["tier"],
        row["parent"],
        row["force"],
        row["fire"],
        row["health"],
        row["region"],
        _list(row["aliases"]),
    )


def _council(where: str, row: dict[str, str], places: set[str]) -> tuple[Agency, str, str]:
    _require(row["place"] in places, where, f"unknown place: {row['place']}")
    agency = Agency(
        slug(row["name"]),
        row["name"],
        "local government",
        "council",
        "local",
        (),
        (row["place"],),
        row["successor"],
        _date(where, row["valid_from"]),
        _date(where, row["valid_to"]),
        "gk",
    )
    return agency, row["place"], row["tier"]


def _check_names(
    agencies: tuple[Agency, ...], councils: tuple[tuple[Agency, str, str], ...], bodies: tuple[Body, ...]
) -> None:
    seen: set[str] = set()
    for agency in agencies:
        _require(agency.id not in seen, "agencies.csv", f"named twice: {agency.name}")
        seen.add(agency.id)
    known = {a.name for a in agencies} | {c.name for c, _, _ in councils}
    for agency in (*agencies, *(c for c, _, _ in councils)):
        _require(
            not agency.successor or agency.successor in known,
            agency.name,
            f"unknown successor: {agency.successor}",
        )
    _require(len({b.id for b in bodies}) == len(bodies), "bodies.toml", "an id stands twice")
