"""Which rows across a table, short and labelled, are recommendations: "Recommendation 2: Publish." among numbered rows.

In a table with a column of recommendations such a row may as well be a heading over recommendations of its own
("Recommendation 2: Training" above 2.1 and 2.2). What stands below tells: a row without a text of its own is an action
of it, and the number that follows it goes on where it stands in the series, or does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.chunks import Chunk
from extract.drafts import logical_row
from extract.grid import Bit, GridRow
from extract.groups import kind_of, same_group, states_recommendation
from extract.numbers import read_label
from extract.table_character import TableCharacter

Number = tuple[int, ...]


def recommendations_across(table: TableCharacter) -> frozenset[int]:
    """The ids of the rows that look like headings and are recommendations; none where no column has recommendations."""
    if table.text_column is None:
        return frozenset()
    rows = [(row, chunk) for chunk in table.chain.chunks for row in table.kept[id(chunk)]]
    out: set[int] = set()
    before: Number | None = None
    seen, told = 0, ""
    for at, (row, chunk) in enumerate(rows):
        kind, wide = kind_of(row, chunk.grid.width, chunk.columns, table.bold_text)
        if kind == "data":
            bits = logical_row(row, chunk)
            before, seen = _number(table, bits) or before, seen + 1
        if kind != "group" or wide is None or not states_recommendation(wide.text):
            continue
        if same_group(wide.text, told):
            continue
        told = wide.text
        below = _data_below(table, rows[at + 1 :])
        own = _value(wide.text)
        if below is None or own is None:
            continue
        if not table.states_text(below) or _in_series(before, own, _number(table, below), seen):
            out.add(id(row))
            before = own
    return frozenset(out)


def _data_below(table: TableCharacter, rows: Iterable[tuple[GridRow, Chunk]]) -> list[Bit] | None:
    """The first row of cells below, None where another row across the table comes first."""
    for row, chunk in rows:
        kind, _ = kind_of(row, chunk.grid.width, chunk.columns, table.bold_text)
        if kind == "data":
            return logical_row(row, chunk)
        if kind in ("group", "recommendation"):
            return None
    return None


def _in_series(before: Number | None, own: Number, after: Number | None, rows: int) -> bool:
    """True for 2 between 1 and 3, and where no row above has a number. rows: how many there are above."""
    if len(own) != 1 or after != (own[0] + 1,):
        return False
    return before == (own[0] - 1,) or (before is None and (rows > 0 or own == (1,)))


def _number(table: TableCharacter, bits: Sequence[Bit]) -> Number | None:
    """The number of a row by its own cell, or by the label its recommendation begins with."""
    column = table.number_column
    if column is not None and bits[column].text:
        return _value(bits[column].text)
    return _value(bits[table.text_column].text) if table.text_column is not None else None


def _value(text: str) -> Number | None:
    label = read_label(text)
    return label.value or None if label is not None else None
