"""What stays of a page once it is closed: small, so that memory does not grow with the number of pages read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.model import Block, Finding
from ingest.pdf.carried import Columns
from ingest.pdf.cells import TableDraft
from ingest.pdf.frame import Frame
from ingest.pdf.lines import PrintedLine


@dataclass(slots=True)
class PageDraft:
    """A page before its text is put together. frame is None for a page that was not read; plain is then its text.

    lines stand outside tables; turned ones read sideways; watermarks lie across the page. recognised: what OCR gave.
    columns: those of an unruled table at the end of the page.
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
    plain: str = ""
    findings: list[Finding] = field(default_factory=list)
