"""Settle the grid of a Word table: superfluous grid columns out, merges resolved, every position a Cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Cell, Locator, Table
from ingest.word.draft import CellDraft, Paragraph, RowDraft, TableDraft
from ingest.word.symbols import tidy

Cut = tuple[tuple[int, int], ...]  # where the cells of a row begin and end on the grid


@dataclass(slots=True)
class _Place:
    """A cell on its way into the table, with the rows it covers so far."""

    draft: CellDraft
    text: str
    bold: bool
    fill: str | None
    flags: tuple[str, ...]
    unseen: int
    struck: str
    rowspan: int = 1


def straighten(draft: TableDraft) -> None:
    """Give the grid one column for each column of the table."""
    align_rows(draft)
    compact(draft)


def align_rows(draft: TableDraft) -> None:
    """Cut rows whose spans a converter lost like the other rows; grid columns would put their values elsewhere.

    Two kinds: a row that ends before the grid does and does not say so takes the cut of most rows with as many
    cells. A row padded with empty cells at its end, whose borders meet none of the cut that most rows share, takes
    that one.
    """
    columns = draft.columns
    cuts = Counter(cut for row in draft.rows if (cut := _cut(row)) and cut[-1][1] == columns)
    usual, times = cuts.most_common(1)[0] if cuts else ((), 0)
    borders = {end for _, end in usual}
    for row in draft.rows:
        cut, count = _cut(row), len(row.cells)
        if not cut or cut == usual:
            continue
        if cut[-1][1] < columns and not row.after:
            fitting = [(number, other) for other, number in cuts.items() if len(other) == count]
            if fitting:
                _recut(row, max(fitting)[1])
            continue
        padded = count > len(usual) and not any(text_of(cell.content) for cell in row.cells[len(usual) :])
        if padded and 2 * times > len(draft.rows) and not borders <= {end for _, end in cut}:
            del row.cells[len(usual) :]
            _recut(row, usual)


def _cut(row: RowDraft) -> Cut:
    return tuple((cell.start, cell.start + cell.span) for cell in row.cells)


def _recut(row: RowDraft, cut: Cut) -> None:
    for cell, (start, end) in zip(row.cells, cut, strict=True):
        cell.start, cell.span = start, end - start


def compact(draft: TableDraft) -> None:
    """Take out grid columns that no cell occupies on its own, the narrowest first.

    Word adds a grid column wherever a border was dragged in some rows only; the same column of the plan then starts
    at different grid positions from row to row. No cell disappears and every row keeps its order.
    """
    columns = draft.columns
    widths = [*draft.widths, *[0] * columns][:columns]
    kept = list(range(columns))
    # In a table of many rows there are few ways to cut a row: look at each once.
    shapes = {_cut(row) for row in draft.rows}
    while True:
        alone = {start for shape in shapes for start, end in shape if end - start == 1}
        spare = [i for i in range(len(kept)) if i not in alone]
        if not spare or len(kept) == 1:
            break
        out = min(spare, key=lambda i: (widths[kept[i]], i))
        del kept[out]
        shapes = {tuple((s - (s > out), e - (e > out)) for s, e in shape) for shape in shapes}
    if len(kept) == columns:
        return
    new = [0] * (columns + 1)
    stays = set(kept)
    for old in range(columns):
        new[old + 1] = new[old] + (old in stays)
    for row in draft.rows:
        for cell in row.cells:
            start, end = new[cell.start], new[cell.start + cell.span]
            cell.start, cell.span = start, end - start
    draft.widths = [widths[i] for i in kept]


def text_of(items: list[Paragraph | TableDraft]) -> str:
    """The text of a cell: paragraphs one a line; a table inside it row by row, the cells of a row side by side."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Paragraph):
            lines.append(item.text)
        else:
            for row in item.rows:
                parts = [text_of(cell.content).replace("\n", " ") for cell in row.cells]
                lines.append(" ".join(part for part in parts if part))
    return "\n".join(line for line in lines if line)


def paragraphs_of(items: list[Paragraph | TableDraft]) -> Iterator[Paragraph]:
    """All paragraphs, those of tables further in included."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.content)


def settle(draft: TableDraft, number: int) -> tuple[Table, list[tuple[Locator, int]]]:
    """Make the Table of a draft whose grid is straightened. Also returns where characters stood, and how many, that no reader can see.

    Those are hidden, white or tiny text, and what a merged-away cell still holds: Word does not show it.
    """
    columns = draft.columns
    grid: list[list[_Place | None]] = []
    above: dict[int, _Place] = {}
    unseen: list[tuple[Locator, int]] = []
    for row_no, row in enumerate(draft.rows, 1):
        places: list[_Place | None] = [None] * columns
        open_here: dict[int, _Place] = {}
        left: _Place | None = None
        for cell in row.cells:
            place = _place(cell)
            locator = Locator(None, number, row_no, cell.start + 1)
            owner = above.get(cell.start) if cell.merge == "continue" else None
            if owner is not None and owner.draft.span == cell.span:
                owner.rowspan += 1
                open_here[cell.start] = owner
                places[cell.start] = None
                if place.text or place.unseen:
                    unseen.append((locator, len(place.text) + place.unseen))
                left = None
                continue
            if cell.merged_left and left is not None:
                left.draft.span += cell.span
                if place.text or place.unseen:
                    unseen.append((locator, len(place.text) + place.unseen))
                continue
            if place.unseen:
                unseen.append((locator, place.unseen))
            if cell.merge:
                open_here[cell.start] = place
            places[cell.start] = left = place
        above = open_here
        grid.append(places)
    return Table(
        number,
        None,
        tuple(_cells(draft, grid, number)),
        "word",
        header_rows=_header_rows(draft),
    ), unseen


def _place(cell: CellDraft) -> _Place:
    text = text_of(cell.content)
    ink = bold = unseen = 0
    struck: list[str] = []
    flags = set(cell.flags)
    shades: set[str | None] = set()
    glyph = None
    for paragraph in paragraphs_of(cell.content):
        ink += paragraph.ink
        bold += paragraph.bold_ink
        unseen += paragraph.unseen
        struck.append(tidy(paragraph.struck) if paragraph.struck else "")
        flags |= paragraph.flags
        glyph = glyph or paragraph.glyph_colour
        if paragraph.text or not text:
            shades.add(paragraph.shade)
        if paragraph.boxed and paragraph.text:
            flags.add("textbox")
    if any(isinstance(item, TableDraft) for item in cell.content):
        flags.add("nested")
    fill = cell.fill
    if fill is None and len(shades) == 1:
        fill = next(iter(shades))
    if fill is None and glyph is not None and not ink:
        fill = glyph if glyph != "ffffff" else None
    return _Place(
        cell,
        text,
        ink > 0 and bold == ink,
        None if fill is None else f"#{fill}",
        tuple(sorted(flags - {"wordart"})),
        unseen,
        "\n".join(filter(None, struck)),
    )


def _cells(draft: TableDraft, grid: list[list[_Place | None]], number: int) -> Iterator[tuple[Cell, ...]]:
    """Rows of Cells: positions under a span have text None, positions that no w:tc reaches are empty."""
    for row_no, (row, places) in enumerate(zip(draft.rows, grid, strict=True), 1):
        covered = [False] * len(places)
        for cell in row.cells:
            for column in range(cell.start, cell.start + cell.span):
                covered[column] = True
        out: list[Cell] = []
        for column, place in enumerate(places):
            locator = Locator(None, number, row_no, column + 1)
            if place is None:
                out.append(Cell(None if covered[column] else "", locator))
            else:
                out.append(
                    Cell(
                        place.text,
                        locator,
                        place.draft.span,
                        place.rowspan,
                        place.fill,
                        place.bold,
                        flags=place.flags,
                        struck=place.struck,
                    )
                )
        yield tuple(out)


def _header_rows(draft: TableDraft) -> int:
    count = 0
    for row in draft.rows:
        if not row.header:
            break
        count += 1
    return count if count < len(draft.rows) else 0
