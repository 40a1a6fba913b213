"""What the learned part sees of a row: its words, and how the rules fired. Training and run time share these functions.

All arrays are laid out with themes in the order of the taxonomy. Nothing here depends on a theme's id, so that a rule
editor may add, split or rename patterns without training anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalise.themes.matcher import Hit
from normalise.themes.text import Text
from normalise.themes.words import lemmas as lemmas_of

Floats = NDArray[np.float64]
Hits = Mapping[int, Sequence[Hit]]

HIT_FEATURES = 18
ROW_FEATURES = 15
_LITTLE_WORDS = """the a an of to and in for on is be or it that this with by at as was were are has have had will should
must from which who their they there not its s"""
STOP = frozenset(_LITTLE_WORDS.split())


def lemmas(text: Text) -> list[str]:
    """The lemma of every token of a row."""
    return lemmas_of(text.forms)


def telling(words: Sequence[str], known: Mapping[str, int]) -> list[int]:
    """Positions in `known` of the words that stand in a row, each once, in the order of the row."""
    return [known[word] for word in dict.fromkeys(words) if word in known]


def hit_features(
    rows: Sequence[tuple[Hits, Mapping[int, Any], Text]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Rows, themes, and for each HIT_FEATURES numbers on how its rules fired: strength, number, field, position, company.

    rows: hits, the themes that rules alone would give, text. Many rows at once, because arrays of one row are too small
    to be worth their making.
    """
    keys: list[tuple[int, int]] = []
    fired: list[tuple[int, ...]] = []
    for number, (hits, counted, text) in enumerate(rows):
        sentences = text.sentences
        border, length = text.border, len(text.forms)
        here = [_fired(found, theme in counted, sentences) for theme, found in hits.items()]
        strong_themes = sum(one[0] > 0 for one in here)
        keys += [(number, theme) for theme in hits]
        fired += [(*one, border, length, strong_themes) for one in here]
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, HIT_FEATURES))
    row, theme = np.array(keys).T
    (
        count, weak, paired, low, high, first, last, longest, opens, apart, border, length, strong_themes
    ) = np.array(fired).T  # fmt: skip
    strong = count > 0
    others = strong_themes - strong
    features = np.empty((len(keys), HIT_FEATURES))
    for column, value in enumerate(
        (
            strong,
            count >= 2,
            count >= 3,
            np.minimum(count, 5) / 5,
            weak > 0,
            paired,
            np.minimum(weak, 4) / 4,
            strong & (low < border),
            strong & (high >= border),
            (first < border) & (border <= last),
            opens,
            longest >= 2,
            longest >= 4,
            apart,
            strong * np.minimum(others, 6) / 6,
            strong & (others == 0),
            strong * first / np.maximum(length, 1),
            strong * np.minimum(length, 80) / 80,
        )
    ):
        features[:, column] = value
    return row, theme, features


def _fired(found: Sequence[Hit], counted: bool, sentences: Sequence[int]) -> tuple[int, ...]:
    """How a theme's rules fired.

    Number of strong and of weak hits, whether only weak ones earn it; first and last start of a strong hit (-1: none),
    of any hit; most words of a strong hit; whether the first strong hit stands in the first sentence; whether a strong
    one has several spans.
    """
    count = longest = opens = apart = 0
    low = high = -1
    first = last = found[0].spans[0][0]
    for _, strong, spans in found:
        start, end = spans[0]
        if start < first:
            first = start
        elif start > last:
            last = start
        if strong:
            if not count:
                low = high = start
                opens = int(sentences[start] == 0)
            elif start < low:
                low = start
            elif start > high:
                high = start
            count += 1
            if end - start > longest:
                longest = end - start
            if len(spans) > 1:
                apart = 1
    return (
        count, len(found) - count, int(counted and not count), low, high, first, last, longest, opens, apart
    )  # fmt: skip


def row_features(logits: Floats, fired: Floats, hit: Floats, subject: Floats, length: int) -> Floats:
    """(themes, ROW_FEATURES): what the words say of each theme, and of it among the other themes of the row."""
    chances = 1 / (1 + np.exp(-logits))
    rank = (-logits).argsort(kind="stable").argsort(kind="stable")
    features = np.empty((len(logits), ROW_FEATURES))
    features[:, 0] = min(fired.sum(), 8) / 8 - fired / 8
    features[:, 1] = min(length, 80) / 80
    features[:, 2] = subject
    features[:, 3] = subject * fired
    features[:, 4] = logits
    features[:, 5] = logits * fired
    features[:, 6] = logits * (1 - hit)
    for column, place in enumerate((0, 1, 2, 3, 5), start=7):
        features[:, column] = rank <= place
    features[:, 12] = (logits - logits.max()) / 5
    features[:, 13] = min(chances.sum(), 6) / 6
    features[:, 14] = chances
    return features
