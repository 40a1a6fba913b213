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
    return Asking(**lists, anaphora={key(noun): tuple(kinds) for noun, kinds in data["anaphora"].items()})


def sentences(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as stretches of words: (first, after the last)."""
    start = 0
    for k in range(1, len(words)):
        if words.starts[k] - words.ends[k - 1] < 2:
            continue
        gap = words.text[words.ends[k - 1] : words.starts[k]]
        if SENTENCE_END.search(gap) and words.raw[k - 1].casefold() not in NO_END:
            yield start, k
            start = k
    if start < len(words):
        yield start, len(words)


def gap_before(words: Words, k: int) -> str:
    """Return what is printed between a word and the one before it."""
    return words.text[words.ends[k - 1] if k else 0 : words.starts[k]]


def low(words: Words, k: int) -> str:
    """Return a word in small letters, "" beyond the text."""
    return words.raw[k].casefold() if k < len(words) else ""
