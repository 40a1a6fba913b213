"""The pseudonyms a plan tells its story with: "Gareth told his GP" in one recommendation, "Gareth's partner" in another.

A published review gives the dead and those around them invented names; a given name that several recommendations use
without a surname is such a name and stays. One that stands in one place only is masked: it may have slipped in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from normalise.names.find import find
from normalise.names.lists import fold, lists
from normalise.names.lone import STORY, is_firm
from normalise.names.tokens import tokenize

LEAST = 2
"""Recommendations that must use a name."""
_LETTERS = re.compile(r"[^\W\d_]+")


def pseudonyms_in(recommendations: Sequence[str]) -> tuple[str, ...]:
    """Return the given names that the recommendations of a plan use as pseudonyms, sorted."""
    several = _in_several(recommendations)
    texts = [text for text in recommendations if not several.isdisjoint(_LETTERS.findall(text))]
    told = {text[span.start : span.end] for text in texts for span in find(text) if span.rule == STORY}
    told |= {name for text in texts for name in _owners(text)}
    return tuple(sorted(name for name in told if _used(name, recommendations) >= LEAST))


def _in_several(recommendations: Sequence[str]) -> set[str]:
    """Return the words that may begin a given name and stand in several texts: in most plans there is none."""
    seen = Counter(word for text in set(recommendations) for word in set(_LETTERS.findall(text)))
    beginnings = _beginnings()
    return {
        word
        for word, texts in seen.items()
        if texts >= LEAST and word[0].isupper() and fold(word) in beginnings
    }


@cache
def _beginnings() -> frozenset[str]:
    """Return the first letters on end of every given name that can be firm: the "lee" of "lee-anne"."""
    words = lists()
    return frozenset(
        match[0] for name in words.given - words.ordinary - words.foreign if (match := _LETTERS.match(name))
    )


def _owners(text: str) -> set[str]:
    """Return the given names that own something: "Marcus's GP did not ask"."""
    words = lists()
    return {
        token.text
        for token in tokenize(text)
        if text.startswith(("'s ", "’s "), token.end) and is_firm(token, words)
    }


def _used(name: str, texts: Sequence[str]) -> int:
    alone = re.compile(rf"\b{re.escape(name)}\b(?!\s[A-Z])")
    return len({text for text in texts if alone.search(text)})
