"""The nouns of the council corpus: invented plans, documents made of them, and what a careful reader would write down."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench.corpus.hard.model import FIELDS

Row = dict[str, str]
Truth = dict[str, Any]
Write = Callable[[Path], None]
Columns = Sequence[tuple[str, str, int]]
"""Key of a row, header as printed, width."""

KEYS = {
    "group": "group_label",
    "no": "recommendation_no",
    "rec": "recommendation",
    "scope": "scope",
    "act": "action",
    "lead": "lead_agency",
    "mil": "milestones",
    "tgt": "target_date",
    "out": "completion",
    "st": "status",
}
TEXTS = (*KEYS, "theme", "pri", "u1", "u2")
ACTION_SIDE = ("action", "lead_agency", "milestones", "target_date", "completion")
"""What says on which pages a row stands where a recommendation is merged over several actions."""
HOME: Columns = (
    ("rec", "Recommendation", 24),
    ("scope", "Scope of recommendation i.e. local or regional", 8),
    ("act", "Action to take", 20),
    ("lead", "Lead Agency", 11),
    ("mil", "Key milestones achieved in enacting recommendation", 19),
    ("tgt", "Target Date", 9),
    ("out", "Date of completion and Outcome", 14),
)
"""The columns of the Home Office form."""


@dataclass(frozen=True)
class Plan:
    """An invented plan; rows have every key of TEXTS."""

    facts: Mapping[str, str]
    rows: tuple[Row, ...]

    def meta(self, **change: str | None) -> dict[str, str | None]:
        """The metadata that a document of this plan shows; change what it shows otherwise or not at all."""
        facts = self.facts
        known: dict[str, str | None] = {
            "area": facts["area"],
            "review_reference": facts.get("short", facts["ref"]),
            "title": facts["title"],
            "plan_date": facts["date"],
            "updated_date": facts.get("updated"),
            "author": facts.get("author"),
        }
        return known | change

    @property
    def groups(self) -> dict[str, list[Row]]:
        """The rows by the agency heading they stand under."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row["group"], []).append(row)
        return found


@dataclass(frozen=True)
class Made:
    """One document.

    to: LibreOffice makes this kind of file of the source ("docx>pdf"); after: last done to the file; by: the fields
    that say where a row stands; start: text of the page where the plan begins; pages: seen on the page, by row from 1,
    where the finder fails.
    """

    name: str
    family: str
    producer: str
    source: Write
    rows: list[Truth]
    meta: Mapping[str, str | None]
    to: str = ""
    after: Write | None = None
    by: Sequence[str] = ()
    start: str = ""
    pages: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@cache
def plan(name: str) -> Plan:
    """A plan of plans.toml."""
    data = tomllib.loads((Path(__file__).parent / "plans.toml").read_text(encoding="utf-8"))[name]
    rows = tuple(dict.fromkeys(TEXTS, "") | {"scope": "Local"} | row for row in data.pop("rows"))
    return Plan(data, rows)


def flat(text: str) -> str:
    """Single blanks; bullets that are printed as such dropped."""
    return " ".join(text.replace("•", " ").split())


def truth(
    rows: Iterable[Row], columns: Iterable[str], colours: Mapping[str, str] | None = None
) -> list[Truth]:
    """Truth rows: the keys named are columns; None where the layout lacks one. colours: status -> colour shown."""
    have = set(columns)
    out: list[Truth] = []
    for row in rows:
        told: Truth = dict.fromkeys(FIELDS)
        told |= {KEYS[key]: flat(row[key]) for key in KEYS if key in have}
        told |= {"page_start": None, "page_end": None}
        if colours is not None:
            told["status_colour"] = colours[row["st"]]
        out.append(told)
    return out


def keys(columns: Columns) -> list[str]:
    """The row keys of columns."""
    return [key for key, _, _ in columns]


def heads(columns: Columns) -> list[str]:
    """The headers."""
    return [header for _, header, _ in columns]


def widths(columns: Columns) -> list[int]:
    """The widths."""
    return [width for _, _, width in columns]


def again(rows: Sequence[Truth]) -> list[Truth]:
    """The same truth for another file: its pages are its own."""
    return copy.deepcopy(list(rows))
