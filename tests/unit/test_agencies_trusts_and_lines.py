"""Trusts that no list knows keep their name; a line that is no organisation continues the one above it."""

from __future__ import annotations

import pytest

from normalise.agencies import Context, resolve

BURY = Context("Bury", "2024-03", (), None)


def names(text: str) -> list[str]:
    return [reading.name for reading in resolve(text, BURY)[0]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Valley NHS FT", "Acme Valley NHS FT"),
        ("Acme Valley NHS Foundation Trust", "Acme Valley NHS Foundation Trust"),
        ("Some Partnership NHS FT", "Some Partnership NHS FT"),
        ("Royal Estuary Hospitals NHS FT, Head of Midwifery", "Royal Estuary Hospitals NHS FT"),
        ("Royal Estuary Hospitals\nNHS Foundation Trust", "Royal Estuary Hospitals NHS Foundation Trust"),
        ("Severn Vale Partnership\nNHS Trust, Medical Director", "Severn Vale Partnership NHS Trust"),
        ("Director of Nursing Acme Valley NHS FT", "Acme Valley NHS FT"),
    ],
)
def test_an_unlisted_trust_keeps_its_name_and_is_flagged(text: str, name: str) -> None:
    readings, codes = resolve(text, BURY)
    assert [(r.name, r.kind) for r in readings] == [(name, "unlisted")]
    assert codes == ("AGENCY_UNKNOWN",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS Trusts", ["Hospital Trust (unspecified)"]),
        ("Acute NHS Trusts", ["Hospital Trust (unspecified)"]),
        ("Local NHS Trust", ["Hospital Trust (unspecified)"]),
        ("NHS", ["All health agencies"]),
        ("Bolton NHS FT", ["Bolton NHS Foundation Trust"]),
        ("Manchester Univeristy NHS FT", ["Manchester University NHS Foundation Trust"]),
        (
            "Kent Police, Acme Vale NHS FT and Bury Council",
            ["Kent Police", "Acme Vale NHS FT", "Bury Council"],
        ),
    ],
)
def test_what_is_listed_or_a_kind_stays_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Probation Delivery Unit\nHead", ["The Probation Service"]),
        ("Head of Service, Court\nTeam", ["HM Courts & Tribunals Service"]),
        ("Head of\nSafeguarding", ["Head of Safeguarding"]),
        ("Adult Social Care\nteam", ["Adult Social Care"]),
        ("GMP\nActing Manager", ["Greater Manchester Police"]),
        ("Bury Council\nGMP", ["Bury Council", "Greater Manchester Police"]),
        ("Medway Homes,\nRepairs Manager", ["Medway Homes"]),
        ("Bury Council,\nAcme Vale Homes", ["Bury Council", "Acme Vale Homes"]),
        ("Early Break\nGemini", ["Early Break", "Gemini"]),
        ("police\nhealth", ["Police (unspecified force)", "All health agencies"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", ["Head", "Team", "Manager", "Team Lead", "The Officer"])
def test_a_post_alone_is_no_organisation_and_is_said(text: str) -> None:
    assert resolve(text, BURY) == ((), ("AGENCY_POST",))
    above = Context("Bury", "2024-03", (), "Greater Manchester Police")
    assert [r.name for r in resolve(text, above)[0]] == ["Greater Manchester Police"]


@pytest.mark.parametrize("text", ["Partnership", "The Partnership"])
def test_the_partnership_is_the_one_whose_review_it_is(text: str) -> None:
    readings, codes = resolve(text, BURY)
    assert [(r.agency_id.partition("@")[0], r.basis) for r in readings] == [("csp", "inferred")]
    assert codes == ("AGENCY_RESPELLED",)


@pytest.mark.parametrize("text", ["Bolten Counsil", "Wiltsher Counsil"])
def test_a_misspelt_council_is_respelt_or_kept_and_flagged(text: str) -> None:
    readings, codes = resolve(text, BURY)
    assert readings and codes in (("AGENCY_RESPELLED",), ("AGENCY_UNKNOWN",))
