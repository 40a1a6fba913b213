"""What rules and shading in a region say about its rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf.carried import Columns
from ingest.pdf.grid import Grid
from ingest.pdf.grid_aligned import Hints, aligned_grid, spanning
from ingest.pdf.grid_fills import Band, grouped_bands, inner_edges, merged_areas
from ingest.pdf.grid_ruled import Segment
from ingest.pdf.text_lines import TextLine


def unruled_grid(
    region: tuple[list[TextLine], int],
    lines: Sequence[TextLine],
    groups: Sequence[Sequence[Band]],
    across: Sequence[Segment],
    down: Sequence[Segment],
    carried: Columns | None,
) -> Grid | None:
    """Build the grid of a region (its lines, the least number of columns) from all that is drawn there, and its text."""
    inside, least = region
    x0, x1 = min(t.x0 for t in inside), max(t.x1 for t in inside)
    top, bottom = min(t.top for t in inside), max(t.bottom for t in inside)
    bands = [
        b
        for g in groups
        for b in g
        if b.bottom > top - 2 and b.top < bottom + 2 and min(b.x1, x1) - max(b.x0, x0) >= 0.7 * (x1 - x0)
    ]
    near = [r for r in across if top - 14 <= r.at <= bottom + 14]
    rules, partial = spanning(near, x0, x1)
    hints = Hints()
    frame: tuple[float, float, float, float] | None = None
    if bands:
        hints.columns = inner_edges(bands)
        hints.merged = merged_areas(bands, hints.columns)
        hints.rows = [y for b in bands for y in (b.top, b.bottom)]
        hints.method = "fills"
        hints.shaded = grouped_bands(bands)
        frame = (
            min(b.x0 for b in bands),
            min(b.top for b in bands),
            max(b.x1 for b in bands),
            max(b.bottom for b in bands),
        )
    if rules:
        hints.rows += [r.at for r in rules]
        hints.method = "fills" if bands else "horizontal"
        hints.partial = partial
        box = (min(r.start for r in rules), rules[0].at, max(r.end for r in rules), rules[-1].at)
        frame = (
            box
            if frame is None
            else (min(frame[0], box[0]), min(frame[1], box[1]), max(frame[2], box[2]), max(frame[3], box[3]))
        )
    if not hints.columns:
        height = bottom - top
        hints.columns = [
            v.at
            for v in down
            if x0 + 4 < v.at < x1 - 4 and min(v.end, bottom) - max(v.start, top) >= 0.6 * height
        ]
    if carried is not None and not hints.columns:
        hints.columns = list(carried.inner)
        least = 2
    return aligned_grid(inside, lines, hints, frame, least, carried)
