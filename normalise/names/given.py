"""Names known by their given name: "Kate Price", "JOANNE SMITH", "Sarah to chase"."""

from __future__ import annotations

from collections.abc import Iterator

from normalise.names.closed import Closed
from normalise.names.lists import Lists
from normalise.names.lone import begins, by_place
from normalise.names.tokens import (
    Token,
    is_given,
    is_initial,
    joined,
    known_surname,
    names_a_thing,
    run,
)

MONTHS = frozenset({"april", "may", "june", "august", "march"})


def by_given_name(
    text: str, tokens: list[Token], words: Lists, closed: Closed
) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, rule) of every name that a given name gives away."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if (
            not is_given(token, words)
            or token.fold in words.foreign
            or (i and tokens[i - 1].text in words.titles and joined(token, tokens[i - 1]))
        ):
            i += 1
            continue
        end = (
            _capital_run(tokens, i, words) if token.text.isupper() else run(tokens, i, words, 4, strict=True)
        )
        last = _surname_at(tokens, i, end, words)
        if last > i and not names_a_thing(tokens, last, words) and not closed(token.start, tokens[last].end):
            yield i, last, "given name and surname"
            i = last + 1
            continue
        if _bidden(text, tokens, i, words):
            yield i, i + 1, "given name and surname"
            i += 2
            continue
        rule = by_place(text, tokens, i, words)
        if rule and not closed(token.start, token.end):
            yield i, i, rule
        i += 1


def _surname_at(tokens: list[Token], first: int, end: int, words: Lists) -> int:
    """Return the index of the last word of a name, or first when no surname follows the given name."""
    firm = tokens[first].fold not in words.ordinary
    for last in range(end - 1, first, -1):
        token = tokens[last]
        if is_initial(token):
            continue
        month = token.fold in MONTHS and not firm
        if month or (last + 1 < len(tokens) and token.fold in MONTHS and not known_surname(token, words)):
            continue
        if firm or (known_surname(token, words) and token.fold not in words.things):
            return last
    return first


def _capital_run(tokens: list[Token], first: int, words: Lists) -> int:
    """JOANNE SMITH: both words must be known, for everything may stand in capitals."""
    token = tokens[first]
    following = tokens[first + 1] if first + 1 < len(tokens) else None
    if len(token.text) < 3 or token.fold in words.ordinary or following is None:
        return first + 1
    same = following.text.isupper() and following.gap == " " and known_surname(following, words)
    return first + 2 if same and following.fold not in words.not_names else first + 1


def _bidden(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for "Mark Young to speak", though both are ordinary words: a surname, then "to" and a verb."""
    if i + 3 >= len(tokens) or not begins(text, tokens[i].start):
        return False
    surname, to, verb = tokens[i + 1 : i + 4]
    known = surname.text[0].isupper() and surname.fold in words.surnames and surname.gap == " "
    return known and to.text == "to" and to.gap == verb.gap == " " and verb.text.islower()
