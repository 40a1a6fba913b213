"""Misreadings that can be put right because something else on the page says what was printed."""

from __future__ import annotations

import re

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# A raised "th" comes out as quotation marks, a degree or a trade mark sign: before a month it can be nothing else,
# and the day's number says which ending it is.
RAISED = re.compile(
    rf"(?<![\d/.])(0?[1-9]|[12]\d|3[01])(?:[\"“”„'’‘°º*®™©!]{{1,2}}|TM|\*?t[nh]\"?|[\"']?h)(?=\s+{MONTH}\b)"
)
# A bullet comes out as a sign that begins no British sentence. Where one was met, a lone letter or star that begins
# another line of the same text is one too.
BULLET = re.compile(r"(?:^|\s+)[¢«»]\s+(?=[A-Z0-9‘'\"(])")
LOOKALIKE = re.compile(r"^[eo*+°©®]\s+(?=[A-Z0-9‘'\"(])", re.MULTILINE)


def mend(text: str) -> str:
    """Put ordinals of dates right ("6\" January" -> "6th January") and part list items; else as it was recognised."""

    def ordinal(match: re.Match[str]) -> str:
        day = int(match[1])
        ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return match[1] + ending

    return _items(RAISED.sub(ordinal, text))


def _items(text: str) -> str:
    """Put each list item on a line of its own and drop its bullet, as where the text needs no recognition."""
    parted = BULLET.sub("\n", text).removeprefix("\n")
    stars = len(LOOKALIKE.findall(parted))
    return LOOKALIKE.sub("", parted) if parted != text or stars > 1 else parted
