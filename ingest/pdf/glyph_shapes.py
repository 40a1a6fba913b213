"""Shapes of printed characters: the ink in many boxes of one rendering, each brought to the same size.

All boxes go through numpy together: one by one, the forty small calls a character cost more than reading the page.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.pdf.pdfium import Floats, Ints

Image = npt.NDArray[np.uint8]
Shape = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

SIDE: Final = 12
_FAINTEST: Final = 60
"""Grey levels between ink and ground below which there is no ink to speak of."""
_DARK: Final = 0.4
_SMALLEST: Final = (4, 2)
_WIDEST: Final = 1.6


def shapes_in(image: Image, boxes: Floats) -> tuple[Mask, Shape]:
    """Cut the ink out of boxes (n x 4: x0, top, x1, bottom in pixels).

    Returns which boxes hold a shape, and for each box a unit vector of SIDE x SIDE grey levels about their mean.
    """
    height, width = image.shape
    left, top = np.maximum(boxes[:, 0].astype(np.int64), 0), np.maximum(boxes[:, 1].astype(np.int64), 0)
    right = np.minimum(np.round(boxes[:, 2]).astype(np.int64) + 1, width)
    bottom = np.minimum(boxes[:, 3].astype(np.int64) + 1, height)
    ground = np.zeros(len(boxes))
    ink = np.zeros((len(boxes), 4), np.int64)
    fine = np.zeros(len(boxes), np.bool_)
    tall, wide = bottom - top, right - left
    for h, w in {*zip(tall.tolist(), wide.tolist(), strict=True)}:
        if min(h, w) < 4:
            continue
        at = np.flatnonzero((tall == h) & (wide == w))
        rows, columns = top[at, None] + np.arange(h), left[at, None] + np.arange(w)
        ground[at], ink[at], fine[at] = _ink(image[rows[:, :, None], columns[:, None, :]])
    ink[:, 0::2] += left[:, None]
    ink[:, 1::2] += top[:, None]
    high, broad = ink[:, 3] - ink[:, 1] + 1, ink[:, 2] - ink[:, 0] + 1
    fine &= (high >= _SMALLEST[0]) & (broad >= _SMALLEST[1]) & (broad <= _WIDEST * high)
    out = np.zeros((len(boxes), SIDE * SIDE), np.float32)
    chosen = np.flatnonzero(fine)
    if len(chosen):
        out[chosen], found = _scaled(image, ink[chosen], ground[chosen])
        fine[chosen] = found
    return fine, out


def _ink(patches: Image) -> tuple[Floats, Ints, Mask]:
    """Return the grey level of the ground, the bounds of the ink (x0, top, x1, bottom, ends included), if there is any."""
    count, height, width = patches.shape
    ground = np.median(patches.reshape(count, -1), axis=1)
    ink = np.abs(patches.astype(np.float32) - ground.astype(np.float32)[:, None, None])
    most = ink.max(axis=(1, 2))
    dark = ink > _DARK * most[:, None, None]
    rows, columns = dark.any(axis=2), dark.any(axis=1)
    bounds = (
        columns.argmax(axis=1),
        rows.argmax(axis=1),
        width - 1 - columns[:, ::-1].argmax(axis=1),
        height - 1 - rows[:, ::-1].argmax(axis=1),
    )
    return ground, np.column_stack(bounds), most >= _FAINTEST


def _scaled(image: Image, ink: Ints, ground: Floats) -> tuple[Shape, Mask]:
    """Bring the ink in each bound to SIDE x SIDE by linear interpolation."""
    x, y = (_steps(ink[:, k], ink[:, k + 2]) for k in (0, 1))
    x0, y0 = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    x1, y1 = np.minimum(x0 + 1, ink[:, 2, None]), np.minimum(y0 + 1, ink[:, 3, None])
    fx, fy = (x - x0)[:, None, :], (y - y0)[:, :, None]

    def levels(rows: Ints, columns: Ints) -> Floats:
        grey = image[rows[:, :, None], columns[:, None, :]].astype(np.float64)
        out: Floats = np.abs(grey - ground[:, None, None])
        return out

    upper = levels(y0, x0) * (1 - fx) + levels(y0, x1) * fx
    lower = levels(y1, x0) * (1 - fx) + levels(y1, x1) * fx
    flat = (upper * (1 - fy) + lower * fy).reshape(len(ink), -1)
    flat -= flat.mean(axis=1)[:, None]
    norm = np.sqrt((flat * flat).sum(axis=1))
    return (flat / np.maximum(norm, 1e-9)[:, None]).astype(np.float32), norm > 0


def _steps(start: Ints, end: Ints) -> Floats:
    """Return SIDE places from start to end, ends included, one row each."""
    out: Floats = start[:, None] + (end - start)[:, None] * (np.arange(SIDE) / (SIDE - 1))
    out[:, -1] = end
    return out
