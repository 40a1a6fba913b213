"""Counts that tell how much of a thing is done: "7 of 9 agencies", "61/74 staff", "82%"."""

from __future__ import annotations

import re

from normalise.phrases import NUMBER_WORDS

_NUMBER = r"\d{1,5}|" + "|".join(w for w in NUMBER_WORDS if len(w) > 2 and " " not in w)
_OF = re.compile(rf"(?<![\w/.])({_NUMBER})\s?(?:out of|of(?: the)?|/)\s?({_NUMBER})(?![\w/.])", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,2})(?:\.\d+)?\s?(?:%|per\s?cent)")


def _number(printed: str) -> int:
    return int(printed) if printed.isdecimal() else NUMBER_WORDS[printed.lower()]


def share_short(text: str, *, percent: bool = True, from_share: float = 0.0) -> bool:
    """Say whether the text counts less than all of something.

    percent: "82%" counts too. from_share: a count of less than this share is a finding ("7 of 120 re-opened") and not
    a progress.
    """
    for part, whole in _OF.findall(text):
        done, of = _number(part), _number(whole)
        if from_share * of <= done < of:
            return True
    return percent and _PERCENT.search(text) is not None
