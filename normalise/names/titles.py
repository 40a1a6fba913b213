"""Names behind a title or rank: "Mrs Vance", "DCI Alan Whitcombe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.names.closed import Closed
from normalise.names.lists import Lists
from normalise.names.tokens import (
    Token,
    is_given,
    is_initial,
    is_place,
    joined,
    known_surname,
    names_a_thing,
    run,
    without_number,
)

COMMON = frozenset({"young", "day", "hope", "grace", "frank", "mark"})
"""Surnames among the words that are none."""
BEHIND = frozenset({"to", "and", "has", "will", "is", "of", "for", "or", "who", "attended", "leads"})
"""What may follow a name in a text all in capitals."""


def by_title(tokens: list[Token], words: Lists, closed: Closed) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, rule) of every name behind a title or rank."""
    for i, token in enumerate(tokens[:-1]):
        capital = token.text.isupper() and token.text.capitalize() in words.titles  # "MRS VANCE"
        title = token.text in words.titles
        if not (title or capital) and without_number(token.text) not in words.ranks:
            continue
        if closed(token.start, token.end):
            continue  # "Lord Chancellor", "Minister for Safeguarding"
        following = tokens[i + 1]
        numbered = re.fullmatch(r"\s\d{2,6}\s", following.gap) and not title
        if (
            not (following.gap in (" ", ". ", "\u00a0", ".") or numbered)
            or following.text in words.titles | words.ranks
        ):
            continue
        last = _in_capitals(tokens, i + 1, words) if token.text not in words.weak_ranks else 0
        if last:
            yield i + 1, last, "title"
            continue
        if capital and not title:
            continue
        end = run(tokens, i + 1, words, 4, strict=True)
        if end == i + 1 and following.fold in words.surnames and _closes(tokens, i + 1, words):
            yield i + 1, i + 1, "title"  # "Inspector Young", though young is a word
            continue
        parts = [t for t in tokens[i + 1 : end] if len(t.text) > 1]
        if not parts:
            continue
        if title and len(parts) > 1 and closed(parts[0].start, parts[-1].end):
            continue  # "Professor Evan Stark"
        if names_a_thing(tokens, end - 1, words) and tokens[end].text[0].isupper():
            continue  # "Sir Robert Peel Hospital"
        if not title:
            known = any(known_surname(t, words) or is_given(t, words) for t in parts)
            doubtful = (
                len(parts) > 2
                or is_place(parts[0])
                or (not token.text.isupper() and token.text in words.weak_ranks)
            )
            if closed(parts[0].start, parts[-1].end) or (not known and doubtful):
                continue
        yield i + 1, end - 1, "title"


def _closes(tokens: list[Token], at: int, words: Lists) -> bool:
    """Return True unless an ordinary word in capitals or "people" goes on: "DC Young People's Board"."""
    if not tokens[at].text[0].isupper() or tokens[at].text.isupper():
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.gap.isspace():
        return True
    return following.text.islower() and following.fold not in words.not_names | {
        "people",
        "person",
        "persons",
    }


def _in_capitals(tokens: list[Token], first: int, words: Lists) -> int:
    """Return the index of the surname of "DS BROWN" and "Sgt. K BROWN", 0 if none stands there: "DC YOUNG PEOPLE"."""
    last = first
    while is_initial(tokens[last]) and last + 1 < len(tokens) and joined(tokens[last + 1], tokens[last]):
        last += 1
    name = tokens[last]
    if len(name.text) < 3 or not name.text.isupper() or name.fold not in words.surnames or is_place(name):
        return 0
    if name.fold in words.things | words.posts or (name.fold in words.not_names and name.fold not in COMMON):
        return 0
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    goes_on = following is not None and following.gap == " " and following.text.isupper()
    return 0 if goes_on and following is not None and following.fold not in BEHIND else last
