"""Counts that tell how much of a thing is done: "7 of 9 agencies", "61/74 staff", "82%"."""

from __future__ import annotations

import re

_OF = re.compile(r"(?<![\d/.])(\d{1,5})\s?(?:out of|of(?: the)?|/)\s?(\d{1,5})(?![\d/.])", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,2})(?:\.\d+)?\s?(?:%|per\s?cent)")


def share_short(text: str, *, percent: bool = True, from_share: float = 0.0) -> bool:
    """Say whether the text counts less than all of something.

    percent: "82%" counts too. from_share: a count of less than this share is a finding ("7 of 120 re-opened") and not
    a progress.
    """
    if any(from_share * int(whole) <= int(part) < int(whole) for part, whole in _OF.findall(text)):
        return True
    return percent and _PERCENT.search(text) is not None
