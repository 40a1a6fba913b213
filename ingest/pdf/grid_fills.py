"""What shading says: bands of rows, edges of columns, areas that span several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.pdf.grid_ruled import cluster
from ingest.pdf.shapes import Fill, is_white

_SMALLEST: Final = (6.0, 6.0)
_GAP: Final = 5.0
"""White between shaded cells: borders of up to 3 points on each side of nothing."""
_SAME: Final = 3.0


class Band(NamedTuple):
    """Shaded cells side by side: one row of a table, as far as shading tells."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[Fill, ...]


def bands_of(fills: Sequence[Fill], width: float, height: float) -> list[Band]:
    """Return bands of shading wider than a quarter of the page, top to bottom; page backgrounds are left out."""
    useful = [
        f
        for f in fills
        if f.x1 - f.x0 >= _SMALLEST[0]
        and f.bottom - f.top >= _SMALLEST[1]
        and not is_white(f.colour)
        and (f.x1 - f.x0) * (f.bottom - f.top) < 0.6 * width * height
    ]
    # A cell is often shaded twice, paragraph over cell: the larger box is the cell.
    useful.sort(key=lambda f: (f.top, f.x0))
    bands: list[list[Fill]] = []
    for fill in useful:
        for band in bands:
            if abs(band[0].top - fill.top) <= _SAME and abs(band[0].bottom - fill.bottom) <= _SAME:
                band.append(fill)
                break
        else:
            bands.append([fill])
    out = []
    for band in bands:
        band.sort(key=lambda f: f.x0)
        for run in _runs(band):
            x0, x1 = run[0].x0, max(f.x1 for f in run)
            if x1 - x0 >= 0.25 * width:
                out.append(Band(x0, min(f.top for f in run), x1, max(f.bottom for f in run), tuple(run)))
    return out


def _runs(band: list[Fill]) -> list[list[Fill]]:
    runs = [[band[0]]]
    for fill in band[1:]:
        if fill.x0 <= max(f.x1 for f in runs[-1]) + _GAP:
            runs[-1].append(fill)
        else:
            runs.append([fill])
    return runs


def band_groups(bands: Sequence[Band]) -> list[list[Band]]:
    """Put bands of the same left and right ends together: the shaded rows of one table."""
    groups: list[list[Band]] = []
    for band in bands:
        for group in groups:
            if abs(group[-1].x0 - band.x0) <= 4 and abs(group[-1].x1 - band.x1) <= 4:
                group.append(band)
                break
        else:
            groups.append([band])
    return groups


def grouped_bands(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """Return top and bottom of the bands of a table that shades every other group of rows; [] for any other table.

    The sign: bands of one colour that touch one another.
    """
    body = sorted(bands, key=lambda b: b.top)
    touching = sum(
        abs(b.top - a.bottom) <= 1.0 and a.cells[0].colour == b.cells[0].colour for a, b in pairwise(body)
    )
    gaps = sum(b.top - a.bottom > _GAP for a, b in pairwise(body))
    return [(b.top, b.bottom) for b in body] if touching >= 2 and gaps else []


def inner_edges(bands: Sequence[Band]) -> list[float]:
    """Return the x of column edges: where one shaded cell ends and the next begins."""
    edges = []
    for band in bands:
        cells = _distinct(band.cells)
        for a, b in pairwise(cells):
            if abs(b.x0 - a.x1) <= _GAP:
                edges.append((a.x1 + b.x0) / 2)
    return cluster(edges, _SAME)


def merged_areas(bands: Sequence[Band], edges: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """Return shaded cells that run over a column edge of the table they belong to."""
    return [
        (f.x0, f.top, f.x1, f.bottom)
        for band in bands
        for f in _distinct(band.cells)
        if any(f.x0 + 3 < e < f.x1 - 3 for e in edges)
    ]


def _distinct(cells: Sequence[Fill]) -> list[Fill]:
    """Drop shading inside other shading."""
    return [
        c
        for c in cells
        if not any(
            o is not c and o.x0 <= c.x0 + 1 and o.x1 >= c.x1 - 1 and (o.x1 - o.x0) > (c.x1 - c.x0) + 1
            for o in cells
        )
    ]
