"""Word files of the council corpus by python-docx: pages, tables grown row by row, footers, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from bench.corpus.hard.council.model import Columns, Made, Row, Truth, Write, again, heads, keys, widths
from bench.corpus.hard.word import element, shade

RAG = {
    "Green": "00B050",
    "Amber": "FFC000",
    "Red": "FF0000",
    "G": "92D050",
    "A": "FFC000",
    "R": "FF0000",
    "B": "0070C0",
}


def begin(landscape: bool = True, font: str = "Liberation Sans", size: float = 9, margin: int = 15) -> Any:
    """An empty A4 document."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(margin))
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.paragraph_format.space_after = font, Pt(size), Pt(3)
    return document


def landscape_from_here(document: Any) -> None:
    """A new section on landscape pages."""
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def lines(document: Any, *texts: str, bold: bool = False, size: float = 0) -> None:
    """Paragraphs."""
    for text in texts:
        run = document.add_paragraph().add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)


def put(
    cell: Any, text: str, bold: bool = False, style: str = "", colour: str = "", first: bool = True
) -> None:
    """Write lines as paragraphs, as a list of this style where there are several. first: into the empty one."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 and first else cell.add_paragraph()
        if style and "\n" in text:
            paragraph.style, line = style, re.sub("^• ?", "", line)
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(line)
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


class Table:
    """A table that grows row by row."""

    def __init__(self, document: Any, shares: Sequence[int], style: str = "Table Grid") -> None:
        self.table = document.add_table(rows=0, cols=len(shares), style=style)
        self.table.autofit = False
        section = document.sections[-1]
        inner = section.page_width - section.left_margin - section.right_margin
        self.widths = [int(inner * share / sum(shares)) for share in shares]
        for column, width in zip(self.table.columns, self.widths, strict=True):
            column.width = width

    def add(
        self,
        texts: Sequence[str],
        fill: str = "",
        repeat: bool = False,
        split: bool = True,
        bold: bool = False,
        colour: str = "",
    ) -> Any:
        """Append a row. repeat: a header on each page; split: a page may cut it."""
        row = self.table.add_row()
        for cell, text, width in zip(row.cells, texts, self.widths, strict=True):
            cell.width = width
            put(cell, text, bold=bold, colour=colour)
            if fill:
                shade(cell, fill)
        properties = row._tr.get_or_add_trPr()
        if not split:
            element(properties, "cantSplit")
        if repeat:
            element(properties, "tblHeader")
        return row

    def band(self, text: str, fill: str = "D9D9D9", colour: str = "") -> None:
        """Append a row of one cell."""
        row = self.table.add_row()
        cell = row.cells[0].merge(row.cells[-1])
        put(cell, text, bold=True, colour=colour)
        shade(cell, fill)


def table(
    document: Any,
    columns: Columns,
    fill: str = "",
    repeat: bool = False,
    colour: str = "",
    style: str = "Table Grid",
) -> Table:
    """A table with its header row."""
    made = Table(document, widths(columns), style)
    made.add(heads(columns), bold=True, fill=fill, repeat=repeat, colour=colour)
    return made


def texts(row: Row, columns: Columns, *empty: str) -> list[str]:
    """A row's cells; those of the keys named stay empty."""
    return ["" if key in empty else row[key] for key in keys(columns)]


def merge_down(cells: Sequence[Any], first: bool) -> None:
    """Mark cells as the first of a vertical merge, or as one of its rest."""
    for cell in cells:
        mark = element(cell._tc.get_or_add_tcPr(), "vMerge")
        if first:
            mark.set(qn("w:val"), "restart")


def rag(cell: Any, status: str) -> None:
    """Shade a cell as its status says."""
    shade(cell, RAG.get(status, "FFFFFF"))


def footer(document: Any, text: str) -> None:
    """A footer with the page number behind the text."""
    paragraph = document.sections[-1].footer.paragraphs[0]
    paragraph.add_run(text)
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        if kind:
            element(run, "fldChar", fldCharType=kind)
        else:
            code = element(run, "instrText")
            code.text = " PAGE "
            code.set(qn("xml:space"), "preserve")


def xml(text: str) -> Any:
    """An element from its text; {w} stands for the namespaces."""
    return parse_xml(text.replace("{w}", nsdecls("w")))


def saver(document: Any) -> Write:
    """A writer of the file."""

    def write(path: Path) -> None:
        document.save(str(path))

    return write


def pair(
    name: str, family: str, document: Any, rows: list[Truth], meta: dict[str, str | None], **more: Any
) -> Iterator[Made]:
    """The Word file itself and its print. more: fields of Made for the print."""
    yield Made(f"{name}.docx", family, "docx", saver(document), again(rows), meta)
    yield printed(name, family, document, rows, meta, **more)


def printed(
    name: str, family: str, document: Any, rows: list[Truth], meta: dict[str, str | None], **more: Any
) -> Made:
    """The print of a Word file by LibreOffice."""
    return Made(
        f"{name}.pdf", family, "libreoffice", saver(document), again(rows), meta, to="docx>pdf", **more
    )
