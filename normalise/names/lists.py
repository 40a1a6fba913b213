"""The word lists of names.toml and names.csv, and the folding of words they are compared by."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import WORD


@dataclass(frozen=True, slots=True)
class Lone:
    """What makes a given name alone a person's; see names.toml."""

    told: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    """Preposition -> the words before it: "agreed with Karen"."""
    says: frozenset[str]
    works: frozenset[str]
    roles: frozenset[str]


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
    foreign: frozenset[str]
    lone: Lone
    called: frozenset[str]
    """Welsh words for what bears the name that follows."""
    words: frozenset[str]
    """Words of English and Welsh that are no names (words.txt), and the words of the gazetteer's organisations."""

    def is_word(self, low: str) -> bool:
        """Return True for a word in small letters that is no name, or one whose parts or singular are words."""
        if low in self.words or low in self.not_names:
            return True
        if "-" in low:
            return any(self.is_word(part) for part in low.split("-"))
        stems = (
            low.removesuffix("s"),
            low.removesuffix("es"),
            low.removesuffix("ing"),
            low.removesuffix("ed"),
            low.removesuffix("er"),
        )
        return any(
            stem != low and len(stem) > 3 and (stem in self.words or stem + "e" in self.words)
            for stem in stems
        )


@cache
def lists() -> Lists:
    """Return the lists; read once a process."""
    folder = resources.files("normalise.names")
    data = tomllib.loads(folder.joinpath("names.toml").read_text(encoding="utf-8"))
    rows = list(csv.reader(folder.joinpath("names.csv").read_text(encoding="utf-8").splitlines()))[1:]
    given, surnames = (frozenset(fold(r[0]) for r in rows if r[1] == part) for part in ("given", "surname"))
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
        given,
        frozenset(fold(r[0]) for r in rows if r[2] == "yes"),
        surnames,
        tuple(data["kept"]),
        re.compile(rf"\b(?:{lead_ins})(?:(?<=by)\s*:?|\s*[:–-])\s+", re.IGNORECASE),
        frozenset(words.split()[-1] for words in data["lead_ins"]),
        frozenset(data["foreign_words"]),
        Lone(
            frozenset(data["lone"]["told"]),
            {prep: frozenset(before) for prep, before in data["lone"]["pairs"].items()},
            frozenset(data["lone"]["says"]),
            frozenset(data["lone"]["works"]),
            frozenset(data["lone"]["roles"]),
        ),
        frozenset(data["called"]),
        frozenset(folder.joinpath("words.txt").read_text(encoding="utf-8").split())
        | frozenset(data["foreign_words"])
        | _of_organisations(given | surnames),
    )


def _of_organisations(names: frozenset[str]) -> frozenset[str]:
    """Return the words of the gazetteer's organisations, unless they are names: "Cymru", "Haven"; not "Lamplugh"."""
    gazetteer = Gazetteer.load()
    listed = (*gazetteer.data.agencies, *gazetteer.councils.values())
    texts = " ".join(text for agency in listed for text in (agency.name, *agency.aliases))
    return frozenset(map(fold, set(WORD.findall(texts)))) - names


def fold(word: str) -> str:
    """Return a word in small letters without accents: "Łukasz" -> "lukasz"."""
    low = word.casefold()
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low.replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
