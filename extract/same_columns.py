"""The columns of a plan as they lie in its later parts: by name, by borders, by count."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.chunks import Chain, Chunk
from extract.contents import look_of, texts_of
from extract.edges import EDGE_TOLERANCE
from extract.find import Column, Header
from extract.grid import Grid
from extract.numbers import follows_number, is_label

_LOOKS = {"target_date": "date", "status": "status", "lead_agency": "organisation"}
"""What the cells of a field look like when nothing but the field stands in them (see contents.py)."""

_LOOKS_ALIKE = 2
_MANY_EDGES = 6
_RAGGED = 40.0
"""Points by which the outer ends of an unruled table may differ from page to page."""


def follows(before: Grid, after: Grid) -> bool:
    """True when a table stands on the same page or the next one (Word: always)."""
    if before.page is None or after.page is None:
        return True
    last = max([before.page, *(w.page or 0 for r in before.rows for b in r.bits for w in b.locators)])
    return 0 <= after.page - before.page <= 1 or after.page - last == 1


def align(chain: Chain, header: Header) -> tuple[Column, ...]:
    """The columns of a repeated header in the order of the chain's columns."""
    if len(header.columns) == len(chain.columns) and not _reordered(chain.columns, header.columns):
        return header.columns
    rest = list(header.columns)
    out: list[Column] = []
    for column in chain.columns:
        same = next((c for c in rest if _same_name(c, column)), None)
        if same is not None:
            rest.remove(same)
            out.append(same)
        else:
            out.append(Column(column.header, (), column.match))
    for column in rest:
        # a column that the first page lacks (an unruled gap read as a column): its text goes to its left neighbour
        at = next(
            (i for i in range(len(out) - 1, -1, -1) if out[i].parts and out[i].parts[-1] < column.parts[0]), 0
        )
        out[at] = Column(
            out[at].header, (*out[at].parts, *column.parts), out[at].match, out[at].head, out[at].above
        )
    return tuple(out)


def _reordered(before: Sequence[Column], after: Sequence[Column]) -> bool:
    """True when a later table has the same fields in another order."""
    old, new = [c.field for c in before], [c.field for c in after]
    return old != new and None not in old and sorted(map(str, old)) == sorted(map(str, new))


def _same_name(a: Column, b: Column) -> bool:
    if a.match and b.match:
        return a.match.name == b.match.name
    return a.header.casefold() == b.header.casefold()


def headless(chain: Chain, grid: Grid, header: Header | None) -> tuple[Column, ...] | None:
    """The chain's columns as they lie in a table without a header, or None when it is another table."""
    before = chain.last
    if not follows(before.grid, grid) or not grid.rows:
        return None
    if before.grid.page is not None and grid.page == before.grid.page and not _touches(before.grid, grid):
        return None
    if header is not None and any(c.match and c.match.kind == "not_a_plan" for c in header.columns):
        return None
    if _edges_known(before.grid) and _edges_known(grid):
        found = _by_edges(before, grid)
        return before.columns if found is None and _counts_on(before, grid, header) else found
    if grid.page is None and (_counts_on(before, grid, header) or _same_contents(before, grid, header)):
        return before.columns
    if before.grid.width == grid.width and grid.page is not None:
        return before.columns
    return None


def by_contents(before: Chunk, grid: Grid, header: Header | None) -> tuple[Column, ...] | None:
    """The plan's columns in a table without header that follows it in Word with nothing between, by what they hold:
    as many columns of which one agrees, or all but the column of numbers of which two do. None where they do not."""
    if grid.page is not None or before.grid.page is not None:
        return None
    if _same_contents(before, grid, header, least=1):
        return before.columns
    first, *rest = before.columns
    if first.field != "recommendation_no" or grid.width != before.grid.width - 1:
        return None
    unnumbered = tuple(replace(c, parts=tuple(i - 1 for i in c.parts)) for c in rest)
    numbered = (replace(first, parts=()), *unnumbered)
    if first.parts != (0,) or header is not None or any(len(c.parts) != 1 for c in unnumbered):
        return None
    bodies = [(c, texts_of(before.body, c.parts[0] + 1), texts_of(grid.rows, c.parts[0])) for c in unnumbered]
    return numbered if _agreement(bodies) >= _LOOKS_ALIKE else None


def _column_for_column(before: Chunk, grid: Grid, header: Header | None) -> bool:
    """True for a table without header of as many columns as the plan has, each of one grid column."""
    if header is not None or not grid.width == before.grid.width == len(before.columns):
        return False
    return all(column.parts == (i,) for i, column in enumerate(before.columns))


def _counts_on(before: Chunk, grid: Grid, header: Header | None) -> bool:
    """True when a table of as many columns, but other widths, goes on with the next number of the plan's rows."""
    at = next((i for i, c in enumerate(before.columns) if c.field == "recommendation_no"), None)
    if at is None or not _column_for_column(before, grid, header):
        return False
    last = [b.text for row in before.body if (b := row.bits[at]).text and not b.merged]
    here = [b.text for row in grid.rows if (b := row.bits[at]).text and not b.merged]
    if not last or not here or not all(is_label(t) for t in (last[-1], *here)):
        return False
    return follows_number(last[-1], here[0])


def _same_contents(before: Chunk, grid: Grid, header: Header | None, least: int = _LOOKS_ALIKE) -> bool:
    """True when a table of as many columns holds dates, bodies and statuses in the columns where the plan has them."""
    if not _column_for_column(before, grid, header):
        return False
    bodies = [(c, texts_of(before.body, i), texts_of(grid.rows, i)) for i, c in enumerate(before.columns)]
    return _agreement(bodies) >= least


def _agreement(columns: Iterable[tuple[Column, Sequence[str], Sequence[str]]]) -> int:
    """In how many columns a table holds what their field looks like; -1 where one does not and the plan's does.

    columns: each with its texts in the plan and in the table.
    """
    agreeing = 0
    for column, there, here in columns:
        look = _LOOKS.get(column.field or "")
        if look is None or not any(here):
            continue
        if look_of(here) == look:
            agreeing += 1
        elif look_of(there) == look:
            return -1
    return agreeing


def _touches(before: Grid, after: Grid) -> bool:
    a, b = before.source.box, after.source.box
    return a is not None and b is not None and 0 <= b.top - a.bottom < 200 and _edges_known(after)


def _edges_known(grid: Grid) -> bool:
    return len(grid.edges) == grid.width + 1


def _near(x: float, borders: Sequence[float]) -> bool:
    return any(abs(x - y) <= EDGE_TOLERANCE for y in borders)


def _same_but_ragged(a: Grid, b: Grid) -> bool:
    """True when two unruled tables agree on all inner borders: their outer ends are those of the longest text."""
    if len(a.edges) != len(b.edges) or len(a.edges) < _MANY_EDGES:
        return False
    if a.source.method != "aligned" or b.source.method != "aligned":
        return False
    inner = zip(a.edges[1:-1], b.edges[1:-1], strict=True)
    outer = ((a.edges[0], b.edges[0]), (a.edges[-1], b.edges[-1]))
    return all(abs(x - y) <= EDGE_TOLERANCE / 2 for x, y in inner) and all(
        abs(x - y) <= _RAGGED for x, y in outer
    )


def _by_edges(before: Chunk, grid: Grid) -> tuple[Column, ...] | None:
    """Match columns by their borders: one set of borders must lie within the other."""
    old, new = before.grid.edges, grid.edges
    shift = min((b - a for a in old for b in new), key=abs, default=0.0)
    if abs(shift) > EDGE_TOLERANCE:
        return None
    if _same_but_ragged(before.grid, grid):
        return before.columns
    if not (_near(new[0], old[:1]) and _near(new[-1], old[-1:])):
        return None
    if len(old) == len(new):
        if all(abs(a - b) <= EDGE_TOLERANCE for a, b in zip(old, new, strict=True)):
            return before.columns
        return None
    fewer, more = (new, old) if len(new) < len(old) else (old, new)
    if not all(_near(x, more) for x in fewer) or (len(fewer) < 4 and len(more) > 4):
        return None
    middles = [(a + b) / 2 for a, b in itertools.pairwise(new)]
    out: list[Column] = []
    for column in before.columns:
        if not column.parts:
            out.append(column)
            continue
        left, right = old[column.parts[0]], old[column.parts[-1] + 1]
        parts = tuple(i for i, x in enumerate(middles) if left <= x < right)
        out.append(Column(column.header, parts, column.match, column.head, column.above))
    placed = {i for c in out for i in c.parts}
    missing = [i for i in range(grid.width) if i not in placed]
    if missing:
        return None
    return tuple(out)
