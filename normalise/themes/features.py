"""What the learned part sees of a row: its words, and how the rules fired. Training and run time share these functions.

All arrays are laid out with themes in the order of the taxonomy. Nothing here depends on a theme's id, so that a rule
editor may add, split or rename patterns without training anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalise.themes.matcher import Hit, Text
from normalise.themes.words import lemma

Floats = NDArray[np.float64]
Hits = Mapping[int, Sequence[Hit]]

HIT_FEATURES = 18
ROW_FEATURES = 15
_LITTLE_WORDS = """the a an of to and in for on is be or it that this with by at as was were are has have had will should
must from which who their they there not its s"""
STOP = frozenset(_LITTLE_WORDS.split())


def lemmas(text: Text) -> list[str]:
    """The lemma of every token of a row."""
    return [lemma(form) for form in text.forms]


def telling(words: Sequence[str], known: Mapping[str, int]) -> list[int]:
    """Positions in `known` of the words that stand in a row, each once, in the order of the row."""
    return list(dict.fromkeys(known[word] for word in words if word in known))


def hit_features(hits: Hits, counted: Mapping[int, Any], text: Text) -> tuple[list[int], list[list[float]]]:
    """Themes, and for each HIT_FEATURES numbers on how its rules fired: strength, number, field, position, company."""
    border, sentences, length = text.border, text.sentences, len(text.forms)
    strong_themes = [theme for theme, found in hits.items() if any(hit.strong for hit in found)]
    features: list[list[float]] = []
    for theme, found in hits.items():
        strong = [hit for hit in found if hit.strong]
        count, weak = len(strong), len(found) - len(strong)
        starts = [hit.spans[0][0] for hit in strong]
        every = [hit.spans[0][0] for hit in found]
        first, end = min(every), max(every)
        longest = max((hit.spans[0][1] - hit.spans[0][0] for hit in strong), default=0)
        fired = 1.0 if strong else 0.0
        others = len(strong_themes) - int(fired)
        features.append(
            [
                fired,
                1.0 if count >= 2 else 0.0,
                1.0 if count >= 3 else 0.0,
                min(count, 5) / 5,
                1.0 if weak else 0.0,
                1.0 if theme in counted and not strong else 0.0,
                min(weak, 4) / 4,
                1.0 if strong and min(starts) < border else 0.0,
                1.0 if strong and max(starts) >= border else 0.0,
                1.0 if first < border <= end else 0.0,
                1.0 if strong and sentences[starts[0]] == 0 else 0.0,
                1.0 if longest >= 2 else 0.0,
                1.0 if longest >= 4 else 0.0,
                1.0 if any(len(hit.spans) > 1 for hit in strong) else 0.0,
                fired * min(others, 6) / 6,
                0.0 if others else fired,
                fired * first / max(length, 1),
                fired * min(length, 80) / 80,
            ]
        )
    return list(hits), features


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
