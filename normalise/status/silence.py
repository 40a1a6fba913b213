"""Cells that are not empty and say nothing."""

from __future__ import annotations

import re
import unicodedata

from normalise.status.rules import StatusRules

_SIGNS = frozenset({"So", "Sm"})
"""Unicode categories of pictures."""


def says_nothing(cell: str) -> bool:
    """Say whether a cell is bare of any statement: dashes, "N/A", "see above"."""
    rules = StatusRules.load()
    hits = rules.words.find(cell)
    return not re.search(r"[^\W_]", cell) or any(
        h.rule != "word.waits" and not rules.said(h.rule).status for h in hits
    )


def is_a_sign(cell: str) -> bool:
    """Say whether a cell is a picture and no words: a cross, a box, a disc, a face. What it means is not printed."""
    if re.search(r"[^\W_]", cell):
        return False
    return not _SIGNS.isdisjoint(unicodedata.category(character) for character in cell)
