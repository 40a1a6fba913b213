"""Drop caps: a first letter set over two or more lines goes back to the front of its word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.pdf.words import Word

_LARGER: Final = 1.4
_LARGEST: Final = 5.0
_GAP: Final = 0.5
"""Ems of the letter between it and its word."""


def with_drop_caps(words: Sequence[Word]) -> list[Word]:
    """Return the words with each drop cap joined to the word at its head."""
    letters = [w for w in words if len(w.text) == 1 and w.text.isupper() and not w.angle]
    smallest = min([w.size for w in words]) if letters else 0.0
    letters = [w for w in letters if w.size >= _LARGER * smallest]
    if not letters:
        return list(words)
    joined: dict[int, Word] = {}
    gone: set[int] = set()
    for letter in letters:
        word = _word_of(letter, words)
        if word is not None:
            gone.add(letter.order)
            joined[word.order] = word._replace(text=letter.text + word.text, x0=letter.x0, blank=letter.blank)
    return [joined.get(w.order, w) for w in words if w.order not in gone]


def _word_of(letter: Word, words: Sequence[Word]) -> Word | None:
    """Return the word that goes on from a letter set large, None for a letter that is no drop cap."""
    beside = [
        w
        for w in words
        if w is not letter
        and not w.angle
        and _LARGER * w.size <= letter.size <= _LARGEST * w.size
        and letter.x0 - 1 <= w.x0 <= letter.x1 + _GAP * letter.size
        and letter.base - 0.9 * letter.size <= w.base <= letter.base + 0.7 * w.size
    ]
    if not beside:
        return None
    first = min(beside, key=lambda w: w.base)
    # A footnote's mark is small and raised too; beside a drop cap stands a second line.
    second = any(w.base - first.base > 0.8 * first.size and abs(w.size - first.size) < 0.5 for w in beside)
    return first if second and first.text[0].isalpha() else None
