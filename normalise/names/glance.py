"""A quick look at a text: is there anything in it that could give a name away? Most texts of a plan hold nothing."""

from __future__ import annotations

from functools import cache, lru_cache

from normalise.agencies.words import split
from normalise.names.lists import fold, lists
from normalise.names.tokens import POSSESSIVE, SURNAME_SHAPE, without_number

PROFILE = "linkedin.com/in/"
"""What stands before the name of a person's own page."""
TELLING, WEAK, CANDIDATE, NOTHING = 3, 2, 1, 0


@lru_cache(maxsize=32768)
def worth_reading(text: str) -> bool:
    """Return False when no rule could find a name: no telling word, and no unknown words in capitals near a post."""
    if "@" in text or PROFILE in text.casefold():
        return True
    words = split(text)
    weights = [_weight(word) for word in {raw for raw in words.raw if not raw[0].islower()}]
    weak = sum(weight == WEAK for weight in weights)
    if weak > 1 or TELLING in weights:
        return True
    if not weak and CANDIDATE not in weights:
        return False
    posts, introductions = _marks()
    if not posts.isdisjoint(words.lows):
        return True
    return not introductions.isdisjoint(words.lows) and bool(lists().lead_in.search(text))


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that make a post (and honours), and the last words of what introduces a person."""
    words = lists()
    posts = {part for word in words.post_heads for part in (word, word.split("-")[-1])}
    honours = {word.casefold() for word in words.honours}
    return frozenset(posts | honours), words.introductions


@lru_cache(maxsize=32768)
def _weight(word: str) -> int:
    """Return TELLING for a known name, title or rank; WEAK for one that is a word too, which only counts beside
    another; CANDIDATE for a word that could be a name; else NOTHING."""
    if not word[0].isalpha():
        return NOTHING
    words = lists()
    bare = POSSESSIVE.sub("", word)
    low = fold(bare)
    rank = without_number(bare)
    if rank in words.titles or rank in words.ranks or (bare.isupper() and bare.capitalize() in words.titles):
        return WEAK if bare in words.weak_ranks else TELLING
    parts = low.split("-")
    if any(part in words.given for part in (low, *parts)):
        return WEAK if low in words.ordinary or low in words.not_names else TELLING
    if any(part in words.surnames for part in (low, *parts)):
        return WEAK  # it counts beside an initial, another name or a post
    if low in words.not_names:
        return NOTHING
    if len(bare) > 4 and SURNAME_SHAPE.search(bare):
        return TELLING
    if len(bare) == 1:
        return WEAK if bare.isupper() else CANDIDATE
    if bare.isupper():
        return NOTHING
    return CANDIDATE if words.is_word(low) else WEAK  # two words that no list has may be a name
