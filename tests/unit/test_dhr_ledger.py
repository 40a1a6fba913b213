"""dhr.ledger: what a run that died leaves behind, and when a document is no longer tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhr.compose import outcomes
from dhr.ledger import MAX_ATTEMPTS, FileEntry, Ledger, WorkEntry

FILE = FileEntry("folder/plan.pdf", "ab" * 32, 9)


@pytest.fixture
def ledger(tmp_path: Path):
    made = Ledger(tmp_path / "ledger.sqlite", "edition")
    made.set_files([FILE])
    yield made
    made.close()


def code(ledger: Ledger) -> str:
    return next(made.code for _, _, made in outcomes(ledger))


def test_a_file_that_nobody_came_to_is_not_finished(ledger):
    assert code(ledger) == "NOT_FINISHED" and not ledger.finished(FILE.key)


def test_a_document_during_which_the_run_died_is_a_suspect_and_given_up_in_the_end(ledger):
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert not ledger.finished(FILE.key) and code(ledger) == "NOT_FINISHED"
        ledger.claim(FILE.key)
        assert ledger.suspicion(FILE.key) == attempt
    assert ledger.finished(FILE.key) and code(ledger) == "KILLED_THE_RUN"
    ledger.forget([FILE.key])
    assert not ledger.finished(FILE.key)


def test_a_person_who_stops_the_run_makes_no_suspect(ledger):
    for _ in range(2 * MAX_ATTEMPTS):
        ledger.claim(FILE.key)
        ledger.release(FILE.key)
    assert ledger.suspicion(FILE.key) == 0 and not ledger.finished(FILE.key)


@pytest.mark.parametrize(("ending", "again"), [("INTERNAL", True), ("SANDBOX_LOST", True), ("MEMORY", False), ("PDF_CORRUPT", False)])  # fmt: skip
def test_what_is_no_doing_of_the_document_is_tried_again(ledger, ending, again):
    ledger.claim(FILE.key)
    ledger.finish(FILE.key, WorkEntry(ending, "", 0, 1.0, {"media_type": "application/pdf"}), b"")
    assert ledger.finished(FILE.key) is not again
    assert code(ledger) == ending


def test_another_edition_knows_nothing(ledger, tmp_path):
    ledger.claim(FILE.key)
    ledger.finish(FILE.key, WorkEntry("MEMORY", "", 0, 1.0, {}), b"")
    other = Ledger(tmp_path / "ledger.sqlite", "another")
    assert not other.finished(FILE.key) and other.work(FILE.key) is None
    other.close()
