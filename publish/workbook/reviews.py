"""The sheets Reviews (one row a document with a plan), Files (one row a file) and Repeats (pairs of rows)."""

from __future__ import annotations

from collections import defaultdict

from normalise.model import Action, Link
from publish.model import DocumentRecord, Outcome
from publish.workbook import words
from publish.workbook.book import Book, CellValue, Jump
from publish.workbook.facts import Facts, only_day
from publish.workbook.layout import layouts


def write_reviews(book: Book, facts: Facts) -> None:
    """Write the sheet Reviews."""
    records = {record.path: record for record in facts.dataset.documents}
    also = _other_files(facts)
    rows = [_review(path, rows, records.get(path), also[path], facts) for path, rows in facts.by_file.items()]
    book.write_table("reviews", layouts()["reviews"], rows)


def _other_files(facts: Facts) -> dict[str, set[str]]:
    """Return for each file the other files that hold the same plan, as the links between rows tell."""
    also: dict[str, set[str]] = defaultdict(set)
    for link in facts.dataset.links:
        if link.kind != "repeat" and link.earlier in facts.by_id and link.later in facts.by_id:
            first, second = facts.by_id[link.earlier].source_file, facts.by_id[link.later].source_file
            if first != second:
                also[first].add(second)
                also[second].add(first)
    return also


def _review(
    path: str, actions: list[Action], record: DocumentRecord | None, also: set[str], facts: Facts
) -> list[CellValue]:
    first = actions[0]
    outcome = facts.outcomes.get(path)
    return [
        first.area,
        first.review_reference,
        first.title,
        first.plan_date,
        first.updated_date,
        len(actions),
        *words.status_counts(actions),
        sum("national" in action.scope for action in actions),
        sum(action.needs_review for action in actions),
        "\n".join(sorted(also)),
        path,
        outcome.pages if outcome else None,
        only_day([first.plan_date_iso]),
        only_day([first.updated_date_iso]),
        *_cells(record),
        first.plan_id,
    ]


def _cells(record: DocumentRecord | None) -> list[CellValue]:
    if record is None:
        return [None] * 4
    ignored = sum(record.cells_ignored.values())
    return [record.cells_in, record.cells_placed, ignored, record.cells_reported]


def write_files(book: Book, facts: Facts) -> None:
    """Write the sheet Files. The times taken stay out: the workbook is the same from run to run."""
    rows = [_file(outcome) for outcome in facts.dataset.outcomes]
    book.write_table("files", layouts()["files"], rows)


def _file(outcome: Outcome) -> list[CellValue]:
    return [
        outcome.path,
        words.OUTCOME[outcome.status],
        outcome.rows,
        outcome.pages,
        outcome.sentence,
        outcome.remedy,
        outcome.duplicate_of,
        words.MEDIA_TYPE.get(outcome.media_type or "", outcome.media_type),
        outcome.size,
        outcome.code,
        outcome.sha256,
    ]


def write_repeats(book: Book, facts: Facts) -> None:
    """Write the sheet Repeats."""
    rows = [_repeat(link, facts) for link in facts.dataset.links]
    book.write_table("repeats", layouts()["repeats"], rows)


def _repeat(link: Link, facts: Facts) -> list[CellValue]:
    earlier, later = (_side(key, facts) for key in (link.earlier, link.later))
    head: list[CellValue] = [words.LINK[link.kind], float(link.similarity), link.change]
    return [*head, *earlier, *later, link.earlier, link.later]


def _side(action_id: str, facts: Facts) -> list[CellValue]:
    action = facts.by_id.get(action_id)
    if action is None:
        return [None] * 6
    return [
        Jump(facts.numbers[action_id]),
        action.area,
        action.review_reference,
        action.recommendation_no,
        action.recommendation,
        words.STATUS[action.status],
    ]
