"""Years and days as printed: two digits or four, financial years, days that the calendar lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

YEARS_AROUND = 8
"""A two-digit year is believed this many years either side of the plan; without a plan date, 2005 to 2039."""


def valid(year: int, month: int, day: int) -> tuple[str | None, tuple[str, ...]]:
    """Return the day, or None and a finding where the calendar has no such day: which part is wrong is not said."""
    try:
        return date(year, month, day).isoformat(), ()
    except ValueError:
        return None, ("DATE_IMPOSSIBLE",)


def possible(month: int, day: int) -> bool:
    """Say whether some year has this day."""
    return bool(valid(2000, month, day)[0])


def full_year(printed: str) -> int:
    """Return "2021", "20 21" or "'21" as 2021."""
    digits = re.sub(r"\D", "", printed)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def year_near(printed: str | None, base: int | None, reach: int = YEARS_AROUND) -> int | None:
    """Return the full year; None where two digits are no year near the plan's."""
    if printed is None:
        return None
    digits = re.sub(r"\D", "", printed)
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if base is None:
        return year if 2005 <= year <= 2039 else None
    return year if abs(year - base) <= reach else None


def any_order(first: str, second: str, third: str, base: int | None) -> bool:
    """Say whether three printed numbers may be a date in any order ("03/04/05").

    Numbers above 12 show the order themselves; so does a first number without its zero ("3/4/05"), or one that is no
    year near the plan's where the last one is.
    """
    small = (
        all(1 <= int(number) <= 12 for number in (first, second, third)) and len(first) == len(second) == 2
    )
    settled = base is not None and year_near(third, base) is not None and year_near(first, base) is None
    return small and not settled


def year_span(printed: str) -> tuple[str, ...] | None:
    """Read "2022", "2022/23", "2022-2023" (one financial year), "2022-25" (a range of years) or "22/23"."""
    numbers = re.findall(r"\d+", printed)
    if len(numbers) == 1:
        return (str(full_year(numbers[0])),)
    first = full_year(numbers[0])
    last = first // 100 * 100 + int(numbers[1]) if len(numbers[1]) == 2 else int(numbers[1])
    if last == first + 1 and (len(numbers[1]) == 2 or "/" in printed):
        return (f"{first}/{last % 100:02}",)
    return (str(first), str(last)) if first < last <= first + 15 and len(numbers[0]) == 4 else None


def middle(years: Iterable[int]) -> int | None:
    """Return the year in the middle of those of a plan's dates, None of none: what a plan without a date is read against.

    >>> middle([2021, 2024, 2022])
    2022
    """
    known = sorted(years)
    return known[len(known) // 2] if known else None
