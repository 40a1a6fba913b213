"""Names known by their given name: "Kate Price", "JOANNE SMITH", "Sarah to chase"."""

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
)

TOLD = frozenset({"told", "asked", "rang", "phoned", "telephoned", "emailed", "texted", "visited", "informed", "advised", "reassured",
                  "threatened", "assaulted", "arrested", "interviewed", "questioned", "warned", "contacted", "messaged"})  # fmt: skip
"""Before a given name these make it a person's: "told Sarah that"."""
SPOKE = frozenset({"spoke", "spoken", "speaking", "talked", "said", "disclosed", "according", "listened", "met", "confided", "complained",
                   "explained", "wrote", "written", "offered", "married", "belonged", "returned"})  # fmt: skip
"""Before "to" or "with": "spoke to Margaret", "according to Linda"."""
SAYS = frozenset({"told", "said", "asked", "reported", "rang", "disclosed", "explained", "stated", "described", "complained", "recalled",
                  "replied", "telephoned", "phoned", "confided", "threatened", "denied", "claimed"})  # fmt: skip
"""Behind a given name: "Karen reported that"."""
STORY = "given name in a story"
"""The rule of a given name that somebody talks to, or that speaks: it may be a pseudonym of the review."""
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
        if _alone(text, tokens, i, words) and not closed(token.start, token.end):
            yield i, i, "given name"
        elif _in_a_story(text, tokens, i, words) and not closed(token.start, token.end):
            yield i, i, STORY
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


def _begins(text: str, at: int) -> bool:
    """Return True at the beginning of a text, line or sentence."""
    before = text[:at].rstrip(" ")
    return not before or before.endswith(("\n", ".", ";", "/", ":"))


def _bidden(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for "Mark Young to speak", though both are ordinary words: a surname, then "to" and a verb."""
    if i + 3 >= len(tokens) or not _begins(text, tokens[i].start):
        return False
    surname, to, verb = tokens[i + 1 : i + 4]
    known = surname.text[0].isupper() and surname.fold in words.surnames and surname.gap == " "
    return known and to.text == "to" and to.gap == verb.gap == " " and verb.text.islower()


def _in_a_story(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for a given name that somebody talks to, or that speaks: "told Sarah that", "Karen reported"."""
    token = tokens[i]
    if (
        token.fold in words.ordinary
        or token.fold not in words.given
        or token.text.isupper()
        or len(token.text) < 3
    ):
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.gap == " " and not following.text.islower():
        return False  # "told Karma Nirvana"
    if names_a_thing(tokens, i, words) or is_place(token):
        return False
    before = tokens[i - 1].text if i and token.gap == " " else ""
    if before in TOLD:
        return True
    if (
        before in ("to", "with")
        and i > 1
        and tokens[i - 1].gap == " "
        and tokens[i - 2].text.lower() in SPOKE
    ):
        return True
    inside = bool(before) and before[0].isupper() and not _begins(text, tokens[i - 1].start)
    return following is not None and following.gap == " " and following.text in SAYS and not inside


def _behind_a_code(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for the "Ben" of "Child A (Ben)": a name let slip behind the code that should hide it."""
    if i < 2 or tokens[i].gap != " (" or text[tokens[i].end : tokens[i].end + 1] != ")":
        return False
    code, coded = tokens[i - 1], tokens[i - 2]
    return len(code.text) == 1 and code.text.isupper() and coded.fold in words.coded and code.gap == " "


def _alone(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """A given name alone is masked only where it can be nothing but a person at work: "Sarah to chase", "Tom (DCI)"."""
    token = tokens[i]
    if token.fold in words.ordinary or token.text.isupper() or len(token.text) < 3:
        return False
    if _behind_a_code(text, tokens, i, words):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    begins = _begins(text, token.start)
    if following is not None and begins and following.text == "to" and following.gap == " ":
        return True
    rest = text[token.end : token.end + 40]
    if re.match(r"(?:\s*[(,–-]|\s+on|:)\s*(?:[\w.+'-]+@|(?:\+44|0)\d[\d ]{7,})", rest):
        return True
    post = (
        following is not None
        and following.fold in words.posts
        and bool(re.fullmatch(r"\s*[(,]\s*|\s[-–]\s", following.gap))
    )
    return post and following is not None and following.text[0].isupper()
