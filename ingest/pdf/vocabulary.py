"""The words of a document: the evidence by which broken words are mended."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final

_PUNCTUATION: Final = ".,;:!?()[]{}\"'“”‘’…–—-/•*"
_SHORT: Final = 4
_COMMON: Final = 20_000
"""Count in the general list (film subtitles) from which two or three letters are a word: the, our, may; not er, ing."""
_ORDINARY: Final = 5_000
_BRITISH: Final = (
    ("is", "iz"),
    ("ys", "yz"),
    ("our", "or"),
    ("ll", "l"),
    ("re", "er"),
    ("nce", "nse"),
    ("amme", "am"),
)
"""The general list is American; a word counts as known when one of these spellings of it is."""


@cache
def general_words() -> Mapping[str, int]:
    """Return the general English word list with counts (pyspellchecker's, MIT), empty when it is not installed.

    Its data file is read directly: building a SpellChecker for it takes three times as long.
    """
    try:
        packed = resources.files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return {}
    words: dict[str, int] = json.loads(gzip.decompress(packed))
    return words


def is_common(word: str) -> bool:
    """Tell whether a word is so common that its halves at a line end are no compound: "re-ports", not "re-designed"."""
    return general_words().get(word.lower(), 0) >= _ORDINARY


def _spellings(word: str) -> Iterator[str]:
    yield word
    for british, american in _BRITISH:
        if british in word:
            yield word.replace(british, american)


class Vocabulary:
    """Counts of the words that stand whole within a printed line, and of hyphenated forms."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()

    def learn(self, text: str) -> None:
        """Take in the text of a page. The first and last token of a line may be a fragment: not counted."""
        found: list[str] = []
        for line in text.lower().split("\n"):
            tokens = line.split()
            found += tokens[1:-1]
        self._words.update([token.strip(_PUNCTUATION) for token in found])

    def count(self, word: str) -> int:
        """Return how often a word (any case) stands whole in the document."""
        return self._words[word.lower()]

    def __contains__(self, word: str) -> bool:
        return self._words[word.lower()] > 0

    def knows(self, word: str) -> bool:
        """Tell whether a word is a word: it stands in the document, or in the general word list."""
        small = word.lower()
        if self._words[small]:
            return True
        words = general_words()
        if len(small) < _SHORT:
            return words.get(small, 0) >= _COMMON
        return any(spelling in words for spelling in _spellings(small))
