"""Which logical column feeds which field: duplicates, stand-ins, tick columns and unnamed number columns settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.find import Column
from extract.headers import joins_duplicates
from extract.numbers import is_label
from extract.text import one_line
from extract.ticks import status_name, tick_columns

Role = Literal["field", "tick", "other"]


@dataclass(frozen=True, slots=True)
class Assigned:
    """What becomes of a logical column. name: field, or header text for `other` and ticks. score: of the header."""

    role: Role
    name: str
    score: float = 1.0


def _label(column: Column, index: int) -> str:
    return one_line(column.header) or f"Column {index + 1}"


def assign(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[Assigned, ...]:
    """Settle every column of a plan table. cells: for each column the texts of its body rows."""
    ticks = tick_columns([c.header for c in columns], cells)
    wanted: dict[int, str] = {}
    for i, column in enumerate(columns):
        if i in ticks:
            continue
        if column.field:
            wanted[i] = column.field
        elif (
            not column.header
            and _all_labels(cells[i])
            and not any(c.field == "recommendation_no" for c in columns)
        ):
            wanted[i] = "recommendation_no"
    _stand_in(columns, wanted)
    for name in set(wanted.values()):
        same = [i for i, field in wanted.items() if field == name]
        if len(same) > 1 and not joins_duplicates(name):
            keep = min(same, key=lambda i: _preference(columns[i], i))
            for i in same:
                if i != keep:
                    del wanted[i]
    out: list[Assigned] = []
    used: dict[str, int] = {}
    for i, column in enumerate(columns):
        if i in ticks:
            out.append(Assigned("tick", status_name(column.header) or _label(column, i)))
        elif i in wanted:
            out.append(Assigned("field", wanted[i], column.match.score if column.match else 0.9))
        else:
            label = _label(column, i)
            used[label] = used.get(label, 0) + 1
            out.append(Assigned("other", label if used[label] == 1 else f"{label} ({used[label]})"))
    return tuple(out)


def _preference(column: Column, index: int) -> tuple[int, float, int]:
    match = column.match
    return (match.rank, -match.score, index) if match else (1000, 0.0, index)


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
