"""Which pages of a long report can hold a plan, from a cheap look at each: never miss one, leave the rest unread.

A page counts when its text holds the words of a plan's header; pages after it count as long as they do not look like
prose, because a plan's later pages may carry no header. Whole documents up to SHORT pages are always read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from extract.header_rules import load
from extract.text import squash

SHORT = 24
"""Documents up to so many pages are read in full: a plan alone seldom has more."""
_MIN_FIELDS, _FEWEST = 3, 2
"""Fields that a header names; the fewest beside a recommendation, on a page that is no running text."""
_MIN_PHRASE = 8
_GAPS = re.compile(r"\s{2,}|\t|\|")
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


def _counting(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields whose names tell of a plan: numbers stand on any page."""
    return ((name, entry) for name, entry in fields.items() if name != "recommendation_no")


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Field -> header phrases long enough to be told from running text, squashed; none that holds another of them."""
    fields = load("headers.toml")["field"]
    out: dict[str, tuple[str, ...]] = {}
    for name, entry in _counting(fields):
        phrases = dict.fromkeys(squash(t) for t in (*entry["names"], *entry.get("starts", [])))
        long = [p for p in phrases if len(p) >= _MIN_PHRASE]
        out[name] = tuple(p for p in long if not any(o != p and o in p for o in long))
    return out


@cache
def _lines() -> dict[str, frozenset[str]]:
    """Field -> whole lines that are a header by themselves, however short."""
    fields = load("headers.toml")["field"]
    return {
        name: frozenset(squash(t) for t in entry["names"] if len(t) > 2) for name, entry in _counting(fields)
    }


_MAIN = ("recommendation", "learning", "action")


@cache
def _order() -> tuple[str, ...]:
    """The fields to ask for: those that decide first, then those told with the fewest phrases."""
    rest = sorted(set(_phrases()) - set(_MAIN), key=lambda name: (len(_phrases()[name]), name))
    return (*_MAIN, *rest)


def _least(found: Collection[str]) -> int:
    """How many fields a page must name to have a header, by those found so far."""
    if "recommendation" in found or "learning" in found:
        return _FEWEST
    return _MIN_FIELDS if "action" in found else _MIN_FIELDS + 1


def _fields_on(text: str) -> frozenset[str]:
    """The fields that a page names; no further asked for once there are enough, or too few left to be enough."""
    body = squash(text)
    lines = frozenset(squash(part) for line in text.splitlines() for part in _GAPS.split(line))
    found: set[str] = set()
    for asked, name in enumerate(_order()):
        sure = found & set(_MAIN) and len(found) >= _MIN_FIELDS
        if sure or (asked >= len(_MAIN) and len(found) + len(_order()) - asked < _least(found)):
            break
        if not lines.isdisjoint(_lines()[name]) or any(p in body for p in _phrases()[name]):
            found.add(name)
    return frozenset(found)


def _has_header(glance: Glance) -> bool:
    fields = _fields_on(glance.text)
    if len(fields) < _least(fields):
        return False
    if len(fields) == _FEWEST:
        return glance.paths > _FEW_PATHS or not _is_prose(glance.text)
    return True


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
