"""Tables drawn in unusual ways: odd rules, shading instead of rules, odd type, odd pages."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, MAIN, PORTRAIT, both, front, names, numbered, word_front
from bench.corpus.hard.model import Made, Plan, Row, truth

RULES = {
    "double": "td,th{border:3.5px double #000}",
    "dotted": "td,th{border:1.2px dotted #222}",
    "dashed": "td,th{border:1px dashed #222}",
    "ridge": "td,th{border:4px ridge #999}",
    "down": "td,th{border:0;border-left:1px solid #333;border-right:1px solid #333} table{border:0}",
    "spaced": "table{border-collapse:separate;border-spacing:3px} td,th{border:1px solid #333}",
    "rounded": "td,th{border:0;border-bottom:1px solid #bbb} table{border:1px solid #333;border-radius:6px}",
}
SHADES = {
    "columns": "td,th{border:0} td:nth-child(even),th:nth-child(even){background:#e4ebf4}",
    "dark_head": "td,th{border:0} th{background:#1f3864;color:#fff}",
    "dark_head_ruled": "th{background:#1f3864;color:#fff}",
    "cells": "table{border-collapse:separate;border-spacing:3px} td,th{border:0;background:#eef1f5}",
    "first": "td,th{border:0;border-bottom:.7px solid #999} td:first-child{background:#ddd}",
}
TYPES = {
    "letterspaced": "th{letter-spacing:2px;text-transform:uppercase;font-size:7pt}",
    "justified": "td{text-align:justify;font-size:10pt}",
    "drop_caps": "td:nth-child(2)::first-letter{font-size:200%;float:left;line-height:1}",
    "two_sizes": "td:nth-child(4),td:nth-child(6){font-size:6.5pt} td:nth-child(2){font-size:10pt}",
    "tiny": "table{font-size:5pt} td,th{padding:1px 2px}",
    "shadow_bold": "th,td:nth-child(1){text-shadow:.3px 0 0 #000}",
    "centred": "td,th{text-align:center;vertical-align:middle}",
    "bottom": "td{vertical-align:bottom}",
    "tight": "td,th{padding:0 1px;line-height:1.02}",
    "no_wrap_url": "td{overflow-wrap:normal}",
    "centred_bare": "td,th{text-align:center;vertical-align:middle;border:0;padding:0 6px}",
    "middle_rules": "td,th{vertical-align:middle;border:0;border-bottom:.7px solid #888}",
}


def styles(all_plans: list[Plan], kinds: dict[str, str], family: str) -> Iterator[Made]:
    """The whole plan once in each style, by both browsers' engines."""
    for at, (name, style) in enumerate(kinds.items()):
        plan = all_plans[at % len(all_plans)]
        rows = numbered(plan)
        if name == "no_wrap_url":
            link = "https://www.safeguarding.example.org.uk/domestic-abuse/action-plans/2019-evidence.pdf"
            rows = [
                {**row, "milestones": f"{row['milestones']} {link}"} if i == 1 else row
                for i, row in enumerate(rows)
            ]
        table = web.table(FULL, web.body(FULL, rows), "", web.head(FULL))
        yield from both(
            f"{family}_{name}", family, web.page(front(plan) + table, style), truth(rows, names(FULL)), plan
        )


def ruling(all_plans: list[Plan]) -> Iterator[Made]:
    """Rules double, dotted, dashed, down only, around each cell."""
    yield from styles(all_plans, RULES, "ruling")


def shading(all_plans: list[Plan]) -> Iterator[Made]:
    """Shading in place of rules; white print on a dark header."""
    yield from styles(all_plans, SHADES, "shading")


def typing(all_plans: list[Plan]) -> Iterator[Made]:
    """Type letter-spaced, justified, tiny, of two sizes, with drop caps, centred."""
    yield from styles(all_plans, TYPES, "typing")


def hyphened(all_plans: list[Plan]) -> Iterator[Made]:
    """Soft hyphens in every long word; automatic hyphens; a name from right to left in the lead's cell."""
    plan = all_plans[1]
    rows = numbered(plan)

    def soft(text: str) -> str:
        return " ".join(
            w[:4] + "\u00ad" + w[4:7] + "\u00ad" + w[7:] if len(w) > 9 and w.isalpha() else w
            for w in text.split(" ")
        )

    def cell(text: str) -> str:
        return web.lines("\n".join(soft(line) for line in text.split("\n")))

    table = web.table(FULL, web.body(FULL, rows, cell), "", web.head(FULL))
    style = "table{font-size:11pt}"
    yield from both(
        "soft_hyphens", "hyphens", web.page(front(plan) + table, style), truth(rows, names(FULL)), plan
    )
    named = [
        {**row, "lead": f"{row['lead']} (\u05e9\u05e8\u05d4 \u05db\u05d4\u05df)" if i == 0 else row["lead"]}
        for i, row in enumerate(rows)
    ]
    table = web.table(FULL, web.body(FULL, named), "", web.head(FULL))
    yield from both(
        "right_to_left", "hyphens", web.page(front(plan) + table), truth(named, names(FULL)), plan
    )


def beside(all_plans: list[Plan]) -> Iterator[Made]:
    """A key beside the plan; a figure between two parts of it; a wide page among narrow ones."""
    plan = all_plans[2]
    rows = numbered(plan)
    told = truth(rows, names(MAIN))
    table = web.table(MAIN, web.body(MAIN, rows), "", web.head(MAIN))
    key = "<table><tr><th>Key</th><th>Meaning</th></tr><tr><td>R</td><td>Not begun</td></tr><tr><td>A</td><td>Under way</td></tr><tr><td>G</td><td>Done</td></tr></table>"
    side = f"<div style='display:flex;gap:20px'><div style='flex:4'>{table}</div><div style='flex:1'>{key}</div></div>"
    yield from both("key_beside", "beside", web.page(front(plan) + side), told, plan)
    half = len(rows) // 2
    parts = [web.table(MAIN, web.head(MAIN) + web.body(MAIN, part)) for part in (rows[:half], rows[half:])]
    figure = "<svg width=400 height=120><rect x=20 y=10 width=60 height=100 fill='#3a7'/><rect x=120 y=50 width=60 height=60 fill='#a33'/><line x1=0 y1=110 x2=400 y2=110 stroke='#000'/></svg><p>Figure 2: Actions by agency</p>"
    yield from both(
        "figure_between", "beside", web.page(front(plan) + parts[0] + figure + parts[1]), told, plan
    )
    wide = "@page wide{size:A4 landscape} .w{page:wide}"
    prose = (
        "<p>The panel met six times and heard from the family twice before it agreed these recommendations.</p>"
        * 12
    )
    mixed = front(plan) + prose + f"<div class=w>{table}</div><p>End of the plan.</p>"
    yield from both("wide_page", "beside", web.page(mixed, PORTRAIT + wide), told, plan)


def page_boxes(all_plans: list[Plan]) -> Iterator[Made]:
    """A crop box away from the origin with /Rotate; a user unit of two points; type 20 times too large, scaled down."""
    plan = all_plans[3]
    rows = numbered(plan)
    table = web.table(FULL, web.body(FULL, rows), "", web.head(FULL))
    source = web.weasyprint(web.page(front(plan) + table))

    def altered(alter: Callable[[pikepdf.Pdf, Any], None]) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            with tempfile.TemporaryDirectory() as folder:
                plain = Path(folder) / "plain.pdf"
                source(plain)
                with pikepdf.open(plain) as pdf:
                    for page in pdf.pages:
                        alter(pdf, page)
                    pdf.save(path)

        return write

    def wrap(pdf: pikepdf.Pdf, page: Any, before: str) -> None:
        page.contents_add(pdf.make_stream(f"q {before} cm\n".encode()), prepend=True)
        page.contents_add(pdf.make_stream(b"\nQ"))

    def cropped(pdf: pikepdf.Pdf, page: Any) -> None:
        _, _, x1, y1 = (float(v) for v in page.mediabox)
        wrap(pdf, page, "1 0 0 1 200 300")
        page.mediabox = [0, 0, x1 + 400, y1 + 500]
        page.cropbox = [200, 300, x1 + 200, y1 + 300]

    def cropped_turned(pdf: pikepdf.Pdf, page: Any) -> None:
        _, _, x1, y1 = (float(v) for v in page.mediabox)
        wrap(pdf, page, f"0 1 -1 0 {y1 + 150} 250")
        page.mediabox = [0, 0, y1 + 400, x1 + 500]
        page.cropbox = [150, 250, y1 + 150, x1 + 250]
        page.Rotate = 90

    def unit(pdf: pikepdf.Pdf, page: Any) -> None:
        _, _, x1, y1 = (float(v) for v in page.mediabox)
        wrap(pdf, page, "0.5 0 0 0.5 0 0")
        page.mediabox = [0, 0, x1 / 2, y1 / 2]
        page.UserUnit = 2

    for name, alter in (("cropped", cropped), ("cropped_turned", cropped_turned), ("user_unit", unit)):
        yield Made(f"{name}.pdf", "boxes", "pikepdf", altered(alter), truth(rows, names(FULL)), plan.meta)


def by_hand(all_plans: list[Plan]) -> Iterator[Made]:
    """ReportLab: rules of dots, rules of pictures, bold struck twice, rows parted by a hair of white."""
    plan = all_plans[0]
    rows = numbered(plan)

    def draw(kind: str) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            from reportlab.lib.utils import simpleSplit
            from reportlab.pdfgen.canvas import Canvas

            canvas = Canvas(str(path), pagesize=(842, 595))
            total = sum(w for _, _, w in FULL)
            xs = [36.0]
            for _, _, w in FULL:
                xs.append(xs[-1] + 770 * w / total)

            def rule(x0: float, y0: float, x1: float, y1: float) -> None:
                if kind == "dots":
                    x, y = x0, y0
                    while x <= x1 and y <= y1:
                        canvas.rect(x, y, 0.6, 0.6, stroke=0, fill=1)
                        x, y = (x + 1.8, y) if y0 == y1 else (x, y + 1.8)
                elif kind == "pictures":
                    canvas.drawImage(pixel(), x0, y0, max(x1 - x0, 0.5), max(y1 - y0, 0.5))
                elif kind == "segments":
                    x, y = x0, y0
                    while x < x1 or y < y1:
                        ex, ey = (min(x + 3, x1), y) if y0 == y1 else (x, min(y + 3, y1))
                        canvas.line(x, y, ex, ey)
                        x, y = (x + 4.5, y) if y0 == y1 else (x, y + 4.5)
                elif kind != "hair":
                    canvas.line(x0, y0, x1, y1)

            def line(x: float, y: float, text: str, bold: bool) -> None:
                canvas.setFont("Helvetica", 8)
                canvas.drawString(x, y, text)
                if bold:
                    canvas.drawString(x + 0.25, y, text)

            def band(top: float, texts: Sequence[str], bold: bool) -> float:
                cells = [
                    simpleSplit(t, "Helvetica", 8, b - a - 6)
                    for t, a, b in zip(texts, xs, xs[1:], strict=False)
                ]
                pad = 1.5 if kind == "hair" else 3
                height = max(map(len, cells)) * 9.6 + 2 * pad
                for x, lines in zip(xs, cells, strict=False):
                    for i, text in enumerate(lines):
                        line(x + 3, top - pad - 7.5 - 9.6 * i, text, bold)
                for x in xs:
                    rule(x, top - height, x, top)
                rule(xs[0], top - height, xs[-1], top - height)
                return top - height

            canvas.setFont("Helvetica-Bold", 14)
            canvas.drawString(36, 560, plan.meta["title"])
            canvas.setFont("Helvetica", 9)
            canvas.drawString(
                36, 545, f"Review: {plan.meta['review_reference']}   Version date: {plan.meta['plan_date']}"
            )
            y = 530.0
            rule(xs[0], y, xs[-1], y)
            y = band(y, [label for _, label, _ in FULL], True)
            for row in rows:
                needed = (
                    max(
                        len(simpleSplit(row[n], "Helvetica", 8, b - a - 6))
                        for (n, _, _), a, b in zip(FULL, xs, xs[1:], strict=False)
                    )
                    * 9.6
                    + 6
                )
                if y - needed < 30:
                    canvas.showPage()
                    y = 560.0
                    rule(xs[0], y, xs[-1], y)
                    y = band(y, [label for _, label, _ in FULL], True)
                y = band(y, [row[name] for name, _, _ in FULL], False)
            canvas.save()

        return write

    for kind in ("dots", "pictures", "segments", "hair", "struck_twice"):
        yield Made(
            f"by_hand_{kind}.pdf", "by hand", "reportlab", draw(kind), truth(rows, names(FULL)), plan.meta
        )


def pixel() -> Any:
    """A black picture of one pixel."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("L", (1, 1), 0))


def lined_up(all_plans: list[Plan]) -> Iterator[Made]:
    """A ruled table with one body row: its cells hold all recommendations, actions, leads, lined up by white."""
    for at, name, columns in ((0, "numbered", FULL), (2, "bare", MAIN[1:])):
        plan = all_plans[at]
        rows = numbered(plan)
        inner = "".join(
            f"<td style='padding:0'>{''.join(stack(row, key) for row in rows)}</td>" for key, _, _ in columns
        )
        table = web.table(columns, web.head(columns) + f"<tr>{inner}</tr>")
        style = "div.r{height:104px;padding:3px 4px;overflow:hidden} table{font-size:7.5pt}"
        yield from both(
            f"lined_up_{name}",
            "lined up",
            web.page(front(plan) + table, style),
            truth(rows, names(columns)),
            plan,
        )


def stack(row: Row, key: str) -> str:
    """One entry of a cell that holds many."""
    return f"<div class=r>{html.escape(row[key])}</div>"


def word_drawn(all_plans: list[Plan]) -> Iterator[Made]:
    """Word by LibreOffice: borders dotted, double and missing; tabs and soft hyphens in cells; white on dark."""
    for at, (name, val, size) in enumerate(
        (
            ("dotted", "dotted", "4"),
            ("double", "double", "6"),
            ("thick_thin", "thickThinSmallGap", "12"),
            ("dash_small", "dashSmallGap", "4"),
            ("inner_only", "single", "4"),
            ("none", "nil", "0"),
        )
    ):
        plan = all_plans[at % len(all_plans)]
        rows = numbered(plan)
        document = word.begin()
        word_front(document, plan)
        table = word.grid(document, FULL, len(rows) + 1)
        borders = word.element(table._tbl.tblPr, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            shown = "nil" if name == "inner_only" and not side.startswith("inside") else val
            word.element(borders, side, val=shown, sz=size, space="0", color="000000")
        drawn = [
            {
                **row,
                "action": row["action"].replace(". ", ".\t"),
                "lead": row["lead"].replace("Partnership", "Partner\u00adship"),
            }
            for row in rows
        ]
        word.fill(table, FULL, drawn)
        if name in ("none", "dotted"):
            for cell in table.rows[0].cells:
                word.shade(cell, "1F3864")
                for run in cell.paragraphs[0].runs:
                    from docx.shared import RGBColor

                    run.font.color.rgb = RGBColor(255, 255, 255)
        yield Made(
            f"word_{name}.pdf",
            "word drawn",
            "libreoffice",
            word.libreoffice(document),
            truth(rows, names(FULL)),
            plan.meta,
        )


FAMILIES = (ruling, shading, typing, hyphened, beside, page_boxes, by_hand, lined_up, word_drawn)
