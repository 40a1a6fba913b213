"""Write a plan source as a Word file, with the things council templates really use: merged cells, repeated headers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from samples.writers.source import NOTICE, Row, Source

RAG = {"red": "FF0000", "amber": "FFC000", "green": "00B050", "blue": "0070C0"}
TOKEN = re.compile(r"(</?(?:sup|small|b|i)>|\n)")


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.lstrip("#"))):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _write(paragraph: Any, text: str, size: float, bold: bool = False) -> None:
    """Add text with <sup>, <small>, <b>, <i> as runs; a newline inside <small> is a line break (an icon caption)."""
    style = {"sup": False, "small": False, "b": bold, "i": False}
    for token in TOKEN.split(text):
        name = token.strip("</>")
        if token.startswith("<") and name in style:
            style[name] = not token.startswith("</") or (name == "b" and bold)
        elif token == "\n":
            paragraph.add_run().add_break()
        elif token:
            run = paragraph.add_run(token)
            run.font.size = Pt(size - 3 if style["small"] else size)
            run.font.superscript = True if style["sup"] else None
            run.bold = style["b"] or None
            run.italic = style["i"] or style["small"] or None


def paragraphs(text: str) -> list[str]:
    """Split a cell's text at newlines, but not inside <small>...</small>."""
    parts = re.split(r"(<small>.*?</small>)", text, flags=re.S)
    lines: list[str] = []
    for part in parts:
        if part.startswith("<small>"):
            lines.append(part)
        else:
            lines += [line for line in part.split("\n") if line.strip()]
    return lines or [""]


def _fill_cell(cell: Any, text: str, size: float, bold: bool = False, mark: str = "") -> None:
    for number, line in enumerate(paragraphs(text)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        if number == 0 and mark:
            _write(paragraph, mark + " ", size, bold=True)
        _write(paragraph, line, size, bold)


def _front(document: Any, source: Source) -> None:
    size = source.options.get("font_size", 10)
    if not source.published:
        header = document.sections[0].header.paragraphs[0]
        _write(header, NOTICE, 8)
    for style, text in source.front:
        if style == "title":
            paragraph = document.add_heading(level=1)
            _write(paragraph, text, size + 5, bold=True)
        elif style == "heading":
            paragraph = document.add_heading(level=2)
            _write(paragraph, text, size + 2, bold=True)
        else:
            paragraph = document.add_paragraph()
            _write(paragraph, text, size + 1, bold=style == "strong")
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor(0, 0, 0)


def _plan_table(document: Any, source: Source, rows: tuple[Row, ...]) -> None:
    size, columns = source.options.get("font_size", 10), source.columns
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    section = document.sections[0]
    inner = section.page_width - section.left_margin - section.right_margin
    total = sum(width for _, _, width in columns)
    widths = [int(inner * width / total) for _, _, width in columns]
    for cell, (_, header, _) in zip(table.rows[0].cells, columns, strict=True):
        _fill_cell(cell, header, size, bold=True)
        if source.options.get("header_fill"):
            _shade(cell, source.options["header_fill"])
    if source.options.get("repeat_header"):
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    group: str | None = None
    for row in rows:
        if row.group and row.group != group and source.options.get("group_as") != "heading":
            group = row.group
            cells = table.add_row().cells
            merged = cells[0].merge(cells[-1])
            _fill_cell(merged, row.group, size, bold=True)
            _shade(merged, "D9D9D9")
        cells = table.add_row().cells
        for index, (cell, (name, _, _)) in enumerate(zip(cells, columns, strict=True)):
            shared = row.merged and name in ("recommendation_no", "recommendation", "scope")
            if shared:
                table.cell(len(table.rows) - 2, index).merge(cell)
                continue
            mark = row.cells.get("number_mark", "") if name == "recommendation" else ""
            _fill_cell(cell, row.cells.get(name, ""), size, mark=mark)
            if name == "status" and row.colour:
                _shade(cell, RAG[row.colour])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width


def _records(document: Any, source: Source) -> None:
    """One small table for each recommendation, field names in the first column."""
    size = source.options.get("font_size", 10)
    for row in source.rows:
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for name, header, _ in source.columns:
            cells = table.add_row().cells
            _fill_cell(cells[0], header, size, bold=True)
            _fill_cell(cells[1], row.cells.get(name, ""), size)
            cells[0].width, cells[1].width = Mm(45), Mm(120)
        document.add_paragraph()


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
    document.core_properties.author = "dhr samples"
    document.core_properties.title = ""
    document.core_properties.created = document.core_properties.modified = dt.datetime(2026, 1, 1)
    _front(document, source)
    if source.options.get("layout") == "records":
        _records(document, source)
    elif source.options.get("group_as") == "heading":
        for group in dict.fromkeys(row.group for row in source.rows):
            _write(document.add_heading(level=2), group or "", 12, bold=True)
            _plan_table(document, source, tuple(row for row in source.rows if row.group == group))
    elif source.columns:
        _plan_table(document, source, source.rows)
    document.save(str(path))
