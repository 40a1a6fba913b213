"""Runs over all hostile files: each is one outcome with a fitting code, none gives away a secret, none harms another."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from dhr.lock import BusyError, hold
from dhr.outputs import verify
from tests.hostile import cases_damaged, cases_hangs, cases_hidden, cases_word, plan

ROOT = Path(__file__).resolve().parents[2]
GROUPS = {
    module.__name__.rpartition("_")[2]: module
    for module in (cases_hangs, cases_hidden, cases_word, cases_damaged)
}
CASES = {group: {case.name: case for case in module.cases()} for group, module in GROUPS.items()}
EACH = [pytest.param(group, name, id=f"{group}-{name}") for group, cases in CASES.items() for name in cases]
OURS = ("INTERNAL", "SANDBOX_LOST", "BAD_RESULT", "WORKER_EXIT", "SANDBOX_DENIED")
MEASURE = """
import re, sys
from pathlib import Path
from dhr.__main__ import main
try:
    main()
finally:
    status = Path("/proc/self/status").read_text() if sys.platform == "linux" else "VmHWM: 0 kB"
    print("parent memory", int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024, file=sys.stderr)
"""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="resource, names")]


def make(place: Path, group: str) -> None:
    """Write the files of a group and have a run read them; 8 seconds of processor time for each are enough."""
    (place / "in").mkdir(parents=True)
    for case in CASES[group].values():
        (place / "in" / case.name).write_bytes(case.bytes())
    command = [sys.executable, "-P", "-c", MEASURE, "run", "in", "-o", "output", "--timeout", "8"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    said = {"code": done.returncode, "stdout": done.stdout, "stderr": done.stderr}
    place.with_suffix(".json").write_text(json.dumps(said), encoding="utf-8")


class Run:
    """A finished run over one group of cases."""

    def __init__(self, place: Path) -> None:
        said = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
        self.stdout, self.stderr = said["stdout"], said["stderr"]
        assert said["code"] in (0, 3), self.stderr
        self.place = place
        self.output = place / "output"
        self.outcomes = {plain(row["path"]): row for row in table(self.output / "documents.csv")}
        self.findings = defaultdict(list)
        for row in table(self.output / "findings.csv"):
            self.findings[plain(row["file"])].append(row)
        self.rows = defaultdict(list)
        for line in (self.output / "actions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fields = (row["recommendation"], *(row[field] for field in plan.FIELDS))
            self.rows[row["source_file"]].append(tuple(" ".join((text or "").split()) for text in fields))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(cell: str) -> str:
    """A CSV cell without the apostrophe that keeps a spreadsheet from running it."""
    return re.sub(r"^'(?=[=+\-@])", "", cell)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """group -> its run, made once for all processes of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    @cache
    def get(group: str) -> Run:
        place = shared / f"hostile-{group}"
        while True:
            try:
                with hold(shared / f"hostile-{group}.lock"):
                    if not place.with_suffix(".json").exists():
                        make(place, group)
                    return Run(place)
            except BusyError:
                time.sleep(0.5)

    return get


@pytest.mark.parametrize("group", GROUPS)
def test_files_in_are_outcomes_out(runs, group):
    run = runs(group)
    assert run.outcomes.keys() == CASES[group].keys()
    assert verify(run.output) == []


@pytest.mark.parametrize(("group", "name"), EACH)
def test_the_outcome_fits(runs, group, name):
    case, row = CASES[group][name], runs(group).outcomes[name]
    assert row["code"] in case.codes, (row["status"], row["sentence"])
    assert row["code"] not in OURS
    assert bool(row["sentence"] and row["what_to_do"]) == bool(row["code"])


@pytest.mark.parametrize(("group", "name"), EACH)
def test_what_there_is_to_say_is_said(runs, group, name):
    said = {row["code"] for row in runs(group).findings[name]}
    assert said >= set(CASES[group][name].findings)


@pytest.mark.parametrize(("group", "name"), EACH)
def test_no_wrong_row_without_a_word(runs, group, name):
    case, run = CASES[group][name], runs(group)
    rows, outcome = tuple(run.rows[name]), run.outcomes[name]
    assert int(outcome["rows"]) == len(rows)
    if case.rows != "said":
        assert rows == (case.rows or ())
    elif rows != plan.TRUTH:
        doubted = {row["severity"] for row in run.findings[name]} & {"check", "error"}
        assert outcome["status"] != "ok" or doubted


@pytest.mark.parametrize("group", GROUPS)
def test_the_secret_is_in_no_file_and_no_message(runs, group):
    run, secret = runs(group), plan.SECRET.encode()
    assert secret not in (run.stdout + run.stderr).encode()
    for path in run.output.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path.name
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                assert not [name for name in book.namelist() if secret in book.read(name)]


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_was_run_and_nothing_left_behind(runs, group):
    run = runs(group)
    assert sorted(path.name for path in run.place.iterdir()) == ["in", "output"]
    assert "Traceback" not in run.stderr
    assert not (run.output / ".dhr" / "spool").exists()


@pytest.mark.parametrize("group", GROUPS)
def test_the_parent_stays_small(runs, group):
    """Megabytes at most, of the process that a person starts."""
    assert int(re.findall(r"parent memory (\d+)", runs(group).stderr)[-1]) < 150


def test_there_are_enough_of_them():
    counts = Counter(group for group, cases in CASES.items() for _ in cases)
    assert sum(counts.values()) >= 330, counts
