"""What is worked out of a word, kept: every word of every text is looked up."""

from __future__ import annotations

import sys
from collections.abc import Callable

_MOST_WORDS = 100_000


class Memo(dict[str, str]):
    """Word -> what a function makes of it, worked out when first met. A plain look-up costs less than any cache."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[word] = sys.intern(self._make(word))
        return found
