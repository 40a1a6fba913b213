"""A person named once is masked in every text of the document; pseudonyms, places, bodies and words are not."""

from __future__ import annotations

import pytest

from normalise.names import Masker, pseudonyms_in

OFFICERS = ("Lead: Priya Sharma", "Angela (Named GP) to complete", "PC Ahmed to lead", "Owned by Grace Hope")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Minutes show Priya absent.", "Minutes show [name] absent."),
        ("Rota held by both; see Sharma's log", "Rota held by both; see [name]'s log"),
        ("The plan is Angela's.", "The plan is [name]'s."),
        ("As Ahmed asked; Priya and Angela absent", "As [name] asked; [name] and [name] absent"),
        ("PRIYA absent", "[name] absent"),
    ],
)
def test_a_name_known_from_another_cell_is_masked(text: str, shown: str) -> None:
    assert Masker((*OFFICERS, text))(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "The Sharma Foundation; Priya House; Ask for Angela scheme",
        "a grace period; hope of change; Grace and Hope were open",
        "Leaflets printed in March.",
        "Nobody saw Leah or Marcus alone.",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert Masker((*OFFICERS, text))(text) == text


def test_a_pseudonym_stays_though_an_officer_bears_the_name() -> None:
    masker = Masker((*OFFICERS, "Priya's GP did not ask"), ["Priya"])
    assert masker("Priya's GP did not ask") == "Priya's GP did not ask"
    assert masker("Sent to Sharma") == "Sent to [name]"


def test_a_name_of_a_story_is_sought_nowhere_else() -> None:
    masker = Masker(("A neighbour told Michael that she knew.",))
    assert masker("Michael's employer") == "Michael's employer"
    assert masker("A neighbour told Michael that she knew.") == "A neighbour told [name] that she knew."


def test_names_that_recommendations_share_are_pseudonyms() -> None:
    told = ["Marcus's GP did not ask", "Staff met Marcus at home.", "Policy for Karen's team"]
    assert pseudonyms_in(told) == ("Marcus",)
    masker = Masker(told, pseudonyms_in(told))
    assert [masker(text) for text in told[:2]] == told[:2]


def test_who_stands_beside_a_pseudonym_stays() -> None:
    masker = Masker((), ["Leah"])
    for text in ("Leah and Daniel met the GP.", "Daniel and Leah met the GP."):
        assert masker(text) == text
