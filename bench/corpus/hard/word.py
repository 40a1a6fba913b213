"""Word files of plans by python-docx, raw or printed by LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from bench.samples.build import _libreoffice

Columns = Sequence[tuple[str, str, int]]


def element(parent: Any, tag: str, **attributes: str) -> Any:
    """Append <w:tag> with w: attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def begin(landscape: bool = True, size: float = 9) -> Any:
    """An empty A4 document."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(16))
    document.styles["Normal"].font.name = "Liberation Sans"
    document.styles["Normal"].font.size = Pt(size)
    return document


def shade(cell: Any, fill: str) -> None:
    """Fill a cell with RRGGBB."""
    element(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=fill)


def put(cell: Any, text: str, bold: bool = False, style: str | None = None) -> None:
    """Write lines as paragraphs."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if style and "\n" in text:
            paragraph.style = style
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(line).bold = bold or None


def grid(document: Any, columns: Columns, count: int, style: str = "Table Grid") -> Any:
    """An empty table of `count` rows with the columns' widths."""
    table = document.add_table(rows=count, cols=len(columns), style=style)
    table.autofit = False
    section = document.sections[-1]
    inner = section.page_width - section.left_margin - section.right_margin
    total = sum(width for _, _, width in columns)
    for column, (_, _, width) in zip(table.columns, columns, strict=True):
        column.width = int(inner * width / total)
        for cell in column.cells:
            cell.width = int(inner * width / total)
    return table


def fill(
    table: Any, columns: Columns, rows: Sequence[Mapping[str, str]], start: int = 1, style: str | None = None
) -> None:
    """Write a header row (if start is 1 or more) and the body from row `start`."""
    if start:
        for cell, (_, header, _) in zip(table.rows[start - 1].cells, columns, strict=True):
            put(cell, header, bold=True)
    for number, row in enumerate(rows, start=start):
        cells = table.rows[number].cells
        for cell, (name, _, _) in zip(cells, columns, strict=True):
            put(cell, row.get(name, ""), style=style)


def footnotes(document: Any, notes: Sequence[tuple[Any, str]]) -> None:
    """Real footnotes: each is a paragraph to which the mark is added, and the note's text."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, (_, text) in enumerate(notes, start=1)
    )
    head = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for kind, number, tag in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{head}{body}</w:footnotes>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for number, (paragraph, _) in enumerate(notes, start=1):
        run = f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        paragraph._p.append(parse_xml(run))


def save(document: Any) -> Callable[[Path], None]:
    """A writer of the .docx itself."""
    return lambda path: document.save(str(path))


def libreoffice(document: Any) -> Callable[[Path], None]:
    """A writer that prints the document by LibreOffice."""

    def write(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{path.stem}.docx"
            document.save(str(source))
            path.write_bytes(_libreoffice(source, Path(folder)).read_bytes())

    return write
