"""Running headers and footers: lines that come again at the same height, page numbers, protective markings."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

_MARGIN: Final = 0.13
"""Share of the page's height at head and foot where running matter stands."""
_DIGITS: Final = re.compile(r"\d+")
_EDGE_LINES: Final = 3


class Placed(NamedTuple):
    """A line with its place: page number, distance of its middle from the head as a share of the page's height.

    loud: bold, or larger than the body text.
    """

    text: str
    page: int
    height: float
    loud: bool = False


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of running.toml."""
    text = resources.files("ingest.pdf").joinpath("running.toml").read_text(encoding="utf-8")
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in tomllib.loads(text).values())


def key_of(text: str) -> str:
    """Return a line with its numbers levelled, for comparing it from page to page."""
    return _DIGITS.sub("#", " ".join(text.split())).casefold()


def _key(line: Placed) -> str:
    """Return what must come again: "Recommendation 3" in bold at the head of a page is a heading, whatever follows."""
    return " ".join(line.text.split()) if line.loud else key_of(line.text)


def in_margin(height: float) -> bool:
    """Tell whether a height (share of the page) lies in the head or foot margin."""
    return height < _MARGIN or height > 1 - _MARGIN


class RunningLines:
    """What runs through a document, learnt from all its lines."""

    def __init__(self, placed: Iterable[Placed], plain: Sequence[Sequence[str]]) -> None:
        """Learn from lines with a place, and from the text lines of pages that were not read in full."""
        seen: dict[tuple[str, int], set[int]] = {}
        for line in placed:
            if in_margin(line.height):
                seen.setdefault((_key(line), round(line.height * 50)), set()).add(line.page)
        self._keys = {key for (key, _), pages in seen.items() if len(pages) >= 2}
        edges: Counter[str] = Counter()
        for lines in plain:
            ends = {*map(key_of, lines[:_EDGE_LINES]), *map(key_of, lines[-_EDGE_LINES:])}
            edges.update(ends)
        self._plain = {key for key, count in edges.items() if count >= max(3, 0.3 * len(plain))}
        self._plain_heads = {key[:1] for key in self._plain}

    def holds(self, line: Placed) -> bool:
        """Tell whether a line with a place is running matter."""
        if not in_margin(line.height):
            return False
        return (
            _key(line) in self._keys
            or (not line.loud and key_of(line.text) in self._plain)
            or matches(line.text)
        )

    def holds_plain(self, text: str) -> bool:
        """Tell whether a line of an unread page is running matter."""
        head = text.lstrip()[:1]  # nearly all lines begin otherwise: no need to make their keys
        return (head.isdigit() or head.casefold()[:1] in self._plain_heads) and key_of(text) in self._plain


def matches(text: str) -> bool:
    """Tell whether a line reads like a page number or a protective marking."""
    return any(p.fullmatch(text.strip()) for p in patterns())
