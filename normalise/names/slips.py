"""Misspelt words of organisations, which are no names of people: the "Counsil" of "Bolten Counsil"."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

BODY_WORDS = (
    "council", "constabulary", "police", "hospital", "hospitals", "partnership", "service", "services", "university", "association",
    "authority", "probation", "borough", "county", "community", "foundation", "department", "commissioner", "safeguarding",
    "ambulance", "housing", "district", "government", "national",
)  # fmt: skip
"""Words that organisations are called by and people are not."""


@lru_cache(maxsize=8192)
def is_slip(low: str) -> bool:
    """Return True for a word in small letters that is one of BODY_WORDS but for a slip."""
    return len(low) > 4 and any(differs_by_a_slip(word, low) for word in BODY_WORDS)


def differs_by_a_slip(word: str, low: str) -> bool:
    """Return True when two words are alike but for one letter, or two swapped, and not the first."""
    return word[0] == low[0] and DamerauLevenshtein.distance(word, low, score_cutoff=1) <= 1
