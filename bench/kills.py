"""Kill, interrupt and starve runs, then run again: the outputs must be those of an undisturbed run, byte for byte.

usage: python -m bench.kills [--random N] [--seed N] [--only kill|random|full|tmpfs|interrupt ...]

kill: kill -9 at every durable step. random: kill -9 at random moments, up to three times before a run may finish.
full: the disk is full at every durable step. tmpfs: a real file system that is full at many sizes (needs Linux user
namespaces). interrupt: SIGINT at every step at which a person can still be waiting.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dhr.outputs import OutputError, verify

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
TIMED = {"run.json", "manifest.json", "documents.csv"}
STEPS = (
    "opened",
    "spooled",
    "files listed",
    "files committed",
    "claimed",
    "result written",
    "result committed",
)
FILES = ("action-plans.xlsx", "actions.csv", "actions.jsonl", "actions.parquet", "datapackage.json", "dhr.sqlite", "documents.csv", "findings.csv", "run.json")  # fmt: skip
LATE = (*(f"staged {name}" for name in FILES), *(f"before moving {name}" for name in (*FILES, "manifest.json")), "moved")  # fmt: skip


@dataclass(slots=True)
class Score:
    """Of how many disturbed runs the outputs came out right; wrong: what was not, and where."""

    tried: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, where: str, problem: str) -> None:
        self.tried += 1
        self.right += not problem
        if problem:
            self.wrong.append(f"{where}: {problem}")


class Trial:
    """A folder of documents, and what an undisturbed run makes of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "in"
        self.folder.mkdir()
        for name in ("southampton_ana_action_plan.docx", "southampton_ana_action_plan.pdf", "harrow_terms_of_reference.pdf"):  # fmt: skip
            shutil.copy(SAMPLES / name, self.folder)
        (self.folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 400)
        (self.folder / "empty.pdf").touch()
        started = time.monotonic()
        code = self.run(place / "undisturbed")
        self.seconds = time.monotonic() - started
        assert code == 3, code
        self.truth = contents(place / "undisturbed")

    def run(self, output: Path, **environment: str) -> int:
        return subprocess.run(self.command(output), env=settings(**environment), capture_output=True, check=False).returncode  # fmt: skip

    def command(self, output: Path) -> list[str]:
        return [sys.executable, "-P", "-m", "dhr", "run", str(self.folder), "-o", str(output), "--jobs", "2"]

    def problem_now(self, output: Path) -> str:
        """What is wrong with the files that a disturbed run left in sight: each must be whole."""
        for name, content in contents(output).items():
            if name != "documents.csv" and content != self.truth.get(name):
                return f"{name} is not whole"
        return ""

    def problem_after(self, output: Path) -> str:
        """What is wrong after another, undisturbed run."""
        code = self.run(output)
        if code != 3:
            return f"the next run ended with {code}"
        if contents(output) != self.truth:
            return "the outputs differ"
        try:
            said = verify(output)
        except OutputError as error:
            return str(error)
        return said[0] if said else ""


def settings(**environment: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **environment}


def contents(output: Path) -> dict[str, object]:
    """Outputs by name, as bytes; of the file that holds times only what holds none."""
    if not output.is_dir():
        return {}
    files: dict[str, object] = {
        p.name: p.read_bytes() for p in output.iterdir() if p.is_file() and p.name not in TIMED
    }
    report = output / "documents.csv"
    if report.is_file():
        with report.open(encoding="utf-8-sig", newline="") as file:
            files["documents.csv"] = [{**row, "seconds": ""} for row in csv.DictReader(file)]
    return files


def occurrences(trial: Trial, mode: str, expected: int, steps: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    """Disturb a fresh run at each occurrence of each step, until one is not reached; yield step and output."""
    for step in steps:
        for time_no in range(1, 100):
            output = trial.place / "output"
            shutil.rmtree(output, ignore_errors=True)
            where = f"{step}#{time_no}"
            code = trial.run(output, DHR_FAIL_AT=where, DHR_FAIL_MODE=mode)
            if code != expected:
                break
            yield where, output


def kills(trial: Trial) -> Score:
    score = Score()
    for where, output in occurrences(trial, "kill", -signal.SIGKILL, (*STEPS, *LATE)):
        score.add(where, trial.problem_now(output) or trial.problem_after(output))
    return score


def full(trial: Trial) -> Score:
    score = Score()
    for where, output in occurrences(trial, "full", 1, (*STEPS, *LATE)):
        score.add(where, trial.problem_now(output) or trial.problem_after(output))
    return score


def interrupts(trial: Trial) -> Score:
    score = Score()
    for where, output in occurrences(trial, "interrupt", 130, STEPS):
        score.add(where, trial.problem_after(output))
    return score


def random_kills(trial: Trial, count: int, seed: int) -> Score:
    score, chance = Score(), random.Random(seed)
    for number in range(count):
        output = trial.place / "output"
        shutil.rmtree(output, ignore_errors=True)
        moments = [chance.uniform(0.0, 1.05 * trial.seconds) for _ in range(chance.randint(1, 3))]
        problem = ""
        for moment in moments:
            process = subprocess.Popen(trial.command(output), env=settings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            time.sleep(moment)
            process.kill()
            process.wait()
            problem = problem or trial.problem_now(output)
        score.add(
            f"{number} " + " ".join(f"{moment:.2f}" for moment in moments),
            problem or trial.problem_after(output),
        )
    return score


_TMPFS = """
set -e
mount -t tmpfs -o size="$1"k tmpfs "$2"
code=0; "${@:3}" >/dev/null 2>&1 || code=$?
mount -o remount,size=200m "$2"
again=0; "${@:3}" >/dev/null 2>&1 || again=$?
cp -r "$2"/output "$2".saved
echo $code $again
"""


def tmpfs(trial: Trial) -> Score:
    """A file system of 20 KB and more, as long as the first run does not fit into it."""
    score, size = Score(), 20
    while size < 8_000:
        disk, saved = trial.place / "disk", trial.place / "disk.saved"
        shutil.rmtree(saved, ignore_errors=True)
        disk.mkdir(exist_ok=True)
        command = [
            "unshare",
            "-rm",
            "bash",
            "-c",
            _TMPFS,
            "bash",
            str(size),
            str(disk),
            *trial.command(disk / "output"),
        ]
        done = subprocess.run(command, env=settings(), capture_output=True, text=True, check=False)
        if not done.stdout.strip():
            print(f"(no file system of our own here: {done.stderr.strip()[:80]})")
            return score
        first, again = done.stdout.split()
        if first == "3":
            break
        good = again == "3" and contents(saved) == trial.truth and not verify(saved)
        score.add(f"{size} KB, ended with {first}", "" if first == "1" and good else f"then {again}, outputs differ or code is not 1")  # fmt: skip
        size = int(size * 1.35)
    return score


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--random", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=["kill", "full", "tmpfs", "interrupt", "random"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(Path(place))
        print(f"{len(list(trial.folder.iterdir()))} files, undisturbed {trial.seconds:.1f} s", flush=True)
        tables: dict[str, tuple[str, Callable[[], Score]]] = {
            "kill": ("kill -9 at every durable step", lambda: kills(trial)),
            "full": ("disk full at every durable step", lambda: full(trial)),
            "tmpfs": ("a real full disk, at growing sizes", lambda: tmpfs(trial)),
            "interrupt": ("SIGINT at every step of reading", lambda: interrupts(trial)),
            "random": ("kill -9 at random moments, 1 to 3 times", lambda: random_kills(trial, options.random, options.seed)),
        }  # fmt: skip
        for name in options.only:
            title, measure = tables[name]
            score = measure()
            print(
                f"{title:42} {score.tried:4} tried, {score.right:4} byte-identical after the next run",
                flush=True,
            )
            for problem in score.wrong:
                print(f"    {problem}", flush=True)


if __name__ == "__main__":
    main()
