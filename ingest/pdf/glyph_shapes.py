"""Shapes of printed characters: the ink in many boxes of one rendering, each brought to the same size.

Boxes of about one size go through numpy together: one by one, the forty small calls a character cost more than reading
the page.
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
_LEAST: Final = 4
_STEP: Final = 24
"""Boxes whose sides, in pixels, lie within the same multiple of this go together."""


def shapes_in(image: Image, boxes: Floats) -> tuple[Mask, Shape]:
    """Cut the ink out of boxes (n x 4: x0, top, x1, bottom in pixels).

    Returns which boxes hold a shape, and for each box a unit vector of SIDE x SIDE grey levels about their mean.
    """
    height, width = image.shape
    left, top = np.maximum(boxes[:, 0].astype(np.int64), 0), np.maximum(boxes[:, 1].astype(np.int64), 0)
    wide = np.minimum(np.round(boxes[:, 2]).astype(np.int64) + 1, width) - left
    tall = np.minimum(boxes[:, 3].astype(np.int64) + 1, height) - top
    fine = np.zeros(len(boxes), np.bool_)
    out = np.zeros((len(boxes), SIDE * SIDE), np.float32)
    classes = np.where(np.minimum(tall, wide) < _LEAST, -1, tall // _STEP * (width + 1) + wide // _STEP)
    for kind in set(classes.tolist()) - {-1}:
        at = np.flatnonzero(classes == kind)
        patches = _cut_out(image, top[at], left[at], int(tall[at].max()), int(wide[at].max()))
        fine[at], out[at] = _shapes(patches, tall[at], wide[at])
    return fine, out


def _cut_out(image: Image, top: Ints, left: Ints, height: int, width: int) -> Image:
    """Return rows x columns x patches: with the patches last, numpy works along all of them at once."""
    if (top + height <= image.shape[0]).all() and (left + width <= image.shape[1]).all():
        patches = np.lib.stride_tricks.sliding_window_view(image, (height, width))[top, left]
    else:
        rows = np.minimum(top[:, None] + np.arange(height), image.shape[0] - 1)
        columns = np.minimum(left[:, None] + np.arange(width), image.shape[1] - 1)
        patches = image[rows[:, :, None], columns[:, None, :]]
    return np.ascontiguousarray(patches.transpose(1, 2, 0))


def _shapes(patches: Image, tall: Ints, wide: Ints) -> tuple[Mask, Shape]:
    """Find the shapes in patches (rows x columns x n), of which only the first `tall` rows and `wide` columns count."""
    height, width, count = patches.shape
    inside = (np.arange(height)[:, None] < tall)[:, None, :] & (np.arange(width)[:, None] < wide)
    ground = _ground(patches, inside, tall, wide)
    ink = np.abs(patches - ground.astype(np.float32)) * inside
    most = ink.max(axis=(0, 1))
    dark = ink > _DARK * most
    rows, columns = dark.any(axis=1), dark.any(axis=0)
    x0, y0 = columns.argmax(axis=0), rows.argmax(axis=0)
    x1, y1 = width - 1 - columns[::-1].argmax(axis=0), height - 1 - rows[::-1].argmax(axis=0)
    high, broad = y1 - y0 + 1, x1 - x0 + 1
    fine = (most >= _FAINTEST) & (high >= _SMALLEST[0]) & (broad >= _SMALLEST[1]) & (broad <= _WIDEST * high)
    out = np.zeros((count, SIDE * SIDE), np.float32)
    chosen = np.flatnonzero(fine)
    if len(chosen):
        bounds = np.column_stack((x0, y0, x1, y1))[chosen]
        out[chosen], fine[chosen] = _scaled(ink, chosen, bounds)
    return fine, out


def _ground(patches: Image, inside: Mask, tall: Ints, wide: Ints) -> Floats:
    """Return the median grey level of each patch: mostly that of its corner, for paper is most of it."""
    corner, size = patches[0, 0], tall * wide
    out: Floats = corner.astype(np.float64)
    left = np.flatnonzero(2 * np.count_nonzero((patches == corner) & inside, axis=(0, 1)) <= size)
    if len(left):
        levels = np.where(inside[:, :, left], patches[:, :, left], np.int16(256))
        ordered = np.sort(levels.reshape(-1, len(left)).T, axis=1)
        each, half = np.arange(len(left)), size[left] // 2
        out[left] = (ordered[each, half] + ordered[each, (size[left] - 1) // 2]) / 2
    return out


def _scaled(ink: Shape, chosen: Ints, bounds: Ints) -> tuple[Shape, Mask]:
    """Bring the ink of the chosen patches within bounds (x0, top, x1, bottom, ends included) to SIDE x SIDE by linear
    interpolation."""
    _, width, count = ink.shape
    x, y = (_steps(bounds[:, k], bounds[:, k + 2]) for k in (0, 1))
    x0, y0 = x.astype(np.int64), y.astype(np.int64)
    x1, y1 = np.minimum(x0 + 1, bounds[:, 2, None]), np.minimum(y0 + 1, bounds[:, 3, None])
    fx, fy = (x - x0)[:, None, :], (y - y0)[:, :, None]
    left, right = ((x0 * count + chosen[:, None])[:, None, :], (x1 * count + chosen[:, None])[:, None, :])
    levels = ink.reshape(-1)

    def between(rows: Ints) -> Floats:
        start = (rows * (width * count))[:, :, None]
        out: Floats = levels[start + left] * (1 - fx) + levels[start + right] * fx
        return out

    flat = (between(y0) * (1 - fy) + between(y1) * fy).reshape(len(chosen), -1)
    flat -= flat.mean(axis=1)[:, None]
    norm = np.sqrt(np.einsum("sp,sp->s", flat, flat))
    return (flat / np.maximum(norm, 1e-9)[:, None]).astype(np.float32), norm > 0


def _steps(start: Ints, end: Ints) -> Floats:
    """Return SIDE places from start to end, ends included, one row each."""
    out: Floats = start[:, None] + (end - start)[:, None] * (np.arange(SIDE) / (SIDE - 1))
    out[:, -1] = end
    return out
