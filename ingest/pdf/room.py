"""The space that the lines of a cell have, and whether a line fills it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.pdf.lines import PrintedLine


class Room(NamedTuple):
    """The space a cell's lines have: left and right are where text may begin and end; centred text has no left."""

    left: float
    right: float
    centred: bool


def room_of(lines: Sequence[PrintedLine], x0: float, x1: float) -> Room:
    """Work out the inner edges of a cell from its lines: padding is taken to be the same on both sides."""
    starts, ends = [line.x0 for line in lines], [line.x1 for line in lines]
    left, right = min(starts), max(ends)
    # text that all begins in one place is not centred; else it is as far from the left edge as from the right one
    centred = max(starts) - left > 3.0 and all(
        abs((start - x0) - (x1 - end)) <= 3.0 for start, end in zip(starts, ends, strict=True)
    )
    pad = min(max(left - x0, 0.0), 14.0)
    if centred:
        pad = min(max(x1 - right, 0.0), pad, 6.0)
        return Room(x0 + pad, max(x1 - pad, right), True)
    return Room(left, max(x1 - pad, right), False)


def reaches(a: PrintedLine, b: PrintedLine, room: Room) -> bool:
    """Tell whether line a is full: the first word of line b would not have fitted behind it."""
    blank = 0.25 * a.size
    start = room.left if room.centred else a.x0
    used = (a.x1 - a.x0) if room.centred else a.x1 - start
    # Kerning, hinting and odd paddings: a break counts as meant only when a third of an em was left as well.
    return used + blank + b.first > room.right - start - 0.35 * a.size


def no_letter_fits(a: PrintedLine, room: Room, letter: float) -> bool:
    """Tell whether line a has no room left for one more letter."""
    used, start = a.x1 - a.x0, room.left if room.centred else a.x0
    return used + letter > room.right - start - 0.3
