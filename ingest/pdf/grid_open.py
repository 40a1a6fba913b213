"""Tables with ruled columns whose rows are not ruled: only the header is underlined, the rows are parted by white."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.pdf.grid import Grid, Span
from ingest.pdf.text_rows import row_cuts
from ingest.pdf.words import Word

_LEAST_COLUMNS: Final = 3
_MOST_RULED: Final = 3
_BEGUN: Final = 0.7
"""Share of the rows that must begin in the first column."""


def cut_open_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Cut the last band of a grid that no rule closes below into the rows its text shows; other grids stay as they are.

    A long row cut by the page end looks alike but begins in its first column once only.
    """
    last = grid.rows - 1
    single = sum(s.row == last and s.rowspan == s.colspan == 1 for s in grid.spans)
    if (
        not grid.open_bottom
        or grid.loose
        or grid.rows > _MOST_RULED
        or grid.columns < _LEAST_COLUMNS
        or single < grid.columns
    ):
        return grid
    top, bottom = grid.ys[-2], grid.ys[-1]
    x0, x1 = grid.xs[0], grid.xs[-1]
    inside = [
        w for w in words if not w.angle and top <= w.base - 0.3 * w.size <= bottom and x0 <= w.x0 + 1 <= x1
    ]
    found = row_cuts(inside, grid.xs, bottom)
    cuts = [c.y for c in found.cuts if not c.open]
    first = [w for w in inside if w.x0 + 1 < grid.xs[1]]
    numbers = sum(w.text.strip(".:)")[-1:].isdigit() for w in first) >= _BEGUN * len(first) > 0
    if not numbers:
        cuts = [c.y for c in row_cuts(inside, grid.xs, bottom, strict=True).cuts]
    bands = list(pairwise([top, *cuts, bottom]))
    begun = sum(any(a <= w.base <= b for w in first) for a, b in bands)
    if len(bands) < (2 if numbers else _LEAST_COLUMNS) or begun < _BEGUN * len(bands):
        return grid
    ys = [*grid.ys[:-1], *cuts, bottom]
    spans = [s for s in grid.spans if s.row < last]
    spans += [Span(row, j, 1, 1) for row in range(last, len(ys) - 1) for j in range(grid.columns)]
    return Grid(grid.xs, ys, spans, grid.method, grid.open_top, grid.open_bottom, 0.6 + 0.3 * found.sure)
