"""The sheet Actions: one row is one action, everything the data files know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from normalise.model import Action
from publish import flat
from publish.workbook import words
from publish.workbook.book import Book, CellValue
from publish.workbook.facts import Facts, only_day, pages
from publish.workbook.layout import SheetColumn, layouts

_SPECIAL: dict[str, Callable[[Action, Facts], CellValue]] = {
    "Row": lambda a, facts: facts.numbers[a.action_id],
    "Pages": lambda a, _: pages(a),
    "Scope": lambda a, _: "\n".join(map(words.said, a.scope)),
    "Scope known by": lambda a, _: words.said(a.scope_basis),
    "Status": lambda a, _: words.STATUS[a.status],
    "Status known by": lambda a, _: words.said(a.status_basis),
    "RAG colour": lambda a, _: words.colour(a.status_colour),
    "Needs review": lambda a, _: words.YES if a.needs_review else "No",
    "Why review": lambda a, facts: why_review(a, facts),
    "Target kind": lambda a, _: words.said(a.target.kind),
    "Target day": lambda a, _: only_day(holding(a)),
    "Completion day": lambda a, _: only_day(a.completion_dates),
}


def write(book: Book, facts: Facts) -> None:
    """Write the sheet."""
    book.write_table("actions", layouts()["actions"], _rows(facts))


def _rows(facts: Facts) -> Iterator[list[CellValue]]:
    columns = layouts()["actions"].columns
    for action in facts.dataset.actions:
        row = flat.action_row(action)
        yield [_value(column, action, row, facts) for column in columns]


def _value(column: SheetColumn, action: Action, row: flat.Row, facts: Facts) -> CellValue:
    if column.title in _SPECIAL:
        return _SPECIAL[column.title](action, facts)
    if column.source is None:
        raise KeyError(column.title)
    value = row[column.source[1]]
    if isinstance(value, tuple):
        # Many themes, one a line, would make every row as tall as its tags; agencies and dates are few.
        joint = "; " if column.source[1] in ("themes", "theme_ids") else "\n"
        return joint.join(value) if any(value) else None
    return value


def holding(action: Action) -> tuple[str, ...]:
    """Return the dates of the target; of one that was moved only the date that holds."""
    now = tuple(
        item.date for item in action.target.items if (item.field, item.item) == ("target_date", "now")
    )
    return now or action.target.dates


def why_review(action: Action, facts: Facts) -> str:
    """Return what was found on a row that asks for a person's eyes, one sentence a line."""
    found = [item.finding for item in facts.findings.get(action.action_id, [])]
    sentences = [finding.sentence for finding in found if finding.severity != "info"]
    if action.needs_review and not sentences:
        return "\n".join(action.findings) or "The row was marked for review without a reason."
    return "\n".join(dict.fromkeys(sentences))
