"""Whose area a plan is about, from the names around it: place names are told by the words beside them.

No gazetteer: "Northampton Community Safety Partnership", "Safer Leeds", "Suffolk County Council" name their places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from extract.printed import meta_rules
from extract.text import plain

_TOKEN = re.compile(r"[A-Za-z&][\w&'’-]*|[.,:;()/|\"“”]|\s[–—-]\s|[–—]")


def _phrases(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(n.casefold().split()) for n in names), key=len, reverse=True))


_QUOTED = re.compile(r"(?<!\w)['\"][^'\"]{1,30}['\"](?!\w)")
"""A quoted name is a pseudonym, no place: DHR 'Sarah' Action Plan."""


@cache
def _rules() -> tuple[
    tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], frozenset[str], frozenset[str]
]:
    area = meta_rules()["area"]
    return (
        _phrases(area["after"]),
        _phrases(area["before"]),
        frozenset(w.casefold() for w in area["not_place"]),
        frozenset(area["connectors"]),
    )


def _tokens(text: str) -> list[str]:
    text = _QUOTED.sub(" , ", plain(text))
    return [t.strip() for t in _TOKEN.findall(text.replace("Pan-", "Pan ").replace("pan-", "Pan "))]


def _is_place_word(token: str) -> bool:
    return (
        token[:1].isupper()
        and token.casefold() not in _rules()[2]
        and len(token) > 1
        and (not token.isupper() or len(token) > 3)
    )


def _backwards(tokens: Sequence[str], end: int) -> tuple[str, ...]:
    words: list[str] = []
    i = end - 1
    while i >= 0:
        token = tokens[i]
        if _is_place_word(token) or (
            token in _rules()[3] and words and i > 0 and _is_place_word(tokens[i - 1])
        ):
            words.insert(0, token)
            i -= 1
            continue
        break
    return tuple(words)


def _forwards(tokens: Sequence[str], start: int) -> tuple[str, ...]:
    words: list[str] = []
    i = start
    while i < len(tokens):
        token = tokens[i]
        nxt = tokens[i + 1] if i + 1 < len(tokens) else ""
        if _is_place_word(token) or (token in _rules()[3] and words and nxt and _is_place_word(nxt)):
            words.append(token)
            i += 1
            continue
        break
    return tuple(words)


def places_in(text: str) -> list[str]:
    """The place names that a text gives by the words beside them."""
    after, before, _, _ = _rules()
    tokens = _tokens(text)
    lower = [t.casefold() for t in tokens]
    found: list[str] = []
    for i in range(len(tokens)):
        for phrase in after:
            if tuple(lower[i : i + len(phrase)]) == phrase and (words := _backwards(tokens, i)):
                found.append(" ".join(words))
                break
        for phrase in before:
            if (
                tuple(lower[i : i + len(phrase)]) == phrase
                and tokens[i][:1].isupper()
                and (words := _forwards(tokens, i + len(phrase)))
            ):
                found.append(" ".join(words))
                break
    return list(dict.fromkeys(found))


def bare_place(text: str) -> str | None:
    """The place in a short text that is nothing but a name, perhaps with its partnership: "Safer Plymouth" -> Plymouth."""
    named = places_in(text)
    if named:
        return named[0]
    tokens = _tokens(text)
    words = _forwards(tokens, 0)
    return " ".join(words) if words and len(words) == len(tokens) else None


def vote(sources: Iterable[tuple[str, float]], but: str = "") -> str | None:
    """The place that most of the weighted texts name; a longer name also speaks for the places within it.

    but: a name that is none (the review's pseudonym: "Ana Action Plan").
    """
    weights: dict[str, float] = defaultdict(float)
    for text, weight in sources:
        for name in places_in(text):
            if name in but:
                continue
            weights[name] += weight
    if not weights:
        return None
    totals = {name: sum(w for other, w in weights.items() if _within(name, other)) for name in weights}
    order = {name: i for i, name in enumerate(weights)}
    return max(totals, key=lambda n: (totals[n], -order[n]))


def _within(name: str, other: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other))
