"""A cheap look at a page: enough to tell whether it is worth reading in full."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.pdf.pdfium import PATH, RawPage


@dataclass(frozen=True, slots=True)
class PageGlance:
    """A page's text in stream order and how many lines, rectangles and shapes are drawn on it.

    number counts from 1; pages is the number of pages of the document. paths: a path object counts once, one that
    draws many lines (a whole grid in a single path) as many times as it has lines.
    """

    number: int
    pages: int
    text: str
    paths: int


def glance(page: RawPage, number: int, pages: int) -> PageGlance:
    """Take the look."""
    return PageGlance(
        number, pages, page.text(), page.drawn([o.handle for o in page.objects() if o.kind == PATH])
    )
