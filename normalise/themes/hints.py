"""Hints: words that often go with a theme and seldom prove it, read by the learned part only.

A rule says what a theme is called; most rows speak around it ("who holds the passport", "waits outside every lesson").
Words for that are too common to count alone, so no hint ever earns a tag: the learned part weighs how many of them stand
in a row, where, and how they compare with those of the other themes. data/hints.toml, two lists a theme: likely, faint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalise.themes.features import Floats
from normalise.themes.load import read
from normalise.themes.model import Taxonomy
from normalise.themes.patterns import Concepts, Element, PatternError, parse
from normalise.themes.text import Mask, Span, Text, covered, inside
from normalise.themes.words import lemma

HINT_FEATURES = 16
Found = set[
    tuple[int, int, int]
]  # code, start, end; code = 2 * theme for likely hints, one more for faint ones
_Phrase = tuple[
    tuple[int, ...], frozenset[int]
]  # codes of hints that it is, elements of chains that it is part of
_Codes = tuple[
    dict[tuple[str, ...], list[int]], dict[tuple[str, ...], list[int]]
]  # by lemma, by exact letters


_Begun = tuple[
    _Phrase | None, dict[str, list[tuple[int, tuple[str, ...], _Phrase]]]
]  # the phrase that a word is, and by their second word the longer ones that it begins


@dataclass(frozen=True, slots=True)
class _Chain:
    code: int
    elements: tuple[int, ...]
    others: frozenset[int]
    gaps: tuple[int, ...]


class _Index:
    """Phrases by their first word, longer ones by their second: one look-up tells that a word begins none."""

    def __init__(self, phrases: Mapping[tuple[str, ...], _Phrase]) -> None:
        self._first: dict[str, _Begun] = {}
        for words, phrase in phrases.items():
            alone, longer = self._first.get(words[0], (None, {}))
            if len(words) == 1:
                alone = phrase
            else:
                longer.setdefault(words[1], []).append((len(words), words[2:], phrase))
            self._first[words[0]] = alone, longer

    def scan(self, words: Sequence[str]) -> list[tuple[int, int, _Phrase]]:
        """Start, end and phrase of every phrase in a row, single words first."""
        first = self._first
        single, several = [], []
        last = len(words) - 1
        for i, word in enumerate(words):
            begun = first.get(word)
            if begun is not None:
                alone, longer = begun
                if alone is not None:
                    single.append((i, i + 1, alone))
                if longer and i < last:
                    for length, rest, phrase in longer.get(words[i + 1], ()):
                        if length == 2 or tuple(words[i + 2 : i + length]) == rest:
                            several.append((i, i + length, phrase))
        return single + several


class Hints:
    """All hints, compiled."""

    def __init__(self, themes: Sequence[Mapping[str, str]], concepts: Concepts) -> None:
        """themes: for each theme "likely" and "faint", one pattern a line. Raises PatternError."""
        self._chains: dict[int, list[_Chain]] = defaultdict(list)
        codes: _Codes = ({}, {})
        numbers: dict[Element, int] = {}
        for theme, lists in enumerate(themes):
            for kind, name in enumerate(("likely", "faint")):
                for line in lists.get(name, "").splitlines():
                    self._add(2 * theme + kind, line, concepts, codes, numbers)
        parts: tuple[dict[tuple[str, ...], set[int]], ...] = (defaultdict(set), defaultdict(set))
        for element, number in numbers.items():
            for phrase in element.phrases:
                parts[element.exact][phrase].add(number)
        self._firsts = frozenset(self._chains)
        self._by_lemma, self._by_form = (
            _Index({p: (tuple(own.get(p, ())), frozenset(part.get(p, ()))) for p in {**own, **part}})
            for own, part in zip(codes, parts, strict=True)
        )

    def _add(
        self, code: int, line: str, concepts: Concepts, codes: _Codes, numbers: dict[Element, int]
    ) -> None:
        words = line.split()
        if "".join(words).isalpha():  # most are plain words: a short cut, for the start-up time
            codes[0].setdefault(tuple(map(lemma, words)), []).append(code)
            return
        pattern = parse(line, concepts)
        if len(pattern.chains) > 1 or pattern.field:
            raise PatternError(f"{line!r}: a hint is one phrase or one chain")
        elements, gaps = pattern.chains[0].elements, pattern.chains[0].gaps
        if len(elements) == 1:
            for phrase in elements[0].phrases:
                codes[elements[0].exact].setdefault(phrase, []).append(code)
        else:
            ids = tuple(numbers.setdefault(element, len(numbers)) for element in elements)
            self._chains[ids[0]].append(_Chain(code, ids, frozenset(ids), gaps))

    @classmethod
    def load(cls, taxonomy: Taxonomy) -> Hints:
        """The shipped hints in the order of the taxonomy."""
        lists = read("hints.toml")
        return cls([lists.get(theme.theme_id, {}) for theme in taxonomy.themes], read("concepts.toml"))

    def find(self, text: Text, words: Sequence[str], masked: Sequence[Mask]) -> Found:
        """Every place of every hint, as (2 * theme + kind, start, end). words: the lemmas of the row."""
        found: Found = set()
        parts: list[tuple[Span, frozenset[int]]] = []
        border, masks = text.border, covered(masked)
        for index, sequence in ((self._by_lemma, words), (self._by_form, text.forms)):
            for start, end, (codes, elements) in index.scan(sequence):
                if start < border < end or (start in masks and inside((start, end), masks[start])):
                    continue
                for code in codes:
                    found.add((code, start, end))
                if elements:
                    parts.append(((start, end), elements))
        present: frozenset[int] = frozenset().union(*[elements for _, elements in parts])
        complete = [
            chain
            for first in present & self._firsts
            for chain in self._chains[first]
            if chain.others <= present
        ]
        wanted: frozenset[int] = frozenset().union(*[chain.others for chain in complete])
        places: dict[int, list[Span]] = {number: [] for number in wanted}
        for span, elements in parts:
            for number in elements & wanted:
                places[number].append(span)
        for chain in complete:
            whole = _follow(chain, places, text.sentences)
            if whole:
                found.add((chain.code, *whole))
        return found


def _follow(chain: _Chain, places: Mapping[int, Sequence[Span]], sentences: Sequence[int]) -> Span | None:
    """The first place where the elements follow each other within the gaps and one sentence."""
    for start, end in places[chain.elements[0]]:
        sentence = sentences[start]
        for number, gap in zip(chain.elements[1:], chain.gaps, strict=True):
            for a, b in places[number]:
                if end <= a <= end + gap and sentences[a] == sentence:
                    end = b
                    break
            else:
                break
        else:
            return start, end
    return None


def hint_features(
    rows: Sequence[tuple[Found, int]], themes: int
) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """(rows, themes, HINT_FEATURES): number of hints, words in them, field, place among the themes; 0 without hints.

    rows: the hints found and the border between the fields. Second and third: the rows of `rows` and of Weights.hints
    (2 * theme + kind) that count together.
    """
    size = 2 * themes
    found = [
        (number * size + code, end - start, start < border)
        for number, (hints, border) in enumerate(rows)
        for code, start, end in hints
    ]
    table = np.zeros((len(rows), themes, HINT_FEATURES))
    if not found:
        return table, np.zeros(0, np.intp), np.zeros(0, np.intp)
    codes, lengths, early = np.array(found).T
    shape, total = (len(rows), themes, 2), len(rows) * size
    number = np.bincount(codes, minlength=total).reshape(shape)
    words = np.bincount(codes, weights=lengths, minlength=total).reshape(shape)
    before = np.bincount(codes[early > 0], minlength=total).reshape(shape)
    table[:, :, 0:2] = number > 0
    table[:, :, 2:4] = number > 1
    table[:, :, 4:6] = number > 2
    table[:, :, 6:8] = np.minimum(words, 12) / 12
    table[:, :, 8:10] = before > 0
    table[:, :, 10:12] = number > before
    cover = table[:, :, 6] + 0.5 * table[:, :, 7]
    whole = cover.sum(axis=1, keepdims=True)
    table[:, :, 12] = cover / np.where(whole > 0, whole, 1)
    order = (-cover).argsort(axis=1, kind="stable")
    every = np.arange(len(rows))[:, None]
    for column, place in enumerate((1, 2, 4), start=13):
        best = order[:, :place]
        table[every, best, column] = cover[every, best] > 0
    counting, flags = np.nonzero(number.reshape(len(rows), size))
    return table, counting, flags
