"""Word tables: the Home Office form, no repeated header, merged recommendations, agency headings, updates, ticks, parts."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard.council.model import ACTION_SIDE, HOME, Columns, Made, keys, plan, truth, widths
from bench.corpus.hard.council.word import (
    Table,
    begin,
    footer,
    lines,
    merge_down,
    pair,
    printed,
    put,
    rag,
    saver,
    table,
    texts,
)

BRAG = {"B": "blue", "G": "green", "A": "amber", "R": "red"}


def home_office() -> Iterator[Made]:
    """The form of 2016: the label in bold on a line of its own, lists as bullets, a marking in the footer."""
    kirklees = plan("kirklees")
    document = begin(size=11.5)
    lines(document, kirklees.facts["title"], bold=True, size=15)
    lines(document, "DHR reference: Saima", "Action plan produced by Kirklees Communities Board")
    lines(document, "Date 18 July 2019", "Updated 6 March 2020")
    footer(document, f"OFFICIAL – Kirklees Communities Board{' ' * 64}Page ")
    grid = table(document, HOME, fill="DBE5F1", repeat=True)
    for row in kirklees.rows:
        cells = grid.add(texts(row, HOME, "rec", *(("act", "mil") if row["no"] == "7" else ()))).cells
        put(cells[0], f"Recommendation {row['no']}", bold=True)
        put(cells[0], row["rec"], first=False)
        if row["no"] == "7":
            put(cells[2], row["act"], style="List Bullet")
            put(cells[4], row["mil"], style="List Bullet")
    numbered = [{**row, "no": f"Recommendation {row['no']}"} for row in kirklees.rows]
    rows = truth(numbered, ["no", *keys(HOME)])
    broken = rows[1]["recommendation"]
    rows[1]["alt"] = {
        "recommendation": [broken.replace("re-inforce", "reinforce")]
    }  # at the hyphen, in the print
    yield from pair("kirklees_saima_action_plan", "a", document, rows, kirklees.meta())


def header_once() -> Iterator[Made]:
    """A serif plan whose header stands on the first page only; also as an old .doc."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "No.", 4),
        ("rec", "Recommendation", 22),
        ("scope", "Scope (local/ regional/ national)", 9),
        ("act", "Action to be taken", 20),
        ("lead", "Lead agency", 11),
        ("mil", "Key milestones", 18),
        ("tgt", "Target date", 9),
        ("out", "Completion date and outcome", 13),
    )
    document = begin(size=11.5, font="Liberation Serif", margin=18)
    lines(document, medway.facts["title"], bold=True, size=16)
    lines(document, "In respect of: Pauline", "Plan agreed: February 2021")
    grid = table(document, columns, fill="C6D9F1")
    for row in medway.rows:
        grid.add(texts(row, columns))
    footer(document, "DHR 9 action plan v0.4    ")
    rows = truth(medway.rows, keys(columns))
    yield printed("medway_dhr9_plan", "b", document, rows, medway.meta())
    yield Made("medway_dhr9_plan.doc", "b", "doc", saver(document), rows, medway.meta(), to="docx>doc")


def merged() -> Iterator[Made]:
    """A recommendation merged over its actions, in two sizes of print: the larger one cuts it at the page."""
    harrow = plan("harrow")
    columns: Columns = (
        ("no", "Rec No.", 4),
        ("rec", "Recommendation", 22),
        ("act", "Actions", 22),
        ("lead", "Lead", 13),
        ("mil", "Progress", 16),
        ("tgt", "Due", 8),
        ("out", "Outcome", 15),
        ("st", "RAG", 6),
    )
    for name, size in (("harrow_mrs_k", 9), ("harrow_mrs_k_largeprint", 14)):
        document = begin(size=size)
        lines(document, harrow.facts["title"], bold=True, size=14)
        lines(document, "Agreed 3rd October 2016; reviewed and last updated 24th May 2018")
        grid = table(document, columns, fill="595959", colour="FFFFFF", repeat=True)
        before = ""
        for row in harrow.rows:
            same = row["rec"] == before
            before = row["rec"]
            cells = grid.add(texts(row, columns, *(("no", "rec") if same else ()))).cells
            rag(cells[-1], row["st"])
            merge_down(cells[:2], first=not same)
        rows = truth(harrow.rows, keys(columns), colours={c: c for c in ("Green", "Amber", "Red")})
        both = list(pair(name, "e", document, rows, harrow.meta(), by=ACTION_SIDE))
        yield from both if size == 9 else both[1:]


def agencies() -> Iterator[Made]:
    """A table for each agency under its heading, numbers starting again."""
    tameside = plan("tameside")
    columns: Columns = (
        ("no", "#", 4),
        ("rec", "Recommendation", 32),
        ("act", "Action", 22),
        ("lead", "Who is responsible", 15),
        ("mil", "Milestones", 13),
        ("tgt", "By when", 10),
        ("out", "Date completed / outcome", 12),
    )
    document = begin(size=12)
    lines(document, tameside.facts["title"], bold=True, size=15)
    lines(document, "Produced by Tameside Community Safety Partnership", "November 2018")
    for group, group_rows in tameside.groups.items():
        document.add_heading(group, 2)
        grid = table(document, columns, fill="E2EFD9")
        for row in group_rows:
            grid.add(texts(row, columns))
    rows = truth(tameside.rows, ["group", *keys(columns)])
    yield from pair("tameside_craig_agency_plans", "g", document, rows, tameside.meta())


def updates() -> Iterator[Made]:
    """A key of BRAG colours above, a column for each of two updates."""
    wyre = plan("wyre")
    columns: Columns = (
        ("no", "Ref", 3),
        ("rec", "Recommendation", 25),
        ("scope", "Level", 7),
        ("act", "What will we do?", 18),
        ("lead", "Who will lead?", 12),
        ("tgt", "By when?", 9),
        ("u1", "Update – November 2022", 16),
        ("u2", "Update – May 2023", 18),
        ("st", "BRAG", 5),
    )
    document = begin(size=11, font="Liberation Sans Narrow")
    lines(document, wyre.facts["title"], bold=True, size=13)
    legend = Table(document, [10, 40])
    meanings = ("Complete and evidenced", "On track", "Some slippage", "Not started or significant slippage")
    for letter, meaning in zip("BGAR", meanings, strict=True):
        rag(legend.add([letter, meaning]).cells[0], letter)
    lines(
        document,
        "",
        "Plan owner: North Worcestershire CSP     Date of plan: 21/09/2022     Last updated: 17/05/2023",
    )
    grid = table(document, columns, fill="BDD6EE", repeat=True)
    for row in wyre.rows:
        rag(grid.add(texts(row, columns)).cells[-1], row["st"])
    joined = [{**row, "mil": f"{row['u1']} {row['u2']}"} for row in wyre.rows]
    rows = truth(joined, ["no", "rec", "scope", "act", "lead", "tgt", "mil", "st"], colours=BRAG)
    for told, row in zip(rows, wyre.rows, strict=True):
        labelled = f"{row['u1']} Update – May 2023: {row['u2']}"
        several = [labelled, f"Update – November 2022: {labelled}", row["u2"], row["u1"]]
        told["alt"] = {"milestones": several}
    yield from pair("wyre_forest_steph_updates", "l", document, rows, wyre.meta())


def two_parts() -> Iterator[Made]:
    """The table was cut by hand: the second part has no header and other widths."""
    kirklees = plan("kirklees")
    columns: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 27),
        ("scope", "Scope", 9),
        ("act", "Action", 21),
        ("lead", "Lead agency", 13),
        ("mil", "Milestones achieved", 18),
        ("tgt", "Target date", 10),
        ("out", "Completed and outcome", 14),
    )
    title = "Action plan following the domestic homicide review into the death of Saima"
    document = begin(size=9)
    lines(document, title, bold=True, size=14)
    lines(document, "Kirklees Communities Board, 18 July 2019")
    grid = table(document, columns, fill="F2F2F2")
    for row in kirklees.rows[:3]:
        grid.add(texts(row, columns))
    document.add_page_break()
    rest = Table(
        document, [width + d for width, d in zip(widths(columns), (2, -5, 3, -4, 3, 4, -1, 2), strict=True)]
    )
    for row in kirklees.rows[3:]:
        rest.add(texts(row, columns))
    rows = truth(kirklees.rows, keys(columns))
    meta = kirklees.meta(title=title, updated_date=None, author=None)
    yield from pair("kirklees_saima_two_parts", "continued", document, rows, meta)


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (home_office, header_once, merged, agencies, updates, two_parts):
        yield from family()
