"""Put the tables of one plan together: a header, and the tables on later pages that carry it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.bare_plan import bare_columns
from extract.chunks import Chain, Chunk, Found
from extract.find import Column, Header, Verdict, find_header, verdict
from extract.furniture import headed, is_footnote
from extract.grid import Grid
from extract.printed import meta_rules
from extract.same_columns import align, by_contents, follows, headless
from extract.sentences import says_continued
from extract.text import squash
from ingest.model import Block, Line, Table


def between(blocks: Sequence[Block]) -> dict[int, tuple[Line, ...]]:
    """Table number -> the lines (no running text, footnotes, captions) between the table before and this one."""
    out: dict[int, tuple[Line, ...]] = {}
    lines: list[Line] = []
    before: Table | None = None
    for block in blocks:
        if isinstance(block, Table):
            out[block.number] = () if before and _heads_page(before, lines, block) else tuple(lines)
            lines, before = [], block
        elif block.role in ("body", "heading") and block.text.strip() and not is_footnote(block):
            lines.append(block)
    return out


def _heads_page(before: Table, lines: Sequence[Line], after: Table) -> bool:
    """True for a lone plain line that names the plan again at the top of a page that may carry the table on."""
    if len(lines) != 1 or before.page is None or after.page is None or after.page != before.page + 1:
        return False
    line = lines[0]
    named = any(w in line.text.casefold() for w in meta_rules()["title"]["strong"])
    return named and line.page == after.page and line.role == "body" and not line.bold


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
                columns = align(open_chain, header)
                open_chain.chunks.append(Chunk(grid, header, columns, above))
            else:
                open_chain = Chain(header.columns, [Chunk(grid, header, header.columns, above)], above, what)
                found.chains.append(open_chain)
            continue
        if open_chain and what != "plan":
            guessed = open_chain.last.guessed
            columns_or_none = headless(open_chain, grid, header)
            if columns_or_none is None and not above:
                columns_or_none, guessed = by_contents(open_chain.last, grid, header), True
            if columns_or_none is not None:
                chunk = Chunk(grid, None, columns_or_none, above, guessed)
                if headed(above):
                    open_chain = Chain(open_chain.columns, [chunk], above, open_chain.verdict, headless=True)
                    found.chains.append(open_chain)
                else:
                    open_chain.chunks.append(chunk)
                continue
        if header is None and (bare := bare_columns(grid, above)) is not None:
            open_chain = Chain(
                bare, [Chunk(grid, None, bare, above, guessed=True)], above, "plan", headless=True
            )
            found.chains.append(open_chain)
            continue
        found.others.append(grid)
        if grid.page is None or (open_chain and open_chain.last.grid.page != grid.page):
            open_chain = None
    return found


def _is_data(header: Header, chain: Chain, grid: Grid, above: Sequence[Line]) -> bool:
    """True when a likely header on a page that carries the table on is only a row that happens to sound like one."""
    if headed(above) or headless(chain, grid, None) is None:
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


def _carries_on(chain: Chain, grid: Grid, header: Header, above: Sequence[Line]) -> bool:
    """True when a table with a header of its own is the next page of the plan before it."""
    first = chain.chunks[0].header
    signature = first.signature if first else tuple(c.field or c.header.casefold() for c in chain.columns)
    if headed(above) or not follows(chain.last.grid, grid):
        return False
    if grid.page is not None and grid.page == chain.last.grid.page:
        return False
    if grid.page is None and header.first == 0 and chain.last.grid.page is None:
        return header.signature == signature
    if header.signature == signature:
        return True
    fields = frozenset(f for c in chain.columns for f in c.fields)
    return header.fields == fields
