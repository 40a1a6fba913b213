"""Find the header of a table and weigh whether the table is an action plan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.contents import is_date, is_organisation, is_status
from extract.grid import EMPTY, Bit, Grid, GridRow
from extract.header_rules import EXACT, HeaderMatch
from extract.headers import is_prompt, match_header
from extract.numbers import is_label
from extract.text import one_line
from extract.ticks import is_status_header

MAX_HEADER_START = 6
"""A header may stand under title rows and a small key list inside the same table, but not deeper than this."""
MAX_HEADER_HEIGHT = 4
"""Cells of a header wrap over 2 to 4 lines, which a reader of borderless tables may give as rows."""
MAX_HEADER_CELL = 200
"""Characters; a longer cell is no part of a header."""
_MIN_KNOWN = 0.5
"""At least this share of the header's cells must mean something to headers.toml."""

_MIN_DATA = 3
_MIN_PROMPTS = 2

Verdict = Literal["plan", "actions", "half", "no"]
"""plan: a recommendation and what follows from it. actions: as a plan but without a recommendation column, which
counts only beside recommendations in rows or headings. half: only right-hand columns of a plan. no: none of these."""

FOLLOW_UP = frozenset({"scope", "action", "lead_agency", "milestones", "target_date", "completion", "status"})


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column: one header cell and the grid columns (0-based) under it. field None: kept in `other`."""

    header: str
    parts: tuple[int, ...]
    match: HeaderMatch | None
    head: Bit = EMPTY
    above: str = ""

    @property
    def field(self) -> str | None:
        """The field the header names, if it names one; of several the one that may hold the whole cell."""
        if self.match and self.match.kind == "combined":
            return next((f for f in ("recommendation", "action") if f in self.match.parts), None)
        return self.match.name if self.match and self.match.kind == "field" else None

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields the header names."""
        if self.match and self.match.kind == "combined":
            return self.match.parts
        return (self.field,) if self.field else ()


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its rows first..last (0-based indexes in the grid) and its logical columns."""

    first: int
    last: int
    columns: tuple[Column, ...]
    score: float

    @property
    def fields(self) -> frozenset[str]:
        """The distinct fields named."""
        return frozenset(f for c in self.columns for f in c.fields)

    @property
    def signature(self) -> tuple[str, ...]:
        """What stays the same when the header is repeated on the next page: the fields or texts, in order."""
        return tuple(
            (c.match.name if c.match else one_line(c.header).casefold()) for c in self.columns if c.header
        )


def is_full_width(row: GridRow, width: int) -> Bit | None:
    """The one cell of a row that spans (nearly) all columns, or None."""
    filled = [(i, b) for i, b in enumerate(row.bits) if b.text and not b.merged]
    if len(filled) != 1 or width < 2:
        return None
    index, bit = filled[0]
    return bit if row.spans[index] >= max(2, width - 1) else None


def _covering(row: GridRow, column: int) -> Bit:
    """The cell that covers a column of a row, looking left under spans."""
    for c in range(column, -1, -1):
        if row.bits[c].locators and c + row.spans[c] > column:
            return row.bits[c]
        if row.bits[c].locators:
            break
    return row.bits[column]


def _header_cells(rows: Sequence[GridRow], column: int) -> list[Bit]:
    """The distinct cells with text over a column, top to bottom."""
    found: dict[object, Bit] = {}
    for row in rows:
        bit = _covering(row, column)
        if bit.text:
            found.setdefault(bit.locators or id(bit), bit)
    return list(found.values())


def _name_column(cells: Sequence[Bit]) -> tuple[HeaderMatch | None, str]:
    """The best reading of stacked header cells: the lowest alone, else all of them joined."""
    if not cells:
        return None, ""
    lowest = one_line(cells[-1].text)
    match, text = match_header(lowest), lowest
    if len(cells) > 1 and not is_status_header(lowest):
        joined = one_line(" ".join(b.text for b in cells))
        other = match_header(joined)
        # a head over several columns is a group's; over one it is the beginning of the name
        alone = all(b.span == 1 for b in cells)
        if other and (match is None or other.score > match.score or (alone and other.score >= match.score)):
            match, text = other, joined
    return match, text


def _read_header(grid: Grid, first: int, last: int) -> Header | None:
    rows = grid.rows[first : last + 1]
    if last + 1 < len(grid.rows) and any(b.merged and b.text for b in grid.rows[last + 1].bits):
        # a header cell that reaches into the next row: that row belongs to the header
        return None
    if last > first and _is_data(grid.rows[last]):
        return None
    columns: list[Column] = []
    for c in range(grid.width):
        cells = _header_cells(rows, c)
        match, text = _name_column(cells)
        head = cells[-1] if cells else EMPTY
        if columns and head.locators and columns[-1].head.locators == head.locators:
            columns[-1] = Column(
                columns[-1].header, (*columns[-1].parts, c), columns[-1].match, head, columns[-1].above
            )
        else:
            above = one_line(" ".join(b.text for b in cells[:-1])) if len(cells) > 1 else ""
            columns.append(Column(text, (c,), match, head, above))
    texts = [c for c in columns if c.header]
    known = [c for c in texts if c.match or is_status_header(c.header)]
    fields = {f for c in columns for f in c.fields}
    if len(fields) < 2 or len(known) < _MIN_KNOWN * len(texts):
        return None
    score = sum(c.match.score for c in known if c.match) + len(fields) - 0.3 * (len(texts) - len(known))
    return Header(first, last, tuple(columns), score)


def _is_data(row: GridRow) -> bool:
    """True for a row that cannot be the lower line of a header: a number first, or sentences, dates and bodies."""
    own = row.own
    if len(own) > 2 and is_label(own[0].text) and any(ch.isdigit() for ch in own[0].text):
        return True
    said = [b.text for b in own if not ((match := match_header(b.text)) and match.score >= EXACT)]
    looks = sum(is_date(t) or is_organisation(t) or (t.endswith(".") and " " in t) for t in said)
    return looks >= _MIN_DATA


_RECENT = 64
_recent: OrderedDict[int, tuple[Grid, Header | None]] = OrderedDict()
"""Grids asked for last, by identity: each is asked for half a dozen times, and hashing one costs as much as reading it."""


def find_header(grid: Grid) -> Header | None:
    """The best header among the first rows, or None. Of equal ones the earliest and lowest wins."""
    known = _recent.get(id(grid))
    if known is not None and known[0] is grid:  # held on to, so that the identity is still its own
        return known[1]
    found = _find_header(grid)
    _recent[id(grid)] = (grid, found)
    if len(_recent) > _RECENT:
        _recent.popitem(last=False)
    return found


def _cannot_head(row: GridRow, width: int) -> bool:
    """True for a row that is part of no header: one text across the table, or a paragraph in a cell."""
    return is_full_width(row, width) is not None or any(len(b.text) > MAX_HEADER_CELL for b in row.own)


def _find_header(grid: Grid) -> Header | None:
    best: Header | None = None
    rows = grid.rows[: MAX_HEADER_START + MAX_HEADER_HEIGHT]
    barred = [_cannot_head(row, grid.width) for row in rows]
    for first in range(min(MAX_HEADER_START, len(grid.rows))):
        for last in range(first, min(first + MAX_HEADER_HEIGHT, len(grid.rows))):
            if barred[last]:
                break  # and every taller header from this row on
            found = _read_header(grid, first, last)
            if found and (best is None or found.score > best.score + 0.35):
                best = found
    return best


def verdict(header: Header) -> Verdict:
    """Weigh the columns: is this table an action plan by its header alone?"""
    fields = header.fields
    against = sum(1 for c in header.columns if c.match and c.match.kind == "not_a_plan")
    follow_up = len(fields & FOLLOW_UP)
    if against > 1 or against >= max(1, follow_up):
        return "no"
    if "recommendation" in fields and follow_up:
        return "plan"
    if "learning" in fields and "action" in fields and follow_up > 1:
        return "plan"
    if against:
        return "no"
    if (
        "action" in fields
        and "lead_agency" in fields
        and fields & {"target_date", "status", "milestones", "completion"}
    ):
        return "actions"
    if follow_up >= 2 and "learning" not in fields:
        return "half"
    return "no"


def is_prompt_row(row: GridRow) -> bool:
    """True when most cells of a row are prompts of the form (prompts.toml), or a third and none says a number, a date
    or a status, as every row of a plan does somewhere."""
    texts = [b.text for b in row.own]
    prompts = sum(is_prompt(t) for t in texts)
    if prompts < _MIN_PROMPTS:
        return False
    says_nothing = not any(is_date(t) or is_status(t) or any(c.isdigit() for c in t) for t in texts)
    return prompts > len(texts) / 2 or (3 * prompts >= len(texts) and says_nothing)


def repeats_header(row: GridRow, header: Header) -> bool:
    """True when a row says again what the header's columns say."""
    texts = [(i, b) for i, b in enumerate(row.bits) if b.text and not b.merged]
    if len(texts) < 2:
        return False
    same = 0
    for index, bit in texts:
        column = next((c for c in header.columns if index in c.parts), None)
        match = match_header(bit.text)
        same += bool(
            column and match and column.match and match.name == column.match.name and match.score >= 0.85
        )
    return same >= 2 and same >= 0.6 * len(texts)
