"""A cheap answer to one question about a page that is not read in full: may it hold text that nobody sees?

Asked of text objects, not of characters, and in doubt answered with yes: the page is then read in full.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ingest import limits
from ingest.pdf.frame import frame_of, transform_boxes
from ingest.pdf.ink import bears_ink
from ingest.pdf.pdfium import Floats, Ints, RawPage
from ingest.pdf.shapes import shapes_of

_SCALE: Final = 0.5
"""Coarser than for single characters: a text object without a mark at this scale is only looked at again."""
_STRIP: Final = 24.0
"""Width in points of the strips that are drawn first: four letters of most lines."""
_ENOUGH: Final = 12.0
_MOST_STRIPS: Final = 4
_TINY: Final = 1.0
_WHITE: Final = 3 * 250


def may_hide_text(page: RawPage) -> bool:
    """Say whether a text object is invisible, see-through, white, tiny, off the page, without ink or below something."""
    orders = page.text_orders()
    if not orders:
        return False
    handles, order = list(orders), np.array(list(orders.values()))
    frame = frame_of(page)
    boxes = transform_boxes(page.text_boxes(handles), frame.matrix)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    printed = (boxes[:, 2] - boxes[:, 0] > 0) & (boxes[:, 3] - boxes[:, 1] > 0)
    colour = page.fill_colours(handles)
    odd = page.unseen_modes(handles) | (colour[:, 3] < 13) | (colour[:, :3].sum(axis=1) >= _WHITE)
    odd |= (x < 0) | (y < 0) | (x > frame.width) | (y > frame.height)
    odd |= np.maximum(boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]) < _TINY
    if bool((odd & printed).any()) or max(frame.width, frame.height) > limits.MAX_PAGE_SIDE:
        return True
    if not _all_show(page, boxes[printed]):
        return True
    shapes = shapes_of(page, page.objects(), frame)
    for c in (*shapes.covers, *shapes.images):
        under = (boxes[:, 0] < c.x1) & (boxes[:, 2] > c.x0) & (boxes[:, 1] < c.bottom) & (boxes[:, 3] > c.top)
        if bool((under & printed & (order < c.order)).any()):
            return True
    return bool(page.cover_annotations())


def _all_show(page: RawPage, boxes: Floats) -> bool:
    """Tell whether each text object leaves a mark: in a narrow strip of the page, else somewhere on the whole page."""
    size = (page.width, page.height)
    on_page = np.minimum(np.maximum(boxes, 0.0), (*size, *size))
    strips = _strips(on_page) if np.isfinite(on_page).all() else []
    pixels = [_pixels(on_page[mine], x0, x1, size) for x0, x1, mine in strips]
    if strips and all(x0 < x1 and top < bottom for x0, top, x1, bottom in pixels):
        image = page.render(_SCALE, pixels)
        shown = [
            bears_ink(image[top:bottom, x0:x1], boxes[mine] * _SCALE - (x0, top, x0, top)).all()
            for (x0, top, x1, bottom), (_, _, mine) in zip(pixels, strips, strict=True)
        ]
        if all(shown):
            return True
    return bool(bears_ink(page.render(_SCALE), boxes * _SCALE).all())


def _strips(boxes: Floats) -> list[tuple[float, float, Ints]]:
    """Return left and right end of a few strips and the text objects that each runs through; none if a few are not enough."""
    out: list[tuple[float, float, Ints]] = []
    left = np.arange(len(boxes))
    while len(left):
        if len(out) == _MOST_STRIPS:
            return []
        end = float(boxes[left, 2].min())
        start = end - _STRIP
        within = end - np.maximum(boxes[left, 0], start)
        through = within >= np.minimum(boxes[left, 2] - boxes[left, 0], _ENOUGH)
        out.append((start, end, left[through]))
        left = left[~through]
    return out


def _pixels(boxes: Floats, x0: float, x1: float, size: tuple[float, float]) -> tuple[int, int, int, int]:
    """Return the pixels of a strip as far as its text objects reach."""
    top, bottom = float(boxes[:, 1].min()) * _SCALE, float(boxes[:, 3].max()) * _SCALE
    width, height = (round(side * _SCALE) for side in size)
    return (
        max(0, int(x0 * _SCALE) - 1),
        max(0, int(top) - 1),
        min(width, int(x1 * _SCALE) + 2),
        min(height, int(bottom) + 2),
    )
