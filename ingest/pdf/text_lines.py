"""Lines across a page, cut where white is wider than between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.pdf.lines import group_lines
from ingest.pdf.running import key_of
from ingest.pdf.words import Word

_SEGMENT_GAP: Final = 0.9
"""Ems of white that part two columns on one line; justified prose stretches a blank to 0.7 em at most."""
_PROSE: Final = 0.6


@dataclass(slots=True)
class TextLine:
    """A line across the page, cut where white is wider than between words."""

    base: float
    top: float
    bottom: float
    size: float
    pieces: list[list[Word]]

    @property
    def words(self) -> list[Word]:
        """All words of the line."""
        return [w for piece in self.pieces for w in piece]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.pieces[0][0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return self.pieces[-1][-1].x1


def text_lines(words: Sequence[Word]) -> list[TextLine]:
    """Return the lines across a page."""
    out = []
    for group in group_lines([w for w in words if not w.angle]):
        pieces = [[group[0]]]
        for a, b in pairwise(group):
            if b.x0 - max(w.x1 for w in pieces[-1]) > _SEGMENT_GAP * max(a.size, b.size):
                pieces.append([b])
            else:
                pieces[-1].append(b)
        main = max(group, key=lambda w: (w.size, len(w.text)))
        out.append(
            TextLine(main.base, min(w.top for w in group), max(w.bottom for w in group), main.size, pieces)
        )
    return out


def table_regions(lines: Sequence[TextLine], least: int = 3) -> list[list[TextLine]]:
    """Return runs of lines that stand in columns: at least `least` pieces on some, no prose in between."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    wide = _PROSE * (right - left)
    seeds = [i for i, line in enumerate(lines) if len(line.pieces) >= least]
    runs: list[list[int]] = []
    for i in seeds:
        if runs and not _parted(lines, runs[-1][-1], i, wide):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [list(lines[run[0] : run[-1] + 1]) for run in runs if len(run) >= 2]


def _parted(lines: Sequence[TextLine], a: int, b: int, wide: float) -> bool:
    """Tell whether prose or a great distance lies between two lines in columns."""
    if lines[b].top - lines[a].bottom > 12 * lines[b].size and b == a + 1:
        return True
    prose = [line for line in lines[a + 1 : b] if len(line.pieces) == 1 and line.x1 - line.x0 > wide]
    return len(prose) >= 2


def line_text(line: TextLine) -> str:
    """Return a line's words, numbers levelled."""
    return key_of(" ".join(w.text for w in line.words))
