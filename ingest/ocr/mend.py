"""Misreadings that can be put right because something else on the page says what was printed."""

from __future__ import annotations

import re

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# A raised "th" comes out as quotation marks, a degree or a trade mark sign: before a month it can be nothing else,
# and the day's number says which ending it is.
RAISED = re.compile(
    rf"(?<![\d/.])(0?[1-9]|[12]\d|3[01])(?:[\"“”„'’‘°º*®™©]{{1,2}}|TM|\*?t[nh]\"?|[\"']?h)(?=\s+{MONTH}\b)"
)


def mend(text: str) -> str:
    """Put ordinals of dates right ("6\" January" -> "6th January"); everything else stays as it was recognised."""

    def ordinal(match: re.Match[str]) -> str:
        day = int(match[1])
        ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return match[1] + ending

    return RAISED.sub(ordinal, text)
