"""Raised text: what is a superscript, what is a footnote's marker, and which notes stand at the foot of a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Final

from ingest.pdf.words import Word

_SMALL_PRINT: Final = 0.92
SMALLER: Final = 0.99
"""A raised word is smaller than this times the words beside it."""
_RAISED: Final = 0.12
_HIGH: Final = 0.25
SHORT: Final = 5
"""Letters of a raised piece, at most: "23,24", "th,"."""
_TOUCH: Final = 0.08
"""Ems between a word and a note number set right behind it; such a number may be nearly as large as the text."""

_BY_BASE: Final = attrgetter("base")

_MARKER: Final = re.compile(r"\[?\d{1,3}(?:,\d{1,3})*\]?|[*†‡§]+")
_NUMBER: Final = re.compile(r"\d{1,3}[.)]?")
_UNITS: Final = ("m", "km", "cm", "mm", "ft")


def is_raised(word: Word, neighbour: Word) -> bool:
    """Tell whether a word is a superscript of its neighbour."""
    rise = (neighbour.base - word.base) / neighbour.size
    return (word.size < 0.9 * neighbour.size and rise > _RAISED) or _raised_behind(word, neighbour)


def _raised_behind(word: Word, neighbour: Word) -> bool:
    return word.text.isdigit() and len(word.text) <= 2 and _behind(word, neighbour, 0.97)


def _behind(word: Word, neighbour: Word, smaller: float) -> bool:
    """Tell whether a smaller word stands raised and touches the end of its neighbour."""
    if abs(word.x0 - neighbour.x1) > _TOUCH * neighbour.size:
        return False
    return (
        word.size < smaller * neighbour.size and _HIGH < (neighbour.base - word.base) / neighbour.size < 0.7
    )


def clings(word: Word, words: Sequence[Word], usual: float) -> bool:
    """Tell whether a word is a note number or an ordinal's ending that stands raised right behind one of the words.

    usual: size of most words. Browsers set <sup> at five sixths of the text, others nearly as large: no small print
    by itself.
    """
    if word.text.isdigit():
        return any(_raised_behind(word, other) for other in words)
    return (
        word.size < SMALLER * usual
        and len(word.text) <= SHORT
        and any(_behind(word, other, SMALLER) for other in words)
    )


def is_marker(text: str, before: str, notes: Collection[str]) -> bool:
    """Tell whether a raised text is a footnote marker and not part of what is said."""
    if not _MARKER.fullmatch(text):
        return False
    word = before.rsplit(" ", 1)[-1]
    if not word:
        return text in notes
    if word[-1].isdigit():
        return text.strip("[]") in notes
    return word.lower() not in _UNITS


def footnote_numbers(words: Sequence[Word]) -> frozenset[str]:
    """Return the numbers of the footnotes at the foot of a page: small digits that begin a line.

    They are raised before their line, or the line is small print and the same number stands raised in the text.
    """
    middle = max([w.bottom for w in words], default=0.0) / 2
    sizes = sorted([w.size for w in words])
    small = _SMALL_PRINT * sizes[len(sizes) // 2] if sizes else 0.0
    ordered = sorted(words, key=_BY_BASE)
    bases = [w.base for w in ordered]
    found = set()
    for mark in words:
        if len(mark.text) > 4 or mark.base < middle or mark.angle or not _NUMBER.fullmatch(mark.text):
            continue
        reach = 0.7 * sizes[-1]
        near = ordered[bisect_left(bases, mark.base - reach) : bisect_right(bases, mark.base + reach)]
        line = [w for w in near if w is not mark and abs(w.base - mark.base) < 0.7 * w.size and not w.angle]
        before = any(w.x1 <= mark.x0 + 1 and mark.x0 - w.x1 < 3 * w.size for w in line)
        after = [w for w in line if 0 <= w.x0 - mark.x1 + 1 < 1.2 * w.size]
        number = mark.text.rstrip(".)")
        if before or not after or number in found:
            continue
        raised = mark.text == number and any(is_raised(mark, w) for w in after)
        if raised or (all(w.size < small for w in (mark, *after)) and _cited(number, mark, words)):
            found.add(number)
    return frozenset(found)


def _cited(number: str, mark: Word, words: Sequence[Word]) -> bool:
    """Tell whether the number stands raised in the text above its note."""
    above = [w for w in words if w.text == number and w.base < mark.base]
    return any(_raised_behind(w, other) for w in above for other in words)
