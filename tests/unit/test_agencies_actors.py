"""Who the wording asks to act. Left the sentence, right the bodies."""

from __future__ import annotations

import pytest

from normalise.agencies import Context, addressed_to, resolve

CASES = [
    # sentence | lead cell | area | asked
    ("That Manchester CSP seek assurance from GMP that officers are trained.", "Manchester CSP", "Manchester", ["Manchester Community Safety Partnership", "Greater Manchester Police"]),
    ("The CSP should seek assurance from Kent Police and NELFT that risk is reviewed.", "CSP", "Kent", ["Community Safety Partnership (unspecified)", "Kent Police", "North East London NHS Foundation Trust"]),
    ("It is recommended that Essex Police reviews its policy.", "Essex Police", "Essex", ["Essex Police"]),
    ("The Panel recommends that the Home Office and the Ministry of Justice amend the guidance.", "CSP", "Essex", ["Home Office", "Ministry of Justice"]),
    ("The Panel would like the Home Office to publish figures.", "CSP", "Essex", ["Home Office"]),
    ("DWP is asked to consider the wording of letters.", "CSP", "Devon", ["Department for Work and Pensions"]),
    ("The Chief Coroner to be invited to consider this.", "CSP", "Devon", ["Chief Coroner"]),
    ("All schools in the borough should teach this.", "Hackney Education", "Hackney", ["School (unspecified)"]),
    ("GPs who see a patient twice in a month with unexplained injuries, or who are told of threats, must ask.", "ICB", "Devon", ["GP practice"]),
    ("Pharmacies supplying codeine over the counter to keep a log", "ICB", "Devon", ["Community pharmacies"]),
    ("Where a victim withdraws support, police officers should consider an evidence-led prosecution.", "Devon and Cornwall Police", "Exeter", ["Police (unspecified force)"]),
    ("The Trust should ensure that staff ask.", "Barts Health NHS Trust", "Newham", ["Barts Health NHS Trust"]),
    ("This agency to ensure all staff are trained", "Sheffield Teaching Hospitals", "Sheffield", ["Sheffield Teaching Hospitals NHS Foundation Trust"]),
    ("In line with guidance, the Clinical Commissioning Group should remind GPs.", "NHS Lewisham CCG", "Lewisham", ["NHS Lewisham Clinical Commissioning Group"]),
    ("Children's Social Care: strategy meetings must include health.", "CSC", "Lewisham", ["Children's Social Care"]),
    ("Adult Social Care and Housing should agree a protocol.", "Devon County Council", "Devon", ["Adult Social Care", "Housing department"]),
    ("A review of MARAC should be undertaken by the CSP.", "CSP", "Lewisham", ["Community Safety Partnership (unspecified)"]),
    ("Consideration should be given by Surrey Police to reviewing THRIVE.", "Surrey Police", "Surrey", ["Surrey Police"]),
    ("The memory clinic should think about the history.", "Norfolk and Suffolk NHS Foundation Trust", "Suffolk", ["Norfolk and Suffolk NHS Foundation Trust"]),
    ("The Fire Service's home visit should include the back door.", "Kent Fire and Rescue", "Kent", ["Fire and Rescue Service"]),
    ("Suffolk Wombats Trust should be asked to help.", "Suffolk Wombats Trust", "Suffolk", ["Suffolk Wombats Trust"]),
    ("It was noted that Police did not attend. Victim Support should review its policy.", "Victim Support", "Cardiff", ["Victim Support"]),
    ("Refuge to promote the helpline", "Refuge", "Surrey", ["Refuge"]),
    ("Blue Heron Trust should update its policy.", "CSP", "Kent", ["Blue Heron Trust"]),
    ("Blue Heron: when she does not reply, telephone her.", "Blue Heron DA", "Kent", ["Blue Heron DA"]),
    ("Substance misuse workers to see drinking as a way of coping.", "CSP", "Kent", ["Drug and alcohol service (unspecified)"]),
    # nobody in particular
    ("Training Programme should be updated.", "CSP", "Kent", []),
    ("Ensure that all GPs receive training.", "NHS Devon ICB", "Devon", []),
    ("Training should be provided to all staff.", "Adult Social Care", "Devon", []),
    ("There should be a single county protocol.", "Police", "Devon", []),
    ("Banks to be invited to a seminar on withdrawals.", "Trading Standards", "Devon", []),
    ("Employers to be helped to understand control.", "CSP", "Devon", []),
    ("Surrey Police should be commended.", "Surrey Police", "Surrey", []),
    ("Family members must not be used to interpret.", "ICB", "Devon", []),
    ("Neighbours did not know who to ring.", "CSP", "Devon", []),
    ("Make it easier for refuge staff to help.", "CSP", "Devon", []),
    ("Her pen and the council tax letter should be kept.", "Kent Police", "Kent", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "lead", "area", "expected"), CASES)
def test_who_is_asked(sentence: str, lead: str, area: str, expected: list[str]) -> None:
    context = Context(area, "2019-05")
    readings = addressed_to(sentence, "Leaflet", resolve(lead, context)[0], context)
    assert [r.name for r in readings] == expected


def test_a_row_under_an_agency_heading_is_addressed_to_it() -> None:
    context = Context("Northampton", "2016", (), "Northamptonshire Police")
    assert [r.name for r in addressed_to("Body worn video to be switched on.", None, (), context)] == [
        "Northamptonshire Police"
    ]
    readings = addressed_to("The Home Office should change the form.", None, (), context)
    assert [r.name for r in readings] == ["Home Office"]


def test_a_theme_heading_addresses_nobody() -> None:
    for heading in (
        "Theme 2 - Alcohol and Housing",
        "Overview Report (Multi-Agency) Recommendations",
        "Training",
    ):
        assert addressed_to("Leaflets to be reviewed.", None, (), Context("Leeds", "2019", (), heading)) == ()


def test_of_two_agencies_in_a_heading_the_one_that_leads_is_asked() -> None:
    context = Context("Northampton", "2016", (), "National Probation Service / BeNCH CRC")
    lead = resolve("NPS", context)[0]
    assert [r.name for r in addressed_to("Risk must be reviewed.", None, lead, context)] == [
        "National Probation Service"
    ]


def test_the_action_is_read_only_without_a_recommendation() -> None:
    context = Context("Leeds", "2019")
    assert addressed_to("Leaflets to be reviewed.", "West Yorkshire Police to print them.", (), context) == ()
    readings = addressed_to("", "West Yorkshire Police to print them.", (), context)
    assert [r.name for r in readings] == ["West Yorkshire Police"]


def test_a_kind_of_body_points_to_the_lead_of_that_kind() -> None:
    context = Context("Leeds", "2019")
    lead = resolve("West Yorkshire Police", context)[0]
    reading = addressed_to("Police to review it.", None, lead, context)[0]
    assert (reading.name, reading.current_name, reading.basis) == (
        "Police (unspecified force)",
        "West Yorkshire Police",
        "inferred",
    )
