"""What sheets.toml says: the workbook's sheets and columns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from publish.schema import Column, TableName, table

Kind = Literal["text", "number", "plain", "date"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet. width: in characters. source: (table, column) of the data files that says the same.

    rotated: the heading stands upright. low: the column may not make its row higher.
    """

    title: str
    width: float
    kind: Kind
    description: str
    source: tuple[TableName, str] | None = None
    rotated: bool = False
    low: bool = False

    @property
    def column(self) -> Column | None:
        """The column of the data files that says the same."""
        return table(self.source[0]).column(self.source[1]) if self.source else None


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet. frozen: columns that stay in sight. printed: columns that go on paper, 0 for all."""

    name: str
    title: str
    description: str
    columns: tuple[SheetColumn, ...]
    frozen: int
    printed: int
    paper: Literal["A3", "A4"]


@cache
def layouts() -> dict[str, Layout]:
    """Return the sheets by their key in sheets.toml, in the order of that file."""
    text = resources.files("publish.workbook").joinpath("sheets.toml").read_text(encoding="utf-8")
    return {key: _layout(entry) for key, entry in tomllib.loads(text).items()}


def _layout(entry: dict[str, Any]) -> Layout:
    return Layout(
        name=entry["name"],
        title=entry["title"],
        description=entry["description"],
        columns=tuple(_column(column) for column in entry["columns"]),
        frozen=entry["frozen"],
        printed=entry.get("printed", 0),
        paper=entry.get("paper", "A4"),
    )


def _column(entry: dict[str, Any]) -> SheetColumn:
    source: tuple[TableName, str] | None = None
    if "source" in entry:
        name, _, column = entry["source"].rpartition(".")
        source = (name or "actions", column)
    described = table(source[0]).column(source[1]).description if source else ""
    return SheetColumn(
        title=entry["title"],
        width=entry["width"],
        kind=entry.get("kind", "text"),
        description=entry.get("description", described),
        source=source,
        low=entry.get("low", False),
    )
