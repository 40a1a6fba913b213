"""Words of a text as candidates for a name, and what a word alone says about being one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import split
from normalise.names.lists import Lists, fold

WORD = re.compile(r"[^\W\d_](?:\w|['’\-](?=\w))*")
NUMBERED = re.compile(r"(?<=[A-Za-z])\d{2,6}$")
POSSESSIVE = re.compile(r"['’]s$")
SURNAME_SHAPE = re.compile(
    r"^(?:Mc|Mac|O['’]|Fitz)[A-Z]|(?:son|ski|ska|cki|cka|wicz|czyk|enko|escu|oglu|poulos)$"
)


BUILT = frozenset({"practice", "school", "centre", "hospital", "college", "academy", "surgery", "house", "hostel", "refuge", "trust",
                   "university", "hospice", "clinic", "home", "foundation", "institute"})  # fmt: skip
"""What a school, surgery or home is called at the end of its name."""


class Token(NamedTuple):
    """A word without its possessive: text, fold (lower case, no accents), where, and what stands before it."""

    text: str
    fold: str
    start: int
    end: int
    gap: str


def tokenize(text: str) -> list[Token]:
    """Return the words of a text in order."""
    tokens: list[Token] = []
    last = 0
    for match in WORD.finditer(text):
        word = POSSESSIVE.sub("", match[0])
        tokens.append(
            Token(word, fold(word), match.start(), match.start() + len(word), text[last : match.start()])
        )
        last = match.start() + len(word)
    return tokens


def joined(token: Token, before: Token) -> bool:
    """Return True when nothing but a space, or the full stop of an initial, parts two words."""
    return token.gap in (" ", "\u00a0", "  ") or (token.gap in (". ", ".") and len(before.text) == 1)


def is_initial(token: Token) -> bool:
    """Return True for a single capital letter."""
    return len(token.text) == 1 and token.text.isupper()


def shaped(token: Token, words: Lists) -> bool:
    """Return True for a word built like a name and not on the list of words that are none."""
    text = token.text
    return len(text) > 1 and text[0].isupper() and not text.isupper() and token.fold not in words.not_names


def without_number(text: str) -> str:
    """Return a rank without the collar number written to it: "PC4521" -> "PC"."""
    return NUMBERED.sub("", text)


def known_surname(token: Token, words: Lists) -> bool:
    """Return True for a listed surname, or a word with the ending or beginning of one."""
    if token.fold not in words.not_names and len(token.text) > 4 and SURNAME_SHAPE.search(token.text):
        return True
    return any(part in words.surnames for part in (token.fold, *token.fold.split("-")))


def is_given(token: Token, words: Lists) -> bool:
    """Return True for a listed given name with a capital."""
    return token.text[0].isupper() and (token.fold in words.given or token.fold.split("-")[0] in words.given)


def run(tokens: list[Token], first: int, words: Lists, limit: int, strict: bool = False) -> int:
    """Return the index after the words of a name that begin at first: initials, particles and words in capitals."""
    k = first
    while k < len(tokens) and k - first < limit and (k == first or joined(tokens[k], tokens[k - 1])):
        token = tokens[k]
        particle = token.text in words.particles and k + 1 < len(tokens) and shaped(tokens[k + 1], words)
        opens = k == first and is_given(token, words) and not token.text.isupper()
        if is_initial(token) or particle or opens or shaped(token, words):
            if token.fold in words.things and token.fold not in words.surnames and k > first:
                break
            if strict and token.fold in words.posts:
                break
            k += 1
        else:
            break
    while k > first and tokens[k - 1].text in words.particles:
        k -= 1
    return k


def names_a_thing(tokens: list[Token], last: int, words: Lists) -> bool:
    """Return True for "Florence Nightingale ward", "Hope Street", "Tom Smith House"."""
    if tokens[last].fold in words.things and not (known_surname(tokens[last], words)):
        return True
    if last + 1 >= len(tokens) or tokens[last + 1].gap not in (" ", "'s ", "’s "):
        return False
    following = tokens[last + 1]
    if following.fold not in words.things:
        beyond = tokens[last + 2] if last + 2 < len(tokens) else None  # "Charlotte Keel Medical Practice"
        kind = following.text[0].isupper() and words.is_word(following.fold) and beyond is not None
        return bool(
            kind and beyond and beyond.gap == " " and beyond.text[0].isupper() and beyond.fold in BUILT
        )
    return following.text[0].isupper() or following.fold in words.lone_things


def is_place(token: Token) -> bool:
    """Return True for the name of a council area: "Lincoln", "Preston"."""
    return _is_place(token.text)


@lru_cache(maxsize=16384)
def _is_place(text: str) -> bool:
    parts = split(text)
    return bool(len(parts)) and bool(Gazetteer.load().place_index.at(parts, 0))


def is_town(text: str) -> bool:
    """Return True when a whole phrase is the name of a council area: "Kings Lynn", "St Albans"."""
    parts = split(text)
    return any(end == len(parts) for end, _ in Gazetteer.load().place_index.at(parts, 0))
