"""Characters of a page -> words: the smallest pieces the grid and the text assembly work with."""

from __future__ import annotations

from itertools import repeat
from typing import Final, NamedTuple

import numpy as np

from ingest.pdf.glyphs import PDFIUM_HYPHEN, Glyphs, Mask, doubled, quarter
from ingest.pdf.pdfium import Floats, Ints

_NEW_BASE: Final = 0.12
_WIDE_GAP: Final = 0.35
_STEP_BACK: Final = -0.6
_SIZE_CHANGE: Final = 1.2
_SPACED: Final = 0.11
"""Gap in ems between letters set apart on purpose; kerning and justification stay below."""


class Word(NamedTuple):
    """A piece of text without blanks, in frame coordinates (points, y down).

    base: y of the baseline (for a turned word: the coordinate across its reading direction). size in points.
    blank: a printed blank stood before it; trail: a printed blank stands after it. run: the text object it came from.
    order: place in the page's text stream. angle: 0, 90, 180 or 270 degrees counter-clockwise. struck: struck through.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    blank: bool
    trail: bool
    run: int
    order: int
    angle: int = 0
    struck: bool = False


def words_of(glyphs: Glyphs, keep: Mask, struck: Mask | None = None) -> list[Word]:
    """Cut the kept characters into words, in stream order within each reading direction; a strike's ends part words."""
    turned = quarter(glyphs.angle)
    twice = doubled(glyphs, keep)
    words: list[Word] = []
    for angle in (0, 90, 180, 270):
        chosen = np.flatnonzero(keep & ~twice & (turned == angle))
        if len(chosen):
            words.extend(_cut(glyphs, chosen, angle, twice, struck))
    return words


def _along(glyphs: Glyphs, chosen: Ints, angle: int) -> tuple[Floats, Floats, Floats]:
    """Return start, end and baseline of characters in their own reading direction."""
    box, origin = glyphs.boxes[chosen], glyphs.origins[chosen]
    if angle == 90:
        return -box[:, 3], -box[:, 1], origin[:, 0]
    if angle == 180:
        return -box[:, 2], -box[:, 0], -origin[:, 1]
    if angle == 270:
        return box[:, 1], box[:, 3], -origin[:, 0]
    return box[:, 0], box[:, 2], origin[:, 1]


def _tracking(glyphs: Glyphs, chosen: Ints, base: Floats, size: Floats, gap: Floats) -> Floats:
    """Return, for each pair of neighbours, the gap up to which letters set apart still belong to one word.

    PDFium takes the white between letter-spaced letters for blanks. On such a line nearly all gaps are alike and
    wide; minus infinity elsewhere, so that every separator counts.
    """
    out = np.full(len(gap), -np.inf)
    if len(gap) < 4:
        return out
    blank_char = np.concatenate(([0], np.cumsum(glyphs.blank)))
    printed = blank_char[chosen[1:]] != blank_char[chosen[:-1] + 1]
    apart = ~printed & (gap > _SPACED * size[1:]) & (gap < 0.8 * size[1:])
    if np.count_nonzero(apart) < 4:
        return out
    level = np.round(base[1:] * 2)
    near = np.flatnonzero((np.abs(base[1:] - base[:-1]) < 0.5) & ~printed & (gap < 2.0 * size[1:]))
    heights = level[near]
    for y in np.unique(level[apart]):
        line = near[heights == y]
        if len(line) < 4:
            continue
        middle = float(np.median(gap[line]))
        if middle > _SPACED * float(size[line[0]]):
            pairs = (level == y) & ~printed
            out[pairs] = 1.6 * middle + 0.08 * float(size[line[0]])
    return out


def _cut(glyphs: Glyphs, chosen: Ints, angle: int, twice: Mask, struck: Mask | None) -> list[Word]:
    start, end, base = _along(glyphs, chosen, angle)
    size = glyphs.size[chosen]
    big = np.maximum(size[1:], size[:-1])
    small = np.maximum(np.minimum(size[1:], size[:-1]), 0.1)
    gap = start[1:] - end[:-1]
    # Characters dropped as doubles or of another direction do not part a word; separators in between do.
    parted = ~glyphs.printed
    before = np.concatenate(([0], np.cumsum(parted)))
    separated = before[chosen[1:]] != before[chosen[:-1] + 1]
    spaced = _tracking(glyphs, chosen, base, size, gap)
    broken = (
        (separated & (gap > spaced))
        | (np.abs(base[1:] - base[:-1]) > _NEW_BASE * big)
        | (gap > np.maximum(_WIDE_GAP * big, spaced))
        | (gap < _STEP_BACK * big)
        | (big / small > _SIZE_CHANGE)
    )
    if struck is not None:
        broken |= struck[chosen[1:]] != struck[chosen[:-1]]
    heads = np.concatenate(([0], np.flatnonzero(broken) + 1))
    tails = np.concatenate((heads[1:], [len(chosen)]))
    box = glyphs.boxes[chosen]
    lows = np.minimum.reduceat(box[:, :2], heads)
    highs = np.maximum.reduceat(box[:, 2:], heads)
    bold = np.minimum.reduceat(glyphs.bold[chosen].astype(np.int64), heads).astype(np.bool_)
    again = np.add.reduceat(twice[np.minimum(chosen + 1, len(twice) - 1)].astype(np.int64), heads)
    blank_char = glyphs.blank
    first, last = chosen[heads], chosen[tails - 1]
    blank = np.where(first > 0, blank_char[first - 1], False)
    after = np.minimum(last + 1, len(blank_char) - 1)
    trail = blank_char[after] & (after > last)
    codes = np.where(glyphs.codes[chosen] == PDFIUM_HYPHEN, ord("-"), glyphs.codes[chosen])
    text = "".join(map(chr, codes.tolist()))
    columns = (
        [text[head:tail] for head, tail in zip(heads.tolist(), tails.tolist(), strict=True)],
        lows[:, 0].tolist(),
        lows[:, 1].tolist(),
        highs[:, 0].tolist(),
        highs[:, 1].tolist(),
        base[heads].tolist(),
        size[heads].tolist(),
        (bold | (again * 2 >= tails - heads)).tolist(),
        blank.tolist(),
        trail.tolist(),
        glyphs.runs[first].tolist(),
        first.tolist(),
        repeat(angle, len(heads)),
        repeat(False, len(heads)) if struck is None else struck[first].tolist(),
    )
    return list(map(Word._make, zip(*columns, strict=True)))
