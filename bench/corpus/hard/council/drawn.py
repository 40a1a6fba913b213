"""Plans drawn by programs: ReportLab's tables, fpdf2's tables with rules across, ligatures as letters of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench.corpus.hard.council.model import Columns, Made, Row, Write, heads, keys, plan, truth, widths

LIGATURES = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"))
_DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans"
THEMES = ("Health", "Mental health", "Police response", "Communities")


def reportlab(
    columns: Columns,
    rows: Sequence[Row],
    look: Sequence[tuple[Any, ...]],
    front: Sequence[str],
    size: float,
    wide: bool = True,
    repeat: int = 1,
    serif: bool = False,
    mark: str = "",
) -> Write:
    """A writer by ReportLab's platypus. front: the title, then lines; mark: a footer."""

    def write(path: Path) -> None:
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.lib.units import mm
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

        font, bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
        plain = ParagraphStyle("plain", fontName=font, fontSize=size, leading=size * 1.2)
        head = ParagraphStyle("head", parent=plain, fontName=bold)
        top = ParagraphStyle("top", parent=head, fontSize=16, leading=20)
        page = landscape(A4) if wide else A4
        inner = page[0] - 30 * mm

        def cell(value: str, style: Any = plain) -> Any:
            return Paragraph("<br/>".join(escape(line, quote=False) for line in value.split("\n")), style)

        data = [[cell(header, head) for header in heads(columns)]]
        data += [[cell(row[key]) for key in keys(columns)] for row in rows]
        shares = [inner * width / sum(widths(columns)) for width in widths(columns)]
        grid = Table(data, colWidths=shares, repeatRows=repeat, splitInRow=1)
        grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *look])

        def foot(canvas: Any, document: Any) -> None:
            if mark:
                canvas.setFont("Helvetica", 8)
                canvas.drawString(15 * mm, 8 * mm, mark)
                canvas.drawRightString(page[0] - 15 * mm, 8 * mm, f"Page {document.page}")

        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 15 * mm)
        story = [cell(front[0], top), *(cell(line) for line in front[1:]), Spacer(1, 8), grid]
        template = SimpleDocTemplate(str(path), pagesize=page, **margins)
        template.build(story, onFirstPage=foot, onLaterPages=foot)

    return write


def grids() -> Iterator[Made]:
    """A full grid, rules across with the header once, a portrait one in serifs, zebra stripes."""
    fenland, ashford, wyre = plan("fenland"), plan("ashford"), plan("wyre")
    columns: Columns = (
        ("no", "Ref", 6),
        ("rec", "Recommendation", 30),
        ("act", "Action to be taken", 24),
        ("lead", "Lead agency", 15),
        ("mil", "Key milestones", 20),
        ("tgt", "Target date", 11),
        ("out", "Completion date and outcome", 18),
    )
    numbered = [{**row, "no": f"R{n}"} for n, row in enumerate(fenland.rows, 1)]
    name = "Fenland CSP – DHR (Mary) – Action Plan"
    front: tuple[str, ...] = (name, "January 2015")
    meta, everywhere = fenland.meta(title=name), ((0, 0), (-1, -1))
    look: list[tuple[Any, ...]] = [("GRID", *everywhere, 0.5, "black")]
    write = reportlab(columns, numbered, look, front, 13, mark="NOT PROTECTIVELY MARKED")
    yield Made("fenland_mary_grid.pdf", "a", "reportlab", write, truth(numbered, keys(columns)), meta)
    look = [
        ("LINEBELOW", *everywhere, 0.4, "grey"),
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, "black"),
        ("LEFTPADDING", *everywhere, 3),
    ]
    write = reportlab(columns, numbered, look, front, 12, repeat=0)
    yield Made("fenland_mary_lines.pdf", "rules", "reportlab", write, truth(numbered, keys(columns)), meta)
    five: Columns = (
        ("no", "No.", 5),
        ("rec", "Recommendation", 40),
        ("act", "Action", 28),
        ("lead", "Officer / agency", 17),
        ("tgt", "Timescale", 12),
    )
    look = [
        ("BOX", *everywhere, 1, "black"),
        ("INNERGRID", *everywhere, 0.3, "grey"),
        ("BACKGROUND", (0, 0), (-1, 0), "lightgrey"),
    ]
    front = (ashford.facts["title"], ashford.facts["csp"], "30th June 2014")
    write = reportlab(five, ashford.rows, look, front, 13, wide=False, serif=True)
    rows = truth(ashford.rows, keys(five))
    yield Made("ashford_portrait.pdf", "f", "reportlab", write, rows, ashford.meta())
    seven: Columns = (
        ("no", "Rec", 4),
        ("rec", "Recommendation", 28),
        ("scope", "Scope", 9),
        ("act", "Action to take", 22),
        ("lead", "Lead agency", 15),
        ("tgt", "Target date", 11),
        ("mil", "Progress", 22),
    )
    shown = [{**row, "mil": row["u2"]} for row in wyre.rows]
    look = [
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), ["#ffffff", "#eeeeee"]),
        ("BACKGROUND", (0, 0), (-1, 0), "#99bbdd"),
    ]
    front = (wyre.facts["title"], "Date: 21/09/2022   Updated: 17/05/2023")
    write = reportlab(seven, shown, look, front, 12)
    meta = wyre.meta(author=None)
    yield Made("wyre_steph_zebra.pdf", "zebra", "reportlab", write, truth(shown, keys(seven)), meta)


def ligatures() -> Iterator[Made]:
    """ffi, fi, fl and ff as one letter each."""
    tameside = plan("tameside")
    columns: Columns = (
        ("no", "No", 9),
        ("rec", "Recommendation", 85),
        ("act", "Action", 65),
        ("lead", "Lead agency", 40),
        ("tgt", "Target date", 30),
        ("out", "Outcome", 36),
    )
    shown = [{**row, "no": str(n)} for n, row in enumerate(tameside.rows[:6], 1)]
    name = "Tameside CSP: Action Plan – Craig"

    def tied(value: str) -> str:
        for letters, one in LIGATURES:
            value = value.replace(letters, one)
        return value

    def write(path: Path) -> None:
        from fpdf import FPDF

        pdf = FPDF("L", "mm", "A4")
        pdf.set_margin(15)
        pdf.add_font("D", "", f"{_DEJAVU}.ttf")
        pdf.add_font("D", "B", f"{_DEJAVU}-Bold.ttf")
        pdf.set_auto_page_break(True, 15)
        pdf.add_page()
        pdf.set_font("D", "B", 15)
        pdf.multi_cell(0, 8, name, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("D", "", 10)
        pdf.multi_cell(0, 6, "November 2018", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("D", "", 11)
        with pdf.table(col_widths=widths(columns), text_align="LEFT", line_height=5.5, v_align="T") as table:
            table.row(heads(columns))
            for row in shown:
                table.row([tied(row[key]) for key in keys(columns)])
        pdf.output(str(path))

    rows, meta = truth(shown, keys(columns)), tameside.meta(title=name, author=None)
    yield Made("tameside_craig_ligatures.pdf", "ligatures", "fpdf2", write, rows, meta)


def lines_and_groups() -> Iterator[Made]:
    """Rules across only, all lines at one distance, the groups' names between two rules."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "No", 10),
        ("rec", "Recommendation", 80),
        ("act", "Action", 62),
        ("lead", "Lead", 40),
        ("tgt", "Date", 25),
        ("mil", "Progress", 50),
    )
    shown = [{**row, "group": theme} for theme in THEMES for row in medway.rows if row["theme"] == theme]

    def latin(value: str) -> str:
        return value.replace("’", "'").replace("‘", "'").replace("–", "-")

    def write(path: Path) -> None:
        from fpdf import FPDF

        pdf = FPDF("L", "mm", "A4")
        pdf.set_margin(14)
        pdf.add_page()
        pdf.set_auto_page_break(True, 14)
        pdf.set_font("Times", "B", 16)
        pdf.cell(0, 9, latin(medway.facts["title"]), new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Times", "", 12)
        pdf.cell(0, 7, "Pauline - February 2021", new_x="LMARGIN", new_y="NEXT")
        with pdf.table(
            col_widths=widths(columns),
            text_align="LEFT",
            line_height=6,
            borders_layout="HORIZONTAL_LINES",
            v_align="T",
        ) as table:
            table.row(heads(columns))
            before = ""
            for row in shown:
                if row["group"] != before:
                    before = row["group"]
                    table.row().cell(before, colspan=len(columns))
                table.row([latin(row[key]) for key in keys(columns)])
        pdf.output(str(path))

    rows = truth(shown, ["group", *keys(columns)])
    yield Made("medway_pauline_lines_groups.pdf", "d", "fpdf2", write, rows, medway.meta())


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (grids, ligatures, lines_and_groups):
        yield from family()
