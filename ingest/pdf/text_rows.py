"""Rows from text alone: where every column begins anew, and where most do while a merged cell runs on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.pdf.lines import group_lines
from ingest.pdf.words import Word

SAME_STEP: Final = 1.12
"""Lines of one paragraph keep their distance; a row starts further down than this times the usual one."""
_WEAK_ROW: Final = 0.4
_SUBROW: Final = 3
"""So many columns must begin on one line for an action below a recommendation that runs on beside it."""


class Stroke(NamedTuple):
    """A line within one column."""

    top: float
    bottom: float
    base: float
    bold: bool


Stack = list[Stroke]


class Cut(NamedTuple):
    """A row edge; open: columns whose cell runs on across it."""

    y: float
    open: frozenset[int] = frozenset()


class Cuts(NamedTuple):
    """Row edges within a band and how sure they are, 0 to 1."""

    cuts: list[Cut]
    sure: float


def row_cuts(words: Sequence[Word], xs: Sequence[float], bottom: float, strict: bool = False) -> Cuts:
    """Cut a band into rows by its leading.

    strict: rows are drawn already; only cut where nearly all columns begin anew (the unshaded row next to the header
    of a zebra table).
    """
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for word in words:
        at = bisect_right(xs, word.x0 + 1.0) - 1
        if 0 <= at < len(columns):
            columns[at].append(word)
    stacks = [[_stroke(g) for g in group_lines(c)] if c else [] for c in columns]
    steps = [b.base - a.base for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return Cuts([], 0.5)
    usual = usual_step(steps)
    whole = [y for y in _white_bands(stacks) if all(not _continues(stack, y, usual) for stack in stacks)]
    kept, sure = _strong(whole, stacks, bottom, strict)
    cuts = [Cut(y) for y in kept]
    if strict:
        return Cuts(cuts, sure)
    stops = [min(s.top for stack in stacks for s in stack) - 1, *kept, bottom]
    for top, end in pairwise(stops):
        inner = [[s for s in stack if top <= s.base <= end] for stack in stacks]
        cuts += _subrows(inner, usual)
    return Cuts(cuts, sure)


def _stroke(group: Sequence[Word]) -> Stroke:
    main = max(group, key=lambda w: (w.size, len(w.text)))
    return Stroke(
        main.base - 0.75 * main.size, main.base + 0.2 * main.size, main.base, all(w.bold for w in group)
    )


def usual_step(steps: Sequence[float]) -> float:
    """Return the commonest line distance: steps within a cell outnumber those between rows."""
    ordered = sorted(steps)
    best = max(ordered, key=lambda s: sum(abs(s - o) <= 0.6 for o in ordered))
    low = ordered[len(ordered) // 5]
    return low if low < best * 0.93 and sum(abs(low - o) <= 0.6 for o in ordered) >= 3 else best


def _white_bands(stacks: Sequence[Stack]) -> list[float]:
    """Return the middles of the horizontal white stripes that no line of any column touches."""
    lines = sorted(line for stack in stacks for line in stack)
    out = []
    reach = lines[0].bottom
    for line in lines[1:]:
        if line.top > reach:
            out.append((reach + line.top) / 2)
        reach = max(reach, line.bottom)
    return out


def _far(step: float, usual: float) -> bool:
    return step > max(usual * SAME_STEP, usual + 1.2)


def _continues(stack: Stack, y: float, usual: float) -> bool:
    """Tell whether a column's text runs on at y as it does within a paragraph."""
    above = [line for line in stack if line.bottom <= y + 0.01]
    below = [line for line in stack if line.top >= y - 0.01]
    return bool(above and below) and not _far(below[0].base - above[-1].base, usual)


def _strong(
    cuts: Sequence[float], stacks: Sequence[Stack], bottom: float, strict: bool
) -> tuple[list[float], float]:
    """Drop cuts that only part two paragraphs of one cell.

    A row fills its first column or many of the others. The rest of a row from the page before may stand alone under a
    repeated header: there the type turns from bold to plain.
    """
    kept: list[float] = []
    doubt = 0
    stops = [*cuts, bottom]
    for i, y in enumerate(cuts):
        begins = [any(y <= line.base <= stops[i + 1] for line in stack) for stack in stacks]
        share = sum(begins) / max(1, sum(bool(s) for s in stacks))
        if strict:
            if begins[0] and share >= 2 * _WEAK_ROW:
                kept.append(y)
        elif begins[0] or share >= _WEAK_ROW or (sum(begins) > 1 and begins[1]):
            kept.append(y)
            doubt += not begins[0] or share < _WEAK_ROW
        else:
            doubt += 1
            if _header_ends(stacks, y):
                kept.append(y)
    return kept, 1.0 - doubt / max(1, len(cuts))


def _header_ends(stacks: Sequence[Stack], y: float) -> bool:
    above = [line for stack in stacks for line in stack if line.base < y]
    below = [line for stack in stacks for line in stack if line.base > y]
    if not above or not below or not all(line.bold for line in above):
        return False
    return not min(below, key=lambda line: line.base).bold


def _subrows(stacks: Sequence[Stack], usual: float) -> list[Cut]:
    """Return cuts at which several columns begin a block on one line while the first ones run on or are done."""
    lines = [line for stack in stacks for line in stack]
    if not lines:
        return []
    head = min(line.base for line in lines)
    starts: dict[int, list[Stroke]] = {}
    for column, stack in enumerate(stacks):
        previous: Stroke | None = None
        starts[column] = []
        for line in stack:
            if line.base > head + 0.5 * usual and (
                previous is None or _far(line.base - previous.base, usual)
            ):
                starts[column].append(line)
            previous = line
    out: list[Cut] = []
    filled = sum(bool(stack) for stack in stacks)
    for base in sorted({round(line.base * 2) / 2 for found in starts.values() for line in found}):
        begin = [c for c, found in starts.items() if any(abs(line.base - base) <= 1.0 for line in found)]
        if len(begin) < _SUBROW or len(begin) < _WEAK_ROW * filled or begin[0] == 0:
            continue
        y = min(line.top for c in begin for line in starts[c] if abs(line.base - base) <= 1.0) - 0.5
        if out and y - out[-1].y < 0.5 * usual:
            continue
        on = {c for c, stack in enumerate(stacks) if _continues(stack, y, usual)}
        out.append(Cut(y, frozenset(on | set(range(begin[0])))))
    return out
