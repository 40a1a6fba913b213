"""Names known by their shape and place: two or more words in capitals that no list of words has, where a person stands.

"Wiremu Tamihana" fills a cell, "Chidinma Eke has emailed" begins one, "held with Bukola Ajayi" follows a word of contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.names.closed import Closed
from normalise.names.lists import Lists
from normalise.names.slips import is_slip
from normalise.names.tokens import (
    Token,
    is_given,
    is_initial,
    is_place,
    is_town,
    joined,
    known_surname,
    names_a_thing,
    run,
    without_number,
)

SEPARATOR = re.compile(r"\n|[;/|•(),:&]|\s[-–—]\s|\band\b|\bwith\b|\bvia\b|\bby\b|\bc/o\b", re.IGNORECASE)
CONTACT = frozenset(
    {
        "with",
        "by",
        "from",
        "per",
        "to",
        "contact",
        "email",
        "emailed",
        "e-mail",
        "asked",
        "via",
        "contacted",
        "met",
        "is",
        "cc",
        "ask",
    }
)
BACKWARDS = re.compile(
    r"(?:^|(?<=[\n;/|]))\s*(?P<name>[^\W\d_][\w'’-]+,\s(?:[^\W\d_][\w'’-]+|[A-Z]\.?))\s*(?=$|[\n;/|(])"
)
OWNED = tuple(
    f"{mark} {what}"
    for mark in ("'s", "’s")
    for what in ("team", "office", "line manager", "manager", "deputy")
)
"""Behind a given name: "Helen's team"."""
REVIEW = re.compile(r"\b(?:review|dhr|dardr|homicide|overview|report|pseudonym|known as)\b", re.IGNORECASE)
"""Beside these a single given name is the published pseudonym of somebody who died."""
SHORT_CELL = 80
"""Characters up to which a cell may be a list of people: "Tom / Jenny to action"."""


def by_shape(text: str, tokens: list[Token], words: Lists, closed: Closed) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, rule) of names that their words and their place give away."""
    for first, end in _stretches(tokens, words):
        parts = [t for t in tokens[first:end] if len(t.text) > 1 and t.text not in words.particles]
        known = sum(_known(t, words) for t in parts)
        strange = sum(not _known(t, words) and _strange(t, words) for t in parts)
        if known + strange < len(parts) or not parts or tokens[end - 1].fold in words.things:
            continue  # "Penny Lane"
        begins, closes = _begins(text, tokens, first), _closes(text, tokens, end)
        if len(parts) == 1 and end - first == 1:
            owns = text.startswith(OWNED, tokens[first].end)
            listed = _is_listed(text, tokens[first].start) and (closes or owns)
            short = listed and len(text) <= SHORT_CELL and not REVIEW.search(text)
            if (
                short
                and _is_firm(tokens[first], words)
                and not _is_other(text, tokens, first, end, words, closed)
            ):
                yield first, first, "given name"
            continue
        goes_on = begins and end < len(tokens) and tokens[end].gap == " " and tokens[end].text.islower()
        spoken_to = first > 0 and tokens[first].gap == " " and tokens[first - 1].fold in CONTACT
        initials = len(parts) < end - first
        placed = (begins and closes) or goes_on or (spoken_to and (known or strange > 1))
        both = known > 1 and not initials and is_given(tokens[first], words)
        if (placed or both) and not _is_other(text, tokens, first, end, words, closed):
            yield first, end - 1, "shape of a name"


def _is_other(text: str, tokens: list[Token], first: int, end: int, words: Lists, closed: Closed) -> bool:
    """Return True for an organisation, a ward called after somebody, or a place: "Kings Lynn"."""
    start, stop = tokens[first].start, tokens[end - 1].end
    slip = any(is_slip(t.fold) for t in tokens[first:end] if not _known(t, words))
    return slip or names_a_thing(tokens, end - 1, words) or is_town(text[start:stop]) or closed(start, stop)


def backwards(text: str, words: Lists, fold_at: dict[int, Token]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, rule) of "JENKINS, Sarah" and "Smith, J" that fill a line."""
    for match in BACKWARDS.finditer(text):
        start, end = match.span("name")
        surname = fold_at.get(start)
        given = next(
            (t for at, t in fold_at.items() if start < at < end and surname and at > surname.end), None
        )
        if surname is None or given is None or surname.fold in words.things | words.posts:
            continue
        firm = known_surname(surname, words) or _strange(surname, words)
        named = is_given(given, words) and given.fold not in words.ordinary
        if (
            firm
            and (named or (is_initial(given) and known_surname(surname, words)))
            and not is_place(surname)
        ):
            yield start, end, "surname first"


def _stretches(tokens: list[Token], words: Lists) -> Iterator[tuple[int, int]]:
    """Yield the stretches of one to four words that are built like a name."""
    k = 0
    while k < len(tokens):
        if (
            tokens[k].text in words.titles
            or without_number(tokens[k].text) in words.ranks
            or tokens[k].fold in ("st", "saint")
        ):
            k += 1  # "St Peter's" is a church; a name behind a title is found by its title
            continue
        end = run(tokens, k, words, 5, strict=True)
        inside = k > 0 and joined(tokens[k], tokens[k - 1]) and tokens[k - 1].text[0].isupper()
        cut = end < len(tokens) and joined(tokens[end], tokens[end - 1]) and tokens[end].text[0].isupper()
        if end > k and not inside and not cut:
            yield k, end
        k = max(end, k + 1)


def _known(token: Token, words: Lists) -> bool:
    if token.fold in words.not_names or token.fold in words.foreign or is_place(token):
        return False
    return is_given(token, words) or known_surname(token, words)


def _strange(token: Token, words: Lists) -> bool:
    """Return True for a word in capitals that is no word of English or Welsh, no place and no part of an organisation."""
    return (
        not token.text.isupper()
        and len(token.text) > 1
        and not words.is_word(token.fold)
        and not is_place(token)
    )


def _is_listed(text: str, at: int) -> bool:
    """Return True at the beginning of a cell or behind the mark of a list, not behind "and": "Tom / Jenny"."""
    before = text[:at].rstrip(" ")
    return not before or before[-1] in "\n/;|,(&•"


def _is_firm(token: Token, words: Lists) -> bool:
    return (
        is_given(token, words)
        and token.fold in words.given
        and token.fold not in words.ordinary
        and len(token.text) > 2
    )


def _begins(text: str, tokens: list[Token], first: int) -> bool:
    """Return True at the beginning of a cell, line or item of a list."""
    before = text[max(0, tokens[first].start - 6) : tokens[first].start]
    return not before.strip() or bool(re.search(rf"(?:{SEPARATOR.pattern}|[.•])\s*$", before, re.IGNORECASE))


def _closes(text: str, tokens: list[Token], end: int) -> bool:
    """Return True where a name ends its item: nothing, a mark, "and" or "to" follows."""
    after = text[tokens[end - 1].end : tokens[end - 1].end + 6].removeprefix("'s").removeprefix("’s")
    return not after.strip(" .") or bool(
        re.match(rf"\s*(?:{SEPARATOR.pattern}|\.(?:\s|$)|to\b)", after, re.IGNORECASE)
    )
