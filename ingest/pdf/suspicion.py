"""What speaks against a reader's seeing a character: how it is drawn, where it stands, what is drawn over it."""

from __future__ import annotations

from itertools import repeat
from typing import Final

import numpy as np

from ingest.pdf.frame import Frame, transform_boxes
from ingest.pdf.glyphs import Glyphs, Mask
from ingest.pdf.pdfium import UNSEEN_MODES, Floats, Ints, RawChars, RawPage, RawRuns
from ingest.pdf.shapes import Fill, Picture, Shapes

_DUST: Final = 1.0
"""Print below this size (points) is not read by anyone, ink or no ink."""
_SQUEEZED: Final = 0.1
"""Median width of a run's characters in ems: the narrowest condensed fonts keep 0.25."""
_ALIKE: Final = 40
"""Sum of the differences of red, green and blue below which ink and ground look the same."""
_SAMPLE: Final = 600
"""Text runs asked for their clip path; HTML printers make a run of every letter."""
_MOST_FILLS: Final = 3_000
_OFF_PAGE: Final = 1.0

_IS_LETTER: Final = np.array([chr(code).isalnum() for code in range(0x2000)] + [False])
"""By code point; the alphabets of European languages end before 0x2000."""


def paints_nothing(runs: RawRuns) -> Mask:
    """Mark text runs whose render mode paints nothing."""
    out: Mask = (runs.mode == UNSEEN_MODES[0]) | (runs.mode == UNSEEN_MODES[1])
    return out


def letters(codes: Ints) -> Mask:
    """Mark letters and digits: a full stop may be too small for the small rendering, a tick in a font PDFium lacks."""
    return _IS_LETTER[np.clip(codes, 0, len(_IS_LETTER) - 1)]


def never_seen(runs: RawRuns, glyphs: Glyphs, safe: Ints, frame: Frame) -> Mask:
    """Mark what no reader sees even if something else is printed in its place."""
    glass = (runs.rgba[:, 3] < 13) & (runs.mode == 0)
    out: Mask = glass[safe] | (glyphs.size < _DUST) | _outside(glyphs, frame) | _squeezed(glyphs)
    return out


def _squeezed(glyphs: Glyphs) -> Mask:
    """Mark runs set so narrow that their letters are one line of ink."""
    out = np.zeros(len(glyphs.codes), np.bool_)
    extent = np.maximum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    across = np.minimum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    thin = (across < _SQUEEZED * np.maximum(glyphs.size, 1.0)) & (extent > 0) & letters(glyphs.codes)
    if not thin.any():
        return out
    count = int(glyphs.runs.max()) + 1
    real = (glyphs.runs >= 0) & letters(glyphs.codes)
    total = np.bincount(glyphs.runs[real], minlength=count)
    narrow = np.bincount(glyphs.runs[real & thin], minlength=count)
    bad = (narrow > 0.5 * total) & (total >= 4)
    out[real] = bad[glyphs.runs[real]]
    return out


def centres(glyphs: Glyphs) -> tuple[Floats, Floats]:
    """Return x and y of the middle of each character."""
    boxes = glyphs.boxes
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _outside(glyphs: Glyphs, frame: Frame) -> Mask:
    x, y = centres(glyphs)
    out: Mask = (
        (x < -_OFF_PAGE) | (y < -_OFF_PAGE) | (x > frame.width + _OFF_PAGE) | (y > frame.height + _OFF_PAGE)
    )
    return out


def drawing_orders(page: RawPage, chars: RawChars) -> Ints:
    """Return the place of each text run in the drawing order."""
    places = page.text_orders()
    count = len(chars.handles)
    return np.fromiter(map(places.get, chars.handles, repeat(-1, count)), np.int64, count)


def no_contrast(glyphs: Glyphs, order: Ints, shapes: Shapes) -> Mask:
    """Mark characters whose ink has the colour of what lies behind them (white paper when nothing does).

    Judged once a text run, by its first character; a run over a picture or gradient is a suspect when it is pale.
    """
    out = np.zeros(len(glyphs.codes), np.bool_)
    if not len(order):
        return out
    real = np.flatnonzero(glyphs.runs >= 0)
    runs, first = np.unique(glyphs.runs[real], return_index=True)
    at = real[first]
    x = (glyphs.boxes[at, 0] + glyphs.boxes[at, 2]) / 2
    y = (glyphs.boxes[at, 1] + glyphs.boxes[at, 3]) / 2
    ground = np.full((len(runs), 3), 255, np.int64)
    for fill in shapes.fills[:_MOST_FILLS]:
        if fill.opaque:
            inside = within(x, y, fill) & (order[runs] > fill.order)
            ground[inside] = fill.colour
    alike = np.abs(glyphs.rgba[at, :3] - ground).sum(axis=1) < _ALIKE
    bad = np.zeros(int(runs.max()) + 1, np.bool_)
    bad[runs[alike]] = True
    out[real] = bad[glyphs.runs[real]]
    return out


def within(x: Floats, y: Floats, fill: Fill | Picture) -> Mask:
    """Mark the points that lie in an area."""
    out: Mask = (x >= fill.x0) & (x <= fill.x1) & (y >= fill.top) & (y <= fill.bottom)
    return out


def covered_later(page: RawPage, glyphs: Glyphs, order: Ints, shapes: Shapes, frame: Frame) -> Mask:
    """Mark characters under a shape, picture or annotation that is drawn after them."""
    x, y = centres(glyphs)
    out = np.zeros(len(x), np.bool_)
    if not len(order):
        return out
    earliest = int(order[glyphs.runs >= 0].min(initial=1 << 30))
    for shape in [c for c in (*shapes.covers, *shapes.images) if c.order > earliest][:_MOST_FILLS]:
        out |= within(x, y, shape) & (order < shape.order) & (order >= 0)
    return out | in_boxes(page.cover_annotations(), glyphs, frame)


def in_boxes(boxes: list[tuple[float, float, float, float]], glyphs: Glyphs, frame: Frame) -> Mask:
    """Mark characters whose centre is in one of these boxes (user space)."""
    x, y = centres(glyphs)
    out = np.zeros(len(x), np.bool_)
    if boxes:
        for x0, top, x1, bottom in transform_boxes(np.array(boxes), frame.matrix):
            out |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return out


def withheld(page: RawPage, chars: RawChars) -> Mask:
    """Mark text runs that stand outside their clip path, belong to an optional layer or to a form that may be one."""
    handles = chars.handles
    out = page.layered(handles)
    step = max(1, len(handles) // _SAMPLE)
    picked = list(range(0, len(handles), step))
    clips = page.clip_boxes([handles[i] for i in picked])
    clipped = [i for i, clip in zip(picked, clips, strict=True) if clip is not None]
    if clipped:
        x0, y0, x1, y1 = np.array([clip for clip in clips if clip is not None]).T
        box = chars.boxes[np.array(chars.first)[clipped]]
        x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
        out[clipped] |= ~((x0 - 1 <= x) & (x <= x1 + 1) & (y0 - 1 <= y) & (y <= y1 + 1))
    return out
