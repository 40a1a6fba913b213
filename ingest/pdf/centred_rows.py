"""Rows of cells centred in their height: lines of neighbouring rows follow one another without extra white.

What tells the rows is symmetry. Where one column has a single line a row (numbers, scope), every other cell of the row
lies evenly about that line. Row edges that make all cells symmetric are found by dynamic programming; a table for
which none do is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.pdf.strokes import Stack, Stroke, far

_OFF: Final = 0.3
"""Ems by which a cell may be off its row's middle; a line given to the wrong row moves it by 0.6."""
_LEAST: Final = 3
_PROOF: Final = 3
"""So many cells of several lines must be centred: top-aligned tables have none."""
_NEVER: Final = float("inf")


def centred_cuts(stacks: Sequence[Stack], white: Sequence[float], usual: float) -> list[float]:
    """Return the row edges of a table whose cells are centred, the one above the first row included; [] for others.

    stacks: lines of each column. white: heights that no line of any column touches. usual: line distance in ems.
    """
    for anchors in _anchors(stacks, usual):
        cuts = _between(anchors, stacks, white)
        if cuts:
            return cuts
    return []


def _anchors(stacks: Sequence[Stack], usual: float) -> list[Stack]:
    """Return the columns that may have one line a row, best first: numbers, then lines far apart."""
    numbers = [line for line in stacks[0] if line.number] if stacks else []
    out = [numbers] if len(numbers) >= max(_LEAST, 0.7 * len(stacks[0])) else []
    if not out:
        out = [s for s in stacks if len(s) >= _LEAST and all(far(a, b, usual) for a, b in pairwise(s))]
    return out


def _between(anchors: Stack, stacks: Sequence[Stack], white: Sequence[float]) -> list[float]:
    """Return the edges that make all cells symmetric about their anchors, [] when none do."""
    middles = [_middle(line) for line in anchors]
    above = [-_NEVER, *(y for y in white if y < middles[0])]
    # best way to each edge above the row at hand: how far off its worst cell is, and the edges before
    ways: dict[float, tuple[float, list[float]]] = {y: (0.0, [y]) for y in above}
    for middle, after in pairwise([*middles, _NEVER]):
        ends = [y for y in white if middle < y < after] if after < _NEVER else [_NEVER]
        found: dict[float, tuple[float, list[float]]] = {}
        for end in ends:
            for start, (worst, edges) in ways.items():
                off = max(worst, _off(stacks, start, end, middle))
                if off <= _OFF and off < found.get(end, (_NEVER, []))[0]:
                    found[end] = (off, [*edges, end])
        ways = found
    if not ways:
        return []
    edges = ways[_NEVER][1]
    proof = sum(
        sum(a <= _middle(line) < b for line in stack) > 1 for a, b in pairwise(edges) for stack in stacks
    )
    return [y for y in edges if abs(y) < _NEVER] if proof >= _PROOF else []


def _off(stacks: Sequence[Stack], start: float, end: float, middle: float) -> float:
    """Return by how many ems the cell that is worst placed between two edges is off the row's middle."""
    worst = 0.0
    for stack in stacks:
        mine = [line for line in stack if start <= _middle(line) < end]
        if mine:
            off = abs((_middle(mine[0]) + _middle(mine[-1])) / 2 - middle)
            worst = max(worst, off / max(mine[0].size, 0.1))
    return worst


def _middle(line: Stroke) -> float:
    return line.base - 0.275 * line.size
