"""Of several columns of one field the one that is the field: the end of a time, the better name, the latest update."""

from __future__ import annotations

import re

from extract.find import Column

_START = re.compile(r"\b(?:start|begin|commence)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?[\s'’-]*((?:20)?\d\d)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bq(?:uarter\s*)?([1-4])\b\D*(20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_COUNT = re.compile(r"\b(\d{1,2})\b")
_UPDATED = frozenset({"status", "milestones"})
"""Fields that a plan gives again at every update: the latest counts."""


def preference(column: Column, index: int) -> tuple[bool, int, float, int, int]:
    """Sorts columns of one field, the one to keep first. Ties go to the left."""
    match = column.match
    starts = bool(_START.search(column.header))
    if match is None:
        return starts, 1000, 0.0, 0, index
    latest = -when_of(column.header) if match.name in _UPDATED else 0
    return starts, match.rank, -match.score, latest, index


def when_of(header: str) -> int:
    """The month a header is dated, counted from year 0; of "Update 2" and "12 month update" the count; 0 without one."""
    if found := _MONTH_YEAR.search(header):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        return 12 * year + _MONTHS.index(found[1][:3].casefold())
    if found := _QUARTER.search(header):
        return 12 * int(found[2]) + 3 * int(found[1]) - 1
    if found := _YEAR.search(header):
        return 12 * int(found[1])
    found = _COUNT.search(header)
    return int(found[1]) if found else 0
