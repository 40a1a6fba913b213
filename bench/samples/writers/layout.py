"""Lay a plan source out as printed blocks (text lines and tables of printed cells), whatever the writer then is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bench.samples.writers.source import NOTICE, Row, Source

RAG = {"red": "#ff0000", "amber": "#ffc000", "green": "#00b050", "blue": "#0070c0"}
MERGES = ("recommendation_no", "recommendation", "scope")


@dataclass(frozen=True)
class Printed:
    """One cell as printed. Text may hold <sup>, <small>, <b>, <i>; turned = written from bottom to top."""

    text: str = ""
    bold: bool = False
    colspan: int = 1
    rowspan: int = 1
    fill: str | None = None
    colour: str = "#000000"
    turned: bool = False


@dataclass(frozen=True)
class TextBlock:
    """A paragraph outside tables: style is title, heading, strong, plain or note."""

    style: str
    text: str


@dataclass(frozen=True)
class TableBlock:
    """Rows of cells; None = covered by a span. borders: grid, horizontal, none or zebra. widths are relative."""

    rows: tuple[tuple[Printed | None, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1
    repeat_header: bool = False
    borders: str = "grid"


class PageBreak:
    """The next block starts a new page."""


Block = TextBlock | TableBlock | PageBreak


def _header(source: Source) -> list[tuple[Printed | None, ...]]:
    fill, colour = source.options.get("header_fill"), source.options.get("header_colour", "#000000")
    turned = set(source.options.get("turned_headers", ()))
    top: dict[str, str] = dict(source.options.get("header_groups", ()))
    names = [name for name, _, _ in source.columns]

    def cell(name: str, text: str, rowspan: int = 1, colspan: int = 1) -> Printed:
        return Printed(text, True, colspan, rowspan, fill, colour, name in turned)

    if not top:
        return [tuple(cell(name, header) for name, header, _ in source.columns)]
    first: list[Printed | None] = []
    second: list[Printed | None] = []
    for label, members in groupby(source.columns, key=lambda column: top.get(column[0])):
        columns = list(members)
        if label is None:
            first += [cell(name, header, rowspan=2) for name, header, _ in columns]
            second += [None] * len(columns)
        else:
            first += [cell("", label, colspan=len(columns)), *[None] * (len(columns) - 1)]
            second += [cell(name, header) for name, header, _ in columns]
    assert len(first) == len(second) == len(names)
    return [tuple(first), tuple(second)]


def _prompts(source: Source) -> list[tuple[Printed | None, ...]]:
    prompts = source.options.get("prompts")
    return [tuple(Printed(text) for text in prompts)] if prompts else []


def _cell(source: Source, rows: tuple[Row, ...], number: int, name: str, fill: str | None) -> Printed | None:
    row = rows[number]
    if row.merged and name in MERGES:
        return None
    span = 1
    while name in MERGES and number + span < len(rows) and rows[number + span].merged:
        span += 1
    if name == "status" and row.colour:
        fill = RAG[row.colour]
    text = row.cells.get(name, "")
    mark = row.cells.get("number_mark") if name == "recommendation" else None
    return Printed(f"<b>{mark}</b> {text}" if mark else text, rowspan=span, fill=fill)


def _body(source: Source, rows: tuple[Row, ...]) -> Iterator[tuple[Printed | None, ...]]:
    group: str | None = None
    zebra = source.options.get("borders") == "zebra"
    for number, row in enumerate(rows):
        if row.group and row.group != group and source.options.get("group_as") != "heading":
            group = row.group
            blank: list[Printed | None] = [None] * (len(source.columns) - 1)
            yield (Printed(row.group, True, len(source.columns), fill="#d9d9d9"), *blank)
        fill = "#e3ebf5" if zebra and number % 2 else None
        yield tuple(_cell(source, rows, number, name, fill) for name, _, _ in source.columns)


def _table(source: Source, rows: tuple[Row, ...]) -> TableBlock:
    header = _header(source)
    printed = (*header, *_prompts(source), *_body(source, rows))
    widths = tuple(width for _, _, width in source.columns)
    repeat, borders = bool(source.options.get("repeat_header")), source.options.get("borders", "grid")
    return TableBlock(printed, widths, len(header), repeat, borders)


def _records(source: Source) -> Iterator[Block]:
    """One small table for each recommendation, field names in the first column."""
    for row in source.rows:
        lines = tuple(
            (Printed(header, True), Printed(row.cells.get(name, ""))) for name, header, _ in source.columns
        )
        yield TableBlock(lines, (25, 75), header_rows=0, borders=source.options.get("borders", "grid"))
        yield TextBlock("plain", "")


def _transposed(source: Source) -> Iterator[Block]:
    """Fields as rows, recommendations as columns, a few to a table."""
    for start in range(0, len(source.rows), 3):
        part = source.rows[start : start + 3]
        lines = tuple(
            (Printed(header, True), *(Printed(row.cells.get(name, "")) for row in part))
            for name, header, _ in source.columns
        )
        yield TableBlock(lines, (16, *[28] * len(part)), 0, False, source.options.get("borders", "grid"))
        yield TextBlock("plain", "")


def _halves(source: Source) -> Iterator[Block]:
    """The left columns of all rows on one page and the right columns on the next, as Excel prints a wide sheet."""
    size = int(source.options.get("rows_a_page", 4))
    cut = int(source.options.get("cut", len(source.columns) // 2))
    for start in range(0, len(source.rows), size):
        rows = source.rows[start : start + size]
        whole = _table(source, rows)
        for part in (slice(0, cut), slice(cut, None)):
            lines = tuple(
                row[part] for row in (whole.rows if start == 0 else whole.rows[whole.header_rows :])
            )
            yield TableBlock(
                lines, whole.widths[part], whole.header_rows if start == 0 else 0, False, whole.borders
            )
            if not (start + size >= len(source.rows) and part.stop is None):
                yield PageBreak()


def _prose(source: Source) -> Iterator[Block]:
    """Numbered paragraphs, no table; every other field as a labelled line."""
    for row in source.rows:
        mark = row.cells.get("number_mark", row.cells.get("recommendation_no", ""))
        yield TextBlock("plain", f"<b>{mark}</b> {row.cells['recommendation']}")
        for name, header, _ in source.columns:
            if name not in ("recommendation_no", "recommendation") and row.cells.get(name):
                yield TextBlock("plain", f"<i>{header}:</i> {row.cells[name]}")


def lay_out(source: Source) -> list[Block]:
    """The blocks of a document in reading order; ValueError for an unknown layout."""
    blocks: list[Block] = [] if source.published else [TextBlock("note", NOTICE)]
    blocks += [TextBlock(style, text) for style, text in source.front]
    layout = source.options.get("layout", "table")
    if layout == "table" and source.options.get("group_as") == "heading":
        for group in dict.fromkeys(row.group for row in source.rows):
            blocks.append(TextBlock("heading", group or ""))
            blocks.append(_table(source, tuple(row for row in source.rows if row.group == group)))
    elif layout == "table":
        blocks.append(_table(source, source.rows))
    elif layout in ("records", "transposed", "halves", "prose"):
        blocks += {"records": _records, "transposed": _transposed, "halves": _halves, "prose": _prose}[
            layout
        ](source)
    elif layout not in ("none", "report"):
        raise ValueError(layout)
    blocks += [TextBlock("note", text) for text in source.options.get("footnotes", ())]
    return blocks
