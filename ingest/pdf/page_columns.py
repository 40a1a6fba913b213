"""Text set in two columns on a page: which lines stand in which column, so that each is read to its end first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from ingest.pdf.lines import PrintedLine, lines_of
from ingest.pdf.text_lines import TextLine, text_lines
from ingest.pdf.words import Word

_LEAST_LINES: Final = 5
"""So many lines a column must have; fewer are an address or a signature block."""
_LAST_LINES: Final = 3
"""So many lines the right column must have at the end of a text: the left one is filled first."""
_FILLED: Final = 15
"""Beside so many lines of prose the right column may end after a line or two: the text filled the left one."""
_WIDEST_GUTTER: Final = 4.0
_MIDDLE: Final = (0.3, 0.7)
_GUTTER: Final = 1.2
"""White between the columns in ems; the widest blank of justified prose has 0.7."""
_FULL: Final = 0.6
_PROSE: Final = (0.4, 0.15)
"""Share of the left and the right column's lines that must fill this much of its width: names beside values do not."""
_CALM: Final = 3.0
"""A stretch ends where the lines are this many line distances apart."""


class Stretch(NamedTuple):
    """Lines first..last (indexes) that leave the white between left and right free, and its edges."""

    first: int
    last: int
    left: float
    right: float


def lines_in_columns(words: Sequence[Word]) -> list[PrintedLine]:
    """Put words outside tables into lines; lines of a page set in columns say which column they stand in."""
    across = text_lines(words)
    found = stretches(across)
    if not found:
        return lines_of(words)
    out: list[PrintedLine] = []
    rest: list[Word] = []
    at = 0
    for stretch in found:
        rest += [w for line in across[at : stretch.first] for w in line.words]
        inside = [w for line in across[stretch.first : stretch.last + 1] for w in line.words]
        shelf = min(w.base for w in inside)
        middle = (stretch.left + stretch.right) / 2
        for side, mine in enumerate(
            ([w for w in inside if w.x0 < middle], [w for w in inside if w.x0 >= middle])
        ):
            end = max(w.x1 for w in mine)
            out += [line._replace(shelf=shelf, side=side, end=end) for line in lines_of(mine)]
        at = stretch.last + 1
    rest += [w for line in across[at:] for w in line.words]
    return [*lines_of(rest), *out]


def stretches(lines: Sequence[TextLine]) -> list[Stretch]:
    """Return the runs of lines that stand in two columns, top to bottom."""
    if len(lines) < _LEAST_LINES:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    starts = [p[0].x0 for line in lines for p in line.pieces]
    low, high = (left + share * (right - left) for share in _MIDDLE)
    # a column begins where many lines begin
    candidates = sorted(
        {round(x) for x in starts if low < x < high}, key=lambda c: -sum(abs(x - c) <= 1.5 for x in starts)
    )
    for start in candidates[:3]:
        found = [s for run in _runs(lines, start) if (s := _stretch(lines, *run, start))]
        if found:
            return found
    return []


def _runs(lines: Sequence[TextLine], start: float) -> list[tuple[int, int]]:
    """Return the runs of lines without a piece that lies across the edge of the right column."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for i, line in enumerate(lines):
        crossing = any(p[0].x0 < start - 2 and p[-1].x1 > start - 0.5 * line.size for p in line.pieces)
        far = first is not None and i > first and line.top - lines[i - 1].bottom > _CALM * line.size
        if first is not None and (crossing or far):
            runs.append((first, i - 1))
            first = None
        if not crossing and first is None:
            first = i
    return [*runs, (first, len(lines) - 1)] if first is not None else runs


def _stretch(lines: Sequence[TextLine], first: int, last: int, start: float) -> Stretch | None:
    inside = lines[first : last + 1]
    size = median(line.size for line in inside)
    sides: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for line in inside:
        for at in (0, 1):
            mine = [w for w in line.words if (w.x0 >= start - 2) == bool(at)]
            if mine:
                sides[at].append((mine[0].x0, max(w.x1 for w in mine)))
            if any(b.x0 - a.x1 > _GUTTER * 2 * size for a, b in pairwise(mine)):
                return None  # wide white within a column: a table
    if 0 < len(sides[1]) < _LAST_LINES:
        return _begun(inside, first, last, start, size)
    if (
        len(sides[0]) < _LEAST_LINES
        or len(sides[1]) < _LAST_LINES
        or len(sides[0]) + len(sides[1]) < 2 * _LEAST_LINES
    ):
        return None
    edge = max(x1 for _, x1 in sides[0])
    begin = min(x0 for x0, _ in sides[1])
    if begin - edge < _GUTTER * size:
        return None
    for side, least in zip(sides, _PROSE, strict=True):
        x0, x1 = min(s for s, _ in side), max(e for _, e in side)
        if x1 - x0 < 12 * size or sum(e - s >= _FULL * (x1 - x0) for s, e in side) < least * len(side):
            return None
    return Stretch(first, last, edge, begin)


def _begun(inside: Sequence[TextLine], first: int, last: int, start: float, size: float) -> Stretch | None:
    """Return the stretch of a right column that was only begun: a line or two beside the head of a full left one."""
    right = [i for i, line in enumerate(inside) if line.x1 > start]
    column = inside[right[0] :]
    ends = [max((w.x1 for w in line.words if w.x0 < start - 2), default=line.x0) for line in column]
    left, edge = min(line.x0 for line in column), max(ends)
    begin = min(w.x0 for i in right for w in inside[i].words if w.x0 >= start - 2)
    prose = sum(end - left >= _FULL * (edge - left) for end in ends)
    if (
        len(column) < _FILLED
        or right[-1] - right[0] > 2 * _LAST_LINES
        or prose < _PROSE[0] * len(column)
        or not _GUTTER * size <= begin - edge <= _WIDEST_GUTTER * size
    ):
        return None
    return Stretch(first + right[0], last, edge, begin)
