"""A PDF file -> Document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest import limits
from ingest.errors import DocumentError, finding
from ingest.model import Block, Box, Cell, Document, Finding, Line, Locator, Page, SourceFile, Table
from ingest.pdf.cells import CellDraft, TableDraft, draft_table
from ingest.pdf.choose import choose_grids
from ingest.pdf.flow import room_of, tell
from ingest.pdf.frame import Frame
from ingest.pdf.lines import PrintedLine, lines_of
from ingest.pdf.page import PageView, view_page
from ingest.pdf.pdfium import PATH, Pdf, RawPage
from ingest.pdf.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class PageGlance:
    """A cheap look at a page: its text in stream order and how many paths are drawn on it.

    number counts from 1; pages is the number of pages of the document.
    """

    number: int
    pages: int
    text: str
    paths: int


Wanted = Callable[[PageGlance], bool]


@dataclass(slots=True)
class PageDraft:
    """What stays of a page once it is closed."""

    number: int
    width: float
    height: float
    rotation: int
    has_text: bool = True
    frame: Frame | None = None
    tables: list[TableDraft] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    slanted: list[PrintedLine] = field(default_factory=list)
    plain: str = ""
    findings: list[Finding] = field(default_factory=list)


def read_pdf(path: Path, source: SourceFile, wanted: Wanted | None = None) -> Document:
    """Read a PDF.

    wanted: called once a page, in page order; pages it refuses are not read in full (Page.read is False) and their
    text stands in plain lines without a place. None reads every page.
    Raises DocumentError: PDF_PASSWORD, PDF_ENCRYPTED, PDF_CORRUPT, PDF_NO_PAGES, TOO_MANY_PAGES.
    """
    with Pdf(path) as pdf:
        if pdf.page_count > limits.MAX_PAGES:
            raise DocumentError("TOO_MANY_PAGES", str(pdf.page_count))
        words = Vocabulary()
        drafts = [_draft(pdf, index, wanted, words) for index in range(pdf.page_count)]
        properties = pdf.properties()
    return _finish(source, drafts, properties, words)


def _draft(pdf: Pdf, index: int, wanted: Wanted | None, words: Vocabulary) -> PageDraft:
    number = index + 1
    with pdf.page(index) as page:
        if page is None:
            lost = PageDraft(number, 0.0, 0.0, 0, has_text=False)
            lost.findings.append(finding("ingest", "PAGE_UNREADABLE", page=number, number=number))
            return lost
        text = page.text()
        words.learn(text)
        draft = PageDraft(
            number, page.width, page.height, page.rotation, has_text=bool(text.strip()), plain=text
        )
        if page.char_count > limits.MAX_PAGE_CHARACTERS:
            draft.findings.append(finding("ingest", "PAGE_TOO_DENSE", page=number, number=number))
            return draft
        if wanted is not None and not wanted(PageGlance(number, pdf.page_count, text, _paths(page))):
            return draft
        if draft.has_text:
            _read(draft, view_page(page, number))
        return draft


def _paths(page: RawPage) -> int:
    return sum(o.kind == PATH for o in page.objects())


def _read(draft: PageDraft, view: PageView) -> None:
    draft.frame = view.frame
    words = view.words
    for grid in choose_grids(view):
        table, words = draft_table(grid, words, view.fills, ())
        draft.tables.append(table)
    draft.lines = lines_of(words)
    draft.slanted = lines_of(view.slanted)


def _finish(
    source: SourceFile,
    drafts: Sequence[PageDraft],
    properties: tuple[tuple[str, str], ...],
    words: Vocabulary,
) -> Document:
    blocks: list[Block] = []
    findings: list[Finding] = []
    pages: list[Page] = []
    count = 0
    for draft in drafts:
        findings.extend(draft.findings)
        pages.append(
            Page(
                draft.number,
                draft.width,
                draft.height,
                draft.rotation,
                draft.has_text,
                draft.frame is not None,
            )
        )
        if draft.frame is None:
            blocks.extend(Line(t, draft.number) for t in map(str.strip, draft.plain.split("\n")) if t)
            continue
        placed: list[tuple[float, Any]] = [(line.base, line) for line in draft.lines]
        placed += [(table.grid.ys[0], table) for table in draft.tables]
        for _, item in sorted(placed, key=lambda p: p[0]):
            if isinstance(item, TableDraft):
                count += 1
                blocks.append(_table(item, count, draft, words))
            else:
                blocks.append(_line(item, draft))
    has_text = any(d.has_text for d in drafts)
    return Document(source, tuple(blocks), tuple(pages), properties, has_text, tuple(findings))


def _line(line: PrintedLine, draft: PageDraft) -> Line:
    assert draft.frame is not None
    box = draft.frame.display((line.x0, line.top, line.x1, line.bottom))
    return Line(line.text, draft.number, box, round(line.size, 2), line.bold)


def _table(table: TableDraft, number: int, draft: PageDraft, words: Vocabulary) -> Table:
    grid, frame = table.grid, draft.frame
    assert frame is not None
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in table.cells:
        s = cell.span
        rows[s.row][s.column] = _cell(cell, number, draft.number, frame.display(grid.box_of(s)), words)
    filled = tuple(
        tuple(
            c if c is not None else Cell(None, Locator(draft.number, number, i + 1, j + 1))
            for j, c in enumerate(row)
        )
        for i, row in enumerate(rows)
    )
    return Table(
        number,
        draft.number,
        filled,
        grid.method,
        frame.display(grid.box),
        tuple(round(x, 2) for x in grid.xs),
        grid.open_top,
        grid.open_bottom,
        agreement=round(grid.agreement, 3),
    )


def _cell(cell: CellDraft, table: int, page: int, box: Box, words: Vocabulary) -> Cell:
    span = cell.span
    where = Locator(page, table, span.row + 1, span.column + 1, box)
    if not cell.lines:
        return Cell("", where, span.colspan, span.rowspan, cell.fill, flags=tuple(sorted(cell.flags)))
    told = tell(cell.lines, room_of(cell.lines, cell.box[0], cell.box[2]), words)
    bold = all(line.bold for line in cell.lines)
    flags = tuple(sorted(cell.flags | set(told.flags)))
    return Cell(told.text, where, span.colspan, span.rowspan, cell.fill, bold, told.tail, flags)
