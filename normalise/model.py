"""The nouns of the dataset: what a row means, each reading beside its raw text and with the rule that made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Basis = Literal["stated", "inferred", "unknown"]
TargetKind = Literal[
    "fixed", "range", "ongoing", "relative", "immediate", "tbc", "not_applicable", "completed", "none"
]
Status = Literal["complete", "in_progress", "not_started", "not_accepted", "superseded", "unknown"]
Level = Literal["local", "regional", "national", "unknown"]


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """One organisation read in a cell or sentence.

    name: canonical, of the plan's time; a body that is named by its kind only ("CSP", "the Police") keeps the name of
    its kind. current_name: the body that answers to it today: its successor (the same name if nothing changed), or for
    a kind of body the one of the review's area ("Police (unspecified force)" -> "Kent Police"), as far as known.
    unit: department or team, "" if none. basis: stated; inferred (settled by area, initials, spelling or the heading
    above the row); unknown (the gazetteer has no such body: name is what is written, agency_id "unlisted:...").
    """

    agency_id: str
    name: str
    as_written: str
    current_name: str
    sector: str
    kind: str
    unit: str = ""
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class DatedItem:
    """A milestone (or an action) of a row and the date that stands at its place in the target cell: both are lists.

    field: milestones or action. item: as written, without its number. date: ISO prefix. In a target that was moved the
    field is target_date and the item "was" (given up) or "now" (holds).
    """

    field: str
    item: str
    date: str


@dataclass(frozen=True, slots=True)
class When:
    """Dates as ISO prefixes never more precise than printed: 2021, 2021-03, 2021-03-09, 2022-Q3, 2022/23, 2022/23-Q3.

    items: where the row lists as many milestones (or actions) as dates, which date is whose.
    """

    kind: TargetKind
    dates: tuple[str, ...] = ()
    rule: str = ""
    items: tuple[DatedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of one of the row's text fields: row[field][start:end] == text, exactly."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme and the words that earned it. rule names the entry (or learned component) that fired."""

    theme_id: str
    label: str
    axis: Literal["subject", "mechanism"]
    evidence: tuple[Evidence, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the dataset: the keys of actions.jsonl (CONTRACT), in its order.

    Everything is JSON-ready through normalise.codec, which is also how a worker hands rows to its parent.
    """

    schema_version: str
    action_id: str
    plan_id: str
    source_file: str
    source_sha256: str
    title: str | None
    area: str | None
    review_reference: str | None
    plan_date: str | None
    plan_date_iso: str | None
    updated_date: str | None
    updated_date_iso: str | None
    author: str | None
    table_no: int
    row_no: int
    page_start: int | None
    page_end: int | None
    group_label: str | None
    parent_text: str | None
    recommendation_no: str | None
    recommendation: str | None
    scope_stated: str | None
    action: str | None
    lead_agency_stated: str | None
    milestones: str | None
    target_date_stated: str | None
    completion_stated: str | None
    status_stated: str | None
    status_colour: str | None
    other: tuple[tuple[str, str], ...]
    scope: tuple[Level, ...]
    scope_basis: Basis
    scope_rule: str
    lead_agencies: tuple[AgencyReading, ...]
    addressed_to: tuple[AgencyReading, ...]
    target: When
    completion_dates: tuple[str, ...]
    outcome: str | None
    status: Status
    status_basis: Basis
    status_rule: str
    themes: tuple[Tag, ...]
    provenance: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    joins: tuple[str, ...]
    confidence: float
    findings: tuple[str, ...]
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Two rows of a dataset that are related: the same plan row in two files or versions, or a repeat in another review.

    kind: same (same plan, another file or format), version (the same plan at another date), repeat (near-identical
    recommendation of another review). earlier and later are action ids, ordered by plan date where known.
    similarity: 0 to 1. change: what differs, in words ("status in_progress -> complete"), "" for nothing.
    """

    kind: Literal["same", "version", "repeat"]
    earlier: str
    later: str
    similarity: float
    change: str = ""
