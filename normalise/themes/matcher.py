"""Finds the rules' patterns in a row.

All phrases of all rules sit in two spaCy PhraseMatchers (one on lemmas, one on exact letters), which scan a row once in
C. A phrase found is part of elements; patterns over elements (order, distance, same sentence, absence) are checked in
conditions.py, and only those patterns whose rarest element was found and whose other elements are there too. spaCy's own
token Matcher was measured at 80 rows a second.
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

from normalise.themes.conditions import Rule, file_rule, met
from normalise.themes.masking import Masking
from normalise.themes.model import Taxonomy
from normalise.themes.patterns import Chain, Element, Pattern
from normalise.themes.text import Mask, Span, Text, covered, inside
from normalise.themes.words import lemma

_NOTHING: frozenset[int] = frozenset()


class Hit(NamedTuple):
    """A pattern found: its source, whether it counts alone, and its token spans."""

    source: str
    strong: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What a sequence of words stands for. elements: those it is one of the phrases of, in the order of the rules.

    filed: the elements that rules are filed under, with those rules and what else each needs. unmasked: the elements that no name hides.
    masking: it may hide other words.
    """

    elements: frozenset[int]
    filed: tuple[tuple[int, tuple[tuple[frozenset[int], Rule], ...]], ...]
    unmasked: frozenset[int]
    masking: bool


Found = tuple[int, int, _Phrase]


class _Phrases(dict[int, _Phrase]):
    """Key of a match -> its phrase, put together when it is first met: most never are."""

    def __init__(
        self,
        elements: Mapping[int, tuple[int, ...]],
        filed: Mapping[int, Sequence[Rule]],
        unmasked: frozenset[int],
        masking: frozenset[int],
    ) -> None:
        super().__init__()
        self._elements = elements
        self._filed = filed
        self._unmasked = unmasked
        self._masking = masking

    def __missing__(self, key: int) -> _Phrase:
        numbers = self._elements[key]
        elements = frozenset(numbers)
        filed = tuple(
            (number, tuple((rule.needed - {number}, rule) for rule in self._filed[number]))
            for number in numbers
            if number in self._filed
        )
        phrase = self[key] = _Phrase(
            elements, filed, elements & self._unmasked, not elements.isdisjoint(self._masking)
        )
        return phrase


class Matcher:
    """A compiled taxonomy."""

    def __init__(self, rules: Taxonomy) -> None:
        self._vocab = Vocab(lex_attr_getters={NORM: lemma})
        self._elements: dict[Element, int] = {}
        self._capitals = rules.capitals
        filed: dict[int, list[Rule]] = defaultdict(list)
        for number, theme in enumerate(rules.themes):
            for strong, patterns in ((True, theme.strong), (False, theme.weak)):
                for pattern in patterns:
                    rarest, rule = file_rule(number, strong, pattern, self._number(pattern.chains))
                    filed[rarest].append(rule)
        self._masking = Masking(rules, self._numbers)
        self._of_phrase = self._compile(filed)

    def _number(self, chains: Iterable[Chain]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(self._id(element) for element in chain.elements) for chain in chains)

    def _numbers(self, patterns: Iterable[Pattern]) -> frozenset[int]:
        return frozenset(
            self._id(element) for p in patterns for chain in p.chains for element in chain.elements
        )

    def _id(self, element: Element) -> int:
        return self._elements.setdefault(element, len(self._elements))

    def _compile(self, filed: Mapping[int, list[Rule]]) -> _Phrases:
        lemmas: dict[tuple[str, ...], list[int]] = defaultdict(list)
        letters: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for element, number in self._elements.items():
            for phrase in element.phrases:
                (letters if element.exact else lemmas)[phrase].append(number)
        elements: dict[int, tuple[int, ...]] = {}
        self._by_lemma = self._matcher("NORM", lemmas, "n", elements)
        self._by_letter = self._matcher("ORTH", letters, "o", elements)
        unmasked = frozenset(number for element, number in self._elements.items() if element.unmasked)
        return _Phrases(elements, filed, unmasked, self._masking.elements)

    def _matcher(
        self,
        attribute: str,
        phrases: Mapping[tuple[str, ...], list[int]],
        prefix: str,
        elements: dict[int, tuple[int, ...]],
    ) -> Any:
        """Return a matcher of phrases; elements: takes up, for the key of each match, what the phrase belongs to."""
        matcher: Any = PhraseMatcher(self._vocab, attr=attribute)
        together: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
        number = cache(self._vocab.strings.add)
        for phrase, numbers in phrases.items():
            together[tuple(numbers)].append([number(word) for word in phrase])
        for i, (numbers_of_all, sequences) in enumerate(together.items()):
            name = f"{prefix}{i}"
            # numbers of words, as spaCy itself restores a matcher: a Doc for each phrase would double the loading time
            matcher.add(name, sequences)
            elements[self._vocab.strings[name]] = numbers_of_all
        return matcher

    def hits(
        self, text: Text, mask_spans: Mapping[str, Sequence[Span]]
    ) -> tuple[dict[int, list[Hit]], list[Mask]]:
        """Theme number -> the patterns found in a row; and what was masked in it."""
        found = self._find(text)
        masking = [hit for hit in found if hit[2].masking]
        masked = self._masking.masks(text, masking, mask_spans)
        hidden = self._masking.of_themes(masking)
        seen = _uncovered(found, masked) if masked else [(s, e, phrase.elements) for s, e, phrase in found]
        present = _NOTHING.union(*[elements for _, _, elements in seen])
        candidates: list[Rule] = []
        done: set[int] = set()
        for _, _, phrase in found:
            for number, rules in phrase.filed:
                if number not in done:
                    done.add(number)
                    if number in present:
                        for others, rule in rules:
                            if others <= present:
                                candidates.append(rule)
        wanted = _NOTHING.union(*[rule.elements for rule in candidates])
        places: dict[int, list[Span]] = {number: [] for number in wanted}
        for start, end, elements in seen:
            for number in elements & wanted:
                places[number].append((start, end))
        hits: dict[int, list[Hit]] = {}
        for rule in candidates:
            theme = rule.theme
            if rule.plain and theme not in hidden:
                spans: tuple[Span, ...] = (places[rule.chains[0][0]][0],)
            else:
                spans = met(rule, places, text, hidden.get(theme, ()))
            if spans:
                hit = Hit(rule.pattern.source, rule.strong, spans)
                if theme in hits:
                    hits[theme].append(hit)
                else:
                    hits[theme] = [hit]
        return hits, masked

    def _find(self, text: Text) -> list[Found]:
        """Every phrase in the row, by lemma and then by letter, each in the order of the row."""
        doc = Doc(self._vocab, words=text.forms)
        border, of_phrase = text.border, self._of_phrase
        found = [
            (start, end, of_phrase[key])
            for key, start, end in self._by_lemma(doc)
            if not start < border < end
        ]
        exact = [
            (start, end, of_phrase[key])
            for key, start, end in self._by_letter(doc)
            if not start < border < end
        ]
        if exact and _all_capitals(text):
            exact = [hit for hit in exact if text.forms[hit[0]] not in self._capitals]
        return found + exact


def _uncovered(found: Sequence[Found], masked: Sequence[Mask]) -> list[tuple[int, int, frozenset[int]]]:
    """What of each phrase stands outside the masks."""
    masks = covered(masked)
    seen = []
    for start, end, phrase in found:
        elements = phrase.elements
        if start in masks and inside((start, end), masks[start]):
            elements = phrase.unmasked
        if elements:
            seen.append((start, end, elements))
    return seen


def _all_capitals(text: Text) -> bool:
    words = [form for form in text.forms if len(form) > 1]
    return len(words) > 3 and sum(word.isupper() for word in words) > 0.8 * len(words)
