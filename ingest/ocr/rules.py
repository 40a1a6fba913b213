"""Ruled lines of a scanned page: long straight runs of ink, with gaps and specks allowed for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ingest.ocr.raster import WHITE, Gray, Mask

INCH_ACROSS = 0.45  # inches that a horizontal rule must run without a real gap
INCH_DOWN = 0.19  # a vertical one: it may be as short as a row of one line
INCH_STEM = 0.6  # inches; stems of letters are shorter, in titles too
FULL = 0.86  # share of inked pixels in such a run
FRINGE = 0.02  # inches; rules do not stand nearer to one another
CROWDED = 0.25  # share of ink beside a run from which it is part of a line of letters
LETTER_ACROSS, LETTER_DOWN = 0.25, 0.16  # inches; strokes of letters are shorter than that
THICK = 0.045  # inches; what is thicker is shading or a picture


class Run(NamedTuple):
    """A rule in pixels: at = its middle (y of a horizontal one), from start to end, thick pixels wide."""

    at: float
    start: int
    end: int
    thick: int


def rules_of(ink: Mask, dpi: float, across: bool) -> list[Run]:
    """The horizontal (across) or vertical rules of a page."""
    grid = ink if across else np.ascontiguousarray(ink.T)
    length = max(12, round(dpi * (INCH_ACROSS if across else INCH_DOWN)))
    # A rule that wanders by a pixel still is one: look at each row together with its neighbours.
    near = grid.copy()
    near[1:] |= grid[:-1]
    near[:-1] |= grid[1:]
    core = _runs_mostly(near, length)
    runs = _longest(_stack(_row_runs(core, length), near), dpi)
    thick = max(4, round(dpi * THICK))
    return [run for run in runs if run.thick <= thick and _stands_alone(run, grid, dpi)]


def without_letters(down: list[Run], across: list[Run], dpi: float) -> list[Run]:
    """Vertical rules without the stems of large letters: a short rule must begin or end at a horizontal one."""
    near = dpi * 0.03

    def touches(run: Run) -> bool:
        return any(
            other.start - near <= run.at <= other.end + near
            and (abs(other.at - run.start) <= near or abs(other.at - run.end) <= near)
            for other in across
        )

    return [run for run in down if run.end - run.start >= INCH_STEM * dpi or touches(run)]


def _longest(runs: list[Run], dpi: float) -> list[Run]:
    """Leave out what is only the fringe of a longer rule, or goes on where one ends."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: r.start - r.end):
        fringe = any(
            abs(run.at - other.at) <= dpi * FRINGE and run.start < other.end and other.start < run.end
            for other in kept
        )
        if not fringe:
            kept.append(run)
    return sorted(kept)


def _stands_alone(run: Run, grid: Mask, dpi: float) -> bool:
    """True if there is paper on both sides: rows of bold letters are inked nearly throughout, but not only there."""
    away = round(run.thick / 2 + dpi * 0.012) + 1
    for y in (round(run.at) - away, round(run.at) + away):
        if 0 <= y < len(grid) and grid[y, run.start : run.end].mean() > CROWDED:
            return False
    return True


def _runs_mostly(grid: Mask, length: int) -> Mask:
    """Where the window of `length` pixels around a pixel is inked nearly throughout."""
    total = np.cumsum(np.pad(grid, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    out = np.zeros(grid.shape, np.bool_)
    if grid.shape[1] <= length:
        return out
    half = length // 2
    window = total[:, length:] - total[:, :-length]
    out[:, half : half + window.shape[1]] = window >= FULL * length
    return out


def _row_runs(core: Mask, length: int) -> Iterator[tuple[int, int, int]]:
    """Runs of each row as (y, start, end), widened from window centres to the windows' ends."""
    half = length // 2
    for y in np.flatnonzero(core.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], core[y].astype(np.int8), [0]))))
        start = end = None
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            a, b = max(0, int(first) - half), min(core.shape[1], int(last) + half)
            if end is not None and start is not None and a <= end:
                end = b
                continue
            if start is not None and end is not None:
                yield int(y), start, end
            start, end = a, b
        if start is not None and end is not None:
            yield int(y), start, end


def _stack(runs: Iterator[tuple[int, int, int]], near: Mask) -> list[Run]:
    """Put runs of neighbouring rows together and trim them to their ink."""
    open_runs: list[list[tuple[int, int, int]]] = []
    done: list[list[tuple[int, int, int]]] = []
    for y, start, end in runs:
        still: list[list[tuple[int, int, int]]] = []
        for group in open_runs:
            (still if y - group[-1][0] <= 2 else done).append(group)
        open_runs = still
        home = next((g for g in open_runs if any(a < end and start < b for _, a, b in g[-3:])), None)
        if home is None:
            open_runs.append([(y, start, end)])
        else:
            home.append((y, start, end))
    return [run for group in [*done, *open_runs] if (run := _rule(group, near)) is not None]


def _rule(group: list[tuple[int, int, int]], near: Mask) -> Run | None:
    weights = np.array([end - start for _, start, end in group], float)
    ys = np.array([y for y, _, _ in group], float)
    start, end = min(g[1] for g in group), max(g[2] for g in group)
    top, bottom = int(ys.min()), int(ys.max())
    inked = np.flatnonzero(near[top : bottom + 1, start:end].any(axis=0))
    if not len(inked):
        return None
    # Looking at three rows at once made it two pixels thicker than it is.
    return Run(
        float(np.average(ys, weights=weights)),
        start + int(inked[0]),
        start + int(inked[-1]) + 1,
        max(1, bottom - top - 1),
    )


def erase(clean: Gray, runs: list[Run], across: bool, dpi: float) -> None:
    """Paint rules over in white, in place. Only what runs on like a rule goes: a letter may touch one."""
    page = clean if across else clean.T
    length = max(8, round(dpi * (LETTER_ACROSS if across else LETTER_DOWN)))
    for run in runs:
        half = run.thick / 2 + dpi * 0.012
        low, high = max(0, round(run.at - half)), round(run.at + half) + 1
        strip = page[low:high, run.start : run.end]
        dark = strip < 200
        core = _runs_mostly(dark, length)
        total = np.cumsum(np.pad(core, ((0, 0), (length // 2 + 1, length // 2))), axis=1, dtype=np.int32)
        wide = total[:, length:] > total[:, :-length] if total.shape[1] > length else core
        long = np.zeros_like(core)
        long[:, : wide.shape[1]] = wide[:, : long.shape[1]]
        middle = slice(max(0, round(run.at - run.thick / 2) - low), round(run.at + run.thick / 2) - low + 1)
        long[middle] = True
        # The blurred rim of a rule is paler than its core: one pixel more on either side.
        long[1:] |= long[:-1].copy()
        long[:-1] |= long[1:].copy()
        strip[long] = WHITE
