"""Colours that a plan names in words."""

from __future__ import annotations

import re

from normalise.status.rules import StatusRules

_PAIR = re.compile(r"\W*([ragb])\s*[/-]\s*([ragb])\W*", re.IGNORECASE)
_NAMES = r"(?:red|amber|yellow|orange|green|blue|coch|ambr|gwyrdd|glas|r|a|g|b)"
_GIVEN_UP = re.compile(
    rf"\(?\b(?:was|were|previously|formerly|(?:changed|moved|up|down|gone)\s+from|from)\s+{_NAMES}\b\)?|\b{_NAMES}\s*(?:to|→|->|>)\s*(?={_NAMES}\b)",
    re.IGNORECASE,
)
"""A colour that no longer holds: "Green (was amber)", "Amber to Green"."""


def colour_word(cell: str | None) -> str | None:
    """Return the colour that a status cell names ("Amber", "RAG: G"), the worse one where it names two."""
    if not cell or len(cell.split()) > 6:
        return None
    rules = StatusRules.load()
    cell = _GIVEN_UP.sub(" ", cell)
    if pair := _PAIR.fullmatch(cell):
        named = {rules.colour_names[w.lower()] for w in pair.groups()}
    else:
        alone = re.sub(r"(?i)\b(?:b?rag|rating|status)\b|[\s\W_]", "", cell)
        found = [w for w in rules.colours.findall(cell) if len(w) > 1 or not w.isalpha() or len(alone) == 1]
        named = {rules.colour_names[w.lower()] for w in found}
    return next((c for c in ("red", "amber", "green", "blue") if c in named), None)


def opening_colour(cell: str | None) -> str | None:
    """Return the colour that opens a completion cell ("Amber - awaiting ICT change")."""
    match = re.match(r"\W*(?:rag\W+)?(red|amber|green|blue)(?=\W|$)", cell or "", re.IGNORECASE)
    return colour_word(match[1]) if match else None
