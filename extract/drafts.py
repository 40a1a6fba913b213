"""The nouns between physical rows and action rows: recommendations and rows in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.chunks import Chunk
from extract.columns import Assigned
from extract.grid import EMPTY, Bit, GridRow, join_side_by_side
from extract.model import Join


@dataclass(slots=True)
class Recommendation:
    """The recommendation's side of one or several action rows; cells by logical column. wide: from a full-width row."""

    cells: dict[int, Bit] = field(default_factory=dict)
    wide: Bit | None = None
    label: Bit | None = None
    rows: int = 0
    merged: bool = False


@dataclass(slots=True)
class Draft:
    """An action row in the making: cells by logical column, its recommendation, its group, and how it was joined."""

    recommendation: Recommendation
    cells: dict[int, Bit]
    group: Bit | None
    pages: list[int]
    first: GridRow
    chunk: Chunk
    joins: list[Join] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    filled: bool = False
    across: list[Bit] = field(default_factory=list)

    def merged_at(self, column: int) -> bool:
        """True when a column's cell was covered from above in the last physical row."""
        return self.cells.get(column, EMPTY).merged


@dataclass(slots=True)
class Drafted:
    """The action rows of one plan table and the roles of its columns."""

    rows: list[Draft]
    roles: tuple[Assigned, ...]
    orphans: list[Bit]
    notes: list[Bit] = field(default_factory=list)


def logical_row(row: GridRow, chunk: Chunk) -> list[Bit]:
    """The cells of a physical row by logical column; a cell that spans two columns stands in the first."""
    return [
        join_side_by_side([row.bits[i] for i in column.parts if i < len(row.bits)])
        for column in chunk.columns
    ]
