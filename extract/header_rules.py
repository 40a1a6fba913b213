"""The names in headers.toml as they are looked up: by whole name, beginning, ending and first letter."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from extract.text import squash

Kind = Literal["field", "other", "not_a_plan", "combined"]

EXACT, STARTS, CONTAINS, FUZZY = 1.0, 0.9, 0.85, 0.7
MIN_FUZZY = 7
"""Letters; a shorter name must be spelt right."""


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header text names. score: 1 exact name, 0.9 beginning, 0.85 inside, 0.7 one letter in eight off.

    rank orders several columns of the same field (lower is better). parts: the fields of a combined header.
    """

    kind: Kind
    name: str
    score: float
    rank: int = 999
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What headers.toml says, squashed."""

    names: dict[str, HeaderMatch]
    symbols: dict[str, HeaderMatch]
    starts: dict[str, HeaderMatch]
    lengths: tuple[int, ...]
    """Of the phrases in `starts`, the longest first."""
    initials: dict[str, tuple[tuple[str, HeaderMatch], ...]]
    """First letter -> the names that begin with it and are long enough to be told when misspelt."""
    ends: tuple[tuple[str, frozenset[str], HeaderMatch], ...]
    welsh: tuple[frozenset[str], frozenset[str]]
    contains: tuple[tuple[str, HeaderMatch], ...]
    joined: frozenset[str]


@cache
def load(name: str) -> dict[str, Any]:
    """Read one of this room's TOML files, once: nobody may change what it gives."""
    return tomllib.loads(resources.files("extract").joinpath(name).read_text(encoding="utf-8"))


@cache
def header_rules() -> Rules:
    """Read headers.toml, once."""
    data = load("headers.toml")
    names: dict[str, HeaderMatch] = {}
    symbols: dict[str, HeaderMatch] = {}
    starts: list[tuple[str, HeaderMatch]] = []
    contains: list[tuple[str, HeaderMatch]] = []
    ends: list[tuple[str, frozenset[str], HeaderMatch]] = []
    joined: set[str] = set()
    kinds: tuple[Kind, ...] = ("field", "other", "not_a_plan")
    for kind in kinds:
        for name, entry in data.get(kind, {}).items():
            ranks = [squash(n) for n in entry.get("rank", [])]
            if entry.get("duplicates") == "join":
                joined.add(name)
            for text in entry["names"]:
                key = squash(text)
                rank = ranks.index(key) if key in ranks else 500
                names.setdefault(key, HeaderMatch(kind, name, EXACT, rank))
            for text in entry.get("symbols", []):
                symbols[text] = HeaderMatch(kind, name, EXACT)
            for text in entry.get("starts", []):
                key = squash(text)
                rank = next((i for i, r in enumerate(ranks) if key.startswith(r) or r.startswith(key)), 500)
                starts.append((key, HeaderMatch(kind, name, STARTS, rank)))
            ends.extend(
                (word, frozenset(entry["ends_not"]), HeaderMatch(kind, name, CONTAINS, 500))
                for word in entry.get("ends", [])
            )
            contains.extend(
                (squash(t), HeaderMatch(kind, name, CONTAINS, 500)) for t in entry.get("contains", [])
            )
    longest = lambda pair: (-len(pair[0]), pair[0])  # noqa: E731
    first: dict[str, HeaderMatch] = {}
    for phrase, found in sorted(starts, key=longest):
        first.setdefault(phrase, found)
    initials: dict[str, list[tuple[str, HeaderMatch]]] = {}
    for long_name, found in names.items():
        if len(long_name) >= MIN_FUZZY:
            initials.setdefault(long_name[0], []).append((long_name, found))
    return Rules(
        names,
        symbols,
        first,
        tuple(sorted({len(phrase) for phrase in first}, reverse=True)),
        {letter: tuple(found_all) for letter, found_all in initials.items()},
        tuple(ends),
        (frozenset(data["welsh"]["words"]), frozenset(data["welsh"]["small"])),
        tuple(sorted(contains, key=longest)),
        frozenset(joined),
    )
