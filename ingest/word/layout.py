"""Tables inside tables: a layout table that merely holds a real one steps aside, any other keeps it as cell text."""

from __future__ import annotations

from ingest.word.draft import Paragraph, TableDraft
from ingest.word.grid import text_of

Item = Paragraph | TableDraft

MIN_COLUMNS, MIN_ROWS = 3, 2  # smaller than this, an inner table is a list with its signs in a column
ROW_OF_CELLS = 3  # a row with that many texts of its own makes the outer table a table


def unwrap(items: list[Item]) -> list[Item]:
    """Replace each layout table by what it holds, in order, its own text as paragraphs."""
    out: list[Item] = []
    for item in items:
        if isinstance(item, TableDraft) and is_layout(item):
            for row in item.rows:
                for cell in row.cells:
                    if cell.merge != "continue":
                        out.extend(unwrap(cell.content))
        else:
            out.append(item)
    return out


def is_layout(table: TableDraft) -> bool:
    """True if the table's weight lies in a table inside it.

    The evidence is where the texts stand: an inner table of at least 3 columns and 2 rows with more than twice as
    many filled cells as the outer has of its own (four times if the outer itself has a row of three texts).
    """
    inner = [
        item
        for row in table.rows
        for cell in row.cells
        for item in cell.content
        if isinstance(item, TableDraft)
    ]
    if not inner:
        return False
    own = [sum(cell.own_text for cell in row.cells) for row in table.rows]
    weight = 4 if len(own) > 1 and max(own) >= ROW_OF_CELLS else 2
    return any(
        is_layout(item)
        or (len(item.rows) >= MIN_ROWS and _widest(item) >= MIN_COLUMNS and _filled(item) > weight * sum(own))
        for item in inner
    )


def _widest(table: TableDraft) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _filled(table: TableDraft) -> int:
    return sum(bool(text_of(cell.content)) for row in table.rows for cell in row.cells)
