"""Lines within one column and the distances between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from ingest.pdf.lines import group_lines
from ingest.pdf.words import Word

SAME_STEP: Final = 1.12
"""Lines of one paragraph keep their distance; a row starts further down than this times the usual one."""
_SINGLE: Final = 1.42
_CLEAR: Final = 0.12
_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}\.?\s?\d{1,3}(?:\.\d{1,3})*(?:\s?\(?[a-z]\))?[.):]?")
"""What stands in a number column: 1, 1., R10, Rec 4, 9.10, 7.2.1(a)."""


class Stroke(NamedTuple):
    """A line within one column."""

    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    number: bool


Stack = list[Stroke]


def stacks_of(words: Sequence[Word], xs: Sequence[float]) -> list[Stack]:
    """Return the lines of each column, top to bottom."""
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for word in words:
        at = bisect_right(xs, word.x0 + 1.0) - 1
        if 0 <= at < len(columns):
            columns[at].append(word)
    return [[_stroke(g) for g in group_lines(c)] if c else [] for c in columns]


def _stroke(group: Sequence[Word]) -> Stroke:
    main = max(group, key=lambda w: (w.size, len(w.text)))
    return Stroke(
        main.base - 0.75 * main.size,
        main.base + 0.2 * main.size,
        main.base,
        main.size,
        all(w.bold for w in group),
        bool(_NUMBER.fullmatch(" ".join(w.text for w in group))),
    )


def ems(a: Stroke, b: Stroke) -> float:
    """Return the distance of two lines in ems: columns may be set in different sizes."""
    return (b.base - a.base) / max(a.size, b.size, 0.1)


def within_cells(steps: Sequence[float], stacks: Sequence[Stack]) -> float:
    """Return the line distance within a cell in ems; 0 when every line is a row of its own.

    Single-spaced text has 1.0 to 1.4 ems: the smallest distance met is that of a cell's lines, however few cells have
    two. Wider ones are either double spacing or rows of one line; in the latter nearly every line fills its row.
    """
    plausible = [s for s in steps if s >= 0.95]
    if not plausible:
        return usual_step(steps)
    low = min(plausible)
    if low <= _SINGLE:
        return sum(s for s in plausible if s <= low + 0.06) / sum(s <= low + 0.06 for s in plausible)
    levels: dict[int, int] = {}
    for stack in stacks:
        for line in stack:
            key = round(line.base / 3)
            levels[key] = levels.get(key, 0) + 1
    filled = sum(bool(stack) for stack in stacks)
    full = sum(count >= 0.7 * filled for count in levels.values())
    return 0.0 if full >= 0.6 * len(levels) else usual_step(steps)


def usual_step(steps: Sequence[float]) -> float:
    """Return the commonest line distance: steps within a cell outnumber those between rows."""
    ordered = sorted(steps)
    best = max(ordered, key=lambda s: sum(abs(s - o) <= 0.6 for o in ordered))
    low = ordered[len(ordered) // 5]
    return low if low < best * 0.93 and sum(abs(low - o) <= 0.6 for o in ordered) >= 3 else best


def far(a: Stroke, b: Stroke, usual: float) -> bool:
    """Tell whether line b is too far below line a to belong to its paragraph."""
    return ems(a, b) > max(usual * SAME_STEP, usual + _CLEAR)


def continues(stack: Stack, y: float, usual: float) -> bool:
    """Tell whether a column's text runs on at y as it does within a paragraph."""
    above = [line for line in stack if line.bottom <= y + 0.01]
    below = [line for line in stack if line.top >= y - 0.01]
    return bool(above and below) and not far(above[-1], below[0], usual)
