"""Rows of a Word table that are struck through as a whole keep their text (see ingest.struck)."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.struck import FLAG, Letters, letters_in, struck_as_a_whole
from ingest.word.draft import CellDraft, Paragraph
from ingest.word.grid import paragraphs_of


def keep_struck_row(cells: Iterable[CellDraft]) -> None:
    """Give the cells of a row that is struck through as a whole their text back, and flag them."""
    row = [cell for cell in cells if cell.merge != "continue"]
    for index in struck_as_a_whole([_letters(cell) for cell in row]):
        for paragraph in paragraphs_of(row[index].content):
            _restore(paragraph)


def _letters(cell: CellDraft) -> Letters:
    paragraphs = list(paragraphs_of(cell.content))
    live = sum(letters_in(p.raw) for p in paragraphs)
    struck = sum(letters_in(p.struck) for p in paragraphs)
    wholly = any(p.struck for p in paragraphs) and not any(p.raw.strip() for p in paragraphs)
    return Letters(live, struck, bool(cell.merge), wholly)


def _restore(paragraph: Paragraph) -> None:
    if paragraph.struck:
        paragraph.raw, paragraph.struck = paragraph.whole, ""
        paragraph.flags.add(FLAG)
