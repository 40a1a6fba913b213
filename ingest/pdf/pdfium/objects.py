"""The objects of a page other than text, and where its text objects stand among them."""

from __future__ import annotations

import ctypes
from itertools import compress, repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ingest import limits
from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.base import Owner
from ingest.pdf.pdfium.calls import drain
from ingest.pdf.pdfium.geometry import IDENTITY, Floats, Ints, Matrix, intersect, multiply
from ingest.pdf.pdfium.style import bounds, colours, path_styles
from ingest.pdf.pdfium.text import PageText

_CLIP_PATHS: Final = 8
_CLIP_SEGMENTS: Final = 64
_ONE_SHAPE: Final = 6
"""Segments of the largest single shape: a closed rectangle has five."""
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
MOVE, LINE, BEZIER = 2, 0, 1
UNSEEN_MODES: Final = (3, 7)
"""Text render modes that paint nothing (ISO 32000-1, table 106): invisible, and clip only."""


class RawObject(NamedTuple):
    """A page object with its type, place in the drawing order and the matrix of the forms around it."""

    handle: int
    kind: int
    order: int
    matrix: Matrix


class PageObjects(PageText):
    """The objects of an open page."""

    def __init__(self, page: int, index: int, document: Owner | None = None) -> None:
        super().__init__(page, index, document)
        self._objects: list[RawObject] | None = None
        self._text_orders: dict[int, int] = {}
        self._inside_forms: dict[int, Matrix] = {}
        self._drawn = 0
        self.too_dense = False

    def objects(self) -> list[RawObject]:
        """Return the page's objects but text, in drawing order, forms opened. Sets too_dense at the limit."""
        if self._objects is None:
            count = max(0, int(calls.count_objects(self.handle)))
            self._objects = []
            # One more than the limit: so that crossing it shows, however many there are.
            count = min(count, limits.MAX_PAGE_OBJECTS + 1)
            handles = list(map(calls.get_object, repeat(self.handle, count), range(count)))
            self._collect(handles, IDENTITY, 0)
        return self._objects

    def text_orders(self) -> dict[int, int]:
        """Return the place in the drawing order of every text object."""
        self.objects()
        return self._text_orders

    def _collect(self, handles: list[int | None], matrix: Matrix, depth: int) -> None:
        assert self._objects is not None
        found = [handle for handle in handles if handle]
        kinds = list(map(calls.object_type, found))
        if not depth and self._drawn + len(found) <= limits.MAX_PAGE_OBJECTS and FORM not in kinds:
            self._collect_flat(found, kinds)
            return
        for handle, kind in zip(found, kinds, strict=True):
            order = self._drawn
            if order >= limits.MAX_PAGE_OBJECTS:
                self.too_dense = True
                return
            self._drawn += 1
            if kind == TEXT:  # HTML printers make one of every letter: no object of ours for each
                self._text_orders[handle] = order
                if depth:
                    self._inside_forms[handle] = matrix
                continue
            self._objects.append(RawObject(handle, kind, order, matrix))
            if kind == FORM and depth < limits.MAX_FORM_DEPTH:
                count = min(max(0, int(calls.form_count(handle))), limits.MAX_PAGE_OBJECTS)
                inner = list(map(calls.form_object, repeat(handle, count), range(count)))
                self._collect(inner, multiply(object_matrix(handle), matrix), depth + 1)

    def _collect_flat(self, handles: list[int], kinds: list[int]) -> None:
        """Take in all objects of a page without forms at once."""
        assert self._objects is not None
        orders = range(self._drawn, self._drawn + len(handles))
        texts = [kind == TEXT for kind in kinds]
        self._text_orders.update(zip(compress(handles, texts), compress(orders, texts), strict=True))
        if not all(texts):
            for handle, kind, order in zip(handles, kinds, orders, strict=True):
                if kind != TEXT:
                    self._objects.append(RawObject(handle, kind, order, IDENTITY))
        self._drawn += len(handles)

    def fill_colours(self, handles: list[int]) -> Ints:
        """Return n x 4 red, green, blue, alpha of the fill, one row an object."""
        return colours(calls.object_fill, handles)

    def stroke_colours(self, handles: list[int]) -> Ints:
        """Return n x 4 red, green, blue, alpha of the stroke, one row an object."""
        return colours(calls.object_stroke, handles)

    def bounds(self, handles: list[int]) -> Floats:
        """Return n x 4 left, bottom, right, top in the object's own container."""
        return bounds(handles)

    def text_boxes(self, handles: list[int]) -> Floats:
        """Return n x 4 left, bottom, right, top of text objects on the page, forms around them taken into account."""
        self.objects()
        out = self.bounds(handles)
        for i, handle in enumerate(handles):
            if handle in self._inside_forms:
                a, b, c, d, e, f = self._inside_forms[handle]
                x, y = out[i, [0, 2, 0, 2]], out[i, [1, 1, 3, 3]]
                xs, ys = a * x + c * y + e, b * x + d * y + f
                out[i] = (xs.min(), ys.min(), xs.max(), ys.max())
        return out

    def unseen_modes(self, handles: list[int]) -> npt.NDArray[np.bool_]:
        """Mark text objects whose render mode paints nothing."""
        modes = np.fromiter(map(calls.text_mode, handles), np.int64, len(handles))
        out: npt.NDArray[np.bool_] = (modes == UNSEEN_MODES[0]) | (modes == UNSEEN_MODES[1])
        return out

    def path_styles(self, handles: list[int]) -> tuple[Ints, Floats, Ints]:
        """Return, for path objects: n x 2 (fill mode, stroked), stroke widths, segment counts."""
        return path_styles(handles)

    def layered(self, handles: list[int]) -> npt.NDArray[np.bool_]:
        """Mark text objects in optional content (a layer that may be switched off) or in a form, which may be one."""
        self.objects()
        forms = self._inside_forms
        out = np.zeros(len(handles), np.bool_)
        if forms:
            out[:] = [handle in forms for handle in handles]
        layered = self.marked(handles).layered
        if layered:
            out |= np.array([handle in layered for handle in handles])
        return out

    def clip_boxes(self, handles: list[int]) -> list[tuple[float, float, float, float] | None]:
        """Return left, bottom, right, top of each object's clip path in user space, None when it has none."""
        out: list[tuple[float, float, float, float] | None] = []
        points = (ctypes.c_float * (2 * _CLIP_SEGMENTS))()
        x = range(ctypes.addressof(points), ctypes.addressof(points) + 8 * _CLIP_SEGMENTS, 8)
        y = range(x.start + 4, x.stop + 4, 8)
        for clip in map(calls.clip_get, handles):
            paths = calls.clip_paths(clip) if clip else 0
            box: tuple[float, float, float, float] | None = None
            for path in range(min(paths, _CLIP_PATHS)):
                count = max(0, min(calls.clip_segments(clip, path), _CLIP_SEGMENTS))
                segments = map(calls.clip_segment, repeat(clip), repeat(path), range(count))
                given = list(map(calls.segment_point, segments, x, y))
                if any(given):
                    xs, ys = (list(compress(points[at : 2 * count : 2], given)) for at in (0, 1))
                    one = (min(xs), min(ys), max(xs), max(ys))
                    box = one if box is None else intersect(box, one)
            out.append(box)
        return out

    def drawn(self, paths: list[int]) -> int:
        """Return how many lines and shapes path objects draw."""
        return sum(count // 2 if count > _ONE_SHAPE else 1 for count in map(calls.path_count, paths))


def object_matrix(handle: int) -> Matrix:
    """Return an object's own matrix."""
    out = (ctypes.c_float * 6)()
    if not calls.object_matrix(handle, ctypes.addressof(out)):
        return IDENTITY
    a, b, c, d, e, f = out
    return (a, b, c, d, e, f)


def path_segments(handle: int, count: int) -> tuple[list[int], list[tuple[float, float]], list[int]]:
    """Return kinds (MOVE, LINE, BEZIER), points in the path's own space and close flags."""
    segments = list(map(calls.path_segment, repeat(handle, count), range(count)))
    points = (ctypes.c_float * (2 * count))()
    base = ctypes.addressof(points)
    end = base + 8 * count
    drain(map(calls.segment_point, segments, range(base, end, 8), range(base + 4, end + 4, 8)))
    flat = list(points)
    return (
        list(map(calls.segment_type, segments)),
        list(zip(flat[::2], flat[1::2], strict=True)),
        list(map(calls.segment_close, segments)),
    )
