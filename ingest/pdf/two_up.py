"""Two pages printed side by side on one sheet: the left one is read to its end before the right one begins."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ingest.pdf.cells import TableDraft
from ingest.pdf.draft import PageDraft

_SAME: Final = 3.0
"""Points by which the columns of a table may differ in width from page to page."""


def fold_of(draft: PageDraft) -> float | None:
    """The x at which a wide sheet parts into two pages, None for any other.

    The sign: a table with the same columns on both sides, and nothing that stands across the middle.
    """
    if draft.frame is None or draft.frame.width <= draft.frame.height or len(draft.tables) < 2:
        return None
    middle = draft.frame.width / 2
    left = [t for t in draft.tables if t.grid.xs[-1] <= middle]
    right = [t for t in draft.tables if t.grid.xs[0] >= middle]
    across = any(p.x0 < middle < p.x1 for p in draft.lines)
    if across or len(left) + len(right) < len(draft.tables):
        return None
    return middle if any(_alike(a, b) for a in left for b in right) else None


def _alike(a: TableDraft, b: TableDraft) -> bool:
    widths = [[x1 - x0 for x0, x1 in pairwise(t.grid.xs)] for t in (a, b)]
    return len(widths[0]) == len(widths[1]) > 2 and all(
        abs(x - y) <= _SAME for x, y in zip(*widths, strict=True)
    )
