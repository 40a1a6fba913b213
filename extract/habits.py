"""How a document writes its field names besides name and colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.contents import is_status
from extract.headers import match_name
from extract.keys import (
    BOUNDARY,
    COLON,
    DASH,
    MAX_KEY_CHARS,
    bare_head,
    exact,
    key_at_head,
    key_inside,
    word_starts,
)
from extract.numbers import read_label
from extract.text import squash
from extract.ticks import is_status_header

_MARK, _COLONS = re.compile(r"[–—-]"), re.compile(r"[:\uff1a=]")
_MIN_REPEATS = 2
_TELLING = frozenset({"status", "completion", "milestones"})
_MIN_UNKNOWN = 3
_UNKNOWN_SHARE = 0.8
"""A name that headers.toml lacks counts when it occurs in so large a share of the items."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes its field names besides name and colon; all squashed.

    dashed: "Lead - Police". bare: "Lead Police". alone: a line that is the name. unknown: names of no known meaning.
    """

    dashed: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


NO_HABITS = Habits()


def habits_of(lines: Iterable[str]) -> Habits:
    """Learn how a document writes its field names from all of its lines."""
    dashed: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    known: Counter[str] = Counter()
    telling = False
    for line in lines:
        whole = line.strip(" :()[]*")
        alone_name = len(whole) <= MAX_KEY_CHARS and not whole.endswith(".")
        key = exact(whole) if alone_name else None
        if key is not None:
            # "Complete" on the line below "Status" is its value
            if not (telling and is_status(whole)):
                alone[squash(whole)] += 1
            telling = key.name in _TELLING
            continue
        telling = False
        for part in DASH.finditer(line) if _MARK.search(line) else ():
            for start in word_starts(line, part.start()):
                head = line[start : part.start()]
                bounded = not squash(line[:start]) or BOUNDARY.search(line[:start])
                capital = head[:1].isupper() or bool(squash(line[:start]))
                if bounded and capital and exact(head) and not is_status_header(head):
                    dashed[squash(head)] += 1
        if head_of := bare_head(line):
            bare[squash(head_of)] += 1
        for part in COLON.finditer(line) if _COLONS.search(line) else ():
            _count_colon(line, part.start(), known, unknown)
    common = max(known.values(), default=0)
    return Habits(
        frozenset(k for k, n in dashed.items() if n >= _MIN_REPEATS),
        frozenset(k for k, n in bare.items() if n >= _MIN_REPEATS)
        if sum(n >= _MIN_REPEATS for n in bare.values()) >= 2  # one word alone may begin sentences
        else frozenset(),
        frozenset(k for k, n in alone.items() if n >= _MIN_REPEATS),
        frozenset(k for k, n in unknown.items() if n >= max(_MIN_UNKNOWN, _UNKNOWN_SHARE * common)),
    )


def _count_colon(line: str, end: int, known: Counter[str], unknown: Counter[str]) -> None:
    for start in word_starts(line, end):
        if key_inside(line, start, end) or (not squash(line[:start]) and key_at_head(line[start:end])):
            known[squash(line[start:end])] += 1
            return
    for start in word_starts(line, end):
        head = line[start:end].strip("()[]* ")
        bounded = not squash(line[:start]) or BOUNDARY.search(line[:start])
        plain_words = re.fullmatch(r"[A-Z][A-Za-z'’ /&()-]{2,29}", head)
        if bounded and plain_words and len(head.split()) <= 4 and not read_label(head):
            match = match_name(head)
            if match is None:
                unknown[squash(head)] += 1
            return
