"""Rows of the flat tables: one value for each column of tables.toml, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from normalise.model import Action, AgencyReading, Tag
from publish.model import Dataset, DocumentRecord, FileFinding, Outcome
from publish.schema import Value, table

Row = dict[str, Value]

_PLAN_FIELDS = (
    "recommendation_no",
    "recommendation",
    "scope_stated",
    "action",
    "lead_agency_stated",
    "milestones",
    "target_date_stated",
    "completion_stated",
    "status_stated",
)


def actions(dataset: Dataset) -> Iterator[Row]:
    """Yield the rows of actions.csv, actions.parquet and the store's table actions."""
    for action in dataset.actions:
        yield action_row(action)


def action_row(action: Action) -> Row:
    """Return one action as a flat row."""
    made = _from_agencies(action) | _from_themes(action.themes) | _from_readings(action)
    return {name: made[name] if name in made else getattr(action, name) for name in table("actions").names}


def _from_agencies(action: Action) -> Row:
    lead, asked = action.lead_agencies, action.addressed_to
    return {
        "lead_agencies": _each(lead, "name"),
        "lead_agencies_as_written": _each(lead, "as_written"),
        "lead_agencies_today": _each(lead, "current_name"),
        "lead_agency_ids": _each(lead, "agency_id"),
        "lead_agency_sectors": _each(lead, "sector"),
        "lead_agency_units": _each(lead, "unit"),
        "lead_agency_basis": _each(lead, "basis"),
        "addressed_to": _each(asked, "name"),
        "addressed_to_as_written": _each(asked, "as_written"),
        "addressed_to_today": _each(asked, "current_name"),
        "addressed_to_ids": _each(asked, "agency_id"),
    }


def _each(readings: tuple[AgencyReading, ...], attribute: str) -> tuple[str, ...]:
    return tuple(str(getattr(reading, attribute)) for reading in readings)


def _from_themes(tags: tuple[Tag, ...]) -> Row:
    return {
        "theme_ids": tuple(tag.theme_id for tag in tags),
        "themes": tuple(tag.label for tag in tags),
        "theme_words": tuple(f"{tag.theme_id}: {' | '.join(words(tag))}" for tag in tags),
    }


def words(tag: Tag) -> list[str]:
    """Return the words that earned a theme, each once, in the order of the row."""
    return list(dict.fromkeys(evidence.text for evidence in tag.evidence))


def _from_readings(action: Action) -> Row:
    return {
        "other": tuple(f"{header}: {text}" for header, text in action.other),
        "absent_fields": tuple(name for name in _PLAN_FIELDS if getattr(action, name) is None),
        "target_kind": action.target.kind,
        "target_dates": action.target.dates,
    }


def documents(dataset: Dataset) -> Iterator[Row]:
    """Yield the rows of documents.csv."""
    records = {record.path: record for record in dataset.documents}
    for outcome in dataset.outcomes:
        yield _document(outcome, records.get(outcome.path))


def _document(outcome: Outcome, record: DocumentRecord | None) -> Row:
    return {
        "path": outcome.path,
        "sha256": outcome.sha256,
        "media_type": outcome.media_type,
        "size": outcome.size,
        "pages": outcome.pages,
        "rows": outcome.rows,
        "status": outcome.status,
        "code": outcome.code,
        "sentence": outcome.sentence,
        "what_to_do": outcome.remedy,
        "duplicate_of": outcome.duplicate_of,
        "plan_id": record.plan_id if record else None,
        "cells_in": record.cells_in if record else None,
        "cells_placed": record.cells_placed if record else None,
        "cells_ignored": sum(record.cells_ignored.values()) if record else None,
        "cells_reported": record.cells_reported if record else None,
        "seconds": round(outcome.seconds, 2),
    }


def findings(dataset: Dataset) -> Iterator[Row]:
    """Yield the rows of findings.csv."""
    for item in dataset.findings:
        yield _finding(item)


def _finding(item: FileFinding) -> Row:
    found = item.finding
    return {
        "code": found.code,
        "severity": found.severity,
        "file": item.path or None,
        "page": found.page,
        "table": found.table,
        "row": found.row,
        "column": found.column,
        "sentence": found.sentence,
        "what_to_do": found.remedy,
        "action_id": item.action_id,
    }
