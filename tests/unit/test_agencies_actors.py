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
    # where the subject stands, and how it is wished
    ("Kent Police as a matter of urgency implement the training.", "Kent Police", "Kent", ["Kent Police"]),
    ("The Review recommends that the relevant departments in the City Council encourage employers.", "Leeds City Council", "Leeds", ["Leeds City Council"]),
    ("That the Ministry of Justice gives families legal aid.", "CSP", "Kent", ["Ministry of Justice"]),
    ("That Llamau, in partnership with Women's Aid, develops a pathway.", "Llamau", "Newport", ["Llamau"]),
    ("It is recommended that all partner agencies of the CSP review their training.", "CSP", "Kent", ["All agencies"]),
    ("The Panel recommends to the Home Office that the guidance be revised.", "CSP", "Kent", ["Home Office"]),
    ("The Panel recommends that consideration is given by the Home Office to a national flag.", "CSP", "Kent", ["Home Office"]),
    ("Request NHS England consider a national flag.", "CSP", "Kent", ["NHS England"]),
    ("There should be a review by Children's Social Care of its thresholds.", "CSP", "Kent", ["Children's Social Care"]),
    ("The Chief Constable of Kent Police should write to staff.", "CSP", "Kent", ["Kent Police"]),
    ("Kent Police should train officers and the Crown Prosecution Service should review its advice.", "CSP", "Kent", ["Kent Police", "Crown Prosecution Service"]),
    ("Safer Bristol, together with the SAB and the Health and Wellbeing Board, should run a campaign.", "CSP", "Bristol", ["Safer Bristol Partnership"]),
    # a part of the lead's own name, and its people
    ("The Learning Trust to ask every school to teach this.", "Hackney Learning Trust", "Hackney", ["Hackney Learning Trust"]),
    ("The MARAC sat late. The Steering Group should meet weekly.", "MARAC Governance Group", "Leeds", ["MARAC Steering Group"]),
    ("Officers should not write 'both drunk'.", "Kent Police", "Kent", ["Kent Police"]),
    ("Staff should record children.", "CSP", "Kent", []),
    # partners: of a couple, and of a body
    ("GP practices to ask both partners of a long marriage about safety.", "Kent and Medway CCG", "Kent", ["GP practice"]),
    ("KCC and partners to agree a protocol.", "CSP", "Kent", ["Kent County Council"]),
    ("Partners of perpetrators to be offered support.", "CSP", "Kent", []),
    # a service that is given something is asked, an employer is not; a name goes on after its kind
    ("GPs should be offered the IRIS model.", "CCG", "Kent", ["GP practice"]),
    ("Employers should be offered a guide.", "CSP", "Kent", []),
    ("The Council for Mosques be invited to endorse a statement.", "CSP", "Kent", ["Council for Mosques"]),
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


def test_a_department_under_its_councils_heading_is_asked_itself() -> None:
    context = Context("Peterborough", "2019", (), "Peterborough City Council")
    reading = addressed_to("Children's Social Care to hold a meeting.", None, (), context)[0]
    assert (reading.name, reading.current_name) == ("Children's Social Care", "Peterborough City Council")
