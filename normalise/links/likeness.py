"""How like two rows are."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from normalise.links.near import Text
from normalise.links.words import of_text, share
from normalise.model import Action

_SOME_WORDS = 0.5
_SAME_WORDS = 0.8
_NEARLY_ALL = 0.92
_LEAST_CONTENT = 3
_LEAST_RATIO = 45.0
_LONG_WORD = 4
_LETTERS_FROM = 0.9
_SLIP_FROM = 72.0


def one_ask(one: Text, other: Text) -> float:
    """Return how like two recommendations of different reviews are, 0 to 1; 0 where they do not ask the same.

    They may differ in who is asked, in numbers, in little words and in their order. Where each says something that the
    other does not, they are two asks, however much of the rest is the same.
    """
    if one.joined == other.joined:
        return 1.0
    left, right = one.content, other.content
    if min(len(left.hard), len(right.hard)) < _LEAST_CONTENT:
        return 0.0
    common = share(left.hard, right.hard)
    if common < _SOME_WORDS:
        return 0.0
    only_left, only_right = left.hard - right.stems, right.hard - left.stems
    letters = fuzz.ratio(one.joined, other.joined, score_cutoff=_LEAST_RATIO) / 100
    if only_left and only_right and common < _NEARLY_ALL:
        misspelt = letters >= _LETTERS_FROM and _slips(only_left, only_right)
        return letters if misspelt else 0.0
    return round(max(letters, (letters + common) / 2), 3) if letters and common >= _SAME_WORDS else 0.0


def _slips(left: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether the words that one text has alone are misspellings of those of the other: "polcie" and "police"."""
    fewer, more = sorted((left, right), key=len)
    return all(
        len(word) >= _LONG_WORD and any(fuzz.ratio(word, w) >= _SLIP_FROM for w in more) for word in fewer
    )


def row_likeness(one: Action, other: Action) -> float:
    """Return how like two rows of one plan's versions are, 0 to 1: the letters or the words, and the number."""
    left, right = _written(one), _written(other)
    letters = fuzz.ratio(left.lower(), right.lower()) / 100
    asked = _share(one.recommendation, other.recommendation)
    done = _share(one.action, other.action)
    words = asked if not (one.action and other.action) else 0.75 * asked + 0.25 * done
    return max(letters, words) + (0.04 if number(one) and number(one) == number(other) else 0.0)


def number(action: Action) -> str:
    """Return the number of a recommendation without the words around it: "Recommendation 4a" -> "4a"."""
    return "".join(re.findall(r"[\d.]+[a-z]?", (action.recommendation_no or "").lower()))


def _share(one: str | None, other: str | None) -> float:
    left, right = (of_text(t or "") for t in (one, other))
    return share(left.stems, right.stems)


def _written(action: Action) -> str:
    return f"{action.recommendation or ''}\n{action.action or ''}"
