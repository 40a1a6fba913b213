"""Estimate how high a row must be: XlsxWriter cannot measure text, and Excel does not when it opens a file.

Lines are broken as a spreadsheet breaks them, word by word, with the widths of Arial's characters (those of Adobe's
metrics for Helvetica, which Arial shares), and a little room to spare.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_POINTS = 409.0
"""Excel's limit: what does not fit is still in the cell, and shows in the formula bar."""

# Widths of the characters from blank to ~, in thousandths of the font size.
_ARIAL = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_LATIN, _OTHER = 600, 1_100
_BLANK = 278

_POINTS_A_WIDTH_UNIT = 5.25  # 7 pixels of 0.75 pt
_PADDING = 13.0  # the cell's own margin and the indent of one
_SPARE = 1.03
_PATH = re.compile(r"[^/]*/|[^/]+")  # a spreadsheet may break a path after a slash
_LINE = 1.29  # height of a line, in font sizes


def points(cells: list[tuple[str, float]], size: float = 10.0) -> float:
    """Return the height for a row of (text, column width in characters) in Arial of a size, all in points."""
    lines = max((_lines(text, width, size) for text, width in cells), default=1)
    return min(MAX_POINTS, lines * size * _LINE + 5.0)


def _lines(text: str, width: float, size: float) -> int:
    room = (width * _POINTS_A_WIDTH_UNIT - _PADDING) / size * 1_000 / _SPARE
    most = int(MAX_POINTS / (size * _LINE)) + 1
    lines = 0
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, room, most)
        if lines >= most:
            return most
    return lines


def _wrapped(paragraph: str, room: float, most: int) -> int:
    """Return the lines that a paragraph takes: words go where they fit, a word wider than the cell is broken."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        pieces = [word] if _wide(word) <= room else _PATH.findall(word)
        for index, piece in enumerate(pieces):
            width = float(_wide(piece))
            gap = _BLANK if used and not index else 0
            if used and used + gap + width > room:
                lines, used, gap = lines + 1, 0.0, 0
            lines += int(width // room)
            used += gap + width % room
        if lines >= most:
            return most
    return lines


@lru_cache(maxsize=50_000)
def _wide(word: str) -> int:
    return sum(map(_character, map(ord, word)))


def _character(code: int) -> int:
    if 32 <= code < 127:
        return _ARIAL[code - 32]
    return _LATIN if code < 0x250 or 0x2010 <= code < 0x2040 else _OTHER
