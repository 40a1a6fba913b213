"""A cheap answer to one question about a page that is not read in full: may it hold text that nobody sees?

Asked of text objects, not of characters, and in doubt answered with yes: the page is then read in full.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ingest import limits
from ingest.pdf.frame import frame_of, transform_boxes
from ingest.pdf.ink import bears_ink
from ingest.pdf.pdfium import RawPage
from ingest.pdf.shapes import shapes_of

_SCALE: Final = 0.5
"""Coarser than for single characters: a text object without a mark at this scale is only looked at again."""
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
    if not bears_ink(page.render(_SCALE), boxes * _SCALE)[printed].all():
        return True
    shapes = shapes_of(page, page.objects(), frame)
    for c in (*shapes.covers, *shapes.images):
        under = (boxes[:, 0] < c.x1) & (boxes[:, 2] > c.x0) & (boxes[:, 1] < c.bottom) & (boxes[:, 3] > c.top)
        if bool((under & printed & (order < c.order)).any()):
            return True
    return bool(page.cover_annotations())
