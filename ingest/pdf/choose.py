"""Which grids of a page are tables: every kind of evidence is asked, the best answer for a region is kept."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf.grid import Grid
from ingest.pdf.grid_ruled import ruled_grids
from ingest.pdf.page import PageView
from ingest.pdf.words import Word


def choose_grids(view: PageView) -> list[Grid]:
    """Return the tables' grids of a page, top to bottom."""
    found = [g for g in ruled_grids(view.rules) if plausible(g, view.words)]
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def plausible(grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether a ruled grid holds a table: more than one column, text in it, few words cut by its walls."""
    if grid.columns < 2 or len(grid.spans) < 2:
        return False
    x0, top, x1, bottom = grid.box
    inside = [w for w in words if x0 <= w.x0 <= x1 and top <= w.base - 0.3 * w.size <= bottom]
    if not inside:
        return False
    filled = {grid.at(w.x0 + 1.0, w.base - 0.3 * w.size) for w in inside} - {None}
    return len(filled) >= 2
