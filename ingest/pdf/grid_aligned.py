"""Grids where rules do not say everything: columns from gutters in the text, rows from rules, fills or leading.

A plan without ruled columns still has columns: their text starts at the same x, and white stripes run between them.
Rows come from the strongest evidence there is: shading, horizontal rules, then the leading between rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from ingest.model import Method
from ingest.pdf.grid import Grid, Span
from ingest.pdf.grid_ruled import JOIN, Segment, cluster
from ingest.pdf.lines import group_lines
from ingest.pdf.running import in_margin, key_of, matches
from ingest.pdf.words import Word

_SEGMENT_GAP: Final = 0.9
"""Ems of white that part two columns on one line; justified prose stretches a blank to 0.7 em at most."""
_GUTTER: Final = 0.42
"""Narrowest gutter in ems: a blank (0.28 em) never stays white down a whole table."""
_PROSE: Final = 0.6
_SAME_STEP: Final = 1.12
_WEAK_ROW: Final = 0.4
_LEFT_ALIGNED: Final = 0.5


@dataclass(slots=True)
class TextLine:
    """A line across the page, cut where white is wider than between words."""

    base: float
    top: float
    bottom: float
    size: float
    pieces: list[list[Word]]

    @property
    def words(self) -> list[Word]:
        """All words of the line."""
        return [w for piece in self.pieces for w in piece]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.pieces[0][0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return self.pieces[-1][-1].x1


@dataclass(slots=True)
class Hints:
    """What is drawn in a region: edges of rows and columns that need no guess.

    rows: y of row edges; columns: x of column edges; merged: areas (fills) that span several columns;
    method: how the rows were found when these edges are used.
    """

    rows: list[float] = field(default_factory=list)
    columns: list[float] = field(default_factory=list)
    merged: list[tuple[float, float, float, float]] = field(default_factory=list)
    method: Method = "aligned"


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Return the lines across a page."""
    out = []
    for group in group_lines([w for w in words if not w.angle]):
        pieces = [[group[0]]]
        for a, b in pairwise(group):
            if b.x0 - max(w.x1 for w in pieces[-1]) > _SEGMENT_GAP * max(a.size, b.size):
                pieces.append([b])
            else:
                pieces[-1].append(b)
        main = max(group, key=lambda w: (w.size, len(w.text)))
        out.append(
            TextLine(main.base, min(w.top for w in group), max(w.bottom for w in group), main.size, pieces)
        )
    return out


def table_regions(lines: Sequence[TextLine], least: int = 3) -> list[list[TextLine]]:
    """Return runs of lines that stand in columns: at least `least` pieces on some, no prose in between."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    wide = _PROSE * (right - left)
    seeds = [i for i, line in enumerate(lines) if len(line.pieces) >= least]
    runs: list[list[int]] = []
    for i in seeds:
        if runs and not _parted(lines, runs[-1][-1], i, wide):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [list(lines[run[0] : run[-1] + 1]) for run in runs if len(run) >= 2]


def _parted(lines: Sequence[TextLine], a: int, b: int, wide: float) -> bool:
    """Tell whether prose or a great distance lies between two lines in columns."""
    if lines[b].top - lines[a].bottom > 12 * lines[b].size and b == a + 1:
        return True
    prose = [line for line in lines[a + 1 : b] if len(line.pieces) == 1 and line.x1 - line.x0 > wide]
    return len(prose) >= 2


def gutters(lines: Sequence[TextLine], size: float) -> list[tuple[float, float]]:
    """Return white stripes (start, end) that run down the lines; lines of one wide piece do not count."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    counted = [line for line in lines if len(line.pieces) > 1 or line.x1 - line.x0 < 0.45 * width]
    if not counted:
        return []
    bins = np.zeros(int(width * 2) + 4)
    for line in counted:
        for word in line.words:
            bins[max(0, int((word.x0 - left) * 2)) : int((word.x1 - left) * 2) + 1] += 1
    allowed = 0 if len(counted) < 25 else len(counted) // 25
    white = bins <= allowed
    out = []
    start: int | None = None
    for i, is_white in enumerate(white.tolist()):
        if is_white and start is None:
            start = i
        elif not is_white and start is not None:
            if start > 0 and (i - start) / 2 >= max(_GUTTER * size, 3.0):
                out.append((left + start / 2, left + i / 2))
            start = None
    return out


def column_edges(lines: Sequence[TextLine], drawn: Sequence[float]) -> list[float]:
    """Return the inner column edges of a region: the drawn ones, or the gutters behind which text starts aligned."""
    if drawn:
        return sorted(drawn)
    size = median(line.size for line in lines)
    stripes = gutters(lines, size)
    edges = []
    for start, end in stripes:
        starts = _starts_after(lines, start, end, stripes)
        if not starts:
            continue
        first = min(starts)
        if sum(s - first <= 0.35 * size for s in starts) >= _LEFT_ALIGNED * len(starts) or _symmetric(
            lines, start, stripes
        ):
            edges.append(max((start + end) / 2, end - 3.0))
    return edges


def _starts_after(
    lines: Sequence[TextLine], start: float, end: float, stripes: Sequence[tuple[float, float]]
) -> list[float]:
    limit = min((s for s, _ in stripes if s > end), default=float("inf"))
    out = []
    for line in lines:
        inside = [w.x0 for w in line.words if end - 1 <= w.x0 < limit]
        if inside:
            out.append(min(inside))
    return out


def _symmetric(lines: Sequence[TextLine], start: float, stripes: Sequence[tuple[float, float]]) -> bool:
    """Tell whether the text behind a gutter is centred in its column."""
    end = next(e for s, e in stripes if s == start)
    limit = min((s for s, _ in stripes if s > end), default=float("inf"))
    middles = []
    for line in lines:
        inside = [w for w in line.words if end - 1 <= w.x0 < limit]
        if inside:
            middles.append((inside[0].x0 + inside[-1].x1) / 2)
    return len(middles) >= 4 and max(middles) - min(middles) <= 4.0


def row_edges(
    words: Sequence[Word], xs: Sequence[float], bottom: float, strict: bool = False
) -> tuple[list[float], float]:
    """Cut a region into rows by its leading. Returns inner row edges and how sure they are (0 to 1).

    strict: rows are drawn already; only cut where nearly all columns begin anew (the unshaded row next to the header
    of a zebra table).
    """
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for word in words:
        at = bisect_right(xs, word.x0 + 1.0) - 1
        if 0 <= at < len(columns):
            columns[at].append(word)
    stacks = [[_extent(g) for g in group_lines(c)] if c else [] for c in columns]
    steps = [b[2] - a[2] for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return [], 0.5
    usual = _usual_step(steps)
    cuts = []
    for y in _white_bands(stacks):
        if all(not _continues(stack, y, usual) for stack in stacks):
            cuts.append(y)
    return _strong_cuts(cuts, stacks, bottom, strict)


def _extent(group: Sequence[Word]) -> tuple[float, float, float]:
    main = max(group, key=lambda w: (w.size, len(w.text)))
    return (main.base - 0.75 * main.size, main.base + 0.2 * main.size, main.base)


def _usual_step(steps: Sequence[float]) -> float:
    """Return the commonest line distance: steps within a cell outnumber those between rows."""
    ordered = sorted(steps)
    best = max(ordered, key=lambda s: sum(abs(s - o) <= 0.6 for o in ordered))
    low = ordered[len(ordered) // 5]
    return low if low < best * 0.93 and sum(abs(low - o) <= 0.6 for o in ordered) >= 3 else best


def _white_bands(stacks: Sequence[Sequence[tuple[float, float, float]]]) -> list[float]:
    """Return the middles of the horizontal white stripes that no line of any column touches."""
    lines = sorted(line for stack in stacks for line in stack)
    out = []
    reach = lines[0][1]
    for top, bottom, _ in lines[1:]:
        if top > reach:
            out.append((reach + top) / 2)
        reach = max(reach, bottom)
    return out


def _continues(stack: Sequence[tuple[float, float, float]], y: float, usual: float) -> bool:
    """Tell whether a column's text runs on at y as it does within a paragraph."""
    above = [line for line in stack if line[1] <= y + 0.01]
    below = [line for line in stack if line[0] >= y - 0.01]
    if not above or not below:
        return False
    step = below[0][2] - above[-1][2]
    return step <= max(usual * _SAME_STEP, usual + 1.2)


def _strong_cuts(
    cuts: Sequence[float], stacks: Sequence[Sequence[tuple[float, float, float]]], bottom: float, strict: bool
) -> tuple[list[float], float]:
    """Drop cuts that only part two paragraphs of one cell: a row fills its first column or many of the others."""
    kept: list[float] = []
    doubt = 0
    stops = [*cuts, bottom]
    for i, y in enumerate(cuts):
        begins = [bool([1 for line in stack if y <= line[2] <= stops[i + 1]]) for stack in stacks]
        share = sum(begins) / max(1, sum(bool(s) for s in stacks))
        if strict:
            if begins[0] and share >= 2 * _WEAK_ROW:
                kept.append(y)
        elif begins[0] or share >= _WEAK_ROW or (sum(begins) > 1 and begins[1]):
            kept.append(y)
            doubt += not begins[0] or share < _WEAK_ROW
        else:
            doubt += 1
    return kept, 1.0 - doubt / max(1, len(cuts))


class Columns(NamedTuple):
    """The columns of an unruled table, for reading on where it continues on the next page.

    starts: where text begins in each column. ends: text lines of the page's margins (running matter, seen again).
    """

    inner: tuple[float, ...]
    starts: dict[int, float]
    left: float
    right: float
    ends: frozenset[str]

    def hold(self, line: TextLine) -> bool:
        """Tell whether a line stands in these columns."""
        return line.x0 >= self.left - 4 and line.x1 <= self.right + 6 and _fits(line, self.inner, self.starts)


def column_starts(lines: Sequence[TextLine], edges: Sequence[float]) -> dict[int, float]:
    """Return the leftmost start of text in each column."""
    starts: dict[int, float] = {}
    for line in lines:
        for piece in line.pieces:
            at = bisect_right(edges, piece[0].x0 + 1)
            starts[at] = min(starts.get(at, piece[0].x0), piece[0].x0)
    return starts


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
    steps = [b.base - a.base for a, b in pairwise(region) if b.base > a.base + 0.5 * a.size]
    usual = _usual_step(steps) if steps else 1.2 * region[0].size
    starts = carried.starts if carried else column_starts(region, edges)
    out = list(region)
    for step, end in ((1, -1), (-1, 0)):
        at = order[id(out[end])] + step
        while 0 <= at < len(page):
            line = page[at]
            near = abs(line.base - out[end].base) <= usual * _SAME_STEP + 0.5
            if not (near or (carried and step == -1)) or not _fits(line, edges, starts):
                break
            if carried and step == -1 and (line_text(line) in carried.ends or matches(line_text(line))):
                break
            out = [*out, line] if step == 1 else [line, *out]
            at += step
    return out


def line_text(line: TextLine) -> str:
    """Return a line's words, numbers levelled."""
    return key_of(" ".join(w.text for w in line.words))


def _fits(line: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    for piece in line.pieces:
        at = bisect_right(edges, piece[0].x0 + 1)
        if (
            at != bisect_right(edges, piece[-1].x1 - 1)
            or abs(piece[0].x0 - starts.get(at, -99.0)) > line.size
        ):
            return False
    return True


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
    inner = column_edges(lines, hints.columns)
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
    drawn = cluster([y for y in hints.rows if top - JOIN <= y <= bottom + JOIN], JOIN)
    drawn_inner = [y for y in drawn if top + 5 < y < bottom - 5]
    ys, sure = _rows(words, xs, [top, *drawn_inner, bottom], bool(drawn_inner))
    method: Method = hints.method if drawn_inner or hints.columns else "aligned"
    spans = _spans(xs, ys, words, hints.merged, method)
    # A drawn row is a fact; a row found by leading is a reading, never quite sure.
    agreement = 0.95 if drawn_inner and len(ys) == len(drawn_inner) + 2 else 0.6 + 0.3 * sure
    return Grid(xs, ys, spans, method, agreement=agreement)


def _rows(
    words: Sequence[Word], xs: list[float], stops: list[float], drawn: bool
) -> tuple[list[float], float]:
    """Keep drawn bands as rows when there are several; cut a lonely tall band by its leading."""
    bands = [(a, b) for a, b in pairwise(stops) if any(a <= w.base - 0.3 * w.size <= b for w in words)]
    ys = list(stops)
    sure = 1.0
    trusted = drawn and len(bands) > 3
    for a, b in bands:
        inside = [w for w in words if a <= w.base - 0.3 * w.size <= b]
        cuts, certainty = row_edges(inside, xs, b, strict=trusted)
        ys += cuts
        sure = min(sure, 1.0 if trusted else certainty)
    full = sorted(set(ys))
    # Bands without text between two rules are gaps (double rules, table caption space), not rows.
    out = [full[0]]
    for a, b in pairwise(full):
        if b != full[-1] and not any(a <= w.base - 0.3 * w.size <= b for w in words) and b - a < 8:
            continue
        out.append(b)
    return out, sure


def _spans(
    xs: list[float],
    ys: list[float],
    words: Sequence[Word],
    merged: Sequence[tuple[float, float, float, float]],
    method: Method,
) -> list[Span]:
    """Make one cell a position, but let text or shading that runs over a column edge merge what it covers."""
    spans: list[Span] = []
    for i, (top, bottom) in enumerate(pairwise(ys)):
        inside = [w for w in words if top <= w.base - 0.3 * w.size <= bottom]
        joined = [False] * (len(xs) - 2)
        pieces = [p for line in text_lines(inside) for p in line.pieces]
        for piece in pieces:
            x0, x1 = piece[0].x0, piece[-1].x1
            alone = len(pieces) <= 2 and abs(x0 - min(w.x0 for w in inside)) < 1
            for j, edge in enumerate(xs[1:-1]):
                if (
                    x0 < edge - 2
                    and x1 > edge + 2
                    and (alone or any(w.x0 < edge - 2 < edge + 2 < w.x1 for w in piece))
                ):
                    joined[j] = joined[j] or alone
        if any(joined) and len({bisect_right(xs, p[0].x0 + 1) for p in pieces}) == 1:
            joined = [True] * len(joined)  # a heading row of its own: theme or agency
        middle = (top + bottom) / 2
        for box in merged:
            if box[1] < middle < box[3]:
                for j, edge in enumerate(xs[1:-1]):
                    joined[j] = joined[j] or (box[0] < edge - 3 and box[2] > edge + 3)
        start = 0
        for j in range(len(xs) - 1):
            if j < len(joined) and joined[j]:
                continue
            spans.append(Span(i, start, 1, j - start + 1))
            start = j + 1
    return spans


def spanning(rules: Sequence[Segment], x0: float, x1: float) -> list[Segment]:
    """Return the horizontal rules that run across most of a region."""
    width = x1 - x0
    return [r for r in rules if min(r.end, x1) - max(r.start, x0) >= 0.7 * width]


def columns_of(grid: Grid, page: Sequence[TextLine], height: float) -> Columns:
    """Return the columns of a grid for the next page."""
    top, bottom = grid.ys[0], grid.ys[-1]
    inside = [line for line in page if top <= line.base - 0.3 * line.size <= bottom]
    inner = tuple(grid.xs[1:-1])
    ends = frozenset(line_text(line) for line in page if in_margin((line.top + line.bottom) / 2 / height))
    return Columns(inner, column_starts(inside, inner), grid.xs[0], grid.xs[-1], ends)
