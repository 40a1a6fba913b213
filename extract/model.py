"""The nouns of extraction: a plan, its rows as printed, and the account of every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.model import Finding, Locator, SourceFile

FIELDS = (
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
"""The fields a plan's columns map to. A field that the layout lacks is absent from PlanRow.fields (null in the
dataset); an empty cell is there with text ""."""

JoinReason = Literal[
    "header-repeated",
    "blank-others",
    "mid-sentence",
    "mid-word",
    "hyphen",
    "merged-continues",
    "new-action",
    "page-halves",
    "list-continues",
    "guess",
]


@dataclass(frozen=True, slots=True)
class RawField:
    """Text as the cell says, and every place it came from (several when a row spans pages)."""

    text: str
    locators: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Two pieces of a row were put together over a page break, and why. certain is False for a guess."""

    reason: JoinReason
    page: int | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action row as printed. A recommendation that spans several actions is repeated on each of them.

    table_no counts plan tables of the document from 1, row_no the rows of the plan table from 1.
    confidence: 0 to 1, how sure the structure is; from measured evidence, see extract/confidence.py.
    struck: the fields (and other columns) of a struck row whose text is struck through, see extract/struck.py.
    """

    table_no: int
    row_no: int
    page_start: int | None
    page_end: int | None
    fields: Mapping[str, RawField]
    other: tuple[tuple[str, RawField], ...] = ()
    group_label: RawField | None = None
    parent_text: str | None = None
    status_colour: Literal["red", "amber", "green", "blue"] | None = None
    joins: tuple[Join, ...] = ()
    confidence: float = 1.0
    findings: tuple[Finding, ...] = ()
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellLedger:
    """The account of promise 2: cells in = placed + ignored + reported, counted over non-empty cells of plan tables."""

    cells_in: int = 0
    placed: int = 0
    ignored: Mapping[str, int] = field(default_factory=dict)
    reported: int = 0

    @property
    def balanced(self) -> bool:
        """True when no cell is unaccounted for."""
        return self.cells_in == self.placed + sum(self.ignored.values()) + self.reported


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document says as an action plan.

    meta: title, area, review_reference, plan_date, updated_date, author -> as printed; absent keys are not in the
    document. glossary: (acronym, expansion) pairs defined anywhere in the document. colour_key: (colour, meaning) as
    the document's own key of ratings says.
    """

    source: SourceFile
    rows: tuple[PlanRow, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    glossary: tuple[tuple[str, str], ...] = ()
    ledger: CellLedger = field(default_factory=CellLedger)
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    colour_key: tuple[tuple[str, str], ...] = ()
