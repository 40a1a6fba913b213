"""Lead cells as plans write them, and what they must mean. One commented oddity a line."""

from __future__ import annotations

import pytest

from normalise.agencies import Context, Gazetteer, resolve
from normalise.agencies.nouns import Agency

AMBIGUOUS, UNKNOWN, RESPELLED, PERSON = (
    "AGENCY_AMBIGUOUS",
    "AGENCY_UNKNOWN",
    "AGENCY_RESPELLED",
    "AGENCY_PERSON",
)


def names(cell: str, area: str | None, date: str | None = None, **more: object) -> list[str]:
    readings, _ = resolve(cell, Context(area, date, **more))  # type: ignore[arg-type]
    return [r.name for r in readings]


@pytest.mark.parametrize(
    ("initials", "area", "date", "expected"),
    [
        ("SCC", "Sheffield", "2019", "Sheffield City Council"),
        ("SCC", "Southampton", "2019", "Southampton City Council"),
        ("SCC", "Surrey Heath", "2019", "Surrey County Council"),
        ("NCC", "Nottingham", "2018", "Nottingham City Council"),
        ("BCC", "Bristol", "2018", "Bristol City Council"),
        ("BCC", "Aylesbury Vale", "2017", "Buckinghamshire County Council"),
        ("MFT", "Manchester", "2020", "Manchester University NHS Foundation Trust"),
        ("MFT", "Medway", "2020", "Medway NHS Foundation Trust"),
        ("CPFT", "Cumbria", "2017", "Cumbria Partnership NHS Foundation Trust"),
        ("CPFT", "Peterborough", "2018", "Cambridgeshire and Peterborough NHS Foundation Trust"),
        ("CPFT", "Cornwall", "2018", "Cornwall Partnership NHS Foundation Trust"),
        ("SWP", "Wolverhampton", "2018", "Safer Wolverhampton Partnership"),
        ("SWP", "Cardiff", "2018", "South Wales Police"),
        ("DPP", "Powys", "2018", "Dyfed-Powys Police"),
        ("SFT", "Wiltshire", "2018", "Salisbury NHS Foundation Trust"),
        ("SFT", "Somerset", "2021", "Somerset NHS Foundation Trust"),
        ("SDAS", "Southampton", "2018", "Southern Domestic Abuse Service"),
        ("SDAS", "Somerset", "2018", "Somerset Drug and Alcohol Service"),
        ("BHFT", "Reading", "2019", "Berkshire Healthcare NHS Foundation Trust"),
        ("BHFT", "Luton", "2022", "Bedfordshire Hospitals NHS Foundation Trust"),
        ("UHB", "Bristol", "2018", "University Hospitals Bristol NHS Foundation Trust"),
        ("UHB", "Birmingham", "2019", "University Hospitals Birmingham NHS Foundation Trust"),
        ("CHS", "Sunderland", "2018", "City Hospitals Sunderland NHS Foundation Trust"),
        ("CHS", "Croydon", "2018", "Croydon Health Services NHS Trust"),
        ("NCA", "Kent", "2023", "National Crime Agency"),
        ("RBKC", "Kensington and Chelsea", "2019", "Royal Borough of Kensington and Chelsea"),
        ("CBMDC", "Bradford", "2018", "City of Bradford Metropolitan District Council"),
        ("WSCB", "Wakefield", "2015", "Wakefield Safeguarding Children Board"),
        ("DCC", "Exeter", "2012", "Devon County Council"),
    ],
)
def test_colliding_initials_are_settled_by_the_area(
    initials: str, area: str, date: str, expected: str
) -> None:
    assert names(initials, area, date) == [expected]


@pytest.mark.parametrize(
    ("initials", "area"), [("MFT", "Leeds"), ("NCC", "Norwich"), ("PCC", "Portsmouth"), ("NCA", "Salford")]
)
def test_initials_that_stay_ambiguous_are_reported(initials: str, area: str) -> None:
    readings, findings = resolve(initials, Context(area, "2022"))
    assert len(readings) == 1
    assert readings[0].basis != "stated"
    assert findings == (AMBIGUOUS,)


def test_the_glossary_of_the_document_comes_first() -> None:
    glossary = (
        ("MFT", "Medway NHS Foundation Trust"),
        ("BHC", "Blue Heron Charity"),
        ("DASH", "risk checklist"),
    )
    context = Context("Manchester", "2020", glossary)
    assert [r.name for r in resolve("MFT", context)[0]] == ["Medway NHS Foundation Trust"]
    assert [r.name for r in resolve("BHC / MFT", context)[0]] == [
        "Blue Heron Charity",
        "Medway NHS Foundation Trust",
    ]


@pytest.mark.parametrize(
    ("cell", "area", "expected"),
    [
        # names that hold a separator stay whole
        ("Avon and Somerset Police", "Bristol", ["Avon and Somerset Police"]),
        ("Tees, Esk & Wear Valleys NHS FT", "Durham", ["Tees, Esk and Wear Valleys NHS Foundation Trust"]),
        ("Lancashire & South Cumbria NHS FT", "Preston", ["Lancashire and South Cumbria NHS Foundation Trust"]),
        ("Health and Wellbeing Board", "Bristol", ["Health and Wellbeing Board"]),
        ("Royal Wolverhampton NHS Trust", "Wolverhampton", ["Royal Wolverhampton NHS Trust"]),
        # every separator
        ("Essex Police\nEPUT\nMid Essex CCG", "Chelmsford", ["Essex Police", "Essex Partnership University NHS Foundation Trust", "NHS Mid Essex Clinical Commissioning Group"]),
        ("Met Police / LAS / NELFT", "Redbridge", ["Metropolitan Police Service", "London Ambulance Service NHS Trust", "North East London NHS Foundation Trust"]),
        ("Home Office, MoJ and DHSC", "Surrey", ["Home Office", "Ministry of Justice", "Department of Health and Social Care"]),
        ("Norfolk Constabulary | Norfolk County Council; NSFT", "Norfolk", ["Norfolk Constabulary", "Norfolk County Council", "Norfolk and Suffolk NHS Foundation Trust"]),
        # none at all
        ("NHS England Greater Manchester Clinical Commissioning Group", "Manchester", ["NHS England", "NHS Greater Manchester Clinical Commissioning Group"]),
        ("Kent Police Medway Council", "Medway", ["Kent Police", "Medway Council"]),
        # one word for two councils
        ("Adur and Worthing District Councils", "Adur", ["Adur District Council", "Worthing Borough Council"]),
        # a name broken over lines
        ("Northamptonshire\nPolice", "Northampton", ["Northamptonshire Police"]),
        # an acronym after its name is not a second body
        ("Devon County Council (DCC)", "Exeter", ["Devon County Council"]),
        ("NHS England (London)", "Brent", ["NHS England London"]),
        ("National Probation Service (Merseyside)", "Liverpool", ["National Probation Service"]),
        # names that share their ending
        ("Mid Essex, West Essex and North East Essex CCGs", "Essex", ["NHS Mid Essex Clinical Commissioning Group", "NHS West Essex Clinical Commissioning Group", "NHS North East Essex Clinical Commissioning Group"]),
        ("South Tees Safeguarding Children Partnership", "Middlesbrough", ["South Tees Safeguarding Children Partnership"]),
        ("KSCB & MSCB", "Medway", ["KSCB", "Medway Safeguarding Children Board"]),
        ("KFRS", "Kent", ["Fire and Rescue Service"]),
        ("Cyngor Gwynedd", "Gwynedd", ["Gwynedd Council"]),
        ("All GP's", "Gwynedd", ["GP practice"]),
        ("All agencies represented at MARAC", "Gwynedd", ["All agencies"]),
        ("Children and Family Court Advisory Service (CAFCASS)", "Kent", ["Children and Family Court Advisory and Support Service"]),
        # the department outside, the council in the bracket; a post likewise
        ("Head of Service - Safeguarding (Hull CC)", "Hull", ["Hull City Council"]),
        # councils that are no principal council, and family carers who are no family
        ("Whitchurch Town Council", "Shropshire", ["Whitchurch Town Council"]),
        ("Suffolk Family Carers", "Kent", ["Suffolk Family Carers"]),
        # collectives stay one
        ("All partners", "Leeds", ["All agencies"]),
        ("Multi-agency", "Leeds", ["All agencies"]),
        # organisations that nobody lists keep their name
        ("The Wombat Project and Kent Police", "Kent", ["The Wombat Project", "Kent Police"]),
        ("Stepping Stones Trust", "Kent", ["Stepping Stones Trust"]),
    ],
)  # fmt: skip
def test_cells_with_several_and_awkward_names(cell: str, area: str, expected: list[str]) -> None:
    assert [n.removeprefix("The ") for n in names(cell, area, "2016")] == [
        n.removeprefix("The ") for n in expected
    ]


@pytest.mark.parametrize(
    ("cell", "area", "name", "unit"),
    [
        ("Sheffield City Council (Children, Young People and Families)", "Sheffield", "Sheffield City Council", "Children, Young People and Families"),
        ("KCC Adult Social Care and Health", "Kent", "Kent County Council", "Adult Social Care and Health"),
        ("London Borough of Hackney - Housing Needs", "Hackney", "London Borough of Hackney", "Housing Needs"),
        ("Public Health, Hull City Council", "Hull", "Hull City Council", "Public Health"),
        ("Community Safety (Bradford Council)", "Bradford", "City of Bradford Metropolitan District Council", "Community Safety"),
        ("Chair of Safer Wigan Partnership", "Wigan", "Safer Wigan Partnership", "Chair"),
        ("Head of Safeguarding, Barts Health", "Newham", "Barts Health NHS Trust", "Head of Safeguarding"),
        ("Patient Safety & Complaints Lead, Norfolk and Suffolk NHS Foundation Trust", "Norfolk", "Norfolk and Suffolk NHS Foundation Trust", "Patient Safety & Complaints Lead"),
        ("Early Help, PCC", "Portsmouth", "Portsmouth City Council", "Early Help"),
        ("Surrey Police, Custody", "Surrey", "Surrey Police", "Custody"),
    ],
)  # fmt: skip
def test_departments_and_posts_become_the_unit(cell: str, area: str, name: str, unit: str) -> None:
    readings, _ = resolve(cell, Context(area, "2019"))
    assert [(r.name, r.unit) for r in readings] == [(name, unit)]


def test_bodies_keep_the_name_of_their_time() -> None:
    reading = resolve("Hampshire Constabulary", Context("Southampton", "2018"))[0][0]
    assert reading.current_name == "Hampshire and Isle of Wight Constabulary"
    reading = resolve("Lewisham CCG", Context("Lewisham", "2018"))[0][0]
    assert reading.name == "NHS Lewisham Clinical Commissioning Group"
    assert reading.current_name == "NHS South East London Integrated Care Board"
    assert names("Somerset County Council", "Somerset", "2018") == ["Somerset County Council"]
    assert (
        resolve("Eden District Council", Context("Cumbria", "2017"))[0][0].current_name
        == "Westmorland and Furness Council"
    )


def test_a_misspelt_body_is_read_and_flagged() -> None:
    for cell, expected in (
        ("West Yorkshrie Police", "West Yorkshire Police"),
        ("Northampton County Council", "Northamptonshire County Council"),
    ):
        readings, findings = resolve(cell, Context("Leeds" if "York" in cell else "Northampton", "2016"))
        assert [(r.name, r.basis) for r in readings] == [(expected, "inferred")]
        assert findings == (RESPELLED,)


def test_this_agency_is_the_one_in_the_heading() -> None:
    context = Context("Bristol", "2018", (), "Avon and Somerset Police")
    readings, _ = resolve("This agency", context)
    assert [(r.name, r.basis) for r in readings] == [("Avon and Somerset Police", "inferred")]


def test_initials_are_settled_by_the_heading() -> None:
    for heading in ("Blue Heron Housing Association", "Kent Police / Blue Heron Housing Association"):
        readings, _ = resolve("BHHA", Context("Kent", None, (), heading))
        assert [r.name for r in readings] == ["Blue Heron Housing Association"]


def test_people_are_dropped_and_their_organisation_kept() -> None:
    readings, findings = resolve("DCI Jane Smith, Kent Police", Context("Kent"))
    assert [(r.name, r.unit) for r in readings] == [("Kent Police", "DCI")]
    assert findings == ()
    assert resolve("Jane Smith", Context("Kent")) == ((), (PERSON,))
    assert resolve("[name]", Context("Kent", None, (), "Kent Police"))[0][0].name == "Kent Police"
    for cell in (
        "Jane Smith / Kent Police",
        "Kent Police (Jane Smith)",
        "[name], Head of Crime, Kent Police",
    ):
        readings, _ = resolve(cell, Context("Kent"))
        assert [r.name for r in readings] == ["Kent Police"]
        assert "Smith" not in repr(readings)
        assert "[name]" not in repr(readings)


def test_an_unlisted_organisation_is_reported() -> None:
    readings, findings = resolve("Wombat Alliance", Context("Kent"))
    assert readings[0].agency_id == "unlisted:wombat-alliance"
    assert (readings[0].name, readings[0].basis, findings) == ("Wombat Alliance", "unknown", (UNKNOWN,))


def test_the_same_cell_reads_the_same_whatever_was_read_before() -> None:
    first = resolve("Police / CCG / Housing", Context("Barnsley", "2015-03"))
    resolve.cache_clear()
    resolve("CCG", Context("Leeds", "2016"))
    assert resolve("Police / CCG / Housing", Context("Barnsley", "2015-03")) == first


FORCES = [a for a in Gazetteer.load().data.agencies if a.kind == "territorial force"]


@pytest.mark.parametrize("force", FORCES, ids=lambda a: a.name)
def test_a_force_is_known_by_any_word_for_one(force: Agency) -> None:
    base = force.name.removesuffix(" Service").removesuffix(" Police").removesuffix(" Constabulary")
    if base == "Metropolitan":
        base = "Met"
    date = "2018" if force.successor or not force.valid_from else force.valid_from[:4]
    for cell in (f"{base} Police", f"{base} Constabulary" if base != "Met" else "Met Police", force.name):
        assert names(cell, force.areas[0], date) in ([force.name], ["Hampshire Constabulary"]), cell


@pytest.mark.parametrize(
    ("cell", "area", "date", "expected"),
    [
        # Welsh, and both languages at once
        ("Heddlu Gwent Police", "Newport", "2019", ["Gwent Police"]),
        ("Cyngor Dinas Casnewydd", "Newport", "2019", ["Newport City Council"]),
        ("Bwrdd Iechyd Prifysgol Hywel Dda", "Ceredigion", "2021", ["Hywel Dda University Health Board"]),
        # initials: a council given the wrong sort, several places, a body without its kind
        ("BCC", "Bradford", "2014", ["City of Bradford Metropolitan District Council"]),
        ("BNSCSP", "Bassetlaw", "2018", ["Bassetlaw, Newark and Sherwood Community Safety Partnership"]),
        ("DLNR", "Nottingham", "2018", ["Derbyshire, Leicestershire, Nottinghamshire and Rutland Community Rehabilitation Company"]),
        ("SSP", "Sandwell", "2018", ["Safer Sandwell Partnership"]),
        # counties and points of the compass cut short
        ("North Hants CCG", "Basingstoke", "2015", ["NHS North Hampshire Clinical Commissioning Group"]),
        ("E&N Herts CCG", "Stevenage", "2019", ["NHS East and North Hertfordshire Clinical Commissioning Group"]),
        ("Bassetlaw, Newark & Sherwood CSP", "Bassetlaw", "2018", ["Bassetlaw, Newark and Sherwood Community Safety Partnership"]),
        # a landlord is no department, and a firm's ending is no unit
        ("Abbey Housing", "Leeds", "2018", ["Abbey Housing"]),
        ("Strategic Housing", "Leeds", "2018", ["Housing department"]),
        ("Cornwall Housing Ltd", "Cornwall", "2016", ["Cornwall Housing"]),
        # groups with a name of their own
        ("s136 Multi-agency Group", "Cornwall", "2016", ["s136 Multi-agency Group"]),
        ("VAWG Strategic Partnership Board", "Leeds", "2018", ["Domestic Abuse Partnership Board"]),
        ("Safer and Stronger Communities Partnership", "Leeds", "2018", ["Community Safety Partnership (unspecified)"]),
        ("Chair", "Leeds", "2018", ["Community Safety Partnership (unspecified)"]),
    ],
)  # fmt: skip
def test_short_forms_of_every_class(cell: str, area: str, date: str, expected: list[str]) -> None:
    assert names(cell, area, date) == expected


def test_initials_of_a_council_and_a_commissioner_are_settled_by_the_department_or_the_heading() -> None:
    for cell in ("PCC - CSC", "PCC Housing Enforcement"):
        assert names(cell, "Peterborough", "2019") == ["Peterborough City Council"]
    assert names("PCC", "Peterborough", "2019", group_label="Peterborough City Council") == [
        "Peterborough City Council"
    ]
