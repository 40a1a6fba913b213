"""The one description of every column (tables.toml), from which headers, types and data dictionaries are made."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "list"]
TableName = Literal["actions", "documents", "findings"]

Value = str | int | float | bool | None | tuple[str, ...]
"""What a column can hold; a tuple for a list."""

LIST_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data file. values: the only ones that can occur, () for no limit. required: never null."""

    name: str
    type: ColumnType
    description: str
    example: str
    values: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A data file: its columns in order. primary_key: names of the columns that identify a row, () for none."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return a column by its name. KeyError: there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@cache
def table(name: TableName) -> Table:
    """Return the description of a data file."""
    text = resources.files("publish").joinpath("tables.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text)[name]
    columns = tuple(
        Column(**{**column, "values": tuple(column.get("values", ()))}) for column in entry["columns"]
    )
    return Table(name, entry["title"], entry["description"], columns, tuple(entry.get("primary_key", ())))


def joined(items: tuple[str, ...]) -> str:
    """Join a list for a format that has none."""
    return LIST_SEPARATOR.join(items)
