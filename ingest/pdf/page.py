"""One page, read once: words, rules, fills and images in a frame where the main text runs upright."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ingest import limits
from ingest.pdf.drop_caps import with_drop_caps
from ingest.pdf.frame import Frame, frame_of
from ingest.pdf.glyphs import Glyphs, Mask, glyphs_of, quarter
from ingest.pdf.pdfium import RawChars, RawPage, RawRuns
from ingest.pdf.second_look import SecondLook
from ingest.pdf.shapes import Fill, Picture, Rule, Shapes, shapes_of
from ingest.pdf.strikes import strike_notes, strikes_of
from ingest.pdf.visible import Seen, visible_text
from ingest.pdf.words import Word, words_of

_LARGE: Final = 28.0
_PALE: Final = (140, 238)
"""Grey levels of watermarks; white text on a dark banner is a title."""
_FAINT: Final = 160


@dataclass(slots=True)
class PageView:
    """What is on a page. hidden, redacted: numbers of characters that no reader can see / that a block covers.

    misread: number of characters that the page shows as others than the text says.
    slanted: text at an odd angle (watermarks), one string a text run. garbled: share of characters without meaning.
    """

    number: int
    frame: Frame
    words: list[Word]
    rules: list[Rule]
    fills: list[Fill]
    images: list[Picture]
    slanted: list[Word] = field(default_factory=list)
    hidden: int = 0
    redacted: int = 0
    garbled: float = 0.0
    ocr_layer: bool = False
    misread: int = 0


def main_turn(runs: RawRuns, lengths: list[int], rotation: int) -> int:
    """Return by how many degrees clockwise the displayed page must be turned for most of its text to be upright."""
    if not lengths:
        return 0
    weights = np.bincount(
        (quarter((runs.angle - rotation) % 360) // 90) % 5 if len(lengths) else [0],
        weights=np.array(lengths, float),
        minlength=5,
    )
    best = int(np.argmax(weights[:4]))
    # Headers set vertically never outweigh the cells below them; a page turned by mistake would be unreadable.
    return best * 90 if best and weights[best] > 1.5 * (weights[:4].sum() - weights[best]) else 0


def view_page(page: RawPage, number: int, second: SecondLook | None = None) -> PageView:
    """Read a page. second: where its characters are compared with what the page shows; None = they are believed."""
    chars = page.chars()
    runs = page.runs(chars)
    lengths = np.bincount(chars.runs[chars.runs >= 0], minlength=len(chars.handles)).tolist()
    frame = frame_of(page, main_turn(runs, lengths, page.rotation))
    glyphs = glyphs_of(chars, runs, frame)
    shapes: Shapes = shapes_of(page, page.objects(), frame)
    seen = visible_text(page, chars, runs, glyphs, shapes, frame)
    watermark = _watermark(glyphs, seen.keep)
    read = seen.keep & ~watermark
    strikes = strikes_of(glyphs, read, shapes.rules, strike_notes(page.struck_out(), frame))
    words = with_drop_caps(words_of(glyphs, read, strikes.struck))
    return PageView(
        number,
        frame,
        words,
        strikes.rules,
        shapes.fills,
        shapes.images,
        _pieces(glyphs, watermark),
        seen.hidden,
        seen.redacted,
        seen.garbled,
        seen.ocr_layer,
        _misread(page, chars, glyphs, frame, seen, second, strikes.struck),
    )


def _misread(
    page: RawPage,
    chars: RawChars,
    glyphs: Glyphs,
    frame: Frame,
    seen: Seen,
    second: SecondLook | None,
    struck: Mask | None,
) -> int:
    """Ask for the second look where it can be taken: at upright unstruck print on a page that can be rendered."""
    if (
        second is None
        or seen.ocr_layer
        or frame.turn
        or max(frame.width, frame.height) > limits.MAX_PAGE_SIDE
    ):
        return 0
    upright = seen.keep & (np.abs(glyphs.angle) < 1.0)
    if struck is not None:
        upright &= ~struck
    return second.misread(page, chars, glyphs.boxes, glyphs.size, upright)


def _watermark(glyphs: Glyphs, keep: Mask) -> Mask:
    """Mark text that lies across the page: at an odd angle, or very large and pale."""
    out: Mask = keep & (quarter(glyphs.angle) < 0)
    large = np.flatnonzero(keep & (glyphs.size >= _LARGE))
    if len(large):
        rgba = glyphs.rgba[large]
        pale = (rgba[:, :3].min(axis=1) >= _PALE[0]) & (rgba[:, :3].max(axis=1) <= _PALE[1])
        out[large] |= pale | (rgba[:, 3] < _FAINT)
    return out


def _pieces(glyphs: Glyphs, watermark: Mask) -> list[Word]:
    """Return watermarks, one word each."""
    chosen = np.flatnonzero(watermark)
    if not len(chosen):
        return []
    out = []
    # HTML printers make a text run of every letter: what has one size is one watermark.
    for size in np.unique(np.round(glyphs.size[chosen])):
        part = chosen[np.round(glyphs.size[chosen]) == size]
        box = glyphs.boxes[part]
        text = "".join(map(chr, glyphs.codes[part].tolist()))
        x0, top = (float(v) for v in box[:, :2].min(axis=0))
        x1, bottom = (float(v) for v in box[:, 2:].max(axis=0))
        out.append(Word(text, x0, top, x1, bottom, bottom, float(size), False, False, False, 0, int(part[0])))
    return out
