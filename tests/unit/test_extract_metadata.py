"""Title, area, reference, dates and author, in the many ways they are printed."""

from __future__ import annotations

import pytest

from extract import extract_plan
from extract.areas import places_in, vote
from extract.printed import first_date, segments
from ingest.model import Block, Box, Cell, Document, Line, Locator, Page, SourceFile, Table

HEADER = ("Recommendation", "Action to take", "Lead Agency", "Target Date")
ROW = ("Recommendation 1: Link calls.", "Change the system.", "Police", "May 2020")


def table(number: int, *rows: tuple[str, ...], page: int = 1) -> Table:
    cells = tuple(
        tuple(Cell(text, Locator(page, number, r, c, None)) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    return Table(number, page, cells, "ruled")


def lines(*texts: str, page: int = 1) -> list[Block]:
    out: list[Block] = []
    for i, text in enumerate(texts):
        heading = text.startswith("# ")
        role = "heading" if heading else "running" if text.startswith("@ ") else "body"
        text = text.removeprefix("# ").removeprefix("@ ")
        size = 16.0 if heading else 10.0
        out.append(
            Line(text, page, Box(40, 40 + 30 * i, 40 + 5 * len(text), 52 + 30 * i), size, heading, role)
        )  # type: ignore[arg-type]
    return out


def document(
    blocks: list[Block], name: str = "plan.pdf", properties: tuple[tuple[str, str], ...] = ()
) -> Document:
    source = SourceFile(name, "0" * 64, 1, "application/pdf")
    return Document(source, tuple(blocks), (Page(1, 842, 595),), properties)


def meta_of(*texts: str, name: str = "plan.pdf") -> dict[str, str]:
    plan = extract_plan(document([*lines(*texts), table(1, HEADER, ROW)], name))
    assert len(plan.rows) == 1
    return dict(plan.meta)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            (
                "# Telford & Wrekin Domestic Homicide Review Action Plan",
                "DHR reference: Maryam",
                "Action Plan produced by Joanne Pickavance",
                "Date 11th March 2020",
                "Updated 4th February 2021",
            ),
            {
                "title": "Telford & Wrekin Domestic Homicide Review Action Plan",
                "area": "Telford & Wrekin",
                "review_reference": "Maryam",
                "author": "Joanne Pickavance",
                "plan_date": "11th March 2020",
                "updated_date": "4th February 2021",
            },
        ),
        (
            (
                "# Safer Leeds - DHR Action Plan (Daniel)",
                "This plan was agreed following the review into the death of Daniel and is dated 30th September 2021. It was last updated in June 2022.",
                "Owner: Safer Leeds Domestic Violence Team",
            ),
            {
                "title": "Safer Leeds - DHR Action Plan (Daniel)",
                "area": "Leeds",
                "review_reference": "Daniel",
                "plan_date": "30th September 2021",
                "updated_date": "June 2022",
                "author": "Safer Leeds Domestic Violence Team",
            },
        ),
        (
            (
                "# Domestic Homicide Review – Action Plan",
                "Prepared by: Cheshire East Domestic Abuse Partnership",
                "Version date – 3 December 2019",
                "Subject: Helen",
            ),
            {
                "area": "Cheshire East",
                "review_reference": "Helen",
                "plan_date": "3 December 2019",
                "author": "Cheshire East Domestic Abuse Partnership",
            },
        ),
        (
            (
                "# DHR/SAR Adult M: combined action plan",
                "Community Safety Partnership: Safer Sunderland Partnership",
                "Last reviewed 01/09/2022 | Agreed 14.02.2022",
            ),
            {
                "title": "DHR/SAR Adult M: combined action plan",
                "area": "Sunderland",
                "updated_date": "01/09/2022",
                "plan_date": "14.02.2022",
                "review_reference": "Adult M",
            },
        ),
        (
            (
                "@ OFFICIAL - DHR reference: Blessing",
                "# Safer Lewisham Partnership Action Plan",
                "Date: 9 th March 2018",
            ),
            {
                "title": "Safer Lewisham Partnership Action Plan",
                "area": "Lewisham",
                "review_reference": "Blessing",
                "plan_date": "9th March 2018",
            },
        ),
        (
            (
                "# London Borough of Hackney",
                "# Domestic Homicide Review action plan: Mrs K",
                "As at January 2024",
            ),
            {"area": "Hackney", "review_reference": "Mrs K", "updated_date": "January 2024"},
        ),
        (
            (
                "# Action plan following the domestic homicide review into the deaths of Mr and Mrs B",
                "Suffolk County Council, 13 October 2018",
            ),
            {"area": "Suffolk", "review_reference": "Mr and Mrs B"},
        ),
        (
            ("# Stoke-on-Trent Community Safety Partnership DHR 004 Action Plan",),
            {"area": "Stoke-on-Trent", "review_reference": "DHR 004"},
        ),
        (
            ("# Bath & North East Somerset Community Safety Partnership", "# DHR 'Sarah' action plan"),
            {"area": "Bath & North East Somerset", "review_reference": "Sarah"},
        ),
    ],
)
def test_metadata_as_printed(texts: tuple[str, ...], expected: dict[str, str]) -> None:
    found = meta_of(*texts)
    assert {k: found.get(k) for k in expected} == expected


def test_a_title_that_looks_like_a_label_does_not_hide_the_label_below() -> None:
    title, plan = "# Domestic Homicide Review: Overview Report", "# Appendix 1: Action Plan"
    assert meta_of(title, "Review: Mrs K", plan)["review_reference"] == "Mrs K"
    assert meta_of(title, "Review: Child A", plan)["review_reference"] == "Child A"


def test_key_table_beside_the_plan() -> None:
    key = table(1, ("Review", "Ruth"), ("Author", "Northampton CSP"), ("Date of plan", "November 2016"))
    blocks = [
        *lines("# Northampton Community Safety Partnership DHR 'Ruth' - Recommendations"),
        key,
        table(2, HEADER, ROW),
    ]
    meta = extract_plan(document(blocks)).meta
    assert (meta["review_reference"], meta["author"], meta["plan_date"], meta["area"]) == (
        "Ruth",
        "Northampton CSP",
        "November 2016",
        "Northampton",
    )


def test_a_plan_without_any_of_it_says_nothing() -> None:
    assert meta_of() == {}


def test_the_date_of_death_is_no_date_of_the_plan() -> None:
    assert "plan_date" not in meta_of("# Action Plan", "Date of death: 4 May 2019")


def test_area_from_the_file_name_only_as_a_last_resort_and_flagged() -> None:
    row = ("Recommendation 1: Link calls in Wirral.", "Change.", "Police", "May 2020")
    plan = extract_plan(document([*lines("# Action plan"), table(1, HEADER, row)], "wirral_final_dhr.pdf"))
    assert plan.meta["area"] == "Wirral"
    assert "AREA_GUESSED" in {f.code for f in plan.findings}


def test_title_from_the_properties_only_when_the_page_shows_none() -> None:
    blocks: list[Block] = [table(1, HEADER, ROW)]
    plan = extract_plan(document(blocks, properties=(("title", "DHR Action Plan Rose"),)))
    assert plan.meta["title"] == "DHR Action Plan Rose"
    assert "TITLE_FROM_PROPERTIES" in {f.code for f in plan.findings}


def test_places() -> None:
    assert places_in("Northampton Community Safety Partnership DHR") == ["Northampton"]
    assert places_in("Safer Swansea Partnership - Learning Action Plan") == ["Swansea"]
    assert places_in("Pan-Dorset Domestic Homicide Review Core Group") == ["Dorset"]
    assert places_in("King's Lynn and West Norfolk Borough Council") == ["King's Lynn and West Norfolk"]
    assert places_in("Community Safety Partnership") == []
    assert places_in("The Domestic Homicide Review") == []


def test_a_longer_name_votes_for_the_place_within() -> None:
    texts = [("Western Suffolk Community Safety Partnership", 1.0), ("Suffolk County Council", 1.0)]
    assert vote(texts) == "Suffolk"


def test_dates_as_printed() -> None:
    assert first_date("on 9 th March 2018, updated") == "9th March 2018"
    assert first_date("31.03.21") == "31.03.21"
    assert first_date("no date") is None


def test_segments() -> None:
    assert segments("Review: X | Version date: 1 May 2020") == ["Review: X", "Version date: 1 May 2020"]


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        (("# Ashford DHR Action Plan", "Ashford Community Safety Partnership", "30th June 2014"), "30th June 2014"),
        (("# Tameside DHR Action Plan", "Tameside Community Safety Partnership, November 2018"), "November 2018"),
        (("# Harrow DHR Action Plan", "3rd October 2016 (updated 24th May 2018)"), "3rd October 2016"),
        (("# Harrow DHR Action Plan", "Agreed 3rd October 2016; reviewed and last updated 24th May 2018"), "3rd October 2016"),
        (("# Medway DHR Action Plan", "Pauline - February 2021"), "February 2021"),
        (("# Medway DHR Action Plan", "Pauline died on 3 May 2019"), None),
        (("# Medway DHR Action Plan", "The panel met five times, the last time in Rochester on 3 May 2019."), None),
        (("# Medway DHR Action Plan", "Last updated 3 May 2019"), None),
    ],
)  # fmt: skip
def test_a_date_alone_under_the_title_is_the_plans(texts: tuple[str, ...], date: str | None) -> None:
    assert meta_of(*texts).get("plan_date") == date


@pytest.mark.parametrize(
    ("title", "reference"),
    [
        ("Exeter Community Safety Partnership – Robyn: Learning and Improvement Plan", "Robyn"),
        ("Fenland CSP – DHR (Mary) – Action Plan", "Mary"),
        ("North Worcestershire CSP: DHR Steph action plan", "Steph"),
        ("Action Plan following the Domestic Homicide Review of Steph", "Steph"),
        ("Safer Lincolnshire Partnership – DHR / SAR Julie and Tom: combined action plan", "Julie and Tom"),
        ("Ashford DHR Case 12/2013 Action Plan", "Case 12/2013"),
        ("Domestic Homicide Review: Craig. Individual Agency and Overview Recommendations", "Craig"),
        ("Action plan of the Domestic Homicide Review of agencies in Kent", None),
    ],
)
def test_the_review_in_a_title(title: str, reference: str | None) -> None:
    meta = meta_of(f"# {title}")
    assert meta["title"] == title
    assert meta.get("review_reference") == reference


def test_a_date_after_the_review_is_none_of_its_name() -> None:
    assert meta_of("# Sefton DHR Action Plan", "Review: Linda 9.4.24")["review_reference"] == "Linda"
