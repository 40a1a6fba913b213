"""Cells that are a log: entries that each open with their date, "Jan 23: draft written. Jun 23: ratified."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalise.dates.reader import read_dates

_BEFORE = re.compile(r"(?:\A|\n|[.;)]\s)[\s\W]*(?:(?:update|updated|position|status|progress|as\s+at|as\s+of)\b\W*){0,2}\Z", re.IGNORECASE)  # fmt: skip
_BEHIND = re.compile(r"\)?\s*(?:update\s*)?[:–-]\s*(?=\S)|\)?\s*update\s+(?=\S)", re.IGNORECASE)
_LIKELY = re.compile(r"\d[)\s]*(?:[:–-]|update)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: cell[start:end] with its date, cell[body:end] without."""

    start: int
    body: int
    end: int
    iso: str


@lru_cache(maxsize=1024)
def entries(cell: str, base: int | None = None) -> tuple[Entry, ...]:
    """Return the entries of a log in the order they stand, () where a cell is none: two at least, nothing before them."""
    if len(_LIKELY.findall(cell)) < 2:
        return ()
    labels = [
        (date, behind)
        for date in read_dates(cell, base)
        if date.iso and not date.joined and (behind := _BEHIND.match(cell, date.end))
        and _BEFORE.search(cell[: date.start])
    ]  # fmt: skip
    if len(labels) < 2 or len({date.iso for date, _ in labels}) < 2:
        return ()
    if not _BEFORE.fullmatch(cell[: labels[0][0].start]):
        return ()
    ends = [date.start for date, _ in labels[1:]] + [len(cell)]
    return tuple(
        Entry(date.start, behind.end(), end, date.iso or "")
        for (date, behind), end in zip(labels, ends, strict=True)
    )


def latest(cell: str, base: int | None = None) -> Entry | None:
    """Return the youngest entry of a log, None where a cell is none. Of two of one date the one that stands later.

    >>> cell = "Jan 23: draft written. Jun 23: ratified."
    >>> cell[latest(cell).body :]
    'ratified.'
    """
    found = entries(cell, base)
    return max(found, key=lambda entry: (entry.iso, entry.start)) if found else None
