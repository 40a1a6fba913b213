"""Names for plans and rows that stay the same from run to run: hashes of content and position."""

from __future__ import annotations

import hashlib

_LENGTH = 16


def plan_id(source_sha256: str) -> str:
    """Return the id of the plan in the file with this content; another path to the same bytes is the same plan."""
    return _digest("plan", source_sha256)


def action_id(plan: str, table_no: int, row_no: int, repeat: int = 0) -> str:
    """Return the id of the row at a position of a plan; repeat counts rows that claim the same position."""
    return _digest("action", plan, str(table_no), str(row_no), *([str(repeat)] if repeat else []))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:_LENGTH]
