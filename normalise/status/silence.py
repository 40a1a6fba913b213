"""Cells that are not empty and say nothing."""

from __future__ import annotations

import re

from normalise.status.rules import StatusRules


def says_nothing(cell: str) -> bool:
    """Say whether a cell is bare of any statement: dashes, "N/A", "see above"."""
    rules = StatusRules.load()
    hits = rules.words.find(cell)
    return not re.search(r"[^\W_]", cell) or any(not rules.said(h.rule).status for h in hits)
