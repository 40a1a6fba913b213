"""Hard families in which the plan is small beside the rest, or is none."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from bench.corpus.hard import web, word
from bench.corpus.hard.common import FULL, PORTRAIT, both, names, numbered
from bench.corpus.hard.model import Made, Plan, truth

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

    def small(head: tuple[str, ...], lines: Sequence[Sequence[str]]) -> str:
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


def nothing(all_plans: list[Plan]) -> Iterator[Made]:
    """Documents that hold no action plan: not one row may come out."""
    recommendations = [row["recommendation"] for row in all_plans[0].rows]

    def small(head: tuple[str, ...], lines: Sequence[Sequence[str]]) -> str:
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
