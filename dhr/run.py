"""A run: find the files, read what is new, write the outputs. The parent parses nothing and loses nothing."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from dhr import __version__
from dhr.compose import outcomes
from dhr.conversion import Converter
from dhr.edition import edition, versions
from dhr.failpoints import step
from dhr.guard import Guard
from dhr.ledger import UNFINISHED, FileEntry, Ledger, WorkEntry, standing_in
from dhr.lock import hold
from dhr.outputs import NoOutputError, put, rows_in
from dhr.publisher import Published, publish
from dhr.reply import DOCUMENTS, Limits, Reply
from ingest.errors import DocumentError
from ingest.find import Found, find, snapshot
from ingest.model import SCHEMA_VERSION

PRIVATE = ".dhr"
"""The folder inside the output that holds the ledger and copies of what is being read."""

LEDGER = "ledger.sqlite"
WORKBOOK = "action-plans.xlsx"
_OCR_TIMES = 10
"""A scanned page takes seconds where a page with text takes hundredths of one."""

BREAKER = 5
"""So many documents in a row that failed through a fault of ours stop the run: it is not the documents."""


class RunError(Exception):
    """The run cannot go on. Its text is a sentence for the user; what was read stays read."""


class NothingToReadError(RunError):
    """No file where an earlier run found some: rather a wrong folder than a wish to empty the outputs."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asked for. timeout: seconds of processor time for one document."""

    paths: tuple[Path, ...]
    output: Path
    jobs: int
    timeout: int = 60
    only_failed: bool = False
    keep_names: bool = False


class Reporter(Protocol):
    """Where progress goes."""

    def looking(self, files: int) -> None:
        """So many files have been found and copied up to now."""

    def reading(self, todo: int, known: int, walls: tuple[str, ...], jobs: int) -> None:
        """The reading begins: so many contents to read, so many known from an earlier run."""

    def read(self, name: str, problem: str) -> None:
        """One more content has been read. problem: code and technical detail, "" for none."""

    def writing(self) -> None:
        """The outputs are being written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to. gone: files of the run before that are no longer there, and so not in the outputs.

    kept: rows of the outputs of the run before, which an interrupted run with fewer rows leaves as they are.
    """

    published: Published
    interrupted: bool
    gone: tuple[str, ...] = ()
    kept: int = 0


class _FewerRowsError(Exception):
    """An interrupted run would put fewer rows in place of more. Carries how many there are."""

    def __init__(self, before: int) -> None:
        super().__init__(before)
        self.before = before


def default_jobs() -> int:
    """One worker a processor that we may use, four at most: each may take a gigabyte."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(4, usable))


def run(options: Options, reporter: Reporter, stop: threading.Event) -> Summary:
    """Do a whole run. stop: set it to end the reading early; the outputs are written all the same.

    Raises RunError, BusyError (another run), StartError (workers or rules), NoOutputError, OutputError, PublishError, OSError (disk).
    """
    private = options.output / PRIVATE
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        private.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise NoOutputError(
            f"The output folder {options.output} cannot be made ({error.strerror}). Choose another with -o."
        ) from None
    with hold(private / "lock"):
        return _Run(options, private, reporter, stop).whole()


class _Run:
    def __init__(self, options: Options, private: Path, reporter: Reporter, stop: threading.Event) -> None:
        self._options = options
        self._private = private
        self._reporter = reporter
        self._stop = stop
        self._spool = private / "spool"
        self._started = datetime.now(UTC).isoformat(timespec="seconds")
        self._limits = Limits(cpu_s=options.timeout, wall_s=3.0 * options.timeout, documents=DOCUMENTS)
        self._converter = Converter()
        self._faults = 0

    def whole(self) -> Summary:
        shutil.rmtree(self._spool, ignore_errors=True)
        self._spool.mkdir(mode=0o700)
        step("opened")
        with Guard("dhr.worker", self._limits, self._options.jobs) as guard:
            matters = {"keep_names": self._options.keep_names, "recognition": guard.info["recognition"]}
            self._ledger = Ledger(self._private / LEDGER, edition(matters))
            if self._options.only_failed:
                self._forget_failures()
            self._read_all(self._look(), guard)
            about = self._about(guard)
        self._reporter.writing()
        published, kept = self._publish(about)
        self._ledger.close()
        shutil.rmtree(self._spool, ignore_errors=True)
        return Summary(published, self._stop.is_set(), self._gone, kept)

    def _forget_failures(self) -> None:
        again = [file.key for file, _, made in outcomes(self._ledger) if made.status in ("failed", "partial")]
        self._ledger.forget(again)

    # ------------------------------------------------------------------------------------------ look at the folder

    def _look(self) -> list[FileEntry]:
        """Copy every candidate into the spool, list all files in the ledger, and return what has to be read."""
        entries = []
        for found in find(self._options.paths, leave_out=self._options.output):
            entries.append(self._enter(found))
            self._reporter.looking(len(entries))
        self._compare(entries)
        self._ledger.set_files(entries)
        step("files committed")
        unique = standing_in(entries)
        todo = [entry for entry in unique.values() if not self._ledger.finished(entry.key)]
        self._known = len(unique) - len(todo)
        for sha256 in unique.keys() - {entry.sha256 for entry in todo}:
            (self._spool / sha256).unlink()
        return sorted(todo, key=lambda entry: (self._ledger.suspicion(entry.key), entry.path))

    def _compare(self, entries: list[FileEntry]) -> None:
        """Note which files of the run before are gone. Raises NothingToReadError when all are, and nothing came."""
        before = [file.path for file in self._ledger.files() if file.sha256 is not None]
        if before and not self._stop.is_set() and all(entry.sha256 is None for entry in entries):
            places = ", ".join(map(str, self._options.paths))
            raise NothingToReadError(
                f"There is no file to read in {places}. {self._options.output} keeps what it holds of"
                f" {len(before)} file{'' if len(before) == 1 else 's'}. Name the right folder, or another -o."
            )
        here = {entry.path for entry in entries}
        self._gone = tuple(path for path in before if path not in here)

    def _enter(self, found: Found) -> FileEntry:
        if found.code:
            return FileEntry(found.name, None, 0, found.code)
        if self._stop.is_set():
            return FileEntry(found.name, None, 0, UNFINISHED)
        try:
            sha256, size = snapshot(found.path, self._spool)
        except DocumentError as error:
            return FileEntry(found.name, None, 0, error.code)
        step("spooled")
        return FileEntry(found.name, sha256, size)

    # ------------------------------------------------------------------------------------------ read

    def _read_all(self, todo: list[FileEntry], guard: Guard) -> None:
        if not self._stop.is_set():
            self._reporter.reading(len(todo), self._known, guard.walls, self._options.jobs)
        waiting = iter(todo)
        running: dict[Future[tuple[Reply, str | None]], FileEntry] = {}
        with ThreadPoolExecutor(self._options.jobs) as pool:
            try:
                while True:
                    for entry in self._next(waiting, self._options.jobs - len(running)):
                        running[pool.submit(self._read, entry, guard)] = entry
                    if not running:
                        return
                    done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                    if self._stop.is_set():
                        break
                    for future in done:
                        self._record(running.pop(future), *future.result())
            finally:
                self._converter.close()
                guard.close()
        for entry in running.values():
            self._ledger.release(entry.key)

    def _next(self, waiting: Iterator[FileEntry], free: int) -> Iterator[FileEntry]:
        for _ in range(free):
            entry = next(waiting, None)
            if entry is None or self._stop.is_set():
                return
            self._ledger.claim(entry.key)
            yield entry

    def _read(self, entry: FileEntry, guard: Guard) -> tuple[Reply, str | None]:
        """In a thread: have one content read; also return its media type where reading it failed."""
        sha256 = str(entry.sha256)
        path = self._spool / sha256
        job = {
            "task": "read",
            "path": str(path),
            "sha256": sha256,
            "name": entry.name,
            "size": entry.size,
            "keep_names": self._options.keep_names,
        }
        reply = read_fully(guard, self._converter, job, self._limits, self._spool / f"scratch-{sha256[:16]}")
        if reply.head is not None:
            return reply, None
        look = guard.run({"task": "look", "path": str(path)})
        return reply, None if look.head is None else look.head["media_type"]

    def _record(self, entry: FileEntry, reply: Reply, media_type: str | None) -> None:
        head = {"media_type": media_type} if reply.head is None else reply.head
        work = WorkEntry(reply.code, reply.detail, 0, reply.seconds, head)
        self._ledger.finish(entry.key, work, reply.payload)
        (self._spool / str(entry.sha256)).unlink(missing_ok=True)
        code = reply.code or str(head.get("code", ""))
        detail = reply.detail or str(head.get("detail", ""))
        self._reporter.read(entry.path, f"{code} ({detail})" if code and detail else code)
        self._faults = self._faults + 1 if reply.code in ("INTERNAL", "SANDBOX_LOST") else 0
        if self._faults >= BREAKER:
            raise RunError(
                f"{BREAKER} files in a row failed through a fault that is not theirs ({reply.code} {reply.detail})."
                " The run was stopped, the outputs are as they were."
            )

    # ------------------------------------------------------------------------------------------ write

    def _about(self, guard: Guard) -> dict[str, Any]:
        options = {
            "jobs": self._options.jobs,
            "only_failed": self._options.only_failed,
            "keep_names": self._options.keep_names,
            "limits": asdict(self._limits),
            "walls": list(guard.walls),
        }
        return {
            "dhr_version": __version__,
            "schema_version": SCHEMA_VERSION,
            "rulebook_hash": guard.info["rulebook_hash"],
            "options": options,
            "started": self._started,
            "versions": versions(),
        }

    def _publish(self, about: Mapping[str, Any]) -> tuple[Published, int]:
        """What was made, and the number of rows of the older outputs if those were kept instead."""
        made: list[Published] = []

        def write(stage: Path) -> None:
            made.append(publish(self._private / LEDGER, self._ledger.edition, stage, about))
            before = rows_in(self._options.output) if self._stop.is_set() else 0
            if before > made[0].counts["actions"]:
                raise _FewerRowsError(before)

        try:
            put(self._options.output, self._private, write, first=WORKBOOK)
        except _FewerRowsError as error:
            return made[0], error.before
        return made[0], 0


def read_fully(
    guard: Guard, converter: Converter, job: Mapping[str, Any], limits: Limits, scratch: Path
) -> Reply:
    """Have a document read, by way of .docx if it is of an older format, and with text recognition if it has scanned pages.

    scratch: a folder that is made for this, and removed afterwards.
    """
    reply = guard.run(job)
    if reply.head is None or not (reply.head.get("convert") or reply.head.get("scanned")):
        return reply
    scratch.mkdir(mode=0o700)
    try:
        if reply.head.get("convert"):
            return _converted(guard, converter, job, reply, scratch)
        return _recognised(guard, job, reply, limits, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _converted(
    guard: Guard, converter: Converter, job: Mapping[str, Any], reply: Reply, scratch: Path
) -> Reply:
    media_type = (reply.head or {})["media_type"]
    try:
        copy = converter.convert(Path(job["path"]), media_type, scratch)
    except DocumentError as error:
        refusal = {"media_type": media_type, "code": error.code, "detail": error.detail}
        return Reply("", refusal, seconds=reply.seconds)
    return guard.run({**job, "path": str(copy), "media_type": media_type, "converted": True})


def _recognised(guard: Guard, job: Mapping[str, Any], reply: Reply, limits: Limits, scratch: Path) -> Reply:
    """Read a document with scanned pages again, in a worker that may start the recognition program. The first
    reading stands when there is no such program, or when it comes to grief."""
    if not guard.info.get("recognition"):
        return reply
    wider = replace(
        limits,
        cpu_s=limits.cpu_s * _OCR_TIMES,
        wall_s=limits.wall_s * _OCR_TIMES,
        open_files=256,
        written_mb=512,
    )
    again = guard.run({**job, "scratch": str(scratch)}, wider)
    return reply if again.head is None else again
