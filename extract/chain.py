"""Put the tables of one plan together: a header, and the tables on later pages that carry it on."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.find import Column, Header, Verdict, find_header, verdict
from extract.furniture import headed, is_footnote
from extract.grid import Grid, GridRow
from extract.halves import EDGE_TOLERANCE
from extract.join import says_continued
from extract.numbers import follows_number, is_label
from extract.text import squash
from ingest.model import Block, Line, Table

_MANY_EDGES = 6
_RAGGED = 40.0
"""Points by which the outer ends of an unruled table may differ from page to page."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The part of a plan that stands in one table of the document. columns are aligned with the chain's."""

    grid: Grid
    header: Header | None
    columns: tuple[Column, ...]
    above: tuple[Line, ...] = ()

    @property
    def body(self) -> tuple[GridRow, ...]:
        """The rows under the header."""
        return self.grid.rows[self.header.last + 1 :] if self.header else self.grid.rows

    @property
    def lead(self) -> tuple[GridRow, ...]:
        """The rows above the header inside the same table."""
        return self.grid.rows[: self.header.first] if self.header else ()


@dataclass(slots=True)
class Chain:
    """One plan table over all its pages. above: the lines between the table before and this one."""

    columns: tuple[Column, ...]
    chunks: list[Chunk]
    above: tuple[Line, ...]
    verdict: Verdict
    headless: bool = False

    @property
    def last(self) -> Chunk:
        """The part that may be carried on."""
        return self.chunks[-1]


@dataclass(slots=True)
class Found:
    """What the tables of a document turned out to be, and the lines and tables that are part of no plan."""

    chains: list[Chain] = field(default_factory=list)
    others: list[Grid] = field(default_factory=list)
    above: dict[int, tuple[Line, ...]] = field(default_factory=dict)


def between(blocks: Sequence[Block]) -> dict[int, tuple[Line, ...]]:
    """Table number -> the lines (no running text, footnotes, captions) between the table before and this one."""
    out: dict[int, tuple[Line, ...]] = {}
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            out[block.number] = tuple(lines)
            lines = []
        elif block.role in ("body", "heading") and block.text.strip() and not is_footnote(block):
            lines.append(block)
    return out


def build_chains(grids: Sequence[Grid], lines_above: Mapping[int, tuple[Line, ...]]) -> Found:
    """Go through the tables in reading order and hang each on the plan it belongs to."""
    found = Found(above=dict(lines_above))
    open_chain: Chain | None = None
    for grid in grids:
        above = lines_above.get(grid.number, ())
        if open_chain is not None:
            grid = part_header(grid, open_chain.columns)
        header = find_header(grid)
        if header and open_chain and _is_data(header, open_chain, grid, above):
            header = None
        what: Verdict = verdict(header) if header else "no"
        if header and what in ("plan", "actions"):
            if open_chain and _carries_on(open_chain, grid, header, above):
                columns = _align(open_chain, header)
                open_chain.chunks.append(Chunk(grid, header, columns, above))
            else:
                open_chain = Chain(header.columns, [Chunk(grid, header, header.columns, above)], above, what)
                found.chains.append(open_chain)
            continue
        if open_chain and what != "plan":
            columns_or_none = _headless(open_chain, grid, header)
            if columns_or_none is not None:
                chunk = Chunk(grid, None, columns_or_none, above)
                if headed(above):
                    open_chain = Chain(open_chain.columns, [chunk], above, open_chain.verdict, headless=True)
                    found.chains.append(open_chain)
                else:
                    open_chain.chunks.append(chunk)
                continue
        found.others.append(grid)
        if grid.page is None or (open_chain and open_chain.last.grid.page != grid.page):
            open_chain = None
    return found


def _is_data(header: Header, chain: Chain, grid: Grid, above: Sequence[Line]) -> bool:
    """True when a likely header on a page that carries the table on is only a row that happens to sound like one."""
    if headed(above) or _headless(chain, grid, None) is None:
        return False
    first = chain.chunks[0].header
    if first is not None and header.signature == first.signature:
        return False
    sure = [c for c in header.columns if c.match and c.match.kind == "field" and c.match.score >= 0.9]
    texts = [c for c in header.columns if c.header]
    return header.first > 0 or len(sure) < 3 or len(sure) < 0.7 * len(texts)


def part_header(grid: Grid, columns: Sequence[Column]) -> Grid:
    """Part a first row that holds the repeated header and, run into it, the rest of the row the page break cut."""
    heads = {squash(c.header): c.header for c in columns if c.header}
    if not grid.rows or len(heads) < 3:
        return grid
    first = grid.rows[0]
    upper, lower = list(first.bits), list(first.bits)
    exact = run_in = 0
    for i, bit in enumerate(first.bits):
        if not bit.text:
            continue
        head = next(
            (
                h
                for h in sorted(heads.values(), key=len, reverse=True)
                if squash(bit.text).startswith(squash(h))
            ),
            None,
        )
        if head is None:
            return grid
        rest = after_header(bit.text, head)
        rest = "" if says_continued(rest) else rest
        exact += not rest
        run_in += bool(rest)
        upper[i] = replace(bit, text=head, locators=() if rest else bit.locators)
        lower[i] = replace(bit, text=rest)
    if not run_in or exact + run_in < 3 or exact < 1:
        return grid
    above = replace(first, bits=tuple(upper))
    below = replace(first, bits=tuple(b if b.text else replace(b, locators=()) for b in lower))
    return replace(grid, rows=(above, below, *grid.rows[1:]))


def after_header(text: str, head: str) -> str:
    """What follows a header in a text, the header compared letter by letter without blanks and punctuation."""
    wanted, seen = squash(head), ""
    for i, ch in enumerate(text):
        if seen == wanted:
            return text[i:].strip() if squash(text[i:]) else ""
        seen += squash(ch)
    return ""


def _follows(before: Grid, after: Grid) -> bool:
    """True when a table stands on the same page or the next one (Word: always)."""
    if before.page is None or after.page is None:
        return True
    last = max([before.page, *(w.page or 0 for r in before.rows for b in r.bits for w in b.locators)])
    return 0 <= after.page - before.page <= 1 or after.page - last == 1


def _carries_on(chain: Chain, grid: Grid, header: Header, above: Sequence[Line]) -> bool:
    """True when a table with a header of its own is the next page of the plan before it."""
    first = chain.chunks[0].header
    signature = first.signature if first else tuple(c.field or c.header.casefold() for c in chain.columns)
    if headed(above) or not _follows(chain.last.grid, grid):
        return False
    if grid.page is not None and grid.page == chain.last.grid.page:
        return False
    if grid.page is None and header.first == 0 and chain.last.grid.page is None:
        return header.signature == signature
    if header.signature == signature:
        return True
    fields = frozenset(f for c in chain.columns for f in c.fields)
    return header.fields == fields


def _align(chain: Chain, header: Header) -> tuple[Column, ...]:
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


def _headless(chain: Chain, grid: Grid, header: Header | None) -> tuple[Column, ...] | None:
    """The chain's columns as they lie in a table without a header, or None when it is another table."""
    before = chain.last
    if not _follows(before.grid, grid) or not grid.rows:
        return None
    if before.grid.page is not None and grid.page == before.grid.page and not _touches(before.grid, grid):
        return None
    if header is not None and any(c.match and c.match.kind == "not_a_plan" for c in header.columns):
        return None
    if _edges_known(before.grid) and _edges_known(grid):
        found = _by_edges(before, grid)
        return before.columns if found is None and _counts_on(before, grid, header) else found
    if grid.page is None and _counts_on(before, grid, header):
        return before.columns
    if before.grid.width == grid.width and grid.page is not None:
        return before.columns
    return None


def _counts_on(before: Chunk, grid: Grid, header: Header | None) -> bool:
    """True when a table of as many columns, but other widths, goes on with the next number of the plan's rows."""
    if header is not None or grid.width != before.grid.width or len(before.columns) != grid.width:
        return False
    at = next((i for i, c in enumerate(before.columns) if c.field == "recommendation_no"), None)
    if at is None or not all(c.parts == (i,) for i, c in enumerate(before.columns)):
        return False
    last = [b.text for row in before.body if (b := row.bits[at]).text and not b.merged]
    here = [b.text for row in grid.rows if (b := row.bits[at]).text and not b.merged]
    if not last or not here or not all(is_label(t) for t in (last[-1], *here)):
        return False
    return follows_number(last[-1], here[0])


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
