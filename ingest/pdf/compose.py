"""Drafts of all pages -> Document: what needs the whole document is decided here (broken words, running lines)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ingest.model import Block, Box, Cell, Document, Finding, Line, Locator, Page, SourceFile, Table
from ingest.pdf.broken_words import hyphenates
from ingest.pdf.cells import CellDraft, TableDraft
from ingest.pdf.draft import PageDraft
from ingest.pdf.flow import tail_of, tell
from ingest.pdf.habits import Habits, leading_of, trailing_blanks
from ingest.pdf.lines import PrintedLine
from ingest.pdf.living import left_of, parted
from ingest.pdf.room import Room, room_of
from ingest.pdf.running import Placed, RunningLines
from ingest.pdf.two_up import fold_of
from ingest.pdf.vocabulary import Vocabulary
from ingest.struck import FLAG, struck_findings

_CAPTION: Final = re.compile(r"(?:table|figure|fig\.|chart)\s+\d+\s*[:.\-–]", re.IGNORECASE)
_HEADING_SIZE: Final = 1.15
_LOUD: Final = 1.05
_ENOUGH_PROSE: Final = 600
"""Characters outside tables from which they, not the cells, say what body text looks like."""
_HEADING_LENGTH: Final = 140

Role = Literal["body", "heading", "running", "watermark", "caption"]


@dataclass(frozen=True, slots=True)
class _Style:
    """What the whole document says: how it is set, its body size and weight, what runs through its pages."""

    habits: Habits
    body: float
    body_bold: bool
    running: RunningLines


def compose(
    source: SourceFile,
    drafts: Sequence[PageDraft],
    properties: tuple[tuple[str, str], ...],
    words: Vocabulary,
) -> Document:
    """Put the document together."""
    style = _style(drafts, words)
    blocks: list[Block] = []
    findings: list[Finding] = []
    count = 0
    for draft in drafts:
        findings.extend(draft.findings)
        for block in _blocks(draft, style, count):
            count += isinstance(block, Table)
            blocks.append(block)
    loose = [p for d in drafts if d.frame is not None for p in (*d.lines, *d.turned) if p.parts]
    findings.extend(struck_findings(blocks, sum(len(left_of(line)[1]) for line in loose)))
    pages = tuple(
        Page(d.number, d.width, d.height, d.rotation, d.has_text, d.frame is not None) for d in drafts
    )
    return Document(
        source, tuple(blocks), pages, properties, any(d.has_text for d in drafts), tuple(findings)
    )


def _style(drafts: Sequence[PageDraft], words: Vocabulary) -> _Style:
    cells = [c for d in drafts for t in d.tables for c in t.cells if c.lines]
    rooms = [(c.lines, room_of(c.lines, c.box[0], c.box[2])) for c in cells if len(c.lines) > 1]
    loose = [line for d in drafts for line in d.lines]
    every = [line for c in cells for line in c.lines] + loose
    sizes = sorted(
        (line.size, len(line.text))
        for line in (loose if sum(len(p.text) for p in loose) > _ENOUGH_PROSE else every)
    )
    bold = sum(len(line.text) for line in loose if line.bold)
    body = _weighted_median(sizes)
    placed = [
        _placed(p, d.number, d.frame.height, body) for d in drafts if d.frame is not None for p in d.lines
    ]
    plain = [[t for t in map(str.strip, d.plain.split("\n")) if t] for d in drafts if d.frame is None]
    columns = [c.lines for c in cells]
    habits = Habits(
        words,
        leading_of(columns),
        trailing_blanks(rooms),
        hyphenates([*columns, *(d.lines for d in drafts)], words),
    )
    return _Style(
        habits,
        body,
        bold > 0.6 * max(1, sum(len(line.text) for line in loose)),
        RunningLines(placed, plain),
    )


def _placed(line: PrintedLine, page: int, height: float, body: float) -> Placed:
    loud = line.bold or line.size > _LOUD * body
    return Placed(line.text, page, (line.top + line.bottom) / 2 / height, loud)


def _weighted_median(values: Sequence[tuple[float, int]]) -> float:
    half, total = sum(w for _, w in values) / 2, 0
    for value, weight in values:
        total += weight
        if total >= half:
            return value
    return 0.0


def _blocks(draft: PageDraft, style: _Style, tables_before: int) -> list[Block]:
    if draft.frame is None:
        texts = [t for t in map(str.strip, draft.plain.split("\n")) if t]
        return [
            Line(t, draft.number, role="running" if style.running.holds_plain(t) else "body") for t in texts
        ]
    placed: list[tuple[tuple[float, int, float, float], PrintedLine | TableDraft]]
    placed = [((p.shelf or p.base, p.side, p.base, p.x0), p) for p in draft.lines]
    placed += [((t.grid.ys[0], 0, t.grid.ys[0], t.grid.xs[0]), t) for t in draft.tables]
    fold = fold_of(draft)
    placed.sort(key=lambda p: (fold is not None and p[0][3] >= fold, p[0]))
    out: list[Block] = []
    number = tables_before
    right = max((p.x1 for p in draft.lines), default=draft.frame.width)
    for _, item in placed:
        if isinstance(item, TableDraft):
            number += 1
            out.append(_table(item, number, draft, style))
        elif left_of(item)[0] or not item.parts:
            out.append(_line(item, draft, style, _role(item, draft, style), item.end or right))
    out += [_line(p, draft, style, "watermark", right) for p in draft.watermarks]
    # Text set sideways beside the page's own is marginal: it keeps its words but no place in a frame of its own.
    out += [
        Line(left_of(p)[0], draft.number, None, round(p.size, 2), p.bold)
        for p in draft.turned
        if left_of(p)[0] or not p.parts
    ]
    for block in draft.recognised:
        if isinstance(block, Table):
            number += 1
            block = _renumbered(block, number)
        out.append(block)
    return out


def _renumbered(table: Table, number: int) -> Table:
    rows = tuple(
        tuple(replace(c, locator=replace(c.locator, table=number)) for c in row) for row in table.rows
    )
    return replace(table, number=number, rows=rows)


def _role(line: PrintedLine, draft: PageDraft, style: _Style) -> Role:
    assert draft.frame is not None
    if style.running.holds(_placed(line, draft.number, draft.frame.height, style.body)):
        return "running"
    if _CAPTION.match(line.text):
        return "caption"
    larger = style.body > 0 and line.size >= _HEADING_SIZE * style.body
    bolder = line.bold and not style.body_bold and not line.text.endswith((".", ",", ";"))
    return "heading" if (larger or bolder) and len(line.text) <= _HEADING_LENGTH else "body"


def _line(line: PrintedLine, draft: PageDraft, style: _Style, role: Role, right: float) -> Line:
    assert draft.frame is not None
    box = draft.frame.display((line.x0, line.top, line.x1, line.bottom))
    tail = tail_of(line, Room(line.x0, right, False), style.habits) if role == "body" else "end"
    text = left_of(line)[0].replace("\u00ad", "-")
    return Line(text, draft.number, box, round(line.size, 2), line.bold, role, tail)


def _table(table: TableDraft, number: int, draft: PageDraft, style: _Style) -> Table:
    grid, frame = table.grid, draft.frame
    assert frame is not None
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    ends = _column_ends(table)
    for cell in table.cells:
        s = cell.span
        end = ends.get(s.column + s.colspan)
        rows[s.row][s.column] = _cell(cell, number, draft.number, frame.display(grid.box_of(s)), style, end)
    filled = tuple(
        tuple(
            c if c is not None else Cell(None, Locator(draft.number, number, i + 1, j + 1))
            for j, c in enumerate(row)
        )
        for i, row in enumerate(rows)
    )
    return Table(
        number,
        draft.number,
        filled,
        grid.method,
        frame.display(grid.box),
        tuple(round(x, 2) for x in grid.xs),
        grid.open_top,
        grid.open_bottom,
        agreement=round(grid.agreement, 3),
    )


def _column_ends(table: TableDraft) -> dict[int, float]:
    """Return, for column edges with enough wrapped text before them, where that text really ends."""
    ends: dict[int, list[float]] = {}
    for cell in table.cells:
        if len(cell.lines) >= 3 and "rotated" not in cell.flags and "overflow" not in cell.flags:
            ends.setdefault(cell.span.column + cell.span.colspan, []).extend(
                line.x1 for line in cell.lines[:-1]
            )
    return {edge: max(found) for edge, found in ends.items() if len(found) >= 6}


def _cell(cell: CellDraft, table: int, page: int, box: Box, style: _Style, end: float | None) -> Cell:
    span = cell.span
    where = Locator(page, table, span.row + 1, span.column + 1, box)
    if not cell.lines:
        return Cell("", where, span.colspan, span.rowspan, cell.fill, flags=tuple(sorted(cell.flags)))
    room = room_of(cell.lines, cell.box[0], cell.box[2])
    if end is not None and not room.centred and "rotated" not in cell.flags:
        room = room._replace(right=max(min(room.right, end + 0.5), max(line.x1 for line in cell.lines)))
    habits = style.habits if "rotated" not in cell.flags else style.habits._replace(leading=0.0)
    told = tell(cell.lines, room, habits)
    bold = all(line.bold for line in cell.lines)
    flags = tuple(sorted(cell.flags | set(told.flags)))
    text, struck = told.text, ""
    if FLAG not in cell.flags and any(line.parts for line in cell.lines):
        text, struck = parted(cell.lines, told.seams)
    return Cell(text, where, span.colspan, span.rowspan, cell.fill, bold, told.tail, flags, struck=struck)
