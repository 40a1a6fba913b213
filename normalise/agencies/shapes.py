"""Phrases built like the name of an organisation: capitals, and a noun such as Trust or Board."""

from __future__ import annotations

from normalise.agencies.words import split

ORG_NOUN = frozenset(
    [
        "partnership",
        "board",
        "council",
        "trust",
        "service",
        "police",
        "constabulary",
        "hospital",
        "college",
        "school",
        "university",
        "academy",
        "homes",
        "housing",
        "foundation",
        "charity",
        "association",
        "society",
        "committee",
        "forum",
        "agency",
        "ltd",
        "limited",
        "cic",
        "network",
        "federation",
        "ministry",
        "department",
        "centre",
        "company",
        "commission",
        "institute",
        "union",
        "team",
        "project",
        "group",
        "alliance",
        "consortium",
        "church",
        "churches",
        "aid",
        "ministries",
        "clinic",
        "surgery",
        "practice",
        "programme",
        "hub",
        "helpline",
        "authority",
    ]
)
PART_NOUN = frozenset(
    [
        "team",
        "project",
        "group",
        "programme",
        "service",
        "hub",
        "clinic",
        "department",
        "centre",
        "unit",
        "office",
        "board",
    ]
)
"""Nouns that name a part of an organisation as readily as an organisation of its own."""


def is_organisation(text: str, whole: bool = False) -> bool:
    """Return True when a phrase is built like an organisation's name: capitals, and a noun such as Trust or Board.

    whole: nouns that also name a part of an organisation (Team, Service) do not count.
    """
    words = split(text)
    if not len(words):
        return False
    capitals = sum(
        raw[0].isupper() or raw == "&" or raw in ("and", "of", "the", "for", "in") for raw in words.raw
    )
    return (
        capitals == len(words)
        and any(k in ORG_KEYS and not (whole and k in _PART_KEYS) for k in words.keys)
        and len(words) >= 2
    )


def is_part(word: str) -> bool:
    """Return True for a noun that names a part of an organisation: "team", "service"."""
    return bool(word) and split(word).keys[0] in _PART_KEYS


ORG_KEYS = frozenset(k for noun in ORG_NOUN for k in split(noun).keys)
_PART_KEYS = frozenset(k for noun in PART_NOUN for k in split(noun).keys)
