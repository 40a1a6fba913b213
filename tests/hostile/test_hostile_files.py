"""One run over all hostile files: each is one outcome with a fitting code, and none harms another."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.hostile_files import FILES

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    (place / "in").mkdir()
    for name, (content, _) in FILES.items():
        (place / "in" / name).write_bytes(content)
    command = [sys.executable, "-P", "-m", "dhr", "run", "in", "-o", "output", "--timeout", "10"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr and "SECRET" not in done.stderr
    with (place / "output" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def test_files_in_are_outcomes_out(outcomes):
    assert outcomes.keys() == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_the_outcome_fits(outcomes, name):
    row = outcomes[name]
    assert row["code"] in FILES[name][1], (row["status"], row["sentence"])
    assert row["rows"] == "0"
    assert row["sentence"] and row["what_to_do"]


@pytest.mark.parametrize("name", FILES)
def test_none_is_our_own_fault(outcomes, name):
    assert outcomes[name]["code"] not in ("INTERNAL", "SANDBOX_LOST", "BAD_RESULT", "WORKER_EXIT")
