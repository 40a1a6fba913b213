"""Hard families of print: turned pages, footnotes, words broken at line ends, lists in cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, MAIN, PORTRAIT, both, front, names, numbered, word_front
from bench.corpus.hard.model import Made, Plan, truth


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
                leaf.mediabox = pikepdf.Array([0, 0, *((width, height) if angle == 180 else (height, width))])
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
