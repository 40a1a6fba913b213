"""What a header cell means: header text -> field of a plan row, by the names in headers.toml and prompts.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extract.combined import header_parts, parts_side_by_side, sole_field
from extract.header_rules import (
    EXACT,
    FUZZY,
    MIN_FUZZY,
    STARTS,
    HeaderMatch,
    Rules,
    header_rules,
    load,
)
from extract.text import squash

MAX_HEADER_CHARS = 160
"""A longer cell is no header (the longest of the Home Office form has 71 characters, its prompts about 120)."""

_MIN_RATIO = 87.5
_MIN_BARE = 3
_MAX_ENDING = 5
_DIGIT = re.compile(r"\d")

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATES = re.compile(
    rf"\b(?:(?:as\s+)?(?:at|of)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\.?\s+'?\d{{2,4}}\b"
    r"|\b(?:(?:as\s+)?(?:at|of)\s+)?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b20\d\d(?:[/-]\d{2,4})?\b|\bq[1-4]\b",
    re.IGNORECASE,
)


def joins_duplicates(name: str) -> bool:
    """True for fields whose several columns are joined in the field (completion date and outcome)."""
    return name in header_rules().joined


@cache
def _planned() -> tuple[str, ...]:
    return tuple(squash(t) for t in load("headers.toml")["field"]["completion"]["planned"])


def is_planned(text: str) -> bool:
    """True for a header of what is hoped for: "Measure of success", "Intended outcome"."""
    return any(key.startswith(_planned()) for key in _keys(text))


def _may_follow(rest: str) -> bool:
    """False for the number of a recommendation with its text: "Recommendation 4: Police to ..." is no header."""
    return not rest[:1].isdigit() or len(rest) <= 4


def _bare(text: str) -> str:
    if "(" in text or "[" in text:
        text = _BRACKETS.sub(" ", text)
    return _DATES.sub(" ", text) if _DIGIT.search(text) else text  # every date has a digit


def _keys(text: str) -> list[str]:
    """A header text squashed: as it stands, and without dates and brackets."""
    bare = squash(_bare(text))
    # what is left of "By 31/01/2019" is no header
    return [key for key in dict.fromkeys((squash(text), bare if len(bare) >= _MIN_BARE else "")) if key]


@lru_cache(maxsize=4096)
def match_name(text: str) -> HeaderMatch | None:
    """As `match_header`, but only by a whole name or its beginning, for words that stand in running text."""
    keys = _keys(text)
    whole = _named(keys)
    if whole:
        return whole
    rules = header_rules()
    for key in keys:
        for length in rules.lengths:
            found = rules.starts.get(key[:length])
            if found and len(key) >= length and _may_follow(key[length:]):
                return found
    return None


def _named(keys: Sequence[str]) -> HeaderMatch | None:
    names = header_rules().names
    for key in keys:
        found = names.get(key) or names.get(key.removesuffix("s"))
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def _whole_name(text: str) -> str | None:
    found = _named(_keys(text))
    return found.name if found and found.kind == "field" else None


@lru_cache(maxsize=4096)
def match_header(text: str) -> HeaderMatch | None:
    """Say what a header text names, or None. Case, blanks, breaks, punctuation, dates and brackets do not matter."""
    text = text.strip()
    if not text or len(text) > MAX_HEADER_CHARS:
        return None
    rules = header_rules()
    if text in rules.symbols:
        return rules.symbols[text]
    named = match_name(text)
    if named and named.score == EXACT:
        return named
    parts = header_parts(_BRACKETS.sub(" ", text), _whole_name)
    if parts:
        return HeaderMatch("combined", "+".join(parts), STARTS, parts=parts)
    sole = sole_field(_BRACKETS.sub(" ", text), _whole_name)
    if sole:
        return HeaderMatch("field", sole, STARTS)
    if named:
        return named
    keys = _keys(text)
    for key in keys:
        for phrase, found in rules.contains:
            if phrase in key:
                return found
    english = _without_welsh(text, rules)
    if english and (found_in := match_header(english)):
        return found_in
    if keys and (ended := _ends_in(text, keys[-1], rules)):
        return ended
    side_by_side = parts_side_by_side(text, _whole_name)
    if side_by_side:
        return HeaderMatch("combined", "+".join(side_by_side), STARTS, parts=side_by_side)
    return _fuzzy(keys[-1], rules) if keys else None


def _without_welsh(text: str, rules: Rules) -> str:
    """The English half of a header whose other half is Welsh: "Cam Gweithredu / Action". "" where it has no two halves."""
    words, small = rules.welsh
    lower = text.casefold()
    if not any(w in lower for w in words):
        return ""
    tokens = re.findall(r"[^\W\d_]+", text)
    welsh = [t.casefold() in words for t in tokens]
    either = [w or t.casefold() in small for w, t in zip(welsh, tokens, strict=True)]
    if not any(welsh) or all(either):
        return ""
    if welsh[0]:
        rest = tokens[next(i for i, known in enumerate(either) if not known) :]
    elif any(welsh[-2:]):
        first = welsh.index(True)
        rest = tokens[:first]
    else:
        return ""
    return " ".join(rest)


def _ends_in(text: str, key: str, rules: Rules) -> HeaderMatch | None:
    """ "Review panel recommendation": what the header ends in, unless a preposition says it is about that."""
    if not any(key.endswith(end) for end, _, _ in rules.ends):
        return None
    words = [w.casefold() for w in re.findall(r"[^\W\d_]+", text)]
    if not 2 <= len(words) <= _MAX_ENDING:
        return None
    return next(
        (
            found
            for end, not_after, found in rules.ends
            if words[-1] == end and not not_after & set(words[:-1])
        ),
        None,
    )


def _fuzzy(key: str, rules: Rules) -> HeaderMatch | None:
    if len(key) < MIN_FUZZY or len(key) > 60:
        return None
    best, ratio = None, _MIN_RATIO
    # the first letter must agree: "incomplete" is not "complete" with two letters too many
    for name, found in rules.initials.get(key[0], ()):
        if abs(len(name) - len(key)) <= 4:
            r = fuzz.ratio(name, key, score_cutoff=ratio)
            if r > ratio:
                best, ratio = found, r
    return HeaderMatch(best.kind, best.name, FUZZY, best.rank) if best else None


@cache
def _prompts() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("prompts.toml")
    return frozenset(squash(n) for n in data["names"]), tuple(n.casefold() for n in data["starts"])


def is_prompt(text: str) -> bool:
    """True for a question or an instruction to whoever fills in the form, by prompts.toml."""
    names, starts = _prompts()
    words = " ".join(text.casefold().replace(".", " ").split())
    return (
        squash(text) in names or text.rstrip().endswith("?") or any(f"{words} ".startswith(s) for s in starts)
    )
