"""The columns of a table without rules, by which it is read on above, below and on the next page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from ingest.pdf.grid import Grid
from ingest.pdf.running import in_margin, matches
from ingest.pdf.strokes import SAME_STEP, usual_step
from ingest.pdf.text_lines import TextLine, line_text

_EXACT: Final = 0.2
_FEWEST: Final = 4
_CENTRED: Final = 2.0
_ITEM_SIGN: Final = 3
"""Letters of a bullet or an item number."""
_ROW_CELLS: Final = 2
_ROW_APART: Final = 12.0
"""Ems from the last line of a row down to the next row, in a sheet with tall rows."""
_PARAGRAPH: Final = 1.7
"""Distance of a further paragraph of a cell, at most, in line distances."""
_MOSTLY: Final = 0.9
"""So many lines of a centred column must have their middle within so many points of the usual one."""


class Columns(NamedTuple):
    """The columns of an unruled table, for reading on where it continues on the next page.

    starts: where text begins in each column; middles: about what it is centred, for columns of centred text. ends:
    text lines of the page's margins (running matter, seen again); heads: those of the first row, often a header set
    otherwise than its columns and repeated.
    """

    inner: tuple[float, ...]
    starts: dict[int, float]
    left: float
    right: float
    ends: frozenset[str]
    middles: dict[int, float]
    heads: frozenset[str] = frozenset()

    def hold(self, line: TextLine) -> bool:
        """Tell whether a line stands in these columns."""
        within = line.x0 >= self.left - 4 and line.x1 <= self.right + 6
        return within and (
            (len(line.pieces) > 1 and line_text(line) in self.heads)
            or _fits(line, self.inner, self.starts, self.middles)
            or _fits_words(line, self.inner, self.starts)
        )


def columns_of(grid: Grid, page: Sequence[TextLine], height: float) -> Columns:
    """Return the columns of a grid for the next page."""
    top, bottom = grid.ys[0], grid.ys[-1]
    inside = [line for line in page if top <= line.base - 0.3 * line.size <= bottom]
    inner = tuple(grid.xs[1:-1])
    held = {id(line) for line in inside}
    ends = [t for t in page if id(t) not in held and in_margin((t.top + t.bottom) / 2 / height)]
    heads = [line for line in inside if line.base - 0.3 * line.size <= grid.ys[1]]
    return Columns(
        inner,
        column_starts(inside, inner),
        grid.xs[0],
        grid.xs[-1],
        frozenset(map(line_text, ends)),
        column_middles(inside, inner),
        frozenset(map(line_text, heads)),
    )


def column_starts(lines: Sequence[TextLine], edges: Sequence[float]) -> dict[int, float]:
    """Return the leftmost start of text in each column."""
    starts: dict[int, float] = {}
    for line in lines:
        for piece in line.pieces:
            at = bisect_right(edges, piece[0].x0 + 1)
            starts[at] = min(starts.get(at, piece[0].x0), piece[0].x0)
    return starts


def column_middles(lines: Sequence[TextLine], edges: Sequence[float]) -> dict[int, float]:
    """Return the middle of each column whose text is centred."""
    middles: dict[int, list[float]] = {}
    for line in lines:
        for piece in line.pieces:
            at = bisect_right(edges, piece[0].x0 + 1)
            middles.setdefault(at, []).append((piece[0].x0 + piece[-1].x1) / 2)
    return {at: median(found) for at, found in middles.items() if is_centred(found)}


def is_centred(middles: Sequence[float]) -> bool:
    """Tell whether the middles of a column's lines say that its text is centred."""
    if len(middles) < _FEWEST:
        return False
    middle = median(middles)
    return sum(abs(m - middle) <= _CENTRED for m in middles) >= _MOSTLY * len(middles)


def extend(
    region: Sequence[TextLine],
    page: Sequence[TextLine],
    edges: Sequence[float],
    carried: Columns | None = None,
) -> list[TextLine]:
    """Add the lines right above and below a region that fit its columns: ends of cells that have only one column.

    A line fits when it follows at the usual line distance, crosses no edge and starts where its column starts. In a
    table carried over from the page before, what stands above the first row is the end of the last one: any distance.
    """
    order = {id(line): i for i, line in enumerate(page)}
    usual = _line_distance(region, edges)
    starts, middles = column_starts(region, edges), column_middles(region, edges)
    indents = _indents(region, edges)
    out = list(region)
    for step, end in ((1, -1), (-1, 0)):
        at = order[id(out[end])] + step
        while 0 <= at < len(page):
            line = page[at]
            away = _distance(line, out[::-step], edges)
            near = away <= usual * SAME_STEP + 0.5 or (
                step == 1 and away <= usual * _PARAGRAPH and _begins_a_paragraph(line, edges, starts)
            )
            fits = (
                carried.hold(line)
                if carried
                else _fits(line, edges, starts, middles, indents) or _fits_words(line, edges, starts)
            )
            row = step == 1 and _begins_a_row(line, out[-1], edges, starts)
            if not (near or row or (carried and step == -1)) or not fits:
                break
            if carried and step == -1 and (line_text(line) in carried.ends or matches(line_text(line))):
                break
            out = [*out, line] if step == 1 else [line, *out]
            at += step
    return out


def _line_distance(region: Sequence[TextLine], edges: Sequence[float]) -> float:
    """Return how far apart the lines of a cell usually are; lines of neighbouring cells may stand between them."""
    last: dict[int, float] = {}
    steps = []
    for line in region:
        for at in _columns(line, edges):
            if at in last and line.base > last[at] + 0.5 * line.size:
                steps.append(line.base - last[at])
            last[at] = line.base
    return usual_step(steps) if steps else 1.2 * region[0].size


def _distance(line: TextLine, nearest: Sequence[TextLine], edges: Sequence[float]) -> float:
    """Return how far a line is from the next text of one of its columns."""
    mine = _columns(line, edges)
    found = next((other for other in nearest if mine & _columns(other, edges)), nearest[0])
    return min(abs(line.base - found.base), abs(line.base - nearest[0].base))


def _columns(line: TextLine, edges: Sequence[float]) -> set[int]:
    return {bisect_right(edges, piece[0].x0 + 1) for piece in line.pieces}


def _fits_words(line: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    """Tell whether a line keeps to known columns although the white between two of them is no wider than a blank."""
    begun: dict[int, float] = {}
    for word in line.words:
        at = bisect_right(edges, word.x0 + 1)
        if at != bisect_right(edges, word.x1 - 1):
            return False
        begun.setdefault(at, word.x0)
    return all(abs(x - starts.get(at, -99.0)) <= _EXACT * line.size for at, x in begun.items())


def _begins_a_row(line: TextLine, above: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    """Tell whether a line below the last one is a row with empty cells: texts exactly where columns begin, the first too."""
    begun = {bisect_right(edges, piece[0].x0 + 1): piece[0].x0 for piece in line.pieces}
    return (
        len(begun) >= _ROW_CELLS
        and 0 in begun
        and line.base - above.base <= _ROW_APART * line.size
        and all(abs(x - starts.get(at, -99.0)) <= _EXACT * line.size for at, x in begun.items())
        and not matches(line_text(line))
    )


def _begins_a_paragraph(line: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    """Tell whether a line below the last one is a further paragraph of cells: exactly where later columns begin.

    What follows a table begins where its first column does.
    """
    begun = [(bisect_right(edges, piece[0].x0 + 1), piece[0].x0) for piece in line.pieces]
    return all(
        at > 0 and abs(x - starts.get(at, -99.0)) <= _EXACT * line.size for at, x in begun
    ) and not matches(line_text(line))


def _indents(lines: Sequence[TextLine], edges: Sequence[float]) -> frozenset[tuple[int, int]]:
    """Return where lines begin behind bullets and numbers (column, x in whole points)."""
    found: Counter[tuple[int, int]] = Counter()
    for line in lines:
        for piece in line.pieces:
            at = bisect_right(edges, piece[0].x0 + 1)
            found[at, round(piece[0].x0)] += 1
            if len(piece) > 1 and len(piece[0].text) <= _ITEM_SIGN and not piece[0].text.isalpha():
                found[at, round(piece[1].x0)] += 2
    return frozenset(place for place, times in found.items() if times > 1)


def _fits(
    line: TextLine,
    edges: Sequence[float],
    starts: dict[int, float],
    middles: dict[int, float],
    indents: frozenset[tuple[int, int]] = frozenset(),
) -> bool:
    for piece in line.pieces:
        at = bisect_right(edges, piece[0].x0 + 1)
        if at != bisect_right(edges, piece[-1].x1 - 1):
            return False
        middle = (piece[0].x0 + piece[-1].x1) / 2
        centred = abs(middle - middles.get(at, -99.0)) <= _CENTRED
        hangs = (at, round(piece[0].x0)) in indents
        if not centred and not hangs and abs(piece[0].x0 - starts.get(at, -99.0)) > line.size:
            return False
    return True
