"""Slips in the words of a name: "Communtiy Safety Partnership", "Kent Poilce"; and initials with full stops, "H.O."."""

from __future__ import annotations

import re
from functools import cache

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import WORD
from normalise.names.lists import lists
from normalise.names.slips import differs_by_a_slip

DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?![\w])")
SHORTEST = 5
"""Letters of the shortest word that is put right: shorter ones have too many neighbours."""


def without_dots(text: str) -> str:
    """Return the text with its dotted initials closed up: "H.O." -> "HO"."""
    return DOTTED.sub(lambda m: m[0].replace(".", ""), text) if "." in text else text


def put_right(text: str) -> str:
    """Return the text with each slip of one letter, or two letters swapped, put right where one word only is meant."""
    return WORD.sub(lambda m: _meant(m[0]) or m[0], text)


def _meant(word: str) -> str:
    plain = word.casefold()
    if len(plain) < SHORTEST or not plain.isalpha() or word.isupper() or lists().is_word(plain):
        return ""
    known = _vocabulary()
    if plain in known:
        return ""
    near = [
        w
        for size in (len(plain) - 1, len(plain), len(plain) + 1)
        for w in known.get(f"#{size}", ())
        if differs_by_a_slip(w, plain)
    ]
    if len(near) != 1:
        return ""
    return near[0].capitalize() if word[0].isupper() else near[0]


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Return the words of which the kinds of body and the places are made, and under "#n" those of n letters."""
    data = Gazetteer.load().data
    texts = [a for b in data.bodies for a in (*b.aliases, *b.patterns)] + [p.name for p in data.places]
    words = {w.casefold() for text in texts for w in WORD.findall(text) if len(w) >= SHORTEST and w.isalpha()}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(words, ())
    for word in sorted(words):
        size = f"#{len(word)}"
        found[size] = (*found.get(size, ()), word)
    return found
