"""Colours and line styles of page objects, many at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.calls import drain
from ingest.pdf.pdfium.geometry import Floats, Ints


def colours(getter: Any, handles: list[int]) -> Ints:
    """Return n x 4 red, green, blue, alpha, one row an object; getter: which of its colours."""
    out = np.zeros((len(handles), 4), np.uint32)
    base, end = out.ctypes.data, out.ctypes.data + 16 * len(handles)
    drain(
        map(
            getter,
            handles,
            range(base, end, 16),
            range(base + 4, end + 4, 16),
            range(base + 8, end + 8, 16),
            range(base + 12, end + 12, 16),
        )
    )
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
    base, end = out.ctypes.data, out.ctypes.data + 16 * len(handles)
    drain(
        map(
            calls.object_bounds,
            handles,
            range(base, end, 16),
            range(base + 4, end + 4, 16),
            range(base + 8, end + 8, 16),
            range(base + 12, end + 12, 16),
        )
    )
    return out.astype(np.float64)
