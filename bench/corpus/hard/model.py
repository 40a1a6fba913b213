"""The nouns of the hard corpus: an invented plan, a document to be made of it, and what a reader must find."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS = (
    "group_label",
    "recommendation_no",
    "recommendation",
    "scope",
    "action",
    "lead_agency",
    "milestones",
    "target_date",
    "completion",
    "status",
)
SHORT = {
    "lead": "lead_agency",
    "target": "target_date",
    "no": "recommendation_no",
    "group": "group_label",
}
Row = dict[str, str]


@dataclass(frozen=True)
class Plan:
    """An invented plan; rows have the keys of plans.toml."""

    meta: Mapping[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Made:
    """One document: how it is written to a path, and its truth. rows is empty for a document without a plan."""

    name: str
    family: str
    producer: str
    write: Callable[[Path], None]
    rows: Sequence[Mapping[str, Any]]
    meta: Mapping[str, str]


def plans() -> list[Plan]:
    """The plans of plans.toml, in order."""
    data = tomllib.loads((Path(__file__).parent / "plans.toml").read_text(encoding="utf-8"))
    found = []
    for plan in data["plans"]:
        meta = {
            "area": plan["area"],
            "review_reference": plan["reference"],
            "title": plan["title"],
            "plan_date": plan["date"],
            "updated_date": plan.get("updated", ""),
        }
        found.append(Plan(meta, tuple(plan["rows"])))
    return found


def truth(rows: Sequence[Mapping[str, str]], columns: Sequence[str], **fixed: str) -> list[dict[str, Any]]:
    """Truth rows: a field stands for each column named; None where the layout lacks it."""
    out = []
    for row in rows:
        known = {SHORT.get(key, key): value for key, value in {**row, **fixed}.items()}
        names = {SHORT.get(name, name) for name in columns}
        values: dict[str, Any] = {
            name: " ".join(known.get(name, "").split()) if name in names else None for name in FIELDS
        }
        values["page_start"] = values["page_end"] = None
        out.append(values)
    return out
