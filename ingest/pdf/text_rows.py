"""Rows from text alone: where every column begins anew, and where most do while a merged cell runs on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.pdf.centred_rows import centred_cuts
from ingest.pdf.number_column import cuts_above_numbers
from ingest.pdf.strokes import Stack, Stroke, continues, ems, far, stacks_of, within_cells
from ingest.pdf.words import Word

_WEAK_ROW: Final = 0.4
_SUBROW: Final = 3
"""So many columns must begin on one line for an action below a recommendation that runs on beside it."""


class Cut(NamedTuple):
    """A row edge; open: columns whose cell runs on across it."""

    y: float
    open: frozenset[int] = frozenset()


class Cuts(NamedTuple):
    """Row edges within a band and how sure they are, 0 to 1."""

    cuts: list[Cut]
    sure: float


def row_cuts(
    words: Sequence[Word], xs: Sequence[float], bottom: float, strict: bool = False, merged: bool = False
) -> Cuts:
    """Cut a band into rows by its leading.

    strict: rows are drawn already; only cut where nearly all columns begin anew (the unshaded row next to the header
    of a zebra table). merged: even then, actions may stand below one another beside a merged recommendation.
    """
    stacks = stacks_of(words, xs)
    steps = [ems(a, b) for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return Cuts([], 0.5)
    usual = within_cells(steps, stacks)
    white = _white_bands(stacks)
    if not strict and (centred := centred_cuts(stacks, white, usual)):
        return Cuts([Cut(y) for y in centred], 1.0)
    whole = [y for y in white if all(not continues(stack, y, usual) for stack in stacks)]
    kept, sure = _strong(whole, stacks, bottom, strict)
    if strict and not merged:
        return Cuts([Cut(y) for y in kept], sure)
    kept = kept if strict else sorted([*kept, *cuts_above_numbers(stacks, kept)])
    cuts = [Cut(y) for y in kept]
    stops = [min(s.top for stack in stacks for s in stack) - 1, *kept, bottom]
    for top, end in pairwise(stops):
        inner = [[s for s in stack if top <= s.base <= end] for stack in stacks]
        cuts += _subrows(inner, usual)
    return Cuts(cuts, sure)


def running_on(words: Sequence[Word], xs: Sequence[float], y: float, bottom: float) -> frozenset[int]:
    """Return the columns whose cell runs on across an edge that is drawn through a merged cell.

    words: of the rows above and below; bottom: where the row below ends. First columns that hold nothing below the
    edge run on as well. Empty when the first column begins anew there.
    """
    stacks = stacks_of(words, xs)
    steps = [ems(a, b) for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return frozenset()
    usual = within_cells(steps, stacks)
    # a line of a merged cell may stand on the edge itself: told by its baseline
    above = [[line for line in stack if line.base <= y] for stack in stacks]
    below = [[line for line in stack if y < line.base <= bottom] for stack in stacks]
    on = {
        c
        for c, (a, b) in enumerate(zip(above, below, strict=True))
        if a and b and not far(a[-1], b[0], usual)
    }
    begins = next((c for c in range(len(stacks)) if below[c] and c not in on), 0)
    return frozenset(range(begins))


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
            # what has no beginning of its own above is a tall cell beside others set in the middle
            if begins[0] and share >= 2 * _WEAK_ROW and any(line.base < y for line in stacks[0]):
                kept.append(y)
            else:
                doubt += begins[0]
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
            if line.base > head + 0.5 * line.size and (previous is None or far(previous, line, usual)):
                starts[column].append(line)
            previous = line
    out: list[Cut] = []
    filled = sum(bool(stack) for stack in stacks)
    for base in sorted({round(line.base * 2) / 2 for found in starts.values() for line in found}):
        begin = [c for c, found in starts.items() if any(abs(line.base - base) <= 1.0 for line in found)]
        if len(begin) < _SUBROW or len(begin) < _WEAK_ROW * filled or begin[0] == 0:
            continue
        y = min(line.top for c in begin for line in starts[c] if abs(line.base - base) <= 1.0) - 0.5
        if out and y - out[-1].y < 0.5 * stacks[begin[0]][0].size:
            continue
        on = {c for c, stack in enumerate(stacks) if continues(stack, y, usual)}
        out.append(Cut(y, frozenset(on | set(range(begin[0])))))
    return out
