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
from numpy.typing import NDArray

from normalise.themes.features import HIT_FEATURES, Floats, Hits, hit_features, lemmas, telling
from normalise.themes.hints import Found, Hints, hint_features
from normalise.themes.meaning import SIZE, Meaning, decode, read_vectors
from normalise.themes.model import Taxonomy
from normalise.themes.text import Mask, Span, Text

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row and what the rules say of it. counted: the themes that they alone would give. masked: what is hidden."""

    text: Text
    hits: Hits
    counted: Mapping[int, Any]
    masked: Sequence[Mask] = ()


class Learned:
    """Judges the themes of rows, many at once: arrays of one row are too small to be worth their making."""

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
        self._if_fired = own[1] + axis_fired * subject - others / 8
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

    def judge(self, rows: Sequence[Row]) -> list[tuple[list[int], Found]]:
        """For each row its themes in the order of the taxonomy, and the hints in it."""
        words = [lemmas(row.text) for row in rows]
        found = [
            self._hints.find(row.text, those, row.masked) for row, those in zip(rows, words, strict=True)
        ]
        table, hinting, flags = hint_features(
            [(hints, row.text.border) for hints, row in zip(found, rows, strict=True)], self._themes
        )
        logits = self._logits(rows, words, hinting, flags)
        chances = 1 / (1 + np.exp(-logits))
        others, length, _, _, _, if_fired, if_missed, *_, below, total, chance = self._row
        score = self._always + self._per_logit * logits + chance * chances
        every = np.arange(len(rows))
        for rank, themes in enumerate(np.argsort(-logits, axis=1, kind="stable")[:, :6].T):
            score[every, themes] += self._by_rank[rank]
        row, theme, features = hit_features([(row.hits, row.counted, row.text) for row in rows])
        score[row, theme] += features.dot(self._rules) - if_missed * logits[row, theme]
        strong = features[:, 0] > 0
        row, theme = row[strong], theme[strong]
        score[row, theme] += self._if_fired[theme] + if_fired * logits[row, theme]
        without = np.ones(score.shape)
        without[row, theme] = 0.0
        hinted = table.dot(self.weights.hinted)
        score += hinted[:, :, 0] + hinted[:, :, 1] * without + hinted[:, :, 2] * LOGIT_WEIGHT * logits
        fired = np.bincount(row, minlength=len(rows))
        lengths = np.array([len(row.text.forms) for row in rows])
        score += (
            others * np.minimum(fired, 8) / 8
            + length * np.minimum(lengths, 80) / 80
            - below / 5 * logits.max(axis=1)
            + total * np.minimum(chances.sum(axis=1), 6) / 6
        )[:, None]
        chosen: list[list[int]] = [[] for _ in rows]
        above = score > self.weights.threshold
        for number, theme_number in zip(*(axis.tolist() for axis in np.nonzero(above)), strict=True):
            if score[number, theme_number] > EVEN_ODDS or theme_number in rows[number].hits:
                chosen[number].append(theme_number)
        return list(zip(chosen, found, strict=True))

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
        self,
        rows: Sequence[Row],
        words: Sequence[Sequence[str]],
        hinting: NDArray[np.intp],
        flags: NDArray[np.intp],
    ) -> Floats:
        weights = self.weights
        meaning = self._meaning.of([(those, row.text) for those, row in zip(words, rows, strict=True)])
        logits = weights.bias + meaning @ weights.meaning
        known = [telling(those, weights.known) for those in words]
        scale = np.array([WORDS_NORM / math.sqrt(len(those) or 1) for those in known])
        logits += _sums(weights.words, known) * scale[:, None]
        fired = [
            [flag(theme, found, row.counted, self._themes) for theme, found in row.hits.items()]
            for row in rows
        ]
        logits += _sums(weights.flags, fired)
        hinted = np.split(flags, np.searchsorted(hinting, np.arange(1, len(rows))))
        logits += _sums(weights.hints, [those.tolist() for those in hinted])
        return np.asarray(logits)


def _sums(table: Floats, lists: Sequence[Sequence[int]]) -> Floats:
    """(len(lists), T): the sum of the lines of a table that each list names."""
    sums = np.zeros((len(lists), table.shape[1]))
    places = [place for place, those in enumerate(lists) if those]
    if places:
        lines = [line for those in lists for line in those]
        starts = np.cumsum([0, *(len(lists[place]) for place in places[:-1])])
        sums[places] = np.add.reduceat(table.take(lines, axis=0), starts, axis=0)
    return sums


def flag(theme: int, found: Sequence[Any], counted: Mapping[int, Any], themes: int) -> int:
    """Row of Weights.flags: strong rules of all themes, then pairs of weak ones, then weak ones alone."""
    kind = 0 if any(hit.strong for hit in found) else 1 if theme in counted else 2
    return kind * themes + theme


def read_head() -> dict[str, Any]:
    """data/learned.toml: themes, small tables, the hash of the coded rows and how well the model did on unseen plans."""
    return tomllib.loads(files("normalise.themes").joinpath("data/learned.toml").read_text(encoding="utf-8"))
