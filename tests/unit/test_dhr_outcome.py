"""dhr.ledger and dhr.outcome: every code has its sentence, and of copies the one that people see stands for the others."""

from itertools import permutations

import pytest

from dhr.ledger import FileEntry, WorkEntry, standing_in
from dhr.outcome import outcome, say
from ingest.errors import catalogue


@pytest.mark.parametrize("code", ["CRASH_SIGSEGV", "CRASH_SIGNAL_77", "CRASH_SIGNAL"])
def test_a_crash_is_named_by_its_signal(code):
    said = say(code)
    assert said.code == code and said.severity == "error"
    assert "broke down" in said.sentence and "{" not in said.sentence


@pytest.mark.parametrize("room", ["dhr", "ingest", "extract"])
def test_every_code_makes_an_outcome(room):
    file = FileEntry("plan.pdf", "ab" * 32, 5)
    for code in catalogue(room):
        made = outcome(file, WorkEntry(code, "", 0, 0.0, {"media_type": None}), None)
        assert made.code == code and made.sentence and made.remedy and "{" not in made.sentence


def test_an_unknown_code_is_a_fault_of_ours():
    assert say("NO_SUCH_CODE").sentence == catalogue("dhr")["INTERNAL"].sentence


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([".hidden.docx", "plan.docx"], "plan.docx"),
        ([".git/plan.docx", "z/plan.docx"], "z/plan.docx"),
        (["a plan", "plan.docx"], "plan.docx"),
        (["Plan.docx", "plan.docx"], "Plan.docx"),
        ([".a.docx", ".b.docx"], ".a.docx"),
    ],
)
def test_of_copies_the_one_that_people_see_is_read(names, expected):
    for order in permutations(names):
        chosen = standing_in([FileEntry(name, "same", 1) for name in order])
        assert chosen["same"].path == expected


def test_files_without_content_stand_for_nothing():
    assert standing_in([FileEntry("gone.pdf", None, 0, "VANISHED")]) == {}
