"""Words -> cells: each word goes to the cell in which its text run begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ingest.pdf.grid import Grid, Span
from ingest.pdf.lines import PrintedLine, lines_of
from ingest.pdf.shapes import Colour, Fill
from ingest.pdf.words import Word
from ingest.struck import FLAG, Letters, letters_in, struck_as_a_whole

_OVERFLOW: Final = 1.5
_NORMAL_BLANK: Final = 0.45
_NEXT_LINE: Final = 1.6
_MOST: Final = 0.6
_PAPER: Final = 250


@dataclass(slots=True)
class CellDraft:
    """A cell before its text is put together: that needs the vocabulary of the whole document."""

    span: Span
    box: tuple[float, float, float, float]
    lines: list[PrintedLine] = field(default_factory=list)
    fill: str | None = None
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class TableDraft:
    """A grid with its cells' lines."""

    grid: Grid
    cells: list[CellDraft]


def share_out(grid: Grid, words: Sequence[Word]) -> tuple[list[list[Word]], list[Word], set[int]]:
    """Give each word to a cell. Returns the words of each cell, the words outside, the cells whose text overflows."""
    owned: list[list[Word]] = [[] for _ in grid.spans]
    rest: list[Word] = []
    overflowing: set[int] = set()
    previous: Word | None = None
    before: int | None = None
    xs, ys, cell_at = grid.xs, grid.ys, grid.owner.get
    for word in words:  # in the order of the page's text stream: a run that overflows comes in one piece
        x0, x1 = word.x0, word.x1
        if word.angle:
            cell = grid.at((x0 + x1) / 2, (word.top + word.bottom) / 2)
        else:
            inset = 0.4 * (x1 - x0)
            x, y = x0 + (inset if inset < 2.0 else 2.0), word.base - 0.3 * word.size
            cell = cell_at((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
            if cell != before and before is not None and previous is not None and _runs_on(previous, word):
                edge = grid.box_of(grid.spans[before])[2]
                if previous.x1 > edge + _OVERFLOW or (
                    word.x0 - previous.x1 < 0.1 * word.size and not word.blank
                ):
                    cell = before
                    overflowing.add(before)
        if cell is None:
            rest.append(word)
        else:
            owned[cell].append(word)
        previous, before = word, cell
    return owned, _catch_loose(grid, owned, rest), overflowing


def _runs_on(a: Word, b: Word) -> bool:
    """Tell whether b follows a on the same line, a normal blank or nothing in between."""
    gap = b.x0 - a.x1
    return abs(b.base - a.base) < 0.1 * b.size and -0.1 * b.size < gap < _NORMAL_BLANK * b.size


def _catch_loose(grid: Grid, owned: list[list[Word]], rest: list[Word]) -> list[Word]:
    """Give the lines that stick out below an unruled foot to the cell above them; returns what is left."""
    if not grid.loose:
        return rest
    foot = dict.fromkeys(grid.loose, grid.ys[-1])
    left: list[Word] = []
    for word in sorted(rest, key=lambda w: w.base):
        column = bisect_right(grid.xs, word.x0 + 1.0) - 1
        if column in foot and not word.angle and -1.0 <= word.base - foot[column] <= _NEXT_LINE * word.size:
            owned[grid.owner[grid.rows - 1, column]].append(word)
            foot[column] = max(foot[column], word.base - 0.3 * word.size)
        else:
            left.append(word)
    return left


def draft_table(
    grid: Grid, words: Sequence[Word], fills: Sequence[Fill], notes: Collection[str]
) -> tuple[TableDraft, list[Word]]:
    """Fill a grid with the words of a page; returns the words that stand outside it."""
    owned, rest, overflowing = share_out(grid, words)
    cells = []
    for index, (span, mine) in enumerate(zip(grid.spans, owned, strict=True)):
        box = grid.box_of(span)
        draft = CellDraft(span, box)
        flags: set[str] = {"overflow"} if index in overflowing else set()
        if mine:
            turned = [w for w in mine if w.angle]
            if turned and 2 * sum([len(w.text) for w in turned]) > sum([len(w.text) for w in mine]):
                mine, draft.box = turn_upright(mine, box)
                flags.add("rotated")
            draft.lines = lines_of(mine, notes)
        draft.flags = flags
        cells.append(draft)
    for draft, fill in zip(cells, fills_behind([grid.box_of(s) for s in grid.spans], fills), strict=True):
        draft.fill = fill
    if any(line.parts for cell in cells for line in cell.lines):
        _keep_struck_rows(grid, cells)
    return TableDraft(grid, cells), rest


def _keep_struck_rows(grid: Grid, cells: Sequence[CellDraft]) -> None:
    """Flag the cells of rows that are struck through as a whole: their text stays."""
    for row in range(grid.rows):
        mine = [cell for cell in cells if cell.span.row == row]
        for index in struck_as_a_whole([_letters(cell) for cell in mine]):
            mine[index].flags.add(FLAG)


def _letters(cell: CellDraft) -> Letters:
    every = sum(letters_in(line.text) for line in cell.lines)
    dead = sum(letters_in(part.text) for line in cell.lines for part in line.parts if part.struck)
    wholly = bool(cell.lines) and all(
        line.parts and all(part.struck for part in line.parts) for line in cell.lines
    )
    return Letters(every - dead, dead, cell.span.rowspan > 1, wholly)


def turn_upright(
    words: Sequence[Word], box: tuple[float, float, float, float]
) -> tuple[list[Word], tuple[float, float, float, float]]:
    """Turn the words of a cell, and the cell, so that vertical text reads from left to right."""
    angle = next(w.angle for w in words if w.angle)

    def turn(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        if angle == 90:
            return (-bottom, x0, -top, x1)
        if angle == 270:
            return (top, -x1, bottom, -x0)
        return (-x1, -bottom, -x0, -top)

    out = []
    for word in words:
        x0, top, x1, bottom = turn(word.x0, word.top, word.x1, word.bottom)
        base = word.base if word.angle == angle else bottom
        out.append(word._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=base, angle=0))
    return out, turn(*box)


def fills_behind(
    boxes: Sequence[tuple[float, float, float, float]], fills: Sequence[Fill]
) -> list[str | None]:
    """Return, for each cell, the colour of the last fill that covers most of it, None for none or white."""
    if not fills or not boxes:
        return [None] * len(boxes)
    x0, top, x1, bottom = (column[:, None] for column in np.array(boxes).T)
    area = np.maximum((x1 - x0) * (bottom - top), 1e-6)
    edges = np.array([fill[:4] for fill in fills])
    width = np.minimum(x1, edges[:, 2]) - np.maximum(x0, edges[:, 0])
    height = np.minimum(bottom, edges[:, 3]) - np.maximum(top, edges[:, 1])
    covered = (width > 0) & (height > 0) & (width * height >= _MOST * area)
    last = len(fills) - 1 - covered[:, ::-1].argmax(axis=1)
    return [
        _colour(fills[at].colour) if any_ else None
        for at, any_ in zip(last.tolist(), covered.any(axis=1).tolist(), strict=True)
    ]


def _colour(colour: Colour) -> str | None:
    return None if min(colour) >= _PAPER else "#{:02x}{:02x}{:02x}".format(*colour)
