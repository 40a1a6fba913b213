"""Which columns of a document map to no field: each is said once."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import PlanRow
from extract.text import squash
from ingest.errors import finding
from ingest.model import Finding, Locator

_TOLD = frozenset({"COLUMN_UNMAPPED", "COLUMN_COMBINED"})


def kept_columns(rows: Iterable[PlanRow]) -> list[Finding]:
    """COLUMN_KEPT for the first value under every name in `other`, but for those of rows flagged for such a column."""
    first: dict[str, Locator] = {}
    said: set[str] = set()
    for row in rows:
        flagged = any(f.code in _TOLD for f in row.findings)
        for name, value in row.other:
            if not value.text or not value.locators:
                continue
            if flagged:
                said.add(squash(name))
            else:
                first.setdefault(squash(name), value.locators[0])
    return [finding("extract", "COLUMN_KEPT", where) for name, where in first.items() if name not in said]
