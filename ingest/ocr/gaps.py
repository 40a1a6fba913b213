"""Words that tesseract ran together ("givena"), parted where picture and word list agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from ingest.ocr.raster import Gray
from ingest.ocr.tesseract import Seen
from ingest.pdf.vocabulary import Vocabulary

INKED = 160  # grey level below which a pixel is ink, blurred rims left out
BLANK = 0.6  # of the usual white between words of the same picture: enough for a blank
NEAR = 2  # letters by which the place of a gap may be off, as letters are not equally wide


def parted(seen: Sequence[Seen], picture: Gray, known: Vocabulary) -> Iterator[Seen]:
    """The words of a picture; one that is no word, but two words with a blank between them, comes in two."""
    blanks = [b.x0 - a.x1 for a, b in pairwise(seen) if a.line == b.line and b.x0 > a.x1]
    usual = float(np.median(blanks)) if blanks else 0.0
    for word in seen:
        place = _place(word, known)
        gap = _gap(word, picture, place) if place and usual else None
        if place is None or gap is None or gap[0] < BLANK * usual:
            yield word
            continue
        yield word._replace(text=word.text[:place], x1=gap[1])
        yield word._replace(text=word.text[place:], x0=gap[1])


def _place(word: Seen, known: Vocabulary) -> int | None:
    """How many letters the first of two run-together words has; None if the whole is a word or its parts are none.

    Only "a", "A", "I" and figures beside a word are looked for: those are what tesseract glues on.
    """
    text = word.text
    core = text.rstrip(".,;:)'’\"")
    if len(core) < 3 or (core.isalpha() and known.knows(core)):
        return None
    if core[-1] == "a" and core[:-1].isalpha() and known.knows(core[:-1]):
        return len(core) - 1
    figures = re.fullmatch(r"([^\W\d_]{2,})(\d+)", core)
    if figures and figures[1].islower() and known.knows(figures[1]):
        return len(figures[1])
    if core[0] in "aAI" and core[1:].islower() and known.knows(core[1:]) and len(core) > 3:
        return 1
    return None


def _gap(word: Seen, picture: Gray, place: int | None) -> tuple[int, float] | None:
    """Width and middle, in pixels, of the widest gap near a place in a word."""
    x0, x1 = max(0, int(word.x0)), min(picture.shape[1], int(word.x1) + 1)
    area = picture[max(0, int(word.top)) : int(word.bottom) + 1, x0:x1]
    if place is None or area.size == 0:
        return None
    inked = np.flatnonzero((area < INKED).any(axis=0)).tolist()
    letter = (x1 - x0) / len(word.text)
    low, high = letter * (place - NEAR), letter * (place + NEAR)
    gaps = [(b - a - 1, x0 + (a + b) / 2) for a, b in pairwise(inked) if b - a > 1 and low <= a <= high]
    return max(gaps, default=None)
