"""Word tables with unusual headers: ticks under a spanning header, two header rows, a cover page, heads set upright."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard.council.model import Columns, Made, again, heads, keys, plan, truth, widths
from bench.corpus.hard.council.word import (
    Table,
    begin,
    landscape_from_here,
    lines,
    merge_down,
    pair,
    printed,
    saver,
    table,
    texts,
)
from bench.corpus.hard.word import element

STATES = ["Not started", "In progress", "Complete"]


def ticks() -> Iterator[Made]:
    """Three status columns under "Status (please tick)", the tick a symbol of the Wingdings face."""
    exeter = plan("exeter")
    columns: Columns = (
        ("no", "Ref", 4),
        ("rec", "Recommendation", 30),
        ("act", "How will this be achieved?", 20),
        ("lead", "Lead", 15),
        ("tgt", "Timescale", 9),
    )
    document = begin(size=10)
    lines(document, exeter.facts["title"], bold=True, size=14)
    lines(document, "Version: Spring 2023", "Updated: 1st December 2023")
    grid = Table(document, [*widths(columns), 7, 7, 7])
    upper = grid.add([*heads(columns), "Status (please tick)", "", ""], bold=True, fill="D9D9D9", repeat=True)
    lower = grid.add([*([""] * 5), *STATES], bold=True, fill="D9D9D9", repeat=True)
    upper.cells[5].merge(upper.cells[7])
    merge_down(upper.cells[:5], first=True)
    merge_down(lower.cells[:5], first=False)
    for row in exeter.rows:
        cells = grid.add([*texts(row, columns), "", "", ""]).cells
        run = cells[5 + STATES.index(row["st"])].paragraphs[0].add_run()
        element(run._r, "sym", font="Wingdings", char="F0FC")
    rows = truth(exeter.rows, [*keys(columns), "st"])
    yield Made("exeter_robyn_ticks.docx", "ticks", "docx", saver(document), rows, exeter.meta())


def two_rows() -> Iterator[Made]:
    """ "Progress" spans two columns with names of their own; the print, and an OpenDocument file."""
    barnsley = plan("barnsley")
    columns: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 24),
        ("act", "Action", 20),
        ("lead", "Lead agency", 11),
        ("tgt", "Target date", 9),
        ("mil", "Progress", 24),
        ("st", "", 8),
    )
    document = begin(size=11)
    lines(document, barnsley.facts["title"], bold=True, size=14)
    lines(document, "Date of plan: 27 January 2020", "Date last updated: 14 December 2021")
    grid = Table(document, widths(columns))
    upper = grid.add(heads(columns), bold=True, fill="FBE4D5", repeat=True)
    lower = grid.add([*([""] * 5), "What has been done", "Status"], bold=True, fill="FBE4D5", repeat=True)
    upper.cells[5].merge(upper.cells[6])
    merge_down(upper.cells[:5], first=True)
    merge_down(lower.cells[:5], first=False)
    for row in barnsley.rows:
        grid.add(texts(row, columns))
    rows = truth(barnsley.rows, keys(columns))
    meta = barnsley.meta(author=None)
    yield printed("barnsley_adult_c", "heads2", document, rows, meta)
    yield Made("barnsley_adult_c.odt", "heads2", "odt", saver(document), again(rows), meta, to="docx>odt")


def cover() -> Iterator[Made]:
    """The facts stand on a cover page, the plan follows on landscape pages without a title."""
    sefton = plan("sefton")
    columns: Columns = (
        ("no", "Rec", 5),
        ("rec", "Recommendation", 30),
        ("scope", "Scope", 8),
        ("act", "Actions", 18),
        ("lead", "Lead", 13),
        ("mil", "Update", 16),
        ("tgt", "Target", 10),
        ("out", "Completed / outcome", 13),
        ("st", "Status", 9),
    )
    document = begin(size=9.5, landscape=False)
    lines(document, *([""] * 6))
    lines(document, "Sefton Safer Communities Partnership", bold=True, size=24)
    lines(document, "Domestic Homicide Review 8", "“Linda”", bold=True, size=18)
    lines(document, "Action Plan", bold=True, size=18)
    lines(
        document,
        "",
        "",
        "Author: Sefton Council Communities Team",
        "Date of plan: 9 April 2024",
        "Version 2.1",
    )
    landscape_from_here(document)
    lines(document, "")
    grid = table(document, columns, fill="7030A0", colour="FFFFFF", repeat=True)
    for row in sefton.rows:
        grid.add(texts(row, columns), split=False)
    author = "Sefton Council Communities Team"
    meta = sefton.meta(review_reference=None, title=None, plan_date="9 April 2024", author=author)
    yield printed("sefton_dhr8_cover", "cover", document, truth(sefton.rows, keys(columns)), meta)


def upright() -> Iterator[Made]:
    """Narrow heads set upright, themes as rows, a column of priorities that is no field."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "Number", 4),
        ("rec", "Recommendation", 28),
        ("act", "Action to take", 24),
        ("scope", "Scope", 5),
        ("pri", "Priority", 5),
        ("lead", "Lead agency", 14),
        ("tgt", "Target date", 8),
        ("mil", "Progress", 22),
        ("st", "Status", 6),
    )
    document = begin(size=11)
    lines(document, "MEDWAY COMMUNITY SAFETY PARTNERSHIP", bold=True, size=13)
    lines(document, "Domestic Homicide Review: Pauline", "Action Plan", bold=True, size=13)
    lines(document, "Version date: February 2021")
    grid = Table(document, widths(columns))
    head = grid.add(heads(columns), bold=True, fill="D9D9D9", repeat=True)
    for i in (0, 3, 4, 8):
        element(head.cells[i]._tc.get_or_add_tcPr(), "textDirection", val="btLr")
    element(head._tr.get_or_add_trPr(), "trHeight", val="1100")
    shown = []
    for number, theme in enumerate(("Mental health", "Police response", "Health", "Communities"), 1):
        grid.band(f"Theme {number}: {theme}")
        for row in medway.rows:
            if row["theme"] == theme:
                grid.add(texts(row, columns))
                shown.append({**row, "group": f"Theme {number}: {theme}"})
    rows = truth(shown, ["group", *keys(columns)])
    for told, row in zip(rows, shown, strict=True):
        told["extra"] = {"Priority": row["pri"]}
    yield from pair("medway_pauline_themes", "d", document, rows, medway.meta(title=None))


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (ticks, two_rows, cover, upright):
        yield from family()
