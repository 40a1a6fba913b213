"""Colours and line styles of page objects, many at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.calls import drain
from ingest.pdf.pdfium.geometry import Floats, Ints


def _fill_fours(getter: Any, handles: list[int], base: int) -> None:
    """Have getter write four values of four bytes for each object, one object behind the other from address base on."""
    end = base + 16 * len(handles)
    drain(map(getter, handles, *(range(base + at, end + at, 16) for at in (0, 4, 8, 12))))


def colours(getter: Any, handles: list[int]) -> Ints:
    """Return n x 4 red, green, blue, alpha, one row an object; getter: which of its colours."""
    out = np.zeros((len(handles), 4), np.uint32)
    _fill_fours(getter, handles, out.ctypes.data)
    return out.astype(np.int64)


def path_styles(handles: list[int]) -> tuple[Ints, Floats, Ints]:
    """Return, for path objects: n x 2 (fill mode, stroked), stroke widths, segment counts."""
    count = len(handles)
    modes = np.zeros((count, 2), np.int32)
    base = modes.ctypes.data
    drain(
        map(
            calls.path_mode,
            handles,
            range(base, base + 8 * count, 8),
            range(base + 4, base + 4 + 8 * count, 8),
        )
    )
    widths = np.zeros(count, np.float32)
    base = widths.ctypes.data
    drain(map(calls.object_width, handles, range(base, base + 4 * count, 4)))
    segments = np.fromiter(map(calls.path_count, handles), np.int64, count)
    return modes.astype(np.int64), widths.astype(np.float64), segments


def bounds(handles: list[int]) -> Floats:
    """Return n x 4 left, bottom, right, top in the object's own container."""
    out = np.zeros((len(handles), 4), np.float32)
    _fill_fours(calls.object_bounds, handles, out.ctypes.data)
    return out.astype(np.float64)
