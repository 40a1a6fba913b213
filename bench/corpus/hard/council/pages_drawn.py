"""Printed tables by what is drawn: nothing, zebra stripes, rules across, shades with white gaps, cells centred or low."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard.council.model import Columns, Made, keys, plan, truth, widths
from bench.corpus.hard.council.page import (
    A4_TALL,
    A4_WIDE,
    SANS,
    SERIF,
    bullets,
    frame,
    grid,
    line,
    prints,
    text,
    title,
)

RAG = {"On track": "amber", "Complete": "green", "Delayed": "red"}
SHADES = {"amber": "#ffbf00", "green": "#00a650", "red": "#e60000"}


def borderless() -> Iterator[Made]:
    """Columns by white space alone: short rows in large print; long cells over two pages."""
    ashford, barnsley = plan("ashford"), plan("barnsley")
    five: Columns = (
        ("no", "Rec", 6),
        ("rec", "Recommendation", 36),
        ("act", "Agreed action", 24),
        ("lead", "Lead", 17),
        ("tgt", "Target date", 12),
    )
    style = f"{A4_TALL}body{{{SERIF};font-size:15pt}}td,th{{padding:0 9px 13px 0}}th{{border-bottom:1.5px solid #000}}"
    body = title(ashford.facts["title"], ashford.facts["csp"], "30th June 2014") + grid(five, ashford.rows)
    rows = truth(ashford.rows, keys(five))
    yield from prints("ashford_borderless", "borderless", style, body, rows, ashford.meta())
    eight: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 22),
        ("scope", "Scope", 7),
        ("act", "Action to take", 18),
        ("lead", "Lead agency", 11),
        ("mil", "Key milestones achieved", 23),
        ("tgt", "Target date", 9),
        ("out", "Completion date and outcome", 14),
    )
    style = f"{A4_WIDE}body{{{SANS};font-size:10.5pt}}td,th{{padding:4px 10px 10px 0}}"
    dates = "Plan dated 27 January 2020. Last updated 14 December 2021."
    body = title(barnsley.facts["title"], dates) + grid(eight, barnsley.rows, once=True)
    rows = truth(barnsley.rows, keys(eight))
    yield from prints("barnsley_borderless", "borderless", style, body, rows, barnsley.meta(), "c")


def zebra() -> Iterator[Made]:
    """Every other row shaded, no rules."""
    sefton = plan("sefton")
    columns: Columns = (
        ("no", "Ref", 5),
        ("rec", "Recommendation", 27),
        ("act", "Action", 17),
        ("lead", "Lead", 13),
        ("mil", "Progress", 17),
        ("tgt", "Timescale", 10),
        ("st", "Status", 8),
    )
    style = (
        f"{A4_WIDE}body{{{SANS};font-size:14.5pt}}td,th{{padding:6px 8px}}thead{{background:#264653;color:#fff}}"
        "tbody tr:nth-child(even){background:#e3ecef}h2{font-size:17pt}"
    )
    below = "<b>Subject:</b> Linda &nbsp;&nbsp; <b>Date:</b> 9.4.24"
    body = title(sefton.facts["title"], below) + grid(columns, sefton.rows)
    yield from prints("sefton_zebra", "zebra", style, body, truth(sefton.rows, keys(columns)), sefton.meta())


def rules() -> Iterator[Made]:
    """Rules across only, lists in the cells, no name over the numbers."""
    kirklees = plan("kirklees")
    columns: Columns = (
        ("no", "", 4),
        ("rec", "Recommendation", 28),
        ("act", "Actions", 24),
        ("lead", "Lead agency", 14),
        ("tgt", "Target date", 10),
        ("mil", "Progress so far", 24),
    )
    style = (
        f"{A4_WIDE}body{{{SANS};font-size:10.5pt}}td,th{{padding:5px 7px;border-bottom:.6px solid #777}}"
        "table{border-top:2px solid #000}"
    )
    below = "Produced by Kirklees Communities Board. Date 18 July 2019. Updated 6 March 2020."
    body = title(kirklees.facts["title"], below) + grid(columns, kirklees.rows, draw=bullets)
    yield from prints(
        "kirklees_rules", "rules", style, body, truth(kirklees.rows, keys(columns)), kirklees.meta()
    )


def shades() -> Iterator[Made]:
    """Cells of light grey with white gaps; status by the colour of a cell alone."""
    exeter, sefton = plan("exeter"), plan("sefton")
    columns: Columns = (
        ("no", "Ref", 5),
        ("rec", "Learning point / recommendation", 30),
        ("act", "Improvement action", 20),
        ("lead", "Responsible", 15),
        ("tgt", "Due", 10),
        ("mil", "Update", 14),
        ("st", "Status", 9),
    )
    style = (
        f"{A4_WIDE}body{{{SANS};font-size:15pt}}table{{border-collapse:separate;border-spacing:3px}}"
        "td{background:#f0f0f0;padding:6px}th{background:#6a1b4d;color:#fff;padding:6px}"
    )
    body = title(exeter.facts["title"], "First issued: Spring 2023. Updated: 1st December 2023.")
    body += grid(columns, exeter.rows)
    yield from prints(
        "exeter_shading", "shading", style, body, truth(exeter.rows, keys(columns)), exeter.meta()
    )
    coloured: Columns = (
        ("no", "Rec", 5),
        ("rec", "Recommendation", 28),
        ("act", "Action", 18),
        ("lead", "Lead agency", 14),
        ("tgt", "Target date", 10),
        ("out", "Outcome", 17),
        ("st", "RAG status", 7),
    )
    body = ""
    for row in sefton.rows:
        cells = "".join(f"<td>{text(row[key])}</td>" for key in keys(coloured)[:-1])
        body += f"<tr>{cells}<td style='background:{SHADES[RAG[row['st']]]}'></td></tr>"
    head = line([header for _, header, _ in coloured], "th")
    page = title(sefton.facts["title"], "Review: Linda &nbsp; 9.4.24") + frame(widths(coloured), head, body)
    style = f"{A4_WIDE}body{{{SANS};font-size:13pt}}td,th{{padding:4px;border:1px solid #000}}th{{background:#ddd}}"
    rows = [{**told, "status": ""} for told in truth(sefton.rows, keys(coloured), colours=RAG)]
    yield from prints("sefton_rag_shade", "ragshade", style, page, rows, sefton.meta(), "w")


def placed() -> Iterator[Made]:
    """Cells whose text is centred, or stands at the foot of the row."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "No.", 5),
        ("rec", "Recommendation", 28),
        ("act", "Action to take", 24),
        ("lead", "Lead agency", 14),
        ("mil", "Milestones", 22),
        ("tgt", "Target date", 9),
        ("st", "Status", 9),
    )
    for name, engine, where in (("centred", "c", "middle;text-align:center"), ("bottom", "w", "bottom")):
        style = (
            f"{A4_WIDE}body{{{SANS};font-size:10.5pt}}"
            f"td,th{{padding:5px;border:1px solid #999;vertical-align:{where}}}"
        )
        below = "Domestic Homicide Review Action Plan: Pauline. February 2021"
        body = title("Medway Community Safety Partnership", below) + grid(columns, medway.rows)
        pages = {7: (1, 2)} if name == "bottom" else {}
        rows = truth(medway.rows, keys(columns))
        meta = medway.meta(title=None)
        yield from prints(f"medway_{name}", name, style, body, rows, meta, engine, pages=pages)


def uneven() -> Iterator[Made]:
    """Other column widths on each page, the header repeated by hand."""
    kirklees = plan("kirklees")
    columns: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 27),
        ("act", "Action", 20),
        ("lead", "Lead agency", 14),
        ("mil", "Milestones", 18),
        ("tgt", "Target date", 10),
        ("out", "Outcome", 14),
    )
    shifts = ((0, 0, 0, 0, 0, 0, 0), (2, -5, 4, -2, 3, 0, -2), (0, 5, -4, 3, -3, 2, -3))
    parts = (kirklees.rows[:2], kirklees.rows[2:4], kirklees.rows[4:])
    tables = []
    for part, shift in zip(parts, shifts, strict=True):
        other = [(key, header, width + d) for (key, header, width), d in zip(columns, shift, strict=True)]
        tables.append(grid(other, part, once=True))
    body = title(kirklees.facts["title"], "Date 18 July 2019", "Updated 6 March 2020")
    body += "<div style='break-after:page'></div>".join(tables)
    style = f"{A4_WIDE}body{{{SANS};font-size:11pt}}td,th{{padding:4px;border:1px solid #000}}"
    rows = truth(kirklees.rows, keys(columns))
    yield from prints("kirklees_widths", "widths", style, body, rows, kirklees.meta(author=None), "c")


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (borderless, zebra, rules, shades, placed, uneven):
        yield from family()
