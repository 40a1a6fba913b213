"""A quick look at a text: is there anything in it that could give a name away? Most texts of a plan hold nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalise.names.lists import fold, lists
from normalise.names.tokens import POSSESSIVE, SURNAME_SHAPE

LARGE = re.compile(r"(?<![^\W_])[^\W\d_a-z](?:\w|['’\-](?=\w))*")
"""Words that begin with anything but a small ASCII letter."""
TELLING, CANDIDATE, NOTHING = 2, 1, 0


def worth_reading(text: str) -> bool:
    """Return False when no rule could find a name: no telling word, and no unknown words in capitals near a post."""
    if "@" in text:
        return True
    unknown = 0
    for word in LARGE.findall(text):
        weight = _weight(word)
        if weight == TELLING:
            return True
        unknown += weight
    if not unknown:
        return False
    if (":" in text or "by" in text or "-" in text or "–" in text) and lists().lead_in.search(text):
        return True
    return bool(_post().search(text))


@lru_cache(maxsize=32768)
def _weight(word: str) -> int:
    """Return TELLING for a known name, title or rank, CANDIDATE for a word that could be one, else NOTHING."""
    words = lists()
    bare = POSSESSIVE.sub("", word)
    low = fold(bare)
    if bare in words.titles or bare in words.ranks or low in words.given:
        return TELLING
    parts = low.split("-")
    if parts[0] in words.given or any(part in words.surnames for part in (low, *parts)):
        return TELLING
    if low in words.not_names:
        return NOTHING
    if len(bare) > 4 and SURNAME_SHAPE.search(bare):
        return TELLING
    return CANDIDATE if len(bare) == 1 or not bare.isupper() else NOTHING


@cache
def _post() -> re.Pattern[str]:
    words = lists()
    heads = "|".join(re.escape(word) for word in sorted(words.post_heads))
    honours = "|".join(sorted(words.honours))
    return re.compile(rf"\b(?:(?i:{heads})|{honours})\b")
