"""People's names are masked; posts, organisations, places, laws and the pseudonyms of the dead are not."""

from __future__ import annotations

import pytest

from normalise.names import find, mask, mask_author, pseudonyms_in


def test_a_pseudonym_is_kept_and_an_officer_of_that_name_is_not() -> None:
    masked, _ = mask("Helen to be named in the report; Helen Ward-Jones, Head of Housing, to sign", ["Helen"])
    assert masked == "Helen to be named in the report; [name], Head of Housing, to sign"
    assert mask("Mrs Brown's sister", ["Mrs Brown"])[0] == "Mrs Brown's sister"
    assert mask("Mr and Mrs B, Adult J and Child C1")[1] == ()


def test_spans_are_of_the_text_before_masking() -> None:
    text = "Sent to Kate Price and PC Dunmore."
    masked, spans = mask(text)
    assert [text[s.start : s.end] for s in spans] == ["Kate Price", "Dunmore"]
    assert masked == "Sent to [name] and PC [name]."


def test_masking_twice_changes_nothing_more() -> None:
    once, _ = mask("Head of Safeguarding, Margaret Oyelaran; DCI Alan Whitcombe")
    assert mask(once) == (once, ())


@pytest.mark.parametrize("text", ["", " ", "12/03/2019", "[name]", "?!", "\n\n", "a" * 5000, "Ok " * 2000])
def test_odd_texts_hold_no_names(text: str) -> None:
    assert mask(text) == (text, ())


@pytest.mark.parametrize(
    "name",
    [
        "Siobhan O'Reilly", "Agnieszka Wójcik", "Gurpreet Kaur Sandhu", "Oluwaseun Adeyemi-Cole", "Ffion Haf ap Rhys",
        "Niamh Ní Bhroin", "Mohammed Al-Rashid", "Łukasz Żak", "Chidi Okonkwo", "Thuy Nguyen", "Ioana Popescu",
        "Fatou Ceesay", "Priyanka Chauhan", "Dafydd Llewelyn", "Zeynep Yilmaz", "Tendai Moyo", "Katarzyna Nowak-Smith",
        "J. Harcastle", "Mark Pearson", "Grace Okafor", "April Jones", "Will Thompson",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "frame",
    [
        "{}, Head of Safeguarding, to report",
        "Head of Safeguarding: {}",
        "Completed by {} on 3 May 2021",
        "{} (Service Manager)",
        "Chair - {}",
    ],
)
def test_names_from_everywhere_in_the_frames_plans_use(name: str, frame: str) -> None:
    masked, spans = mask(frame.format(name))
    assert masked == frame.format("[name]")
    assert len(spans) == 1


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("Joanne Pickavance", "[name]"),
        ("Xanthe Quilldrop", "[name]"),
        ("J. Smith", "[name]"),
        ("Jane Smith, Standing Together", "[name], Standing Together"),
        ("Safer Leeds Domestic Violence Team", "Safer Leeds Domestic Violence Team"),
        ("Pan-Dorset Domestic Homicide Review Core Group", "Pan-Dorset Domestic Homicide Review Core Group"),
        ("Northampton CSP", "Northampton CSP"),
        ("Kvothe & Sons Consulting", "Kvothe & Sons Consulting"),
        ("", ""),
    ],
)
def test_authors(author: str, shown: str) -> None:
    assert mask_author(author) == shown


def test_addresses_of_people_are_masked_and_of_teams_kept() -> None:
    assert (
        mask("joanne.smith@leeds.gov.uk or safeguarding.team@leeds.gov.uk")[0]
        == "[name] or safeguarding.team@leeds.gov.uk"
    )


def test_a_long_text_is_read_in_good_time() -> None:
    text = "The Partnership met Jane Smith and reviewed the Action Plan for Leeds. " * 400
    assert len(find(text)) == 400


def test_a_name_that_several_recommendations_use_is_a_pseudonym() -> None:
    told = [
        "Gareth told his GP about the bruises.",
        "Gareth's partner was never spoken to.",
        "Staff told Priya.",
    ]
    assert pseudonyms_in(told) == ("Gareth",)
    assert pseudonyms_in(["Staff told Priya that she could stay.", "Leaflets to be reviewed."]) == ()
    assert mask(told[0], ("Gareth",))[0] == told[0]
