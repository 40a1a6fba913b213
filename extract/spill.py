"""Text of a cell that stands outside its table because a page break cut the row below the last rule.

Browsers print a long row over a page break without a rule at the cut, so the last lines of its cells hang under the
table's last rule, and the next page's first lines stand above the first one. They are told by three signs together:
the line lies within one column of the table, it follows the table without a gap, and the table goes on (same columns)
on the next page.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extract.edges import EDGE_TOLERANCE
from extract.furniture import is_footnote
from extract.grid import box_around
from extract.sentences import ends_closed, ends_open, starts_inside
from ingest.model import Block, Box, Cell, Line, Locator, Table

OUTSIDE = 0
"""Table number of what stands outside the tables of a document."""
MAX_GAP = 1.3
"""Times the text size that a hanging line may stand away from the table or the line before it."""
LINE_GAP = 0.5
_SLACK = 3.0


def take_in(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give hanging lines back to the cells they were cut from; everything else stays as it is."""
    out: list[Block] = list(blocks)
    tables = [i for i, b in enumerate(out) if isinstance(b, Table) and b.page is not None]
    for first, second in itertools.pairwise(tables):
        above, below = out[first], out[second]
        if not (isinstance(above, Table) and isinstance(below, Table)) or not _goes_on(above, below):
            continue
        hanging = _hanging(
            above, [(i, b) for i, b in enumerate(out[first + 1 : second], first + 1)], down=True
        )
        standing = _hanging(
            below, [(i, b) for i, b in enumerate(out[first + 1 : second], first + 1)], down=False
        )
        if hanging:
            out[first] = _lengthen(above, [line for _, _, line in hanging], [c for _, c, _ in hanging])
        if standing:
            out[second] = _head_row(below, standing)
        for i, _, _ in (*hanging, *standing):
            out[i] = replace(out[i], role="caption", text="")  # type: ignore[arg-type]
    kept = tuple(b for b in out if not (isinstance(b, Line) and b.role == "caption" and not b.text))
    return tuple(_remainders(kept))


def _remainders(blocks: Sequence[Block]) -> list[Block]:
    """Make rows of the lines at the top of a page that are the end of a row cut at the bottom of the page before.

    Such a page shows no rule above them and no further row below, so a reader sees lines. The row gets the table
    number OUTSIDE and a count as its row, as lines outside tables do.
    """
    out: list[Block] = []
    table: Table | None = None
    taken: list[tuple[int, Line]] = []
    count = 0
    for block in blocks:
        if isinstance(block, Line) and block.role in ("running", "watermark"):
            out.append(block)
            continue
        column = _remainder_column(table, block, taken) if isinstance(block, Line) and table else None
        if column is not None and isinstance(block, Line):
            taken.append((column, block))
            continue
        if table is not None:
            for piece in _by_page(taken):
                count += 1
                out.append(_row_of(table, piece, count))
        taken = []
        table = block if isinstance(block, Table) and block.page is not None else None
        out.append(block)
    if table is not None:
        out += [_row_of(table, piece, count + n) for n, piece in enumerate(_by_page(taken), start=1)]
    return out


def _by_page(taken: Sequence[tuple[int, Line]]) -> list[list[tuple[int, Line]]]:
    return [list(piece) for _, piece in itertools.groupby(taken, key=lambda pair: pair[1].page)]


def _remainder_column(table: Table, line: Line, taken: Sequence[tuple[int, Line]]) -> int | None:
    """The column of a cut row that a line at the top of the next page carries on, or None."""
    if line.page is None or table.page is None or line.box is None:
        return None
    last = taken[-1][1].page if taken else None
    if line.page not in ((table.page + 1,) if last is None else (last, last + 1)):
        return None
    if line.role == "heading" or line.bold or is_footnote(line) or len(table.column_edges) < 4:
        return None
    column = _column(table, line.box)
    if column is None:
        return None
    before = next((x for c, x in reversed(taken) if c == column), None)
    if before is not None:
        if line.page != before.page:
            return column  # a cell longer than a page goes on at the head of the next one
        gap = line.box.top - before.box.bottom if before.box is not None else 99.0
        size = max(line.size, 6)
        # lines of one cell keep their distance; a sentence may end anywhere in a long one
        carries_on = gap <= LINE_GAP * size or before.tail != "end" or starts_inside(line.text)
        return column if gap <= MAX_GAP * size and carries_on else None
    cell = next((r[column] for r in reversed(table.rows) if r[column].text is not None), None)
    if cell is None or not cell.text or (ends_closed(cell.text) and cell.tail == "end"):
        return None
    if starts_inside(line.text) or ends_open(cell.text):
        return column
    return column if table.open_bottom and cell.tail != "end" and not ends_closed(cell.text) else None


def _row_of(table: Table, taken: Sequence[tuple[int, Line]], count: int) -> Table:
    page = taken[0][1].page
    cells: list[Cell] = []
    for c in range(len(table.column_edges) - 1):
        lines = [x for column, x in taken if column == c]
        where = Locator(page, OUTSIDE, count, c + 1, box_around(x.box for x in lines))
        cells.append(Cell(" ".join(x.text for x in lines), where, tail=lines[-1].tail if lines else "end"))
    box = box_around(x.box for _, x in taken)
    return Table(
        OUTSIDE,
        page,
        (tuple(cells),),
        table.method,
        box,
        table.column_edges,
        open_top=True,
        agreement=table.agreement,
    )


def _goes_on(above: Table, below: Table) -> bool:
    if above.page is None or below.page != above.page + 1 or len(above.column_edges) < 4:
        return False
    return len(above.column_edges) == len(below.column_edges) and all(
        abs(a - b) <= EDGE_TOLERANCE for a, b in zip(above.column_edges, below.column_edges, strict=True)
    )


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _column(table: Table, box: Box) -> int | None:
    for c, (left, right) in enumerate(zip(table.column_edges, table.column_edges[1:], strict=False)):
        if box.x0 >= left - _SLACK and box.x1 <= right + _SLACK:
            return c
    return None


def _hanging(table: Table, blocks: Sequence[tuple[int, Block]], *, down: bool) -> list[tuple[int, int, Line]]:
    """(block index, column, line) of the lines that hang on a table, in reading order."""
    if table.box is None:
        return []
    lines = [
        (i, b)
        for i, b in blocks
        if isinstance(b, Line)
        and b.page == table.page
        and b.box
        and b.role in ("body", "heading")
        and b.text.strip()
        and not is_footnote(b)
    ]
    lines = [
        (i, b)
        for i, b in lines
        if b.box and (_middle(b.box) >= table.box.bottom if down else _middle(b.box) <= table.box.top)
    ]
    lines.sort(key=lambda x: x[1].box.top if x[1].box else 0.0, reverse=not down)
    found: list[tuple[int, int, Line]] = []
    reach: dict[int, float] = {}
    for i, line in lines:
        if line.box is None:
            continue
        column = _column(table, line.box)
        size = line.size or (line.box.bottom - line.box.top)
        edge = reach.get(column if column is not None else -1, table.box.bottom if down else table.box.top)
        gap = line.box.top - edge if down else edge - line.box.bottom
        if column is None or gap > MAX_GAP * size or line.role == "heading":
            return []
        reach[column] = line.box.bottom if down else line.box.top
        found.append((i, column, line))
    return found if down else found[::-1]


def _lengthen(table: Table, lines: Sequence[Line], columns: Sequence[int]) -> Table:
    """Append lines to the cells that reach the bottom of the table."""
    rows = [list(r) for r in table.rows]
    for line, column in zip(lines, columns, strict=True):
        for r in range(len(rows) - 1, -1, -1):
            cell = rows[r][column]
            if cell.text is not None:
                text = f"{cell.text} {line.text}" if cell.text else line.text
                rows[r][column] = replace(cell, text=text, tail=line.tail)
                break
    return replace(table, rows=tuple(tuple(r) for r in rows), open_bottom=True)


def _head_row(table: Table, standing: Sequence[tuple[int, int, Line]]) -> Table:
    """Put the lines above a table into a first row of their own (row 0, so that the numbers of the others hold)."""
    texts: dict[int, list[Line]] = {}
    for _, column, line in standing:
        texts.setdefault(column, []).append(line)
    cells: list[Cell] = []
    for c in range(len(table.column_edges) - 1):
        lines = texts.get(c, [])
        where = Locator(table.page, table.number, 0, c + 1, lines[0].box if lines else None)
        cells.append(Cell(" ".join(x.text for x in lines), where, tail=lines[-1].tail if lines else "end"))
    return replace(table, rows=(tuple(cells), *table.rows), open_top=True)
