"""The word lists of names.toml and names.csv, and the folding of words they are compared by."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lists:
    """What names.toml and names.csv say; see there."""

    titles: frozenset[str]
    ranks: frozenset[str]
    weak_ranks: frozenset[str]
    posts: frozenset[str]
    post_heads: frozenset[str]
    things: frozenset[str]
    lone_things: frozenset[str]
    not_names: frozenset[str]
    particles: frozenset[str]
    honours: frozenset[str]
    coded: frozenset[str]
    given: frozenset[str]
    ordinary: frozenset[str]
    surnames: frozenset[str]
    kept: tuple[str, ...]
    lead_in: re.Pattern[str]
    introductions: frozenset[str]
    """The last words of the lead-ins: without one of them there is no need to search."""


@cache
def lists() -> Lists:
    """Return the lists; read once a process."""
    folder = resources.files("normalise.names")
    data = tomllib.loads(folder.joinpath("names.toml").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(folder.joinpath("names.csv").read_text(encoding="utf-8").splitlines()))
    lead_ins = "|".join(re.escape(words) for words in sorted(data["lead_ins"], key=len, reverse=True))
    return Lists(
        frozenset(data["titles"]),
        frozenset(data["ranks"] + data["weak_ranks"]),
        frozenset(data["weak_ranks"]),
        frozenset(data["posts"]),
        frozenset(data["post_heads"]),
        frozenset(data["things"]),
        frozenset(data["lone_things"]),
        frozenset(fold(word) for word in data["not_names"]),
        frozenset(data["particles"]),
        frozenset(data["honours"]),
        frozenset(data["coded"]),
        frozenset(fold(r["name"]) for r in rows if r["part"] == "given"),
        frozenset(fold(r["name"]) for r in rows if r["ordinary"] == "yes"),
        frozenset(fold(r["name"]) for r in rows if r["part"] == "surname"),
        tuple(data["kept"]),
        re.compile(rf"\b(?:{lead_ins})(?:(?<=by)\s*:?|\s*[:–-])\s+", re.IGNORECASE),
        frozenset(words.split()[-1] for words in data["lead_ins"]),
    )


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in small letters without accents: "Łukasz" -> "lukasz"."""
    low = word.casefold()
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low.replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
