"""Hard families drawn by Python libraries: ReportLab and fpdf2."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.corpus.hard.common import FULL, names, numbered
from bench.corpus.hard.model import Made, Plan, truth


def drawn(all_plans: list[Plan]) -> Iterator[Made]:
    """ReportLab and fpdf2: grids, 6 pt, borderless with cut rows, ligature code points."""
    plan = all_plans[2]
    rows = numbered(plan)

    def fpdf(path: Path, borders: str, size: float, ligatures: bool, centred: bool = False) -> None:
        from fpdf import FPDF
        from fpdf.fonts import FontFace

        pdf: Any = FPDF("landscape", "mm", "A4")
        for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold")):
            pdf.add_font("dv", style, f"/usr/share/fonts/truetype/dejavu/{name}.ttf")
        pdf.set_font("dv", size=14)
        pdf.add_page()
        pdf.multi_cell(0, 8, plan.meta["title"], new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("dv", size=10)
        pdf.multi_cell(
            0,
            6,
            f"Review: {plan.meta['review_reference']}   Version date: {plan.meta['plan_date']}",
            new_x="LMARGIN",
            new_y="NEXT",
        )
        pdf.set_font("dv", size=size)
        ligate = (
            (lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"))
            if ligatures
            else str
        )
        with pdf.table(
            v_align="MIDDLE" if centred else "TOP",
            padding=0 if centred else 1,
            borders_layout=borders,
            col_widths=tuple(w for _, _, w in FULL),
            line_height=size * 0.5,
            text_align="LEFT",
            headings_style=FontFace(emphasis="BOLD"),
        ) as table:
            table.row([label for _, label, _ in FULL])
            for row in rows:
                table.row([ligate(row[name]) for name, _, _ in FULL])
        pdf.output(str(path))

    told = truth(rows, names(FULL))
    kinds = (
        ("grid6", "ALL", 6, False, True),
        ("ligatures", "HORIZONTAL_LINES", 8, True, False),
        ("bare", "NONE", 8, False, False),
        ("minimal", "MINIMAL", 8, False, False),
        ("centred", "MINIMAL", 8, False, True),
    )
    for name, borders, size, ligatures, centred in kinds:
        yield Made(
            f"fpdf_{name}.pdf",
            "drawn",
            "fpdf2",
            partial(fpdf, borders=borders, size=size, ligatures=ligatures, centred=centred),
            told,
            plan.meta,
        )

    def reportlab(path: Path, rules: str) -> None:
        from reportlab.lib import colors
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

        styles = getSampleStyleSheet()
        small = styles["BodyText"].clone("small", fontSize=8, leading=9.5)
        story: list[Any] = [
            Paragraph(html.escape(plan.meta["title"]), styles["Title"]),
            Paragraph(
                f"Review: {plan.meta['review_reference']} | Version date: {plan.meta['plan_date']}", small
            ),
        ]
        data = [[Paragraph(f"<b>{label}</b>", small) for _, label, _ in FULL]]
        data += [
            [Paragraph(html.escape(row[name]).replace("\n", "<br/>"), small) for name, _, _ in FULL]
            for row in rows
        ]
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if rules == "grid":
            style += [("INNERGRID", (0, 0), (-1, -1), 0.4, colors.grey)]
        if rules == "columns":
            style += [
                ("LINEBEFORE", (0, 0), (-1, -1), 0.4, colors.grey),
                ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
            ]
        total = sum(w for _, _, w in FULL)
        story.append(
            Table(
                data, colWidths=[770 * w / total for _, _, w in FULL], style=style, repeatRows=1, splitInRow=1
            )
        )
        SimpleDocTemplate(
            str(path), pagesize=landscape(A4), leftMargin=30, rightMargin=30, topMargin=30, bottomMargin=30
        ).build(story)

    for rules in ("grid", "columns", "none"):
        yield Made(
            f"reportlab_{rules}.pdf",
            "drawn",
            "reportlab",
            partial(reportlab, rules=rules),
            told,
            plan.meta,
        )
