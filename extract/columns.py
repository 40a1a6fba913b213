"""Which logical column feeds which field: duplicates, stand-ins, tick columns and unnamed number columns settled."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.cell_parts import split_cell
from extract.column_choice import preference, when_of
from extract.column_doubts import MIN_FILLED, contradicts, exchanged, worth_a_look
from extract.combined import whole_field
from extract.contents import is_organisation, is_status, look_of
from extract.find import Column
from extract.headers import FUZZY, STARTS, is_planned, joins_duplicates
from extract.numbers import follows_number, is_label, read_label
from extract.text import one_line, squash
from extract.ticks import is_marked, is_tick_cell, status_name, tick_columns

Role = Literal["field", "tick", "other", "split", "ticked-lead"]
_TAKEN = re.compile(r"\b(?:taken|completed|done|undertaken)\b(?!.*\?)", re.IGNORECASE)
_YES_NO = frozenset({"yes", "no", "y", "n", "partly", "part", "partially"})
_WORDY = 6
"""So many words a row on average are a recommendation, not a note."""
_PARAGRAPH = ("para", "section")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What becomes of a logical column. name: field, or header text for `other` and ticks. score: of the header.

    parts: the fields a combined column is parted into. doubt: the code that flags a row with something in this column.
    watched: whether what an `other` column says of a row's progress is held against the row's status.
    """

    role: Role
    name: str
    score: float = 1.0
    parts: tuple[str, ...] = ()
    doubt: str = ""
    watched: bool = False


def _label(column: Column, index: int) -> str:
    return one_line(column.header) or f"Column {index + 1}"


def assign(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[Assigned, ...]:
    """Settle every column of a plan table. cells: for each column the texts of its body rows."""
    ticks = tick_columns([c.header for c in columns], cells)
    wanted: dict[int, str] = {}
    for i, column in enumerate(columns):
        if i in ticks:
            continue
        if column.match and column.match.parts:
            continue
        if column.field:
            wanted[i] = column.field
        elif (
            not column.header
            and _all_labels(cells[i])
            and not any(c.field == "recommendation_no" for c in columns)
        ):
            wanted[i] = "recommendation_no"
    _number_beside(wanted, cells)
    guessed = _numbers_for_texts(columns, wanted, cells, ticks)
    _paragraph_numbers(columns, wanted, cells)
    _lone_date(columns, wanted, cells)
    bodies = _ticked_bodies(columns, cells, wanted)
    _stand_in(columns, wanted)
    _action_taken(columns, wanted)
    _only_statuses(columns, wanted, cells)
    _hoped_for(columns, wanted)
    for name in set(wanted.values()):
        same = [i for i, field in wanted.items() if field == name]
        if len(same) > 1 and not joins_duplicates(name):
            keep = min(same, key=lambda i: preference(columns[i], i))
            for i in same:
                if i != keep:
                    del wanted[i]
    combined = _combined(columns, cells, set(wanted.values()))
    wanted |= {i: a.name for i, a in combined.items() if a.role == "field"}
    swapped = exchanged(wanted, cells)
    present = set(wanted.values()) | {f for a in combined.values() for f in a.parts}
    out: list[Assigned] = []
    used: dict[str, int] = {}
    for i, column in enumerate(columns):
        if i in combined:
            out.append(combined[i])
        elif i in bodies:
            out.append(Assigned("ticked-lead", _label(column, i)))
        elif i in ticks:
            out.append(Assigned("tick", status_name(column.header) or _label(column, i)))
        elif i in wanted:
            doubt = "COLUMN_CONTRADICTS" if i in swapped or contradicts(wanted[i], cells[i]) else ""
            score = FUZZY if i in guessed else column.match.score if column.match else STARTS
            out.append(Assigned("field", wanted[i], score, doubt=doubt))
        else:
            label = _label(column, i)
            used[label] = used.get(label, 0) + 1
            doubt = "COLUMN_UNMAPPED" if worth_a_look(column, i, cells, present, bool(ticks)) else ""
            name = label if used[label] == 1 else f"{label} ({used[label]})"
            out.append(Assigned("other", name, doubt=doubt, watched=not _earlier(columns, i, wanted)))
    return tuple(out)


def _earlier(columns: Sequence[Column], index: int, wanted: Mapping[int, str]) -> bool:
    """True for an earlier update of a field that has a later one: it may well say something else."""
    match = columns[index].match
    held = [i for i, name in wanted.items() if match and match.kind == "field" and name == match.name]
    return any(when_of(columns[index].header) < when_of(columns[i].header) for i in held)


def _only_statuses(columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
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


def _hoped_for(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """ "Measure of success" is no outcome beside a column of outcomes."""
    ended = [i for i, name in wanted.items() if name == "completion"]
    hoped = [i for i in ended if is_planned(columns[i].header)]
    if hoped and len(hoped) < len(ended):
        for i in hoped:
            del wanted[i]


def _action_taken(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """Of two columns of actions "Action taken" tells of progress, where no other column does."""
    actions = [i for i, name in wanted.items() if name == "action"]
    taken = [i for i in actions if _TAKEN.search(columns[i].header)]
    if len(taken) == 1 and len(actions) > 1 and "milestones" not in wanted.values():
        wanted[taken[0]] = "milestones"


def _ticked_bodies(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], wanted: dict[int, str]
) -> tuple[int, ...]:
    """Columns headed by organisations, with a mark where one has to act; only where no column names the lead."""
    if "lead_agency" in wanted.values():
        return ()
    found = tuple(
        i
        for i, column in enumerate(columns)
        if i not in wanted and is_organisation(column.header) and all(is_tick_cell(t) for t in cells[i])
    )
    marked = any(is_marked(t) for i in found for t in cells[i])
    return found if marked and len(found) >= MIN_FILLED else ()


def _combined(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], taken: set[str]
) -> dict[int, Assigned]:
    """Columns under a header over several fields: parted where every cell can be, else whole and doubted."""
    out: dict[int, Assigned] = {}
    for i, column in enumerate(columns):
        parts = column.match.parts if column.match else ()
        if not parts:
            continue
        split = [split_cell(text, parts) for text in cells[i]]
        if not set(parts) & taken and all(s is not None for s in split) and any(cells[i]):
            out[i] = Assigned("split", _label(column, i), STARTS, parts)
            taken = taken | set(parts)
            continue
        whole = whole_field([f for f in parts if f not in taken])
        doubt = "COLUMN_COMBINED"
        out[i] = (
            Assigned("field", whole, STARTS, doubt=doubt)
            if whole
            else Assigned("other", _label(column, i), doubt=doubt)
        )
        taken = taken | ({whole} if whole else set())
    return out


def _number_beside(wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """Of several recommendation columns ("Rec", "Recommendation") the one with nothing but numbers is their number."""
    same = [i for i, field in wanted.items() if field == "recommendation"]
    numbers = [i for i in same if any(cells[i]) and all(is_label(t) for t in cells[i] if t)]
    if len(numbers) != 1 or len(same) < 2:
        return
    if "recommendation_no" in wanted.values():
        del wanted[numbers[0]]
    else:
        wanted[numbers[0]] = "recommendation_no"


def _numbers_for_texts(
    columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]], ticks: Collection[int]
) -> set[int]:
    """Where the column "Rec" holds nothing but numbers, the wordy one of no known name is the recommendation: a guess."""
    same = [i for i, field in wanted.items() if field == "recommendation"]
    if len(same) != 1 or "learning" in wanted.values() or not _all_labels(cells[same[0]]):
        return set()
    unknown = [i for i, c in enumerate(columns) if i not in wanted and i not in ticks and c.match is None]
    wordy = [i for i in unknown if (t := [x for x in cells[i] if x]) and _words(t) >= _WORDY * len(cells[i])]
    if len(wordy) != 1:
        return set()
    if "recommendation_no" in wanted.values():
        del wanted[same[0]]
    else:
        wanted[same[0]] = "recommendation_no"
    wanted[wordy[0]] = "recommendation"
    return {wordy[0]}


def _words(texts: Sequence[str]) -> int:
    return sum(len(t.split()) for t in texts)


def _lone_date(columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """ "Date" is the target date where no other column is one."""
    if {"target_date", "completion"} & set(wanted.values()):
        return
    dates = [i for i, c in enumerate(columns) if i not in wanted and squash(c.header) in ("date", "dates")]
    if len(dates) == 1 and look_of(cells[dates[0]]) == "date":
        wanted[dates[0]] = "target_date"


def _paragraph_numbers(
    columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]
) -> None:
    """A column "Para", or of a name not known, that counts the recommendations beside it where nothing else does.

    References to paragraphs of a report have gaps and stand in several chapters; only numbers of which each is the next
    one are taken, or those that go up within one chapter and from it to the head of the next (9.8, 9.10, 9.11(a), 10.1).
    """
    texts = [i for i, field in wanted.items() if field in ("recommendation", "learning")]
    if (
        "recommendation_no" in wanted.values()
        or not texts
        or any(map(read_label, filter(None, cells[texts[0]])))
    ):
        return
    for i, column in enumerate(columns[: texts[0]]):
        name = squash(column.header)
        if i in wanted or (column.match is not None and not name.startswith(_PARAGRAPH)):
            continue
        filled = [t for t in cells[i] if t]
        if _all_labels(filled) and (_each_next(filled) or _of_one_chapter(filled)):
            wanted[i] = "recommendation_no"
            return


def _each_next(numbers: Sequence[str]) -> bool:
    return all(
        any(c.isdigit() for c in t) and (follows_number(b, t) if b else True)
        for b, t in zip(["", *numbers], numbers, strict=False)
    )


def _of_one_chapter(numbers: Sequence[str]) -> bool:
    labels = [read_label(t) for t in numbers]
    values = [label.value for label in labels if label and len(label.value) > 1]
    return len(values) == len(numbers) and all(
        (a[0] == b[0] and a <= b) or (b[0] == a[0] + 1 and set(b[1:]) == {1})
        for a, b in itertools.pairwise(values)
    )


def _stand_in(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """A learning column is the recommendation where there is none; otherwise it is not a field."""
    learning = [i for i, field in wanted.items() if field == "learning"]
    if not learning:
        return
    if "recommendation" not in wanted.values():
        wanted[min(learning, key=lambda i: preference(columns[i], i))] = "recommendation"
    for i in learning:
        if wanted.get(i) == "learning":
            del wanted[i]


def _all_labels(texts: Sequence[str]) -> bool:
    filled = [t for t in texts if t]
    return len(filled) >= 2 and all(is_label(t) for t in filled)
