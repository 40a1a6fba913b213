"""Plans as text, or at the end of something else: an overview report, an executive summary, paragraphs, a letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.shared import Mm

from bench.corpus.hard.council.model import HOME, Columns, Made, keys, plan, truth
from bench.corpus.hard.council.word import (
    Table,
    begin,
    footer,
    landscape_from_here,
    lines,
    pair,
    printed,
    saver,
    table,
    texts,
)

PROSE = (
    "The Review Panel met on five occasions. Each agency that had contact with the family was asked to secure its "
    "records and to appoint an author who had no line management of those involved.",
    "On the information that was available at the time the decision was a reasonable one. The panel noted that the "
    "history held by the constabulary was not asked for, and that nobody spoke to the mother alone.",
    "The panel is grateful to the family, who met the Chair twice, and who asked that the report should speak plainly. "
    "Their words appear in italics throughout.",
    "There was no reason why the referral should not have been made. In interview the worker said that she had "
    "understood that the other service ‘had it in hand’. This is a theme of the review.",
    "Between March and August there were fourteen contacts with five services. Seven of those were about money, four "
    "about his health and three about the noise. None recorded how she was.",
    "The panel considered each of the protected characteristics. Age and sex were found to be of importance. The panel "
    "was advised by a specialist service for older people.",
)
CHAPTERS = (
    "Introduction",
    "Terms of reference",
    "The panel",
    "Chronology",
    "Analysis",
    "Conclusions",
    "Recommendations",
)
PANEL = (
    ("Name", "Role", "Agency"),
    ("Panel member 1", "Detective Chief Inspector", "Cambridgeshire Constabulary"),
    ("Panel member 2", "Associate Director", "CPFT"),
    ("Panel member 3", "Service Manager", "Inclusion"),
    ("Panel member 4", "Community Safety Manager", "Fenland District Council"),
)
EVENTS = (
    ("Date", "Agency", "Event", "Action taken"),
    (
        "12/03/2013",
        "GP",
        "Mary attends with bruised wrist. Says she fell in the garden.",
        "Advice, review in two weeks",
    ),
    (
        "04/05/2013",
        "Police",
        "Neighbour reports shouting. Son at the address, intoxicated.",
        "Log closed, no offences",
    ),
    ("19/06/2013", "CPFT", "Son discharged to his mother’s address.", "Care plan updated"),
    ("02/09/2013", "Inclusion", "Son misses third appointment.", "Case closed, letter to GP"),
    ("11/11/2013", "Police", "Mary found deceased by her daughter.", "Homicide investigation"),
)
GLOSSARY = (
    ("Term", "Meaning"),
    ("CPA", "Care Programme Approach"),
    ("DASH", "Domestic Abuse, Stalking and Honour Based Violence risk checklist"),
    ("IMR", "Individual Management Review"),
    ("LMC", "Local Medical Committee"),
)


def _table(document: Any, shares: list[int], rows: tuple[tuple[str, ...], ...]) -> None:
    grid = Table(document, shares)
    for number, row in enumerate(rows):
        grid.add(row, bold=number == 0)


def _chapter(document: Any, number: int, head: str) -> None:
    lines(document, f"{number}. {head}", bold=True, size=14)
    if head == "The panel":
        _table(document, [30, 30, 40], PANEL)
    if head == "Chronology":
        _table(document, [15, 20, 45, 20], EVENTS)
    if head == "Recommendations":
        lines(
            document,
            "The panel makes the following recommendations. What will be done is set out in Appendix 2.",
        )
        for row in plan("fenland").rows:
            lines(document, f"{row['no']}: {row['rec']}")
    else:
        for k in range(5):
            lines(document, f"{number}.{k + 1} {PROSE[(number + k) % 6]}")
    document.add_page_break()


def report() -> Iterator[Made]:
    """An overview report: contents, panel, chronology, a list of the recommendations; the plan is Appendix 2."""
    fenland = plan("fenland")
    document = begin(landscape=False, size=11.5, margin=25, font="Liberation Serif")
    document.sections[-1].header.paragraphs[0].add_run("RESTRICTED until publication – DHR Mary")
    footer(document, "Fenland Community Safety Partnership       ")
    lines(document, *([""] * 5))
    lines(document, "Domestic Homicide Review", "Overview Report into the death of Mary", bold=True, size=22)
    lines(document, "Report produced for the Fenland Community Safety Partnership", "Completed: January 2015")
    document.add_page_break()
    lines(document, "Contents", bold=True, size=14)
    for number, head in enumerate(CHAPTERS, 1):
        lines(document, f"{number}. {head} {'.' * (60 - len(head))} {number + 2}")
    lines(document, f"Appendix 1: Glossary {'.' * 43} 12", f"Appendix 2: Action Plan {'.' * 40} 13")
    document.add_page_break()
    for number, head in enumerate(CHAPTERS, 1):
        _chapter(document, number, head)
    lines(document, "Appendix 1: Glossary", bold=True, size=14)
    _table(document, [20, 80], GLOSSARY)
    landscape_from_here(document)
    lines(document, "Appendix 2: Action Plan", bold=True, size=14)
    grid = table(document, HOME, repeat=True)
    for row in fenland.rows:
        grid.add([f"{row['no']} – {row['rec']}", *texts(row, HOME)[1:]])
    title = "Appendix 2: Action Plan"
    rows = truth(fenland.rows, ["no", *keys(HOME)])
    yield from pair(
        "fenland_mary_overview_report", "h", document, rows, fenland.meta(title=title), start=title
    )


def _labelled(document: Any, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(10)
    paragraph.add_run(label).bold = True
    paragraph.add_run(text)


def summary() -> Iterator[Made]:
    """Recommendations as paragraphs, what was agreed as labelled lines under each."""
    lincolnshire = plan("swale")
    document = begin(landscape=False, size=11, margin=25)
    title = "Domestic Homicide Review / Safeguarding Adult Review: Julie and Tom"
    lines(
        document,
        "Safer Lincolnshire Partnership",
        title,
        "Recommendations and agreed actions",
        bold=True,
        size=14,
    )
    lines(document, "8th August 2023", PROSE[2])
    shown = [
        {**row, "no": f"Recommendation {row['no']}", "mil": row["mil"].replace("\n", "; ")}
        for row in lincolnshire.rows
    ]
    for row in shown:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{row['no']}: ").bold = True
        paragraph.add_run(row["rec"])
        for label, key in (
            ("Agreed action", "act"),
            ("Lead agency", "lead"),
            ("Timescale", "tgt"),
            ("Progress", "mil"),
        ):
            _labelled(document, f"{label}: ", row[key])
        lines(document, "")
    rows = truth(shown, ["no", "rec", "act", "lead", "tgt", "mil"])
    meta = lincolnshire.meta(title=None)
    yield from pair("lincolnshire_executive_summary", "r", document, rows, meta, pages={6: (2, 2)})


def numbered() -> Iterator[Made]:
    """Numbered paragraphs with their action, owner and deadline below, as rich text."""
    ashford = plan("ashford")
    document = begin(landscape=False, size=12, margin=25, font="Liberation Serif")
    lines(document, ashford.facts["title"], bold=True, size=15)
    lines(document, "30th June 2014")
    lines(
        document,
        "Ashford Community Safety Partnership accepts the recommendations below and has agreed the following.",
    )
    for row in ashford.rows:
        lines(document, f"{row['no']}. {row['rec']}")
        for label, key in (("Action", "act"), ("Owner", "lead"), ("Deadline", "tgt")):
            paragraph = document.add_paragraph(f"{label}: {row[key]}")
            paragraph.paragraph_format.left_indent = Mm(12)
    rows = truth(ashford.rows, ["no", "rec", "act", "lead", "tgt"])
    name = "ashford_accepted_recommendations.rtf"
    yield Made(name, "r", "rtf", saver(document), rows, ashford.meta(), to="docx>rtf")


def letter() -> Iterator[Made]:
    """A letter of the chair; enclosed on its second page a plan in one of Word's list styles with a thick rule."""
    exeter = plan("exeter")
    columns: Columns = (
        ("no", "", 6),
        ("rec", "What we learned and what should change", 36),
        ("act", "What we will do", 24),
        ("lead", "Who", 18),
        ("tgt", "When", 13),
    )
    document = begin(landscape=False, size=11, margin=20)
    lines(document, "Exeter Community Safety Partnership", "Civic Centre, Paris Street, Exeter", "")
    lines(document, "1st December 2023", "", "Dear Quality Assurance Panel,")
    lines(document, "Domestic Homicide Review: Robyn", bold=True)
    lines(document, *PROSE[:4])
    lines(document, "I enclose the plan, which has been updated since you saw it in the spring.", "")
    lines(document, "Yours sincerely", "Chair of the Partnership")
    document.add_page_break()
    lines(document, "Enclosure: Robyn – Learning and Improvement Plan", bold=True, size=13)
    grid = table(document, columns, style="Light Grid Accent 1")
    for row in exeter.rows:
        grid.add(texts(row, columns))
    rows = truth(exeter.rows, keys(columns))
    meta = exeter.meta(title=None, plan_date=None, updated_date=None)
    yield printed("exeter_robyn_letter", "letter", document, rows, meta, start="Enclosure: Robyn")


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (report, summary, numbered, letter):
        yield from family()
