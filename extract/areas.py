"""Whose area a plan is about, from the names around it: place names are told by the words beside them.

"Northampton Community Safety Partnership", "Safer Leeds", "Suffolk County Council" name their places. A word beside
a name that is often no place ("Thematic Action Plan") counts only for a name of the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.gazetteer import is_known, known_in, without_services
from extract.printed import meta_rules
from extract.text import plain

_TOKEN = re.compile(r"[^\W\d_][\w&'’-]*|&|[.,:;()/|\"“”]|\s[–—-]\s|[–—]")


def _phrases(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(n.casefold().split()) for n in names), key=len, reverse=True))


def _by_first_word(names: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """First word -> the phrases that begin with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in _phrases(names):
        found[phrase[0]].append(phrase)
    return dict(found)


_QUOTED = re.compile(r"(?<!\w)['\"][^'\"]{1,30}['\"](?!\w)")
"""A quoted name is a pseudonym, no place: DHR 'Sarah' Action Plan."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """[area] of metadata.toml, as words: phrases after and before a place, those that are weak, words that are none."""

    after: Mapping[str, Sequence[tuple[str, ...]]]
    before: Mapping[str, Sequence[tuple[str, ...]]]
    weak: frozenset[tuple[str, ...]]
    not_place: frozenset[str]
    connectors: frozenset[str]


@cache
def _rules() -> _Rules:
    area = meta_rules()["area"]
    return _Rules(
        _by_first_word(area["after"]),
        _by_first_word(area["before"]),
        frozenset(_phrases(area["weak"])),
        frozenset(w.casefold() for w in area["not_place"]),
        frozenset(area["connectors"]),
    )


def _tokens(text: str) -> list[str]:
    text = _QUOTED.sub(" , ", plain(text))
    return [t.strip() for t in _TOKEN.findall(text.replace("Pan-", "Pan ").replace("pan-", "Pan "))]


def _is_place_word(token: str) -> bool:
    return (
        token[:1].isupper()
        and token.casefold() not in _rules().not_place
        and len(token) > 1
        and not any(c.isdigit() for c in token)
        and (not token.isupper() or len(token) > 3)
    )


def _backwards(tokens: Sequence[str], end: int) -> tuple[str, ...]:
    words: list[str] = []
    i = end - 1
    while i >= 0:
        token = tokens[i]
        if _is_place_word(token) or (
            token in _rules().connectors and words and i > 0 and _is_place_word(tokens[i - 1])
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
        if _is_place_word(token) or (token in _rules().connectors and words and nxt and _is_place_word(nxt)):
            words.append(token)
            i += 1
            continue
        break
    return tuple(words)


def _name(words: Sequence[str]) -> str:
    """The words as a name; the last without its possessive: "Dudley's Action Plan"."""
    return re.sub(r"'s$", "", " ".join(words))


def _named(text: str) -> list[tuple[str, bool]]:
    """The place names that a text gives by the words beside them, and whether those words are weak."""
    rules = _rules()
    tokens = _tokens(without_services(text))
    lower = [t.casefold() for t in tokens]
    found: list[tuple[str, bool]] = []
    for i, word in enumerate(lower):
        for phrase in rules.after.get(word, ()):
            if tuple(lower[i : i + len(phrase)]) == phrase and (words := _backwards(tokens, i)):
                found.append((_name(words), phrase in rules.weak))
                break
        for phrase in rules.before.get(word, ()):
            if (
                tuple(lower[i : i + len(phrase)]) == phrase
                and tokens[i][:1].isupper()
                and (words := _forwards(tokens, i + len(phrase)))
            ):
                found.append((_name(words), phrase in rules.weak))
                break
    return found


def places_in(text: str) -> list[str]:
    """The place names that a text gives by the words beside them; by weak words on one side only known places."""
    named = _named(text)
    both = {name for name, weak in named if weak and named.count((name, True)) > 1}
    return list(dict.fromkeys(n for n, weak in named if not weak or n in both or is_known(n)))


def bare_place(text: str) -> str | None:
    """The place in a short text that is nothing but a name, perhaps with its partnership: "Safer Plymouth" -> Plymouth."""
    named = places_in(text)
    if named:
        return named[0]
    tokens = _tokens(text)
    words = _forwards(tokens, 0)
    return _name(words) if words and len(words) == len(tokens) else None


_KNOWN, _STRANGE, _BARE, _WELSH = 1.5, 1.0, 1.0, 0.9
"""What a name counts for: a known one beside "Council" and the like, an unknown one there, a known one alone; in a
bilingual title the English name is the one that the rest of the document uses."""


_LONGEST = 3000
"""Characters of a text that are looked at: whose plan it is stands at no paragraph's end, and hostile lines are endless."""


def evidence(text: str, *, bare: bool) -> Mapping[str, float]:
    """Place name -> what the text's naming of it counts for. bare: known names also without words beside them."""
    text = text[:_LONGEST]
    found: dict[str, float] = {}
    for name in places_in(text):
        found[name] = max(found.get(name, 0.0), _KNOWN if is_known(name) else _STRANGE)
        if re.search(rf"(?:Partneriaeth|Cyngor)[^\d/,;]{{0,30}}{re.escape(name)}", text):
            found[name] *= _WELSH
    for name in known_in(_QUOTED.sub(" ; ", plain(text))) if bare else ():
        parts = [other for other in found if other != name and _within(other, name)]
        if parts:  # "Bassetlaw, Newark & Sherwood Community Safety Partnership"
            found[name] = max(found.pop(other) for other in parts)
        elif not any(_within(name, other) for other in found):
            found[name] = _BARE
    return found


def vote(sources: Iterable[tuple[str, float]], but: str = "", *, bare: bool = True) -> str | None:
    """The place that most of the weighted texts name; a longer name also speaks for the places within it.

    but: a name that is none (the review's pseudonym: "Ana Action Plan"). bare: see evidence().
    Of a name and a longer one that holds it ("Redcar", "Redcar and Cleveland") the longer is taken if it stands for itself.
    """
    weights: dict[str, float] = defaultdict(float)
    for text, weight in sources:
        for name, strength in evidence(text, bare=bare).items():
            if name not in but:
                weights[name] += weight * strength
    if not weights:
        return None
    totals = {name: sum(w for other, w in weights.items() if _within(name, other)) for name in weights}
    order = {name: i for i, name in enumerate(weights)}
    best = max(totals, key=lambda n: (totals[n], -order[n]))
    longer = [n for n in weights if n != best and is_known(n) and _within(best, n)]
    longer = [n for n in longer if weights[n] >= _share(n) * weights[best]]
    return max(longer, key=lambda n: (weights[n], -order[n]), default=best)


_JOINED_SHARE, _OTHER_SHARE = 0.3, 1.2


def _share(name: str) -> float:
    """The part of a place's weight that a longer name must have: less where it joins two ("Redcar and Cleveland")."""
    return _JOINED_SHARE if re.search(r"\s(?:and|&)\s|,", name) else _OTHER_SHARE


def _within(name: str, other: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other, re.IGNORECASE))
