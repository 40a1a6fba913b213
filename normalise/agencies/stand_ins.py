"""Phrases that stand for a body: "the Trust", "this agency", "members of the Partnership", "ward staff"."""

from __future__ import annotations

from normalise.agencies.asking import Asking, low
from normalise.agencies.verbs import NO_VERB
from normalise.agencies.words import Words

INSIDE = frozenset({"in", "at", "of", "within", "from", "across", "for"})
ARTICLES = frozenset({"the", "all", "each", "every", "local", "any", "both"})
EVERYBODYS = frozenset({"health", "social", "care", "front", "frontline", "agency", "public", "multi", "healthcare", "medical", "local",
                        "council", "key", "support", "family", "community"})  # fmt: skip
"""Before "staff" these make them the staff of many organisations."""


def noun_of(words: Words, clause: int, first: int, end: int, lists: Asking) -> tuple[str, int] | None:
    """Return the noun of "this agency", "the Trust", "the memory clinic", "officers", and the word after it."""
    verb = low(
        words, first + 1
    )  # "Officers should", "Officers attending incidents must", "Staff who see her should"
    on = (
        verb in lists.modals
        or verb in ("to", "who")
        or (verb.endswith("ing") and words.gaps[first + 1] == " ")
    )
    if low(words, first) in lists.people and first + 1 < end and on:
        return "people", first + 1
    people = low(words, first) in lists.people and low(words, first + 1) in INSIDE
    if people:  # "Members of the Partnership"
        onward = first + 2 + (low(words, first + 2) in ARTICLES)
        if onward < end and words.keys[onward] in lists.anaphora:
            return words.keys[onward], onward + 1
    own = first == clause and _own_people(words, first, end, lists)
    if own:
        return "part", own
    capital = words.raw[clause][0].isupper() and low(words, clause + 1) == "to"  # "Partnership to be assured"
    determined = first > clause or low(words, clause) == "this" or capital
    position = first + (low(words, first) == "this")
    if not determined or position >= end:
        return None
    if words.keys[position] in lists.anaphora:
        return words.keys[position], position + 1
    for k in range(position, min(position + 4, end)):
        word = low(words, k)
        if word in lists.modals or word == "to" or word in lists.finite:
            return None
        if word in lists.parts and k > position:
            return "part", k + 1
    return None


def _own_people(words: Words, first: int, end: int, lists: Asking) -> int:
    """Return the word after "Ward staff", "Control room staff": people of the organisation that leads; 0 if none."""
    for k in range(first, min(first + 3, end - 1)):
        word = low(words, k)
        if k > first and (words.gaps[k] != " " or not words.raw[k][0].islower()):
            return 0
        if word in lists.people and k > first:
            return k + 1 if low(words, k + 1) in lists.modals or low(words, k + 1) in ("to", "who") else 0
        if word in EVERYBODYS or word in NO_VERB or word in lists.modals:
            return 0
    return 0
