"""Write a plan source by ReportLab: any layout, or a long overview report with the plan in an appendix."""

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
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import PageBreak as NewPage

from bench.samples.writers.layout import PageBreak, Printed, TableBlock, TextBlock, lay_out
from bench.samples.writers.source import NOTICE, Source

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
RULES = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "horizontal": [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
    ],
}


class Turned(Flowable):
    """A header written from bottom to top."""

    def __init__(self, text: str, size: float) -> None:
        super().__init__()
        self.text, self.size = text, size

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.size * 1.2, 35 * mm

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", self.size)
        self.canv.drawString(2, -self.size, self.text)


def _markup(text: str) -> str:
    kept = re.sub(r"&lt;(/?)(sup|b|i)&gt;", r"<\1\2>", html.escape(text, quote=False))
    return (
        re.sub(r"&lt;/?small&gt;", "", kept)
        .replace("\n", "<br/>")
        .replace("✓", "<font name='ZapfDingbats'>3</font>")
    )


def _flowable(printed: Printed | None, size: float) -> Flowable | str:
    if printed is None:
        return ""
    if printed.turned:
        return Turned(printed.text, size)
    style = ParagraphStyle(
        "cell", fontName="Helvetica", fontSize=size, leading=size * 1.2, textColor=printed.colour
    )
    text = _markup(printed.text)
    return Paragraph(f"<b>{text}</b>" if printed.bold else text, style)


def _table(block: TableBlock, size: float, inner: float) -> Table:
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *RULES.get(block.borders, [])]
    for y, row in enumerate(block.rows):
        for x, printed in enumerate(row):
            if printed is None:
                continue
            corner = (x + printed.colspan - 1, y + printed.rowspan - 1)
            commands += [("SPAN", (x, y), corner)] if corner != (x, y) else []
            commands += (
                [("BACKGROUND", (x, y), corner, colors.HexColor(printed.fill))] if printed.fill else []
            )
    cells = [[_flowable(printed, size) for printed in row] for row in block.rows]
    widths = [inner * width / sum(block.widths) for width in block.widths]
    repeat = block.header_rows if block.repeat_header else 0
    return Table(cells, colWidths=widths, repeatRows=repeat, splitInRow=1, style=TableStyle(commands))


def _template(source: Source, name: str, sides: tuple[float, float]) -> PageTemplate:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(15 * mm, 8 * mm, "" if source.published else NOTICE)
        canvas.drawRightString(sides[0] - 15 * mm, 8 * mm, f"Page {document.page}")

    frame = Frame(15 * mm, 15 * mm, sides[0] - 30 * mm, sides[1] - 30 * mm, id=name)
    return PageTemplate(id=name, frames=[frame], pagesize=sides, onPage=draw)


def _chapters(source: Source, styles: Any) -> list[Flowable]:
    """Glossary, prose and chronology: what stands before the plan in an overview report."""
    small, story = styles["BodyText"], []
    inner = A4[0] - 36 * mm
    if source.options.get("glossary"):
        rows = tuple(tuple(Printed(text) for text in pair) for pair in source.options["glossary"])
        story += [NewPage(), Paragraph("Glossary", styles["Heading1"])]
        story.append(_table(TableBlock(rows, (18, 82), 0), 9, inner))
    for chapter in range(1, int(source.options.get("body_pages", 0)) + 1):
        story += [NewPage(), Paragraph(f"{chapter}. Analysis", styles["Heading1"])]
        for number in range(1, 11):
            text = BODY[(chapter + number) % len(BODY)]
            story += [Paragraph(f"{chapter}.{number} {text}", small), Spacer(1, 3 * mm)]
    if source.options.get("chronology"):
        lines = [["Date", "Agency", "Contact and action"], *source.options["chronology"]]
        rows = tuple(tuple(Printed(text, number == 0) for text in line) for number, line in enumerate(lines))
        story += [NewPage(), Paragraph("Appendix A: Chronology", styles["Heading1"])]
        story.append(_table(TableBlock(rows, (15, 18, 67)), 9, inner))
    return story


def write(source: Source, path: Path) -> None:
    """Write the source to a PDF; `invariant` keeps times of day out of the file."""
    styles, wide = getSampleStyleSheet(), landscape(A4)
    is_report = source.options.get("layout") == "report"
    plan = wide if is_report or source.options.get("landscape") else A4
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title="", author="dhr samples")
    pages = [_template(source, "report", A4), _template(source, "plan", plan)]
    document.addPageTemplates(pages if is_report else pages[::-1])
    size = float(source.options.get("font_size", 8))
    names = {"title": "Title", "heading": "Heading2"}
    story: list[Flowable] = []
    for block in lay_out(source):
        if isinstance(block, TableBlock):
            story.append(_table(block, size, plan[0] - 42 * mm))
        elif isinstance(block, PageBreak):
            story.append(NewPage())
        elif isinstance(block, TextBlock) and (block.style != "note" or block.text != NOTICE):
            text = f"<b>{_markup(block.text)}</b>" if block.style == "strong" else _markup(block.text)
            story += [Paragraph(text, styles[names.get(block.style, "Normal")]), Spacer(1, 3 * mm)]
    if is_report:
        story += _chapters(source, styles)
        story += [
            NextPageTemplate("plan"),
            NewPage(),
            Paragraph(source.options["appendix"], styles["Heading1"]),
        ]
        table = lay_out_plan(source)
        story.append(_table(table, size, plan[0] - 42 * mm))
    document.build(story)


def lay_out_plan(source: Source) -> TableBlock:
    """The plan table alone, for the appendix of a report."""
    whole = Source(
        source.file,
        source.outputs,
        (),
        source.columns,
        source.rows,
        source.meta,
        {**source.options, "layout": "table"},
    )
    return next(block for block in lay_out(whole) if isinstance(block, TableBlock))
