"""Finds the rules' patterns in a row.

All phrases of all rules sit in two spaCy PhraseMatchers (one on lemmas, one on exact letters), which scan a row once in
C. What they find are elements; patterns over elements (order, distance, same sentence, absence) are checked in Python,
and only those patterns whose rarest element was found. spaCy's own token Matcher was measured at 80 rows a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from spacy.attrs import NORM
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from normalise.model import Evidence
from normalise.themes.model import Taxonomy
from normalise.themes.patterns import Chain, Element, Field, Pattern
from normalise.themes.words import lemma, split

Span = tuple[int, int]
Mask = tuple[int, int, bool]  # token span, and whether it hides a cue as long as itself
_LITTLE_WORDS = frozenset({"of", "and", "&", "the", "for"})
_NAME_REACH = 9
_EQUALITY_LIST = 5


@dataclass(frozen=True, slots=True)
class Text:
    """The row as one sequence of tokens; tokens from `border` on belong to the action."""

    recommendation: str
    action: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    border: int

    @classmethod
    def of(cls, recommendation: str, action: str) -> Text:
        """Split both fields; sentences are numbered through, so none runs over the border."""
        rec = split(recommendation)
        act = split(action, rec.sentences[-1] + 2 if rec.sentences else 0)
        return cls(
            recommendation,
            action,
            rec.forms + act.forms,
            rec.starts + act.starts,
            rec.ends + act.ends,
            rec.sentences + act.sentences,
            len(rec.forms),
        )

    def evidence(self, start: int, end: int) -> Evidence:
        """The exact span of tokens start to end (exclusive); a span never crosses the border."""
        field: Field = "action" if start >= self.border else "recommendation"
        source = self.action if start >= self.border else self.recommendation
        first, last = self.starts[start], self.ends[end - 1]
        return Evidence(field, first, last, source[first:last])


class Hit(NamedTuple):
    """A pattern found: its source, whether it counts alone, and its token spans."""

    source: str
    strong: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    theme: int
    strong: bool
    pattern: Pattern
    chains: tuple[tuple[int, ...], ...]
    needed: frozenset[int]
    plain: bool  # one element and no condition: wherever it is found, the pattern is


class Matcher:
    """A compiled taxonomy."""

    def __init__(self, rules: Taxonomy) -> None:
        self._vocab = Vocab(lex_attr_getters={NORM: lemma})
        self._elements: dict[Element, int] = {}
        self._of_phrase: dict[int, tuple[int, ...]] = {}
        self._unmasked: set[int] = set()
        self._rules: dict[int, list[_Rule]] = defaultdict(list)
        self._capitals = rules.capitals
        for number, theme in enumerate(rules.themes):
            for strong, patterns in ((True, theme.strong), (False, theme.weak)):
                for pattern in patterns:
                    ids = self._number(pattern.chains)
                    needed = _needed(pattern, ids)
                    plain = len(ids) == 1 and len(ids[0]) == 1 and pattern.field is None
                    self._add(_Rule(number, strong, pattern, ids, needed, plain))
        self._names = self._numbers(rules.masks.phrases)
        self._boilerplate = self._numbers(rules.masks.boilerplate)
        self._endings = self._numbers(rules.masks.name_endings)
        self._equality = self._numbers(rules.masks.equality)
        self._theme_masks: dict[int, list[int]] = defaultdict(list)
        for number, theme in enumerate(rules.themes):
            for element in self._numbers(theme.masks):
                self._theme_masks[element].append(number)
        self._masking = self._names | self._boilerplate | self._endings
        self._compile()

    def _number(self, chains: Iterable[Chain]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(self._id(element) for element in chain.elements) for chain in chains)

    def _numbers(self, patterns: Iterable[Pattern]) -> frozenset[int]:
        return frozenset(
            self._id(element) for p in patterns for chain in p.chains for element in chain.elements
        )

    def _id(self, element: Element) -> int:
        return self._elements.setdefault(element, len(self._elements))

    def _add(self, rule: _Rule) -> None:
        """File the rule under the element with the fewest phrases of its first chain: the rarest, as a rule."""
        first = rule.pattern.chains[0].elements
        rarest = min(range(len(first)), key=lambda i: len(first[i].phrases))
        self._rules[rule.chains[0][rarest]].append(rule)

    def _compile(self) -> None:
        lemmas: dict[tuple[str, ...], list[int]] = defaultdict(list)
        letters: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for element, number in self._elements.items():
            if element.unmasked:
                self._unmasked.add(number)
            for phrase in element.phrases:
                (letters if element.exact else lemmas)[phrase].append(number)
        self._by_lemma = self._matcher("NORM", lemmas, "n")
        self._by_letter = self._matcher("ORTH", letters, "o")

    def _matcher(self, attribute: str, phrases: Mapping[tuple[str, ...], list[int]], prefix: str) -> Any:
        matcher: Any = PhraseMatcher(self._vocab, attr=attribute)
        together: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
        number = cache(self._vocab.strings.add)
        for phrase, elements in phrases.items():
            together[tuple(elements)].append([number(word) for word in phrase])
        for i, (numbers, sequences) in enumerate(together.items()):
            name = f"{prefix}{i}"
            # numbers of words, as spaCy itself restores a matcher: a Doc for each phrase would double the loading time
            matcher.add(name, sequences)
            self._of_phrase[self._vocab.strings[name]] = numbers
        return matcher

    def hits(
        self, text: Text, mask_spans: Mapping[str, Sequence[Span]]
    ) -> tuple[dict[int, list[Hit]], list[Mask]]:
        """Theme number -> the patterns found in a row; and what was masked in it."""
        found = self._find(text)
        masked = self._mask(text, found, mask_spans)
        hidden = self._theme_mask(found)
        places: Mapping[int, list[Span]] = found
        if masked:
            places = self._uncovered(found, masked)
        hits: dict[int, list[Hit]] = defaultdict(list)
        rules = self._rules
        for number, spans in places.items():
            for rule in rules.get(number, ()):
                if rule.plain and rule.theme not in hidden:
                    hits[rule.theme].append(Hit(rule.pattern.source, rule.strong, (spans[0],)))
                elif rule.needed.issubset(places) and (
                    matched := _match(rule, places, text, hidden.get(rule.theme, ()))
                ):
                    hits[rule.theme].append(Hit(rule.pattern.source, rule.strong, matched))
        return hits, masked

    def _uncovered(self, found: Mapping[int, list[Span]], masked: Sequence[Mask]) -> dict[int, list[Span]]:
        """What stands outside the masks."""
        places: dict[int, list[Span]] = {}
        for number, spans in found.items():
            kept = spans if number in self._unmasked else [s for s in spans if not inside(s, masked)]
            if kept:
                places[number] = kept
        return places

    def _find(self, text: Text) -> dict[int, list[Span]]:
        doc = Doc(self._vocab, words=text.forms)
        shouting = _all_capitals(text)
        found: dict[int, list[Span]] = defaultdict(list)
        border, of_phrase, capitals = text.border, self._of_phrase, self._capitals
        for key, start, end in self._by_lemma(doc):
            if not start < border < end:
                span = (start, end)
                for number in of_phrase[key]:
                    found[number].append(span)
        for key, start, end in self._by_letter(doc):
            if not start < border < end and not (shouting and text.forms[start] in capitals):
                span = (start, end)
                for number in of_phrase[key]:
                    found[number].append(span)
        return found

    def _mask(
        self, text: Text, found: Mapping[int, list[Span]], mask_spans: Mapping[str, Sequence[Span]]
    ) -> list[Mask]:
        """Token spans that hide what lies inside."""
        masked: list[Mask] = []
        for number in found.keys() & self._masking:
            if number in self._boilerplate:
                masked += [(a, b, True) for a, b in found[number]]
            if number in self._names:
                masked += [(a, b, False) for a, b in found[number]]
            if number in self._endings:
                masked += [(_grow(text.forms, a), b, False) for a, b in found[number]]
        masked += [(a, b, True) for a, b in self._equality_statements(text, found)]
        for field, spans in mask_spans.items():
            masked += [(*span, False) for span in _tokens(text, field, spans)]
        return masked

    def _equality_statements(self, text: Text, found: Mapping[int, list[Span]]) -> Iterable[Span]:
        """Sentences that list most protected characteristics: a statement of form, about none of them."""
        listed: dict[int, set[int]] = defaultdict(set)
        for number in found.keys() & self._equality:
            for start, _ in found[number]:
                listed[text.sentences[start]].add(number)
        for sentence, numbers in listed.items():
            if len(numbers) >= _EQUALITY_LIST:
                inside = [i for i, s in enumerate(text.sentences) if s == sentence]
                yield inside[0], inside[-1] + 1

    def _theme_mask(self, found: Mapping[int, list[Span]]) -> dict[int, list[Span]]:
        hidden: dict[int, list[Span]] = defaultdict(list)
        for element in found.keys() & self._theme_masks.keys():
            for theme in self._theme_masks[element]:
                hidden[theme].extend(found[element])
        return hidden


def _needed(pattern: Pattern, ids: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    """Elements without which a pattern cannot be met."""
    together = zip(pattern.chains, ids, strict=True)
    return frozenset(number for chain, numbers in together if not chain.negated for number in numbers)


def _all_capitals(text: Text) -> bool:
    words = [form for form in text.forms if len(form) > 1]
    return len(words) > 3 and sum(word.isupper() for word in words) > 0.8 * len(words)


def _grow(forms: Sequence[str], start: int) -> int:
    """Extend a name to the left over capitalised words and the little words between them."""
    first = start
    for i in range(start - 1, max(-1, start - 1 - _NAME_REACH), -1):
        if forms[i][0].isupper():
            first = i
        elif forms[i] not in _LITTLE_WORDS:
            break
    return first


def _tokens(text: Text, field: str, spans: Sequence[Span]) -> list[Span]:
    """Character spans of a field as token spans."""
    lo, hi = (text.border, len(text.forms)) if field == "action" else (0, text.border)
    result = []
    for start, end in spans:
        inside = [i for i in range(lo, hi) if text.starts[i] < end and text.ends[i] > start]
        if inside:
            result.append((inside[0], inside[-1] + 1))
    return result


def inside(span: Span, masked: Iterable[Mask]) -> bool:
    """Inside a name and shorter than it: a cue that is the name itself still counts, boilerplate hides both."""
    start, end = span
    for a, b, whole in masked:  # noqa: SIM110 - twice as fast as any() here, and this runs for every phrase found
        if a <= start and end <= b and (whole or end - start < b - a):
            return True
    return False


def _match(
    rule: _Rule, places: Mapping[int, list[Span]], text: Text, hidden: Sequence[Span]
) -> tuple[Span, ...]:
    """Token spans of the first way the rule is met, or (); the needed elements are there."""
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
    rule: _Rule, whole: Span, places: Mapping[int, list[Span]], text: Text
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
