"""Read a Word document: package -> drafts -> Document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from lxml import etree

from ingest import limits
from ingest.errors import DocumentError, finding
from ingest.model import Block, Document, Finding, Line, Locator, SourceFile, Table
from ingest.struck import struck_findings
from ingest.word import package as opc
from ingest.word.content import ContentReader, Item
from ingest.word.draft import Paragraph, Setting, TableDraft
from ingest.word.grid import paragraphs_of, settle, straighten
from ingest.word.layout import unwrap
from ingest.word.names import VAL, R, W, is_on
from ingest.word.numbering import Numbering
from ingest.word.properties import core_properties
from ingest.word.styles import Styles
from ingest.word.text import TextReader

Element = etree._Element
Role = Literal["body", "heading", "running", "watermark", "caption"]

LARGER = 1.15  # this much larger than the body text is a heading
HEADING_LENGTH = 200  # characters; a longer bold paragraph is a paragraph
NAMED_PLACES = 50  # places of hidden text named one by one; the rest is counted


class _Emitter:
    """Turns drafts into blocks, numbers tables, collects findings."""

    def __init__(self, body_size: float) -> None:
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.unseen: list[tuple[Locator, int]] = []
        self.unseen_lines = 0
        self.struck_lines = 0
        self.too_big = False
        self._body_size = body_size
        self._tables = 0
        self._positions = 0

    def emit(self, items: list[Item], role: Role | None = None) -> None:
        """Add blocks for items in order; role: None = find out, anything else = all of it is that."""
        for item in items:
            if isinstance(item, Paragraph):
                self._lines(item, role)
            elif role is not None:
                self.emit(list(paragraphs_of([item])), role)
            else:
                self._table(item)

    def _lines(self, paragraph: Paragraph, role: Role | None) -> None:
        self.unseen_lines += paragraph.unseen
        self.struck_lines += len(paragraph.struck.strip())
        bold = paragraph.ink > 0 and paragraph.bold_ink == paragraph.ink
        for text in paragraph.text.split("\n"):
            if text:
                kind = self._role(paragraph, text, bold, role)
                self.blocks.append(Line(text, None, None, paragraph.size, bold, kind))

    def _role(self, paragraph: Paragraph, text: str, bold: bool, role: Role | None) -> Role:
        if "wordart" in paragraph.flags:
            return "watermark"
        if role is not None:
            return role
        if paragraph.heading:
            return "heading"
        larger = self._body_size > 0 and paragraph.size >= LARGER * self._body_size
        return "heading" if (larger or bold) and len(text) <= HEADING_LENGTH else "body"

    def _table(self, draft: TableDraft) -> None:
        if not any(row.cells for row in draft.rows):
            return
        if draft.columns > limits.MAX_COLUMNS:
            self.findings.append(finding("ingest", "TABLE_TOO_WIDE"))
            self.emit(list(paragraphs_of([draft])), "body")
            return
        straighten(draft)
        self._positions += len(draft.rows) * draft.columns
        if self._positions > limits.MAX_CELLS:
            self.too_big = True
            return
        table, unseen = settle(draft, self._tables + 1)
        self._tables += 1
        self.blocks.append(table)
        self.unseen.extend(unseen)


def read_docx(path: Path, source: SourceFile) -> Document:
    """Read a .docx, .docm, .dotx or Strict OOXML file.

    Pages are None everywhere: Word keeps none. Tracked changes are accepted, what nobody can see is kept out and
    said, as is what is struck through (see ingest.struck). Nothing outside the file is ever fetched.
    DocumentError: DOCX_PASSWORD, DOCX_CORRUPT, TYPE_MISMATCH, BOMB, XML_DTD, TOO_MANY_ELEMENTS.
    """
    package = opc.open_package(path)
    main = package.part(package.main_name)
    body = None if main is None else main.find(f"{W}body")
    if main is None or body is None:
        raise DocumentError("DOCX_CORRUPT", "no body")
    styles = Styles(package.related("styles"))
    text = TextReader(styles, Numbering(package.related("numbering"), styles))
    reader = ContentReader(styles, text)
    items = unwrap(reader.blocks(body, Setting()))
    running = list(_running(package, main, reader))
    notes = list(_notes(package, reader))

    emitter = _Emitter(_body_size(items))
    for kind, part in running:
        if kind == "headerReference":
            emitter.emit(part, "running")
    emitter.emit(items)
    emitter.emit(notes, "caption")
    for kind, part in running:
        if kind == "footerReference":
            emitter.emit(part, "running")
    findings = [*_document_findings(package, reader), *emitter.findings, *_unseen_findings(emitter)]
    findings += struck_findings(emitter.blocks, emitter.struck_lines)
    if reader.too_big or emitter.too_big:
        findings.append(finding("ingest", "TABLE_TOO_BIG"))
    return Document(
        source,
        tuple(emitter.blocks),
        properties=core_properties(package),
        has_text=any(_has_text(block) for block in emitter.blocks),
        findings=tuple(findings),
    )


def _has_text(block: Block) -> bool:
    if isinstance(block, Table):
        return any(cell.text for row in block.rows for cell in row)
    return block.role in ("body", "heading")


def _body_size(items: list[Item]) -> float:
    """The size most text outside tables is set in, headings apart."""
    sizes: Counter[float] = Counter()
    for item in items:
        if isinstance(item, Paragraph) and not item.heading:
            sizes[item.size] += item.ink
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _running(package: opc.Package, main: Element, reader: ContentReader) -> Iterator[tuple[str, list[Item]]]:
    """Headers and footers that some section really prints, each part once."""
    settings = package.related("settings")
    even = settings is not None and settings.find(f"{W}evenAndOddHeaders") is not None
    relations = {relation.id: relation.target for relation in package.relations(package.main_name)}
    seen: set[str] = set()
    for section in main.iter(f"{W}sectPr"):
        title = section.find(f"{W}titlePg")
        printed = {"default"} | ({"even"} if even else set())
        if title is not None and is_on(title.get(VAL)):
            printed.add("first")
        for reference in section:
            kind = str(reference.tag).removeprefix(W)
            name = relations.get(reference.get(f"{R}id") or "", "")
            if kind not in ("headerReference", "footerReference") or name in seen:
                continue
            part = package.part(name) if (reference.get(f"{W}type") or "default") in printed else None
            if part is not None:
                seen.add(name)
                yield kind, reader.blocks(part, Setting())


def _notes(package: opc.Package, reader: ContentReader) -> Iterator[Item]:
    """The texts of footnotes and endnotes, without Word's separators."""
    for kind in ("footnotes", "endnotes"):
        part = package.related(kind)
        if part is not None:
            for note in part:
                if (note.get(f"{W}type") or "normal") == "normal":
                    yield from reader.blocks(note, Setting())


def _document_findings(package: opc.Package, reader: ContentReader) -> Iterator[Finding]:
    noticed = reader.text.noticed
    codes = [*package.codes, *_outside(package)]
    codes += [code for code, count in sorted(noticed.items()) if count and code not in codes]
    for code in dict.fromkeys(codes):
        yield finding("ingest", code, count=noticed.get(code, 0))


def _outside(package: opc.Package) -> Iterator[str]:
    """What the package refers to or carries besides text: nothing of it is opened."""
    for name in package.raw:
        if not name.endswith(".rels"):
            continue
        folder = name.removesuffix(".rels").replace("_rels/", "")
        for relation in package.relations(folder):
            if relation.external and relation.kind != "hyperlink":
                yield "EXTERNAL_REF"
            elif relation.kind == "comments" and _has_comments(package, relation.target):
                yield "COMMENTS"
            elif relation.kind in ("package", "oleObject"):
                yield "EMBEDDED_FILES"
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        yield "MACROS"


def _has_comments(package: opc.Package, name: str) -> bool:
    part = package.part(name)
    return part is not None and part.find(f"{W}comment") is not None


def _unseen_findings(emitter: _Emitter) -> Iterator[Finding]:
    for place, count in emitter.unseen[:NAMED_PLACES]:
        yield finding("ingest", "HIDDEN_TEXT", place, count=count)
    rest = sum(count for _, count in emitter.unseen[NAMED_PLACES:]) + emitter.unseen_lines
    if rest:
        yield finding("ingest", "HIDDEN_TEXT", count=rest)
