"""All hostile files in one folder, one run of `dhr` over it, and what that run left behind."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.hostile import (
    cases_damaged,
    cases_hangs,
    cases_hidden,
    cases_odd_pdf,
    cases_odd_word,
    cases_word,
    plan,
)
from tests.hostile.case import Case

ROOT = Path(__file__).resolve().parents[2]
GROUPS = (cases_hangs, cases_hidden, cases_word, cases_damaged, cases_odd_pdf, cases_odd_word)
CASES = {case.name: case for group in GROUPS for case in group.cases()}
SECONDS = 5
"""Processor time for each: an honest file of this size takes a tenth of it."""

_MEASURE = """
import re, sys
from pathlib import Path
from dhr.__main__ import main
try:
    main()
finally:
    status = Path("/proc/self/status").read_text() if sys.platform == "linux" else "VmHWM: 0 kB"
    print("parent memory", int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024, file=sys.stderr)
"""


def write_all(folder: Path, names: Iterable[str] = CASES) -> None:
    """Write cases as files; equal contents would make one a duplicate of the other."""
    folder.mkdir(parents=True)
    seen: dict[bytes, str] = {}
    for case in map(CASES.__getitem__, names):
        content = case.bytes()
        assert seen.setdefault(content, case.name) == case.name, (case.name, seen[content])
        (folder / case.name).write_bytes(content)


def run_over(place: Path, *before: str, path: str = "", seconds: int = SECONDS) -> None:
    """Run `dhr run in -o output` in place. before: words before the command, such as strace and its options.

    path: where programs are looked for, if not as usual. seconds: processor time for each file.
    """
    command = [*before, sys.executable, "-P", "-c", _MEASURE, "run", "in", "-o", "output", "--timeout", str(seconds)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path or os.environ["PATH"]}
    started = time.monotonic()
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    said = {"code": done.returncode, "stdout": done.stdout, "stderr": done.stderr}
    said["seconds"] = time.monotonic() - started
    (place / "said.json").write_text(json.dumps(said), encoding="utf-8")


def path_without(program: str, place: Path) -> str:
    """A PATH on which all programs are found but one: the folder that holds it is replaced by links, kept in place."""
    folders = []
    for number, folder in enumerate(map(Path, os.environ["PATH"].split(os.pathsep))):
        if (folder / program).exists():
            links = place / f"bin{number}"
            links.mkdir(parents=True)
            for found in folder.iterdir():
                if found.name != program:
                    (links / found.name).symlink_to(found)
            folder = links
        folders.append(str(folder))
    return os.pathsep.join(folders)


class Run:
    """A finished run. outcomes: name -> its line of documents.csv; findings: name -> its lines; rows: name -> its rows,
    each as plan.TRUTH has them."""

    def __init__(self, place: Path) -> None:
        said = json.loads((place / "said.json").read_text(encoding="utf-8"))
        self.stdout, self.stderr, self.seconds = said["stdout"], said["stderr"], said["seconds"]
        assert said["code"] in (0, 3), self.stderr
        self.place, self.output = place, place / "output"
        self.outcomes = {plain(row["path"]): row for row in table(self.output / "documents.csv")}
        self.findings = defaultdict(list)
        for row in table(self.output / "findings.csv"):
            self.findings[plain(row["file"])].append(row)
        self.rows = defaultdict(list)
        for line in (self.output / "actions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fields = (row["recommendation"], *(row[field] for field in plan.FIELDS))
            self.rows[row["source_file"]].append(tuple(" ".join((text or "").split()) for text in fields))

    @property
    def parent_mb(self) -> int:
        """The most memory that the process a person starts ever held."""
        return int(re.findall(r"parent memory (\d+)", self.stderr)[-1])

    def fits(self, case: Case) -> bool:
        """The outcome is one of those expected, explained, and all there is to say is said."""
        row = self.outcomes[case.name]
        said = {finding["code"] for finding in self.findings[case.name]}
        explained = bool(row["sentence"] and row["what_to_do"]) == bool(row["code"])
        return row["code"] in case.codes and said >= set(case.findings) and explained

    def silently_wrong(self, case: Case) -> bool:
        """The rows are not those of the document, and nothing says that they may not be."""
        rows, outcome = tuple(self.rows[case.name]), self.outcomes[case.name]
        if int(outcome["rows"]) != len(rows):
            return True
        if case.rows != "said":
            return rows != (case.rows or ())
        doubted = {finding["severity"] for finding in self.findings[case.name]} & {"check", "error"}
        return rows != plan.TRUTH and outcome["status"] == "ok" and not doubted

    def holding(self, word: str) -> set[str]:
        """Which messages and files of the output hold a word, be it packed."""
        wanted = word.encode()
        places = {"messages"} if wanted in (self.stdout + self.stderr).encode() else set()
        for path in self.output.rglob("*"):
            if path.is_file() and (wanted in path.read_bytes() or wanted in _unpacked(path)):
                places.add(path.name)
        return places


def _unpacked(path: Path) -> bytes:
    import zipfile

    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return b"".join(book.read(name) for name in book.namelist())
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return str(pyarrow.parquet.read_table(path).to_pylist()).encode()
    return b""


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(cell: str) -> str:
    """A CSV cell without the apostrophe that keeps a spreadsheet from running it."""
    return re.sub(r"^'(?=[=+\-@])", "", cell)
