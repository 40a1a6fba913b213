"""Whether two tables on different pages show the same rows of a sheet: as many, at the same heights."""

from __future__ import annotations

from itertools import pairwise

from extract.grid import Grid, box_around

SAME_HEIGHT = 4.0
"""Points by which the tops of the same row may differ between the two pages."""
MIN_ROWS_UNALIGNED = 3
_MIN_ROWS = 2
_PART = 0.8
"""Share of a row's height by which an edge found in the white between two rows may differ from page to page."""


def _tops(grid: Grid) -> list[float] | None:
    tops: list[float] = []
    for row in grid.rows:
        box = box_around(b.locators[0].box for b in row.bits if b.locators and not b.merged)
        if box is None:
            return None
        tops.append(box.top)
    return tops


def same_heights(a: Grid, b: Grid) -> bool:
    """True when two tables have as many rows, and each begins at the same height below the first."""
    if len(a.rows) != len(b.rows) or len(a.rows) < _MIN_ROWS:
        return False
    tops, others = _tops(a), _tops(b)
    if tops is None or others is None:
        return False
    return all(abs((x - tops[0]) - (y - others[0])) <= SAME_HEIGHT for x, y in zip(tops, others, strict=True))


def _about_same_heights(a: Grid, b: Grid) -> bool:
    """True when the row edges, found by white alone, can be the same: each within the rows it parts on the other page."""
    drawn = {g.source.method for g in (a, b)} == {"ruled"}
    if drawn or len(a.rows) != len(b.rows) or len(a.rows) < MIN_ROWS_UNALIGNED:
        return False
    tops, others = _tops(a), _tops(b)
    if tops is None or others is None or abs(tops[0] - others[0]) > SAME_HEIGHT:
        return False
    inner = range(1, len(tops))
    return all(
        abs(tops[i] - others[i]) < _PART * min(tops[i] - tops[i - 1], others[i] - others[i - 1])
        for i in inner
    )


def same_rows(left: Grid, right: Grid, page: int | None) -> bool:
    """True when two tables show the same rows. page: that of the part left of the right one."""
    if same_heights(left, right) or _about_same_heights(left, right):
        return True
    # printed from something else than a sheet, rows may differ in height: then as many rows, and enough of them
    return (
        len(left.rows) == len(right.rows) >= MIN_ROWS_UNALIGNED
        and _tops(left) is not None
        and _tops(right) is not None
        and (right.page or 0) - (page or 0) == 1
    )


def uneven(grid: Grid) -> bool:
    """True when rows differ in height, so that another table of the same heights is no chance."""
    tops = _tops(grid) or []
    steps = [b - a for a, b in pairwise(tops[1:])]
    return bool(steps) and max(steps) - min(steps) > SAME_HEIGHT
