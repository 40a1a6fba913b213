"""Write a plan source as a Word file, with the things council templates really use: merged cells, repeated headers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bench.samples.writers.layout import PageBreak, Printed, TableBlock, TextBlock, lay_out
from bench.samples.writers.source import Source

TOKEN = re.compile(r"(</?(?:sup|small|b|i)>|\n)")
STYLES = {
    "title": (1, 5.0, True),
    "heading": (2, 2.0, True),
    "strong": (0, 1.0, True),
    "plain": (0, 1.0, False),
}


def _element(parent: Any, tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def _write(paragraph: Any, text: str, size: float, bold: bool = False, colour: str = "#000000") -> None:
    """Add text with <sup>, <small>, <b>, <i> as runs; a newline inside <small> is a line break (an icon caption)."""
    on = {"sup": False, "small": False, "b": bold, "i": False}
    for token in TOKEN.split(text):
        name = token.strip("</>")
        if token.startswith("<") and name in on:
            on[name] = not token.startswith("</") or (name == "b" and bold)
        elif token == "\n":
            paragraph.add_run().add_break()
        elif token:
            run = paragraph.add_run(token)
            run.font.size = Pt(size - 3 if on["small"] else size)
            run.font.superscript = True if on["sup"] else None
            run.bold, run.italic = on["b"] or None, on["i"] or on["small"] or None
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())


def paragraphs(text: str) -> list[str]:
    """Split a cell's text at newlines, but not inside <small>...</small>."""
    lines: list[str] = []
    for part in re.split(r"(<small>.*?</small>)", text, flags=re.S):
        lines += [part] if part.startswith("<small>") else [line for line in part.split("\n") if line.strip()]
    return lines or [""]


def _fill(cell: Any, printed: Printed, size: float) -> None:
    for number, line in enumerate(paragraphs(printed.text)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        _write(paragraph, line, size, printed.bold, printed.colour)
    properties = cell._tc.get_or_add_tcPr()
    if printed.fill:
        _element(properties, "shd", val="clear", color="auto", fill=printed.fill.lstrip("#").upper())
    if printed.turned:
        _element(properties, "textDirection", val="btLr")


def _borders(table: Any, kind: str) -> None:
    """Horizontal rules only; the other kinds are a built-in table style."""
    borders = _element(table._tbl.tblPr, "tblBorders")
    for side in ("top", "bottom", "insideH") if kind == "horizontal" else ():
        _element(borders, side, val="single", sz="4", space="0", color="000000")


def _table(document: Any, block: TableBlock, size: float) -> None:
    style = "Table Grid" if block.borders == "grid" else "Normal Table"
    table = document.add_table(rows=len(block.rows), cols=len(block.widths), style=style)
    table.autofit = False
    if block.borders == "horizontal":
        _borders(table, block.borders)
    section = document.sections[0]
    inner = section.page_width - section.left_margin - section.right_margin
    widths = [int(inner * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(block.rows):
        cells = table.rows[number].cells
        for index, printed in enumerate(row):
            cells[index].width = widths[index]
            if printed is None:
                continue
            if printed.colspan > 1:
                cells[index].merge(cells[index + printed.colspan - 1])
            if printed.rowspan > 1:
                cells[index].merge(table.cell(number + printed.rowspan - 1, index))
            _fill(table.cell(number, index), printed, size)
        if block.repeat_header and number < block.header_rows:
            _element(table.rows[number]._tr.get_or_add_trPr(), "tblHeader")
        if any(printed is not None and printed.turned for printed in row):
            table.rows[number].height = Mm(35)


def _text(document: Any, block: TextBlock, size: float) -> None:
    if block.style == "note":
        paragraph = document.add_paragraph()
        _write(paragraph, block.text, 8, colour="#555555")
        return
    level, more, bold = STYLES[block.style]
    paragraph = document.add_heading(level=level) if level else document.add_paragraph()
    _write(paragraph, block.text, size + more, bold)


def write(source: Source, path: Path) -> None:
    """Write the source to a .docx; the same source gives the same content each time."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if source.options.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(source.options.get("margin", 15)))
    document.styles["Normal"].font.name = "Liberation Sans"
    document.core_properties.author, document.core_properties.title = "dhr samples", ""
    document.core_properties.created = document.core_properties.modified = dt.datetime(2026, 1, 1)
    size = float(source.options.get("font_size", 10))
    for block in lay_out(source):
        if isinstance(block, TableBlock):
            _table(document, block, size)
        elif isinstance(block, PageBreak):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _text(document, block, size)
    document.save(str(path))
