"""The words of a document: the evidence by which broken words are mended."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*")


@cache
def general_words() -> frozenset[str]:
    """Return the general English word list, empty when it is not installed."""
    return frozenset()


class Vocabulary:
    """Counts of the words that stand whole within a printed line, and of hyphenated forms."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()

    def learn(self, text: str) -> None:
        """Take in the text of a page. The first and last token of a line may be a fragment: not counted."""
        for line in text.split("\n"):
            tokens = _TOKEN.findall(line)
            if len(tokens) > 2:
                self._words.update(t.lower() for t in tokens[1:-1])

    def count(self, word: str) -> int:
        """Return how often a word (any case) stands whole in the document."""
        return self._words[word.lower()]

    def __contains__(self, word: str) -> bool:
        return self._words[word.lower()] > 0

    def knows(self, word: str) -> bool:
        """Tell whether a word is a word: it stands in the document, or in the general word list."""
        return self._words[word.lower()] > 0 or (len(word) > 1 and word.lower() in general_words())
