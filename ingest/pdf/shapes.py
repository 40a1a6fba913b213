"""Path objects of a page -> rules (lines and thin rectangles) and fills (shaded areas)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from ingest import limits
from ingest.pdf.frame import Frame
from ingest.pdf.pdfium import (
    BEZIER,
    IMAGE,
    MOVE,
    PATH,
    SHADING,
    Floats,
    Matrix,
    RawObject,
    RawPage,
    multiply,
    object_matrix,
    path_segments,
)

Colour = tuple[int, int, int]

THIN: Final = 3.0
"""A filled rectangle thinner than this (points) is a rule: Word and most HTML printers draw borders that way."""
_STRAIGHT: Final = 0.75
_WHITE: Final = 250
_DOT: Final = 0.3
_SQUARE: Final = 1.5
_OPAQUE: Final = 242
_SEE_THROUGH: Final = 13
"""Alpha below 5 %: nobody sees it."""


class Rule(NamedTuple):
    """A straight horizontal or vertical line, as the rectangle that its ink covers (frame coordinates)."""

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: bool
    colour: Colour
    order: int


class Fill(NamedTuple):
    """A filled rectangle (or the bounds of a filled shape), in drawing order."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: Colour
    order: int
    opaque: bool


class Picture(NamedTuple):
    """The place of an image or of anything else that may hide what was drawn before it, in drawing order."""

    x0: float
    top: float
    x1: float
    bottom: float
    order: int


class Shapes(NamedTuple):
    """Everything drawn on a page that is not text."""

    rules: list[Rule]
    fills: list[Fill]
    images: list[Picture]
    covers: list[Picture]
    """Bounds of painted areas and thick strokes, whatever their shape; gradients too."""


def is_white(colour: Colour) -> bool:
    """Tell whether ink of this colour is invisible on paper."""
    return min(colour) >= _WHITE


def shapes_of(page: RawPage, objects: list[RawObject], frame: Frame) -> Shapes:
    """Read the paths and images of a page."""
    rules: list[Rule] = []
    fills: list[Fill] = []
    covers: list[Picture] = []
    paths = [o for o in objects if o.kind == PATH]
    pictures = [o for o in objects if o.kind == IMAGE]
    if paths:
        handles = [o.handle for o in paths]
        modes, widths, counts = page.path_styles(handles)
        facts = zip(
            paths,
            _framed(page, paths, frame).tolist(),
            modes.tolist(),
            widths.tolist(),
            counts.tolist(),
            page.fill_colours(handles).tolist(),
            page.stroke_colours(handles).tolist(),
            strict=True,
        )
        for item, box, mode, width, count, inside, outside in facts:
            if _may_cover(box, mode, width, inside, outside):
                covers.append(Picture(box[0], box[1], box[2], box[3], item.order))
            _sort_path(item, frame, box, mode, width, count, inside, outside, rules, fills)
    images = [
        Picture(float(b[0]), float(b[1]), float(b[2]), float(b[3]), item.order)
        for item, b in zip(pictures, _framed(page, pictures, frame), strict=True)
    ]
    gradients = [o for o in objects if o.kind == SHADING]
    covers += [
        Picture(float(b[0]), float(b[1]), float(b[2]), float(b[3]), item.order)
        for item, b in zip(gradients, _framed(page, gradients, frame), strict=True)
    ]
    return Shapes(rules, fills, images, covers)


def _framed(page: RawPage, objects: list[RawObject], frame: Frame) -> Floats:
    """Return the bounds of objects in the frame, forms around them taken into account."""
    if not objects:
        return np.zeros((0, 4))
    raw = page.bounds([o.handle for o in objects])
    out = np.zeros_like(raw)
    by_matrix: dict[Matrix, list[int]] = {}
    for i, item in enumerate(objects):
        by_matrix.setdefault(item.matrix, []).append(i)
    for matrix, rows in by_matrix.items():
        a, b, c, d, e, f = multiply(matrix, frame.matrix)
        x, y = raw[rows][:, [0, 2, 0, 2]], raw[rows][:, [1, 1, 3, 3]]
        across, down = a * x + c * y + e, b * x + d * y + f
        out[rows] = np.column_stack(
            (across.min(axis=1), down.min(axis=1), across.max(axis=1), down.max(axis=1))
        )
    return out


def _may_cover(
    box: Sequence[float], mode: Sequence[int], width: float, inside: Sequence[int], outside: Sequence[int]
) -> bool:
    """Tell whether a path may hide text below it; in doubt yes, the rendered page decides."""
    filled = mode[0] > 0 and inside[3] >= _SEE_THROUGH
    stroked = mode[1] > 0 and outside[3] >= _SEE_THROUGH and width > THIN
    return stroked or (filled and min(box[2] - box[0], box[3] - box[1]) > THIN)


def _sort_path(
    item: RawObject,
    frame: Frame,
    box: Sequence[float],
    mode: Sequence[int],
    width: float,
    count: int,
    inside: Sequence[int],
    outside: Sequence[int],
    rules: list[Rule],
    fills: list[Fill],
) -> None:
    filled = mode[0] > 0 and inside[3] >= _SEE_THROUGH
    stroked = mode[1] > 0 and outside[3] >= _SEE_THROUGH
    if not (filled or stroked) or count < 2 or count > limits.MAX_PATH_SEGMENTS:
        return
    colour: Colour = (inside[0], inside[1], inside[2])
    ink: Colour = (outside[0], outside[1], outside[2])
    if count == 2 and stroked:
        _add_line(_drawn_thickness(box), ink, item.order, rules)
        return
    if filled and not stroked and _add_line_if_thin(box, colour, item.order, rules):
        return
    whole = multiply(multiply(object_matrix(item.handle), item.matrix), frame.matrix)
    half = max(width * math.sqrt(abs(whole[0] * whole[3] - whole[1] * whole[2])), 0.1) / 2
    for points, curved in _subpaths(item.handle, count, whole):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        area = (min(xs), min(ys), max(xs), max(ys))
        if filled and not _add_line_if_thin(area, colour, item.order, rules) and (curved or _is_box(points)):
            fills.append(Fill(*area, colour, item.order, inside[3] > _OPAQUE))
        if stroked and not curved:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT:
                    grown = (min(ax, bx) - half, min(ay, by) - half, max(ax, bx) + half, max(ay, by) + half)
                    _add_line(grown, ink, item.order, rules)


def _subpaths(handle: int, count: int, whole: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Yield each subpath as points in the frame (closed ones end where they start) and whether it has curves."""
    kinds, raw_points, closes = path_segments(handle, count)
    a, b, c, d, e, f = whole
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in raw_points]
    start = 0
    curved = False
    for i in range(count + 1):
        if i == count or kinds[i] == MOVE:
            if i - start >= 2:
                part = points[start:i]
                (ax, ay), (bx, by) = part[0], part[-1]
                if any(closes[start:i]) and (abs(ax - bx) > 0.01 or abs(ay - by) > 0.01):
                    part.append(part[0])
                yield part, curved
            start, curved = i, False
        elif kinds[i] == BEZIER:
            curved = True


def _is_box(points: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a subpath is an upright rectangle (each side horizontal or vertical, at most 8 corners)."""
    return 4 <= len(points) <= 9 and all(
        abs(a[0] - b[0]) <= _STRAIGHT or abs(a[1] - b[1]) <= _STRAIGHT for a, b in pairwise(points)
    )


def _drawn_thickness(box: Sequence[float]) -> Sequence[float]:
    """A stroke's bounds without what PDFium adds: it grows them by the whole line width on each side, not by half."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if not THIN < min(width, height) <= 2 * THIN:
        return box
    if width >= height:
        return x0, top + height / 4, x1, bottom - height / 4
    return x0 + width / 4, top, x1 - width / 4, bottom


def _add_line(box: Sequence[float], colour: Colour, order: int, rules: list[Rule]) -> None:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if min(width, height) <= THIN and max(width, height) >= _DOT:
        rules.append(Rule(x0, top, x1, bottom, width >= height, colour, order))
        if max(width, height) < _SQUARE * min(width, height):  # a dot is part of a line either way
            rules.append(Rule(x0, top, x1, bottom, width < height, colour, order))


def _add_line_if_thin(box: Sequence[float], colour: Colour, order: int, rules: list[Rule]) -> bool:
    if min(box[2] - box[0], box[3] - box[1]) > THIN:
        return False
    _add_line(box, colour, order, rules)
    return True
