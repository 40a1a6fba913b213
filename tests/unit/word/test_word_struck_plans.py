"""A struck promise is not read as a living one, from the Word file to the row of the dataset."""

import pytest

from extract import extract_plan
from normalise import normalise_plan
from normalise.rulebook import Rulebook

HEADER = ("Recommendation", "Action to take", "Lead Agency", "Target Date", "Status")
STRIKE = "<w:strike/>"
ROW = ("2. Trust to train its staff.", "Course for all wards", "Acute Trust", "June 2021", "In progress")


@pytest.fixture
def actions(word):
    def read(*cells):
        living = word.tr(
            "1. Police to audit its files.", "Audit of 40 files", "Kent Police", "March 2021", "Complete"
        )
        body = word.tbl(word.tr(*HEADER), living, word.tr(*cells), living.replace("1. ", "3. "))
        plan = extract_plan(word.read(body))
        assert plan.ledger.balanced
        return normalise_plan(plan, Rulebook.load())[0]

    return read


def test_a_replaced_date_is_the_only_target(word, actions):
    date = word.tc(word.p("June 2021", "", STRIKE) + word.p("March 2022"))
    row = actions(*ROW[:3], date, ROW[4])[1]
    assert (row.target_date_stated, row.target.dates) == ("March 2022", ("2022-03",))
    assert dict(row.other) == {"target date (struck through)": "June 2021"}
    assert (row.findings, row.needs_review) == (("STRUCK_TEXT",), True)
    assert (
        dict(row.provenance)["other.target date (struck through)"]
        == dict(row.provenance)["target_date_stated"]
    )


def test_a_struck_row_is_superseded_and_its_dates_are_not_read(word, actions):
    rows = actions(*(word.tc(word.p(text, "", STRIKE)) for text in ROW))
    row = rows[1]
    assert len(rows) == 3
    assert (row.action, row.target_date_stated) == ("Course for all wards", "June 2021")
    assert (row.status, row.status_basis, row.status_rule) == ("superseded", "inferred", "row.struck")
    assert (row.target.kind, row.target.dates) == ("none", ())
    assert (row.findings, row.needs_review) == (("STRUCK_ROW",), True)
    assert [r.status for r in (rows[0], rows[2])] == ["complete", "complete"]


@pytest.mark.parametrize(
    ("said", "status"),
    [("Complete", "complete"), ("Superseded by action 3", "superseded"), ("In progress", "superseded"), ("", "superseded")],
)  # fmt: skip
def test_what_lives_of_a_struck_row_says_how_it_ended(word, actions, said, status):
    row = actions(*(word.tc(word.p(text, "", STRIKE)) for text in ROW[:4]), said)[1]
    assert row.status == status
    assert "STRUCK_ROW" in row.findings


def test_names_in_struck_text_are_masked_too(word, actions):
    lead = word.tc(word.p("DI Jane Smith, ", "", STRIKE) + word.p("Acute Trust"))
    row = actions(*ROW[:2], lead, *ROW[3:])[1]
    assert row.lead_agency_stated == "Acute Trust"
    assert "Smith" not in str(row.other)
