"""The learned part: which of the rules' findings to keep, and which themes the rules missed.

Rules match words; whether a row is about a theme or merely mentions it is a matter of everything else in the row. Two
linear models judge that, trained on rows coded by hand (bench/themes, `python -m bench.train_themes`): the first reads
the row's words and gives each theme a logit; the second weighs it with how the rules fired. Sums and one threshold:
no library, no chance, the same answer on every machine.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from normalise.themes.features import HIT_FEATURES, Floats, Hits, hit_features, lemmas, telling
from normalise.themes.hints import Found, Hints, hint_features
from normalise.themes.matcher import Mask, Span, Text
from normalise.themes.meaning import SIZE, Meaning, decode, read_vectors
from normalise.themes.model import Taxonomy

WORDS_NORM, FLAG_WEIGHT, HINT_WEIGHT, MEANING_WEIGHT, LOGIT_WEIGHT = 3.0, 0.5, 0.5, 2.0, 0.3
_FLAGS = ("strong", "pair", "weak")
_MOST_CUES = 2
EVEN_ODDS = 0.0  # what a theme needs that no rule speaks for: to be more likely right than wrong


@dataclass(frozen=True, slots=True)
class Weights:
    """Trained numbers, T themes. First model: words (V, T), flags (3T, T), hints (2T, T), meaning (3 * SIZE, T), bias
    (T,). Second: shared (HIT_FEATURES + ROW_FEATURES,), hinted (HINT_FEATURES, 3: always, when no strong rule fired,
    times the logit), own (3, T: always, when a strong rule fired, times the logit).
    """

    known: Mapping[str, int]
    words: Floats
    flags: Floats
    hints: Floats
    meaning: Floats
    bias: Floats
    shared: Floats
    hinted: Floats
    own: Floats
    threshold: float


class Learned:
    """Judges the themes of a row."""

    def __init__(self, weights: Weights, hints: Hints, meaning: Meaning, subject: Floats) -> None:
        """subject: (T,), 1 for themes of the axis "subject"."""
        self.weights = weights
        self._hints = hints
        self._meaning = meaning
        self._themes = len(subject)
        shared, own = weights.shared, weights.own
        self._rules, self._row = shared[:HIT_FEATURES], shared[HIT_FEATURES:].tolist()
        others, _, axis, axis_fired, logit, _, logit_missed, *places, below, _, _ = self._row
        # what does not depend on the row, so that a row costs few operations: see features.row_features
        self._always = own[0] + axis * subject
        self._if_fired = (own[1] + axis_fired * subject - others / 8).tolist()
        self._per_logit = logit + logit_missed + below / 5 + LOGIT_WEIGHT * own[2]
        self._by_rank = [sum(places[i:]) for i in range(4)] + [places[4]] * 2

    @classmethod
    def load(cls, taxonomy: Taxonomy) -> Learned:
        """The shipped weights; KeyError when they know nothing of one of the themes (then train anew)."""
        head = read_head()
        order = {theme: i for i, theme in enumerate(head["themes"])}
        pick = [order[theme.theme_id] for theme in taxonomy.themes]
        text = files("normalise.themes").joinpath("data/learned.tsv").read_text(encoding="utf-8")
        names, codes = zip(*(line.split("\t") for line in text.split("\n") if line), strict=True)
        table = np.ascontiguousarray(decode(codes, len(order))[:, pick])
        flagged = len(_FLAGS) * len(order)
        hinted = 2 * len(order)
        words = len(names) - flagged - hinted - 3 * SIZE
        scale = np.array(head["scale"])[:, pick]
        flags = (table[words : words + flagged] * scale[1]).reshape(len(_FLAGS), len(order), -1)[:, pick]
        start = words + flagged
        hints = (table[start : start + hinted] * scale[2]).reshape(len(order), 2, -1)[pick]
        weights = Weights(
            known={name: i for i, name in enumerate(names[:words])},
            words=np.ascontiguousarray(table[:words] * scale[0]),
            flags=FLAG_WEIGHT * flags.reshape(len(_FLAGS) * len(pick), -1),
            hints=HINT_WEIGHT * hints.reshape(2 * len(pick), -1),
            meaning=MEANING_WEIGHT * table[start + hinted :] * scale[3],
            bias=np.array(head["bias"])[pick],
            shared=np.array(head["shared"]),
            hinted=np.array(head["hinted"]).T,
            own=np.array(head["own"])[:, pick],
            threshold=float(head["threshold"]),
        )
        subject = np.array([float(theme.axis == "subject") for theme in taxonomy.themes])
        return cls(weights, Hints.load(taxonomy), Meaning(*read_vectors(), head["rarity"]), subject)

    def judge(
        self, text: Text, hits: Hits, counted: Mapping[int, Any], masked: Sequence[Mask] = ()
    ) -> tuple[list[int], Found]:
        """Themes of the row in the order of the taxonomy, and the hints in it.

        counted: the themes that the rules alone would give.
        """
        words = lemmas(text)
        found = self._hints.find(text, words, masked)
        table, flags = hint_features(found, text.border, self._themes) if found else (None, [])
        logits = self._logits(words, text, hits, counted, flags)
        chances = 1 / (1 + np.exp(-logits))
        others, length, _, _, _, if_fired, if_missed, *_, below, total, chance = self._row
        score = self._always + self._per_logit * logits + chance * chances
        for rank, theme in enumerate(np.argsort(-logits, kind="stable")[:6].tolist()):
            score[theme] += self._by_rank[rank]
        fired = 0
        without = np.ones(self._themes)
        if hits:
            themes, features = hit_features(hits, counted, text)
            for theme, value, first in zip(
                themes, np.dot(features, self._rules).tolist(), features, strict=True
            ):
                score[theme] += value - if_missed * logits[theme]
                if first[0]:
                    fired += 1
                    without[theme] = 0.0
                    score[theme] += self._if_fired[theme] + if_fired * logits[theme]
        if table is not None:
            always, if_none, per_logit = table.dot(self.weights.hinted).T
            score += always + if_none * without + per_logit * LOGIT_WEIGHT * logits
        score += (
            others * min(fired, 8) / 8
            + length * min(len(text.forms), 80) / 80
            - below / 5 * logits.max()
            + total * min(chances.sum(), 6) / 6
        )
        lowest = self.weights.threshold
        chosen = [
            theme
            for theme in np.flatnonzero(score > lowest).tolist()
            if score[theme] > EVEN_ODDS or theme in hits
        ]
        return chosen, found

    def cues(self, text: Text, theme: int) -> list[tuple[str, Span]]:
        """The words of the row that speak loudest for a theme no rule found, with their places; [] if none does."""
        known, table = self.weights.known, self.weights.words
        worth = {
            word: (-float(table[known[word], theme]), i)
            for i, word in reversed(list(enumerate(lemmas(text))))
            if word in known
        }
        loudest = sorted((value, i, word) for word, (value, i) in worth.items() if value < 0)[:_MOST_CUES]
        return [(word, (i, i + 1)) for _, i, word in loudest]

    def _logits(
        self, words: Sequence[str], text: Text, hits: Hits, counted: Mapping[int, Any], hinted: Sequence[int]
    ) -> Floats:
        weights = self.weights
        logits = weights.bias + self._meaning.of(words, text) @ weights.meaning
        rows = telling(words, weights.known)
        if rows:
            logits += weights.words.take(rows, axis=0).sum(axis=0) * (WORDS_NORM / math.sqrt(len(rows)))
        if hits:
            flags = [flag(theme, found, counted, self._themes) for theme, found in hits.items()]
            logits += weights.flags.take(flags, axis=0).sum(axis=0)
        if hinted:
            logits += weights.hints.take(hinted, axis=0).sum(axis=0)
        return np.asarray(logits)


def flag(theme: int, found: Sequence[Any], counted: Mapping[int, Any], themes: int) -> int:
    """Row of Weights.flags: strong rules of all themes, then pairs of weak ones, then weak ones alone."""
    kind = 0 if any(hit.strong for hit in found) else 1 if theme in counted else 2
    return kind * themes + theme


def read_head() -> dict[str, Any]:
    """data/learned.toml: themes, small tables, the hash of the coded rows and how well the model did on unseen plans."""
    return tomllib.loads(files("normalise.themes").joinpath("data/learned.toml").read_text(encoding="utf-8"))
