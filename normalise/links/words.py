"""What a recommendation says, as the words that carry it."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from normalise.model import Action
from normalise.phrases import NUMBER_WORDS

WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"^\s*(?:rec(?:ommendation)?|action|point)\s*\d[\d.]*\s*[:.–-]?\s*", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:ies|ied|ing|ings|es|ed|s|e|y)$")
_STEM = 4
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Content:
    """stems: the words that carry the ask. hard: those that may not differ on both sides (no names, no numbers)."""

    stems: frozenset[str]
    hard: frozenset[str]


def content(action: Action) -> Content:
    """Return the content of a row's recommendation, or of its action where it has no recommendation."""
    names = [a.as_written for a in (*action.addressed_to, *action.lead_agencies)]
    return of_text(action.recommendation or action.action or "", tuple(names), action.area or "")


@lru_cache(maxsize=65536)
def of_text(text: str, names: tuple[str, ...] = (), area: str = "") -> Content:
    """Return the content of a text. names: organisations that it names; area: the review's own."""
    bare = _LABEL.sub("", text).replace("’s", "").replace("'s", "").replace("s'", "s").replace("’", "")
    said = [w.lower() for w in WORD.findall(bare)]
    ignored, bodies = _ignored(), _bodies()
    named = {w.lower() for name in (*names, area) for w in WORD.findall(name)}
    named |= {w.lower() for w in WORD.findall(bare) if w[0].isupper() and w.lower() in _places()}
    stems = {stem(w): w for w in said if w not in ignored}
    soft = {s for s, w in stems.items() if w in named or w in bodies or w[0].isdecimal() or _is_number(w)}
    return Content(frozenset(stems), frozenset(stems.keys() - soft))


def stem(word: str) -> str:
    """Return what a word shares with its other forms: "recording" and "records", "flagging" and "flag"."""
    cut = _ENDINGS.sub("", word)
    if len(cut) < _SHORT:
        return word
    return cut[:-1] if len(cut) > _STEM and cut[-1] == cut[-2] else cut


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets have in common, 0 to 1 (Dice)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def _is_number(word: str) -> bool:
    return word in NUMBER_WORDS or word in {
        "month",
        "months",
        "week",
        "weeks",
        "year",
        "years",
        "day",
        "days",
    }


@cache
def _rules() -> dict[str, frozenset[str]]:
    path = resources.files("normalise").joinpath("rules/links.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["same"]
    return {name: frozenset(entry["words"]) for name, entry in entries.items()}


@cache
def _places() -> frozenset[str]:
    """Words of the names of places, from the list of the agencies: read as a table, which costs no gazetteer."""
    path = resources.files("normalise").joinpath("agencies/data/places.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    names = [name for row in rows for name in (row["name"], *row["aliases"].split("|"))]
    return frozenset(w.lower() for name in names for w in WORD.findall(name) if w[0].isupper())


@cache
def _ignored() -> frozenset[str]:
    return _rules()["function"] | _rules()["asking"]


def _bodies() -> frozenset[str]:
    return _rules()["bodies"]
