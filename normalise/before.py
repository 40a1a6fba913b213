"""What stands right before a place of a text, looked for near it: a long cell must not be searched whole for each date."""

from __future__ import annotations

import re

_REACH = 300
"""Characters: five times the longest words that any rule wants before a date or a status."""
_SENTENCE = 1000
"""Characters in which the sentence around a place is looked for; a list without a full stop has no end."""


def before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return the match of a pattern that ends in `$` and holds at `end`; white space and all, it is no longer than 300."""
    return pattern.search(text, max(0, end - _REACH), end)


def around(position: int) -> int:
    """Return from where on the sentence of a position is looked for."""
    return max(0, position - _SENTENCE)
