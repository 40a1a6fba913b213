"""Marks on a rendered page: which character boxes hold any."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.pdf.pdfium import Floats

Image = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_EDGE: Final = 16
"""Difference of neighbouring grey levels that is a mark; black 6 pt print at 54 dots an inch makes 60 and more."""


def bears_ink(image: Image, boxes: Floats) -> Mask:
    """Say for each box (n x 4: x0, top, x1, bottom in pixels) whether grey levels change from left to right in it."""
    height, width = image.shape
    if height < 2 or width < 2:
        return np.ones(len(boxes), np.bool_)
    levels = image.astype(np.int16)
    edges = np.abs(levels[:, 1:] - levels[:, :-1]) > _EDGE
    sums = np.zeros((height + 1, width), np.int32)
    np.cumsum(edges, axis=1, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums, axis=0, out=sums)
    x0 = np.clip(np.floor(boxes[:, 0]) - 1, 0, width - 1).astype(np.int64)
    x1 = np.clip(np.ceil(boxes[:, 2]), 0, width - 1).astype(np.int64)
    top = np.clip(np.floor(boxes[:, 1]), 0, height).astype(np.int64)
    bottom = np.clip(np.ceil(boxes[:, 3]), 0, height).astype(np.int64)
    out: Mask = sums[bottom, x1] - sums[top, x1] - sums[bottom, x0] + sums[top, x0] > 0
    return out
