"""What differs between two versions of a row, in words."""

from __future__ import annotations

from collections.abc import Sequence

from normalise.links.words import WORD
from normalise.model import Action


def change(earlier: Action, later: Action) -> str:
    """Return in words what differs between two versions of a row, "" for nothing."""
    told = []
    if earlier.status != later.status:
        told.append(f"status {earlier.status} -> {later.status}")
    if (earlier.target.kind, earlier.target.dates) != (later.target.kind, later.target.dates):
        told.append(f"target {_when(earlier)} -> {_when(later)}")
    if earlier.completion_dates != later.completion_dates:
        told.append(f"completion {_dates(earlier.completion_dates)} -> {_dates(later.completion_dates)}")
    if {a.agency_id for a in earlier.lead_agencies} != {a.agency_id for a in later.lead_agencies}:
        told.append("lead agency changed")
    if _differs(earlier.recommendation_no, later.recommendation_no):
        told.append(f"number {earlier.recommendation_no or 'none'} -> {later.recommendation_no or 'none'}")
    for field in ("recommendation", "action", "milestones"):
        if _differs(getattr(earlier, field), getattr(later, field)):
            told.append(f"{field} reworded")
    return "; ".join(told)


def _when(action: Action) -> str:
    return _dates(action.target.dates) if action.target.dates else action.target.kind.replace("_", " ")


def _dates(dates: Sequence[str]) -> str:
    return ", ".join(dates) or "none"


def _differs(one: str | None, other: str | None) -> bool:
    return _bare(one) != _bare(other)


def _bare(text: str | None) -> str:
    return " ".join(WORD.findall((text or "").lower()))
