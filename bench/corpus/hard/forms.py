"""Hard families that are no plain table: records, transposed, page halves, prose."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import partial

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, PORTRAIT, both, front, names, numbered, word_front
from bench.corpus.hard.model import Made, Plan, Row, truth

LABELS = {
    "recommendation": "Recommendation",
    "scope": "Scope",
    "action": "Action(s)",
    "lead": "Lead agency",
    "milestones": "Progress to date",
    "target": "Target date",
    "completion": "Outcome",
}


def _labelled(row: Row, key: str) -> str:
    """A label and its value."""
    return f"<th>{LABELS[key]}</th><td>{web.lines(row[key])}</td>"


def records(all_plans: list[Plan]) -> Iterator[Made]:
    """One small table a recommendation: 2 columns; 4 columns; with a headline row."""
    plan = all_plans[3]
    rows = numbered(plan)
    told = truth(rows, ["no", *LABELS])
    two = front(plan)
    four = front(plan)
    for row in rows:
        line = partial(_labelled, row)
        two += f"<table><colgroup><col style='width:22%'><col></colgroup><tr><th>Ref</th><td>{row['no']}</td></tr>"
        two += "".join(f"<tr>{line(key)}</tr>" for key in LABELS) + "</table><br>"
        four += f"<table><colgroup><col style='width:16%'><col><col style='width:16%'><col></colgroup><tr><th colspan=4>Recommendation {row['no']}</th></tr>"
        four += f"<tr><th>Recommendation</th><td colspan=3>{web.lines(row['recommendation'])}</td></tr>"
        four += f"<tr>{line('action')}{line('milestones')}</tr><tr>{line('lead')}{line('scope')}</tr><tr>{line('target')}{line('completion')}</tr></table><br>"
    yield from both("records_two", "record", web.page(two, PORTRAIT), told, plan)
    headed = truth([{**row, "no": f"Recommendation {row['no']}"} for row in rows], ["no", *LABELS])
    yield from both("records_four", "record", web.page(four, PORTRAIT), headed, plan)
    document = word.begin(landscape=False, size=10)
    word_front(document, plan)
    for row in rows:
        table = word.grid(document, (("", "", 25), ("", "", 75)), len(LABELS) + 1)
        head = table.rows[0].cells[0].merge(table.rows[0].cells[1])
        word.put(head, f"Recommendation {row['no']}", bold=True)
        word.shade(head, "D9E2F3")
        for at, (key, label) in enumerate(LABELS.items(), start=1):
            word.put(table.rows[at].cells[0], label, bold=True)
            word.put(table.rows[at].cells[1], row[key])
        document.add_paragraph()
    yield Made("records_word.docx", "record", "docx", word.save(document), headed, plan.meta)
    yield Made("records_word.pdf", "record", "libreoffice", word.libreoffice(document), headed, plan.meta)


def crosswise(all_plans: list[Plan]) -> Iterator[Made]:
    """Transposed tables; wide sheets printed in page halves (header on the first only, or on all)."""
    plan = all_plans[2]
    rows = numbered(plan)
    content = front(plan)
    for start in range(0, len(rows), 4):
        part = rows[start : start + 4]
        lines = "".join(
            f"<tr><th>{label}</th>" + "".join(f"<td>{web.lines(row[key])}</td>" for row in part) + "</tr>"
            for key, label in {"no": "No.", **LABELS}.items()
        )
        content += f"<table>{lines}</table><br>"
    yield from both("transposed", "transposed", web.page(content), truth(rows, ["no", *LABELS]), plan)
    plan = all_plans[1]
    rows = numbered(plan)
    for name, repeat in (("first", False), ("all", True)):
        content, size = front(plan), 3
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            for half in (FULL[:4], FULL[4:]):
                header = web.head(half) if repeat or start == 0 else ""
                body = "".join(
                    web.body(
                        half,
                        [row],
                        attributes="style='height:270px'"
                        if len(row["action"]) > 300
                        else "style='height:110px'",
                    )
                    for row in part
                )
                gap = (
                    "<div style='height:21mm'></div>"
                    if half is not FULL[:4] and start == 0 and half == FULL[4:]
                    else ""
                )
                content += gap + web.table(half, header + body) + "<div style='break-after:page'></div>"
        yield from both(
            f"halves_{name}",
            "halves",
            web.page(content, "body{font-size:8pt} h1,p{margin:0}"),
            truth(rows, names(FULL)),
            plan,
        )


def prose(all_plans: list[Plan]) -> Iterator[Made]:
    """Numbered paragraphs: headings with labelled lines, in one or two text columns; R-numbers; decimals; Word."""
    plan = all_plans[3]
    rows = numbered(plan, "Recommendation {}")
    part = ["no", "recommendation", "action", "lead", "target"]
    content = f"{front(plan)}<p>This plan sets out what the panel asked for and what has been agreed.</p>"
    for row in rows:
        content += f"<h3>{row['no']}</h3><p>{web.lines(row['recommendation'])}</p><p><b>Action:</b> {web.lines(row['action'])}</p><p><b>Lead:</b> {row['lead']}</p><p><b>By when:</b> {web.lines(row['target'])}</p>"
    yield from both(
        "prose_one", "prose", web.page(content, "body{font-size:11pt}" + PORTRAIT), truth(rows, part), plan
    )
    columns = content.replace("<p>This", "<div style='columns:2;column-gap:10mm'><p>This", 1) + "</div>"
    yield from both(
        "prose_two_columns",
        "prose",
        web.page(columns, "body{font-size:10pt}" + PORTRAIT),
        truth(rows, part),
        plan,
    )
    plan = all_plans[0]
    rows = numbered(plan, "R{}")
    content = front(plan) + "<h2>Recommendations</h2>"
    for row in rows:
        content += f"<p><b>{row['no']}.</b> {html.escape(row['recommendation'])}</p><p>Lead: {html.escape(row['lead'])} &nbsp; &nbsp; Timescale: {row['target']}</p>"
    content += "<h2>Next steps</h2><p>The partnership will look at this plan again in six months and will tell the family.</p>"
    yield from both(
        "prose_r",
        "prose",
        web.page(content, "body{font-size:11pt}" + PORTRAIT),
        truth(rows, ["no", "recommendation", "lead", "target"]),
        plan,
    )
    plan = all_plans[2]
    rows = numbered(plan, "8.{}")
    content = front(plan) + "<h2>8. Recommendations</h2>"
    document = word.begin(landscape=False, size=11)
    word_front(document, plan)
    document.add_heading("8. Recommendations", 2)
    for row in rows:
        content += f"<p>{row['no']} {html.escape(row['recommendation'])}</p><p>Action: {html.escape(row['action'])}<br>Lead: {html.escape(row['lead'])}<br>Timescale: {row['target']}</p>"
        document.add_paragraph(f"{row['no']} {row['recommendation']}")
        for label, key in (("Action", "action"), ("Lead", "lead"), ("Timescale", "target")):
            document.add_paragraph(f"{label}: {row[key]}")
    yield from both("prose_decimal", "prose", web.page(content, PORTRAIT), truth(rows, part), plan)
    yield Made("prose_decimal.docx", "prose", "docx", word.save(document), truth(rows, part), plan.meta)
    yield Made(
        "prose_decimal_lo.pdf",
        "prose",
        "libreoffice",
        word.libreoffice(document),
        truth(rows, part),
        plan.meta,
    )
