"""Excel prints cut in page halves: the left columns on one page, the right columns of the same rows on another (or two).

The halves share their rows: as many, and (from a sheet) at the same heights. The left half has the recommendations,
the right half other fields of a plan and no recommendations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.find import find_header
from extract.grid import Grid, GridRow, box_around
from extract.headers import match_header

SAME_HEIGHT = 4.0
"""Points by which the tops of the same row may differ between the two pages."""
_MIN_ROWS = 2
_MIN_ROWS_UNALIGNED = 3
EDGE_TOLERANCE = 8.0
"""Points by which column borders may differ from page to page in the same table."""


def _tops(grid: Grid) -> list[float] | None:
    tops: list[float] = []
    for row in grid.rows:
        box = box_around(b.locators[0].box for b in row.bits if b.locators and not b.merged)
        if box is None:
            return None
        tops.append(box.top)
    return tops


def _fields(grid: Grid) -> frozenset[str]:
    header = find_header(grid)
    if header:
        return header.fields
    first = grid.rows[0].bits if grid.rows else ()
    found = (match_header(b.text) for b in first if b.text)
    return frozenset(m.name for m in found if m and m.kind == "field" and m.score >= 0.85)


def _same_rows(left: Grid, right: Grid, page: int | None) -> bool:
    if len(left.rows) != len(right.rows) or len(left.rows) < _MIN_ROWS:
        return False
    a, b = _tops(left), _tops(right)
    if a is None or b is None:
        return False
    if all(abs((x - a[0]) - (y - b[0])) <= SAME_HEIGHT for x, y in zip(a, b, strict=True)):
        return True
    # printed from something else than a sheet, rows may differ in height: then as many rows, and enough of them
    return len(left.rows) >= _MIN_ROWS_UNALIGNED and (right.page or 0) - (page or 0) == 1


def _beside(left: Grid, right: Grid) -> Grid:
    rows = tuple(
        GridRow(a.table, a.page, a.number, (*a.bits, *b.bits), (*a.spans, *b.spans))
        for a, b in zip(left.rows, right.rows, strict=True)
    )
    return replace(left, rows=rows, width=left.width + right.width, edges=())


def put_halves_together(grids: Sequence[Grid]) -> tuple[tuple[Grid, ...], dict[int, int]]:
    """Join page halves.

    Returns the grids, each left half widened and its right half gone, and table number of left -> page of its right half.
    """
    lefts = [g for g in grids if g.page is not None and _fields(g) & {"recommendation", "learning"}]
    gone: set[int] = set()
    wide: dict[int, Grid] = {}
    pages: dict[int, int] = {}
    for left in lefts:
        while (
            right := _right_of(wide.get(left.number, left), grids, gone, pages.get(left.number))
        ) is not None:
            _pair(grids, wide.get(left.number, left), right, wide, gone, pages)
    return tuple(wide.get(g.number, g) for g in grids if g.number not in gone), pages


def _right_of(left: Grid, grids: Sequence[Grid], gone: set[int], last: int | None) -> Grid | None:
    """The table with the next columns to the right. last: page of the right-most part so far; None = there is none yet."""
    here = left.page if last is None else last
    known = _fields(left) - {"recommendation_no"}
    for right in grids:
        if (
            right.number <= left.number
            or right.number in gone
            or right.page is None
            or right.page == left.page
        ):
            continue
        fields = _fields(right)
        if not fields or fields & {"recommendation", "learning"} or fields & known:
            continue
        if last is not None and right.page <= last:
            continue
        if _same_rows(left, right, here):
            return right
    return None


def _pair(
    grids: Sequence[Grid],
    left: Grid,
    right: Grid,
    wide: dict[int, Grid],
    gone: set[int],
    pages: dict[int, int],
) -> None:
    """Pair this left and right, and the pages that continue each of them (same borders, same rows)."""
    wide[left.number] = _beside(left, right)
    gone.add(right.number)
    pages[left.number] = right.page or 0
    lefts = [
        g
        for g in grids
        if g.number > left.number and g.number not in gone and same_edges(g, left) and not _fields(g)
    ]
    rights = [g for g in grids if g.number > right.number and same_edges(g, right) and not _fields(g)]
    for more in lefts:
        match = next(
            (
                g
                for g in rights
                if g.number not in gone and g.page != more.page and len(g.rows) == len(more.rows)
            ),
            None,
        )
        if match is not None and more.number not in gone:
            wide[more.number] = _beside(more, match)
            gone.add(match.number)
            pages[more.number] = match.page or 0


def same_edges(a: Grid, b: Grid, tolerance: float = EDGE_TOLERANCE) -> bool:
    """True when two tables have the same columns: as many, with borders at the same places where these are known."""
    if a.width != b.width:
        return False
    if not a.edges or not b.edges or len(a.edges) != len(b.edges):
        return True
    return all(abs(x - y) <= tolerance for x, y in zip(a.edges, b.edges, strict=True))
