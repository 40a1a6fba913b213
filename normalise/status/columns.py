"""Columns beside those of the form that say how far a row has got: comments, a second rating, an agency's response.

Which headers they stand under is data: rules/evidence.toml (column).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalise.status.model import Beside
from normalise.status.rules import StatusRules

_STRUCK = "(struck through)"
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def kind_of(header: str) -> str | None:
    """Return what a header's column is for: "comments", "rating", "response", None for anything else.

    >>> kind_of("Comments / update (June 2023)")
    'comments'
    >>> kind_of("Risk rating") is None
    True
    """
    bare = " ".join(re.findall(r"[^\W_]+", _BRACKETED.sub(" ", header).lower()))
    for name, words in StatusRules.load().columns.items():
        if words.search(bare):
            return name or None
    return None


def is_comment(header: str) -> bool:
    """Say whether a column holds comments or updates of a row, struck ones apart."""
    return not header.endswith(_STRUCK) and kind_of(header) == "comments"


def beside(other: Sequence[tuple[str, str]]) -> Beside:
    """Sort the other columns of a row, (header, text), by what they say; struck and empty ones are left out."""
    found: dict[str, list[str]] = {"comments": [], "rating": [], "response": []}
    for header, text in other:
        kind = kind_of(header) if text.strip() and not header.endswith(_STRUCK) else None
        if kind:
            found[kind].append(text)
    return Beside(tuple(found["comments"]), tuple(found["rating"]), tuple(found["response"]))
