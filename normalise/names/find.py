"""Find the names of people in a text, by all the evidence there is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalise.names.closed import Closed
from normalise.names.given import by_given_name
from normalise.names.glance import worth_reading
from normalise.names.identifiers import identifiers
from normalise.names.lists import Lists, fold, lists
from normalise.names.lone import STORY, WORK, is_firm
from normalise.names.posts import by_lead_in, by_post
from normalise.names.shape import backwards, by_shape
from normalise.names.titles import by_title
from normalise.names.tokens import WORD, Token, is_given, joined, names_a_thing, tokenize

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PROFILE_PAGE = re.compile(r"linkedin\.com/in/(?P<who>[\w%-]+)", re.IGNORECASE)
ROLE_ADDRESS = re.compile(
    r"info|enquir|safeguard|team|admin|office|dhr|contact|csp|police|support|help|mail|hub|service|referral|marac|mash|"
    r"idva|housing|health|community|council|partnership|board|domestic|abuse|vawg|adults|children|social|hr$|data|foi",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end of the text before masking, and the rule that took them for a name."""

    start: int
    end: int
    rule: str


def find(text: str, keep: tuple[str, ...] = ()) -> tuple[Span, ...]:
    """Return the spans of people's names in a text, in order, none touching another. keep: names that must stay."""
    if not text:
        return ()
    numbers = [Span(start, end, rule) for start, end, rule in identifiers(text)]
    named = _find(text, keep) if worth_reading(text) else ()
    return _merged([*named, *numbers]) if numbers else named


@lru_cache(maxsize=8192)
def _find(text: str, keep: tuple[str, ...]) -> tuple[Span, ...]:
    words = lists()
    tokens = tokenize(text)
    closed = Closed(text, words)
    found: list[Span] = [
        Span(m.start(), m.end(), "e-mail")
        for m in EMAIL.finditer(text)
        if not ROLE_ADDRESS.search(m[0].split("@")[0])
    ]
    found += [Span(*m.span("who"), "profile") for m in PROFILE_PAGE.finditer(text)]
    kept = frozenset(fold(w) for phrase in keep for w in WORD.findall(phrase))
    for first, last, rule in (
        *by_title(tokens, words, closed),
        *by_given_name(text, tokens, words, closed),
        *by_lead_in(text, tokens, words, closed),
        *by_post(text, tokens, words, closed),
        *by_shape(text, tokens, words, closed),
    ):
        parts = [t.fold for t in tokens[first : last + 1] if len(t.text) > 1]
        if _is_called(tokens, first, words) or (rule in (STORY, WORK) and _beside_kept(tokens, first, kept)):
            continue
        if parts and not all(w in kept for w in parts):
            found.append(Span(tokens[first].start, tokens[last].end, rule))
            found += _couple(tokens, first, words, kept)
            found += _companion(tokens, last, rule, words, kept)
    if "," in text:
        at = {token.start: token for token in tokens}
        found += [Span(start, end, rule) for start, end, rule in backwards(text, words, at)]
    return _merged(found)


def _is_called(tokens: list[Token], first: int, words: Lists) -> bool:
    """Return True behind the Welsh word for what bears a name, which stands first: "Ysbyty Bryn Beryl", "Sioe Sir Benfro"."""
    for before in range(first - 1, max(-1, first - 3), -1):
        if not joined(tokens[before + 1], tokens[before]):
            return False
        if tokens[before].fold in words.called:
            return True
        if tokens[before].fold not in words.foreign | {"sir", "syr", "y", "yr"}:
            return False
    return False


def _couple(tokens: list[Token], first: int, words: Lists, kept: frozenset[str]) -> list[Span]:
    """The other given name of "Jane and John Carter"."""
    if first < 2 or tokens[first - 1].text not in ("and", "&"):
        return []
    other = tokens[first - 2]
    firm = is_given(other, words) and other.fold not in words.ordinary and other.fold not in kept
    return [Span(other.start, other.end, "given name")] if firm and tokens[first].gap == " " else []


def _beside_kept(tokens: list[Token], at: int, kept: frozenset[str]) -> bool:
    """Return True for the "Daniel" of "Leah and Daniel met", when Leah is the review's pseudonym."""
    around = ((at - 1, at - 2), (at + 1, at + 2))
    return any(
        0 <= other < len(tokens) and tokens[joint].text in ("and", "&") and tokens[other].fold in kept
        for joint, other in around
    )


def _companion(tokens: list[Token], last: int, rule: str, words: Lists, kept: frozenset[str]) -> list[Span]:
    """The given name behind a name: the "Liam" of "Emma and Liam met"."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in ("and", "&"):
        if last + 1 >= len(tokens) or tokens[last + 1].gap not in (" & ", " + "):
            return []
        other = last + 1
    else:
        other = last + 2
    token = tokens[other]
    following = tokens[other + 1] if other + 1 < len(tokens) else None
    goes_on = following is not None and following.gap == " " and not following.text.islower()
    firm = is_firm(token, words) and token.fold not in kept and not goes_on
    whole = firm and not names_a_thing(tokens, other, words)
    return [Span(token.start, token.end, STORY if rule == STORY else WORK)] if whole else []


def _merged(found: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            before = merged[-1]
            merged[-1] = Span(before.start, max(before.end, span.end), before.rule)
        else:
            merged.append(span)
    return tuple(merged)
