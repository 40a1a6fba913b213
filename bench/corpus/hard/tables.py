"""Hard families that are tables: each function yields documents with their truth."""

from __future__ import annotations

from collections.abc import Iterator

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, MAIN, PORTRAIT, both, front, names, numbered, word_front
from bench.corpus.hard.model import Made, Plan, truth


def borderless(all_plans: list[Plan]) -> Iterator[Made]:
    """No rules at all, rows cut in the middle by the page; with and without the header on each page."""
    plan = all_plans[1]
    rows = numbered(plan)
    inner = web.body(FULL, rows, web.paragraphs)
    for name, first, repeat in (("again", "", web.head(FULL)), ("once", web.head(FULL), "")):
        content = web.page(
            front(plan) + web.table(FULL, first + inner, "none", repeat), "body{font-size:11pt}"
        )
        yield from both(f"borderless_{name}", "borderless", content, truth(rows, names(FULL)), plan)
    plan = all_plans[0]
    rows = numbered(plan, "{}.")
    groups = {
        0: "Theme 1: Police and criminal justice",
        2: "Theme 2: Health",
        4: "Theme 3: National",
        5: "Theme 4: Children and families",
    }
    inner, label, told = "", "", []
    for number, row in enumerate(rows):
        if number in groups:
            label = groups[number]
            inner += f"<tr><td colspan=5><b>{label}</b></td></tr>"
        inner += web.body(MAIN, [row], web.bullets)
        told.append({**row, "group": label})
    content = web.page(front(plan) + web.table(MAIN, inner, "none", web.head(MAIN)), PORTRAIT)
    yield from both("borderless_groups", "borderless", content, truth(told, [*names(MAIN), "group"]), plan)


def zebra(all_plans: list[Plan]) -> Iterator[Made]:
    """Zebra fills, a recommendation merged over several actions and over a page break."""
    plan = all_plans[3]
    columns = (
        ("no", "#", 4),
        ("recommendation", "Recommendation", 30),
        ("action", "Action", 24),
        ("lead", "By whom", 16),
        ("target", "By when", 12),
        ("completion", "Outcome", 14),
    )
    steps = [
        ("Write to partners", "VAWG Team", "Oct 2022", "Sent"),
        (
            "Agree the wording of a joint statement with the eleven agencies on the panel and have it signed by their chief officers",
            "Chair of the Community Safety Partnership",
            "Nov 2022",
            "Nine of eleven have signed",
        ),
        ("Publish it", "Communications", "December 2022", ""),
        ("Report to the Board", "VAWG Team", "March 2023", "Done 14/3/23"),
    ]
    inner, told = "", []
    for number, row in enumerate(numbered(plan)):
        shade = "style='background:#e8eef7'" if number % 2 else ""
        for at, step in enumerate(steps):
            cells = dict(zip(("action", "lead", "target", "completion"), step, strict=True))
            if at == 0:
                cells = {**cells, "action": row["action"], "lead": row["lead"]}
            told.append({**cells, "no": row["no"], "recommendation": row["recommendation"]})
            lead = (
                "".join(f"<td rowspan=4>{web.lines(row[key])}</td>" for key in ("no", "recommendation"))
                if at == 0
                else ""
            )
            inner += (
                f"<tr {shade}>{lead}"
                + "".join(
                    f"<td>{web.lines(cells[key])}</td>" for key in ("action", "lead", "target", "completion")
                )
                + "</tr>"
            )
    for kind in ("none", ""):
        content = web.page(
            front(plan)
            + web.table(columns, inner, kind, web.head(columns, "style='background:#1f3864;color:#fff'")),
            "tr{break-inside:avoid}",
        )
        yield from both(
            f"merged_{kind or 'grid'}", "zebra-merged", content, truth(told, names(columns)), plan
        )


MARKS = {"check": "✓", "heavy": "✔", "x": "x", "Y": "Y", "Yes": "Yes", "disc": "●"}


def ticks(all_plans: list[Plan]) -> Iterator[Made]:
    """Status as tick columns, with the marks councils really use, also Wingdings symbols in Word."""
    plan = all_plans[3]
    states = {"Complete": "Complete", "In progress": "On target", "Delayed": "Delayed"}
    base = (
        ("no", "No.", 5),
        ("recommendation", "Recommendation", 34),
        ("lead", "Responsible officer", 18),
        ("milestones", "Update on progress", 22),
    )
    columns = (*base, *((f"tick {state}", label, 9) for state, label in states.items()))
    rows = numbered(plan)
    told = truth([{**row, "status": states[row["status"]]} for row in rows], [*names(base), "status"])
    for number, (name, mark) in enumerate(MARKS.items()):
        marked = [{**row, f"tick {row['status']}": mark} for row in rows]
        content = web.page(
            front(plan)
            + web.table(columns, web.body(columns, marked), "rules" if number % 2 else "", web.head(columns)),
            "body{font-family:'Liberation Sans','DejaVu Sans'}",
        )
        write = (web.chromium, web.weasyprint)[number % 2](content)
        yield Made(f"tick_{name}.pdf", "tick", ("chromium", "weasyprint")[number % 2], write, told, plan.meta)
    for suffix, code in (("docx", "F0FC"), ("pdf", "F0FC"), ("docx", "F0FE")):
        document = word.begin()
        word_front(document, plan)
        table = word.grid(document, columns, len(rows) + 1)
        word.fill(table, columns, rows)
        for at, row in enumerate(rows, start=1):
            cell = table.rows[at].cells[len(base) + list(states).index(row["status"])]
            word.element(cell.paragraphs[0].add_run()._r, "sym", font="Wingdings", char=code)
        write = word.save(document) if suffix == "docx" else word.libreoffice(document)
        yield Made(
            f"tick_{code}.{suffix}",
            "tick",
            "docx" if suffix == "docx" else "libreoffice",
            write,
            told,
            plan.meta,
        )


def heads(all_plans: list[Plan]) -> Iterator[Made]:
    """Header in the body on every page, two header rows, prompts, white on colour, RAG with and without words."""
    plan = all_plans[0]
    rows = numbered(plan, "{}")
    again = web.head(FULL, tag="td")
    inner = (
        again
        + web.body(FULL, rows[:3])
        + again
        + web.body(FULL, rows[3:5])
        + again
        + web.body(FULL, rows[5:])
    )
    yield from both(
        "header_in_body",
        "heads",
        web.page(front(plan) + web.table(FULL, inner)),
        truth(rows, names(FULL)),
        plan,
    )
    columns = (*FULL[:6], ("target", "Target", 9), ("completion", "Actual", 12))
    top = (
        "<tr>"
        + "".join(f"<th rowspan=2>{label}</th>" for _, label, _ in columns[:6])
        + "<th colspan=2>Dates</th></tr><tr><th>Target</th><th>Actual</th></tr>"
    )
    yield from both(
        "two_header_rows",
        "heads",
        web.page(front(plan) + web.table(columns, web.body(columns, rows), "", top)),
        truth(rows, names(columns)),
        plan,
    )
    plan = all_plans[1]
    rows = numbered(plan, "{}")
    fills = {"Red": "#c00000", "Amber": "#ffbf00", "Green": "#92d050"}
    rated = (*MAIN, ("status", "RAG", 6))
    prompt = "<tr style='font-style:italic;color:#555'><td></td><td>What is the recommendation?</td><td>What will be done to carry it out?</td><td>Which agency is responsible?</td><td>When will it be done?</td><td>Red Amber Green</td></tr>"
    for words in (True, False):
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{'background:' + fills[row['status']] if name == 'status' else ''}'>{'' if name == 'status' and not words else web.lines(row[name])}</td>"
                for name, _, _ in rated
            )
            + "</tr>"
            for row in rows
        )
        told = truth([row if words else {**row, "status": ""} for row in rows], names(rated))
        for row, known in zip(told, rows, strict=True):
            row["status_colour"] = known["status"]
        content = web.page(
            front(plan)
            + web.table(rated, prompt + body, "", web.head(rated, "style='background:#00534b;color:#fff'"))
        )
        yield from both(f"rag_{'words' if words else 'shade'}", "heads", content, told, plan)


def several(all_plans: list[Plan]) -> Iterator[Made]:
    """Tables under agency headings, numbers restarting; watermark, protective marks and page numbers."""
    plan = all_plans[3]
    parts = (
        ("Multi-agency recommendations", plan.rows[:4]),
        ("Metropolitan Police Service", all_plans[0].rows[:2]),
        ("Hounslow Housing", plan.rows[4:6]),
        ("West London NHS Trust", all_plans[2].rows[2:5]),
    )
    content, told = front(plan), []
    document = word.begin()
    word_front(document, plan)
    for title, part in parts:
        rows = [{**row, "no": str(n), "group": title} for n, row in enumerate(part, start=1)]
        told += rows
        content += f"<h2>{title}</h2>" + web.table(MAIN, web.body(MAIN, rows), "", web.head(MAIN))
        document.add_heading(title, 2)
        word.fill(word.grid(document, MAIN, len(rows) + 1), MAIN, rows)
    truths = truth(told, [*names(MAIN), "group"])
    yield from both("agency_headings", "several", web.page(content), truths, plan)
    yield Made("agency_headings.docx", "several", "docx", word.save(document), truths, plan.meta)
    yield Made(
        "agency_headings_lo.pdf", "several", "libreoffice", word.libreoffice(document), truths, plan.meta
    )
    plan = all_plans[1]
    rows = numbered(plan)
    mark = '<div style="position:fixed;top:38%;left:22%;font-size:90pt;color:rgba(200,0,0,.22);transform:rotate(-32deg)">DRAFT</div>'
    style = "@page{@top-center{content:'OFFICIAL - SENSITIVE'} @bottom-center{content:'Page ' counter(page) ' of ' counter(pages)}}"
    content = web.page(mark + front(plan) + web.table(FULL, web.body(FULL, rows), "", web.head(FULL)), style)
    yield from both("draft_mark", "marks", content, truth(rows, names(FULL)), plan)
    style = "@page{size:A3 landscape;margin:10mm;@top-right{content:'Page ' counter(page) ' of ' counter(pages);margin-bottom:-14mm}} body{font-size:14pt}"
    yield from both(
        "a3",
        "marks",
        web.page(front(plan) + web.table(FULL, web.body(FULL, rows), "none", web.head(FULL)), style),
        truth(rows, names(FULL)),
        plan,
    )
