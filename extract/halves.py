"""Excel prints cut in page halves: the left columns on one page, the right columns of the same rows on another (or two).

The halves share their rows: as many, and (from a sheet) at the same heights. The left half has the recommendations,
the right half other fields of a plan and no recommendations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.contents import look_of
from extract.edges import same_columns
from extract.find import find_header
from extract.grid import EMPTY, Grid, GridRow
from extract.half_rows import MIN_ROWS_UNALIGNED, same_heights, same_rows, uneven
from extract.headers import match_header
from extract.records import key_columns

_MAIN = frozenset({"recommendation", "learning"})


def _fields(grid: Grid) -> frozenset[str]:
    header = find_header(grid)
    if header:
        return header.fields
    first = grid.rows[0].bits if grid.rows else ()
    # "Complete" in plain type heads no column: it is what the status of the first row of a later page says
    found = (match_header(b.text) for b in first if b.text and (b.bold or look_of([b.text]) != "status"))
    return frozenset(m.name for m in found if m and m.kind == "field" and m.score >= 0.85)


def _beside(left: Grid, right: Grid) -> Grid:
    rows = tuple(
        GridRow(a.table, a.page, a.number, (*a.bits, *b.bits), (*a.spans, *b.spans))
        for a, b in zip(left.rows, right.rows, strict=True)
    )
    return replace(left, rows=rows, width=left.width + right.width, edges=())


def _before(left: Grid, part: Grid) -> Grid:
    """Put a part to the left of the main one, which stays what the whole is known by."""
    whole = _beside(part, left)
    rows = tuple(
        replace(row, table=own.table, page=own.page, number=own.number)
        for row, own in zip(whole.rows, left.rows, strict=True)
    )
    page = min(part.page or 0, left.page or 0)
    return replace(left, page=page, rows=rows, width=whole.width, edges=())


@dataclass(slots=True)
class _Sheets:
    """Halves being put together: grids as read, those widened so far, parts used up, page of the last part."""

    grids: Sequence[Grid]
    wide: dict[int, Grid] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    pages: dict[int, int] = field(default_factory=dict)

    def now(self, grid: Grid) -> Grid:
        """A grid with what was put beside it so far."""
        return self.wide.get(grid.number, grid)

    def put(self, grid: Grid, part: Grid, first: bool) -> None:
        """Put a part beside a grid: as its first columns or as its last."""
        whole = self.now(grid)
        self.wide[grid.number] = _before(whole, part) if first else _beside(whole, part)
        self.gone.add(part.number)
        self.pages[grid.number] = max(part.page or 0, self.pages.get(grid.number, grid.page or 0))

    def last(self, grid: Grid) -> int:
        """Page of the right-most part of a grid so far."""
        return self.pages.get(grid.number, grid.page or 0)


def put_halves_together(grids: Sequence[Grid]) -> tuple[tuple[Grid, ...], dict[int, int]]:
    """Join page halves.

    Returns the grids, each left half widened and its right half gone, and table number of left -> page of its right half.
    """
    sheets = _Sheets(grids)
    forms = {g.number for g in grids if g.page is not None and key_columns(g)}
    sheets.gone |= forms  # a form names its fields down its first column: it has no halves
    lefts = [g for g in grids if g.page is not None and g.number not in forms and _fields(g) & _MAIN]
    for left in lefts:
        if (numbers := _numbers_of(left, sheets)) is not None:
            _pair(sheets, left, numbers, first=True)
        while (right := _right_of(left, sheets)) is not None:
            _pair(sheets, left, right, first=False)
        _pad(sheets, left)
    return tuple(sheets.now(g) for g in grids if g.number not in sheets.gone - forms), sheets.pages


def _pad(sheets: _Sheets, left: Grid) -> None:
    """Widen pages that continue a left half but whose right half was not found: their rows stay in the plan."""
    width = sheets.now(left).width
    if left.number not in sheets.wide or width == left.width:
        return
    for more in sheets.grids:
        now = sheets.now(more)
        goes_on = more.number > left.number and same_columns(more, left) and not _fields(more)
        if goes_on and more.number not in sheets.gone and now.width < width:
            lacking = width - now.width
            rows = tuple(
                replace(r, bits=(*r.bits, *[EMPTY] * lacking), spans=(*r.spans, *[1] * lacking))
                for r in now.rows
            )
            sheets.wide[more.number] = replace(now, rows=rows, width=width, edges=(), lacking=True)


def _numbers_of(left: Grid, sheets: _Sheets) -> Grid | None:
    """The table with the numbers of the recommendations alone, printed on a page of its own before this one."""
    for part in reversed(sheets.grids):
        if (
            part.number < left.number
            and part.number not in sheets.gone
            and part.page is not None
            and part.page != left.page
            and _fields(part) == {"recommendation_no"}
            and "recommendation_no" not in _fields(left)
            and same_heights(left, part)
        ):
            return part
    return None


def _right_of(left: Grid, sheets: _Sheets) -> Grid | None:
    """The table with the next columns to the right of what is there of this one."""
    so_far = sheets.now(left)
    known = _fields(so_far) - {"recommendation_no"}
    for right in sheets.grids:
        if right.number <= left.number or right.number in sheets.gone or right.page is None:
            continue
        if right.page == left.page or (left.number in sheets.pages and right.page <= sheets.last(left)):
            continue
        fields = _fields(right)
        if not fields and not _headed_alike(left, right, sheets.last(left)):
            continue
        if fields & _MAIN or fields & known:
            continue
        if same_rows(so_far, right, sheets.last(left)):
            return right
    return None


def _headed_alike(left: Grid, right: Grid, last: int) -> bool:
    """True for columns of unknown names that can only be the sheet's: next page, same heights, a header row set off.

    What it is called may be unknown; that its words are lost would be worse. On a later page than the next only when
    the heights are no chance.
    """
    heads = [b for b in right.rows[0].bits if b.text] if right.rows else []
    body = [b for row in right.rows[1:] for b in row.own]
    fills, plain = {b.fill for b in heads}, {b.fill for b in body}
    set_off = all(b.bold for b in heads) and not all(b.bold for b in body)
    return (
        (right.page == last + 1 or uneven(left))
        and len(right.rows) > MIN_ROWS_UNALIGNED
        and len(heads) == right.width
        and (set_off or (None not in fills and not fills & plain))
        and not same_columns(left, right)
        and same_heights(left, right)
    )


def _pair(sheets: _Sheets, left: Grid, part: Grid, first: bool) -> None:
    """Pair this left and part, and the pages that continue each of them (same borders, same rows)."""
    sheets.put(left, part, first)
    lefts = [g for g in sheets.grids if g.number > left.number and same_columns(g, left) and not _fields(g)]
    parts = [g for g in sheets.grids if g.number > part.number and same_columns(g, part) and not _fields(g)]
    for more in lefts:
        if more.number in sheets.gone:
            continue
        for match in parts:
            fits = match.number not in sheets.gone and match.number != more.number and match.page != more.page
            after = first or more.number not in sheets.pages or (match.page or 0) > sheets.last(more)
            if fits and after and len(match.rows) == len(more.rows):
                sheets.put(more, match, first)
                break
