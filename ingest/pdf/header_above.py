"""A header that stands right above a ruled grid: its row has no rules between the columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from ingest.pdf.grid import Grid, Span
from ingest.pdf.judge import holds
from ingest.pdf.text_lines import TextLine, text_lines
from ingest.pdf.words import Word

_LEAST: Final = 3
_MOST: Final = 0.75
"""Share of the columns that must have a name."""
_NEAR: Final = 2.2
"""Ems from the header's baseline down to the grid, at most."""
_LINE: Final = 1.4
_REACH: Final = 80.0
"""Points above the grid in which a header of some lines stands."""
_ALIGNED: Final = 0.5


def with_header_above(grid: Grid, words: Sequence[Word], others: Sequence[Grid]) -> Grid:
    """Take the lines right above a grid in as its first row, where they are names set over its columns.

    Nearly every column has text of its own there, bold where the first row is not, begun where the column's text begins.
    words: of the page; others: the page's grids, whose words are no header of this one.
    """
    if grid.columns < _LEAST:
        return grid
    top = grid.ys[0]
    above = [w for w in words if top - _REACH <= w.base <= top + 1 and w.bold and not w.angle]
    if len(above) < _LEAST:
        return grid
    above = [
        w
        for w in words
        if top - _REACH <= w.base <= top + 1 and not w.angle and not any(holds(g, w) for g in others)
    ]
    header: list[TextLine] = []
    edge = top
    for line in reversed(text_lines(above)):
        near = _NEAR if not header else _LINE
        if edge - line.base > near * line.size or not _in_columns(line, grid):
            break
        header.insert(0, line)
        edge = line.base
    if not header or not _names(header, grid, words):
        return grid
    ys = [header[0].top - 1.0, *grid.ys]
    spans = [Span(0, j, 1, 1) for j in range(grid.columns)]
    spans += [s._replace(row=s.row + 1) for s in grid.spans]
    return Grid(grid.xs, ys, spans, grid.method, grid.open_top, grid.open_bottom, grid.agreement, grid.loose)


def _column(grid: Grid, x: float) -> int:
    return bisect_right(grid.xs, x) - 1


def _in_columns(line: TextLine, grid: Grid) -> bool:
    """Tell whether every piece of a line stands within one column, all in bold."""
    return all(
        0 <= _column(grid, piece[0].x0 + 1) == _column(grid, piece[-1].x1 - 1) < grid.columns
        and all(w.bold for w in piece)
        for piece in line.pieces
    )


def _names(header: Sequence[TextLine], grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether the pieces are the names of nearly all columns of a grid that has no header yet."""
    inside = [(w, grid.at(w.x0 + 1, w.base - 0.3 * w.size)) for w in words if not w.angle]
    kept = [(w, grid.spans[at]) for w, at in inside if at is not None]
    if all(w.bold for w, span in kept if span.row == 0):
        return False
    starts: dict[int, float] = {}
    for word, span in kept:
        starts[span.column] = min(starts.get(span.column, word.x0), word.x0)
    named = set()
    for piece in (p for line in header for p in line.pieces):
        at = _column(grid, piece[0].x0 + 1)
        middle = (grid.xs[at] + grid.xs[at + 1] - piece[0].x0 - piece[-1].x1) / 2
        flush = abs(piece[0].x0 - starts.get(at, piece[0].x0)) <= _ALIGNED * piece[0].size
        if not flush and abs(middle) > _ALIGNED * piece[0].size:
            return False
        named.add(at)
    return len(named) >= max(_LEAST, _MOST * grid.columns)
