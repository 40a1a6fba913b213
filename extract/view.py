"""Rows of a plan as plain dicts, for showing and for tests."""

from __future__ import annotations

from typing import Any

from extract.model import Plan, PlanRow


def plan_view(plan: Plan) -> list[dict[str, Any]]:
    """The rows as plain dicts, for `dhr inspect --stage plan` and for tests: field texts, pages, joins, findings."""
    return [row_view(row) for row in plan.rows]


def row_view(row: PlanRow) -> dict[str, Any]:
    """One row as a plain dict."""
    return {
        "table_no": row.table_no,
        "row_no": row.row_no,
        "page_start": row.page_start,
        "page_end": row.page_end,
        "group_label": row.group_label.text if row.group_label else None,
        "parent_text": row.parent_text,
        **{name: value.text for name, value in row.fields.items()},
        "status_colour": row.status_colour,
        "other": {name: value.text for name, value in row.other},
        "joins": [f"{j.reason}{'' if j.certain else '?'}" for j in row.joins],
        "confidence": row.confidence,
        "findings": [f.code for f in row.findings],
    }
