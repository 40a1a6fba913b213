"""What stays of a page once it is closed: small, so that memory does not grow with the number of pages read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.model import Block, Finding
from ingest.pdf.carried import Columns
from ingest.pdf.cells import TableDraft
from ingest.pdf.frame import Frame
from ingest.pdf.grid import Grid
from ingest.pdf.lines import PrintedLine
from ingest.pdf.shapes import Fill
from ingest.pdf.words import Word


@dataclass(slots=True)
class PageDraft:
    """A page before its text is put together. frame is None for a page that was not read; plain is then its text.

    lines stand outside tables; turned ones read sideways; watermarks lie across the page. recognised: what OCR gave.
    columns: those of an unruled table at the end of the page. lone: ruled grids of one column.
    words, fills: what stands on a page that may be half of a sheet (see sheet_halves); empty for all others.
    """

    number: int
    width: float
    height: float
    rotation: int
    has_text: bool = True
    frame: Frame | None = None
    tables: list[TableDraft] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    turned: list[PrintedLine] = field(default_factory=list)
    watermarks: list[PrintedLine] = field(default_factory=list)
    recognised: list[Block] = field(default_factory=list)
    columns: Columns | None = None
    lone: list[Grid] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    plain: str = ""
    findings: list[Finding] = field(default_factory=list)
