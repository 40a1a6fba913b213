"""A PDF file -> Document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PIL.Image import Image

from ingest import limits
from ingest.collection import collection_paused
from ingest.errors import DocumentError, finding
from ingest.model import Block, Document, SourceFile
from ingest.pdf.cells import draft_table
from ingest.pdf.choose import choose_grids
from ingest.pdf.compose import compose
from ingest.pdf.draft import PageDraft
from ingest.pdf.draw import page_image
from ingest.pdf.extras import carried, texts_beside
from ingest.pdf.glance import PageGlance, glance
from ingest.pdf.integrity import survey
from ingest.pdf.lines import lines_of
from ingest.pdf.page import PageView, view_page
from ingest.pdf.page_columns import lines_in_columns
from ingest.pdf.pdfium import Pdf, RawPage
from ingest.pdf.raised import footnote_numbers
from ingest.pdf.second_look import SecondLook
from ingest.pdf.sheet_halves import KEPT_WORDS, add_lone_columns
from ingest.pdf.suspect import may_hide_text
from ingest.pdf.vocabulary import Vocabulary

Wanted = Callable[[PageGlance], bool]
Ocr = Callable[[Image, int, tuple[float, float]], Sequence[Block]]
"""Called for a page without a usable text layer: its picture, number and size in points; gives lines and tables."""

OCR_SCALE = 300 / 72


def read_pdf(
    path: Path, source: SourceFile, wanted: Wanted | None = None, ocr: Ocr | None = None
) -> Document:
    """Read a PDF.

    wanted: called once a page, in page order; pages it refuses are not read in full (Page.read is False) and their
    text stands in plain lines without a place. None reads every page. ocr: reads pages that have no text layer.
    Raises DocumentError: PDF_PASSWORD, PDF_ENCRYPTED, PDF_CORRUPT, PDF_NO_PAGES, TOO_MANY_PAGES, BOMB.
    """
    with collection_paused():
        return _read_pdf(path, source, wanted, ocr)


def _read_pdf(path: Path, source: SourceFile, wanted: Wanted | None, ocr: Ocr | None) -> Document:
    looked = survey(path)
    with Pdf(path, looked.sound) as pdf:
        if pdf.page_count > limits.MAX_PAGES:
            raise DocumentError("TOO_MANY_PAGES", str(pdf.page_count))
        words, second = Vocabulary(), SecondLook()
        drafts: list[PageDraft] = []
        cells = 0
        for index in range(pdf.page_count):
            draft = _draft(pdf, index, wanted, words, second, ocr, drafts[-1] if drafts else None)
            cells += sum(len(t.cells) for t in draft.tables)
            if cells > limits.MAX_CELLS and draft.tables:
                draft.tables.clear()
                draft.findings.append(finding("ingest", "TABLE_TOO_BIG", page=index + 1, number=index + 1))
            drafts.append(draft)
        add_lone_columns(drafts)
        codes = dict.fromkeys((*carried(pdf), *looked.codes))
        drafts[0].findings[:0] = [finding("ingest", code) for code in codes]
        if looked.damaged:
            drafts[0].findings.insert(0, finding("ingest", "PDF_DAMAGED", count=looked.damaged))
        properties = pdf.properties()
    return compose(source, drafts, properties, words)


def _draft(
    pdf: Pdf,
    index: int,
    wanted: Wanted | None,
    words: Vocabulary,
    second: SecondLook,
    ocr: Ocr | None,
    before: PageDraft | None,
) -> PageDraft:
    number = index + 1
    with pdf.page(index) as page:
        if page is None:
            lost = PageDraft(number, 0.0, 0.0, 0, has_text=False)
            lost.findings.append(finding("ingest", "PAGE_UNREADABLE", page=number, number=number))
            return lost
        draft = PageDraft(number, page.width, page.height, page.rotation)
        for code, count in zip(
            ("TEXT_IN_ANNOTATIONS", "TEXT_IN_FORM_FIELDS"), texts_beside(pdf, page), strict=True
        ):
            if count:
                draft.findings.append(finding("ingest", code, page=number, number=number, count=count))
        if page.char_count > limits.MAX_PAGE_CHARACTERS:
            draft.findings.append(finding("ingest", "PAGE_TOO_DENSE", page=number, number=number))
            return draft
        look = glance(page, number, pdf.page_count)
        if page.too_dense:
            # Not even its plain text is taken: nobody has looked whether a reader can see it.
            draft.findings.append(finding("ingest", "PAGE_TOO_DENSE", page=number, number=number))
            return draft
        if max(page.width, page.height) > limits.MAX_PAGE_SIDE:
            draft.findings.append(finding("ingest", "PAGE_SIZE_ODD", page=number, number=number))
        words.learn(look.text)
        if wanted is not None and not wanted(look) and not may_hide_text(page):
            draft.plain = look.text
            draft.has_text = bool(look.text.strip())
            return draft
        _read(draft, page, look, second, ocr, before)
        return draft


def _read(
    draft: PageDraft,
    page: RawPage,
    look: PageGlance,
    second: SecondLook,
    ocr: Ocr | None,
    before: PageDraft | None,
) -> None:
    view = view_page(page, draft.number, second)
    draft.frame = view.frame
    for code, count in (("HIDDEN_TEXT", view.hidden), ("REDACTION_OVER_TEXT", view.redacted)):
        if count:
            draft.findings.append(
                finding("ingest", code, page=draft.number, number=draft.number, count=count)
            )
    if view.ocr_layer:
        draft.findings.append(finding("ingest", "OCR_TEXT_LAYER", page=draft.number, number=draft.number))
    if view.garbled > 0.2:
        draft.findings.append(finding("ingest", "GARBLED_TEXT", page=draft.number, number=draft.number))
    if view.misread:
        draft.findings.append(finding("ingest", "TEXT_NOT_AS_SHOWN", page=draft.number, number=draft.number))
    untrue = view.garbled > 0.5 or view.misread > 0
    draft.has_text = bool(view.words) and not untrue
    if not draft.has_text and (view.images or look.paths or untrue):
        if max(page.width, page.height) <= limits.MAX_PAGE_SIDE and ocr is not None:
            draft.recognised = list(ocr(page_image(page, OCR_SCALE), draft.number, (page.width, page.height)))
        if not draft.recognised:
            draft.findings.append(finding("ingest", "NO_TEXT_LAYER", page=draft.number, number=draft.number))
        return
    _tables(draft, view, before)


def _tables(draft: PageDraft, view: PageView, before: PageDraft | None) -> None:
    words = view.words
    notes = footnote_numbers(words)
    choice = choose_grids(view, before.columns if before else None)
    draft.columns, draft.lone = choice.columns, choice.lone
    for grid in choice.grids:
        if grid.columns > limits.MAX_COLUMNS:
            draft.findings.append(finding("ingest", "TABLE_TOO_WIDE", page=draft.number, number=draft.number))
            continue
        table, words = draft_table(grid, words, view.fills, notes)
        draft.tables.append(table)
    if choice.lone or (not draft.tables and len(words) <= KEPT_WORDS):
        draft.words, draft.fills = list(words), view.fills
    draft.lines = lines_in_columns([w for w in words if not w.angle])
    draft.turned = lines_of([w for w in words if w.angle])
    draft.watermarks = lines_of(view.slanted)
