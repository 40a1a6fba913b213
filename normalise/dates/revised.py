"""Targets that were moved: "Jan 2023 (revised to March 2024)". Which of two dates holds is said by words around them.

The words stand in rules/dates.toml (revised.*). The date that holds stands first among those of the target; the
items of the reading say which one holds ("now") and which one it took the place of ("was").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from normalise.before import around
from normalise.dates.dated import DateReading
from normalise.model import DatedItem

FIELD = "target_date"
WAS, NOW = "was", "now"


@dataclass(frozen=True, slots=True)
class Revisions:
    """later: words between two dates by which the second holds; earlier: by which the first holds; opening: words before
    the first by which the second holds."""

    later: re.Pattern[str]
    earlier: re.Pattern[str]
    opening: re.Pattern[str]

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> Revisions:
        """Compile the revised.* entries."""
        return cls(*(_words(rules[name]["words"]) for name in ("later", "earlier", "opening")))

    def of(self, text: str, dates: Sequence[DateReading]) -> tuple[str, tuple[DatedItem, ...]] | None:
        """Return the rule by which a target was moved and which date holds; None where nothing was moved."""
        for before, after in pairwise(d for d in dates if d.iso):
            between = text[before.end : after.start]
            if "\n" in between.strip():
                continue
            earlier, later = self.earlier.search(between), self.later.search(between)
            # "extended from" says the contrary of the "extended" in it
            if earlier and (not later or earlier.start() <= later.start() < later.end() <= earlier.end()):
                return "revised.earlier", _items(now=before, was=after)
            if later:
                return "revised.later", _items(now=after, was=before)
            if self.opening.search(text, around(before.start), before.start):
                return "revised.opening", _items(now=after, was=before)
        return None


def _items(now: DateReading, was: DateReading) -> tuple[DatedItem, ...]:
    return tuple(DatedItem(FIELD, name, d.iso or "") for name, d in ((WAS, was), (NOW, now)))


def _words(words: Sequence[str]) -> re.Pattern[str]:
    ordered = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{ordered})(?![^\W_])|→|->|⇒", re.IGNORECASE)
