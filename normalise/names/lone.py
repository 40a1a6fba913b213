"""A given name without a surname, masked where it can be nothing but a person: "Sarah to chase", "agreed with Karen"."""

from __future__ import annotations

import re

from normalise.names.lists import Lists
from normalise.names.tokens import Token, is_given, is_place, names_a_thing

STORY = "given name in a story"
"""The rule of a given name that somebody talks to, or that speaks: it may be a pseudonym of the review."""
WORK = "given name"
"""The rule of a given name that is an officer's."""
SHORT = frozenset({"jo"})
"""Given names of two letters that are no word."""


INNER_CAPITAL = re.compile(r"[a-z][A-Z]$")
"""At the end of initials: "ToR", "DoN"."""


def is_firm(token: Token, words: Lists) -> bool:
    """Return True for a listed given name that is no word, no place and not all in capitals."""
    return (
        is_given(token, words)
        and token.fold in words.given
        and token.fold not in words.ordinary
        and token.fold not in words.foreign
        and not token.text.isupper()
        and not INNER_CAPITAL.search(token.text)
        and (len(token.text) > 2 or token.fold in SHORT)
        and not is_place(token)
    )


def by_place(text: str, tokens: list[Token], i: int, words: Lists) -> str:
    """Return the rule by which a given name alone is a person's where it stands; "" if it may be something else."""
    if _alone(text, tokens, i, words):
        return WORK
    if not is_firm(tokens[i], words) or _goes_on(tokens, i) or names_a_thing(tokens, i, words):
        return ""
    if _behind_a_role(text, tokens, i, words):
        return WORK
    if _spoken_of(tokens, i, words) or _acts(text, tokens, i, words):
        return STORY
    return ""


def begins(text: str, at: int) -> bool:
    """Return True at the beginning of a text, line or sentence."""
    before = text[:at].rstrip(" ")
    return not before or before.endswith(("\n", ".", ";", "/", ":", "•", "|"))


def _goes_on(tokens: list[Token], i: int) -> bool:
    """Return True for the "Karma" of "told Karma Nirvana": a capital follows."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return following is not None and following.gap == " " and not following.text.islower()


def _spoken_of(tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True behind what is done to a person only: "told Sarah", "agreed with Karen", "said that Karen was"."""
    if not i or tokens[i].gap != " ":
        return False
    before = tokens[i - 1].fold
    if before in words.lone.told:
        return True
    if i < 2 or tokens[i - 1].gap != " ":
        return False
    earlier = tokens[i - 2].fold
    if before == "that":
        return earlier in words.lone.says and i + 1 < len(tokens) and tokens[i + 1].gap == " "
    return earlier in words.lone.pairs.get(before, frozenset())


def _acts(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True before what a person only does: "Karen reported that", "Steve has left; Janet now leads"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.gap != " ":
        return False
    if begins(text, tokens[i].start):
        both = i + 3 < len(tokens) and following.text in ("and", "&") and is_firm(tokens[i + 2], words)
        if (tokens[i + 3] if both else following).text in words.lone.works:
            return True
    before = tokens[i - 1].text if i and tokens[i].gap == " " else ""
    inside = bool(before) and before[0].isupper() and not begins(text, tokens[i - 1].start)
    return following.text in words.lone.says and not inside


def _behind_a_role(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for the "Amy" of "SW Amy completed" and "Social worker Amy"."""
    if not i or tokens[i].gap != " ":
        return False
    if i > 1 and text[tokens[i - 2].start : tokens[i - 1].end] in words.lone.roles:
        return True
    return tokens[i - 1].text in words.lone.roles


def _behind_a_code(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True for the "Ben" of "Child A (Ben)": a name let slip behind the code that should hide it."""
    if i < 2 or tokens[i].gap != " (" or text[tokens[i].end : tokens[i].end + 1] != ")":
        return False
    code, coded = tokens[i - 1], tokens[i - 2]
    return len(code.text) == 1 and code.text.isupper() and coded.fold in words.coded and code.gap == " "


def _alone(text: str, tokens: list[Token], i: int, words: Lists) -> bool:
    """Return True beside a task, an address or a post: "Sarah to chase", "Tom (DCI)"."""
    token = tokens[i]
    if (
        token.fold in words.ordinary
        or token.text.isupper()
        or (len(token.text) < 3 and token.fold not in SHORT)
    ):
        return False
    if _behind_a_code(text, tokens, i, words):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if (
        following is not None
        and begins(text, token.start)
        and following.text == "to"
        and following.gap == " "
    ):
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
