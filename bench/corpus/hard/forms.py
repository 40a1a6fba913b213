"""Hard families that are no plain table: records, transposed, page halves, prose, a long report."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpus.hard import web, word
from bench.corpus.hard.model import Made, Plan, truth
from bench.corpus.hard.tables import FULL, PORTRAIT, both, front, names, numbered, word_front

LABELS = {
    "recommendation": "Recommendation",
    "scope": "Scope",
    "action": "Action(s)",
    "lead": "Lead agency",
    "milestones": "Progress to date",
    "target": "Target date",
    "completion": "Outcome",
}


def records(all_plans: list[Plan]) -> Iterator[Made]:
    """One small table a recommendation: 2 columns; 4 columns; with a headline row."""
    plan = all_plans[3]
    rows = numbered(plan)
    told = truth(rows, ["no", *LABELS])
    two = front(plan)
    four = front(plan)
    for row in rows:
        line = lambda key, row=row: f"<th>{LABELS[key]}</th><td>{web.lines(row[key])}</td>"  # noqa: E731
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


BODY = (
    "The panel asked each agency what it knew, when it knew it, and what it did next. Ten agencies sent reports; three had had no contact.",
    "It is recommended practice to see a patient alone, and this was recommended in an earlier review. It was not done on 4 March or again in May.",
    "The chair met the family on two occasions. They asked that actions should be followed by somebody who was not part of the partnership.",
    "The independent chair has had no employment with any of the agencies. She has carried out six reviews and two audits.",
)


def long_report(all_plans: list[Plan]) -> Iterator[Made]:
    """A report of some sixty pages with the plan near its end, among tables that are none."""
    plan = all_plans[0]
    rows = numbered(plan)
    contents = "".join(
        f"<p>{title} {'.' * (90 - len(title))} {at}</p>"
        for title, at in (
            ("1. Introduction", 5),
            ("2. Chronology", 9),
            ("3. Analysis", 20),
            ("4. Recommendations", 50),
            ("Action plan", 57),
            ("Glossary", 60),
        )
    )

    def small(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
        return (
            "<table>"
            + "<tr>"
            + "".join(f"<th>{x}</th>" for x in head)
            + "</tr>"
            + "".join("<tr>" + "".join(f"<td>{x}</td>" for x in line) + "</tr>" for line in lines)
            + "</table>"
        )

    versions = small(
        ("Version", "Date", "Author", "Change"),
        [
            ("0.1", "2 May 2021", "Chair", "First draft"),
            ("1.0", "14 June 2021", "Chair", "Agreed by the panel"),
        ],
    )
    circulation = small(
        ("Name", "Agency", "Action", "Date"),
        [
            ("Head of Service", "Wirral Council", "For comment", "3/5/21"),
            ("Superintendent", "Merseyside Police", "For information", "3/5/21"),
        ],
    )
    panel = small(
        ("Name", "Role", "Agency"),
        [
            ("A. Example", "Chair", "Independent"),
            ("B. Example", "Named Nurse", "CWP"),
            ("C. Example", "Detective Inspector", "Merseyside Police"),
        ],
    )
    events = [
        (
            f"{day} March 2020",
            "Merseyside Police",
            "Call from a neighbour. Officers attended. No action taken. Lead officer to follow up by 5 pm.",
        )
        for day in range(1, 29)
    ]
    matrix = small(
        ("Risk", "Likelihood", "Impact", "Owner", "Action to reduce risk"),
        [
            ("Family not heard", "High", "High", "Chair", "Advocate offered"),
            ("Delay", "Medium", "Low", "CSP", "Monthly report"),
        ],
    )
    glossary = small(
        ("Term", "Meaning"),
        [
            ("MARAC", "Multi-agency risk assessment conference"),
            ("IDVA", "Independent domestic violence adviser"),
            ("DASH", "Domestic abuse, stalking and harassment risk tool"),
        ],
    )
    new = "<div style='break-before:page'></div>"
    content = f"<h1>Safer Wirral Partnership</h1><h1>Domestic Homicide Review Overview Report</h1><p>Jodie</p><p>June 2021</p>{new}{versions}<br>{circulation}{new}<h2>Contents</h2>{contents}{new}<h2>Panel</h2>{panel}"
    for chapter in range(1, 41):
        content += f"{new}<h2>3.{chapter} Analysis</h2>" + "".join(
            f"<p>3.{chapter}.{at} {BODY[(at + chapter) % 4]}</p>" for at in range(1, 12)
        )
        if chapter == 6:
            content += f"{new}<h2>Chronology</h2>" + small(("Date", "Agency", "Event and action"), events * 3)
        if chapter == 20:
            content += f"{new}<h2>Risk matrix</h2>{matrix}"
    content += (
        f"{new}<h2>4. Recommendations</h2><p>The recommendations and the action plan are in the appendix.</p>"
    )
    content += f"{new}<div class=plan><h1>{plan.meta['title']}</h1><p>Review: Jodie &nbsp; Version date: {plan.meta['plan_date']}</p>{web.table(FULL, web.body(FULL, rows), '', web.head(FULL))}</div>{new}<h2>Glossary</h2>{glossary}"
    style = (
        PORTRAIT
        + "@page wide{size:A4 landscape} .plan{page:wide} body{font-size:11pt} .plan td,.plan th{font-size:9pt} @page{@bottom-center{content:'Page ' counter(page)}}"
    )
    yield from both("long_report", "report", web.page(content, style), truth(rows, names(FULL)), plan)


def drawn(all_plans: list[Plan]) -> Iterator[Made]:
    """ReportLab and fpdf2: grids, 6 pt, borderless with cut rows, ligature code points."""
    plan = all_plans[2]
    rows = numbered(plan)
    ligated = str.maketrans({})

    def fpdf(path: Path, borders: str, size: float, ligatures: bool, centred: bool = False) -> None:
        from fpdf import FPDF
        from fpdf.fonts import FontFace

        pdf: Any = FPDF("landscape", "mm", "A4")
        for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold")):
            pdf.add_font("dv", style, f"/usr/share/fonts/truetype/dejavu/{name}.ttf")
        pdf.set_font("dv", size=14)
        pdf.add_page()
        pdf.multi_cell(0, 8, plan.meta["title"], new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("dv", size=10)
        pdf.multi_cell(
            0,
            6,
            f"Review: {plan.meta['review_reference']}   Version date: {plan.meta['plan_date']}",
            new_x="LMARGIN",
            new_y="NEXT",
        )
        pdf.set_font("dv", size=size)
        ligate = (
            (lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"))
            if ligatures
            else str
        )
        with pdf.table(
            v_align="MIDDLE" if centred else "TOP",
            padding=0 if centred else 1,
            borders_layout=borders,
            col_widths=tuple(w for _, _, w in FULL),
            line_height=size * 0.5,
            text_align="LEFT",
            headings_style=FontFace(emphasis="BOLD"),
        ) as table:
            table.row([label for _, label, _ in FULL])
            for row in rows:
                table.row([ligate(row[name].translate(ligated)) for name, _, _ in FULL])
        pdf.output(str(path))

    told = truth(rows, names(FULL))
    kinds = (
        ("grid6", "ALL", 6, False, True),
        ("ligatures", "HORIZONTAL_LINES", 8, True, False),
        ("bare", "NONE", 8, False, False),
        ("minimal", "MINIMAL", 8, False, False),
        ("centred", "MINIMAL", 8, False, True),
    )
    for name, borders, size, ligatures, centred in kinds:
        yield Made(
            f"fpdf_{name}.pdf",
            "drawn",
            "fpdf2",
            lambda path, a=borders, b=size, c=ligatures, d=centred: fpdf(path, a, b, c, d),
            told,
            plan.meta,
        )

    def reportlab(path: Path, rules: str) -> None:
        from reportlab.lib import colors
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

        styles = getSampleStyleSheet()
        small = styles["BodyText"].clone("small", fontSize=8, leading=9.5)
        story: list[Any] = [
            Paragraph(html.escape(plan.meta["title"]), styles["Title"]),
            Paragraph(
                f"Review: {plan.meta['review_reference']} | Version date: {plan.meta['plan_date']}", small
            ),
        ]
        data = [[Paragraph(f"<b>{label}</b>", small) for _, label, _ in FULL]]
        data += [
            [Paragraph(html.escape(row[name]).replace("\n", "<br/>"), small) for name, _, _ in FULL]
            for row in rows
        ]
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if rules == "grid":
            style += [("INNERGRID", (0, 0), (-1, -1), 0.4, colors.grey)]
        if rules == "columns":
            style += [
                ("LINEBEFORE", (0, 0), (-1, -1), 0.4, colors.grey),
                ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
            ]
        total = sum(w for _, _, w in FULL)
        story.append(
            Table(
                data, colWidths=[770 * w / total for _, _, w in FULL], style=style, repeatRows=1, splitInRow=1
            )
        )
        SimpleDocTemplate(
            str(path), pagesize=landscape(A4), leftMargin=30, rightMargin=30, topMargin=30, bottomMargin=30
        ).build(story)

    for rules in ("grid", "columns", "none"):
        yield Made(
            f"reportlab_{rules}.pdf",
            "drawn",
            "reportlab",
            lambda path, r=rules: reportlab(path, r),
            told,
            plan.meta,
        )


def nothing(all_plans: list[Plan]) -> Iterator[Made]:
    """Documents that hold no action plan: not one row may come out."""
    recommendations = [row["recommendation"] for row in all_plans[0].rows]

    def small(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
        return (
            "<table>"
            + "<tr>"
            + "".join(f"<th>{x}</th>" for x in head)
            + "</tr>"
            + "".join("<tr>" + "".join(f"<td>{x}</td>" for x in line) + "</tr>" for line in lines)
            + "</table>"
        )

    texts = {
        "executive_summary": "<h1>Executive Summary: Jodie</h1>"
        + "".join(f"<p>{text}</p>" for text in BODY) * 3
        + "<h2>Learning</h2><p>The panel made seven recommendations. They concern the recording of breaches by Merseyside Police, the closing of cases by the MARAC, private conversations in the emergency department and the way in which schools are told. The recommendation about noise was debated at length: two members felt that it asked too much of housing officers. All are set out in the overview report.</p>",
        "chronology": "<h1>Integrated chronology</h1>"
        + small(
            ("Date", "Source", "Event", "Action taken", "Comment"),
            [
                (f"{n}/2/2020", "GP", "Attended with a sprained wrist", "Advice given", "No enquiry made")
                for n in range(1, 25)
            ],
        ),
        "terms": "<h1>Terms of Reference</h1><p>1. To establish what lessons are to be learned.</p><p>2. To identify what action each agency will take, by when, and what is expected to change.</p><p>3. To make recommendations to the Community Safety Partnership.</p>"
        + small(
            ("Task", "Lead", "Timescale"),
            [
                ("Agree the terms", "Chair", "January"),
                ("Secure records", "All agencies", "Immediately"),
                ("Agency reports returned", "IMR authors", "31 March"),
            ],
        ),
        "genogram": "<h1>Family</h1>"
        + small(
            ("Person", "Relationship", "Age", "Ethnicity"),
            [
                ("Jodie", "Victim", "34", "White British"),
                ("Adult B", "Perpetrator", "41", "White British"),
                ("Child 1", "Daughter", "9", "White British"),
            ],
        ),
        "training_log": "<h1>Domestic abuse training log</h1>"
        + small(
            ("Course", "Date", "Lead trainer", "Attended", "Completed"),
            [("DASH", f"{n} May 2021", "IDVA service", str(10 + n), "Yes") for n in range(1, 15)],
        ),
        "minutes": "<h1>Minutes of the panel meeting of 4 May 2021</h1><p>Present: chair, police, health.</p><p>1. The minutes of the last meeting were agreed.</p>"
        + small(
            ("Action", "Owner", "Date", "Status"),
            [
                ("Circulate the dates of the next meeting", "Clerk", "7 May", "Done"),
                ("Chase the report of the GP", "Chair", "14 May", "Open"),
                ("Book a room", "Clerk", "1 June", "Open"),
            ],
        ),
        "risk_register": "<h1>Risk register</h1>"
        + small(
            ("No", "Risk", "Mitigating action", "Owner", "Review date", "RAG"),
            [
                ("1", "Lack of an independent chair", "List of approved chairs", "CSP", "June 2021", "Amber"),
                ("2", "Late reports", "Escalate to chief officers", "CSP", "July 2021", "Green"),
            ],
        ),
        "glossary": "<h1>Glossary</h1>"
        + small(
            ("Term", "Meaning"),
            [
                ("Action plan", "What agencies will do about the recommendations"),
                ("Recommendation", "What the panel asks for"),
                ("Lead agency", "The agency which is to act"),
            ],
        ),
        "home_office_letter": "<p>Interpersonal Abuse Unit, 2 Marsham Street, London</p><p>14 July 2022</p><p>Dear Chair,</p><p>Thank you for submitting the report (Jodie) to the Quality Assurance Panel.</p><ul><li>Recommendation 3 should name the agency.</li><li>The action plan should be updated: several actions have no target date.</li><li>Recommendation 5 is national and should be sent to the Minister.</li></ul><p>1. Please proof-read.</p><p>2. Please anonymise the names of staff.</p><p>Yours sincerely,</p>",
        "contents": "<h1>Contents</h1>"
        + "".join(
            f"<p>{n}. {title} {'.' * 60} {n * 6}</p>"
            for n, title in enumerate(
                (
                    "Introduction",
                    "Terms of reference",
                    "Chronology",
                    "Recommendation 1 to 9",
                    "Action plan",
                    "Appendix A: Action plan of Merseyside Police",
                ),
                start=1,
            )
        ),
        "blank_template": "<h1>Appendix C: Action plan template</h1>"
        + small(
            (
                "Recommendation",
                "Scope of recommendation i.e. local or regional",
                "Action to take",
                "Lead Agency",
                "Key milestones achieved in enacting recommendation",
                "Target Date",
                "Date of completion and Outcome",
            ),
            [("&nbsp;",) * 7] * 6,
        ),
        "budget": "<h1>Cost of the review</h1>"
        + small(
            ("Item", "Lead", "Cost", "Date paid"),
            [
                ("Chair", "CSP", "£9,450", "1/4/21"),
                ("Translation", "CSP", "£612.50", "1/6/21"),
                ("Total", "", "£10,062.50", ""),
            ],
        ),
        "frequently_asked": "<h1>Guide for families</h1><p>What is a recommendation?</p><p>A recommendation says what an agency should do. Each agency then writes an action.</p><p>Who is the lead agency?</p><p>The agency that must act, and the date by which it must do so.</p>",
        "equality": "<h1>Equality and diversity</h1>"
        + small(
            ("Characteristic", "Relevant?", "Comment", "Action"),
            [
                ("Age", "Yes", "The victim was 34", "None"),
                ("Disability", "No", "Nothing recorded", "None"),
                ("Religion", "No", "Not known", "Panel to ask the family"),
            ],
        ),
        "list_only": "<h1>Summary of the recommendations</h1><h2>Recommendations</h2>"
        + "".join(
            f"<p><b>R{n}.</b> {html.escape(text)}</p>" for n, text in enumerate(recommendations, start=1)
        ),
        "press_release": f"<h1>Statement on the review into the death of Jodie</h1><p>14 June 2021</p><p>The Safer Wirral Partnership has today published its report. The chair said: 'We recommend that {recommendations[1][:60].lower()} and will make sure that it happens.' The partnership has accepted all of the recommendations and an action plan is in place.</p>",
    }
    empty = dict.fromkeys(("area", "review_reference", "title", "plan_date", "updated_date"), "")
    for number, (name, content) in enumerate(texts.items()):
        engine, write = (("chromium", web.chromium), ("weasyprint", web.weasyprint))[number % 2]
        yield Made(
            f"none_{name}.pdf",
            "none",
            engine,
            write(web.page(content, "body{font-size:11pt}" + PORTRAIT)),
            (),
            empty,
        )
    document = word.begin(landscape=False)
    document.add_heading("Minutes of the Community Safety Partnership", 1)
    columns = (("a", "Item", 8), ("b", "Discussion and action", 60), ("c", "Lead", 14), ("d", "By when", 14))
    lines = [
        {"a": str(n), "b": text, "c": "Clerk", "d": "Next meeting"}
        for n, text in enumerate(
            (
                "Apologies were noted.",
                "The DHR action plan was noted. To come back in May.",
                "Any other business: none.",
            ),
            start=1,
        )
    ]
    word.fill(word.grid(document, columns, 4), columns, lines)
    yield Made("none_minutes.docx", "none", "docx", word.save(document), (), empty)
