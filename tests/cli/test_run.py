"""dhr as a person uses it, in a process of its own: outcomes, exit codes, resuming after every kind of death."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dhr.lock import hold
from dhr.outputs import verify

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
PLAN = SAMPLES / "southampton_ana_action_plan.docx"
PLAN_PDF = SAMPLES / "southampton_ana_action_plan.pdf"
NO_PLAN = SAMPLES / "harrow_terms_of_reference.pdf"


def dhr(*arguments, cwd=None, **environment):
    command = [sys.executable, "-P", "-m", "dhr", *map(str, arguments)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    settings.pop("DHR_DEBUG", None)
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=settings, cwd=cwd, check=False
    )


def report(output):
    with (output / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def dataset(output):
    """The bytes of every output but those of which the contract says that they hold times."""
    timed = {"run.json", "manifest.json", "documents.csv"}
    files = {
        path.name: path.read_bytes() for path in output.iterdir() if path.is_file() and path.name not in timed
    }
    rows = [{**row, "seconds": ""} for row in report(output).values()]
    return files | {"documents.csv": rows}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three documents and one of each thing that is none."""
    place = tmp_path_factory.mktemp("plans")
    (place / "sub").mkdir()
    shutil.copy(PLAN, place / "ana.docx")
    shutil.copy(PLAN, place / "sub" / "ana again.docx")
    shutil.copy(NO_PLAN, place / "terms.pdf")
    (place / "empty.pdf").touch()
    (place / "notes.txt").write_text("call the council", encoding="utf-8")
    (place / "download.pdf").write_text("<html><body>404</body></html>", encoding="utf-8")
    (place / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 400)
    (place / "~$ana.docx").write_bytes(b"x")
    (place / "noise").write_bytes(bytes(range(256)))
    return place


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory):
    """A finished run over the folder: (process, output)."""
    output = tmp_path_factory.mktemp("done") / "output"
    return dhr("run", folder, "-o", output, "--jobs", "2"), output


def test_every_file_has_one_outcome(done):
    process, output = done
    assert process.returncode == 3, process.stderr
    assert {path: (row["status"], row["code"], row["rows"]) for path, row in report(output).items()} == {
        "ana.docx": ("ok", "", "4"),
        "sub/ana again.docx": ("duplicate", "DUPLICATE", "0"),
        "terms.pdf": ("ok", "NO_PLAN", "0"),
        "empty.pdf": ("failed", "EMPTY_FILE", "0"),
        "notes.txt": ("skipped", "OTHER_FORMAT", "0"),
        "download.pdf": ("failed", "TYPE_MISMATCH", "0"),
        "damaged.pdf": ("failed", "PDF_CORRUPT", "0"),
        "~$ana.docx": ("skipped", "LOCK_FILE", "0"),
        "noise": ("skipped", "TYPE_UNKNOWN", "0"),
    }
    assert all(row["sentence"] and row["what_to_do"] for row in report(output).values() if row["code"])


def test_a_person_is_told_what_happened_and_stdout_stays_clean(done):
    process, output = done
    assert process.stdout == ""
    assert "Traceback" not in process.stderr
    for words in (
        "9 files",
        "4 rows",
        "Not read (3)",
        "[EMPTY_FILE]",
        "Download it again",
        str(output / "action-plans.xlsx"),
    ):
        assert words in process.stderr


def test_all_files_of_the_contract_are_there(done):
    _, output = done
    names = {path.name for path in output.iterdir()}
    assert names >= {
        "actions.jsonl", "actions.csv", "actions.parquet", "action-plans.xlsx", "dhr.sqlite", "documents.csv",
        "findings.csv", "datapackage.json", "run.json", "manifest.json",
    }  # fmt: skip


def test_numbers_of_the_run(done):
    _, output = done
    run = json.loads((output / "run.json").read_text(encoding="utf-8"))
    assert (
        run["counts"]["files"]
        == 9
        == sum(run["counts"][s] for s in ("ok", "partial", "failed", "duplicate", "skipped"))
    )
    assert len(run["rulebook_hash"]) == 64
    assert run["options"]["limits"]["memory_mb"] == 1024


def test_nothing_of_what_was_read_is_left_in_the_spool(done):
    _, output = done
    assert {path.name for path in (output / ".dhr").iterdir()} <= {
        "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock", "lock.pid",
    }  # fmt: skip


def test_a_second_run_reads_nothing_again_and_writes_the_same(folder, done, tmp_path):
    _, output = done
    again = tmp_path / "again"
    shutil.copytree(output, again)
    process = dhr("run", folder, "-o", again)
    assert "No new file to read (6 unchanged" in process.stderr
    assert dataset(again) == dataset(output)


def test_only_failed_reads_the_failed_again_and_keeps_the_rest(folder, done, tmp_path):
    _, output = done
    again = tmp_path / "again"
    shutil.copytree(output, again)
    process = dhr("run", folder, "-o", again, "--only", "failed")
    assert "Reading 2 files (4 unchanged" in process.stderr
    assert dataset(again) == dataset(output)


def test_all_well_is_exit_code_0(tmp_path):
    process = dhr("run", PLAN, "-o", tmp_path / "output")
    assert process.returncode == 0, process.stderr
    assert list(report(tmp_path / "output")) == [PLAN.name]


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "no such folder"],
        ["run", ".", "--no-such-option"],
        ["run", ".", "--jobs", "0"],
        ["run", ".", "-o", "."],
        ["search", "x", "-o", "no such output"],
        ["explain", "x", "-o", "no such output"],
        ["rules", "unused", "-o", "no such output"],
        ["no-such-verb"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_code_2_with_a_sentence(arguments, tmp_path):
    process = dhr(*arguments, cwd=tmp_path)
    assert process.returncode == 2
    assert process.stderr and "Traceback" not in process.stderr


def test_two_runs_on_one_output(tmp_path):
    output = tmp_path / "output"
    (output / ".dhr").mkdir(parents=True)
    with hold(output / ".dhr" / "lock"):
        process = dhr("run", PLAN, "-o", output)
    assert process.returncode == 2
    assert f"Another run is writing to this output (process {os.getpid()})" in process.stderr
    assert not (output / "actions.jsonl").exists()


def test_the_output_may_lie_inside_the_folder(tmp_path):
    shutil.copy(PLAN, tmp_path)
    for _ in range(2):
        assert dhr("run", ".", cwd=tmp_path).returncode == 0
    assert list(report(tmp_path / "output")) == [PLAN.name]


def test_an_empty_folder(tmp_path):
    (tmp_path / "in").mkdir()
    process = dhr("run", tmp_path / "in", "-o", tmp_path / "output")
    assert process.returncode == 0, process.stderr
    assert report(tmp_path / "output") == {}


def test_a_damaged_ledger_is_a_sentence(tmp_path):
    private = tmp_path / "output" / ".dhr"
    private.mkdir(parents=True)
    (private / "ledger.sqlite").write_bytes(b"not a database at all" * 100)
    process = dhr("run", PLAN, "-o", tmp_path / "output")
    assert process.returncode == 1
    assert "ledger.sqlite" in process.stderr and "Traceback" not in process.stderr


def test_verify_sees_any_change(done, tmp_path):
    _, output = done
    copy = tmp_path / "copy"
    shutil.copytree(output, copy)
    assert dhr("verify", "-o", copy).returncode == 0
    with (copy / "actions.csv").open("ab") as file:
        file.write(b" ")
    (copy / "findings.csv").unlink()
    process = dhr("verify", "-o", copy)
    assert process.returncode == 3
    assert process.stdout.splitlines() == [
        "actions.csv is not the file that the run wrote.",
        "findings.csv is missing.",
    ]


def test_a_folder_without_a_run_is_wrong_use_of_verify(tmp_path):
    process = dhr("verify", "-o", tmp_path)
    assert process.returncode == 2
    assert "no run has finished here" in process.stderr and "-o" in process.stderr


def test_an_output_folder_that_cannot_be_made_is_wrong_use_of_run(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    process = dhr("run", PLAN, "-o", tmp_path / "file" / "output")
    assert process.returncode == 2
    assert "cannot be made" in process.stderr and "Traceback" not in process.stderr


# ------------------------------------------------------------------------------------------------ deaths

STEPS = [
    "opened", "spooled#3", "files listed", "files committed", "claimed", "claimed#3", "result written",
    "result committed#2", "staged action-plans.xlsx", "staged dhr.sqlite", "before moving action-plans.xlsx",
    "before moving actions.jsonl", "before moving manifest.json", "moved",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_next_run_ends_as_if_nothing_had_been(folder, done, tmp_path, step):
    _, undisturbed = done
    output = tmp_path / "output"
    killed = dhr("run", folder, "-o", output, DHR_FAIL_AT=step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    resumed = dhr("run", folder, "-o", output)
    assert resumed.returncode == 3, resumed.stderr
    assert dataset(output) == dataset(undisturbed)
    assert verify(output) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "step",
    [
        "spooled",
        "files listed",
        "claimed",
        "result written",
        "staged actions.csv",
        "before moving action-plans.xlsx",
    ],
)
def test_a_full_disk_is_a_sentence_and_leaves_the_old_outputs(folder, done, tmp_path, step):
    _, undisturbed = done
    output = tmp_path / "output"
    shutil.copytree(undisturbed, output)
    shutil.rmtree(output / ".dhr")
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    process = dhr("run", folder, "-o", output, DHR_FAIL_AT=step, DHR_FAIL_MODE="full")
    assert process.returncode == 1
    assert "disk" in process.stderr and "Traceback" not in process.stderr
    assert {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()} == before
    assert dhr("run", folder, "-o", output).returncode == 3
    assert dataset(output) == dataset(undisturbed)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("step", ["spooled#2", "claimed#2", "result committed"])
def test_interrupted_the_report_is_written_and_the_next_run_goes_on(folder, done, tmp_path, step):
    _, undisturbed = done
    output = tmp_path / "output"
    process = dhr("run", folder, "-o", output, "--jobs", "1", DHR_FAIL_AT=step, DHR_FAIL_MODE="interrupt")
    assert process.returncode == 130, process.stderr
    assert "goes on where it stopped" in process.stderr
    rows = report(output)
    assert rows.keys() == report(undisturbed).keys()
    assert "NOT_FINISHED" in {row["code"] for row in rows.values()}
    assert verify(output) == []
    assert dhr("run", folder, "-o", output).returncode == 3
    assert dataset(output) == dataset(undisturbed)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_never_puts_fewer_rows_in_place_of_more(folder, done, tmp_path):
    _, finished = done
    output = tmp_path / "output"
    shutil.copytree(finished, output)
    before = dataset(output)
    command = (
        "run",
        folder,
        "-o",
        output,
        "--jobs",
        "1",
        "--keep-names",
    )  # an option that makes every reading anew
    process = dhr(*command, DHR_FAIL_AT="claimed", DHR_FAIL_MODE="interrupt")
    assert process.returncode == 130, process.stderr
    assert "keeps the" in process.stderr and "no file to read" not in process.stderr
    assert dataset(output) == before
    assert verify(output) == []
    assert dhr(*command).returncode == 3
    assert verify(output) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_random_moments(folder, done, tmp_path):
    _, undisturbed = done
    output = tmp_path / "output"
    command = [sys.executable, "-P", "-m", "dhr", "run", str(folder), "-o", str(output)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    for moment in (0.2, 0.7, 1.3, 1.9, 2.6, 3.4):
        process = subprocess.Popen(
            command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moment)
        process.kill()
        process.wait()
    assert dhr("run", folder, "-o", output).returncode == 3
    assert dataset(output) == dataset(undisturbed)


# ------------------------------------------------------------------------------------------------ our own house


def copy_of_the_program(place):
    for room in ("ingest", "extract", "normalise", "publish", "dhr"):
        shutil.copytree(ROOT / room, place / room, ignore=shutil.ignore_patterns("__pycache__"))
    return place


def test_invalid_rules_are_exit_code_4(tmp_path):
    place = copy_of_the_program(tmp_path / "program")
    rules = place / "normalise" / "rules" / "status.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + "\n[broken\n", encoding="utf-8")
    check = dhr("rules", "check", PYTHONPATH=str(place))
    assert check.returncode == 4 and "status.toml" in check.stdout
    run = dhr("run", PLAN, "-o", tmp_path / "output", PYTHONPATH=str(place))
    assert run.returncode == 4 and "status.toml" in run.stderr


def test_valid_rules_are_exit_code_0():
    assert dhr("rules", "check").returncode == 0


def test_another_package_with_the_name_of_a_room_is_named(tmp_path):
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract" / "__init__.py").touch()
    process = dhr("--help", PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT)]))
    assert process.returncode == 1
    assert "another package named 'extract'" in process.stderr


def test_a_stranger_in_the_current_folder_is_not_imported(tmp_path):
    """The helper processes start with -P: json.py beside someone's plans must not run."""
    (tmp_path / "json.py").write_text("raise SystemExit(77)", encoding="utf-8")
    assert dhr("run", PLAN, cwd=tmp_path).returncode == 0


def test_help_loads_nothing_heavy():
    code = "import sys, dhr.cli; dhr.cli.invoke(['--help']); print([m for m in ('spacy', 'pandas', 'pyarrow', 'rich', 'lxml', 'numpy') if m in sys.modules])"
    process = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert process.stdout.splitlines()[-1] == "[]"


def test_an_empty_folder_does_not_empty_the_outputs(folder, tmp_path):
    output = tmp_path / "output"
    assert dhr("run", folder / "ana.docx", "-o", output).returncode == 0
    before = dataset(output)
    empty = tmp_path / "empty"
    empty.mkdir()
    process = dhr("run", empty, "-o", output)
    assert process.returncode == 2
    assert "There is no file to read in" in process.stderr
    assert dataset(output) == before
    assert verify(output) == []


def test_an_empty_folder_gives_empty_outputs_where_there_were_none(tmp_path):
    empty, output = tmp_path / "empty", tmp_path / "output"
    empty.mkdir()
    assert dhr("run", empty, "-o", output).returncode == 0
    assert report(output) == {}


def test_files_that_are_no_longer_there_are_named(folder, tmp_path):
    plans, output = tmp_path / "plans", tmp_path / "output"
    plans.mkdir()
    shutil.copy(folder / "ana.docx", plans)
    shutil.copy(folder / "terms.pdf", plans)
    dhr("run", plans, "-o", output)
    (plans / "ana.docx").unlink()
    process = dhr("run", plans, "-o", output)
    assert process.returncode == 0
    assert "Read by the run before and no longer there (1)" in process.stderr
    assert "  ana.docx" in process.stderr
    assert "ana.docx" not in report(output)
