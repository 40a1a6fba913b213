"""Field names in running text: where a line is cut, and that nothing of it is lost."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import extract_plan
from extract.cutting import cut
from extract.habits import habits_of
from extract.keys import names_inside
from extract.text import squash
from ingest.model import Document, Line, Page, SourceFile


def shown(text: str, *lines: str) -> list[tuple[str | None, str]]:
    """(field or None, value) of every piece."""
    return [(p.key.name if p.key else None, p.text) for p in cut(text, habits_of([text, *lines]))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Lead: Kent Police", [("lead_agency", "Kent Police")]),
        ("Lead:Kent Police Timescale:June 2024", [("lead_agency", "Kent Police"), ("target_date", "June 2024")]),
        ("Train staff. Lead: X. Status: Green", [(None, "Train staff."), ("lead_agency", "X."), ("status", "Green")]),
        ("Timescale: June 2024 Status: In progress", [("target_date", "June 2024"), ("status", "In progress")]),
        ("Timescale: June 2024. Status: Done", [("target_date", "June 2024."), ("status", "Done")]),
        ("(Lead: Police; By when: May)", [("lead_agency", "Police"), ("target_date", "May")]),
        ("Three sessions: one for GPs", [(None, "Three sessions: one for GPs")]),
        ("Meet at 10:30 with the lead: police", [(None, "Meet at 10:30 with the lead: police")]),
        ("Lead: Timescale: June 2024", [("lead_agency", ""), ("target_date", "June 2024")]),
        ("Status: Complete: audit held", [("status", "Complete: audit held")]),
        ("Update (June 2023): trained", [("milestones", "trained")]),
        ("The panel met. Outcome: none", [(None, "The panel met."), ("completion", "none")]),
        ("see https://example.org/a", [(None, "see https://example.org/a")]),
        ("Farmers are Responsible: no", [(None, "Farmers are Responsible: no")]),
    ],
)  # fmt: skip
def test_where_a_line_is_cut(text: str, pieces: list[tuple[str | None, str]]) -> None:
    assert shown(text) == pieces


def test_forms_without_a_colon_need_the_habit() -> None:
    assert shown("Lead - Kent Police") == [(None, "Lead - Kent Police")]
    assert shown("Lead - Kent Police", "Lead - The Trust") == [("lead_agency", "Kent Police")]
    assert shown("Lead Kent Police", "Lead The Trust") == [(None, "Lead Kent Police")]
    lines = ("Lead The Trust", "Timescale May 2020", "Timescale June 2020")
    assert shown("Lead Kent Police", *lines) == [("lead_agency", "Kent Police")]


def test_a_name_left_within_a_value_is_seen() -> None:
    assert names_inside("communities are Responsible: NFU Cymru")
    assert not names_inside("Hold sessions: one for GPs")
    assert not names_inside("In progress: Complete: audited")


WORDS = st.sampled_from((
    "Lead", "Lead agency", "Lead officer", "Action", "Action 1.2", "Timescale", "Target date", "Status", "Update June 2023",
    "Outcome", "Complete", "Budget holder", "Recommendation", "Recommendation 3", "R4", "3.", "(a)", "the Trust", "Police",
    "June 2024", "31.03.2024", "10:30", "In progress", "should review its policy", "and", "of", "Responsible", "e.g.",
))  # fmt: skip
MARKS = st.sampled_from((" ", ": ", ":", " - ", " – ", ". ", "; ", "  ", "\t", " (", ") ", "[", "] ", " | ", ", ", "\n", " = "))  # fmt: skip
TEXTS = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=10).map(lambda x: "".join(a + b for a, b in x))


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_no_letter_of_a_line_is_lost(lines: list[str]) -> None:
    habits = habits_of(lines)
    for line in lines:
        pieces = cut(line, habits)
        together = "".join((p.key.head if p.key else "") + p.text for p in pieces)
        assert squash(together) == squash(line)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    word = draw(st.booleans())
    lines: list[Line] = []
    for number in range(draw(st.integers(2, 5))):
        opening = draw(
            st.sampled_from((f"Recommendation {number + 1}: ", f"{number + 1}. ", "", "Recommendation: "))
        )
        texts = [opening + draw(TEXTS), *draw(st.lists(TEXTS, max_size=4))]
        texts += [f"Lead: Police {number}"] if draw(st.booleans()) else []
        for text in [*texts, *draw(st.sampled_from(((), ("* * *",), ("Page 3 of 9",))))]:
            role: Literal["body", "heading", "running"]
            role = draw(st.sampled_from(("body", "body", "body", "heading", "running")))
            tail: Literal["end", "wrap", "hyphen"] = draw(st.sampled_from(("end", "end", "wrap", "hyphen")))
            lines.append(Line(text.strip(), None if word else 1, None, 10.0, draw(st.booleans()), role, tail))
    pages = () if word else (Page(1, 842, 595),)
    return Document(SourceFile("x.docx", "0" * 64, 1, ""), tuple(lines), pages)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_every_line_of_a_plan_in_paragraphs_is_accounted_for(document: Document) -> None:
    plan = extract_plan(document)
    assert plan.ledger.balanced, plan.ledger
    assert bool(plan.rows) == bool(plan.ledger.placed)
    assert plan.ledger.reported == 0 or any(f.code == "LINE_LEFT_OUT" for f in plan.findings)
    everything = squash(" ".join(x.text for x in document.lines))
    for row in plan.rows:
        for value in row.fields.values():
            assert squash(value.text) in everything or "\n" in value.text or len(value.locators) > 1
