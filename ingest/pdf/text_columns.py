"""Columns from text alone: lines cut at wide gaps, white stripes down a region, text that starts aligned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from ingest.pdf.lines import group_lines
from ingest.pdf.running import key_of, matches
from ingest.pdf.text_rows import SAME_STEP, usual_step
from ingest.pdf.words import Word

_SEGMENT_GAP: Final = 0.9
"""Ems of white that part two columns on one line; justified prose stretches a blank to 0.7 em at most."""
_GUTTER: Final = 0.42
"""Narrowest gutter in ems: a blank (0.28 em) never stays white down a whole table."""
_ALIGNED_GUTTER: Final = 0.34
_ALIGNED: Final = 4
"""So many lines that begin at the same point behind a stripe a little wider than a blank: tight cells in large type."""
_EXACT: Final = 0.2
_PROSE: Final = 0.6
_LEFT_ALIGNED: Final = 0.5
_CROSSING: Final = 0.2
"""Share of the lines of one piece (wrapped text, headings between rows) that may cross a gutter."""


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
    """Return white stripes (start, end) that run down the lines.

    Lines with several pieces must all leave the stripe white (nearly all in a long table). Lines of one piece are
    either wrapped text, which leaves it white too, or headings between the rows, which may cross it.
    """
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    several = [line for line in lines if len(line.pieces) > 1]
    single = _wrapped(lines, left, right)
    if not several:
        return []
    allowed = 0 if len(several) < 25 else len(several) // 25
    white = (_coverage(several, left, right) <= allowed) & (
        _coverage(single, left, right) <= _CROSSING * len(single)
    )
    out = []
    start: int | None = None
    for i, is_white in enumerate(white.tolist()):
        if is_white and start is None:
            start = i
        elif not is_white and start is not None:
            wide = (i - start) / 2 / size
            if (
                start > 0
                and i - start >= 6
                and (wide >= _GUTTER or (wide >= _ALIGNED_GUTTER and _aligned(several, left + i / 2)))
            ):
                out.append((left + start / 2, left + i / 2))
            start = None
    return out


def _aligned(lines: Sequence[TextLine], x: float) -> bool:
    return sum(any(abs(w.x0 - x) <= 0.8 for w in line.words) for line in lines) >= _ALIGNED


def _wrapped(lines: Sequence[TextLine], left: float, right: float) -> list[TextLine]:
    """Return the lines of one piece that may be wrapped text; wide ones and headings between the rows are left out.

    A heading starts at the left end and is bold, or stands apart from the lines above and below.
    """
    steps = [b.base - a.base for a, b in pairwise(lines) if b.base > a.base + 0.5 * a.size]
    usual = min(usual_step(steps), 1.3 * median(line.size for line in lines)) if steps else 0.0
    out = []
    for i, line in enumerate(lines):
        if len(line.pieces) > 1 or line.x1 - line.x0 >= 0.45 * (right - left):
            continue
        apart = all(
            abs(other.base - line.base) > usual * SAME_STEP
            for other in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
        )
        if line.x0 - left < 0.5 * line.size and (apart or all(w.bold for w in line.words)):
            continue
        out.append(line)
    return out


def _coverage(
    lines: Sequence[TextLine], left: float, right: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count, for each half point across, the words that cover it."""
    bins = np.zeros(int((right - left) * 2) + 4, np.int64)
    for line in lines:
        for word in line.words:
            bins[max(0, int((word.x0 - left) * 2)) : int((word.x1 - left) * 2) + 1] += 1
    return bins


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
        within = line.x0 >= self.left - 4 and line.x1 <= self.right + 6
        return within and (_fits(line, self.inner, self.starts) or _fits_words(line, self.inner, self.starts))


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
    usual = usual_step(steps) if steps else 1.2 * region[0].size
    starts = carried.starts if carried else column_starts(region, edges)
    out = list(region)
    for step, end in ((1, -1), (-1, 0)):
        at = order[id(out[end])] + step
        while 0 <= at < len(page):
            line = page[at]
            near = abs(line.base - out[end].base) <= usual * SAME_STEP + 0.5
            fits = carried.hold(line) if carried else _fits(line, edges, starts)
            if not (near or (carried and step == -1)) or not fits:
                break
            if carried and step == -1 and (line_text(line) in carried.ends or matches(line_text(line))):
                break
            out = [*out, line] if step == 1 else [line, *out]
            at += step
    return out


def line_text(line: TextLine) -> str:
    """Return a line's words, numbers levelled."""
    return key_of(" ".join(w.text for w in line.words))


def _fits_words(line: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    """Tell whether a line keeps to known columns although the white between two of them is no wider than a blank."""
    begun: dict[int, float] = {}
    for word in line.words:
        at = bisect_right(edges, word.x0 + 1)
        if at != bisect_right(edges, word.x1 - 1):
            return False
        begun.setdefault(at, word.x0)
    return all(abs(x - starts.get(at, -99.0)) <= _EXACT * line.size for at, x in begun.items())


def _fits(line: TextLine, edges: Sequence[float], starts: dict[int, float]) -> bool:
    for piece in line.pieces:
        at = bisect_right(edges, piece[0].x0 + 1)
        if (
            at != bisect_right(edges, piece[-1].x1 - 1)
            or abs(piece[0].x0 - starts.get(at, -99.0)) > line.size
        ):
            return False
    return True
