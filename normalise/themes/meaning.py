"""Vectors of words, so that words no coded row has still count: data/vectors.tsv, 50 numbers a word, one byte each.

Derived from GloVe 6B (Pennington, Socher and Manning 2014; Public Domain Dedication and Licence), by
`python -m bench.train_themes vectors`.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from normalise.themes.text import Text

SIZE = 50
SCALE = 32.0  # GloVe's numbers lie within four of zero: a byte holds 1/32
_TINY = 1e-9


class Meaning:
    """Word -> vector, weighted by how rare the word is in coded rows."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.int8], rarity: dict[str, float]) -> None:
        """rarity: log of rows per row that has the word, for words in the coded rows; its "" stands for all others."""
        self._index = {word: i for i, word in enumerate(words)}
        weight = np.full(len(words), rarity[""])
        for word, value in rarity.items():
            if word in self._index:
                weight[self._index[word]] = value
        self._vectors = vectors * (weight / SCALE)[:, None]

    def of(self, rows: Sequence[tuple[Sequence[str], Text]]) -> NDArray[np.float64]:
        """(rows, 3 * SIZE): mean direction of the recommendation, of the action and of both, each of length 1 (or 0)."""
        index = self._index
        thirds = np.zeros((len(rows), 3, SIZE))
        for number, (words, text) in enumerate(rows):
            for half, part in enumerate((words[: text.border], words[text.border :])):
                known = [index[word] for word in part if word in index]
                if known:
                    thirds[number, half] = self._vectors.take(known, axis=0).sum(axis=0)
        thirds[:, 2] = thirds[:, 0] + thirds[:, 1]
        lengths = np.sqrt((thirds * thirds).sum(axis=2, keepdims=True)) + _TINY
        return np.asarray((thirds / lengths).reshape(len(rows), 3 * SIZE))


def read_vectors() -> tuple[list[str], NDArray[np.int8]]:
    """Words and (words, SIZE) vectors of the shipped file."""
    lines = files("normalise.themes").joinpath("data/vectors.tsv").read_text(encoding="ascii").split("\n")
    words, codes = zip(*(line.split("\t") for line in lines if line), strict=True)
    return list(words), decode(codes, SIZE)


def decode(codes: Sequence[str], width: int) -> NDArray[np.int8]:
    """(len(codes), width) bytes from base64 texts of that many bytes each, without padding."""
    step = -width % 3
    joined = base64.b64decode("".join(code + "A" * (-len(code) % 4) for code in codes))
    return np.frombuffer(joined, dtype=np.int8).reshape(len(codes), width + step)[:, :width]


def encode(row: NDArray[np.int8]) -> str:
    """One row as decode() reads it."""
    return base64.b64encode(row.tobytes()).decode("ascii").rstrip("=")
