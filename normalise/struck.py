"""Rows that are struck through: their text stands, but what it says is not read as if it held."""

from __future__ import annotations

from dataclasses import replace

from extract.model import PlanRow, RawField
from normalise.status import StatusReading

_READ = ("target_date", "completion", "status", "milestones")
_ENDED = frozenset({"complete", "superseded", "not_accepted"})
RULE = "row.struck"


def living(row: PlanRow) -> PlanRow:
    """Return the row without the dates and statuses that are struck through."""
    if not row.struck:
        return row
    return replace(
        row,
        fields={
            name: RawField("", raw.locators) if name in row.struck and name in _READ else raw
            for name, raw in row.fields.items()
        },
        other=tuple((header, raw) for header, raw in row.other if header not in row.struck),
    )


def status_of(row: PlanRow, read: StatusReading) -> StatusReading:
    """Return the status of a row: what is struck as a whole is superseded, unless what lives of it says how it ended."""
    own = [name for name in ("recommendation", "action") if name in row.fields and row.fields[name].text]
    if not row.struck or not own or not {*own} <= {*row.struck} or read.status in _ENDED:
        return read
    return StatusReading("superseded", "inferred", RULE)
