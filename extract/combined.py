"""A header over two fields: "Lead & timescale", "Target / Completed"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.text import squash

_PARTS = re.compile(r"\s*(?:/|&|\+|\||;|,|\band\b)\s*", re.IGNORECASE)
_NO_PAIR = frozenset({"recommendation_no", "learning"})
_REMARKS = frozenset({"comment", "comments", "note", "notes", "remarks", "commentary"})
""" "Comments / Progress" is a column of progress."""
_MAX_WORDS = 6
_WHOLE_TEXT = ("recommendation", "action", "milestones", "completion")


def header_parts(text: str, name_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """The fields a header joins by "/", "&" or "and", in order; () unless each part is a field's name and they differ.

    name_of: text -> the field it is the whole name of. A number beside its text ("Ref / Recommendation") is no pair.
    """
    pieces = [p for p in _PARTS.split(text.strip()) if squash(p)]
    if not 2 <= len(pieces) <= 3:
        return ()
    names = [name_of(p) for p in pieces]
    found = tuple(dict.fromkeys(n for n in names if n))
    if None in names or len(found) < 2 or _NO_PAIR & set(found):
        return ()
    return found


def sole_field(text: str, name_of: Callable[[str], str | None]) -> str | None:
    """The field that every part of a header names ("Argymhelliad / Recommendation", "Officer / agency"), or None."""
    pieces = [p for p in _PARTS.split(text.strip()) if squash(p)]
    names = {name_of(p) for p in pieces if squash(p) not in _REMARKS}
    return names.pop() if len(pieces) > 1 and len(names) == 1 else None


def parts_side_by_side(text: str, name_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """The two fields of a header that names them on lines of their own: "When" over "Complete"."""
    words = text.split()
    for at in range(1, min(len(words), _MAX_WORDS)):
        first = name_of(" ".join(words[:at]))
        if first is None:
            continue
        pair = (first, name_of(" ".join(words[at:])))
        told = {"target_date", "status"} & set(pair)  # other pairs are one name: "Outcome measures"
        if pair[1] and told and pair[0] != pair[1] and not _NO_PAIR & set(pair):
            return pair[0], pair[1]
    return ()


def whole_field(fields: Sequence[str]) -> str | None:
    """The field that keeps a column which cannot be parted: one that may hold any text. None: it goes to `other`."""
    if "target_date" in fields and "action" not in fields and "recommendation" not in fields:
        return None  # an undivided date under "When / Completed" must not be read as a completion
    return next((f for f in _WHOLE_TEXT if f in fields), None)
