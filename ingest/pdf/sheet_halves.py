"""A sheet printed in page halves: what is a table only by the rows of the other halves.

One column of boxes or a few paragraphs are no table of their own (frames around prose, lists). When the rows stand at
the heights of the rows of a table on another page, they are columns of that sheet. This needs all pages: it comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.pdf.cells import TableDraft, draft_table
from ingest.pdf.draft import PageDraft
from ingest.pdf.grid import Grid, Span
from ingest.pdf.page_columns import lines_in_columns
from ingest.pdf.running import in_margin
from ingest.pdf.text_columns import column_edges
from ingest.pdf.text_lines import TextLine, text_lines

_OFF: Final = 2.0
"""Points by which the same row edge may differ from page to page (rules of other weights)."""
_BASE_OFF: Final = 1.0
"""Points by which first lines of the same row may differ: they are set by the same sheet row."""
LEAST_ROWS: Final = 3
_FILLED_RULED: Final = 1
"""Rows with text of a ruled column, at least: so far one action may have been completed."""
KEPT_WORDS: Final = 400
"""Words of a page without a table that are kept for a second look; a page of prose has more, a sheet's half fewer."""
_LONGER: Final = 40.0
"""Points by which the last row may end further down than on the other page."""
_TITLE_LINES: Final = 4
_STEP: Final = 1.35
"""Ems: lines of a paragraph stand no further apart."""
_APART: Final = 0.5
_MOST: Final = 0.8
"""So many rows of an unruled column must begin where those of the other half do; the rest may be empty cells."""


def add_lone_columns(drafts: Sequence[PageDraft]) -> None:
    """Make tables of single columns whose rows are those of a table on another page; takes their lines out."""
    whole = [(d.number, t) for d in drafts for t in d.tables if t.grid.columns > 1]
    for draft in drafts:
        others = sorted((abs(n - draft.number), i) for i, (n, _) in enumerate(whole) if n != draft.number)
        tables = [whole[i][1] for _, i in others]
        for grid in draft.lone:
            if any(_same_edges(grid.ys, t.grid.ys) for t in tables):
                _take(draft, grid, _FILLED_RULED)
        if not draft.tables and draft.words and draft.frame is not None:
            found = next((g for t in tables if (g := _bare(draft, t)) is not None), None)
            if found is not None:
                _take(draft, found, LEAST_ROWS)


def _same_edges(a: Sequence[float], b: Sequence[float]) -> bool:
    return len(a) == len(b) and all(abs((x - a[0]) - (y - b[0])) <= _OFF for x, y in zip(a, b, strict=True))


def _bare(draft: PageDraft, other: TableDraft) -> Grid | None:
    """Return the grid of a page without rules, by the first lines of the rows of another page's table."""
    assert draft.frame is not None
    first: dict[int, float] = {}
    for cell in other.cells:
        if cell.lines:
            base = cell.lines[0].base
            first[cell.span.row] = min(first.get(cell.span.row, base), base)
    bases = [first[row] for row in sorted(first)]
    if other.grid.method == "ruled" or len(bases) < LEAST_ROWS:
        return None
    # page numbers stand in the margins, where the sheet itself may begin too; a title stands apart above it
    start, end = bases[0] - _BASE_OFF, max(other.grid.ys[-1], bases[-1]) + _LONGER
    every = text_lines(draft.words)
    lines = [t for t in every if start <= t.base <= end]
    below = [t for t in every if t.base > end]
    height = draft.frame.height
    if len(lines) < LEAST_ROWS or not all(in_margin((t.top + t.bottom) / 2 / height) for t in below):
        return None
    titled = len(every) - len(lines) - len(below) <= _TITLE_LINES and _stands_apart(lines[0], every)
    if abs(lines[0].base - bases[0]) > _BASE_OFF or not titled:
        return None
    met = [(base, t) for base in bases for t in lines if abs(t.base - base) <= _BASE_OFF]
    apart = sum(_stands_apart(t, lines) for _, t in met[1:])
    if len(met) < max(LEAST_ROWS, _MOST * len(bases)) or apart < _APART * (len(met) - 1):
        return None
    inner = column_edges(lines, [])
    xs = [min(t.x0 for t in lines) - 3, *inner, max(t.x1 for t in lines) + 3]
    ys = [
        *(base - 0.9 * lines[0].size for base in bases),
        max(lines[-1].bottom + 1, other.grid.ys[-1]),
    ]
    spans = [Span(i, j, 1, 1) for i in range(len(bases)) for j in range(len(xs) - 1)]
    return Grid(xs, ys, spans, "aligned", agreement=0.75)


def _stands_apart(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Tell whether there is more white above a line than between the lines of a paragraph."""
    above = [t.base for t in lines if t.base < line.base - 1]
    return not above or line.base - max(above) > _STEP * line.size


def _take(draft: PageDraft, grid: Grid, least: int) -> None:
    table, rest = draft_table(grid, draft.words, draft.fills, ())
    if len({c.span.row for c in table.cells if c.lines}) >= least:
        draft.tables.append(table)
        draft.words = rest
        draft.lines = lines_in_columns([w for w in rest if not w.angle])
