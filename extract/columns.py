"""Which logical column feeds which field: duplicates, stand-ins, tick columns and unnamed number columns settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.cell_parts import split_cell
from extract.column_choice import preference, when_of
from extract.column_doubts import MIN_FILLED, contradicts, exchanged, worth_a_look
from extract.column_fields import action_taken, hoped_for, lone_date, only_statuses, stand_in
from extract.column_numbers import (
    action_numbers,
    all_labels,
    number_beside,
    numbers_for_texts,
    paragraph_numbers,
)
from extract.combined import whole_field
from extract.contents import is_organisation
from extract.find import Column
from extract.header_rules import FUZZY, STARTS
from extract.headers import joins_duplicates
from extract.text import one_line
from extract.ticks import is_marked, is_tick_cell, status_name, tick_columns

Role = Literal["field", "tick", "other", "split", "ticked-lead"]


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
            and all_labels(cells[i])
            and not any(c.field == "recommendation_no" for c in columns)
        ):
            wanted[i] = "recommendation_no"
    number_beside(wanted, cells)
    action_numbers(columns, wanted, cells)
    guessed = numbers_for_texts(columns, wanted, cells, ticks)
    paragraph_numbers(columns, wanted, cells)
    lone_date(columns, wanted, cells)
    bodies = _ticked_bodies(columns, cells, wanted)
    stand_in(columns, wanted)
    action_taken(columns, wanted)
    only_statuses(columns, wanted, cells)
    hoped_for(columns, wanted)
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
