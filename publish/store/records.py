"""Single rows of the store, whole."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from publish.store.connect import open_read_only


def get(db: Path, action_id: str) -> dict[str, Any] | None:
    """Return a row as it stands in actions.jsonl, or None if the store has no such id. StoreError: not a store."""
    with closing(open_read_only(db)) as connection:
        query = "SELECT record FROM action_records WHERE action_id = ?"
        row = connection.execute(query, (action_id,)).fetchone()
    return None if row is None else json.loads(row["record"])


def findings_of(db: Path, action_id: str) -> list[dict[str, Any]]:
    """Return the findings on a row, with the columns of findings.csv. StoreError: not a store."""
    with closing(open_read_only(db)) as connection:
        query = "SELECT * FROM findings WHERE action_id = ? ORDER BY id"
        rows = connection.execute(query, (action_id,)).fetchall()
    return [{key: row[key] for key in row.keys() if key != "id"} for row in rows]  # noqa: SIM118
