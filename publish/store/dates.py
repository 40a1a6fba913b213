"""The years that a date touches, so that a search by year finds it."""

from __future__ import annotations

import re

_FINANCIAL = re.compile(r"(\d{4})/(\d{2})(?:-Q([1-4]))?")
_YEAR = re.compile(r"\d{4}")


def years(date: str) -> tuple[int, ...]:
    """Return the calendar years of an ISO prefix: 2021-03 -> 2021; 2022/23 -> 2022, 2023; 2022/23-Q4 -> 2023.

    The financial year of public bodies runs from April to March, so its fourth quarter lies in the second year.
    """
    if match := _FINANCIAL.fullmatch(date):
        first = int(match[1])
        if match[3] is None:
            return (first, first + 1)
        return (first + 1,) if match[3] == "4" else (first,)
    if match := _YEAR.match(date):
        return (int(match.group()),)
    return ()
