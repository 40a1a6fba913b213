"""A repeated header that came in one cell with the row below it, where no rule or white parted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.find import find_header
from extract.grid import Bit, Grid
from extract.text import one_line, squash

_MIN_REST = 20
"""Characters below the header's words, all cells together: fewer are a remark in the header ("(continued)")."""
_MIN_UNDER = 3
"""So many named columns must have text below their name."""


def without_glued_headers(grids: Sequence[Grid]) -> list[Grid]:
    """Take the header's words off the first row of a page where the header of a table before stands over its text."""
    heads: dict[int, list[str]] = {}
    out: list[Grid] = []
    for grid in grids:
        header = find_header(grid)
        known = heads.get(grid.width)
        rest = _rest(grid, known) if known else None
        if rest is not None:
            first = replace(grid.rows[0], bits=rest)
            grid = replace(grid, rows=(first, *grid.rows[1:]))
        elif header is not None and header.first == header.last:
            heads[grid.width] = [one_line(b.text) for b in grid.rows[header.first].bits]
        out.append(grid)
    return out


def _rest(grid: Grid, heads: Sequence[str]) -> tuple[Bit, ...] | None:
    """The first row without the header's words; None unless each cell begins with them and most go on."""
    if not grid.rows or grid.page is None or not any(heads):
        return None
    row = grid.rows[0]
    parts = [_after(b.text, head) for b, head in zip(row.bits, heads, strict=True)]
    texts = [p for p in parts if p is not None]
    filled = sum(bool(t) for t in texts)
    under = sum(bool(head and t) for head, t in zip(heads, parts, strict=True))
    if (
        under < _MIN_UNDER
        or len(texts) < len(parts)
        or 2 * filled <= len(parts)
        or sum(map(len, texts)) < _MIN_REST
    ):
        return None
    return tuple(replace(b, text=t) for b, t in zip(row.bits, texts, strict=True))


def _after(text: str, head: str) -> str | None:
    """What follows the header's words in a text; None where it does not begin with them."""
    wanted, seen = squash(head), ""
    if not wanted:
        return text.strip()
    for at, char in enumerate(text):
        seen += squash(char)
        if seen == wanted:
            rest = text[at + 1 :]
            return rest.lstrip(" .:?)\n").strip() if not rest[:1].isalnum() else None
        if not wanted.startswith(seen):
            return None
    return None
