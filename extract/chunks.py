"""The nouns of a plan table over several pages: its parts, and the chain they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.find import Column, Header, Verdict
from extract.grid import Grid, GridRow
from ingest.model import Line


@dataclass(frozen=True, slots=True)
class Chunk:
    """The part of a plan that stands in one table of the document. columns are aligned with the chain's.

    guessed: no header names its columns, they were read by what they hold.
    """

    grid: Grid
    header: Header | None
    columns: tuple[Column, ...]
    above: tuple[Line, ...] = ()
    guessed: bool = False

    @property
    def body(self) -> tuple[GridRow, ...]:
        """The rows under the header."""
        return self.grid.rows[self.header.last + 1 :] if self.header else self.grid.rows

    @property
    def lead(self) -> tuple[GridRow, ...]:
        """The rows above the header inside the same table."""
        return self.grid.rows[: self.header.first] if self.header else ()


@dataclass(slots=True)
class Chain:
    """One plan table over all its pages. above: the lines between the table before and this one."""

    columns: tuple[Column, ...]
    chunks: list[Chunk]
    above: tuple[Line, ...]
    verdict: Verdict
    headless: bool = False

    @property
    def last(self) -> Chunk:
        """The part that may be carried on."""
        return self.chunks[-1]


@dataclass(slots=True)
class Found:
    """What the tables of a document turned out to be, and the lines and tables that are part of no plan."""

    chains: list[Chain] = field(default_factory=list)
    others: list[Grid] = field(default_factory=list)
    above: dict[int, tuple[Line, ...]] = field(default_factory=dict)
