"""action-plans.xlsx: the analysts' workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from publish.model import Dataset, RunInfo
from publish.workbook import actions, counts, cover, dictionary, review_queue, reviews
from publish.workbook.book import Book
from publish.workbook.facts import gather
from publish.workbook.styles import FONT, Styles

_CREATED = datetime(2000, 1, 1)
"""Fixed: the workbook is the same from run to run."""


def write_workbook(dataset: Dataset, run: RunInfo, path: Path) -> None:
    """Write the workbook at path. OSError: the folder cannot be written."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": FONT,
        "default_row_height": 17,
        # The work files hold the same texts as the workbook: beside it, not in a folder that others can read.
        "tmpdir": str(path.parent),
    }
    with Workbook(str(path), options) as workbook:
        _describe(workbook)
        book = Book(workbook, Styles(workbook))
        facts = gather(dataset)
        first = cover.add(book)
        actions.write(book, facts)
        review_queue.write_queue(book, facts)
        reviews.write_reviews(book, facts)
        counts.write_agencies(book, facts)
        counts.write_theme_counts(book, facts)
        counts.write_theme_by_agency(book, facts)
        counts.write_themes(book, facts)
        reviews.write_repeats(book, facts)
        reviews.write_files(book, facts)
        review_queue.write_findings(book, facts)
        dictionary.write_long_texts(book)
        dictionary.write_dictionary(book)
        cover.fill(book, first, facts, run)


def _describe(workbook: Workbook) -> None:
    workbook.set_properties(
        {
            "title": "Domestic Homicide Review action plans",
            "subject": "Recommendations and actions, as published and as read",
            "category": "Dataset",
            "author": "dhr",
            "comments": "Automatic tags are aids. Check the source page before relying on a row.",
            "created": _CREATED,
        }
    )
    workbook.set_size(1600, 1000)
