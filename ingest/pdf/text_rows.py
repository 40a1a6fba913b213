"""Rows from text alone: where every column begins anew, and where most do while a merged cell runs on."""

from __future__ import annotations

import re
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


_SINGLE: Final = 1.42
_CLEAR: Final = 0.12
_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}\.?\s?\d{1,3}(?:\.\d{1,3})*(?:\s?\(?[a-z]\))?[.):]?")
"""What stands in a number column: 1, 1., R10, Rec 4, 9.10, 7.2.1(a)."""


class Stroke(NamedTuple):
    """A line within one column."""

    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    number: bool


Stack = list[Stroke]


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
    stacks = _stacks(words, xs)
    steps = [_ems(a, b) for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return Cuts([], 0.5)
    usual = _within_cells(steps, stacks)
    whole = [y for y in _white_bands(stacks) if all(not _continues(stack, y, usual) for stack in stacks)]
    kept, sure = _strong(whole, stacks, bottom, strict)
    if strict and not merged:
        return Cuts([Cut(y) for y in kept], sure)
    kept = kept if strict else sorted([*kept, *_numbered(stacks, kept)])
    cuts = [Cut(y) for y in kept]
    stops = [min(s.top for stack in stacks for s in stack) - 1, *kept, bottom]
    for top, end in pairwise(stops):
        inner = [[s for s in stack if top <= s.base <= end] for stack in stacks]
        cuts += _subrows(inner, usual)
    return Cuts(cuts, sure)


def _stacks(words: Sequence[Word], xs: Sequence[float]) -> list[Stack]:
    """Return the lines of each column, top to bottom."""
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for word in words:
        at = bisect_right(xs, word.x0 + 1.0) - 1
        if 0 <= at < len(columns):
            columns[at].append(word)
    return [[_stroke(g) for g in group_lines(c)] if c else [] for c in columns]


def running_on(words: Sequence[Word], xs: Sequence[float], y: float, bottom: float) -> frozenset[int]:
    """Return the columns whose cell runs on across an edge that is drawn through a merged cell.

    words: of the rows above and below; bottom: where the row below ends. First columns that hold nothing below the
    edge run on as well. Empty when the first column begins anew there.
    """
    stacks = _stacks(words, xs)
    steps = [_ems(a, b) for stack in stacks for a, b in pairwise(stack)]
    if not steps:
        return frozenset()
    usual = _within_cells(steps, stacks)
    # a line of a merged cell may stand on the edge itself: told by its baseline
    above = [[line for line in stack if line.base <= y] for stack in stacks]
    below = [[line for line in stack if y < line.base <= bottom] for stack in stacks]
    on = {
        c
        for c, (a, b) in enumerate(zip(above, below, strict=True))
        if a and b and not _far(a[-1], b[0], usual)
    }
    begins = next((c for c in range(len(stacks)) if below[c] and c not in on), 0)
    return frozenset(range(begins))


def _stroke(group: Sequence[Word]) -> Stroke:
    main = max(group, key=lambda w: (w.size, len(w.text)))
    return Stroke(
        main.base - 0.75 * main.size,
        main.base + 0.2 * main.size,
        main.base,
        main.size,
        all(w.bold for w in group),
        bool(_NUMBER.fullmatch(" ".join(w.text for w in group))),
    )


def _ems(a: Stroke, b: Stroke) -> float:
    """Return the distance of two lines in ems: columns may be set in different sizes."""
    return (b.base - a.base) / max(a.size, b.size, 0.1)


def _within_cells(steps: Sequence[float], stacks: Sequence[Stack]) -> float:
    """Return the line distance within a cell in ems; 0 when every line is a row of its own.

    Single-spaced text has 1.0 to 1.4 ems: the smallest distance met is that of a cell's lines, however few cells have
    two. Wider ones are either double spacing or rows of one line; in the latter nearly every line fills its row.
    """
    plausible = [s for s in steps if s >= 0.95]
    if not plausible:
        return usual_step(steps)
    low = min(plausible)
    if low <= _SINGLE:
        return sum(s for s in plausible if s <= low + 0.06) / sum(s <= low + 0.06 for s in plausible)
    levels: dict[int, int] = {}
    for stack in stacks:
        for line in stack:
            key = round(line.base / 3)
            levels[key] = levels.get(key, 0) + 1
    filled = sum(bool(stack) for stack in stacks)
    full = sum(count >= 0.7 * filled for count in levels.values())
    return 0.0 if full >= 0.6 * len(levels) else usual_step(steps)


def _between(numbers: Sequence[Stroke], y: float, below: Stroke) -> bool:
    return any(y < n.base < below.base for n in numbers)


def _centred(numbers: Sequence[Stroke], others: Sequence[Stack]) -> bool:
    """Tell whether cells are centred in their rows: lines beside the numbers are half a line off too often."""
    near = [
        abs(line.base - n.base) / max(n.size, 0.1)
        for n in numbers
        for stack in others
        for line in stack
        if abs(line.base - n.base) < 0.85 * n.size
    ]
    return sum(off > 0.2 for off in near) > 0.2 * len(near)


def _numbered(stacks: Sequence[Stack], known: Sequence[float]) -> list[float]:
    """Return cuts above the numbers of a number column: rows without extra leading have nothing else to part them."""
    numbers = [line for line in stacks[0] if line.number] if stacks else []
    if len(numbers) < 2 or len(numbers) < 0.7 * len(stacks[0]) or _centred(numbers, stacks[1:]):
        return []
    out: list[float] = []
    for i, number in enumerate(numbers):
        above = [line.base for stack in stacks for line in stack if line.base < number.base - 1.5]
        if not above:
            continue
        stops = [k for k in (*known, *out) if k <= number.base]
        if (
            i
            and stops
            and any(max(stops) < base for base in above)
            and not _between(numbers, max(stops), number)
        ):
            return []  # a number in the middle of its row: cells are centred, numbers do not start them
        if not any(max(above) - 1 <= k for k in stops):
            out.append(number.top - 0.5)
    return out


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


def _far(a: Stroke, b: Stroke, usual: float) -> bool:
    return _ems(a, b) > max(usual * SAME_STEP, usual + _CLEAR)


def _continues(stack: Stack, y: float, usual: float) -> bool:
    """Tell whether a column's text runs on at y as it does within a paragraph."""
    above = [line for line in stack if line.bottom <= y + 0.01]
    below = [line for line in stack if line.top >= y - 0.01]
    return bool(above and below) and not _far(above[-1], below[0], usual)


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
            if line.base > head + 0.5 * line.size and (previous is None or _far(previous, line, usual)):
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
        on = {c for c, stack in enumerate(stacks) if _continues(stack, y, usual)}
        out.append(Cut(y, frozenset(on | set(range(begin[0])))))
    return out
