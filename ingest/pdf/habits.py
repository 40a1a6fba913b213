"""How a document is set: its leading, the blanks at its line ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.pdf.lines import PrintedLine
from ingest.pdf.room import Room, reaches
from ingest.pdf.vocabulary import Vocabulary


class Habits(NamedTuple):
    """How a document is set.

    words: its vocabulary; leading: usual distance of baselines in ems, 0 when unknown; blanks: share of its wrapped
    lines that end in a printed blank (high: a line without one breaks inside a word); hyphenates: it breaks words at
    line ends with hyphens of its own.
    """

    words: Vocabulary
    leading: float = 0.0
    blanks: float = 0.0
    hyphenates: bool = False


def leading_of(cells: Iterable[Sequence[PrintedLine]]) -> float:
    """Return the usual distance of baselines in ems: the smallest one that many lines share, 0 when unknown."""
    steps = sorted(
        (b.base - a.base) / a.size
        for lines in cells
        for a, b in pairwise(lines)
        if a.size > 0 and abs(a.size - b.size) < 0.2 and 0.85 <= (b.base - a.base) / a.size <= 2.2
    )
    for i, step in enumerate(steps):
        alike = bisect_right(steps, step + 0.06) - i
        if alike >= max(3, 0.2 * len(steps)):
            return sum(steps[i : i + alike]) / alike
    return 0.0


def trailing_blanks(cells: Iterable[tuple[Sequence[PrintedLine], Room]]) -> float:
    """Return the share of surely wrapped lines (the next word would not fit) that end in a printed blank."""
    wrapped = ended = 0
    for lines, room in cells:
        for a, b in pairwise(lines):
            if a.pieces > 1 and b.text[:1].islower() and a.text[-1:].isalpha() and reaches(a, b, room):
                wrapped += 1
                ended += a.trail
    return ended / wrapped if wrapped >= 5 else 0.0
