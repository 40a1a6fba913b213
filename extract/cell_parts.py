"""The parts of a cell under a header over two fields ("Lead & timescale": "Kent Police, June 2024").

A cell is parted only where its pieces can be told by their look (a date, a status, a name) or stand exactly as the
header's parts do; otherwise the column stays whole and its rows are flagged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.contents import holds_date, is_date, is_status
from extract.text import squash

_CELL_SEPARATORS = (r"\n+", r"\s*\|\s*", r"\s*;\s*", r"\s+[–—-]\s+", r"\s*/\s*", r",\s+")
_SCOPES = frozenset({"local", "regional", "national", "localandnational", "localnational"})
_MAX_NAME = 120


def _fits(name: str, text: str) -> bool:
    """True when a text may stand in a field by its look."""
    if name == "target_date":
        return is_date(text)
    if name == "status":
        return is_status(text)
    if name == "scope":
        return squash(text) in _SCOPES
    if name == "lead_agency":
        return not is_date(text) and not holds_date(text) and not is_status(text) and len(text) <= _MAX_NAME
    if name == "completion":
        return True
    return not is_date(text) and not is_status(text)


def _only_field(fields: Sequence[str], text: str) -> str | None:
    """The one field that a piece can belong to, None when several or none may have it."""
    fitting = [f for f in fields if _fits(f, text)]
    if "status" in fitting and "target_date" not in fitting:
        return "status"  # beside a status, an outcome is what was done
    typed = [f for f in fitting if f in ("target_date", "status", "scope")]
    if len(typed) == 1 and "completion" not in fitting:
        return typed[0]
    return fitting[0] if len(fitting) == 1 else None


def split_cell(text: str, fields: Sequence[str]) -> dict[str, str] | None:
    """The parts of a cell by field; None when they cannot be told safely. An empty cell gives empty parts."""
    text = text.strip()
    if not text:
        return dict.fromkeys(fields, "")
    free = [f for f in fields if f in ("recommendation", "action", "milestones", "completion")]
    if len(free) > 1:
        return None
    for separator in _CELL_SEPARATORS:
        pieces = [p.strip() for p in re.split(separator, text) if p.strip()]
        if len(pieces) == len(fields) and all(_fits(f, p) for f, p in zip(fields, pieces, strict=True)):
            return dict(zip(fields, pieces, strict=True))
        if len(pieces) > 1 and (told := _told_apart(pieces, fields)):
            return told
    alone = _only_field(fields, text)
    hidden = "target_date" in fields and alone not in ("target_date", "completion") and holds_date(text)
    if alone is not None and not hidden:
        return {f: text if f == alone else "" for f in fields}
    return _date_at_end(text, fields)


def _told_apart(pieces: Sequence[str], fields: Sequence[str]) -> dict[str, str] | None:
    """Pieces that each look like one field only, those of a field side by side."""
    names = [_only_field(fields, p) for p in pieces]
    if None in names or len(set(names)) < 2:
        return None
    runs = [name for name, _ in itertools.groupby(names)]
    if len(runs) != len(set(runs)):
        return None
    return {f: "\n".join(p for p, n in zip(pieces, names, strict=True) if n == f) for f in fields}


def _date_at_end(text: str, fields: Sequence[str]) -> dict[str, str] | None:
    """ "Kent Police by June 2024", "Kent Police (June 2024)"."""
    if set(fields) != {"lead_agency", "target_date"} or "\n" in text:
        return None
    words = text.split()
    for count in range(1, min(6, len(words))):
        date, head = " ".join(words[count:]), " ".join(words[:count])
        if is_date(date) and _fits("lead_agency", head) and not any(ch.isdigit() for ch in head):
            return {"lead_agency": head.rstrip(" ,:;–—-("), "target_date": date.strip("(). ")}
    return None
