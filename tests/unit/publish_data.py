"""An invented dataset for the tests of publish: six plans that never were, a broken file, and every nasty text we know.

Real names of places and agencies stand beside invented facts, so nothing here may be quoted as published.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import count

from ingest.model import Finding
from normalise.model import Action, AgencyReading, Evidence, Link, Tag, When
from publish.model import AgencyEntry, Dataset, DocumentRecord, FileFinding, Outcome, RunInfo

LONG = "Minute 4.2: the Board asked again. " * 1_200
NASTY = (
    "=cmd|' /C calc'!A0",
    "+44 23 8000 0000",
    "-  dip sample of 20 records",
    "@SUM(1+1)",
    '＝HYPERLINK("http://example.invalid")',
    "\u200b=1+1",
    "'=already quoted",
    "'tis only an apostrophe",
    "007",
    "1E5",
    "9.10",
    "NaN",
    "None",
    "n/a",
    "TRUE",
    "#N/A",
    "12/03/2021",
    "http://example.invalid/" + "a" * 3_000,
    "a\tb",
    "first line\nsecond line",
    'comma, "quote" and ; semicolon',
    "emoji 🙂👩‍👧 and accents: Siân, Zoë, Łukasz",
    "مراجعة وفاة بسبب العنف الأسري",
    "‏שלום (RTL) 2021",
    "_x0041_ is not A",
    "<b>&amp;</b>",
    "{=1+1}",
    "../../etc/passwd",
    LONG,
    "🙂" * 20_000,
)
"""Texts that some writer or reader is known to change; all may stand in a cell of a plan."""

UNSAFE = (
    "nul \x00 here",
    "bell \x07",
    "lone \ud800 surrogate",
    "vertical \x0b tab",
    "line\u2028end",
    "carriage\rreturn",
)
"""Texts that no output can carry as they are."""

_FORCE = AgencyReading(
    "hampshire-constabulary",
    "Hampshire Constabulary",
    "Hants Police",
    "Hampshire and Isle of Wight Constabulary",
    "police",
    "territorial force",
)
_FORCE_NEW = AgencyReading(
    "hampshire-and-iow-constabulary",
    "Hampshire and Isle of Wight Constabulary",
    "HIOWC",
    "Hampshire and Isle of Wight Constabulary",
    "police",
    "territorial force",
)
_COUNCIL = AgencyReading(
    "southampton-city-council",
    "Southampton City Council",
    "SCC Adult Social Care",
    "Southampton City Council",
    "local_government",
    "unitary authority",
    unit="Adult Social Care",
)
_CCG = AgencyReading(
    "nhs-southampton-city-ccg",
    "NHS Southampton City Clinical Commissioning Group",
    "CCG",
    "NHS Hampshire and Isle of Wight Integrated Care Board",
    "health",
    "commissioner",
    basis="inferred",
)
_WEST_CCG = AgencyReading(
    "nhs-west-hampshire-ccg",
    "NHS West Hampshire Clinical Commissioning Group",
    "WHCCG",
    "NHS Hampshire and Isle of Wight Integrated Care Board",
    "health",
    "commissioner",
)
_ICB = AgencyReading(
    "nhs-hiow-icb",
    "NHS Hampshire and Isle of Wight Integrated Care Board",
    "ICB",
    "NHS Hampshire and Isle of Wight Integrated Care Board",
    "health",
    "commissioner",
)
_PROBATION = AgencyReading(
    "national-probation-service",
    "National Probation Service",
    "NPS",
    "The Probation Service",
    "probation",
    "national service",
)
_HOME_OFFICE = AgencyReading(
    "home-office", "Home Office", "the Home Office", "Home Office", "national", "department"
)
_JUSTICE = AgencyReading(
    "ministry-of-justice", "Ministry of Justice", "MoJ", "Ministry of Justice", "national", "department"
)
_CSP = AgencyReading(
    "safer-southampton-partnership",
    "Safe City Partnership",
    "CSP Chair",
    "Safe City Partnership",
    "partnership",
    "community safety partnership",
)
_TRUST = AgencyReading(
    "solent-nhs-trust",
    "Solent NHS Trust",
    "Solent",
    "Hampshire and Isle of Wight Healthcare NHS Foundation Trust",
    "health",
    "trust",
)
_HOUSING = AgencyReading(
    "harbour-homes", "Harbour Homes", "Harbour Homes", "Harbour Homes", "housing", "housing association"
)

AGENCIES = (
    AgencyEntry(
        "hampshire-constabulary",
        "Hampshire Constabulary",
        "police",
        "territorial force",
        _FORCE.current_name,
        ("Hampshire Police", "Hants Constabulary"),
        ("hampshire-and-iow-constabulary",),
    ),
    AgencyEntry(
        "hampshire-and-iow-constabulary",
        _FORCE_NEW.name,
        "police",
        "territorial force",
        _FORCE_NEW.name,
        ("HIWC",),
    ),
)

_THEMES = {
    "dash": ("DASH / DARA / DAQ checklist", "subject"),
    "training": ("Training and awareness of staff", "mechanism"),
    "coercive_control": ("Coercive and controlling behaviour", "subject"),
    "strangulation": ("Non-fatal strangulation", "subject"),
    "housing": ("Housing and homelessness", "subject"),
    "information_sharing": ("Information sharing", "mechanism"),
    "evidence_bwv": ("Evidence and body-worn video", "subject"),
    "employers": ("Employers and the workplace", "subject"),
    "gp_primary_care": ("GPs and primary care", "subject"),
    "supervision_assurance": ("Supervision, audit and quality assurance", "mechanism"),
    "policy_procedure": ("Policy and procedure", "mechanism"),
    "multi_agency": ("Multi-agency working", "mechanism"),
}

# recommendation, action, leads, asked, scope, milestones, target, When, completion, status, themes with their words
_ROWS = (
    (
        "That the force as a matter of urgency puts in place further training for those who check the quality of the DASH, with a case study marked by a subject matter expert as a condition of taking on the role.",
        "Case study to be written with the regional training unit.\nCohort of twelve assessors to be assessed by the end of the year.",
        (_FORCE,),
        (),
        "local",
        "Scrutiny panel for public protection notices established; terms of reference agreed in January.",
        "March 2021",
        When("fixed", ("2021-03",)),
        "9th March 2021. First cohort graduated; ten of twelve passed.",
        "complete",
        {"dash": "DASH", "training": "training", "supervision_assurance": "quality"},
    ),
    (
        "That probation staff, in the community and in custodial settings, are helped to see coercive and controlling behaviour and the changes in risk that it brings.",
        "Clarify the training offered to staff.",
        (_PROBATION,),
        (),
        "local",
        "Mandatory e-learning and a virtual classroom course for all staff.",
        "Ongoing, rolling programme",
        When("ongoing"),
        "Ongoing: every member of staff completes the course every three years.",
        "in_progress",
        {"coercive_control": "coercive and controlling behaviour", "training": "training"},
    ),
    (
        "That the Council encourages every employer with whom it has a working relationship to adopt a domestic abuse policy for its employees.",
        "Message to go out through the supplier portal (some 4,000 suppliers) and to the Chamber of Commerce.",
        (_COUNCIL,),
        (),
        "local",
        "Message with details of local support sent to some 7,000 businesses.\nReminder planned for White Ribbon Day.",
        "Ongoing",
        When("ongoing"),
        "",
        "in_progress",
        {"employers": "employer", "policy_procedure": "policy"},
    ),
    (
        "That the Home Office shares this review with the Ministry of Justice, because footage from body-worn cameras is too large for the courts' systems at bail hearings.",
        "Review how body-worn camera footage can be shared within court systems.",
        (_CSP,),
        (_HOME_OFFICE, _JUSTICE),
        "national",
        "",
        "",
        When("none"),
        "",
        "unknown",
        {"evidence_bwv": "body-worn cameras", "information_sharing": "shares"},
    ),
    (
        "GP practices should ask every patient with an injury to the neck about strangulation, alone, and write down what was said.",
        "Template with a prompt to be added to the clinical system. Session at protected learning time.",
        (_CCG, _WEST_CCG),
        (),
        "local",
        "Template live in 31 of 34 practices. Slides shared on TeamNet.",
        "30/06/2021",
        When("fixed", ("2021-06-30",)),
        "Completed 14.06.2021",
        "complete",
        {"strangulation": "strangulation", "gp_primary_care": "GP practices"},
    ),
    (
        "Harbour Homes to make sure that a report of noise or damage to a door leads to a question about safety, and that the answer is passed on.",
        "Repairs contractors to receive a pocket card and a half-day briefing; flag to be set on the housing system.",
        (_HOUSING, _COUNCIL),
        (),
        "local",
        "Card printed. 64 of 80 contractors briefed so far; the rest were delayed by the pandemic and a change of contractor.",
        "Q3 2022/23",
        When("fixed", ("2022/23-Q3",)),
        "Partly complete",
        "in_progress",
        {"housing": "housing system", "information_sharing": "passed on"},
    ),
    (
        "The partnership should be assured that the multi-agency risk assessment conference hears cases within two weeks.",
        "Audit of fifty cases, twice a year, reported to the Board.",
        (_CSP,),
        (_FORCE,),
        "regional",
        "",
        "within six months",
        When("relative"),
        "Not yet started: no audit officer in post.",
        "not_started",
        {"multi_agency": "multi-agency", "supervision_assurance": "Audit"},
    ),
    (
        "That Solent NHS Trust reviews how letters about missed appointments are sent, so that they are never opened by the person who causes harm.",
        "Safe contact field to be made mandatory.",
        (_TRUST,),
        (),
        "local",
        "Change request with the supplier of the record system.",
        "TBC",
        When("tbc"),
        "Superseded by the new record system of the successor trust.",
        "superseded",
        {"policy_procedure": "mandatory"},
    ),
    (
        "That the Integrated Care Board funds an independent advocate in each emergency department.",
        "Business case to be prepared.",
        (_ICB,),
        (),
        "local",
        "Considered at the finance committee in May.",
        "2022",
        When("fixed", ("2022",)),
        "Not accepted: the service is offered by telephone.",
        "not_accepted",
        {"multi_agency": "emergency department"},
    ),
    (
        "Officers who attend should look at the history of both people before they leave the control room, and say so in the log.",
        "Prompt on the command and control system; dip sample of 40 logs a month by sergeants.",
        (_FORCE_NEW,),
        (),
        "local",
        "Prompt live since 6 January.",
        "01/09/2023 to 31/12/2023",
        When("range", ("2023-09-01", "2023-12-31")),
        "Ongoing",
        "in_progress",
        {"supervision_assurance": "dip sample", "information_sharing": "history"},
    ),
)

_PLANS = (
    # file, sha seed, area, reference, title, plan date (iso), updated (iso), pages
    (
        "southampton/ana.pdf",
        "Southampton",
        "Ana",
        "Southampton Domestic Homicide Review Action Plan",
        ("15th June 2022", "2022-06-15"),
        ("28th September 2023", "2023-09-28"),
        5,
    ),
    (
        "southampton/ana.docx",
        "Southampton",
        "Ana",
        "Southampton Domestic Homicide Review Action Plan",
        ("15th June 2022", "2022-06-15"),
        (None, None),
        None,
    ),
    (
        "eastleigh/dhr 7 (final).pdf",
        "Eastleigh",
        "DHR 7",
        "Action plan: the death of Rosalind",
        ("March 2021", "2021-03"),
        (None, None),
        9,
    ),
    (
        "fareham/catherine.pdf",
        "Fareham",
        "Catherine",
        "Overview report into the death of Catherine, with the action plan at Appendix C",
        ("2020", "2020"),
        ("4 Feb 2021", "2021-02-04"),
        64,
    ),
    ("test valley/Mrs K.docx", "Test Valley Partnership", "Mrs K", None, (None, None), (None, None), None),
    (
        "new-forest/adult-t.pdf",
        "New Forest",
        "Adult T",
        "DHR Adult T: single agency and partnership actions",
        ("9/11/2023", "2023-11-09"),
        (None, None),
        12,
    ),
)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _action(plan: int, row: int, pick: int) -> Action:
    file, area, reference, title, dated, updated, pages = _PLANS[plan]
    what, todo, leads, asked, scope, milestones, target, when, completion, status, themes = _ROWS[pick]
    page = None if pages is None else 1 + (row * 3) // 4
    spelt = ("Recommendation {}", "{}", "9.{}", "7.{}(a)", "R{}", "{}.10")[plan].format(row)
    lead_cell = "\n".join(reading.as_written for reading in leads)
    doubtful = (plan + row) % 7 == 0
    return Action(
        schema_version="1.0",
        action_id=_sha(f"{file}{row}")[:16],
        plan_id=_sha(file)[:16],
        source_file=file,
        source_sha256=_sha(file),
        title=title,
        area=area,
        review_reference=reference,
        plan_date=dated[0],
        plan_date_iso=dated[1],
        updated_date=updated[0],
        updated_date_iso=updated[1],
        author="[name]" if plan == 0 else None,
        table_no=1,
        row_no=row,
        page_start=page,
        page_end=None if page is None else page + (row % 4 == 2),
        group_label=("Partnership recommendations" if row < 6 else "Single agency: health")
        if plan == 5
        else None,
        parent_text=None,
        recommendation_no=spelt,
        recommendation=what,
        scope_stated=None if plan == 3 else scope.capitalize(),
        action=todo,
        lead_agency_stated=lead_cell,
        milestones=None if plan == 4 else milestones,
        target_date_stated=target,
        completion_stated=completion,
        status_stated=None,
        status_colour=("green", "amber", "red", "blue")[row % 4] if plan == 2 else None,
        other=(("Resources", "Within existing budget"), ("Evidence", "Minutes of the Board"))
        if plan == 5
        else (),
        scope=(scope,),  # type: ignore[arg-type]
        scope_basis="inferred" if plan == 3 else "stated",
        scope_rule="scope.column",
        lead_agencies=leads,
        addressed_to=asked,
        target=when,
        completion_dates=("2021-03-09",)
        if "9th March" in completion
        else ("2021-06-14",)
        if "14.06" in completion
        else (),
        outcome=completion.split(". ", 1)[1] if ". " in completion else completion,
        status=status,  # type: ignore[arg-type]
        status_basis="unknown" if status == "unknown" else "inferred",
        status_rule=f"status.{status}",
        themes=tuple(_tag(theme, word, what, todo) for theme, word in themes.items()),
        provenance=(
            (
                "recommendation",
                (
                    {
                        "page": page,
                        "table": 1,
                        "row": row,
                        "column": 1,
                        "box": [40.0, 80.5, 210.0, 190.0] if page else None,
                    },
                ),
            ),
        ),
        joins=("mid-sentence",) if row % 4 == 2 and page else (),
        confidence=0.72 if doubtful else 0.98,
        findings=("JOIN_GUESSED",) if doubtful else (),
        needs_review=doubtful,
    )


def _tag(theme: str, word: str, what: str, todo: str) -> Tag:
    label, axis = _THEMES[theme]
    field, text = ("recommendation", what) if word in what else ("action", todo)
    start = text.find(word)
    evidence = (Evidence(field, start, start + len(word), word),) if start >= 0 else ()
    return Tag(theme, label, axis, evidence, f"themes.{theme}.1")  # type: ignore[arg-type]


def _nasty(text: str, number: int) -> Action:
    base = _action(4, 200 + number, number % len(_ROWS))
    return replace(
        base,
        recommendation_no=text if len(text) < 200 else "9.10",
        recommendation=text,
        action=text[:30_000] if len(text) < 32_000 else text,
        other=((text[:40], text[:200]),),
        group_label=text[:100],
        themes=(),
    )


def _findings(actions: tuple[Action, ...]) -> tuple[FileFinding, ...]:
    guessed = [
        FileFinding(a.source_file, Finding("JOIN_GUESSED", "check", "Two pieces of this row were put together over a page break, and the join is a guess.", "Compare the row with the pages it stands on.", a.page_start, 1, a.row_no, 1), a.action_id)
        for a in actions
        if a.needs_review
    ]  # fmt: skip
    said = FileFinding(
        "southampton/ana.pdf",
        Finding(
            "HEADER_REPEATED",
            "info",
            "The header row stands again on page 2 and was left out.",
            "Nothing.",
            2,
            1,
            1,
        ),
        None,
    )
    lost = FileFinding(
        "fareham/catherine.pdf",
        Finding(
            "CELL_UNPLACED",
            "error",
            "A cell of the plan's table fits no column.",
            "Look at the page and correct the row by hand.",
            61,
            3,
            4,
            6,
        ),
        None,
    )
    return (*guessed, said, lost)


def dataset(*, nasty: bool = False, unsafe: bool = False) -> Dataset:
    """Return the invented dataset: 60 rows, and one more for each nasty or unsafe text asked for."""
    number = count()
    actions = [_action(plan, row, next(number) % len(_ROWS)) for plan in range(6) for row in range(1, 11)]
    texts = (NASTY if nasty else ()) + (UNSAFE if unsafe else ())
    actions += [_nasty(text, n) for n, text in enumerate(texts)]
    rows = tuple(sorted(actions, key=lambda a: (a.source_file, a.table_no, a.row_no)))
    same = zip(
        (a for a in rows if a.source_file == "southampton/ana.pdf"),
        (a for a in rows if a.source_file == "southampton/ana.docx"),
        strict=True,
    )
    links = [Link("same", a.action_id, b.action_id, 1.0) for a, b in same]
    links.append(
        Link("repeat", rows[0].action_id, rows[-1].action_id, 0.91, "status complete -> in_progress")
    )
    return Dataset(rows, _documents(rows), _outcomes(rows), _findings(rows), tuple(links), AGENCIES)


def _documents(rows: tuple[Action, ...]) -> tuple[DocumentRecord, ...]:
    records = []
    for file, area, reference, title, dated, updated, _ in _PLANS:
        meta = {
            "title": title,
            "area": area,
            "review_reference": reference,
            "plan_date": dated[0],
            "updated_date": updated[0],
        }
        iso = {"plan_date": dated[1], "updated_date": updated[1]}
        cells = 7 * sum(a.source_file == file for a in rows)
        records.append(
            DocumentRecord(file, _sha(file), _sha(file)[:16], {k: v for k, v in meta.items() if v}, {k: v for k, v in iso.items() if v}, (("DASH", "Domestic Abuse, Stalking and Harassment"),), cells + 7, cells - 1, {"header": 7}, 1)
        )  # fmt: skip
    return tuple(records)


def _outcomes(rows: tuple[Action, ...]) -> tuple[Outcome, ...]:
    read = [
        Outcome(file, _sha(file), "application/pdf" if file.endswith("pdf") else "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 184_320, pages, sum(a.source_file == file for a in rows), "ok", seconds=0.8)
        for file, *_, pages in _PLANS
    ]  # fmt: skip
    read[3] = replace(
        read[3],
        status="partial",
        code="CELL_UNPLACED",
        sentence="One cell could not be placed.",
        remedy="See Needs review.",
    )
    return (
        *read,
        Outcome("archive/locked.pdf", _sha("locked"), "application/pdf", 90_112, None, 0, "failed", "PDF_PASSWORD", "The PDF is protected by a password.", "Save a copy without the password and run again."),
        Outcome("copy of ana.pdf", _sha("southampton/ana.pdf"), "application/pdf", 184_320, 5, 0, "duplicate", "DUPLICATE", "The same bytes as another file.", "Nothing.", duplicate_of="southampton/ana.pdf"),
        Outcome("notes/terms of reference.docx", _sha("tor"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 20_480, None, 0, "skipped", "NO_PLAN", "No action plan was found in the document.", "Nothing, if there is none. Else please report it."),
        Outcome("~$ana.docx", None, None, 162, None, 0, "skipped", "LOCK_FILE", "A lock file of Word.", "Nothing."),
    )  # fmt: skip


def run_info(started: str = "2026-01-02T03:04:05Z") -> RunInfo:
    """Return how the invented run was made."""
    return RunInfo(
        "0.1.0",
        "1.0",
        "9f86d081884c7d659a2feaa0c55ad015",
        {"jobs": 2, "keep_names": False},
        started,
        "2026-01-02T03:05:06Z",
        {"files": 10, "actions": 60},
        {"python": "3.11.7"},
    )
