"""Word plans as forms: one small table a recommendation, a trust's own plan with status by shading."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard.council.model import Columns, Made, keys, plan, truth
from bench.corpus.hard.council.word import (
    Table,
    begin,
    lines,
    pair,
    printed,
    saver,
    table,
    texts,
)
from bench.corpus.hard.word import shade

LABELS = {
    "rec": "Recommendation",
    "scope": "Local / Regional / National",
    "act": "Action to take",
    "lead": "Lead Agency",
    "mil": "Key milestones",
    "tgt": "Target date",
    "out": "Date of completion and outcome",
}
COLOURS = {"Complete": "green", "On track": "amber", "Delayed": "red"}
FILLS = {"green": "00B050", "amber": "FFC000", "red": "FF0000"}


def records() -> Iterator[Made]:
    """A label and its value on each line, the number in a band above."""
    ashford = plan("ashford")
    document = begin(landscape=False, size=10.5, font="Liberation Serif")
    lines(document, ashford.facts["title"], bold=True, size=16)
    lines(
        document, "This action plan was agreed by the Ashford Community Safety Partnership on 30th June 2014."
    )
    for row in ashford.rows:
        grid = Table(document, [28, 72])
        grid.band(f"Recommendation {row['no']}", fill="1F3864", colour="FFFFFF")
        for key, label in LABELS.items():
            shade(grid.add([label, row[key]]).cells[0], "D9E2F3")
        lines(document, "")
    numbered = [{**row, "no": f"Recommendation {row['no']}"} for row in ashford.rows]
    rows = truth(numbered, ["no", *LABELS])
    pages = {5: (1, 2)}
    yield from pair("ashford_case12_records", "record", document, rows, ashford.meta(), pages=pages)


def cards() -> Iterator[Made]:
    """Two labels and values on a line."""
    lincolnshire = plan("swale")
    document = begin(landscape=False, size=11.5, font="DejaVu Sans")
    lines(document, "ACTION PLAN", bold=True, size=18)
    lines(document, "Safer Lincolnshire Partnership – Julie & Tom", "8th August 2023")
    for row in lincolnshire.rows:
        grid = Table(document, [18, 32, 18, 32])
        first = grid.add(["Rec. no.", row["no"], "Lead agency", row["lead"]])
        wide = grid.add(["Recommendation", row["rec"], "", ""])
        wide.cells[1].merge(wide.cells[3])
        third = grid.add(["Action", row["act"], "Progress", row["mil"]])
        last = grid.add(["Target date", row["tgt"], "Outcome", row["out"]])
        for line in (first, third, last):
            shade(line.cells[0], "EDEDED")
            shade(line.cells[2], "EDEDED")
        shade(wide.cells[0], "EDEDED")
        lines(document, "")
    rows = truth(lincolnshire.rows, ["no", "rec", "act", "lead", "mil", "tgt", "out"])
    meta = lincolnshire.meta(title=None, review_reference="Julie & Tom")
    pages = {5: (1, 2), 6: (2, 2)}
    yield printed("lincolnshire_julie_tom_cards", "record", document, rows, meta, pages=pages)


def own_plan() -> Iterator[Made]:
    """A hospital trust's plan for its own recommendations; the status as a word, or by shading alone."""
    stockport = plan("stockport")
    columns: Columns = (
        ("no", "No", 6),
        ("rec", "Recommendation", 28),
        ("act", "Action required", 22),
        ("lead", "Responsible person", 14),
        ("mil", "Evidence / progress", 18),
        ("tgt", "Deadline", 9),
        ("out", "Outcome", 14),
        ("st", "RAG", 7),
    )
    name = "stockport_foundation_trust_imr_plan"
    for shaded in (False, True):
        document = begin(size=10)
        document.sections[-1].header.paragraphs[0].add_run("Stockport NHS Foundation Trust")
        lines(document, stockport.facts["title"], bold=True, size=14)
        facts = Table(document, [20, 80])
        facts.add(["Review", "DHR Nadia"])
        facts.add(["Commissioned by", "Safer Stockport Partnership"])
        facts.add(["Date", "14 April 2016"])
        facts.add(["Version", "3"])
        lines(document, "")
        grid = table(document, columns, fill="005EB8", colour="FFFFFF", repeat=True)
        for row in stockport.rows:
            cells = grid.add(texts(row, columns, *(("st",) if shaded else ()))).cells
            shade(cells[-1], FILLS[COLOURS[row["st"]]])
        rows = truth(stockport.rows, keys(columns), colours=COLOURS)
        if shaded:
            rows = [{**told, "status": ""} for told in rows]
            yield from pair(f"{name}_rag", "ragshade", document, rows, stockport.meta())
        else:
            yield printed(name, "l", document, rows, stockport.meta())


def nested() -> Iterator[Made]:
    """Actions with their dates in a small table within the cell."""
    barnsley = plan("barnsley")
    columns: Columns = (
        ("no", "No.", 4),
        ("rec", "Recommendation", 30),
        ("act", "Actions", 26),
        ("lead", "Lead Agency", 14),
        ("mil", "Progress", 26),
        ("st", "Status", 8),
    )
    document = begin(size=9.5)
    lines(document, barnsley.facts["title"], bold=True, size=14)
    lines(document, "Safer Barnsley Partnership", "Dated 27 January 2020, last updated 14 December 2021")
    grid = table(document, columns, fill="DDDDDD", repeat=True)
    shown = []
    for row in barnsley.rows:
        parts = row["act"].split("\n")
        if len(parts) == 1:
            grid.add(texts(row, columns))
            shown.append(row)
            continue
        dates = [*row["tgt"].split("\n"), *([""] * len(parts))][: len(parts)]
        inner = grid.add(texts(row, columns, "act")).cells[2].add_table(0, 2)
        inner.style = "Table Grid"
        for part, date in zip(parts, dates, strict=True):
            cells = inner.add_row().cells
            cells[0].text, cells[1].text = part, date
        shown.append({**row, "act": " ".join(f"{p} {d}" for p, d in zip(parts, dates, strict=True))})
    rows = truth(shown, keys(columns))
    meta = barnsley.meta(author=None)
    yield Made("barnsley_adult_c_nested.docx", "p", "docx", saver(document), rows, meta)


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (records, cards, own_plan, nested):
        yield from family()
