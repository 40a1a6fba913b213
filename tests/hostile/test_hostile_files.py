"""One run over all hostile files: each is one outcome with a fitting code, none gives away a secret, none harms another."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from dhr.lock import BusyError, hold
from dhr.outputs import verify
from ingest.errors import catalogue
from tests.hostile import plan
from tests.hostile.corpus import CASES, Run, path_without, run_over, write_all
from tests.hostile.test_hostile_things import THINGS

TESTS = Path(__file__).resolve().parents[1]
OURS = ("INTERNAL", "SANDBOX_LOST", "BAD_RESULT", "WORKER_EXIT", "SANDBOX_DENIED")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="resource, names")]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The run, made once for all processes of pytest-xdist. Without text recognition, which takes seconds a page."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "hostile"
    place.mkdir(exist_ok=True)
    while True:
        try:
            with hold(place.with_suffix(".lock")):
                if not (place / "said.json").exists():
                    write_all(place / "in")
                    run_over(place, path=path_without("tesseract", place.with_suffix(".bin")))
                return Run(place)
        except BusyError:
            time.sleep(0.5)


def test_files_in_are_outcomes_out(run):
    assert run.outcomes.keys() == CASES.keys()
    assert verify(run.output) == []


@pytest.mark.parametrize("name", CASES)
def test_the_outcome_fits_and_no_row_is_wrong_without_a_word(run, name):
    case, row = CASES[name], run.outcomes[name]
    assert row["code"] not in OURS
    assert run.fits(case), (row["status"], row["code"], [said["code"] for said in run.findings[name]])
    assert not run.silently_wrong(case), (run.rows[name], case.rows)


def test_the_secret_is_in_no_file_and_no_message(run):
    assert run.holding(plan.SECRET) == set()
    assert run.holding(plan.TRUTH[0][1]) >= {
        "action-plans.xlsx",
        "actions.parquet",
        "ledger.sqlite",
    }  # so it does look


def test_nothing_was_run_and_nothing_left_behind(run):
    assert sorted(path.name for path in run.place.iterdir()) == ["in", "output", "said.json"]
    assert "Traceback" not in run.stderr
    assert not (run.output / ".dhr" / "spool").exists()


def test_the_parent_stays_small(run):
    assert run.parent_mb < 150


ELSEWHERE = {
    "unit/test_find_files.py": ("VANISHED", "CHANGED_WHILE_READ", "UNREADABLE"),
    "unit/word/test_word_package.py": ("TABLE_TOO_BIG",),
    "unit/word/test_word_legacy.py": ("NEEDS_LIBREOFFICE", "CONVERSION_FAILED"),
    "unit/test_dhr_guard.py": (
        "TIMEOUT_CPU",
        "TIMEOUT_WALL",
        "CRASH_SIGSEGV",
        "PARSER_ERROR",
        "OUTPUT_TOO_BIG",
        *OURS,
    ),
    "unit/word/test_word_struck.py": ("STRUCK_TEXT", "STRUCK_ROW", "STRUCK_MORE"),
    "unit/test_names_file_names.py": ("NAME_IN_FILE_NAME",),
    "unit/test_dhr_ledger.py": ("NOT_FINISHED", "KILLED_THE_RUN"),
}
"""The test of what takes more than a file: a race, a missing program, a fault of the reader, a run that ends."""
OF_INSPECT = {"NO_PAGES", "NO_SUCH_PAGE"}


def test_every_code_happens(run):
    """Each code of a reader or a run is what a file here ended with or was said of one; or it has a test of its own."""
    codes = {row["code"] for row in run.outcomes.values()} | {code for _, code in THINGS.values()}
    codes |= {said["code"] for found in run.findings.values() for said in found}
    for path, others in ELSEWHERE.items():
        text = (TESTS / path).read_text(encoding="utf-8")
        assert not [code for code in others if f'"{code}"' not in text]
        codes |= {*others}
    codes = {"CRASH_SIGNAL" if code.startswith("CRASH_") else code for code in codes}
    assert {*catalogue("ingest"), *catalogue("dhr")} - codes == OF_INSPECT


SCANS = ("image bomb.pdf", "scan.pdf", "map that lies about digits.pdf", "recognised scan.pdf")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_pages_that_are_recognised(tmp_path):
    """The reader of scans may start a program: it too keeps within its walls and tells."""
    write_all(tmp_path / "in", SCANS)
    run_over(tmp_path)
    run = Run(tmp_path)
    for case in map(CASES.__getitem__, SCANS):
        assert run.fits(case), (case.name, run.outcomes[case.name])
        assert not run.silently_wrong(case), run.rows[case.name]
    assert run.holding(plan.SECRET) == set()


def test_there_are_enough_of_them():
    assert len(CASES) >= 500
