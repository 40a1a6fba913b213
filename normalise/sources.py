"""What stood where: provenance of a row, field by field, under the names the dataset uses."""

from __future__ import annotations

from typing import Any

from extract.model import PlanRow, RawField
from ingest.model import Locator

STATED = {
    "scope": "scope_stated",
    "lead_agency": "lead_agency_stated",
    "target_date": "target_date_stated",
    "completion": "completion_stated",
    "status": "status_stated",
}
"""Fields whose cell is kept as written beside its reading: name in PlanRow -> key of the dataset."""

Places = tuple[dict[str, Any], ...]


def provenance(row: PlanRow) -> tuple[tuple[str, Places], ...]:
    """Return (key, places) for every field of the row that has a place; other columns as "other.<header>"."""
    found = [(STATED.get(name, name), raw) for name, raw in row.fields.items()]
    found += [(f"other.{header}", raw) for header, raw in row.other]
    if row.group_label is not None:
        found.append(("group_label", row.group_label))
    return tuple((key, _places(raw)) for key, raw in found if raw.locators)


def _places(raw: RawField) -> Places:
    return tuple(_place(locator) for locator in raw.locators)


def _place(where: Locator) -> dict[str, Any]:
    box = None if where.box is None else [round(edge, 2) for edge in where.box]
    return {"page": where.page, "table": where.table, "row": where.row, "column": where.column, "box": box}
