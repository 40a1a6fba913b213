"""Hard families that are tables: each function yields documents with their truth."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from bench.corpus.hard import web, word
from bench.corpus.hard.model import Made, Plan, Row, truth

FULL = (
    ("no", "No", 4),
    ("recommendation", "Recommendation", 24),
    ("scope", "Scope", 8),
    ("action", "Action to take", 20),
    ("lead", "Lead Agency", 12),
    ("milestones", "Key milestones achieved in enacting recommendation", 18),
    ("target", "Target Date", 10),
    ("completion", "Completion Date and Outcome", 13),
)
MAIN = (
    ("no", "Ref", 5),
    ("recommendation", "Recommendation", 32),
    ("action", "Agreed action", 26),
    ("lead", "Lead officer/agency", 15),
    ("target", "Timescale", 12),
)
PORTRAIT = "@page{size:A4 portrait;margin:15mm}"


def numbered(plan: Plan, form: str = "{}", count: int = 99) -> list[Row]:
    """The plan's rows with numbers 1..n in a form such as "R{}"."""
    return [{**row, "no": form.format(n)} for n, row in enumerate(plan.rows[:count], start=1)]


def front(plan: Plan) -> str:
    """Title lines as HTML."""
    meta = plan.meta
    updated = f" &nbsp; Last updated: {meta['updated_date']}" if meta["updated_date"] else ""
    return (
        f"<h1>{html.escape(meta['title'])}</h1><p>Review: {meta['review_reference']} &nbsp; Version date: "
        f"{meta['plan_date']}{updated}</p>"
    )


def word_front(document: Any, plan: Plan) -> None:
    """Title lines in Word."""
    document.add_heading(plan.meta["title"], 1)
    document.add_paragraph(f"Review: {plan.meta['review_reference']}")
    document.add_paragraph(f"Version date: {plan.meta['plan_date']}")
    if plan.meta["updated_date"]:
        document.add_paragraph(f"Last updated: {plan.meta['updated_date']}")


def names(columns: Sequence[tuple[str, str, int]]) -> list[str]:
    """The fields of the columns."""
    return [name for name, _, _ in columns]


def both(
    name: str, family: str, content: str, rows: Sequence[Mapping[str, Any]], plan: Plan
) -> Iterator[Made]:
    """The same page by both browsers' engines."""
    yield Made(f"{name}_chromium.pdf", family, "chromium", web.chromium(content), rows, plan.meta)
    yield Made(f"{name}_weasyprint.pdf", family, "weasyprint", web.weasyprint(content), rows, plan.meta)


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


def spin(write: Any, angle: int, sideways: bool = False, only: int | None = None) -> Any:
    """The writer with its pages turned: /Rotate and turned content (upright to read), or lying on its side."""
    turns = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[angle]

    def turned(path: Path) -> None:
        write(path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for number, leaf in enumerate(pdf.pages, start=1):
                if only and number != only:
                    continue
                width, height = float(leaf.mediabox[2]), float(leaf.mediabox[3])
                x, y = {90: (height, 0), 180: (width, height), 270: (0, width)}[angle]
                leaf.contents_add(("q " + " ".join(map(str, turns)) + f" {x} {y} cm").encode(), prepend=True)
                leaf.contents_add(b"Q")
                leaf.mediabox = [0, 0, width, height] if angle == 180 else [0, 0, height, width]
                for box in ("/CropBox", "/TrimBox", "/ArtBox", "/BleedBox"):
                    if box in leaf:
                        del leaf[box]
                if not sideways:
                    leaf.rotate(angle, relative=False)
            pdf.save(path)

    return turned


def turned(all_plans: list[Plan]) -> Iterator[Made]:
    """/Rotate 90, 180, 270; a sideways table; only one page sideways; vertical headers both ways."""
    plan = all_plans[2]
    rows = numbered(plan, "Recommendation {}")
    columns = (("both", "Recommendation", 32), *FULL[2:])
    shown = [{**row, "both": f"{row['no']}: {row['recommendation']}"} for row in rows]
    told = truth(rows, ["no", "recommendation", *names(FULL[2:])])
    content = web.page(front(plan) + web.table(columns, web.body(columns, shown), "", web.head(columns)))
    for angle in (90, 180, 270):
        yield Made(
            f"rotate{angle}.pdf",
            "rotated",
            "weasyprint",
            spin(web.weasyprint(content), angle),
            told,
            plan.meta,
        )
    for angle in (90, 270):
        yield Made(
            f"sideways{angle}.pdf",
            "rotated",
            "chromium",
            spin(web.chromium(content), angle, sideways=True),
            told,
            plan.meta,
        )
    yield Made(
        "sideways_second.pdf",
        "rotated",
        "chromium",
        spin(web.chromium(content), 270, True, only=2),
        told,
        plan.meta,
    )
    style = "th span{writing-mode:vertical-rl;white-space:nowrap} th.up span{transform:rotate(180deg)} th{height:120px;vertical-align:bottom}"
    header = (
        "<tr>"
        + "".join(
            f"<th class={'up' if at % 2 else 'down'}><span>{label}</span></th>"
            for at, (_, label, _) in enumerate(MAIN)
        )
        + "</tr>"
    )
    rows = numbered(all_plans[3])
    content = web.page(front(all_plans[3]) + web.table(MAIN, header + web.body(MAIN, rows)), style)
    yield Made(
        "vertical_heads.pdf",
        "rotated",
        "chromium",
        web.chromium(content),
        truth(rows, names(MAIN)),
        all_plans[3].meta,
    )
    document = word.begin()
    word_front(document, all_plans[3])
    table = word.grid(document, MAIN, len(rows) + 1)
    word.fill(table, MAIN, rows)
    for cell in table.rows[0].cells[2:]:
        word.element(cell._tc.get_or_add_tcPr(), "textDirection", val="tbRl")
    table.rows[0].height = 1300000
    yield Made(
        "vertical_heads_word.pdf",
        "rotated",
        "libreoffice",
        word.libreoffice(document),
        truth(rows, names(MAIN)),
        all_plans[3].meta,
    )


def notes(all_plans: list[Plan]) -> Iterator[Made]:
    """Footnotes at the page foot: Word's own, and CSS float:footnote."""
    plan = all_plans[0]
    rows = numbered(plan)
    texts = (
        "Now part of Cheshire and Merseyside ICB.",
        "Home Office, Controlling or Coercive Behaviour: Statutory Guidance, 2015, page 12.",
        "Minutes of 4 May 2021.",
    )
    for suffix in ("docx", "pdf"):
        document = word.begin(size=10)
        word_front(document, plan)
        table = word.grid(document, FULL, len(rows) + 1)
        word.fill(table, FULL, rows)
        word.footnotes(
            document,
            [
                (table.rows[at].cells[col].paragraphs[-1], text)
                for at, col, text in zip((1, 3, 6), (1, 5, 1), texts, strict=True)
            ],
        )
        write = word.save(document) if suffix == "docx" else word.libreoffice(document)
        yield Made(
            f"footnotes_word.{suffix}",
            "footnote",
            "docx" if suffix == "docx" else "libreoffice",
            write,
            truth(rows, names(FULL)),
            plan.meta,
        )
    marked = web.table(MAIN, web.body(MAIN, rows), "", web.head(MAIN))
    for word_, text in (("crime and", texts[0]), ("private conversation", texts[1]), ("noise.", texts[2])):
        marked = marked.replace(word_, f"{word_}<span class=note>{text}</span>", 1)
    content = web.page(
        front(plan) + marked,
        ".note{float:footnote;font-size:7pt} ::footnote-call{vertical-align:super;font-size:60%} " + PORTRAIT,
    )
    yield Made(
        "footnotes_css.pdf",
        "footnote",
        "weasyprint",
        web.weasyprint(content),
        truth(rows, names(MAIN)),
        plan.meta,
    )


def breaks(all_plans: list[Plan]) -> Iterator[Made]:
    """Words cut at line ends: CSS hyphens, soft hyphens, printed hyphens, narrow columns, ligatures."""
    plan = all_plans[2]
    rows = numbered(plan, "{}")
    narrow = (
        ("no", "No", 3),
        ("recommendation", "Recommendation", 12),
        ("action", "Action to take", 12),
        ("lead", "Lead Agency", 8),
        ("milestones", "Progress", 9),
        ("target", "Target Date", 7),
        ("completion", "Completed", 8),
    )
    told = truth(rows, names(narrow))
    for name, style in (
        ("auto", "td{hyphens:auto} " + PORTRAIT),
        ("anywhere", "td{overflow-wrap:anywhere} " + PORTRAIT),
        ("justified", "td{text-align:justify;hyphens:auto} " + PORTRAIT),
        ("serif6", "body{font:6pt 'DejaVu Serif'} table{width:60%} " + PORTRAIT),
    ):
        content = web.page(
            front(plan)
            + web.table(
                narrow, web.body(narrow, rows), "rules" if name == "justified" else "", web.head(narrow)
            ),
            style,
        )
        yield from both(f"breaks_{name}", "breaks", content, told, plan)
    extra = [
        {
            "no": "1",
            "recommendation": "A multi-agency, trauma-informed, whole-family approach to so-called honour-based abuse should be adopted by front-line and first-tier staff.",
            "action": "Co-ordinate the roll-out of a half-day follow-up.",
            "lead": "Multi-agency Sub-group",
            "milestones": "Re-launched mid-year",
            "target": "Mid-2019",
            "completion": "On-going",
        },
        {
            "no": "2",
            "recommendation": "Officers on the first floor of the office should find the file, fill in the affidavit and confirm the outflow of staff.",
            "action": "Different specific briefing for fifty five staff.",
            "lead": "South-East Housing",
            "milestones": "Self-assessment finished",
            "target": "2019-20",
            "completion": "Signed-off",
        },
        {
            "no": "3",
            "recommendation": "Post-separation contact to be risk-assessed by a qualified social worker before any court-ordered hand-over takes place.",
            "action": "Pre-birth and post-natal pathways joined up.",
            "lead": "Children's Services",
            "milestones": "Draft",
            "target": "Jan-Mar 2020",
            "completion": "Part-complete",
        },
    ]
    content = web.page(
        front(plan) + web.table(narrow, web.body(narrow, extra), "", web.head(narrow)), PORTRAIT
    )
    yield from both("breaks_printed", "breaks", content, truth(extra, names(narrow)), plan)


def lists(all_plans: list[Plan]) -> Iterator[Made]:
    """Bullets, numbered sub-lists and several dates within cells."""
    plan = all_plans[1]
    rows = numbered(plan, "{}")
    for name, draw, kind in (("ul", web.bullets, ""), ("p", web.paragraphs, "rules")):
        content = web.page(front(plan) + web.table(FULL, web.body(FULL, rows, draw), kind, web.head(FULL)))
        yield from both(f"lists_{name}", "lists", content, truth(rows, names(FULL)), plan)
    for suffix in ("docx", "pdf"):
        document = word.begin()
        word_front(document, plan)
        table = word.grid(document, FULL, len(rows) + 1)
        word.fill(table, FULL, rows, style="List Bullet")
        word.element(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        write = word.save(document) if suffix == "docx" else word.libreoffice(document)
        yield Made(
            f"lists_word.{suffix}",
            "lists",
            "docx" if suffix == "docx" else "libreoffice",
            write,
            truth(rows, names(FULL)),
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
    columns = (*MAIN, ("status", "RAG", 6))
    prompt = "<tr style='font-style:italic;color:#555'><td></td><td>What is the recommendation?</td><td>What will be done to carry it out?</td><td>Which agency is responsible?</td><td>When will it be done?</td><td>Red Amber Green</td></tr>"
    for words in (True, False):
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{'background:' + fills[row['status']] if name == 'status' else ''}'>{'' if name == 'status' and not words else web.lines(row[name])}</td>"
                for name, _, _ in columns
            )
            + "</tr>"
            for row in rows
        )
        told = truth([row if words else {**row, "status": ""} for row in rows], names(columns))
        for row, known in zip(told, rows, strict=True):
            row["status_colour"] = known["status"]
        content = web.page(
            front(plan)
            + web.table(
                columns, prompt + body, "", web.head(columns, "style='background:#00534b;color:#fff'")
            )
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
