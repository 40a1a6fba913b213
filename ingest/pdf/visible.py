"""Which characters a reader can see.

A PDF can hold text that nobody sees: invisible by render mode, white on white, tiny, off the page, clipped away, on a
layer that is switched off, or under a block drawn later - a redaction that only looks like one. In these documents that
is a name. Suspicion comes from geometry and colour and costs little; the verdict comes from the rendered page: where a
suspect character leaves no contrast, it is not seen. Pages without a suspect are never rendered.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from ingest import limits
from ingest.pdf.frame import Frame, transform_boxes
from ingest.pdf.pdfium import Floats, Ints, RawChars, RawPage, RawRuns
from ingest.pdf.shapes import Fill, Picture, Shapes
from ingest.pdf.words import Glyphs, Mask

_TINY: Final = 2.0
_ALIKE: Final = 40
"""Sum of the differences of red, green and blue below which ink and ground look the same."""
_INVISIBLE_MODES: Final = (3, 7)
_CONTRAST: Final = 20
_DARK: Final = 120
_SCALE: Final = 1.5
_SAMPLE: Final = 150
_MOST_FILLS: Final = 3_000
_PICTURE_PAGE: Final = 0.5
_OFF_PAGE: Final = 1.0

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
    invisible = np.isin(runs.mode, _INVISIBLE_MODES)[safe] & printed
    if invisible.sum() > 0.9 * printed.sum() and _picture_share(shapes, frame) > _PICTURE_PAGE:
        return Seen(printed, 0, 0, garbled, True)
    suspect = printed & (invisible | _faint(runs)[safe] | (glyphs.size < _TINY) | _outside(glyphs, frame))
    order = _orders(page, chars)
    suspect |= printed & _no_contrast(glyphs, order, shapes)
    covered = printed & _covered(page, glyphs, order[safe], shapes, frame)
    suspect |= covered
    if _clipped_or_layered(page, chars):
        suspect = printed.copy()
    if not suspect.any():
        return Seen(printed, 0, 0, garbled, False)
    unseen, dark = _ink_test(page, glyphs, suspect, frame)
    redacted = unseen & (dark | covered) & ~invisible
    hidden = unseen & ~redacted
    keep: Mask = printed & ~unseen
    return Seen(keep, int(hidden.sum()), int(redacted.sum()), garbled, False)


def _faint(runs: RawRuns) -> Mask:
    out: Mask = (runs.rgba[:, 3] < 13) & (runs.mode == 0)
    return out


def _outside(glyphs: Glyphs, frame: Frame) -> Mask:
    x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    out: Mask = (
        (x < -_OFF_PAGE) | (y < -_OFF_PAGE) | (x > frame.width + _OFF_PAGE) | (y > frame.height + _OFF_PAGE)
    )
    return out


def _picture_share(shapes: Shapes, frame: Frame) -> float:
    area = sum(max(0.0, i.x1 - i.x0) * max(0.0, i.bottom - i.top) for i in shapes.images)
    return area / max(1.0, frame.width * frame.height)


def _orders(page: RawPage, chars: RawChars) -> Ints:
    """Return the place of each text run in the drawing order."""
    places = page.text_orders()
    return np.fromiter((places.get(h, -1) for h in chars.handles), np.int64, len(chars.handles))


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
    """Mark characters under an opaque shape, picture or annotation that is drawn after them."""
    x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    out = np.zeros(len(x), np.bool_)
    if not len(order):
        return out
    earliest = int(order[glyphs.runs >= 0].min(initial=1 << 30))
    for shape in [f for f in shapes.fills if f.opaque and f.order > earliest][:_MOST_FILLS]:
        out |= _within(x, y, shape) & (order < shape.order) & (order >= 0)
    for picture in [i for i in shapes.images if i.order > earliest]:
        out |= _within(x, y, picture) & (order < picture.order) & (order >= 0)
    boxes = page.cover_annotations()
    if boxes:
        for x0, top, x1, bottom in transform_boxes(np.array(boxes), frame.matrix):
            out |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return out


def _clipped_or_layered(page: RawPage, chars: RawChars) -> bool:
    """Tell whether some text run stands outside its clip path or belongs to an optional layer (a sample is asked)."""
    step = max(1, len(chars.handles) // _SAMPLE)
    picked = list(range(0, len(chars.handles), step))
    handles = [chars.handles[i] for i in picked]
    if page.any_layered(handles):
        return True
    for i, clip in zip(picked, page.clip_boxes(handles), strict=True):
        if clip is None:
            continue
        left, top, right, bottom = chars.boxes[chars.first[i]]
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (clip[0] - 1 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 1):
            return True
    return False


def _ink_test(page: RawPage, glyphs: Glyphs, suspect: Mask, frame: Frame) -> tuple[Mask, Mask]:
    """Look at the rendered page: mark suspect characters that leave no contrast, and those of them on dark ground."""
    unseen = suspect.copy()
    dark = np.zeros(len(suspect), np.bool_)
    if max(frame.width, frame.height) > limits.MAX_PAGE_SIDE:
        return unseen, dark
    image = page.render(_SCALE)
    boxes = transform_boxes(glyphs.boxes, frame.back) if frame.turn else glyphs.boxes
    height, width = image.shape
    seen: dict[int, list[tuple[int, bool]]] = {}
    for i in np.flatnonzero(suspect).tolist():
        x0, top, x1, bottom = boxes[i] * _SCALE
        patch = image[
            max(0, int(top)) : min(height, int(bottom) + 1), max(0, int(x0)) : min(width, int(x1) + 1)
        ]
        plain = patch.size == 0 or int(patch.max()) - int(patch.min()) < _CONTRAST
        dark[i] = patch.size > 0 and plain and float(patch.mean()) < _DARK
        seen.setdefault(int(glyphs.runs[i]), []).append((i, plain))
    for members in seen.values():
        # The edge of a block gives its neighbours contrast: the run decides, not the single letter.
        without = sum(plain for _, plain in members)
        for i, _ in members:
            unseen[i] = without >= 0.5 * len(members)
            dark[i] = dark[i] or (unseen[i] and any(dark[j] for j, _ in members))
    return unseen, dark


def _garbled(page: RawPage, glyphs: Glyphs, printed: Mask) -> float:
    """Return the share of characters that mean nothing: replacement characters, private use, no way to Unicode."""
    codes = glyphs.codes[printed]
    bad = (codes == 0xFFFD) | (codes == 0)
    for low, high in _PUA:
        bad |= (codes >= low) & (codes <= high) & ~((codes >= _SYMBOLS[0]) & (codes <= _SYMBOLS[1]))
    share = float(bad.mean())
    sample = np.flatnonzero(printed)[:: max(1, int(printed.sum()) // 200)][:200]
    return max(share, page.bad_maps(sample.tolist()) / max(1, len(sample)))
