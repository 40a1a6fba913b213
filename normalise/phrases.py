"""Phrases written by people, matched as words: the little language of the rules files.

A phrase is words with single blanks. Blanks also match line ends and hyphens; case never matters. Inside a phrase
    (word)       may be missing
    one|two      either
    {n}          a number, in figures or words ("6", "six", "a")
    {unit}       day, week, month, quarter, year or term, singular or plural
    *            up to three words of any kind
The longest phrase that begins at a word wins; hits never overlap. A phrase is tried only where its first word stands, in
a text that has its other words, so that a thousand phrases cost little more than ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, product
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
_CUT = re.compile(rf"({_WORD.pattern})")
_NUMBERED = "#"
_LIKE_ASCII = str.maketrans("ſı", "si")
"""Letters that a regular expression without case takes for others; as words they are to be found by those."""


class Hit(NamedTuple):
    """A phrase found: text[start:end] matched the entry named rule."""

    start: int
    end: int
    rule: str


class _Spelling(NamedTuple):
    """One way to write a phrase: as a regular expression, the entry it belongs to, and the words it cannot do without."""

    pattern: str
    rule: str
    needed: frozenset[str]


class _Words(NamedTuple):
    """The words of a text in lower case, where each begins, and the set of them."""

    words: list[str]
    starts: list[int]
    present: frozenset[str]
    has_figures: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """Many phrases, each belonging to a named entry."""

    _by_first_word: dict[str, tuple[_Spelling, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, entries: Iterable[tuple[str, Iterable[str]]]) -> Phrases:
        """Compile (entry name, phrases) pairs.

        ValueError: a phrase is empty, holds an unknown {placeholder}, or stands in two entries.
        """
        owner: dict[str, str] = {}
        table: dict[str, list[_Spelling]] = {}
        for rule, phrases in entries:
            for phrase in phrases:
                for words in _spellings(phrase):
                    pattern = _pattern(words)
                    if owner.setdefault(pattern, rule) != rule:
                        raise ValueError(f"{phrase!r} stands in {owner[pattern]} and in {rule}")
                    spelling = _Spelling(pattern, rule, _needed(words))
                    table.setdefault(_first_word(words[0]), []).append(spelling)
        for word in {*NUMBER_WORDS, *filter(str.isdecimal, table)}:
            if _NUMBERED in table and " " not in word:
                table.setdefault(word, []).extend(table[_NUMBERED])
        # one pattern has one entry and one set of words, so these two decide
        return cls({first: tuple(sorted(set(found), key=_order)) for first, found in table.items()})

    def find(self, text: str) -> list[Hit]:
        """Return the phrases of the text from left to right, longest first at each word, none overlapping."""
        table = self._by_first_word
        words, starts, present, has_figures = _words(text)
        numbered = table.get(_NUMBERED, ()) if has_figures else ()
        if not numbered and present.isdisjoint(table):
            return []
        hits: list[Hit] = []
        done = 0
        for word, start in zip(words, starts, strict=True):
            if word in table:
                found = table[word]
            elif numbered and word.isdecimal():
                found = numbered
            else:
                continue
            if start < done:
                continue
            end, rule = start, ""
            for spelling in found:
                if spelling.needed <= present:
                    match = _compiled(spelling.pattern).match(text, start)
                    if match and match.end() > end:
                        end, rule = match.end(), spelling.rule
            if rule:
                hits.append(Hit(start, end, rule))
                done = end
        return hits


@lru_cache(maxsize=256)
def _words(text: str) -> _Words:
    """Return the words of a text: a row's texts are searched for many phrases."""
    low = text.lower()
    if len(low) != len(text):  # a letter that becomes two would move those behind it
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii():
        low = low.translate(_LIKE_ASCII)
    parts = _CUT.split(low)  # gap, word, gap, word, ..., gap
    words = parts[1::2]
    present = frozenset(words)
    return _Words(
        words, list(accumulate(map(len, parts)))[:-1:2], present, any(w[0].isdecimal() for w in present)
    )


def _order(spelling: _Spelling) -> tuple[str, str]:
    return spelling.pattern, spelling.rule


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


def _needed(words: list[str]) -> frozenset[str]:
    """Return the words of a spelling that a text must have; what placeholders stand for is open."""
    return frozenset(w for word in words if "{" not in word for w in _WORD.findall(word.lower()))


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
