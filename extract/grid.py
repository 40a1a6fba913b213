"""Cells of a table as the rest of this room sees them: every grid position knows the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Box, Cell, Locator, Table, Tail

Place = tuple[int, int, int]
"""Table number, row, column: where a cell begins; the key of the cell account."""


@dataclass(frozen=True, slots=True)
class Bit:
    """The text at one grid position, or several of them joined, with every place it came from.

    merged: the position is covered by a cell that begins in a row above; text and places are that cell's.
    """

    text: str = ""
    locators: tuple[Locator, ...] = ()
    tail: Tail = "end"
    fill: str | None = None
    bold: bool = False
    flags: tuple[str, ...] = ()
    confidence: float | None = None
    merged: bool = False
    span: int = 1

    @property
    def places(self) -> tuple[Place, ...]:
        """The keys of the cells it came from."""
        return tuple(place(where) for where in self.locators)


EMPTY = Bit()


def place(where: Locator) -> Place:
    """The key of a cell in the account."""
    return where.table, where.row, where.column


@dataclass(frozen=True, slots=True)
class GridRow:
    """One physical row. bits has one entry a column; a position covered from the left is EMPTY with merged False."""

    table: int
    page: int | None
    number: int
    bits: tuple[Bit, ...]
    spans: tuple[int, ...]

    @property
    def own(self) -> tuple[Bit, ...]:
        """The bits with text that begin in this row."""
        return tuple(b for b in self.bits if b.text and not b.merged)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with every position resolved; edges are the column borders in points (PDF) or empty.

    lacking: the right-hand columns of its rows were not found on another page.
    """

    number: int
    page: int | None
    rows: tuple[GridRow, ...]
    width: int
    edges: tuple[float, ...]
    source: Table
    lacking: bool = False


def _bit(cell: Cell, merged: bool) -> Bit:
    return Bit(
        (cell.text or "").strip(),
        (cell.locator,),
        cell.tail,
        cell.fill,
        cell.bold,
        cell.flags,
        cell.confidence,
        merged,
        cell.colspan,
    )


def grid_of(table: Table) -> Grid:
    """Resolve spans: rows below a spanning cell see its text as merged, columns to its right see nothing."""
    width = max((len(row) for row in table.rows), default=0)
    covered: dict[tuple[int, int], Cell] = {}
    rows: list[GridRow] = []
    for r, row in enumerate(table.rows):
        bits: list[Bit] = []
        spans: list[int] = []
        for c in range(width):
            cell = row[c] if c < len(row) else None
            if cell is not None and cell.text is not None:
                for down in range(1, min(cell.rowspan, len(table.rows) - r)):
                    covered[r + down, c] = cell
                bits.append(_bit(cell, merged=False))
                spans.append(max(1, min(cell.colspan, width - c)))
            elif (r, c) in covered:
                bits.append(_bit(covered[r, c], merged=True))
                spans.append(max(1, min(covered[r, c].colspan, width - c)))
            else:
                bits.append(EMPTY)
                spans.append(1)
        rows.append(GridRow(table.number, table.page, r + 1, tuple(bits), tuple(spans)))
    return Grid(table.number, table.page, tuple(rows), width, table.column_edges, table)


def join_side_by_side(bits: Sequence[Bit], separator: str = " ") -> Bit:
    """Put the cells of one logical column (a header over two grid columns) together, left to right."""
    filled = [b for b in bits if b.text]
    if not filled:
        return next((b for b in bits if b.locators), EMPTY) if bits else EMPTY
    if len(filled) == 1:
        return filled[0]
    return replace(
        filled[-1],
        text=separator.join(b.text for b in filled),
        locators=tuple(dict.fromkeys(where for b in filled for where in b.locators)),
        fill=next((b.fill for b in filled if b.fill), None),
        bold=all(b.bold for b in filled),
        flags=tuple(dict.fromkeys(f for b in filled for f in b.flags)),
        confidence=min((b.confidence for b in filled if b.confidence is not None), default=None),
        merged=all(b.merged for b in filled),
    )


def box_around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all that are known."""
    known = [b for b in boxes if b is not None]
    if not known:
        return None
    return Box(
        min(b.x0 for b in known),
        min(b.top for b in known),
        max(b.x1 for b in known),
        max(b.bottom for b in known),
    )
