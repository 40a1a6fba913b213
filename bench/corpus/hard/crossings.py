"""Crossings of hard families: a second set, made after the first was mended."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, MAIN, PORTRAIT, both, front, names, numbered, word_front
from bench.corpus.hard.model import Made, Plan, Row, truth
from bench.corpus.hard.print import spin

STEPS = (
    ("Task and finish group to be set up", "CSP Manager", "May 2021"),
    (
        "Guidance to be written with survivors, tried out on two teams, changed in the light of what they say and then issued to all staff",
        "Designated Nurse; Named GP",
        "By 30/09/2021",
    ),
    ("Audit", "Quality Team", "TBC"),
)


def plain(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A simple HTML table."""
    top = "<tr>" + "".join(f"<th>{x}</th>" for x in head) + "</tr>"
    return (
        f"<table>{top}"
        + "".join("<tr>" + "".join(f"<td>{x}</td>" for x in line) + "</tr>" for line in lines)
        + "</table>"
    )


def steps(plan: Plan, form: str) -> list[list[Row]]:
    """Each recommendation with three actions."""
    return [
        [{**row, "action": action, "lead": lead, "target": target} for action, lead, target in STEPS]
        for row in numbered(plan, form)
    ]


def word_merged(all_plans: list[Plan]) -> Iterator[Made]:
    """Word: a recommendation merged over three actions and over pages, ruled and unruled, header repeated or not."""
    plan = all_plans[0]
    groups = steps(plan, "{}")
    told = truth([row for group in groups for row in group], names(MAIN))
    for style, repeat in (("Table Grid", True), ("Table Grid", False), ("Normal Table", True)):
        document = word.begin(size=11)
        word_front(document, plan)
        table = word.grid(document, MAIN, 1 + 3 * len(groups), style)
        word.fill(table, MAIN, [])
        if repeat:
            word.element(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for number, group in enumerate(groups):
            at = 1 + 3 * number
            for column in (0, 1):
                cell = table.cell(at, column).merge(table.cell(at + 2, column))
                word.put(cell, group[0][MAIN[column][0]])
            for offset, row in enumerate(group):
                for column, (name, _, _) in enumerate(MAIN[2:], start=2):
                    word.put(table.cell(at + offset, column), row[name])
        name = f"word_merged_{'bare' if style != 'Table Grid' else 'repeat' if repeat else 'once'}"
        yield Made(f"{name}.pdf", "merged", "libreoffice", word.libreoffice(document), told, plan.meta)
    yield Made("word_merged.docx", "merged", "docx", word.save(document), told, plan.meta)


def stated_rows(all_plans: list[Plan]) -> Iterator[Made]:
    """The recommendation in a full-width row, its actions under it, the header once or under each."""
    plan = all_plans[2]
    columns = MAIN[2:]
    groups = steps(plan, "Recommendation {}")
    told = truth([row for group in groups for row in group], ["no", "recommendation", *names(columns)])
    for kind in ("", "rules"):
        inner = "".join(
            f"<tr style='background:#ddd'><td colspan=3><b>{group[0]['no']}: {html.escape(group[0]['recommendation'])}</b></td></tr>"
            + web.body(columns, group)
            for group in groups
        )
        yield from both(
            f"stated_{kind or 'grid'}",
            "stated",
            web.page(front(plan) + web.table(columns, inner, kind, web.head(columns))),
            told,
            plan,
        )


def continued(all_plans: list[Plan]) -> Iterator[Made]:
    """A very long row over three pages; large type; no header on the later pages."""
    plan = all_plans[1]
    rows = numbered(plan)
    for kind, repeat in (("", ""), ("rules", ""), ("none", web.head(FULL))):
        inner = ("" if repeat else web.head(FULL)) + web.body(FULL, rows)
        content = web.page(
            front(plan) + web.table(FULL, inner, kind, repeat), "body{font-size:13pt} td,th{padding:4px 8px}"
        )
        yield from both(f"long_row_{kind or 'grid'}", "long-row", content, truth(rows, names(FULL)), plan)


def turned_bare(all_plans: list[Plan]) -> Iterator[Made]:
    """Unruled tables on turned pages; zebra on its side; tick columns under vertical headers."""
    plan = all_plans[3]
    rows = numbered(plan, "R{}")
    content = web.page(front(plan) + web.table(FULL, web.body(FULL, rows), "none", web.head(FULL)))
    yield Made(
        "bare_rotate270.pdf",
        "turned",
        "chromium",
        spin(web.chromium(content), 270),
        truth(rows, names(FULL)),
        plan.meta,
    )
    content = web.page(
        front(plan) + web.table(FULL, web.body(FULL, rows), "none", web.head(FULL)),
        "tbody tr:nth-child(even){background:#eef}",
    )
    yield Made(
        "zebra_sideways.pdf",
        "turned",
        "weasyprint",
        spin(web.weasyprint(content), 90, True),
        truth(rows, names(FULL)),
        plan.meta,
    )
    columns = (*FULL[:2], FULL[4], ("t1", "Not started", 3), ("t2", "In progress", 3), ("t3", "Complete", 3))
    at = {"Delayed": "t1", "In progress": "t2", "Complete": "t3"}
    label = {"Delayed": "Not started", "In progress": "In progress", "Complete": "Complete"}
    marked = [{**row, at[row["status"]]: "✓"} for row in rows]
    header = (
        "<tr>"
        + "".join(
            f"<th class={'up' if name[0] == 't' else ''}><span>{text}</span></th>"
            for name, text, _ in columns
        )
        + "</tr>"
    )
    style = "th.up span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap} th{height:80px;vertical-align:bottom}"
    told = truth(
        [{**row, "status": label[row["status"]]} for row in rows], ["no", "recommendation", "lead", "status"]
    )
    yield Made(
        "ticks_vertical.pdf",
        "turned",
        "chromium",
        web.chromium(web.page(front(plan) + web.table(columns, header + web.body(columns, marked)), style)),
        told,
        plan.meta,
    )


def two_forms(all_plans: list[Plan]) -> Iterator[Made]:
    """Two tables of different columns in one document; notes under the first; dots and dashes for empty cells."""
    plan, other = all_plans[0], all_plans[2]
    rows = [{**row, "group": "Section A: Multi-agency recommendations"} for row in numbered(plan)]
    more = [
        {**row, "group": "Section B: Berneslai Homes", "milestones": "-"} for row in numbered(other, "{}", 4)
    ]
    columns = (
        ("no", "No.", 5),
        ("recommendation", "Recommendation", 35),
        ("action", "What", 25),
        ("milestones", "Update", 20),
        ("target", "When", 12),
    )
    content = (
        front(plan)
        + f"<h2>Section A: Multi-agency recommendations</h2>{web.table(FULL, web.body(FULL, rows), '', web.head(FULL))}<p>Notes: dates are those agreed in June.</p><h2>Section B: Berneslai Homes</h2>{web.table(columns, web.body(columns, more), 'rules', web.head(columns))}"
    )
    first = truth(rows, [*names(FULL), "group"])
    second = truth(more, [*names(columns), "group"])
    for row in second:
        row.update({name: row[name] for name in row})
    yield from both("two_forms", "two-forms", web.page(content), [*first, *second], plan)


def word_prose(all_plans: list[Plan]) -> Iterator[Made]:
    """Word: automatic numbers and labelled lines; a section in two columns."""
    plan = all_plans[3]
    rows = numbered(plan, "{}.")
    part = ["no", "recommendation", "lead", "target"]
    for columns in (1, 2):
        document = word.begin(landscape=False, size=10)
        word_front(document, plan)
        document.add_heading("Recommendations and actions", 2)
        section = document.sections[0]
        if columns == 2:
            document.add_section(0)
            section = document.sections[-1]
            word.element(section._sectPr, "cols", num="2", space="500")
        for row in rows:
            document.add_paragraph(row["recommendation"], style="List Number")
            document.add_paragraph(f"Responsible: {row['lead']}")
            document.add_paragraph(f"Deadline: {row['target']}")
        told = truth(rows, part)
        yield Made(f"word_prose_{columns}.docx", "word-prose", "docx", word.save(document), told, plan.meta)
        yield Made(
            f"word_prose_{columns}.pdf",
            "word-prose",
            "libreoffice",
            word.libreoffice(document),
            told,
            plan.meta,
        )


def discs(all_plans: list[Plan]) -> Iterator[Made]:
    """RAG as a coloured disc; empty cells with n/a; header with dates in it."""
    plan = all_plans[1]
    rows = numbered(plan, "{}")
    colours = {"Red": "#e00000", "Amber": "#ffb000", "Green": "#00a040"}
    columns = (*MAIN, ("milestones", "Update (January 2020)", 16), ("status", "RAG", 6))
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{web.lines(row[name])}</td>"
            if name != "status"
            else f"<td style='background:{colours[row['status']]};color:#fff'>{row['status'][0]}</td>"
            for name, _, _ in columns
        )
        + "</tr>"
        for row in rows
    )
    told = truth([{**row, "status": row["status"][0]} for row in rows], names(columns))
    yield from both(
        "rag_letters",
        "rag",
        web.page(front(plan) + web.table(columns, body, "", web.head(columns))),
        told,
        plan,
    )


def sheets(all_plans: list[Plan]) -> Iterator[Made]:
    """Excel prints by ReportLab: three sheets wide, header on all, down then over."""
    plan = all_plans[3]
    rows = numbered(plan)

    def write(path: Path) -> None:
        from reportlab.lib import colors
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

        small = getSampleStyleSheet()["BodyText"].clone("small", fontSize=8, leading=9.5)
        story: list[Any] = [
            Paragraph(plan.meta["title"], small),
            Paragraph(
                f"Review: {plan.meta['review_reference']} | Version date: {plan.meta['plan_date']} | Last updated: {plan.meta['updated_date']}",
                small,
            ),
        ]
        heights = [30, *[72] * len(rows)]
        for number, part in enumerate((FULL[:2], FULL[2:5], FULL[5:])):
            data = [[Paragraph(f"<b>{label}</b>", small) for _, label, _ in part]] + [
                [Paragraph(html.escape(row[name]).replace("\n", "<br/>"), small) for name, _, _ in part]
                for row in rows
            ]
            widths = {2: (30, 300), 3: (120, 170, 130)}[len(part)]
            if number:
                story += [PageBreak(), Spacer(1, 27.0)]
            story.append(
                Table(
                    data,
                    colWidths=widths,
                    rowHeights=heights,
                    style=[
                        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ],
                )
            )
        SimpleDocTemplate(str(path), pagesize=A4, leftMargin=40, topMargin=40, bottomMargin=40).build(story)

    yield Made("sheets_thirds.pdf", "halves", "reportlab", write, truth(rows, names(FULL)), plan.meta)


def nothing(all_plans: list[Plan]) -> Iterator[Made]:
    """More documents without a plan."""
    texts = {
        "agenda": "<h1>Panel meeting</h1>"
        + plain(
            ("Item", "Lead", "Time", "Action"),
            [
                ("Welcome", "Chair", "10.00", "Note"),
                ("Agency reports", "All", "10.15", "Discuss"),
                ("Draft recommendations", "Chair", "11.30", "Agree"),
            ],
        ),
        "panel_log": "<h1>DHR panel: log of the panel's own tasks</h1>"
        + plain(
            ("Ref", "Action", "Owner", "Due", "Status"),
            [
                ("1", "Book the interpreter", "Clerk", "3 May 2021", "Done"),
                ("2", "Send the letter to the coroner", "Chair", "7 May 2021", "Open"),
                ("3", "Ask for the GP notes", "Clerk", "9 May 2021", "Open"),
            ],
        ),
        "policy": "<h1>Domestic abuse policy</h1>"
        + "".join(
            f"<p>{n}. {text}</p>"
            for n, text in enumerate(
                (
                    "The purpose of this policy is to set out what staff should do.",
                    "Managers should make sure that staff know of it.",
                    "Action: staff who are worried should ring the helpline.",
                    "Lead: the Head of People is responsible for this policy.",
                    "Review: this policy will be looked at in May 2023.",
                ),
                start=1,
            )
        ),
        "contacts": "<h1>Sources of help</h1>"
        + plain(
            ("Agency", "Telephone", "Who for", "When"),
            [
                ("Refuge", "0808 2000 247", "Women", "Day and night"),
                ("Respect", "0808 8010327", "Men", "Weekdays"),
            ],
        ),
        "timetable": "<h1>Timetable of the review</h1>"
        + plain(
            ("Stage", "Lead", "Target date", "Completed"),
            [
                ("Notification", "CSP", "1 May 2020", "Yes"),
                ("First panel", "Chair", "4 June 2020", "Yes"),
                ("Report to the Home Office", "CSP", "May 2021", "Yes"),
            ],
        ),
        "costs_of_training": "<h1>Training plan</h1>"
        + plain(
            ("Course", "Action", "Lead", "Date", "Cost"),
            [("DASH", "Book trainer", "HR", "May", "£300"), ("Stalking", "Find a room", "HR", "June", "£0")],
        ),
        "previous": "<h1>Earlier reviews considered by the panel</h1>"
        + plain(
            ("Review", "Year", "Theme"),
            [
                ("Adult A", "2014", "Alcohol"),
                ("Adult B", "2016", "Older people"),
                ("Adult C", "2018", "Stalking"),
            ],
        ),
    }
    empty = dict.fromkeys(("area", "review_reference", "title", "plan_date", "updated_date"), "")
    for number, (name, content) in enumerate(texts.items()):
        engine, write = (("chromium", web.chromium), ("weasyprint", web.weasyprint))[number % 2]
        yield Made(
            f"none2_{name}.pdf",
            "none",
            engine,
            write(web.page(content, "body{font-size:11pt}" + PORTRAIT)),
            (),
            empty,
        )
