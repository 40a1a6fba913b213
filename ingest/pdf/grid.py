"""What a grid is, whatever it was found from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.model import Method


class Span(NamedTuple):
    """A cell of the grid: top left position (from 0) and extent."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class Grid:
    """Column edges, row edges and the cells between them, in frame coordinates.

    loose: columns without a rule at the foot of the table: a page break cut their cell, its text may stick out.
    """

    xs: list[float]
    ys: list[float]
    spans: list[Span]
    method: Method
    open_top: bool = False
    open_bottom: bool = False
    agreement: float = 1.0
    loose: tuple[int, ...] = ()
    owner: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, span in enumerate(self.spans):
            for row in range(span.row, span.row + span.rowspan):
                for column in range(span.column, span.column + span.colspan):
                    self.owner[row, column] = index

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    def at(self, x: float, y: float) -> int | None:
        """Return the index of the span at a point, None outside the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))

    def box_of(self, span: Span) -> tuple[float, float, float, float]:
        """Return the area of a cell."""
        return (
            self.xs[span.column],
            self.ys[span.row],
            self.xs[span.column + span.colspan],
            self.ys[span.row + span.rowspan],
        )


def spans_from_walls(right: list[list[bool]], below: list[list[bool]]) -> list[Span]:
    """Return the cells of a grid from its walls.

    right[i][j]: a wall stands between (i, j) and (i, j + 1); below[i][j]: between (i, j) and (i + 1, j). A group of
    positions that is no rectangle is cut into strips of one row first, then equal strips are put together again.
    """
    rows, columns = len(right), len(right[0]) + 1 if right else 0
    strips: list[Span] = []
    open_above: dict[tuple[int, int], int] = {}
    for i in range(rows):
        current: dict[tuple[int, int], int] = {}
        start = 0
        for j in range(columns):
            if j < columns - 1 and not right[i][j]:
                continue
            extent = (start, j - start + 1)
            above = open_above.get(extent)
            if above is not None and i and not any(below[i - 1][start : j + 1]):
                strips[above] = strips[above]._replace(rowspan=strips[above].rowspan + 1)
                current[extent] = above
            else:
                current[extent] = len(strips)
                strips.append(Span(i, start, 1, extent[1]))
            start = j + 1
        open_above = current
    return strips
