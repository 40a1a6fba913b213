"""Completions that a cell takes back: "Complete Jan 24 but reopened Mar 24" (rules/evidence.toml: undone)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?|/)\d\d(?:\d\d)?"


@cache
def _pattern() -> re.Pattern[str]:
    text = resources.files("normalise").joinpath("rules/evidence.toml").read_text(encoding="utf-8")
    words = sorted(tomllib.loads(text)["undone"]["again"]["words"], key=len, reverse=True)
    said = "|".join(re.escape(w).replace(r"\ ", r"\s+").replace(r"\-", r"[\s-]?") for w in words)
    # at the start of the cell or of a clause: "7 of 120 re-opened" tells of something else that was opened again
    return re.compile(
        rf"(?:\A\W*|[.;,:\n–—-]\s*|{_MONTH}\s+|\b(?:but|since|then|subsequently|later|now|and|action|recommendation|this|it|was|has|been)\s+)(?:{said})(?![^\W_])",
        re.IGNORECASE,
    )


def undone(cell: str) -> int:
    """Return where in a cell the last words stand that take back what was done before them, -1 where none do.

    >>> undone("Complete Jan 24 but reopened Mar 24") > 0
    True
    >>> undone("October 2019: 7 of 120 re-opened")
    -1
    """
    last = -1
    for match in _pattern().finditer(cell):
        last = match.end()
    return last
