"""Grids where rules do not say everything: columns from gutters in the text, rows from rules, fills or leading.

A plan without ruled columns still has columns: their text starts at the same x, and white stripes run between them.
Rows come from the strongest evidence there is: shading, horizontal rules, then the leading between rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ingest.model import Method
from ingest.pdf.carried import Columns, extend
from ingest.pdf.grid import Grid, Span, spans_from_walls
from ingest.pdf.grid_ruled import JOIN, Segment, cluster
from ingest.pdf.text_columns import column_edges
from ingest.pdf.text_lines import TextLine, text_lines
from ingest.pdf.text_rows import Cut, row_cuts, running_on
from ingest.pdf.words import Word

_ACROSS: Final = 0.7
_PARTLY: Final = 0.2
_WALL: Final = 0.6
_TRUSTED_BANDS: Final = 3
_AT_START: Final = 1.0
_CENTRED: Final = 4.0
_HEADERS: Final = 3


@dataclass(slots=True)
class Hints:
    """What is drawn in a region: edges of rows and columns that need no guess.

    rows: y of row edges; partial: horizontal rules that run across some columns only; columns: x of column edges; merged: areas (fills) that span several columns;
    method: how the rows were found when these edges are used. shaded: y extents of shaded bands in a table that shades
    every other group of rows, not every other row: between them a merged recommendation may stand beside several actions.
    """

    rows: list[float] = field(default_factory=list)
    partial: list[Segment] = field(default_factory=list)
    columns: list[float] = field(default_factory=list)
    merged: list[tuple[float, float, float, float]] = field(default_factory=list)
    method: Method = "aligned"
    shaded: list[tuple[float, float]] = field(default_factory=list)


def aligned_grid(
    lines: Sequence[TextLine],
    page: Sequence[TextLine],
    hints: Hints,
    frame: tuple[float, float, float, float] | None,
    least: int = 3,
    carried: Columns | None = None,
) -> Grid | None:
    """Build a grid over lines in columns.

    page: all lines that are free; frame: drawn outer bounds of the table, None when nothing is drawn; carried: the
    columns of the same table on the page before.
    """
    inner = column_edges(lines, hints.columns, cluster(hints.rows, JOIN))
    if len(inner) + 1 < least:
        return None
    lines = extend(lines, page, inner, carried)
    words = [w for line in lines for w in line.words]
    left, right = min(w.x0 for w in words) - 3.0, max(w.x1 for w in words) + 3.0
    top, bottom = min(line.top for line in lines) - 1.0, max(line.bottom for line in lines) + 1.0
    if carried is not None:
        left, right = min(left, carried.left), max(right, carried.right)
    if frame is not None:
        left, top = min(left, frame[0]), min(top, frame[1])
        right, bottom = max(right, frame[2]), max(bottom, frame[3])
    xs = [left, *(x for x in inner if left + 4 < x < right - 4), right]
    drawn = [Cut(y) for y in cluster(hints.rows, JOIN) if top + 5 < y < bottom - 5]
    drawn += _partial_cuts(hints.partial, xs, [c.y for c in drawn], top, bottom)
    cuts, sure = _rows(words, xs, top, bottom, drawn, hints.shaded)
    method: Method = hints.method if drawn or hints.columns else "aligned"
    ys = [top, *(c.y for c in cuts), bottom]
    # A drawn row is a fact; a row found by leading is a reading, never quite sure.
    agreement = 0.95 if drawn and len(cuts) == len(drawn) else 0.6 + 0.3 * sure
    return Grid(xs, ys, _spans(xs, ys, cuts, words, hints.merged), method, agreement=agreement)


def _partial_cuts(
    rules: Sequence[Segment], xs: Sequence[float], drawn: Sequence[float], top: float, bottom: float
) -> list[Cut]:
    """Return row edges ruled across some columns only: the others are merged cells that run on."""
    out = []
    for y in cluster([r.at for r in rules], JOIN):
        if not top + 5 < y < bottom - 5 or any(abs(y - d) <= JOIN for d in drawn):
            continue
        mine = [r for r in rules if abs(r.at - y) <= JOIN]
        open_columns = {
            j
            for j, (x0, x1) in enumerate(pairwise(xs))
            if sum(max(0.0, min(x1, r.end) - max(x0, r.start)) for r in mine) < _WALL * (x1 - x0)
        }
        if len(open_columns) < len(xs) - 1:
            out.append(Cut(y, frozenset(open_columns)))
    return out


def _rows(
    words: Sequence[Word],
    xs: list[float],
    top: float,
    bottom: float,
    drawn: Sequence[Cut],
    shaded: Sequence[tuple[float, float]],
) -> tuple[list[Cut], float]:
    """Keep drawn bands as rows when there are several; cut a lonely tall band by its leading."""
    stops = [top, *sorted(c.y for c in drawn), bottom]
    bands = [(a, b) for a, b in pairwise(stops) if _between(words, a, b)]
    cuts = _through_merged(words, xs, drawn, shaded, bottom)
    sure = 1.0
    trusted = bool(drawn) and len(bands) > _TRUSTED_BANDS
    for a, b in bands:
        bare = bool(shaded) and not any(y0 - 1 <= (a + b) / 2 <= y1 + 1 for y0, y1 in shaded)
        found = row_cuts(_between(words, a, b), xs, b, strict=trusted, merged=bare)
        cuts += found.cuts
        sure = min(sure, 1.0 if trusted else found.sure)
    cuts.sort()
    # Bands without text between two rules are gaps (double rules, space under a caption), not rows.
    out: list[Cut] = []
    above = top
    for cut in cuts:
        if cut.y - above < 8 and not _between(words, above, cut.y):
            continue
        out.append(cut)
        above = cut.y
    return out, sure


def _through_merged(
    words: Sequence[Word],
    xs: Sequence[float],
    drawn: Sequence[Cut],
    shaded: Sequence[tuple[float, float]],
    bottom: float,
) -> list[Cut]:
    """Open the edges between shaded bands that touch, where a merged cell runs on from band to band."""
    out = []
    for cut in drawn:
        # the first row's shading may reach down behind the others of its group
        above = max((y0 for y0, y1 in shaded if y0 < cut.y - JOIN and y1 >= cut.y - JOIN), default=None)
        below = next((band for band in shaded if abs(band[0] - cut.y) <= JOIN), None)
        if above is not None and below is not None and not cut.open:
            group = _between(words, above, below[1])
            cut = Cut(cut.y, running_on(group, xs, cut.y, min(below[1], bottom)))
        out.append(cut)
    return out


def _between(words: Sequence[Word], top: float, bottom: float) -> list[Word]:
    return [w for w in words if top <= w.base - 0.3 * w.size <= bottom]


def _spans(
    xs: list[float],
    ys: list[float],
    cuts: Sequence[Cut],
    words: Sequence[Word],
    merged: Sequence[tuple[float, float, float, float]],
) -> list[Span]:
    """Make one cell a position, but merge over a column edge what text or shading runs over, over a row edge what is open."""
    columns = len(xs) - 1
    right: list[list[bool]] = []
    for top, bottom in pairwise(ys):
        joined = _heading_over(xs, _between(words, top, bottom))
        middle = (top + bottom) / 2
        for box in merged:
            if box[1] < middle < box[3] and not _keeps_to_columns(
                xs, _between(words, top, bottom), [w for w in words if w.base > bottom or w.base < top]
            ):
                for j, edge in enumerate(xs[1:-1]):
                    joined[j] = joined[j] or (box[0] < edge - 3 and box[2] > edge + 3)
        right.append([not j for j in joined])
    below = [[j not in cut.open for j in range(columns)] for cut in cuts]
    return spans_from_walls(right, below)


def _keeps_to_columns(xs: Sequence[float], row: Sequence[Word], others: Sequence[Word]) -> bool:
    """Tell whether the words of a row shaded in one piece stand in the columns of the other rows: a header row.

    A heading across the table would have to begin a word, by chance, at the left end of three columns or of all.
    """
    if any(bisect_right(xs, w.x0 + 1) != bisect_right(xs, w.x1 - 1) for w in row):
        return False
    begun, usual = _starts(xs, row), _starts(xs, others)
    middles, centre = _middles(xs, row), _middles(xs, others)
    lined_up = [
        abs(x - usual.get(at, -99.0)) <= _AT_START or abs(middles[at] - centre.get(at, -99.0)) <= _CENTRED
        for at, x in begun.items()
    ]
    return all(lined_up) and len(lined_up) >= min(_HEADERS, len(xs) - 1)


def _starts(xs: Sequence[float], words: Sequence[Word]) -> dict[int, float]:
    out: dict[int, float] = {}
    for word in words:
        at = bisect_right(xs, word.x0 + 1)
        out[at] = min(out.get(at, word.x0), word.x0)
    return out


def _middles(xs: Sequence[float], words: Sequence[Word]) -> dict[int, float]:
    """Return the middle of what the words of each column cover."""
    left = _starts(xs, words)
    right: dict[int, float] = {}
    for word in words:
        at = bisect_right(xs, word.x0 + 1)
        right[at] = max(right.get(at, word.x1), word.x1)
    return {at: (x0 + right[at]) / 2 for at, x0 in left.items()}


def _heading_over(xs: Sequence[float], inside: Sequence[Word]) -> list[bool]:
    """Tell which inner edges a row's only text runs over: the row is a heading (theme, agency) across the table."""
    joined = [False] * (len(xs) - 2)
    pieces = [p for line in text_lines(inside) for p in line.pieces]
    if not pieces:
        return joined
    first = {bisect_right(xs, p[0].x0 + 1) for p in pieces}
    if len(first) > 1 and len(pieces) > 1:
        return joined
    if any(p[0].x0 < edge - 2 and p[-1].x1 > edge + 2 for p in pieces for edge in xs[1:-1]):
        return [True] * len(joined)
    return joined


def spanning(rules: Sequence[Segment], x0: float, x1: float) -> tuple[list[Segment], list[Segment]]:
    """Return the horizontal rules that run across most of a region, and those that run across a part of it."""
    width = max(x1 - x0, 1.0)
    shares = [(r, (min(r.end, x1) - max(r.start, x0)) / width) for r in rules]
    return [r for r, s in shares if s >= _ACROSS], [r for r, s in shares if _PARTLY <= s < _ACROSS]
