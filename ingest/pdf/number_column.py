"""Rows by the numbers of a number column."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf.strokes import Stack, Stroke


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


def cuts_above_numbers(stacks: Sequence[Stack], known: Sequence[float]) -> list[float]:
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
