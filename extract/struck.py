"""What is struck through in a row of the plan: kept beside it, or the row itself known as struck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import PlanRow, RawField
from ingest.errors import finding
from ingest.model import Cell, Document, Finding, Locator

_FLAG = "struck"


def with_struck(rows: Sequence[PlanRow], document: Document) -> tuple[PlanRow, ...]:
    """Return the rows with what is struck through in their cells as columns of their own, and the findings that tell it.

    A field all of whose cells are struck as part of a struck row keeps its text and is named in PlanRow.struck.
    """
    cells = {
        cell.locator: cell
        for table in document.tables
        for row in table.rows
        for cell in row
        if cell.struck or _FLAG in cell.flags
    }
    return tuple(_told(row, cells) for row in rows) if cells else tuple(rows)


def _told(row: PlanRow, cells: dict[Locator, Cell]) -> PlanRow:
    named = [*row.fields.items(), *row.other]
    struck = tuple(
        name for name, raw in named
        if raw.text and raw.locators and all(w in cells and _FLAG in cells[w].flags for w in raw.locators)
    )  # fmt: skip
    taken: dict[Locator, tuple[str, RawField]] = {}
    for name, raw in named:
        for where in raw.locators:
            if where in cells and cells[where].struck:
                header = f"{name.replace('_', ' ')} (struck through)"
                taken.setdefault(where, (header, RawField(cells[where].struck, (where,))))
    if not struck and not taken:
        return row
    findings = tuple(_findings(named, struck, cells, list(taken)))
    return replace(
        row, other=(*row.other, *taken.values()), findings=(*row.findings, *findings), struck=struck
    )


def _findings(
    named: list[tuple[str, RawField]], struck: Sequence[str], cells: dict[Locator, Cell], taken: list[Locator]
) -> Iterator[Finding]:
    """Yield the findings as the reader of the document made them, so that each is told once."""
    places = [where for name, raw in named if name in struck for where in raw.locators]
    if places:
        yield finding("ingest", "STRUCK_ROW", min(places, key=lambda w: (w.table, w.row, w.column)))
    for where in taken:
        yield finding("ingest", "STRUCK_TEXT", where, count=len(cells[where].struck))
