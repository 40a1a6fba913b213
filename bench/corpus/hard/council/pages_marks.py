"""Printed plans with something over, under or around the table: a watermark, notes, ticks, pages turned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from bench.corpus.hard.council.model import ACTION_SIDE, Columns, Made, heads, keys, plan, truth, widths
from bench.corpus.hard.council.page import (
    A4_WIDE,
    SANS,
    SERIF,
    frame,
    grid,
    line,
    merged,
    prints,
    text,
    title,
)

STATES = ("Not started", "In progress", "Complete")
MARKED = (
    "@page{size:A4 landscape;margin:20mm 14mm;@top-center{content:'OFFICIAL SENSITIVE – NOT FOR ONWARD CIRCULATION';"
    "font:bold 9pt 'Liberation Sans';color:#b00}@bottom-left{content:'Government Protective Marking Scheme: OFFICIAL "
    "SENSITIVE';font:8pt 'Liberation Sans'}@bottom-right{content:counter(page) ' | P a g e';font:8pt 'Liberation Sans'}}"
)
NOTES = {
    "2": "Resolution is the national organisation of family lawyers.",
    "4": "Children and Family Court Advisory and Support Service.",
}


def marked() -> Iterator[Made]:
    """A draft mark across the page, protective markings above and below."""
    harrow = plan("harrow")
    columns: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 26),
        ("act", "Action", 22),
        ("lead", "Lead agency", 15),
        ("mil", "Milestones", 18),
        ("tgt", "Target date", 9),
        ("out", "Completed", 16),
    )
    body = merged(columns, harrow.rows, ("no", "rec"), lambda key, value: "")
    page = "<div class=w>DRAFT v7</div>" + title(
        harrow.facts["title"], "3rd October 2016 (updated 24th May 2018)"
    )
    page += frame(widths(columns), line(heads(columns), "th"), body)
    style = (
        f"{MARKED}body{{{SANS};font-size:13pt}}td,th{{padding:4px;border:1px solid #000}}.w{{position:fixed;top:45%;"
        "left:20%;transform:rotate(-30deg);font-size:90pt;color:#d8d8d8;z-index:-1}"
    )
    rows = truth(harrow.rows, keys(columns))
    yield from prints("harrow_marked", "n", style, page, rows, harrow.meta(), by=ACTION_SIDE)


def notes() -> Iterator[Made]:
    """Footnotes to cells, in a face with ligatures."""
    ashford = plan("ashford")
    columns: Columns = (
        ("no", "No", 5),
        ("rec", "Recommendation", 34),
        ("act", "Action to take", 24),
        ("lead", "Lead agency", 15),
        ("mil", "Milestones", 20),
        ("tgt", "Target date", 10),
    )
    body = ""
    for row in ashford.rows:
        cells = [text(row[key]) for key in keys(columns)]
        if row["no"] in NOTES:
            cells[1] += f"<span class=fn>{NOTES[row['no']]}</span>"
        body += line(cells, draw=str)
    page = title(ashford.facts["title"], "30th June 2014") + frame(
        widths(columns), line(heads(columns), "th"), body
    )
    style = (
        "@page{size:A4 landscape;margin:15mm;@footnote{border-top:.5pt solid #000;font-size:8pt}}.fn{float:footnote}"
        "body{font-family:'DejaVu Serif';font-size:10pt;font-variant-ligatures:common-ligatures}"
        "td,th{padding:4px;border:1px solid #000}"
    )
    yield from prints(
        "ashford_notes", "footnotes", style, page, truth(ashford.rows, keys(columns)), ashford.meta(), "w"
    )


def ticks() -> Iterator[Made]:
    """Three status columns, a tick under heads set upright, or a cross under small ones."""
    exeter = plan("exeter")
    columns: Columns = (
        ("no", "Ref", 5),
        ("rec", "Recommendation", 34),
        ("act", "Action", 24),
        ("lead", "Lead agency", 16),
        ("tgt", "Target date", 10),
    )
    upright = "writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap"
    for name, mark, engine in (("heads_ticks", "✓", "c"), ("heads_x", "X", "w")):
        head = "<tr>" + "".join(f"<th>{header}</th>" for header in heads(columns))
        for state in STATES:
            if engine == "c":
                head += f"<th style='height:130px'><div style='{upright}'>{state}</div></th>"
            else:
                head += f"<th style='font-size:7pt'>{state}</th>"
        body = ""
        for row in exeter.rows:
            body += "<tr>" + "".join(f"<td>{text(row[key])}</td>" for key in keys(columns))
            for state in STATES:
                body += f"<td style='text-align:center'>{mark if state == row['st'] else ''}</td>"
            body += "</tr>"
        page = title(exeter.facts["title"], "Updated: 1st December 2023")
        page += frame([*widths(columns), 5, 5, 5], f"{head}</tr>", body)
        style = f"{A4_WIDE}body{{font-family:'DejaVu Sans';font-size:13pt}}td,th{{padding:4px;border:1px solid #000}}"
        rows = truth(exeter.rows, [*keys(columns), "st"])
        yield from prints(f"exeter_{name}", "ticks", style, page, rows, exeter.meta(plan_date=None), engine)


def lay_sideways(path: Path) -> None:
    """Draw each page turned by a quarter on an upright sheet."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(value) for value in page.mediabox)
            page.contents_coalesce()
            page.contents_add(f"q 0 1 -1 0 {y1 - y0:f} 0 cm ".encode(), prepend=True)
            page.contents_add(b" Q")
            page.mediabox = pikepdf.Array([0, 0, y1 - y0, x1 - x0])
            if "/CropBox" in page:
                del page["/CropBox"]
        pdf.save(path)


def lay_and_turn(path: Path) -> None:
    """The same, and the viewer is told to turn it back."""
    lay_sideways(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.rotate(90, relative=False)
        pdf.save(path)


def turned() -> Iterator[Made]:
    """A wide table sideways on upright sheets, and one turned back by /Rotate."""
    sefton = plan("sefton")
    columns: Columns = (
        ("no", "Rec", 5),
        ("rec", "Recommendation", 28),
        ("scope", "Scope", 8),
        ("act", "Action", 18),
        ("lead", "Lead agency", 14),
        ("mil", "Milestones", 17),
        ("tgt", "Target date", 10),
    )
    page = title(sefton.facts["title"], "In respect of Linda", "9 April 2024") + grid(columns, sefton.rows)
    look = "td,th{padding:4px;border:1px solid #000}"
    rows, meta = truth(sefton.rows, keys(columns)), sefton.meta(plan_date="9 April 2024")
    style = f"{A4_WIDE}body{{{SERIF};font-size:15pt}}{look}"
    yield from prints("sefton_sideways", "sideways", style, page, rows, meta, after=lay_sideways)
    style = f"{A4_WIDE}body{{{SANS};font-size:14pt}}{look}"
    yield from prints("sefton_turned", "rotated", style, page, rows, meta, "c", after=lay_and_turn)


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (marked, notes, ticks, turned):
        yield from family()
