"""Which logical column feeds which field: duplicates, stand-ins, tick columns and unnamed number columns settled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.cell_parts import split_cell
from extract.combined import whole_field
from extract.contents import is_organisation, look_of
from extract.find import Column
from extract.headers import STARTS, joins_duplicates
from extract.numbers import follows_number, is_label, read_label
from extract.text import one_line, squash
from extract.ticks import is_marked, is_tick_cell, status_name, tick_columns

Role = Literal["field", "tick", "other", "split", "ticked-lead"]
_DATED = frozenset({"target_date", "completion"})
_MIN_FILLED = 2
_TOLD = frozenset({"milestones", "completion"})
_PHRASE = 15
""" "Completed in May." and longer is a phrase of its own."""
_PARAGRAPH = ("para", "section")
_START = re.compile(r"\b(?:start|begin|commence)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?[\s'’-]*((?:20)?\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What becomes of a logical column. name: field, or header text for `other` and ticks. score: of the header.

    parts: the fields a combined column is parted into. doubt: the code that flags a row with something in this column.
    """

    role: Role
    name: str
    score: float = 1.0
    parts: tuple[str, ...] = ()
    doubt: str = ""


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
    _paragraph_numbers(columns, wanted, cells)
    bodies = _ticked_bodies(columns, cells, wanted)
    _stand_in(columns, wanted)
    for name in set(wanted.values()):
        same = [i for i, field in wanted.items() if field == name]
        if len(same) > 1 and not joins_duplicates(name):
            keep = min(same, key=lambda i: _preference(columns[i], i))
            for i in same:
                if i != keep:
                    del wanted[i]
    combined = _combined(columns, cells, set(wanted.values()))
    wanted |= {i: a.name for i, a in combined.items() if a.role == "field"}
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
            doubt = "COLUMN_CONTRADICTS" if _contradicts(wanted[i], cells[i]) else ""
            score = column.match.score if column.match else STARTS
            out.append(Assigned("field", wanted[i], score, doubt=doubt))
        else:
            label = _label(column, i)
            used[label] = used.get(label, 0) + 1
            doubt = "COLUMN_UNMAPPED" if _worth_a_look(column, i, cells, present, bool(ticks)) else ""
            name = label if used[label] == 1 else f"{label} ({used[label]})"
            out.append(Assigned("other", name, doubt=doubt))
    return tuple(out)


def _contradicts(name: str, texts: Sequence[str]) -> bool:
    """True when a column plainly holds what its header does not name: dates for a lead, bodies for a date."""
    if sum(map(bool, texts)) < _MIN_FILLED:
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
    return found if marked and len(found) >= _MIN_FILLED else ()


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


def _worth_a_look(
    column: Column, index: int, cells: Sequence[Sequence[str]], present: set[str], ticked: bool
) -> bool:
    """True for a column that maps to no field although it holds what a field would: dates, statuses, organisations,
    or most of what the rows say. A header with a meaning of its own counts only where that field has no column."""
    match = column.match
    texts = [t for t in cells[index] if t]
    if len(texts) < min(_MIN_FILLED, len(cells[index])):
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


def _preference(column: Column, index: int) -> tuple[bool, int, float, int, int]:
    """Of several columns of a field: the end of a time before its start, the better name, the latest dated status."""
    match = column.match
    starts = bool(_START.search(column.header))
    if match is None:
        return starts, 1000, 0.0, 0, index
    latest = -_month_of(column.header) if match.name == "status" else 0
    return starts, match.rank, -match.score, latest, index


def _month_of(header: str) -> int:
    """The month a header is dated, counted from year 0; 0 without one."""
    found = _MONTH_YEAR.search(header)
    if not found:
        return 0
    year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
    return 12 * year + _MONTHS.index(found[1][:3].casefold())


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


def _paragraph_numbers(
    columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]
) -> None:
    """A column "Para", or of a name not known, that counts the recommendations beside it where nothing else does.

    References to paragraphs of a report have gaps; only numbers of which each is the next one are taken.
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
        if _all_labels(filled) and all(
            any(c.isdigit() for c in t) and (follows_number(b, t) if b else True)
            for b, t in zip(["", *filled], filled, strict=False)
        ):
            wanted[i] = "recommendation_no"
            return


def _stand_in(columns: Sequence[Column], wanted: dict[int, str]) -> None:
    """A learning column is the recommendation where there is none; otherwise it is not a field."""
    learning = [i for i, field in wanted.items() if field == "learning"]
    if not learning:
        return
    if "recommendation" not in wanted.values():
        wanted[min(learning, key=lambda i: _preference(columns[i], i))] = "recommendation"
    for i in learning:
        if wanted.get(i) == "learning":
            del wanted[i]


def _all_labels(texts: Sequence[str]) -> bool:
    filled = [t for t in texts if t]
    return len(filled) >= 2 and all(is_label(t) for t in filled)
