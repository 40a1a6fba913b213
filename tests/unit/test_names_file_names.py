"""Names in file names are masked for show; pseudonyms, places and plain words stay."""

from __future__ import annotations

import pytest

from normalise.names import mask, mask_file_name


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("jane_smith_action_plan.docx", "[name]_action_plan.docx"),
        ("JaneSmith-DHR-final v2 (J Brown).docx", "[name]-DHR-final v2 ([name]).docx"),
        ("2021/Nkechi Umeh/plan.pdf", "2021/[name]/plan.pdf"),
        ("Mrs Vance plan.docx", "Mrs [name] plan.docx"),
        ("final SARAH JENKINS edits.docx", "final [name] edits.docx"),
        ("action-plan-sarah-jenkins-comments.docx", "action-plan-[name]-comments.docx"),
        # a single given name is the pseudonym the review is published under
        ("DHR Ana.pdf", "DHR Ana.pdf"),
        ("Kirklees_Safiya_action_plan.pdf", "Kirklees_Safiya_action_plan.pdf"),
        ("DHR07 Daniel & Ruth overview.pdf", "DHR07 Daniel & Ruth overview.pdf"),
        ("cornwall_adult_t_recommendations.pdf", "cornwall_adult_t_recommendations.pdf"),
        # places and words
        ("Chelsea and Westminster.pdf", "Chelsea and Westminster.pdf"),
        ("St Helens DHR Andrea.pdf", "St Helens DHR Andrea.pdf"),
        ("grace_hope_dhr.pdf", "grace_hope_dhr.pdf"),
        ("", ""),
        ("a/b/", "a/b/"),
    ],
)
def test_file_names(path: str, shown: str) -> None:
    assert mask_file_name(path) == shown


def test_a_kept_name_stays_in_a_file_name() -> None:
    assert mask_file_name("Jane Doe DHR.pdf", ["Jane Doe"]) == "Jane Doe DHR.pdf"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call 07700 900123 or 0808 2000 247", "Call [telephone] or 0808 2000 247"),
        ("DOB 03/04/1978; review due 03/04/2021", "DOB [date of birth]; review due 03/04/2021"),
        ("NHS No 943 476 5919", "NHS No [number]"),
        ("lived at 14 Acacia Avenue, SW19 5AE", "lived at [address]"),
        ("Crime ref CR/12345/19 closed", "Crime ref [number] closed"),
        ("Forced Marriage Unit (020 7008 0151)", "Forced Marriage Unit (020 7008 0151)"),
        ("Completed 12/03/2021, 15 of 20 staff, Section 9(3), 2019/20", "Completed 12/03/2021, 15 of 20 staff, Section 9(3), 2019/20"),
    ],
)  # fmt: skip
def test_numbers_that_lead_to_a_person_are_masked_as_what_they_are(text: str, masked: str) -> None:
    assert mask(text)[0] == masked
    assert mask(masked) == (masked, ())


def test_a_persons_name_in_a_file_name_is_told():
    from dhr.ledger import FileEntry
    from dhr.outcome import name_notes

    def codes(name):
        return [note.code for note in name_notes(FileEntry(name, "0" * 64, 1), "application/pdf")]

    assert codes("plans/Jane Smith DHR.pdf") == ["NAME_IN_FILE_NAME"]
    assert codes("plans/Southampton Ana action plan.pdf") == []
