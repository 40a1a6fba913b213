"""Names behind a title or rank: "Mrs Vance", "DCI Alan Whitcombe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.names.closed import Closed
from normalise.names.lists import Lists
from normalise.names.tokens import Token, is_given, is_place, known_surname, names_a_thing, run


def by_title(tokens: list[Token], words: Lists, closed: Closed) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, rule) of every name behind a title or rank."""
    for i, token in enumerate(tokens[:-1]):
        title = token.text in words.titles
        if not title and token.text not in words.ranks:
            continue
        if closed(token.start, token.end):
            continue  # "Lord Chancellor", "Minister for Safeguarding"
        following = tokens[i + 1]
        numbered = re.fullmatch(r"\s\d{2,5}\s", following.gap) and not title
        if (
            not (following.gap in (" ", ". ", "\u00a0", ".") or numbered)
            or following.text in words.titles | words.ranks
        ):
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
