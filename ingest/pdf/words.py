"""Characters of a page -> words: the smallest pieces the grid and the text assembly work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.pdf.frame import Frame, transform, transform_boxes
from ingest.pdf.pdfium import Floats, Ints, RawChars, RawRuns

Mask = npt.NDArray[np.bool_]

PDFIUM_HYPHEN: Final = 2
SOFT_HYPHEN: Final = "\u00ad"
_BLANKS: Final = (
    9,
    10,
    13,
    32,
    0xA0,
    0x1680,
    0x2000,
    0x2001,
    0x2002,
    0x2003,
    0x2004,
    0x2005,
    0x2006,
    0x2007,
    0x2008,
    0x2009,
    0x200A,
    0x202F,
    0x205F,
    0x3000,
)
_ZERO_WIDTH: Final = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_NEW_BASE: Final = 0.12
_WIDE_GAP: Final = 0.35
_STEP_BACK: Final = -0.6
_SIZE_CHANGE: Final = 1.2
_SPACED: Final = 0.11
"""Gap in ems between letters set apart on purpose; kerning and justification stay below."""
_DOUBLED: Final = 0.12
"""Fake bold strikes a glyph again 2 to 5 % of an em further on; the narrowest letters advance by more than 20 %."""


class Word(NamedTuple):
    """A piece of text without blanks, in frame coordinates (points, y down).

    base: y of the baseline (for a turned word: the coordinate across its reading direction). size in points.
    blank: a printed blank stood before it; trail: a printed blank stands after it. run: the text object it came from.
    order: place in the page's text stream. angle: 0, 90, 180 or 270 degrees counter-clockwise.
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


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in frame coordinates with the facts of their text object spread over them; one row a character."""

    codes: Ints
    boxes: Floats
    origins: Floats
    runs: Ints
    size: Floats
    angle: Floats
    bold: Mask
    rgba: Ints

    @property
    def printed(self) -> Mask:
        """Characters that leave ink: no blanks, no marks PDFium made up."""
        made_up = (self.runs < 0) & (self.codes != PDFIUM_HYPHEN)
        control = (self.codes < 32) & (self.codes != PDFIUM_HYPHEN)
        out: Mask = ~(made_up | control | np.isin(self.codes, _BLANKS) | np.isin(self.codes, _ZERO_WIDTH))
        return out


def glyphs_of(chars: RawChars, runs: RawRuns, frame: Frame) -> Glyphs:
    """Bring characters into the frame."""
    safe = np.maximum(chars.runs, 0)
    if not len(runs.size):
        empty = np.zeros(len(chars.codes))
        return Glyphs(
            chars.codes,
            chars.boxes * 0.0,
            chars.origins * 0.0,
            chars.runs,
            empty,
            empty,
            empty > 0,
            np.zeros((len(chars.codes), 4), np.int64),
        )
    turned = (runs.angle - frame.rotation - frame.turn) % 360
    return Glyphs(
        chars.codes,
        transform_boxes(chars.boxes, frame.matrix),
        transform(chars.origins, frame.matrix),
        chars.runs,
        runs.size[safe],
        turned[safe],
        runs.bold[safe],
        runs.rgba[safe],
    )


def quarter(angle: Floats) -> Ints:
    """Return 0, 90, 180 or 270 for directions within 3 degrees of it, -1 for slanted ones."""
    near = np.round(angle / 90.0) * 90.0
    return np.where(np.abs(angle - near) <= 3.0, near.astype(np.int64) % 360, -1)


def doubled(glyphs: Glyphs, printed: Mask) -> Mask:
    """Mark characters struck again at nearly the same place (fake bold): all but the first of each."""
    index = np.flatnonzero(printed)
    out = np.zeros(len(glyphs.codes), np.bool_)
    if len(index) < 2:
        return out
    size = np.maximum(glyphs.size[index], 1.0)
    x, y = glyphs.origins[index, 0], glyphs.origins[index, 1]
    order = np.lexsort((index, np.round(x, 1), np.round(y, 1), glyphs.codes[index]))
    a, b = index[order[:-1]], index[order[1:]]
    reach = _DOUBLED * size[order[1:]]
    dx = np.abs(glyphs.origins[a, 0] - glyphs.origins[b, 0])
    dy = np.abs(glyphs.origins[a, 1] - glyphs.origins[b, 1])
    # A ligature that PDFium spells out ("ff") shares object and place without having been struck twice.
    piece = (glyphs.runs[a] == glyphs.runs[b]) & (dx == 0) & (dy == 0)
    again = (glyphs.codes[a] == glyphs.codes[b]) & (dx <= reach) & (dy <= reach) & ~piece
    out[np.maximum(a, b)[again]] = True
    return out


def words_of(glyphs: Glyphs, keep: Mask) -> list[Word]:
    """Cut the kept characters into words, in stream order within each reading direction."""
    turned = quarter(glyphs.angle)
    twice = doubled(glyphs, keep)
    words: list[Word] = []
    for angle in (0, 90, 180, 270):
        chosen = np.flatnonzero(keep & ~twice & (turned == angle))
        if len(chosen):
            words.extend(_cut(glyphs, chosen, angle, twice))
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
    blank_char = np.concatenate(([0], np.cumsum((glyphs.runs >= 0) & np.isin(glyphs.codes, _BLANKS))))
    printed = blank_char[chosen[1:]] != blank_char[chosen[:-1] + 1]
    apart = ~printed & (gap > _SPACED * size[1:]) & (gap < 0.8 * size[1:])
    if np.count_nonzero(apart) < 4:
        return out
    level = np.round(base[1:] * 2)
    same = np.abs(base[1:] - base[:-1]) < 0.5
    for y in np.unique(level[apart]):
        line = np.flatnonzero((level == y) & same & ~printed & (gap < 2.0 * size[1:]))
        if len(line) < 4:
            continue
        middle = float(np.median(gap[line]))
        if middle > _SPACED * float(size[line[0]]):
            pairs = (level == y) & ~printed
            out[pairs] = 1.6 * middle + 0.08 * float(size[line[0]])
    return out


def _cut(glyphs: Glyphs, chosen: Ints, angle: int, twice: Mask) -> list[Word]:
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
    heads = np.concatenate(([0], np.flatnonzero(broken) + 1))
    tails = np.concatenate((heads[1:], [len(chosen)]))
    box = glyphs.boxes[chosen]
    lows = np.minimum.reduceat(box[:, :2], heads)
    highs = np.maximum.reduceat(box[:, 2:], heads)
    bold = np.minimum.reduceat(glyphs.bold[chosen].astype(np.int64), heads).astype(np.bool_)
    struck = np.add.reduceat(twice[np.minimum(chosen + 1, len(twice) - 1)].astype(np.int64), heads)
    blank_char = (glyphs.runs >= 0) & np.isin(glyphs.codes, _BLANKS)
    first, last = chosen[heads], chosen[tails - 1]
    blank = np.where(first > 0, blank_char[first - 1], False)
    after = np.minimum(last + 1, len(blank_char) - 1)
    trail = blank_char[after] & (after > last)
    codes = np.where(glyphs.codes[chosen] == PDFIUM_HYPHEN, ord("-"), glyphs.codes[chosen])
    text = "".join(map(chr, codes.tolist()))
    rows = zip(
        heads.tolist(),
        tails.tolist(),
        lows.tolist(),
        highs.tolist(),
        base[heads].tolist(),
        size[heads].tolist(),
        (bold | (struck * 2 >= tails - heads)).tolist(),
        blank.tolist(),
        trail.tolist(),
        glyphs.runs[first].tolist(),
        first.tolist(),
        strict=True,
    )
    return [
        Word(text[h:t], lo[0], lo[1], hi[0], hi[1], b, s, w, bl, tr, run, order, angle)
        for h, t, lo, hi, b, s, w, bl, tr, run, order in rows
    ]
