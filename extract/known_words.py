"""All words of a document, for deciding whether a hyphen at a break belongs to the word; gathered when first asked."""

from __future__ import annotations

import re
from functools import cached_property

from ingest.model import Document

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")


class KnownWords:
    """The case-folded words of a document: `word in KnownWords(document)`."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __contains__(self, word: object) -> bool:
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        texts = [line.text for line in self._document.lines]
        texts += [c.text for t in self._document.tables for row in t.rows for c in row if c.text]
        return frozenset(w.casefold() for text in texts for w in _WORD.findall(text))
