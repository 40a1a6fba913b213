"""Which characters a reader can see.

A PDF can hold text that nobody sees: invisible by render mode, white on white, tiny, off the page, clipped away, on a
layer that is switched off, or under a block drawn later - a redaction that only looks like one. In these documents that
is a name. Suspicion comes from geometry, colour and from one small rendering of the page, on which every letter must
leave a mark; the verdict comes from two renderings, with and without the suspect text: where taking a text away changes
nothing, nobody saw it, whatever else is printed in its place. Pages without a suspect are rendered once, small.
"""

from __future__ import annotations

from itertools import repeat
from typing import Final, NamedTuple

import numpy as np

from ingest import limits
from ingest.pdf.frame import Frame, transform_boxes
from ingest.pdf.glyphs import Glyphs, Mask
from ingest.pdf.ink import bears_ink, ink_test
from ingest.pdf.pdfium import UNSEEN_MODES, Floats, Ints, RawChars, RawPage, RawRuns
from ingest.pdf.shapes import Fill, Picture, Shapes

_TINY: Final = 2.0
_DUST: Final = 1.0
"""Print below this size (points) is not read by anyone, ink or no ink; below _TINY the page is asked."""
_SQUEEZED: Final = 0.1
"""Median width of a run's characters in ems: the narrowest condensed fonts keep 0.25."""
_ALIKE: Final = 40
"""Sum of the differences of red, green and blue below which ink and ground look the same."""
_SMALL_SCALE: Final = 0.75
_SAMPLE: Final = 600
"""Text runs asked for their clip path; HTML printers make a run of every letter."""
_MOST_FILLS: Final = 3_000
_PICTURE_PAGE: Final = 0.5
_OCR_SHARE: Final = 0.9
_OFF_PAGE: Final = 1.0


_IS_LETTER: Final = np.array([chr(code).isalnum() for code in range(0x2000)] + [False])
"""By code point; the alphabets of European languages end before 0x2000."""

_LIGATURE: Final = 8
_PUA: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))
_SYMBOLS: Final = (0xF000, 0xF0FF)
"""Word leaves bullets and ticks of symbol fonts there."""


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
    garbled = _garbled(page, glyphs, printed)
    safe = np.maximum(chars.runs, 0)
    invisible = _unseen(runs)[safe] & printed
    if max(frame.width, frame.height) > limits.MAX_PAGE_SIDE:
        return _unrendered(page, chars, runs, glyphs, shapes, frame, garbled)
    boxes = transform_boxes(glyphs.boxes, frame.back) if frame.turn else glyphs.boxes
    marked = bears_ink(page.render(_SMALL_SCALE), boxes * _SMALL_SCALE)
    recognised = _recognised(invisible, marked, glyphs, shapes)
    never = printed & (_never_seen(runs, glyphs, safe, frame) | invisible) & ~recognised
    order = _orders(page, chars)
    covered = printed & _covered(page, glyphs, order[safe], shapes, frame)
    suspect = covered | (printed & (glyphs.size < _TINY)) | (printed & _no_contrast(glyphs, order, shapes))
    suspect |= printed & (_withheld(page, chars)[safe] & (glyphs.runs >= 0))
    suspect |= printed & (order[safe] < 0) & (glyphs.runs >= 0)  # too deep in forms to know what is over it
    suspect |= printed & ~marked & _letters(glyphs.codes)
    blind = printed & _in_boxes(page.blind_covers(), glyphs, frame)
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
    printed, safe, order = glyphs.printed, np.maximum(chars.runs, 0), _orders(page, chars)
    covered = printed & _covered(page, glyphs, order[safe], shapes, frame)
    suspect = printed & (
        _unseen(runs)[safe]
        | _never_seen(runs, glyphs, safe, frame)
        | (glyphs.size < _TINY)
        | _no_contrast(glyphs, order, shapes)
        | _withheld(page, chars)[safe]
    )
    keep: Mask = printed & ~suspect & ~covered
    return Seen(keep, int((suspect & ~covered).sum()), int(covered.sum()), garbled, False)


def _unseen(runs: RawRuns) -> Mask:
    """Mark text runs whose render mode paints nothing."""
    out: Mask = (runs.mode == UNSEEN_MODES[0]) | (runs.mode == UNSEEN_MODES[1])
    return out


def _letters(codes: Ints) -> Mask:
    """Mark letters and digits: a full stop may be too small for the small rendering, a tick in a font PDFium lacks."""
    return _IS_LETTER[np.clip(codes, 0, len(_IS_LETTER) - 1)]


def _recognised(invisible: Mask, marked: Mask, glyphs: Glyphs, shapes: Shapes) -> Mask:
    """Mark invisible text over a picture that shows something in the same places: somebody's character recognition."""
    out = np.zeros(len(invisible), np.bool_)
    if not invisible.any() or not shapes.images:
        return out
    x, y = _centres(glyphs)
    for picture in shapes.images:
        out |= invisible & _within(x, y, picture)
    # Recognition is a few points off here and there; text that somebody hid over a picture has no print below it.
    return out if int((out & marked).sum()) >= 0.5 * int(out.sum()) else np.zeros(len(out), np.bool_)


def _never_seen(runs: RawRuns, glyphs: Glyphs, safe: Ints, frame: Frame) -> Mask:
    """Mark what no reader sees even if something else is printed in its place."""
    glass = (runs.rgba[:, 3] < 13) & (runs.mode == 0)
    out: Mask = glass[safe] | (glyphs.size < _DUST) | _outside(glyphs, frame) | _squeezed(glyphs)
    return out


def _squeezed(glyphs: Glyphs) -> Mask:
    """Mark runs set so narrow that their letters are one line of ink."""
    out = np.zeros(len(glyphs.codes), np.bool_)
    extent = np.maximum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    across = np.minimum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    thin = (across < _SQUEEZED * np.maximum(glyphs.size, 1.0)) & (extent > 0) & _letters(glyphs.codes)
    if not thin.any():
        return out
    count = int(glyphs.runs.max()) + 1
    real = (glyphs.runs >= 0) & _letters(glyphs.codes)
    total = np.bincount(glyphs.runs[real], minlength=count)
    narrow = np.bincount(glyphs.runs[real & thin], minlength=count)
    bad = (narrow > 0.5 * total) & (total >= 4)
    out[real] = bad[glyphs.runs[real]]
    return out


def _centres(glyphs: Glyphs) -> tuple[Floats, Floats]:
    boxes = glyphs.boxes
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _outside(glyphs: Glyphs, frame: Frame) -> Mask:
    x, y = _centres(glyphs)
    out: Mask = (
        (x < -_OFF_PAGE) | (y < -_OFF_PAGE) | (x > frame.width + _OFF_PAGE) | (y > frame.height + _OFF_PAGE)
    )
    return out


def _orders(page: RawPage, chars: RawChars) -> Ints:
    """Return the place of each text run in the drawing order."""
    places = page.text_orders()
    count = len(chars.handles)
    return np.fromiter(map(places.get, chars.handles, repeat(-1, count)), np.int64, count)


def _no_contrast(glyphs: Glyphs, order: Ints, shapes: Shapes) -> Mask:
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
            inside = _within(x, y, fill) & (order[runs] > fill.order)
            ground[inside] = fill.colour
    alike = np.abs(glyphs.rgba[at, :3] - ground).sum(axis=1) < _ALIKE
    bad = np.zeros(int(runs.max()) + 1, np.bool_)
    bad[runs[alike]] = True
    out[real] = bad[glyphs.runs[real]]
    return out


def _within(x: Floats, y: Floats, fill: Fill | Picture) -> Mask:
    out: Mask = (x >= fill.x0) & (x <= fill.x1) & (y >= fill.top) & (y <= fill.bottom)
    return out


def _covered(page: RawPage, glyphs: Glyphs, order: Ints, shapes: Shapes, frame: Frame) -> Mask:
    """Mark characters under a shape, picture or annotation that is drawn after them."""
    x, y = _centres(glyphs)
    out = np.zeros(len(x), np.bool_)
    if not len(order):
        return out
    earliest = int(order[glyphs.runs >= 0].min(initial=1 << 30))
    for shape in [c for c in (*shapes.covers, *shapes.images) if c.order > earliest][:_MOST_FILLS]:
        out |= _within(x, y, shape) & (order < shape.order) & (order >= 0)
    return out | _in_boxes(page.cover_annotations(), glyphs, frame)


def _in_boxes(boxes: list[tuple[float, float, float, float]], glyphs: Glyphs, frame: Frame) -> Mask:
    """Mark characters whose centre is in one of these boxes (user space)."""
    x, y = _centres(glyphs)
    out = np.zeros(len(x), np.bool_)
    if boxes:
        for x0, top, x1, bottom in transform_boxes(np.array(boxes), frame.matrix):
            out |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return out


def _withheld(page: RawPage, chars: RawChars) -> Mask:
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


def _garbled(page: RawPage, glyphs: Glyphs, printed: Mask) -> float:
    """Return the share of characters that mean nothing: replacement characters, private use, no way to Unicode, and
    letters by the dozen for one sign on the page."""
    codes = glyphs.codes[printed]
    bad = (codes == 0xFFFD) | (codes == 0) | _stacked(glyphs.boxes[printed])
    for low, high in _PUA if codes.max() >= _PUA[0][0] else ():
        bad |= (codes >= low) & (codes <= high) & ~((codes >= _SYMBOLS[0]) & (codes <= _SYMBOLS[1]))
    share = float(bad.mean())
    sample = np.flatnonzero(printed)[:: max(1, int(printed.sum()) // 200)][:200]
    return max(share, page.bad_maps(sample.tolist()) / max(1, len(sample)))


def _stacked(boxes: Floats) -> Mask:
    """Mark stretches of characters that all stand in one place: the longest ligatures are of three letters."""
    out = np.zeros(len(boxes), np.bool_)
    if len(boxes) > _LIGATURE:
        same = boxes[_LIGATURE:, 0] == boxes[:-_LIGATURE, 0]
        if not same.any():
            return out
        same &= (boxes[_LIGATURE:] == boxes[:-_LIGATURE]).all(axis=1)
        out[_LIGATURE:] |= same
        out[:-_LIGATURE] |= same
    return out
