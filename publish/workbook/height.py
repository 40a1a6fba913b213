"""Estimate how high a row must be: XlsxWriter cannot measure text, and Excel does not when it opens a file."""

from __future__ import annotations

import math

LINE_POINTS = 12.9
"""One line of Arial 10."""

MAX_POINTS = 409.0
"""Excel's limit: what does not fit is still in the cell, and shows in the formula bar."""

# Arial 10 at 96 dpi, in pixels: most small letters and figures, what capitals add, what narrow letters take away,
# and a character outside Latin-1 (dashes, Arabic, emoji).
_BASE, _CAPITAL, _NARROW, _WIDE = 7.2, 2.0, -3.4, 3.0
_CAPITALS = b"ABCDEFGHJKLMNOPQRSTUVWXYZ%&@"
_NARROWS = b" .,;:'|!()[]/-ijlItfr"
_PIXELS_A_CHARACTER = 7.0
_PADDING = 10.0
_LOST_AT_LINE_END = 20.0


def points(cells: list[tuple[str, float]]) -> float:
    """Return the height for a row of (text, column width in characters), in points."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(MAX_POINTS, lines * LINE_POINTS + 4.0)


def _lines(text: str, width: float) -> int:
    room = width * _PIXELS_A_CHARACTER - _PADDING
    if "\n" not in text and len(text) * (_BASE + _CAPITAL) <= room:
        return 1
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> int:
    pixels = _pixels(paragraph)
    if pixels <= room:
        return 1
    return math.ceil(pixels / max(room - _LOST_AT_LINE_END, 20.0))


def _pixels(text: str) -> float:
    latin = text.encode("latin-1", "replace")
    capitals = len(latin) - len(latin.translate(None, _CAPITALS))
    narrow = len(latin) - len(latin.translate(None, _NARROWS))
    return len(latin) * _BASE + capitals * _CAPITAL + narrow * _NARROW + latin.count(b"?") * _WIDE
