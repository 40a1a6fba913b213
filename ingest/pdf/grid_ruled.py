"""Grids from ruled lines and thin rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest import limits
from ingest.pdf.grid import Grid, Span, spans_from_walls
from ingest.pdf.shapes import Rule, is_white

JOIN = 3.5
"""Ends of rules this near (points) belong together: corner pieces, mitred borders, double lines."""
SAME_LINE = 1.6
_SHORTEST = 5.0
_WALL = 0.6
"""A wall stands where rules cover this share of the way; the rest of the way is a matter of line ends."""
_OVERHANG = 6.0
_CLOSED = 0.55
_COLUMN_RULES = 4


class Segment(NamedTuple):
    """A rule as a line: at = y of a horizontal one, x of a vertical one; it runs from start to end."""

    at: float
    start: float
    end: float


def merge_rules(rules: Sequence[Rule], horizontal: bool) -> list[Segment]:
    """Put pieces of the same line together; white rules are gaps, not lines."""
    pieces = [
        Segment((r.top + r.bottom) / 2, r.x0, r.x1)
        if horizontal
        else Segment((r.x0 + r.x1) / 2, r.top, r.bottom)
        for r in rules
        if r.horizontal is horizontal and not is_white(r.colour)
    ]
    pieces.sort()
    merged: list[Segment] = []
    for group in _groups(pieces):
        group.sort(key=lambda s: s.start)
        current = group[0]
        for piece in group[1:]:
            if piece.start <= current.end + JOIN:
                current = Segment(
                    current.at if current.end - current.start >= piece.end - piece.start else piece.at,
                    current.start,
                    max(current.end, piece.end),
                )
            else:
                merged.append(current)
                current = piece
        merged.append(current)
    return [s for s in merged if s.end - s.start >= _SHORTEST]


def _groups(pieces: list[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][0].at <= SAME_LINE:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def cluster(values: Sequence[float], reach: float) -> list[float]:
    """Return the means of groups of values that lie within reach of their group's first member."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def ruled_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Find every grid of crossing rules on a page, largest first, nested ones left out."""
    across, down = merge_rules(rules, True), merge_rules(rules, False)
    if not down or len(across) + len(down) > limits.MAX_RULES:
        return []
    if not across:
        return _columns_only(down)
    grids = [g for part in _components(across, down) if (g := _grid(*part)) is not None]
    grids.sort(key=lambda g: -(g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))
    outer: list[Grid] = []
    for grid in grids:
        if not any(_inside(grid.box, o.box) for o in outer):
            outer.append(grid)
    return outer


def _columns_only(down: Sequence[Segment]) -> list[Grid]:
    """Return the grid of a page with nothing but column rules of one length: the middle of a row longer than a page."""
    top, bottom = min(s.start for s in down), max(s.end for s in down)
    xs = cluster([s.at for s in down], JOIN)
    alike = all(abs(s.start - top) <= JOIN and abs(s.end - bottom) <= JOIN for s in down)
    if not alike or len(xs) < _COLUMN_RULES or len(xs) - 1 > limits.MAX_COLUMNS:
        return []
    spans = [Span(0, j, 1, 1) for j in range(len(xs) - 1)]
    return [Grid(xs, [top, bottom], spans, "ruled", True, True)]


def _inside(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1


def _components(across: list[Segment], down: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Return groups of rules that touch one another."""
    h, v = np.array(across), np.array(down)
    touch = (
        (v[None, :, 0] >= h[:, None, 1] - JOIN)
        & (v[None, :, 0] <= h[:, None, 2] + JOIN)
        & (h[:, None, 0] >= v[None, :, 1] - JOIN)
        & (h[:, None, 0] <= v[None, :, 2] + JOIN)
    )
    label = np.full(len(across), -1)
    parts: list[tuple[list[Segment], list[Segment]]] = []
    for start in range(len(across)):
        if label[start] >= 0:
            continue
        mine = np.zeros(len(across), np.bool_)
        mine[start] = True
        while True:
            columns = touch[mine].any(axis=0)
            grown = mine | touch[:, columns].any(axis=1)
            if (grown == mine).all():
                break
            mine = grown
        label[mine] = len(parts)
        parts.append(([across[i] for i in np.flatnonzero(mine)], [down[j] for j in np.flatnonzero(columns)]))
    return parts


def _grid(across: list[Segment], down: list[Segment]) -> Grid | None:
    if not down or len(across) + len(down) < 3:
        return None
    xs, ys = cluster([s.at for s in down], JOIN), cluster([s.at for s in across], JOIN)
    top, bottom = min(s.start for s in down), max(s.end for s in down)
    left, right = min(s.start for s in across), max(s.end for s in across)
    open_top, open_bottom = top < ys[0] - _OVERHANG, bottom > ys[-1] + _OVERHANG
    ys = ([top] if open_top else []) + ys + ([bottom] if open_bottom else [])
    xs = ([left] if left < xs[0] - _OVERHANG else []) + xs + ([right] if right > xs[-1] + _OVERHANG else [])
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) - 1 > limits.MAX_COLUMNS:
        return Grid(xs, ys, [], "ruled")
    walls_down = _coverage(down, xs, ys)
    walls_across = _coverage(across, ys, xs)
    right_walls = [
        [bool(walls_down[j][i] >= _WALL) for j in range(1, len(xs) - 1)] for i in range(len(ys) - 1)
    ]
    below_walls = [
        [bool(walls_across[i][j] >= _WALL) for j in range(len(xs) - 1)] for i in range(1, len(ys) - 1)
    ]
    spans = spans_from_walls(right_walls, below_walls)
    inner = np.concatenate((walls_down[1:-1].ravel(), walls_across[1:-1].ravel()))
    drawn_sides = [
        side.mean()
        for side, virtual in (
            (walls_across[0], open_top),
            (walls_across[-1], open_bottom),
            (walls_down[0], left < xs[0] + 1 < min(s.at for s in down)),
            (walls_down[-1], right > xs[-1] - 1 > max(s.at for s in down)),
        )
        if not virtual
    ]
    if drawn_sides and float(np.mean(drawn_sides)) < _CLOSED:
        return None  # lines that cross without enclosing anything: a family tree, a chart
    doubtful = float(np.mean((inner > 0.1) & (inner < 0.9))) if len(inner) else 0.0
    loose = () if open_bottom else tuple(int(j) for j in np.flatnonzero(walls_across[-1] < 1 - _WALL))
    return Grid(xs, ys, spans, "ruled", open_top, open_bottom or bool(loose), 1.0 - doubtful, loose)


def _coverage(segments: list[Segment], lines: list[float], stops: list[float]) -> npt.NDArray[np.float64]:
    """Return, for each line (row) and each stretch between stops (column), the share that segments cover."""
    out = np.zeros((len(lines), len(stops) - 1))
    grid_lines = np.array(lines)
    starts, ends = np.array(stops[:-1]), np.array(stops[1:])
    at, start, end = np.array(segments).T
    nearest = np.abs(grid_lines - at[:, None]).argmin(axis=1)
    shared = np.minimum(ends, end[:, None] + JOIN / 2) - np.maximum(starts, start[:, None] - JOIN / 2)
    np.add.at(out, nearest, np.maximum(shared, 0.0))
    share: npt.NDArray[np.float64] = np.minimum(out / np.maximum(ends - starts, 0.1), 1.0)
    return share
