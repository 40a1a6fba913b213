"""Characters in the frame of the page, with the facts of their text objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ingest.pdf.frame import Frame, transform, transform_boxes
from ingest.pdf.pdfium import Floats, Ints, RawChars, RawRuns

Mask = npt.NDArray[np.bool_]
PDFIUM_HYPHEN: Final = 2
BLANKS: Final = (
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
_FAR: Final = 100_000.0
_DOUBLED: Final = 0.12
"""Fake bold strikes a glyph again 2 to 5 % of an em further on; the narrowest letters advance by more than 20 %."""


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
    printed: Mask
    """Characters that leave ink: no blanks, no marks PDFium made up."""
    blank: Mask
    """Blanks that the file holds, not those that PDFium made up."""


def _table(codes: Iterable[int]) -> Mask:
    out = np.zeros(0x10000, np.bool_)
    out[list(codes)] = True
    return out


_IS_BLANK: Final = _table(BLANKS)
_LEAVES_NO_INK: Final = _table({*BLANKS, *_ZERO_WIDTH, *range(32)} - {PDFIUM_HYPHEN})


def _kinds(codes: Ints, runs: Ints) -> tuple[Mask, Mask]:
    """Return which characters are printed and which are blanks."""
    places = np.clip(codes, 0, 0xFFFF)  # the last of the tables' code points is no character
    real = runs >= 0
    return (real | (codes == PDFIUM_HYPHEN)) & ~_LEAVES_NO_INK[places], real & _IS_BLANK[places]


def glyphs_of(chars: RawChars, runs: RawRuns, frame: Frame) -> Glyphs:
    """Bring characters into the frame."""
    safe = np.maximum(chars.runs, 0)
    printed, blank = _kinds(chars.codes, chars.runs)
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
            printed,
            blank,
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
        printed,
        blank,
    )


def quarter(angle: Floats) -> Ints:
    """Return 0, 90, 180 or 270 for directions within 3 degrees of it, -1 for slanted ones."""
    near = np.round(angle / 90.0) * 90.0
    return np.where(np.abs(angle - near) <= 3.0, near.astype(np.int64) % 360, -1)


def _by_code_and_place(codes: Ints, x: Floats, y: Floats) -> Ints:
    """Return the order by code, then from top to bottom, then from left to right; places to a tenth of a point."""
    if max(np.abs(x).max(), np.abs(y).max()) < _FAR:  # not so where a broken matrix puts letters nowhere
        across, down = (np.rint((v + _FAR) * 10).astype(np.int64) for v in (x, y))
        return np.argsort((codes << 42) | (down << 21) | across, kind="stable")
    return np.lexsort((x, y, codes))


def doubled(glyphs: Glyphs, printed: Mask) -> Mask:
    """Mark characters struck again at nearly the same place (fake bold): all but the first of each."""
    index = np.flatnonzero(printed)
    out = np.zeros(len(glyphs.codes), np.bool_)
    if len(index) < 2:
        return out
    size = np.maximum(glyphs.size[index], 1.0)
    x, y = glyphs.origins[index, 0], glyphs.origins[index, 1]
    order = _by_code_and_place(glyphs.codes[index], np.round(x, 1), np.round(y, 1))
    a, b = index[order[:-1]], index[order[1:]]
    reach = _DOUBLED * size[order[1:]]
    dx = np.abs(glyphs.origins[a, 0] - glyphs.origins[b, 0])
    dy = np.abs(glyphs.origins[a, 1] - glyphs.origins[b, 1])
    # A ligature that PDFium spells out ("ff") shares object and place without having been struck twice.
    piece = (glyphs.runs[a] == glyphs.runs[b]) & (dx == 0) & (dy == 0)
    again = (glyphs.codes[a] == glyphs.codes[b]) & (dx <= reach) & (dy <= reach) & ~piece
    out[np.maximum(a, b)[again]] = True
    return out
