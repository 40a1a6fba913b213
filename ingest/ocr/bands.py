"""Dark areas with light letters (header rows, RAG cells): found, and turned into dark letters on white."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from ingest.ocr.raster import Gray, Mask
from ingest.ocr.rules import Run

STEP = 8  # pixels a cell of the coarse picture
DARK = 115  # grey level below which an area is dark
HIGH, WIDE = 0.1, 0.25  # inches; smaller dark areas are letters and logos
MOST = 0.75  # share of columns with letters from which a band is a row of cells
TOUCHED = 0.2  # share of a band's height in which letters may touch a wall
OUTSTANDING = 40  # grey levels by which letters differ from a dark ground
SOLID = 0.7  # share of its bounding box that a band fills


class Band(NamedTuple):
    """A dark rectangle in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def bands_of(grey: Image.Image, dpi: float) -> list[Band]:
    """The dark rectangles of a page whose letters are lighter than their ground."""
    width, height = max(1, grey.width // STEP), max(1, grey.height // STEP)
    coarse = grey.resize((width, height), Image.Resampling.BOX).filter(ImageFilter.MedianFilter(3))
    dark: Mask = np.asarray(coarse) < DARK
    pixels = np.asarray(grey)
    out = []
    for x0, top, x1, bottom, count in _areas(dark):
        if count < SOLID * (x1 - x0) * (bottom - top):
            continue
        band = _refined(pixels, Band(x0 * STEP, top * STEP, x1 * STEP, bottom * STEP))
        large = band.bottom - band.top >= HIGH * dpi and band.x1 - band.x0 >= WIDE * dpi
        if large and _light_letters(pixels[band.top : band.bottom, band.x0 : band.x1]):
            out.append(band)
    return out


def _areas(dark: Mask) -> list[tuple[int, int, int, int, int]]:
    """Bounds and size of each group of dark positions that touch."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(dark)), strict=True))
    out = []
    while left:
        stack = [left.pop()]
        ys, xs = [], []
        while stack:
            y, x = stack.pop()
            ys.append(y)
            xs.append(x)
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if near in left:
                    left.remove(near)
                    stack.append(near)
        out.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1, len(xs)))
    return out


def _light_letters(area: Gray) -> bool:
    """True if what stands out of a dark ground is light; a dark green cell may well hold black letters."""
    inner = area[STEP:-STEP, STEP:-STEP] if min(area.shape) > 3 * STEP else area
    ground = float(np.median(inner))
    light, dark = (inner > ground + OUTSTANDING).sum(), (inner < ground - OUTSTANDING).sum()
    return bool(light > dark)


def _refined(pixels: Gray, band: Band) -> Band:
    """Move the edges of a band, known to a coarse step, to where the paper really turns dark."""
    height, width = pixels.shape
    x0, top = max(0, band.x0 - STEP), max(0, band.top - STEP)
    x1, bottom = min(width, band.x1 + STEP), min(height, band.bottom + STEP)
    # The rows and columns through letters are lighter in parts: the median sees the ground.
    rows = np.flatnonzero(np.median(pixels[top:bottom, band.x0 : band.x1], axis=1) < DARK + 20)
    columns = np.flatnonzero(np.median(pixels[band.top : band.bottom, x0:x1], axis=0) < DARK + 20)
    if not len(rows) or not len(columns):
        return band
    return Band(x0 + int(columns[0]), top + int(rows[0]), x0 + int(columns[-1]) + 1, top + int(rows[-1]) + 1)


def invert(grey: Image.Image, bands: list[Band]) -> Image.Image:
    """The page with its bands turned into dark on light."""
    if not bands:
        return grey
    pixels = np.array(grey)
    for band in bands:
        area = pixels[band.top : band.bottom, band.x0 : band.x1]
        area[:] = 255 - area
    return Image.fromarray(pixels)


def edges_of(bands: list[Band]) -> tuple[list[Run], list[Run]]:
    """The edges of bands as rules: the border of a dark cell is where its paint ends."""
    across = [Run(float(y), b.x0, b.x1, 1) for b in bands for y in (b.top, b.bottom)]
    down = [Run(float(x), b.top, b.bottom, 1) for b in bands for x in (b.x0, b.x1)]
    return across, down


def carried_through(bands: list[Band], down: list[Run], ink: Mask, dpi: float) -> list[Run]:
    """Vertical rules that end at a band and go on in it unseen: dark lines on dark paint leave no trace.

    They are taken to go on where no letters stand in their way, and only if nearly every column then holds letters:
    a band with one title over all columns has no walls.
    """
    reach = round(dpi * 0.03)
    out: list[Run] = []
    for band in bands:
        meeting = sorted(
            run.at
            for run in down
            if band.x0 + 3 * reach < run.at < band.x1 - 3 * reach
            and (abs(run.start - band.bottom) <= reach or abs(run.end - band.top) <= reach)
        )
        inside = ink[band.top + reach : band.bottom - reach]
        # One line of a cell may run up to the wall; a title would cross it with all its lines.
        clear = [x for x in meeting if inside[:, round(x) - 1 : round(x) + 2].any(axis=1).mean() <= TOUCHED]
        stops = [band.x0 + reach, *(round(x) for x in clear), band.x1 - reach]
        filled = sum(bool(inside[:, a + 3 : b - 3].any()) for a, b in pairwise(stops))
        if clear and filled >= MOST * (len(stops) - 1):
            out += [Run(x, band.top, band.bottom, 1) for x in clear]
    return out
