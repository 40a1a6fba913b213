"""Tables with ruled columns whose rows are not ruled: the rows are parted by white.

Either only the header is underlined and no rule closes the rest, or one ruled row holds everything: its cells list all
recommendations, all actions, all dates, lined up by blank lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.pdf.grid import Grid, Span
from ingest.pdf.strokes import Stack, stacks_of
from ingest.pdf.text_rows import row_cuts
from ingest.pdf.words import Word

_LEAST_COLUMNS: Final = 3
_MOST_RULED: Final = 3
_LEAST_BANDS: Final = 3
_ALIKE: Final = 0.8
_SAME_LINE: Final = 0.3
_DOUBT: Final = 0.7
"""An agreement low enough for a person to look."""
_BEGUN: Final = 0.7
"""Share of the rows that must begin in the first column."""


def cut_open_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Cut the last band of a grid into the rows its text shows; grids whose rows are ruled stay as they are."""
    last = grid.rows - 1
    single = sum(s.row == last and s.rowspan == s.colspan == 1 for s in grid.spans)
    if grid.rows > _MOST_RULED or grid.columns < _LEAST_COLUMNS or single < grid.columns:
        return grid
    top, bottom = grid.ys[-2], grid.ys[-1]
    x0, x1 = grid.xs[0], grid.xs[-1]
    inside = [
        w for w in words if not w.angle and top <= w.base - 0.3 * w.size <= bottom and x0 <= w.x0 + 1 <= x1
    ]
    if grid.open_bottom and not grid.loose:
        return _cut_open(grid, inside)
    return _cut_lined_up(grid, inside)


def _cut_open(grid: Grid, inside: Sequence[Word]) -> Grid:
    """Cut a band that no rule closes below.

    A long row cut by the page end looks alike but begins in its first column once only.
    """
    top, bottom = grid.ys[-2], grid.ys[-1]
    found = row_cuts(inside, grid.xs, bottom)
    cuts = [c.y for c in found.cuts if not c.open]
    first = [w for w in inside if w.x0 + 1 < grid.xs[1]]
    numbers = sum(w.text.strip(".:)")[-1:].isdigit() for w in first) >= _BEGUN * len(first) > 0
    agreement = 0.6 + 0.3 * found.sure
    if not numbers:
        strict = row_cuts(inside, grid.xs, bottom, strict=True)
        cuts = [c.y for c in strict.cuts]
        agreement = agreement if strict.sure == 1.0 else _DOUBT  # a row may begin where few columns do
    bands = list(pairwise([top, *cuts, bottom]))
    begun = sum(any(a <= w.base <= b for w in first) for a, b in bands)
    if len(bands) < (2 if numbers else _LEAST_COLUMNS) or begun < _BEGUN * len(bands):
        return grid
    return _with_rows(grid, cuts, agreement)


def _cut_lined_up(grid: Grid, inside: Sequence[Word]) -> Grid:
    """Cut a ruled row at whose heights nearly all cells begin an entry on one line.

    Numbers say that the entries are rows; without them the cut, or a row left whole in spite of it, is in doubt.
    """
    bottom = grid.ys[-1]
    stacks = stacks_of(inside, grid.xs)
    if len(stacks[0]) < 2 or sum(bool(s) for s in stacks) < _LEAST_COLUMNS:
        return grid
    numbered = all(line.number for line in stacks[0])
    if numbered:
        cuts = [line.top - 0.5 for line in stacks[0][1:]]
    else:
        cuts = [c.y for c in row_cuts(inside, grid.xs, bottom, strict=True).cuts]
    bands = list(pairwise([grid.ys[-2], *cuts, bottom]))
    if len(bands) < 2 or not all(_lined_up(stacks, a, b) for a, b in bands):
        return grid
    if numbered:
        return _with_rows(grid, cuts, 0.9)
    if len(bands) >= _LEAST_BANDS:
        return _with_rows(grid, cuts, _DOUBT)
    grid.agreement = min(grid.agreement, _DOUBT)
    return grid


def _lined_up(stacks: Sequence[Stack], top: float, bottom: float) -> bool:
    """Tell whether nearly all columns begin on the first line of a band."""
    heads = [next((line for line in stack if top <= line.base <= bottom), None) for stack in stacks]
    if heads[0] is None:
        return False
    on = sum(h is not None and abs(h.base - heads[0].base) <= _SAME_LINE * h.size for h in heads)
    return on >= _ALIKE * sum(bool(stack) for stack in stacks)


def _with_rows(grid: Grid, cuts: Sequence[float], agreement: float) -> Grid:
    last = grid.rows - 1
    ys = [*grid.ys[:-1], *cuts, grid.ys[-1]]
    spans = [s for s in grid.spans if s.row < last]
    spans += [Span(row, j, 1, 1) for row in range(last, len(ys) - 1) for j in range(grid.columns)]
    return Grid(grid.xs, ys, spans, grid.method, grid.open_top, grid.open_bottom, agreement, grid.loose)
