"""What makes a column of a plan table doubtful: it holds what its header does not name, or what no field was found for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extract.contents import holds_date, is_date, is_organisation, is_post, look_of, share
from extract.find import Column

MIN_FILLED = 2
_DATED = frozenset({"target_date", "completion"})
_TOLD = frozenset({"milestones", "completion"})
_PHRASE = 15
""" "Completed in May." and longer is a phrase of its own."""


def contradicts(name: str, texts: Sequence[str]) -> bool:
    """True when a column plainly holds what its header does not name: dates for a lead, bodies for a date."""
    if sum(map(bool, texts)) < MIN_FILLED:
        return False
    look = look_of(texts)
    return (name, look) in (
        ("lead_agency", "date"),
        ("lead_agency", "status"),
        ("target_date", "organisation"),
        ("status", "organisation"),
        ("action", "date"),
        ("recommendation", "date"),
    )


_ASKS = re.compile(r"\b(?:should|must)\b")
_MIN_ASKS = 3


def exchanged(wanted: Mapping[int, str], cells: Sequence[Sequence[str]]) -> set[int]:
    """Columns whose headers seem to have changed places: each holds what the other names.

    Bodies and posts under the action and none under the lead; "should" in the actions and never in the
    recommendations; dates under the milestones and none under the target date.
    """
    filled = {name: (i, [t for t in cells[i] if t]) for i, name in wanted.items()}
    out: set[int] = set()
    for one, two, swapped in _PAIRS:
        if one not in filled or two not in filled:
            continue
        (i, texts), (j, others) = filled[one], filled[two]
        if min(len(texts), len(others)) >= MIN_FILLED and swapped(texts, others):
            out |= {i, j}
    return out


def _leads_for_actions(actions: Sequence[str], leads: Sequence[str]) -> bool:
    who = [share(is_organisation(t) or is_post(t) for t in texts) for texts in (actions, leads)]
    return who[0] >= 0.8 and who[1] <= 0.2 and share(len(t.split()) > 2 for t in leads) > 0.5


def _asks_for_actions(actions: Sequence[str], recommendations: Sequence[str]) -> bool:
    asks = [share(bool(_ASKS.search(t)) for t in texts) for texts in (actions, recommendations)]
    return len(actions) >= _MIN_ASKS and asks[0] >= 0.8 and asks[1] == 0


def _dates_for_milestones(milestones: Sequence[str], targets: Sequence[str]) -> bool:
    return share(map(is_date, milestones)) >= 0.8 and not any(is_date(t) or holds_date(t) for t in targets)


_PAIRS: tuple[tuple[str, str, Callable[[Sequence[str], Sequence[str]], bool]], ...] = (
    ("action", "lead_agency", _leads_for_actions),
    ("action", "recommendation", _asks_for_actions),
    ("milestones", "target_date", _dates_for_milestones),
)


def worth_a_look(
    column: Column, index: int, cells: Sequence[Sequence[str]], present: set[str], ticked: bool
) -> bool:
    """True for a column that maps to no field although it holds what a field would: dates, statuses, organisations,
    or most of what the rows say. A header with a meaning of its own counts only where that field has no column."""
    match = column.match
    texts = [t for t in cells[index] if t]
    if len(texts) < min(MIN_FILLED, len(cells[index])):
        return False
    if match and match.kind == "field":
        return False  # a second column of a field that has one
    look = look_of(texts)
    known = match is not None and match.kind == "other"
    if look == "date":
        return not known or not present & _DATED
    if look == "status":
        return not known or ("status" not in present and not ticked)
    if look == "organisation":
        return not known or "lead_agency" not in present
    lacking = "action" not in present or not present & _TOLD
    if not known and lacking and sum(len(t) >= _PHRASE for t in texts) > 0.5 * len(cells[index]):
        return True  # what is to be done or has been done so far, most likely: no other column says it
    total = sum(len(t) for column_cells in cells for t in column_cells)
    return not known and sum(map(len, texts)) > 0.5 * total
