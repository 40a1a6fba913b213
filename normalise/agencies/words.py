"""Words of a text with the keys they are matched by: case, plural, apostrophe and ampersand do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from normalise.memo import Memo

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
CUT = re.compile(rf"({WORD.pattern})")
CROSSABLE = frozenset({"", ",", "-", "–", "'", "’", "/", "."})
"""What may stand between two words of one name. A spaced dash or slash, a bracket or a full stop may not."""


def key(word: str) -> str:
    """Return the matching key of a word: "Children's" and "Childrens" -> "children", "&" -> "and", "GPs" -> "gp"."""
    return _KEYS[word]


def _key(word: str) -> str:
    if word == "&":
        return "and"
    low = word.casefold().replace("'", "").replace("’", "")
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("s") and not low.endswith("ss"):
        if len(low) > 3:
            return low[:-1]
        if len(low) == 3 and not word.isupper() and word[:2].isupper():
            return low[:-1]
    return low


_KEYS = Memo(_key)


@dataclass(slots=True)
class Words:
    """A text as parallel lists. joins[i] says whether word i may continue the name that word i - 1 belongs to:

    0 = no (bracket, full stop, spaced dash), 1 = yes, 2 = over a comma or tight slash, 3 = over a line end.
    """

    text: str
    raw: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]
    joins: list[int]
    lows: list[str]
    """The words in small letters."""
    gaps: list[str]
    """What is printed before each word, since the one before it."""

    def __len__(self) -> int:
        return len(self.raw)


def keys_of(text: str) -> list[str]:
    """Return the keys of a text's words; the same as split(text).keys, without their places."""
    return list(map(_KEYS.__getitem__, WORD.findall(text)))


@lru_cache(maxsize=4096)
def split(text: str) -> Words:
    """Split a text into words with their offsets. The lists are shared between callers: read them only."""
    parts = CUT.split(text)  # gap, word, gap, word, ..., gap: everything below is a view of it
    offsets = list(accumulate(map(len, parts)))
    raw, gaps = parts[1::2], parts[:-1:2]
    joins = [1 if gap == " " else _joined(gap, raw[k - 1] if k else "") for k, gap in enumerate(gaps)]
    lows = [word.casefold() for word in raw]
    return Words(
        text, raw, list(map(_KEYS.__getitem__, raw)), offsets[:-1:2], offsets[1::2], joins, lows, gaps
    )


def _joined(gap: str, before: str) -> int:
    if gap == " ":
        return 1
    mark = gap.strip()
    if mark not in CROSSABLE:
        return 0
    if mark == "":
        return 3 if "\n" in gap else 1
    if mark in ("-", "–", "/"):
        return (2 if mark == "/" else 1) * (
            gap == mark
        )  # "Multi-Agency" is one name, "NPH - Head of Repairs" is not
    if mark == ".":
        return int(before.casefold() in ("st", "h", "m", "dept"))
    return 1 if mark in ("'", "’") else 2


def spelled_out(letters: str, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text (first word, after the last) whose words in capitals have these initials."""
    bare = letters.replace("&", "")
    for start in range(len(words)):
        if words.raw[start][0] != bare[0]:
            continue
        found = ""
        for end in range(start, min(start + 12, len(words))):
            if end > start and not words.joins[end]:
                break
            found += words.raw[end][0] if words.raw[end][0].isupper() else ""
            if not bare.startswith(found):
                break
            if found == bare and words.raw[end][0].isupper() and end - start >= 2:
                yield start, end + 1
                break


@lru_cache(maxsize=16384)
def name_key(text: str) -> tuple[str, ...]:
    """Return the keys of a name, without a leading "the"."""
    keys = keys_of(text)
    return tuple(keys[1:] if len(keys) > 1 and keys[0] == "the" else keys)


def slug(text: str) -> str:
    """Return a stable id made of the words of a name."""
    return "-".join(
        w.casefold().replace("'", "").replace("’", "") if w != "&" else "and" for w in WORD.findall(text)
    )
