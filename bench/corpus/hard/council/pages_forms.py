"""Printed plans by their form: prompts, theme rows, agency headings, merged cells, two languages, transposed, columns."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard.council.model import ACTION_SIDE, Columns, Made, heads, keys, plan, truth, widths
from bench.corpus.hard.council.page import (
    A4_TALL,
    A4_WIDE,
    SANS,
    SERIF,
    frame,
    grid,
    group,
    line,
    merged,
    paragraphs,
    prints,
    text,
    title,
)
from bench.corpus.hard.council.word_special import BILINGUAL, bilingual_rows

PROMPTS = (
    "",
    "What is the over-arching recommendation?",
    "Local, regional or national?",
    "How will the agency make this happen?",
    "Who is accountable for delivery and reporting?",
    "What are the main steps?",
    "When should this be completed by?",
    "When was it completed and what does success look like?",
    "B R A G",
)
STATUS_FILLS = {"Green": "#92d050", "Amber": "#ffc000", "Red": "#ff5050"}
THEMES = ("Health", "Mental health", "Police response", "Communities")


def prompts() -> Iterator[Made]:
    """A row of questions under the header, as some partnerships leave it from the form."""
    lincolnshire = plan("swale")
    columns: Columns = (
        ("no", "Rec No", 5),
        ("rec", "RECOMMENDATION", 24),
        ("scope", "SCOPE", 8),
        ("act", "ACTION", 18),
        ("lead", "LEAD AGENCY", 13),
        ("mil", "KEY MILESTONES", 14),
        ("tgt", "TARGET DATE", 10),
        ("out", "DATE OF COMPLETION AND OUTCOME", 14),
        ("st", "BRAG", 5),
    )
    questions = line(PROMPTS).replace("<tr>", "<tr style='font-style:italic;color:#444'>")
    body = questions + "".join(line([row[key] for key in keys(columns)]) for row in lincolnshire.rows)
    page = title(lincolnshire.facts["title"], "8th August 2023")
    page += frame(widths(columns), line(heads(columns), "th"), body, once=True)
    style = f"{A4_WIDE}body{{{SANS};font-size:13pt}}td,th{{padding:4px;border:1px solid #444}}th{{background:#e8dff5}}"
    rows = truth(lincolnshire.rows, keys(columns))
    yield from prints("lincolnshire_prompts", "c", style, page, rows, lincolnshire.meta())


def themes() -> Iterator[Made]:
    """Themes as centred rows over all columns; one stands last on its page, its rows on the next."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "No", 4),
        ("rec", "Recommendation", 30),
        ("act", "Action", 25),
        ("lead", "Lead", 14),
        ("tgt", "By", 10),
        ("out", "Outcome / evidence", 20),
    )
    body, shown = "", []
    for letter, theme in zip("ABCD", THEMES, strict=True):
        label = f"{letter}. {theme.upper()}"
        body += f"<tr><td colspan={len(columns)} style='background:#fde9d9;text-align:center'><b>{label}</b></td></tr>"
        for row in medway.rows:
            if row["theme"] == theme:
                body += line([row[key] for key in keys(columns)])
                shown.append({**row, "group": label})
    page = title(medway.facts["title"], "Re: Pauline", "February 2021")
    page += frame(widths(columns), line(heads(columns), "th"), body)
    style = f"{A4_WIDE}body{{{SERIF};font-size:12pt}}td,th{{padding:4px;border:1px solid #000}}"
    rows = truth(shown, ["group", *keys(columns)])
    yield from prints("medway_theme_rows", "d", style, page, rows, medway.meta())


def agencies() -> Iterator[Made]:
    """Portrait tables under agency headings, cut by the page, numbers starting again."""
    tameside = plan("tameside")
    columns: Columns = (
        ("no", "No", 6),
        ("rec", "Recommendation", 38),
        ("act", "Action", 28),
        ("tgt", "Timescale", 14),
        ("out", "Outcome", 20),
    )
    body = title(tameside.facts["title"], "Tameside Community Safety Partnership, November 2018")
    for name, group_rows in tameside.groups.items():
        body += f"<h3 style='margin:14px 0 4px'>{text(name)}</h3>{grid(columns, group_rows)}"
    style = (
        f"{A4_TALL}body{{{SANS};font-size:14pt}}td,th{{padding:4px;border:1px solid #666}}th{{background:#eee}}"
        "h3{break-after:avoid}h2{font-size:16pt}"
    )
    rows = truth(tameside.rows, ["group", *keys(columns)])
    yield from prints("tameside_portrait_groups", "g", style, body, rows, tameside.meta(author=None))


def merged_pages() -> Iterator[Made]:
    """A recommendation merged over its actions, tall rows, the merge cut by the page."""
    harrow = plan("harrow")
    columns: Columns = (
        ("no", "Rec", 4),
        ("rec", "Recommendation", 24),
        ("act", "Action", 24),
        ("lead", "Lead agency", 16),
        ("tgt", "Target date", 10),
        ("out", "Completion and outcome", 20),
        ("st", "RAG", 8),
    )

    def look(key: str, value: str) -> str:
        if not key:
            return " style='height:105px'"
        return f" style=background:{STATUS_FILLS[value]}" if key == "st" else ""

    page = title(harrow.facts["title"], "Plan of 3rd October 2016, last updated 24th May 2018")
    body = merged(columns, harrow.rows, ("no", "rec"), look)
    page += frame(widths(columns), line(heads(columns), "th"), body)
    style = (
        f"{A4_WIDE}body{{{SERIF};font-size:12pt}}td,th{{padding:4px;border:1px solid #000}}th{{background:#ccc}}"
        "tr{break-inside:avoid}"
    )
    rows = truth(harrow.rows, keys(columns), colours={name: name for name in STATUS_FILLS})
    yield from prints("harrow_merged_pages", "e", style, page, rows, harrow.meta(), by=ACTION_SIDE)


def bilingual() -> Iterator[Made]:
    """Welsh and English in headers and cells."""
    gwynedd = plan("gwynedd")
    names = f"Partneriaeth Diogelwch Cymunedol Gwynedd ac Ynys Môn / {gwynedd.facts['csp']}"
    body = title(gwynedd.facts["title"], names, "Mai / May 2022")
    body += grid(BILINGUAL, bilingual_rows(), draw=paragraphs)
    style = (
        f"{A4_WIDE}body{{{SANS};font-size:11pt}}td,th{{padding:4px;border:1px solid #777}}"
        "th{background:#00703c;color:#fff}"
    )
    rows = truth(bilingual_rows(), keys(BILINGUAL))
    yield from prints(
        "gwynedd_bilingual", "welsh", style, body, rows, gwynedd.meta(plan_date="May 2022"), "c"
    )


def transposed() -> Iterator[Made]:
    """Recommendations across, fields down, three to a table."""
    fenland = plan("fenland")
    labels = (
        ("no", "Number"),
        ("rec", "Recommendation"),
        ("act", "Action to take"),
        ("lead", "Lead agency"),
        ("mil", "Key milestones"),
        ("tgt", "Target date"),
        ("out", "Outcome"),
    )
    numbered = [{**row, "no": row["no"].split()[1]} for row in fenland.rows]
    name = "Fenland Community Safety Partnership: Action Plan (Mary)"
    body = title(name, "January 2015")
    for part in (numbered[:3], numbered[3:]):
        lines = "".join(
            f"<tr><th>{label}</th>" + "".join(f"<td>{text(row[key])}</td>" for row in part) + "</tr>"
            for key, label in labels
        )
        look = "width:100%;table-layout:fixed;margin-bottom:14px"
        body += f"<table style='{look}'>{group((13, 29, 29, 29))}{lines}</table>"
    style = f"{A4_WIDE}body{{{SANS};font-size:13pt}}td,th{{padding:5px;border:1px solid #333}}th{{background:#ddebf7}}"
    rows = truth(numbered, [key for key, _ in labels])
    yield from prints("fenland_transposed", "transposed", style, body, rows, fenland.meta(title=name))


def two_columns() -> Iterator[Made]:
    """Numbered recommendations with labelled lines in two text columns."""
    lincolnshire = plan("swale")
    body = title(lincolnshire.facts["title"], "8th August 2023") + "<div style='columns:2;column-gap:12mm'>"
    shown = [{**row, "no": f"Recommendation {row['no']}"} for row in lincolnshire.rows]
    for row in shown:
        body += f"<h4 style='margin:8px 0 2px'>{row['no']}</h4>{paragraphs(row['rec'])}"
        for label, key in (("What we will do", "act"), ("Who", "lead"), ("By when", "tgt")):
            body += f"<p><b>{label}:</b> {text(row[key])}</p>"
    style = f"{A4_TALL}body{{{SANS};font-size:16pt}}"
    rows = truth(shown, ["no", "rec", "act", "lead", "tgt"])
    yield from prints(
        "lincolnshire_two_columns", "columns", style, f"{body}</div>", rows, lincolnshire.meta()
    )


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (prompts, themes, agencies, merged_pages, bilingual, transposed, two_columns):
        yield from family()
