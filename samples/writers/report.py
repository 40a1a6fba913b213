"""Write a plan source as a long overview report by ReportLab: prose, glossary, chronology, panel, plan in an appendix."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from samples.writers.source import NOTICE, Source

BODY = (
    "The panel looked at what each agency knew, what it did with what it knew, and what would have made it easier for "
    "the person at the centre of this review to be heard. It met the family twice and is grateful to them.",
    "Professionals who saw injuries accepted the first explanation they were given. Nobody asked a second question, "
    "and nobody was in the room with her alone long enough to ask it.",
    "Records were kept, but in four systems that could not be read by one another. The panel saw no record that said "
    "who was to act, or by when.",
    "Lessons from an earlier review had been shared as a briefing. Staff who joined later had not seen it. The panel "
    "returns to this in its recommendations.",
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def _markup(text: str) -> str:
    kept = re.sub(r"&lt;(/?)(sup|b|i)&gt;", r"<\1\2>", html.escape(text, quote=False))
    return re.sub(r"&lt;/?small&gt;", "", kept).replace("\n", "<br/>")


def _table(
    rows: list[list[str]], widths: list[float], style: ParagraphStyle, fill: str | None = None
) -> Flowable:
    cells = [[Paragraph(_markup(text), style) for text in row] for row in rows]
    shading = [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(fill))] if fill else []
    return Table(
        cells, colWidths=widths, repeatRows=1 if fill else 0, splitInRow=1, style=TableStyle(GRID + shading)
    )


def _page(source: Source, sides: tuple[float, float]) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(15 * mm, 8 * mm, "" if source.published else NOTICE)
        canvas.drawRightString(sides[0] - 15 * mm, 8 * mm, f"Page {document.page}")

    return draw


def _template(source: Source, name: str, sides: tuple[float, float]) -> PageTemplate:
    frame = Frame(15 * mm, 15 * mm, sides[0] - 30 * mm, sides[1] - 30 * mm, id=name)
    return PageTemplate(id=name, frames=[frame], pagesize=sides, onPage=_page(source, sides))


def _body(source: Source, styles: Any) -> list[Flowable]:
    story: list[Flowable] = []
    for kind, text in source.front:
        story.append(Paragraph(_markup(text), styles["Title" if kind == "title" else "Normal"]))
        story.append(Spacer(1, 6 * mm))
    small = styles["BodyText"]
    if source.options.get("glossary"):
        story += [PageBreak(), Paragraph("Glossary", styles["Heading1"])]
        story.append(_table([list(pair) for pair in source.options["glossary"]], [30 * mm, 140 * mm], small))
    for chapter in range(1, int(source.options.get("body_pages", 0)) + 1):
        story += [PageBreak(), Paragraph(f"{chapter}. Analysis", styles["Heading1"])]
        for number in range(1, 11):
            text = BODY[(chapter + number) % len(BODY)]
            story += [Paragraph(f"{chapter}.{number} {text}", small), Spacer(1, 3 * mm)]
    if source.options.get("chronology"):
        rows = [["Date", "Agency", "Contact and action"], *map(list, source.options["chronology"])]
        story += [PageBreak(), Paragraph("Appendix A: Chronology", styles["Heading1"])]
        story.append(_table(rows, [25 * mm, 30 * mm, 115 * mm], small, "#eeeeee"))
    return story


def write(source: Source, path: Path) -> None:
    """Write the report; `invariant` keeps times of day out of the file."""
    styles = getSampleStyleSheet()
    wide = landscape(A4)
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title="", author="dhr samples")
    document.addPageTemplates([_template(source, "portrait", A4), _template(source, "landscape", wide)])
    size = float(source.options.get("font_size", 8))
    cell = ParagraphStyle("cell", fontName="Helvetica", fontSize=size, leading=size * 1.2)
    story = _body(source, styles)
    story += [NextPageTemplate("landscape"), PageBreak()]
    story.append(Paragraph(source.options.get("appendix", "Action Plan"), styles["Heading1"]))
    total = sum(width for _, _, width in source.columns)
    widths = [(wide[0] - 42 * mm) * width / total for _, _, width in source.columns]
    rows = [[f"<b>{header}</b>" for _, header, _ in source.columns]]
    for row in source.rows:
        mark = f"<b>{row.cells['number_mark']}</b> " if "number_mark" in row.cells else ""
        rows.append(
            [
                (mark if name == "recommendation" else "") + row.cells.get(name, "")
                for name, _, _ in source.columns
            ]
        )
    story.append(_table(rows, widths, cell, source.options.get("header_fill")))
    document.build(story)
