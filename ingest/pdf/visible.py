"""Which characters a reader can see.

A PDF can hold text that nobody sees: invisible by render mode, white on white, tiny, off the page, clipped away, on a
layer that is switched off, or under a block drawn later - a redaction that only looks like one. In these documents that
is a name. Suspicion comes from geometry, colour and from one small rendering of the page, on which every letter must
leave a mark; the verdict comes from two renderings, with and without the suspect text: where taking a text away changes
nothing, nobody saw it, whatever else is printed in its place. Pages without a suspect are rendered once, small.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from ingest import limits
from ingest.pdf.frame import Frame, transform_boxes
from ingest.pdf.garbled import garbled_share
from ingest.pdf.glyphs import Glyphs, Mask
from ingest.pdf.ink import bears_ink, ink_test
from ingest.pdf.pdfium import RawChars, RawPage, RawRuns
from ingest.pdf.shapes import Shapes
from ingest.pdf.suspicion import (
    centres,
    covered_later,
    drawing_orders,
    in_boxes,
    letters,
    never_seen,
    no_contrast,
    paints_nothing,
    withheld,
    within,
)

_TINY: Final = 2.0
"""Print below this size (points) may be seen or not: the page is asked."""
_SMALL_SCALE: Final = 0.75
_OCR_SHARE: Final = 0.9


class Seen(NamedTuple):
    """The characters to read, how many were kept out and why, and what else is odd about the text.

    ocr_layer: the text is invisible and stands over a picture of the page: somebody's OCR.
    """

    keep: Mask
    hidden: int
    redacted: int
    garbled: float
    ocr_layer: bool


def visible_text(
    page: RawPage,
    chars: RawChars,
    runs: RawRuns,
    glyphs: Glyphs,
    shapes: Shapes,
    frame: Frame,
) -> Seen:
    """Tell printed characters that are seen from those that are not."""
    printed = glyphs.printed
    if not printed.any():
        return Seen(printed, 0, 0, 0.0, False)
    garbled = garbled_share(page, glyphs, printed)
    safe = np.maximum(chars.runs, 0)
    invisible = paints_nothing(runs)[safe] & printed
    if max(frame.width, frame.height) > limits.MAX_PAGE_SIDE:
        return _unrendered(page, chars, runs, glyphs, shapes, frame, garbled)
    boxes = transform_boxes(glyphs.boxes, frame.back) if frame.turn else glyphs.boxes
    marked = bears_ink(page.render(_SMALL_SCALE), boxes * _SMALL_SCALE)
    recognised = _recognised(invisible, marked, glyphs, shapes)
    never = printed & (never_seen(runs, glyphs, safe, frame) | invisible) & ~recognised
    order = drawing_orders(page, chars)
    covered = printed & covered_later(page, glyphs, order[safe], shapes, frame)
    suspect = covered | (printed & (glyphs.size < _TINY)) | (printed & no_contrast(glyphs, order, shapes))
    suspect |= printed & (withheld(page, chars)[safe] & (glyphs.runs >= 0))
    suspect |= printed & (order[safe] < 0) & (glyphs.runs >= 0)  # too deep in forms to know what is over it
    suspect |= printed & ~marked & letters(glyphs.codes)
    blind = printed & in_boxes(page.blind_covers(), glyphs, frame)
    never |= blind
    covered |= blind
    suspect &= ~never & ~recognised
    unseen, dark = never.copy(), never & covered
    if suspect.any():
        judged, on_dark = ink_test(page, chars, glyphs, boxes, suspect)
        unseen |= judged
        dark |= on_dark
    redacted = unseen & (dark | covered) & ~invisible
    ocr_layer = int(recognised.sum()) > _OCR_SHARE * int((printed & ~unseen).sum())
    keep: Mask = printed & ~unseen
    return Seen(keep, int((unseen & ~redacted).sum()), int(redacted.sum()), garbled, ocr_layer)


def _unrendered(
    page: RawPage,
    chars: RawChars,
    runs: RawRuns,
    glyphs: Glyphs,
    shapes: Shapes,
    frame: Frame,
    garbled: float,
) -> Seen:
    """Judge a page too large to render: what is suspect stays out."""
    printed, safe, order = glyphs.printed, np.maximum(chars.runs, 0), drawing_orders(page, chars)
    covered = printed & covered_later(page, glyphs, order[safe], shapes, frame)
    suspect = printed & (
        paints_nothing(runs)[safe]
        | never_seen(runs, glyphs, safe, frame)
        | (glyphs.size < _TINY)
        | no_contrast(glyphs, order, shapes)
        | withheld(page, chars)[safe]
    )
    keep: Mask = printed & ~suspect & ~covered
    return Seen(keep, int((suspect & ~covered).sum()), int(covered.sum()), garbled, False)


def _recognised(invisible: Mask, marked: Mask, glyphs: Glyphs, shapes: Shapes) -> Mask:
    """Mark invisible text over a picture that shows something in the same places: somebody's character recognition."""
    out = np.zeros(len(invisible), np.bool_)
    if not invisible.any() or not shapes.images:
        return out
    x, y = centres(glyphs)
    for picture in shapes.images:
        out |= invisible & within(x, y, picture)
    # Recognition is a few points off here and there; text that somebody hid over a picture has no print below it.
    return out if int((out & marked).sum()) >= 0.5 * int(out.sum()) else np.zeros(len(out), np.bool_)
