"""Columns from text alone: white stripes down a region behind which text starts aligned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import numpy as np

from ingest.pdf.carried import is_centred
from ingest.pdf.strokes import SAME_STEP, usual_step
from ingest.pdf.text_lines import TextLine

_GUTTER: Final = 0.42
"""Narrowest gutter in ems: a blank (0.28 em) never stays white down a whole table."""
_ALIGNED_GUTTER: Final = 0.34
_ALIGNED: Final = 4
"""So many lines that begin at the same point behind a stripe a little wider than a blank: tight cells in large type."""
_LEFT_ALIGNED: Final = 0.5
_FLUSH: Final = 0.35
_INDENT: Final = 3.0
"""Ems by which the items of a list stand in, at most."""
_LEVELS: Final = 2
_LISTED: Final = 0.9
_HEADED: Final = 5
_HEADERS: Final = 3
_EXACT: Final = 0.8
"""Points by which words below one another in a column begin apart."""
_CROSSING: Final = 0.2
"""Share of the lines of one piece (wrapped text, headings between rows) that may cross a gutter."""


def gutters(lines: Sequence[TextLine], size: float, rules: Sequence[float] = ()) -> list[tuple[float, float]]:
    """Return white stripes (start, end) that run down the lines.

    Lines with several pieces must all leave the stripe white (nearly all in a long table). Lines of one piece are
    either wrapped text, which leaves it white too, or headings between the rows, which may cross it. rules: y of the
    rules across.
    """
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    several = [line for line in lines if len(line.pieces) > 1]
    single = _wrapped(lines, left, right, rules)
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


def _wrapped(lines: Sequence[TextLine], left: float, right: float, rules: Sequence[float]) -> list[TextLine]:
    """Return the lines of one piece that may be wrapped text; wide ones and headings between the rows are left out.

    A heading starts at the left end and is bold, or stands apart from the lines above and below, or between two rules.
    """
    steps = [b.base - a.base for a, b in pairwise(lines) if b.base > a.base + 0.5 * a.size]
    bands = [sum(y <= line.base for y in rules) for line in lines]
    usual = min(usual_step(steps), 1.3 * median(line.size for line in lines)) if steps else 0.0
    out = []
    for i, line in enumerate(lines):
        if len(line.pieces) > 1 or line.x1 - line.x0 >= 0.45 * (right - left):
            continue
        apart = all(
            abs(other.base - line.base) > usual * SAME_STEP
            for other in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
        )
        if line.x0 - left < 0.5 * line.size and (
            apart
            or all(w.bold for w in line.words)
            or (0 < bands[i] < len(rules) and bands.count(bands[i]) == 1)
        ):
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


def column_edges(
    lines: Sequence[TextLine], drawn: Sequence[float], rules: Sequence[float] = ()
) -> list[float]:
    """Return the inner column edges of a region: the drawn ones, or the gutters behind which text starts aligned."""
    if drawn:
        return sorted(drawn)
    size = median(line.size for line in lines)
    stripes = gutters(lines, size, rules)
    edges = []
    for start, end in stripes:
        starts = _starts_after(lines, start, end, stripes)
        if not starts:
            continue
        if _left_aligned(starts, size) or _symmetric(lines, start, stripes):
            edges.append(max((start + end) / 2, end - 3.0))
    return sorted([*edges, *_under_headers(lines, edges)])


def _left_aligned(starts: Sequence[float], size: float) -> bool:
    """Tell whether lines begin below one another: at one point, or at that of a list's bullets or of its items."""
    first = min(starts)
    flush = sum(s - first <= _FLUSH * size for s in starts)
    if flush >= _LEFT_ALIGNED * len(starts):
        return True
    inner = Counter(round(s - first) for s in starts if _FLUSH * size < s - first <= _INDENT * size)
    listed = sum(count for _, count in inner.most_common(_LEVELS))
    return flush >= _HEADERS and flush + listed >= _LISTED * len(starts)


def _under_headers(lines: Sequence[TextLine], edges: Sequence[float]) -> list[float]:
    """Return edges that no white stripe shows because a cell or two are full to their edge.

    The sign: right below a word group of the first line in columns, most lines of several pieces begin a word, and no
    word stands across.
    """
    several = [line for line in lines if len(line.pieces) > 1]
    if len(several) < _HEADED or len(several[0].pieces) < _HEADERS:
        return []
    head, body = several[0], several[1:]
    out = []
    for before, piece in pairwise(head.pieces):
        x = piece[0].x0
        if any(before[-1].x1 - 1 <= e <= x + 1 for e in edges):
            continue
        begun = sum(any(abs(w.x0 - x) <= _EXACT for w in line.words) for line in body)
        across = any(w.x0 < x - _EXACT and w.x1 > x + _EXACT for line in lines for w in line.words)
        if not across and begun >= max(_ALIGNED, _LEFT_ALIGNED * len(body)):
            out.append(x - _EXACT)
    return out


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
    return is_centred(middles)
