"""The nouns every reader fills in: what a document looks like before anyone asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SCHEMA_VERSION = "1.0"

Severity = Literal["info", "check", "error"]
"""info = said for the record; check = a person should look (sets needs_review); error = something was lost."""

Tail = Literal["end", "wrap", "hyphen", "glue"]
"""How a cell's last printed line ends. end = short line, a paragraph or list item is complete; wrap = the line is
full and the paragraph may go on; hyphen = it ends in a hyphen that was put there by the line break (the hyphen is
still in the text); glue = it breaks off inside a word without a hyphen. A join over a page break needs this."""

Method = Literal["ruled", "fills", "horizontal", "aligned", "word", "ocr"]
"""What a table's grid was found from: ruled lines (or thin rectangles), cell fills and white gaps, horizontal rules
only, text alignment, Word's own markup, optical character recognition."""


class Box(NamedTuple):
    """A rectangle in points; the origin is the top left corner of the page as a reader sees it (after /Rotate)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a value stood. Everything counts from 1; page and box are None for Word."""

    page: int | None
    table: int
    row: int
    column: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person should know. Logs may carry code and place, never cell text."""

    code: str
    severity: Severity
    sentence: str
    remedy: str
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as found: path relative to the input folder with '/', content hash, bytes, media type from the bytes."""

    path: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid position.

    text: None = merged away (covered by another cell's span), "" = empty. White space normalised, line-end
    hyphenation undone, paragraphs and list items separated by newlines, bullets dropped, superscripts inline.
    fill: "#rrggbb" of the shading behind the cell, None for none or white. bold: all the text is bold.
    flags: what the reader noticed, e.g. "inserted" (tracked insertion), "ocr", "rotated", "overflow", "footnote",
    "struck" (the whole row is struck through, its text stands all the same). struck: what is struck through in a row
    that lives, and therefore not part of text.
    confidence: 0 to 1 for OCR, None where the text was read and not recognised.
    """

    text: str | None
    locator: Locator
    colspan: int = 1
    rowspan: int = 1
    fill: str | None = None
    bold: bool = False
    tail: Tail = "end"
    flags: tuple[str, ...] = ()
    confidence: float | None = None
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid of cells on one page (PDF) or in one w:tbl (Word).

    column_edges: x of the n+1 column borders in points (PDF only, for joining over pages). open_top / open_bottom:
    the outer rule is missing there, as when a page break cuts a row. header_rows: rows that Word marks as repeated
    header, 0 when nothing says so. agreement: 0 to 1, how well rules, fills and text agree on this grid.
    """

    number: int
    page: int | None
    rows: tuple[tuple[Cell, ...], ...]
    method: Method
    box: Box | None = None
    column_edges: tuple[float, ...] = ()
    open_top: bool = False
    open_bottom: bool = False
    header_rows: int = 0
    agreement: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of text outside tables (Word), or a printed line (PDF).

    role: body, heading (Word heading style, or larger/bolder than the body), running (page header or footer,
    protective marking), watermark, caption. size in points, 0 if unknown.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    role: Literal["body", "heading", "running", "watermark", "caption"] = "body"
    tail: Tail = "end"


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A physical page; read is False where triage left it unread (its text then stands in no Line)."""

    number: int
    width: float
    height: float
    rotation: int = 0
    has_text: bool = True
    read: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader saw, in reading order: lines and tables, running text included and marked as such."""

    source: SourceFile
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    has_text: bool = True
    findings: tuple[Finding, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines outside tables, in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Line))
