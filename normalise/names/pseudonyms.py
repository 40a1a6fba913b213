"""The pseudonyms a plan tells its story with: "Gareth told his GP" in one recommendation, "Gareth's partner" in another.

A published review gives the dead and those around them invented names; a given name that several recommendations use
without a surname is such a name and stays. One that stands in one place only is masked: it may have slipped in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalise.names.find import find
from normalise.names.lists import lists
from normalise.names.lone import STORY, is_firm
from normalise.names.tokens import tokenize

LEAST = 2
"""Recommendations that must use a name."""


def pseudonyms_in(recommendations: Sequence[str]) -> tuple[str, ...]:
    """Return the given names that the recommendations of a plan use as pseudonyms, sorted."""
    told = {
        text[span.start : span.end] for text in recommendations for span in find(text) if span.rule == STORY
    }
    told |= {name for text in recommendations for name in _owners(text)}
    return tuple(sorted(name for name in told if _used(name, recommendations) >= LEAST))


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
