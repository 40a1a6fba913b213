"""Which pages of a long report can hold a plan, from a cheap look at each: never miss one, leave the rest unread.

A page counts when its text holds the words of a plan's header; pages after it count as long as they do not look like
prose, because a plan's later pages may carry no header. Whole documents up to SHORT pages are always read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from extract.headers import load
from extract.text import squash

SHORT = 24
"""Documents up to so many pages are read in full: a plan alone seldom has more."""
_MIN_FIELDS = 3
_PROSE_LINE = 55
"""Lines of running text are longer than this on average; table cells are not."""
_FEW_PATHS = 6
_LABEL = re.compile(r"\b(?:recommendation|rec|action)\s*(?:no\.?\s*)?\d+", re.IGNORECASE)
_KEY_LINE = re.compile(
    r"^\s*(?:addressed to|lead(?: agency| officer)?|owner|responsible|timescale|target date|by when|action(?: to take)?)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


class Glance(Protocol):
    """A cheap look at a page: number from 1, pages of the document, its text, the number of paths drawn on it."""

    @property
    def number(self) -> int:
        """The page, from 1."""

    @property
    def pages(self) -> int:
        """How many pages the document has."""

    @property
    def text(self) -> str:
        """The page's text, in any order."""

    @property
    def paths(self) -> int:
        """How many paths are drawn on it."""


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Field -> header phrases long enough to be told from running text, squashed."""
    fields = load("headers.toml")["field"]
    out: dict[str, tuple[str, ...]] = {}
    for name, entry in fields.items():
        phrases = [squash(t) for t in (*entry["names"], *entry.get("starts", []))]
        out[name] = tuple(dict.fromkeys(p for p in phrases if len(p) >= 8))
    return out


@cache
def _lines() -> dict[str, frozenset[str]]:
    """Field -> whole lines that are a header by themselves, however short."""
    fields = load("headers.toml")["field"]
    return {
        name: frozenset(squash(t) for t in entry["names"] if len(t) > 2) for name, entry in fields.items()
    }


def _fields_on(text: str) -> frozenset[str]:
    body = squash(text)
    lines = {squash(part) for line in text.splitlines() for part in re.split(r"\s{2,}|\t|\|", line)}
    found = {name for name, phrases in _phrases().items() if any(p in body for p in phrases)}
    found |= {name for name, names in _lines().items() if names & lines}
    return frozenset(found - {"recommendation_no"})


def _has_header(glance: Glance) -> bool:
    text = glance.text
    fields = _fields_on(text)
    if "recommendation" in fields or "learning" in fields or "action" in fields:
        if len(fields) >= _MIN_FIELDS:
            return True
        if "recommendation" not in fields and "learning" not in fields:
            return False
        return len(fields) >= 2 and (glance.paths > _FEW_PATHS or not _is_prose(text))
    return len(fields) >= 4


def _is_prose(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 4:
        return False
    return sum(len(line) for line in lines) / len(lines) > _PROSE_LINE


def _carries_on(glance: Glance, before: Glance | None) -> bool:
    """True for a page that may carry a table on without a header."""
    if not glance.text.strip():
        return True
    if glance.paths > _FEW_PATHS and (before is None or glance.paths * 12 >= before.paths):
        return True
    return not _is_prose(glance.text)


def _looks_planned(glance: Glance) -> bool:
    """True for pages that speak of an action plan or of numbered recommendations, or have lines such as "Lead: ..."."""
    return _is_listed(glance) or "actionplan" in squash(glance.text) or len(_LABEL.findall(glance.text)) >= 2


def _is_listed(glance: Glance) -> bool:
    return len(_KEY_LINE.findall(glance.text)) >= 2


def select_pages(glances: Sequence[Glance]) -> frozenset[int]:
    """The pages to read in full: plan pages, their neighbours, and the first page (title). All of a short document."""
    if not glances or len(glances) <= SHORT:
        return frozenset(g.number for g in glances)
    chosen: set[int] = {glances[0].number}
    running = False
    for i, glance in enumerate(glances):
        open_page = glance.paths > _FEW_PATHS or not _is_prose(glance.text)
        if _has_header(glance) or _is_listed(glance) or (_looks_planned(glance) and open_page):
            running = True
            chosen.add(glance.number)
            if i:
                chosen.add(glances[i - 1].number)
        elif running:
            chosen.add(glance.number)
            running = _carries_on(glance, glances[i - 1])
        elif not glance.text.strip() or _looks_planned(glance):
            chosen.add(glance.number)
    return frozenset(chosen)


def page_chooser() -> Callable[[Glance], bool]:
    """A chooser for readers that ask page by page, in order: remembers whether a plan is running."""
    running = False
    before: Glance | None = None

    def wanted(glance: Glance) -> bool:
        nonlocal running, before
        earlier, before = before, glance
        if glance.pages <= SHORT or glance.number == 1 or not glance.text.strip():
            return True
        if _has_header(glance) or _looks_planned(glance):
            running = True
            return True
        if running:
            running = _carries_on(glance, earlier)
            return True
        return False

    return wanted


def may_hold_plan(glance: Glance) -> bool:
    """Say of one page alone whether it can hold a plan, a continuation without header included.

    Without its neighbours this must keep every page that is not plainly prose; `select_pages` reads fewer.
    """
    if glance.pages <= SHORT or glance.number == 1:
        return True
    return (
        _has_header(glance)
        or _looks_planned(glance)
        or glance.paths > _FEW_PATHS
        or not _is_prose(glance.text)
    )
