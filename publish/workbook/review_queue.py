"""The sheets Needs review (what asks for a person's eyes) and Findings (all that was found)."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Finding
from normalise.model import Action
from publish.model import FileFinding
from publish.workbook import words
from publish.workbook.actions import why_review
from publish.workbook.book import Book, CellValue, Jump
from publish.workbook.facts import Facts
from publish.workbook.layout import layouts

_BEGINNING = 160
_LOOK = "Compare the row with its page in the source file."


def write_queue(book: Book, facts: Facts) -> None:
    """Write the sheet Needs review: what was lost first, then in the order of the files."""
    rows = [*_found(facts), *_unexplained(facts)]
    rows.sort(key=lambda item: item.finding.severity != "error")
    book.write_table("needs_review", layouts()["needs_review"], (_row(item, facts) for item in rows))


def _found(facts: Facts) -> Iterator[FileFinding]:
    return (item for item in facts.dataset.findings if item.finding.severity != "info")


def _unexplained(facts: Facts) -> Iterator[FileFinding]:
    """Yield rows that are marked for review without a finding that asks for it: the mark must not go unseen."""
    for action in facts.dataset.actions:
        found = facts.findings.get(action.action_id, [])
        if action.needs_review and all(item.finding.severity == "info" for item in found):
            reason = Finding("", "check", why_review(action, facts), _LOOK, action.page_start)
            yield FileFinding(action.source_file, reason, action.action_id)


def _row(item: FileFinding, facts: Facts) -> list[CellValue]:
    found = item.finding
    action = facts.by_id.get(item.action_id or "")
    record = action or next(iter(facts.by_file.get(item.path, [])), None)
    return [
        Jump(facts.numbers[action.action_id]) if action else None,
        words.SEVERITY[found.severity],
        found.sentence,
        found.remedy,
        item.path,
        *(found.page, found.table, found.row, found.column),
        record.area if record else None,
        record.review_reference if record else None,
        action.recommendation_no if action else None,
        _beginning(action),
        found.code,
        item.action_id,
    ]


def _beginning(action: Action | None) -> str:
    text = (action.recommendation or action.action or "") if action else ""
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rsplit(None, 1)[0] + " …"


def write_findings(book: Book, facts: Facts) -> None:
    """Write the sheet Findings."""
    rows = (_finding(item) for item in facts.dataset.findings)
    book.write_table("findings", layouts()["findings"], rows)


def _finding(item: FileFinding) -> list[CellValue]:
    found = item.finding
    return [
        words.SEVERITY[found.severity],
        found.code,
        found.sentence,
        found.remedy,
        item.path,
        *(found.page, found.table, found.row, found.column),
        item.action_id,
    ]
