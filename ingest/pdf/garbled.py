"""Text that means nothing: characters that no map leads to, or more of them than the page shows signs."""

from __future__ import annotations

from typing import Final

import numpy as np

from ingest.pdf.glyphs import Glyphs, Mask
from ingest.pdf.pdfium import Floats, RawPage

_LIGATURE: Final = 8
_PUA: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))
_SYMBOLS: Final = (0xF000, 0xF0FF)
"""Word leaves bullets and ticks of symbol fonts there."""


def garbled_share(page: RawPage, glyphs: Glyphs, printed: Mask) -> float:
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
