"""The word lists by which sentences ask somebody to act (data/asking.toml), and where sentences end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from normalise.agencies.words import Words, key

SENTENCE_END = re.compile(r"[.?!;][\"'’”)]*\s+|\n+")
NO_END = frozenset({"eg", "ie", "e.g", "st", "no"})


@dataclass(frozen=True, slots=True)
class Asking:
    """The word lists of data/asking.toml, which says what each is for."""

    modals: frozenset[str]
    reporting: frozenset[str]
    asked_passives: frozenset[str]
    receiving_passives: frozenset[str]
    irregular_passives: frozenset[str]
    lead_ins: frozenset[str]
    subordinate: frozenset[str]
    bare_verbs: frozenset[str]
    finite: frozenset[str]
    parts: frozenset[str]
    people: frozenset[str]
    adverbials: frozenset[str]
    anaphora: dict[str, tuple[str, ...]]
    clause_marks: frozenset[str]
    """Words after which a clause may begin: "that", "and", and the last word of everything in reporting."""


@cache
def asking() -> Asking:
    """Return the word lists; read once a process."""
    text = (
        resources.files("normalise.agencies")
        .joinpath("data")
        .joinpath("asking.toml")
        .read_text(encoding="utf-8")
    )
    data = tomllib.loads(text)
    lists = {name: frozenset(words) for name, words in data.items() if isinstance(words, list)}
    anaphora = {key(noun): tuple(kinds) for noun, kinds in data["anaphora"].items()}
    marks = {"that", "to", "and", "while", "whilst", "if"} | {
        words.split()[-1] for words in lists["reporting"]
    }
    return Asking(**lists, anaphora=anaphora, clause_marks=frozenset(marks))


def sentences(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as stretches of words: (first, after the last)."""
    start = 0
    for k, gap in enumerate(words.gaps):
        if gap == " " or not k or len(gap) < 2:
            continue
        if SENTENCE_END.search(gap) and words.lows[k - 1] not in NO_END:
            yield start, k
            start = k
    if start < len(words):
        yield start, len(words)


def low(words: Words, k: int) -> str:
    """Return a word in small letters, "" beyond the text."""
    return words.lows[k] if k < len(words.lows) else ""
