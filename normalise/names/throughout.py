"""People of a document, masked wherever it names them: "Priya Sharma" once makes the "Priya" of another cell hers too.

Only those named as officers or authors count (a surname, a title, a post, a task); a name that only a story tells of may be
a pseudonym of the review. What is an ordinary word, a place or a part of an organisation's name stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from normalise.names.closed import Closed
from normalise.names.find import find
from normalise.names.lists import Lists, fold, lists
from normalise.names.lone import STORY, is_firm
from normalise.names.mask import MASK, mask
from normalise.names.tokens import Token, is_given, is_initial, is_place, names_a_thing, tokenize

NUMBERS = frozenset({"telephone", "address", "date of birth", "number", "e-mail", "profile"})
"""Rules whose spans are no names in words."""
LEAST = 3
"""Letters of a name that is looked for elsewhere."""


class Masker:
    """Masks the texts of one document; built from all of them. keep: pseudonyms that must stay."""

    def __init__(self, texts: Iterable[str], keep: Collection[str] = ()) -> None:
        self.keep = tuple(sorted(keep))
        stay = {token.fold for phrase in self.keep for token in tokenize(phrase)}
        self.people = frozenset(part for text in texts for part in _people(text, self.keep)) - stay

    def __call__(self, text: str) -> str:
        """Return a text with people masked, those too whom only another text of the document gives away."""
        masked = mask(text, self.keep)[0]
        if not self.people or self.people.isdisjoint(map(fold, _CAPITAL.findall(masked))):
            return masked
        return _again(masked, self.people)


_CAPITAL = re.compile(r"[^\W\d_][^\W\d_'’-]+")


@lru_cache(maxsize=8192)
def _people(text: str, keep: tuple[str, ...]) -> frozenset[str]:
    """Return the given names and surnames of the officers a text names, folded."""
    words = lists()
    found: set[str] = set()
    for span in find(text, keep):
        if span.rule in NUMBERS or span.rule == STORY:
            continue
        parts = [t for t in tokenize(text[span.start : span.end]) if not is_initial(t)]
        if len(parts) == 1 and span.rule == "shape of a name":
            continue
        found.update(t.fold for t in parts if _is_telling(t, words))
    return frozenset(found)


def _is_telling(token: Token, words: Lists) -> bool:
    """Return True for a name that is nothing else: no word, place, thing or post, and none in small letters."""
    low = token.fold
    if len(low) < LEAST or not token.text[0].isupper() or is_place(token) or low in words.foreign:
        return False
    if low in words.ordinary or low in words.not_names or low in words.things or low in words.posts:
        return False
    return not words.is_word(low) or (is_given(token, words) and is_firm(token, words))


def _again(text: str, people: frozenset[str]) -> str:
    """Mask the names of known people in a masked text, each where it stands alone."""
    words = lists()
    closed = Closed(text, words)
    tokens = tokenize(text)
    spans = [
        (token.start, token.end)
        for i, token in enumerate(tokens)
        if token.fold in people
        and token.text[0].isupper()
        and not _is_of_a_name(tokens, i, people, words)
        and not closed(token.start, token.end)
        and text[token.start - 1 : token.start] != "@"
    ]
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return re.sub(rf"{re.escape(MASK)}(?: {re.escape(MASK)})+", MASK, text)


def _is_of_a_name(tokens: list[Token], i: int, people: frozenset[str], words: Lists) -> bool:
    """Return True for the "Sharma" of "Sharma House" or "The Sharma Foundation": other capitals beside it."""
    if names_a_thing(tokens, i, words):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        following is not None
        and following.gap == " "
        and following.text[0].isupper()
        and following.fold not in people
        and not is_initial(following)
    )
