"""Boxes in a cell: the ticked choice is what it says."""

from __future__ import annotations

import pytest

from extract.boxes import chosen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("☒ Complete\n☐ In progress\n☐ Not started", "Complete"),
        ("☐ Local ☑ Regional ☑ National", "Regional\nNational"),
        ("☐ Complete ☐ In progress", "☐ Complete ☐ In progress"),
        ("☒ Complete", "☒ Complete"),
        ("☒ a bullet\n☒ another", "☒ a bullet\n☒ another"),
        ("Form has a ☒ box and a ☐ box", "Form has a ☒ box and a ☐ box"),
        ("", ""),
    ],
)
def test_chosen_box(text: str, said: str) -> None:
    assert chosen(text) == said
