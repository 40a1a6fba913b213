"""Phrases written by people, matched as words: the little language of the rules files.

A phrase is words with single blanks. Blanks also match line ends and hyphens; case never matters. Inside a phrase
    (word)       may be missing
    one|two      either
    {n}          a number, in figures or words ("6", "six", "a")
    {unit}       day, week, month, quarter, year or term, singular or plural
    *            up to three words of any kind
The longest phrase that begins at a word wins; hits never overlap. One dictionary look-up a word, so that a thousand
phrases cost no more than ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty four": 24,
}  # fmt: skip
_WORDED = "|".join(sorted((w.replace(" ", "[ -]") for w in NUMBER_WORDS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:\s?[–-]\s?\d{{1,3}})?|{_WORDED})(?:\s?\(\w+\))?"
_UNIT = r"(?:calendar[ ]|working[ ])?(?:day|week|month|quarter|year|term)s?[’']?"
_GAP = r"[\s\u00a0–-]+\(?"
_WORD = re.compile(r"[^\W_]+|[✓✔☑✗✘☒√?]")
_NUMBERED = "#"


class Hit(NamedTuple):
    """A phrase found: text[start:end] matched the entry named rule."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Many phrases, each belonging to a named entry."""

    _by_first_word: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, entries: Iterable[tuple[str, Iterable[str]]]) -> Phrases:
        """Compile (entry name, phrases) pairs.

        ValueError: a phrase is empty, holds an unknown {placeholder}, or stands in two entries.
        """
        owner: dict[str, str] = {}
        table: dict[str, list[tuple[str, str]]] = {}
        for rule, phrases in entries:
            for phrase in phrases:
                for words in _spellings(phrase):
                    pattern = _pattern(words)
                    if owner.setdefault(pattern, rule) != rule:
                        raise ValueError(f"{phrase!r} stands in {owner[pattern]} and in {rule}")
                    table.setdefault(_first_word(words[0]), []).append((pattern, rule))
        for word in {*NUMBER_WORDS, *filter(str.isdecimal, table)}:
            if _NUMBERED in table and " " not in word:
                table.setdefault(word, []).extend(table[_NUMBERED])
        return cls({first: tuple(sorted(set(found))) for first, found in table.items()})

    def find(self, text: str) -> list[Hit]:
        """Return the phrases of the text from left to right, longest first at each word, none overlapping."""
        return list(self.scan(text))

    def scan(self, text: str) -> Iterator[Hit]:
        """Yield what find returns."""
        table, done = self._by_first_word, 0
        numbered = table.get(_NUMBERED, ())
        words = _words(text)
        for token, start in words:
            if token not in table:
                if not (numbered and token[0].isdecimal() and token.isdecimal()):
                    continue
                found = numbered
            else:
                found = table[token]
            if start < done:
                continue
            best: Hit | None = None
            for pattern, rule in found:
                match = _compiled(pattern).match(text, start)
                if match and (best is None or match.end() > best.end):
                    best = Hit(start, match.end(), rule)
            if best is not None:
                yield best
                done = best.end


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a text in lower case with their places: a row's texts are searched for many phrases."""
    return tuple((m.group().lower(), m.start()) for m in _WORD.finditer(text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a phrase when its first word is first met: most phrases never are, and start-up is counted."""
    return re.compile(pattern, re.IGNORECASE)


def _spellings(phrase: str) -> Iterator[list[str]]:
    """Write out the optional words and alternatives of a phrase."""
    choices: list[list[str]] = []
    for token in phrase.split():
        optional = token.startswith("(") and token.endswith(")")
        options = token.strip("()").split("|")
        choices.append([*options, ""] if optional else options)
    for words in product(*choices):
        kept = [w for w in words if w]
        if not kept:
            raise ValueError("a phrase may not be empty")
        yield kept


def _first_word(token: str) -> str:
    if token == "{n}":
        return _NUMBERED
    match = _WORD.search(token.lower())
    if match is None or token.startswith("{"):
        raise ValueError("a phrase must begin with a word, a tick or {n}")
    return match.group()


def _pattern(words: list[str]) -> str:
    parts: list[str] = []
    for word in words:
        if word == "{n}":
            parts.append(_NUMBER)
        elif word == "{unit}":
            parts.append(_UNIT)
        elif word == "*":
            parts.append(r"(?:[^\s]+\s+){0,3}?[^\s]+")
        elif "{" in word:
            raise ValueError(f"unknown placeholder {word}")
        else:
            parts.append(re.escape(word).replace("'", "['’]").replace(r"\-", _GAP))
    return _GAP.join(parts) + r"(?![^\W_])"
