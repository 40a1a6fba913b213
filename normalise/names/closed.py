"""Stretches of a text that are no people though they hold names: organisations, laws, schemes."""

from __future__ import annotations

from functools import lru_cache

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import split
from normalise.names.lists import Lists


class Closed:
    """Stretches that belong to organisations, laws and schemes; worked out only when first asked for."""

    def __init__(self, text: str, words: Lists) -> None:
        self._text = text
        self._words = words
        self._spans: list[tuple[int, int]] | None = None

    def __call__(self, start: int, end: int) -> bool:
        """Return True when characters start to end touch such a stretch."""
        if self._spans is None:
            self._spans = protected(self._text) + _eponyms(self._text, self._words)
        return any(a < end and start < b for a, b in self._spans)


@lru_cache(maxsize=8192)
def protected(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that the gazetteer knows as organisations."""
    parts = split(text)
    spans: list[tuple[int, int]] = []
    for match in Gazetteer.load().trie.scan(parts):
        named = match.end - match.start > 1 or any(f.exact for f in match.forms)
        if named and not any(f.ordinary for f in match.forms):
            spans.append((parts.starts[match.start], parts.ends[match.end - 1]))
    return spans


def _eponyms(text: str, words: Lists) -> list[tuple[int, int]]:
    plain = text.replace("’", "'").casefold()
    spans: list[tuple[int, int]] = []
    for phrase in words.kept:
        at = plain.find(phrase.casefold())
        while at >= 0:
            spans.append((at, at + len(phrase)))
            at = plain.find(phrase.casefold(), at + 1)
    return spans
