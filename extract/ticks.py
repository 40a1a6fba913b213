"""Status as tick columns (Complete | In progress | Not started with a mark in one) and as a colour."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from extract.header_rules import load
from extract.text import squash

Colour = Literal["red", "amber", "green", "blue"]

MIN_SATURATION = 0.14
"""Paler fills are zebra stripes or header tints (Word's table styles stay under 0.13; Excel's "good" green is 0.17)."""
MIN_BLUE_SATURATION = 0.30
"""Pale blue is the usual zebra colour, so blue must be plainer to be a rating."""
_HUES: tuple[tuple[float, float, Colour], ...] = (
    (0.0, 18.0, "red"),
    (18.0, 68.0, "amber"),
    (68.0, 172.0, "green"),
    (172.0, 262.0, "blue"),
    (335.0, 360.0, "red"),
)

_COLOURS: tuple[Colour, ...] = ("red", "amber", "green", "blue")
_RATING = re.compile(r"(?:b?rag\W+)?(red|amber|green|blue|[ragb])(?!\w)\W*(.*)", re.IGNORECASE | re.DOTALL)


@cache
def _data() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load("ticks.toml")
    return (
        frozenset(squash(h) for h in data["headers"]),
        frozenset(data["marks"]),
        frozenset(data["unmarked"]),
    )


@lru_cache(maxsize=4096)
def is_status_header(text: str) -> bool:
    """True when a header is itself a status: "Complete", "On Target to Achieve (tick)"."""
    bare = re.sub(r"\([^()]*\)|\btick\b|[✓✔]", " ", text, flags=re.IGNORECASE)
    return squash(bare) in _data()[0]


def status_name(header: str) -> str:
    """The status a tick column stands for, as printed; a word broken by a narrow column is mended ("In pr ogress")."""
    text = " ".join(re.sub(r"\([^()]*\)|\btick\b|[✓✔]", " ", header, flags=re.IGNORECASE).split())
    known = next((h for h in load("ticks.toml")["headers"] if squash(h) == squash(text)), None)
    if known is None or text.casefold() == known:
        return text
    return str(known[0].upper() + known[1:] if text[:1].isupper() else known)


def is_marked(text: str) -> bool:
    """True for a tick, cross or "Yes" in a tick column."""
    return " ".join(text.split()).casefold() in _data()[1]


def is_tick_cell(text: str) -> bool:
    """True for what a tick column may hold: a mark, or nothing."""
    text = " ".join(text.split()).casefold()
    return text in _data()[1] or text in _data()[2]


def tick_columns(headers: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The indexes of tick columns. cells: for each column the texts of its body rows."""
    found = tuple(
        i
        for i, header in enumerate(headers)
        if (is_status_header(header) or "tick" in header.casefold())
        and all(is_tick_cell(t) for t in cells[i])
    )
    marked = any(is_marked(t) for i in found for t in cells[i])
    explicit = len(found) == 1 and "tick" in headers[found[0]].casefold()
    return found if marked and (len(found) >= 2 or explicit) else ()


def rating_of(text: str) -> Colour | None:
    """The rating a cell of a RAG column names: "Amber", "A", "RAG: Green", "Red - no reply"; None for other words."""
    found = _RATING.match(text.strip())
    if not found:
        return None
    named = next((c for c in _COLOURS if c.startswith(found[1].casefold())), None)
    return named if len(found[1]) > 1 or not found[2] else None


def colour_of(fill: str | None) -> Colour | None:
    """The rating a cell's shading stands for, by hue; None for white, grey and pale tints. fill: "#rrggbb"."""
    if not fill or not re.fullmatch(r"#[0-9a-fA-F]{6}", fill):
        return None
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < MIN_SATURATION or value < 0.25:
        return None
    for low, high, name in _HUES:
        if low <= hue * 360 < high or (name == "red" and hue * 360 >= 360):
            return None if name == "blue" and saturation < MIN_BLUE_SATURATION else name
    return None
