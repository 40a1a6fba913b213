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
def _names() -> dict[int, list[tuple[str, Agency]]]:
    """Return the listed names in small letters by their length."""
    by_length: dict[int, list[tuple[str, Agency]]] = {}
    for name, agency in Gazetteer.load().by_name.items():
        by_length.setdefault(len(name), []).append((name.casefold(), agency))
    return by_length


def respelled(text: str) -> Agency | None:
    """Return the one listed body whose name is nearly the text; None if there is none or more than one."""
    plain = text.casefold()
    if len(plain) < SHORTEST:
        return None
    slack = (
        len(plain) * 2 * (100 - LEAST + MARGIN) / 100
    )  # a greater difference of length cannot reach the ratio
    near = [
        pair
        for size in range(int(len(plain) - slack), int(len(plain) + slack) + 2)
        for pair in _names().get(size, ())
    ]
    best = process.extract(
        plain, [name for name, _ in near], scorer=fuzz.ratio, score_cutoff=LEAST - MARGIN, limit=2
    )
    if not best or best[0][1] < LEAST or (len(best) > 1 and best[0][1] - best[1][1] < MARGIN):
        return None
    return near[best[0][2]][1]
