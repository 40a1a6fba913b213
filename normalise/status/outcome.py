"""Results: what a completion cell prints as what came of a thing, with no word that it is done.

"45% reduction in repeat calls", "250 copies", "Repeat calls fell by half", "All wards use the form". A text that shows
nothing of the kind ("Covid", "See comments", "Officer retired") says nothing of how far the row has got, however long it
has stood in that column: rules/evidence.toml (outcome).
"""

from __future__ import annotations

import re

from normalise.phrases import NUMBER_WORDS
from normalise.status.rules import StatusRules

_NUMBER = rf"(?:\d[\d,]*|{'|'.join(w for w in NUMBER_WORDS if len(w) > 2 and ' ' not in w)})"
_COUNTED = re.compile(
    rf"(?<![\w./£-])(?:(?P<word>[^\W\d_]+)\.?\s+)?{_NUMBER}\s+(?!(?:working\s+|calendar\s+)?(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?|hrs|mins|yrs)(?![^\W_]))(?:[^\W\d_][\w-]*\s+){{0,2}}?(?:[^\W\d_][\w-]*[^s\W]s|people|staff|women|men|children)(?![^\W_])",
    re.IGNORECASE,
)
"""So many of a thing ("250 copies"); the word before it may make the number a name ("change request 12 officers")."""
_SHARE = re.compile(
    rf"\d\s?(?:%|per\s?cent)|\bfrom\s+{_NUMBER}\s?%?\s+to\s+{_NUMBER}(?![\w/])", re.IGNORECASE
)


def shows_a_result(sentence: str) -> bool:
    """Say whether a sentence of a completion cell shows that something came of the row.

    Nothing that is denied, hoped for or left open does: "No complaints heard", "Victims will be safer".
    """
    rules = StatusRules.load()
    if rules.outcome_not.search(sentence):
        return False
    for counted in _COUNTED.finditer(sentence):
        if not counted["word"] or counted["word"].lower() not in rules.outcome_names:
            return True
    return bool(
        rules.outcome_now.search(sentence)
        or rules.outcome_change.search(sentence, 1)
        or (_SHARE.search(sentence) and re.search(r"[^\W\d_]{4}", sentence))
    )
