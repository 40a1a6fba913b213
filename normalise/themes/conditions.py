"""Whether a pattern is met: elements in order, within a distance and one sentence; others there or absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from normalise.themes.patterns import Chain, Pattern
from normalise.themes.text import Span, Text


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of a theme, its elements as numbers. needed: those without which it cannot be met.

    plain: one element and no condition; wherever it is found, the pattern is.
    """

    theme: int
    strong: bool
    pattern: Pattern
    chains: tuple[tuple[int, ...], ...]
    needed: frozenset[int]
    elements: frozenset[int]
    plain: bool


def file_rule(
    theme: int, strong: bool, pattern: Pattern, ids: tuple[tuple[int, ...], ...]
) -> tuple[int, Rule]:
    """Return the rule, and the element to look it up by: the one of its first chain with the fewest phrases."""
    together = zip(pattern.chains, ids, strict=True)
    needed = frozenset(number for chain, numbers in together if not chain.negated for number in numbers)
    plain = len(ids) == 1 and len(ids[0]) == 1 and pattern.field is None
    first = pattern.chains[0].elements
    rarest = min(range(len(first)), key=lambda i: len(first[i].phrases))
    every = frozenset(number for numbers in ids for number in numbers)
    return ids[0][rarest], Rule(theme, strong, pattern, ids, needed, every, plain)


def met(rule: Rule, places: Mapping[int, list[Span]], text: Text, hidden: Sequence[Span]) -> tuple[Span, ...]:
    """Token spans of the first way the rule is met, or (); the needed elements are there.

    places: where each of the rule's elements stands. hidden: spans in which the theme's rules do not count.
    """
    chains = rule.pattern.chains
    for whole in _chains(chains[0], rule.chains[0], places, text):
        if rule.pattern.field and (rule.pattern.field == "action") != (whole[0] >= text.border):
            continue
        if hidden and _touches(whole, hidden):
            continue
        if len(chains) == 1:
            return (whole,)
        spans = _conditions(rule, whole, places, text)
        if spans is not None:
            return (whole, *spans)
    return ()


def _touches(span: Span, hidden: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in hidden)


def _conditions(
    rule: Rule, whole: Span, places: Mapping[int, list[Span]], text: Text
) -> tuple[Span, ...] | None:
    sentence = text.sentences[whole[0]]
    spans: list[Span] = []
    for chain, ids in zip(rule.pattern.chains[1:], rule.chains[1:], strict=True):
        other = next(
            (
                s
                for s in _chains(chain, ids, places, text)
                if (chain.scope == "row" or text.sentences[s[0]] == sentence)
                and (chain.negated or s[1] <= whole[0] or whole[1] <= s[0])
            ),
            None,
        )
        if chain.negated:
            if other is not None:
                return None
        elif other is None:
            return None
        else:
            spans.append(other)
    return tuple(spans)


def _chains(
    chain: Chain, ids: tuple[int, ...], places: Mapping[int, list[Span]], text: Text
) -> Iterable[Span]:
    """Every place where the elements follow each other within the gaps and one sentence."""
    if len(ids) == 1:
        yield from places.get(ids[0], ())
        return
    for first in places.get(ids[0], ()):
        end: int | None = first[1]
        for number, gap in zip(ids[1:], chain.gaps, strict=True):
            end = _next(places.get(number, ()), end or 0, gap, text.sentences, text.sentences[first[0]])
            if end is None:
                break
        if end is not None:
            yield (first[0], end)


def _next(spans: Sequence[Span], end: int, gap: int, sentences: Sequence[int], sentence: int) -> int | None:
    for a, b in spans:
        if end <= a <= end + gap and sentences[a] == sentence:
            return b
    return None
