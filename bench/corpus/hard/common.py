"""What the families share: column sets, numbers, title lines, the pair of browser engines."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.corpus.hard import web
from bench.corpus.hard.model import Made, Plan, Row

FULL = (
    ("no", "No", 4),
    ("recommendation", "Recommendation", 24),
    ("scope", "Scope", 8),
    ("action", "Action to take", 20),
    ("lead", "Lead Agency", 12),
    ("milestones", "Key milestones achieved in enacting recommendation", 18),
    ("target", "Target Date", 10),
    ("completion", "Completion Date and Outcome", 13),
)
MAIN = (
    ("no", "Ref", 5),
    ("recommendation", "Recommendation", 32),
    ("action", "Agreed action", 26),
    ("lead", "Lead officer/agency", 15),
    ("target", "Timescale", 12),
)
PORTRAIT = "@page{size:A4 portrait;margin:15mm}"


def numbered(plan: Plan, form: str = "{}", count: int = 99) -> list[Row]:
    """The plan's rows with numbers 1..n in a form such as "R{}"."""
    return [{**row, "no": form.format(n)} for n, row in enumerate(plan.rows[:count], start=1)]


def front(plan: Plan) -> str:
    """Title lines as HTML."""
    meta = plan.meta
    updated = f" &nbsp; Last updated: {meta['updated_date']}" if meta["updated_date"] else ""
    return (
        f"<h1>{html.escape(meta['title'])}</h1><p>Review: {meta['review_reference']} &nbsp; Version date: "
        f"{meta['plan_date']}{updated}</p>"
    )


def word_front(document: Any, plan: Plan) -> None:
    """Title lines in Word."""
    document.add_heading(plan.meta["title"], 1)
    document.add_paragraph(f"Review: {plan.meta['review_reference']}")
    document.add_paragraph(f"Version date: {plan.meta['plan_date']}")
    if plan.meta["updated_date"]:
        document.add_paragraph(f"Last updated: {plan.meta['updated_date']}")


def names(columns: Sequence[tuple[str, str, int]]) -> list[str]:
    """The fields of the columns."""
    return [name for name, _, _ in columns]


def both(
    name: str, family: str, content: str, rows: Sequence[Mapping[str, Any]], plan: Plan
) -> Iterator[Made]:
    """The same page by both browsers' engines."""
    yield Made(f"{name}_chromium.pdf", family, "chromium", web.chromium(content), rows, plan.meta)
    yield Made(f"{name}_weasyprint.pdf", family, "weasyprint", web.weasyprint(content), rows, plan.meta)
