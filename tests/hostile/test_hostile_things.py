"""One run over everything a folder can hold besides files with documents in them: one outcome each."""

from __future__ import annotations

import csv
import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.find import shown
from tests.hostile import plan

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="what a folder can hold differs"),
]

Make = Callable[[Path], object]
count = 0


def fresh() -> bytes:
    """The plan as a PDF whose bytes no other file has."""
    global count
    count += 1
    return plan.PDF + b"%% copy %d" % count


def a_plan(path: Path) -> None:
    path.write_bytes(fresh())


def named(name: bytes) -> Make:
    """A plan of that name beside the path."""

    def make(path: Path) -> None:
        place = path.parent / os.fsdecode(name)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(fresh())

    return make


def socket_at(path: Path) -> None:
    # the path of a socket may be 107 bytes long
    here = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)


def device(kind: int) -> Make:
    def make(path: Path) -> None:
        try:
            os.mknod(path, 0o600 | kind, os.makedev(1, 5))
        except PermissionError:  # only root may; a FIFO is a stand-in that is as little a file
            os.mkfifo(path)

    return make


def sparse(size: int) -> Make:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            try:
                file.truncate(size)
            except OSError:  # a file system that knows no files so large
                file.truncate(1 << 33)

    return make


def deep(path: Path) -> None:
    """A file so deep that its path is longer than the system takes."""
    here = Path.cwd()
    path.mkdir()
    try:
        os.chdir(path)
        for _ in range(30):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
        Path("deep.pdf").write_bytes(fresh())
    finally:
        os.chdir(here)


def no_access(path: Path) -> None:
    path.write_bytes(fresh())
    path.chmod(0)


THINGS: dict[str, tuple[Make, str]] = {
    # links
    "link to a file.pdf": (lambda p: p.symlink_to("plan.pdf"), "LINK"),
    "link to nothing.pdf": (lambda p: p.symlink_to("nothing here"), "LINK"),
    "link to itself.pdf": (lambda p: p.symlink_to(p.name), "LINK"),
    "link to the folder": (lambda p: p.symlink_to("."), "LINK"),
    "link to the folder above": (lambda p: p.symlink_to(".."), "LINK"),
    "link to the root": (lambda p: p.symlink_to("/"), "LINK"),
    "link to a device.pdf": (lambda p: p.symlink_to("/dev/zero"), "LINK"),
    "link to passwords.pdf": (lambda p: p.symlink_to("/etc/passwd"), "LINK"),
    "loop one.pdf": (lambda p: p.symlink_to("loop two.pdf"), "LINK"),
    "loop two.pdf": (lambda p: p.symlink_to("loop one.pdf"), "LINK"),
    "link to a process": (lambda p: p.symlink_to("/proc/self/fd"), "LINK"),
    "hard link.pdf": (lambda p: p.hardlink_to(p.parent / "plan.pdf"), "DUPLICATE-OR-FIRST"),
    # no files
    "pipe.pdf": (os.mkfifo, "NOT_A_FILE"),
    "pipe": (os.mkfifo, "NOT_A_FILE"),
    "socket.pdf": (socket_at, "NOT_A_FILE"),
    "character device.pdf": (device(stat.S_IFCHR), "NOT_A_FILE"),
    "block device.pdf": (device(stat.S_IFBLK), "NOT_A_FILE"),
    # sizes and rights
    "plan.pdf": (a_plan, "DUPLICATE-OR-FIRST"),
    "copy of another.pdf": (lambda p: p.write_bytes(plan.PDF), "DUPLICATE-OR-FIRST"),
    "copy of another too.pdf": (lambda p: p.write_bytes(plan.PDF), "DUPLICATE-OR-FIRST"),
    "empty.pdf": (lambda p: p.touch(), "EMPTY_FILE"),
    "empty too.docx": (lambda p: p.touch(), "EMPTY_FILE"),
    "a terabyte of nothing.pdf": (sparse(1 << 40), "TOO_BIG"),
    "201 MB of nothing.pdf": (sparse(201 << 20), "TOO_BIG"),
    "10 MB of nothing.pdf": (sparse(10 << 20), "TYPE_UNKNOWN"),
    "read only.pdf": (lambda p: (a_plan(p), p.chmod(0o400)), ""),
    "locked.pdf": (no_access, "" if os.geteuid() == 0 else "UNREADABLE"),
    # left over
    "~$plan.docx": (lambda p: p.write_bytes(b"x"), "LOCK_FILE"),
    ".~lock.plan.odt#": (lambda p: p.write_bytes(b"y"), "LOCK_FILE"),
    ".DS_Store": (lambda p: p.write_bytes(b"z"), "SYSTEM_FILE"),
    "desktop.ini": (lambda p: p.write_bytes(b"[a]"), "SYSTEM_FILE"),
    "plan.pdf.crdownload": (a_plan, "PARTIAL_DOWNLOAD"),
    "plan.pdf.filepart": (a_plan, "PARTIAL_DOWNLOAD"),
    ".plan.pdf.icloud": (a_plan, "PARTIAL_DOWNLOAD"),
    "saved.pdf.download/saved.pdf": (a_plan, "PARTIAL_DOWNLOAD"),
    "__MACOSX/plan.pdf": (a_plan, "SYSTEM_FILE"),
    "lost+found/plan.pdf": (a_plan, "SYSTEM_FILE"),
    "Icon\r": (lambda p: p.write_bytes(b"i"), "SYSTEM_FILE"),
    "plan.pdf~": (a_plan, ""),
    "plan.pdf.bak": (a_plan, ""),
    "a place in the cloud.gdoc": (lambda p: p.write_bytes(b'{"url": "x"}'), "OTHER_FORMAT"),
    # hidden
    ".hidden.pdf": (a_plan, ""),
    ".hidden folder/plan.pdf": (a_plan, ""),
    ".a copy of seen.docx": (lambda p: p.write_bytes(plan.DOCX), "DUPLICATE"),
    "seen.docx": (lambda p: p.write_bytes(plan.DOCX), ""),
    # odd rights
    "may only be written.pdf": (lambda p: (a_plan(p), p.chmod(0o200)), "" if os.geteuid() == 0 else "UNREADABLE"),
    "set user id.pdf": (lambda p: (a_plan(p), p.chmod(0o4755)), ""),
    # names
    "colon:slash|star*question?.pdf": (a_plan, ""),
    "\ufeffmark.pdf": (a_plan, ""),
    "ends in a dot.": (a_plan, ""),
    "aux": (a_plan, ""),
    "%2e%2e%2fplan.pdf": (a_plan, ""),
    "a line at the end\n": (a_plan, ""),
    "two\nlines.pdf": (a_plan, ""),
    "\x1b[31mred\x07.pdf": (a_plan, ""),
    "tab\there.pdf": (a_plan, ""),
    "'quotes\" and, commas; here.pdf": (a_plan, ""),
    "=HYPERLINK(1).pdf": (a_plan, ""),
    "-rf.pdf": (a_plan, ""),
    "--output=x": (a_plan, ""),
    "back\\slash.pdf": (a_plan, ""),
    "%s{0}$(x)`y`.pdf": (a_plan, ""),
    "CON.pdf": (a_plan, ""),
    "ends in a blank .pdf ": (a_plan, ""),
    "...pdf": (a_plan, ""),
    "‮fdp.exe": (a_plan, ""),
    "zero​width.pdf": (a_plan, ""),
    "caf\u00e9.pdf": (a_plan, ""),
    "cafe\u0301.pdf": (a_plan, ""),
    "Plan.pdf": (a_plan, ""),
    "PLAN.PDF": (a_plan, ""),
    "📄.pdf": (a_plan, ""),
    "n" * 251 + ".pdf": (a_plan, ""),
}  # fmt: skip

BYTES = (b"\xff\xfe\x80.pdf", b"caf\xe9.pdf", b"\xf0\x28/plan.pdf")
"""Names that are no text."""


def run(place: Path) -> tuple[dict[str, dict[str, str]], bytes]:
    """A run that is pointed at the folder twice and at a file in it, and that writes into the folder itself."""
    command = [sys.executable, "-P", "-m", "dhr", "run", "in", "in", "in/plan.pdf", "-o", "in/output"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False, timeout=300)
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr and b"\x1b" not in done.stderr and b"\x07" not in done.stderr
    with (place / "in" / "output" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {re.sub(r"^'(?=[=+\-@])", "", row["path"]): row for row in csv.DictReader(file)}, done.stderr


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs, one after the other."""
    place = tmp_path_factory.mktemp("things")
    folder = place / "in"
    folder.mkdir()
    for name in sorted(THINGS, key=lambda name: name != "plan.pdf"):  # others point to it
        (folder / name).parent.mkdir(exist_ok=True)
        THINGS[name][0](folder / name)
    for name in BYTES:
        named(name)(folder / "x")
    (folder / "empty folder").mkdir()
    (folder / "folder.pdf").mkdir()
    a_plan(folder / "folder.pdf" / "inside.pdf")
    deep(folder / "deep")
    both = run(place), run(place)
    subprocess.run(["rm", "-rf", str(folder)], check=True)  # too deep for Python's own
    return both


@pytest.fixture(scope="module")
def outcomes(runs):
    return runs[0][0]


def test_a_second_run_reads_nothing_and_says_the_same(runs):
    (first, _), (second, said) = runs
    assert {name: row["code"] for name, row in first.items()} == {
        name: row["code"] for name, row in second.items()
    }
    assert b"No new file to read" in said


def test_every_thing_has_one_outcome(outcomes):
    expected = {shown(name) for name in THINGS} | {shown(os.fsdecode(name)) for name in BYTES}
    too_deep = {name for name in outcomes if name.startswith("deep/")}
    assert len(too_deep) == 1
    assert outcomes.keys() == expected | {"folder.pdf/inside.pdf"} | too_deep
    assert outcomes[too_deep.pop()]["code"] == "UNREADABLE"


@pytest.mark.parametrize("name", THINGS)
def test_the_outcome_fits(outcomes, name):
    row, expected = outcomes[shown(name)], THINGS[name][1]
    assert row["code"] in (("", "DUPLICATE") if expected == "DUPLICATE-OR-FIRST" else (expected,)), row
    assert row["rows"] == ("3" if row["code"] == "" else "0")


@pytest.mark.parametrize("name", BYTES)
def test_a_name_that_is_no_text_is_shown_and_read(outcomes, name):
    assert outcomes[shown(os.fsdecode(name))]["rows"] == "3"


def test_of_the_same_content_one_is_read(outcomes):
    twins = [outcomes[name]["code"] for name in ("plan.pdf", "hard link.pdf")]
    assert sorted(twins) == ["", "DUPLICATE"]
    copies = [outcomes[name]["code"] for name in ("copy of another.pdf", "copy of another too.pdf")]
    assert sorted(copies) == ["", "DUPLICATE"]


def test_a_file_in_a_folder_named_like_a_file_is_read(outcomes):
    assert outcomes["folder.pdf/inside.pdf"]["rows"] == "3"
