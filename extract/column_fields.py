"""Columns that are another field than their header says, by the columns beside them and by what they hold.

All change `wanted` (index of a column -> field) in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.column_choice import preference
from extract.column_doubts import MIN_FILLED
from extract.contents import is_date, is_status, look_of
from extract.find import Column
from extract.headers import is_planned
from extract.sentences import LIST_MARK
from extract.text import squash

_YES_NO = frozenset({"yes", "no", "y", "n", "partly", "part", "partially"})
_WHEN = re.compile(r"\bdate|\bwhen\b|complet|clos|achieved", re.IGNORECASE)
_TAKEN = re.compile(r"\b(?:taken|completed|done|undertaken)\b(?!.*\?)", re.IGNORECASE)


def lone_date(columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """ "Date" is the target date where no other column is one; lists of dates ("a) May 2021", "b) June 2021") too.

    A column "Result" without dates says what came of it, not when.
    """
    told = {
        name
        for i, name in wanted.items()
        if name == "target_date" or (name == "completion" and _tells_when(columns[i], cells[i]))
    }
    if told:
        return
    dates = [i for i, c in enumerate(columns) if i not in wanted and squash(c.header) in ("date", "dates")]
    if len(dates) != 1:
        return
    lines = [LIST_MARK.sub("", line.strip()) for text in cells[dates[0]] for line in text.split("\n")]
    if look_of(lines) == "date":
        wanted[dates[0]] = "target_date"


def _tells_when(column: Column, texts: Sequence[str]) -> bool:
    return bool(_WHEN.search(column.header)) or any(map(is_date, texts))


def only_statuses(columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """ "Completed?" over nothing but Yes and No, and "Position" over nothing but statuses, is the status where no column
    is called so."""
    if "status" in wanted.values():
        return
    for i, name in wanted.items():
        filled = [t for t in cells[i] if t]
        asked = name == "completion" and filled and all(squash(t) in _YES_NO for t in filled)
        position = squash(columns[i].header).endswith("position") and len(filled) >= MIN_FILLED
        if asked or (name == "milestones" and position and all(map(is_status, filled))):
            wanted[i] = "status"
            return


def hoped_for(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """ "Measure of success" is no outcome beside a column of outcomes."""
    ended = [i for i, name in wanted.items() if name == "completion"]
    hoped = [i for i in ended if is_planned(columns[i].header)]
    if hoped and len(hoped) < len(ended):
        for i in hoped:
            del wanted[i]


def action_taken(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """Of two columns of actions "Action taken" tells of progress, where no other column does."""
    actions = [i for i, name in wanted.items() if name == "action"]
    taken = [i for i in actions if _TAKEN.search(columns[i].header)]
    if len(taken) == 1 and len(actions) > 1 and "milestones" not in wanted.values():
        wanted[taken[0]] = "milestones"


def stand_in(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """A learning column is the recommendation where there is none; otherwise it is not a field."""
    learning = [i for i, field in wanted.items() if field == "learning"]
    if not learning:
        return
    if "recommendation" not in wanted.values():
        wanted[min(learning, key=lambda i: preference(columns[i], i))] = "recommendation"
    for i in learning:
        if wanted.get(i) == "learning":
            del wanted[i]
