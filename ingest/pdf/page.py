"""One page, read once: words, rules, fills and images in a frame where the main text runs upright."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.pdf.frame import Frame, frame_of
from ingest.pdf.pdfium import RawPage, RawRuns
from ingest.pdf.shapes import Fill, Rule, Shapes, shapes_of
from ingest.pdf.visible import visible_text
from ingest.pdf.words import Glyphs, Word, glyphs_of, quarter, words_of


@dataclass(slots=True)
class PageView:
    """What is on a page. hidden, redacted: numbers of characters that no reader can see / that a block covers.

    slanted: text at an odd angle (watermarks), one string a text run. garbled: share of characters without meaning.
    """

    number: int
    frame: Frame
    words: list[Word]
    rules: list[Rule]
    fills: list[Fill]
    images: list[tuple[float, float, float, float]]
    slanted: list[Word] = field(default_factory=list)
    hidden: int = 0
    redacted: int = 0
    garbled: float = 0.0
    characters: int = 0


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


def view_page(page: RawPage, number: int) -> PageView:
    """Read a page."""
    chars = page.chars()
    runs = page.runs(chars)
    lengths = np.bincount(chars.runs[chars.runs >= 0], minlength=len(chars.handles)).tolist()
    frame = frame_of(page, main_turn(runs, lengths, page.rotation))
    glyphs = glyphs_of(chars, runs, frame)
    objects = page.objects()
    shapes: Shapes = shapes_of(page, objects, frame)
    seen = visible_text(page, chars, runs, glyphs, shapes, objects, frame)
    words = words_of(glyphs, seen.keep)
    return PageView(
        number,
        frame,
        words,
        shapes.rules,
        shapes.fills,
        shapes.images,
        _slanted(glyphs, seen.keep),
        seen.hidden,
        seen.redacted,
        seen.garbled,
        int(glyphs.printed.sum()),
    )


def _slanted(glyphs: Glyphs, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[Word]:
    chosen = np.flatnonzero(keep & (quarter(glyphs.angle) < 0))
    if not len(chosen):
        return []
    box = glyphs.boxes[chosen]
    text = "".join(map(chr, glyphs.codes[chosen].tolist()))
    x0, top = (float(v) for v in box[:, :2].min(axis=0))
    x1, bottom = (float(v) for v in box[:, 2:].max(axis=0))
    size = float(np.median(glyphs.size[chosen]))
    return [Word(text, x0, top, x1, bottom, bottom, size, False, False, False, 0, int(chosen[0]))]
