"""Names spelt a little wrong: "West Yorkshrie Police". Always flagged, never silent."""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Agency

LEAST = 93.0
MARGIN = 3.0
"""Ratio a name must reach, and by how much it must beat the next (measured on one- and two-letter slips)."""
SHORTEST = 12


@cache
def _names() -> tuple[str, ...]:
    return tuple(name.casefold() for name in Gazetteer.load().by_name)


def respelled(text: str) -> Agency | None:
    """Return the one listed body whose name is nearly the text; None if there is none or more than one."""
    plain = text.casefold()
    if len(plain) < SHORTEST:
        return None
    best = process.extract(plain, _names(), scorer=fuzz.ratio, score_cutoff=LEAST - MARGIN, limit=2)
    if not best or best[0][1] < LEAST or (len(best) > 1 and best[0][1] - best[1][1] < MARGIN):
        return None
    return list(Gazetteer.load().by_name.values())[best[0][2]]
