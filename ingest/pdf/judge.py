"""Is a grid a table? Boxes, family trees, lists and signature blocks have grids too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.pdf.grid import Grid
from ingest.pdf.page import PageView
from ingest.pdf.running import in_margin
from ingest.pdf.words import Word

_LEAST_WORDS: Final = 20
"""Fewer words in columns are a signature block, not a table."""
_MOSTLY_MERGED: Final = 0.35


def holds(grid: Grid, word: Word) -> bool:
    """Tell whether a word begins inside a grid."""
    x0, top, x1, bottom = grid.box
    return x0 - 1 <= word.x0 <= x1 and top - 1 <= word.base - 0.3 * word.size <= bottom + 1


def outside(grid: Grid, words: Sequence[Word]) -> list[Word]:
    """Return the words that do not begin inside a grid."""
    x0, top, x1, bottom = grid.box
    left, right, top, bottom = x0 - 1, x1 + 1, top - 1, bottom + 1
    return [w for w in words if not (left <= w.x0 <= right and top <= w.base - 0.3 * w.size <= bottom)]


def plausible(grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether a ruled grid holds a table: more than one column, text in it, few words cut by its walls."""
    if grid.columns < 2 or len(grid.spans) < 2:
        return False
    filled: set[int] = set()
    merged = 1 - len(grid.spans) / (grid.rows * grid.columns)
    enough = max(2.0, _MOSTLY_MERGED * len(grid.spans)) if merged > _MOSTLY_MERGED else 2.0
    # Boxes and lines that do not tile - a family tree, a flow chart - merge many positions and leave them empty.
    for word in words:
        cell = grid.at(word.x0 + 1.0, word.base - 0.3 * word.size)
        if cell is not None:
            filled.add(cell)
            if len(filled) >= enough:
                return True
    return False


def ends_a_row(grid: Grid, view: PageView) -> bool:
    """Tell whether a grid is the end of a row that the page before began: a lone row of which one cell goes on."""
    top = grid.ys[0]
    if view.number == 1 or grid.rows != 1 or grid.columns < 3 or len(grid.spans) < grid.columns:
        return False
    inside = [w for w in view.words if holds(grid, w)]
    above = [
        w for w in view.words if w.base < top and not in_margin((w.top + w.bottom) / 2 / view.frame.height)
    ]
    return bool(inside) and not above


def only_inner_rules(grid: Grid, view: PageView) -> bool:
    """Tell whether one-row grid of column rules lacks the outer ones: words stand beside it, so rows must be found too."""
    x0, top, x1, bottom = grid.box
    if len(grid.ys) > 2 or not (grid.open_top and grid.open_bottom):
        return False
    return any((w.x1 < x0 or w.x0 > x1) and top <= (w.top + w.bottom) / 2 <= bottom for w in view.words)


def is_table(grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether an unruled grid reads like a table: several rows, and most rows have text in several columns."""
    if grid.rows < 2 or grid.columns < 2:
        return False
    filled: dict[int, set[int]] = {}
    seen: list[tuple[Word, int]] = []
    for word in words:
        cell = grid.at(word.x0 + 1.0, word.base - 0.3 * word.size)
        if cell is not None:
            span = grid.spans[cell]
            filled.setdefault(span.row, set()).add(span.column)
            seen.append((word, span.column))
    several = sum(len(columns) >= 2 for columns in filled.values())
    if grid.method == "aligned" and (len(seen) < _LEAST_WORDS or _text_columns(seen) < 2):
        return False
    return several >= 2 and several >= 0.5 * len(filled)


def _text_columns(seen: Sequence[tuple[Word, int]]) -> int:
    """Count the columns that hold more than numbers, letters and bullets: a list has one, a table two or more."""
    plain: dict[int, list[int]] = {}
    for word, column in seen:
        plain.setdefault(column, []).append(sum(c.isalpha() for c in word.text) >= 2)
    return sum(sum(found) >= 0.5 * len(found) for found in plain.values())
