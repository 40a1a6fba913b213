"""Colours that a plan names in words."""

from __future__ import annotations

import re

from normalise.status.rules import StatusRules


def colour_word(cell: str | None) -> str | None:
    """Return the colour that a status cell names ("Amber", "RAG: G"), the worse one where it names two."""
    if not cell or len(cell.split()) > 6:
        return None
    rules = StatusRules.load()
    alone = re.sub(r"(?i)\b(?:b?rag|rating|status)\b|[\s\W_]", "", cell)
    found = [w for w in rules.colours.findall(cell) if len(w) > 1 or len(alone) == 1]
    named = {rules.colour_names[w.lower()] for w in found}
    return next((c for c in ("red", "amber", "green", "blue") if c in named), None)


def opening_colour(cell: str | None) -> str | None:
    """Return the colour that opens a completion cell ("Amber - awaiting ICT change")."""
    match = re.match(r"\W*(?:rag\W+)?(red|amber|green|blue)(?=\W|$)", cell or "", re.IGNORECASE)
    return colour_word(match[1]) if match else None
