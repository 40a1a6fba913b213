"""Linux: the supervisor of a lane and its workers, each behind all the walls from its first document on.

A worker reads up to Limits.documents ordinary documents: forking costs about as much as reading a short plan. It is
replaced at once when it dies, grows, or when the parent distrusts what it has just read; so a document that was
refused, or that ended badly, shares a process with none that comes after it. The supervisor believes nothing a worker
says but that it is done.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhr import audit_wall, walls
from dhr.reply import OUT_OF_MEMORY_EXIT, Ending, Job, Limits, Work, answer

MESSAGE = 1 << 16
"""Bytes of the longest job or report."""

_GROWN_MB = 96
"""A worker that has come to hold so much more than at its start is replaced: the next document is to have all of the
limit."""

_LIBRARIES = [
    sys.prefix,
    sys.base_prefix,
    "/usr/lib",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    *(place for place in sys.path if place and Path(place).is_dir()),
]
"""What a worker may read beside its documents: Python, our own code and rules, shared libraries."""

_PROGRAMS = ["/usr", "/bin", "/opt", "/etc/ld.so.cache"]
"""What a worker may read as well when its work needs a program."""


# ---------------------------------------------------------------------------------------------- the supervisor


def supervise(line: socket.socket, work: Work) -> None:
    """Have job after job done until the parent hangs up."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    worker: _Worker | None = None
    while True:
        message, descriptors, _, _ = socket.recv_fds(line, MESSAGE, 1)
        if not message:
            return
        request = json.loads(message)
        job, limits = request["job"], Limits(**request["limits"])
        started = time.monotonic()
        if worker is not None and (request["fresh"] or not worker.takes(job)):
            worker.end()
            worker = None
        if worker is None:
            worker = _start([line.fileno(), descriptors[0]], work, job, limits)
        ending = worker.run(message, descriptors[0], limits, line, started)
        if worker.pid == 0 or worker.spent:
            worker.end()
            worker = None
        fields = [ending.how, ending.number, ending.seconds, ending.cpu_s, ending.peak_mb]
        line.send(json.dumps(fields).encode())


@dataclass(slots=True)
class _Worker:
    """A worker, seen from its supervisor. pid: 0 once it has ended. place: the folder it may read."""

    pid: int
    handle: int
    line: socket.socket
    place: str
    documents: int
    done: int = 0
    cpu_s: float = 0.0
    grown_mb: int = 0

    def takes(self, job: Job) -> bool:
        """True when it lives and may read this document."""
        return self.place == _place(job) and not _ready([self.handle], 0)

    @property
    def spent(self) -> bool:
        """True when its turn is over."""
        return self.done >= self.documents or self.grown_mb > _GROWN_MB

    def run(self, message: bytes, pipe: int, limits: Limits, parent: socket.socket, started: float) -> Ending:
        """Wait for the answer, the worker's end, the end of its time, or the parent's end, whichever comes first."""
        self.done += 1
        with suppress(OSError):  # it has just died: the handle says so
            socket.send_fds(self.line, [message], [pipe])
        os.close(pipe)
        events = _ready([self.handle, self.line.fileno()], limits.wall_s, parent.fileno())
        if self.line.fileno() in events and (said := self.line.recv(MESSAGE)):
            now: dict[str, Any] = json.loads(said)
            cpu, self.cpu_s = now["cpu_s"] - self.cpu_s, now["cpu_s"]
            self.grown_mb = now["peak_mb"] - now["start_mb"]
            return Ending("exit", 0, b"", time.monotonic() - started, cpu, now["peak_mb"])
        if self.handle not in events:
            if self.line.fileno() in events:  # it hung up, so it is about to end
                events = _ready([self.handle], 1.0)
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        self._gone()
        cpu, peak = usage.ru_utime + usage.ru_stime - self.cpu_s, usage.ru_maxrss // 1024
        seconds = time.monotonic() - started
        if not events:
            return Ending("timeout", 0, b"", seconds, cpu, peak)
        if os.WIFSIGNALED(status):
            return Ending("signal", os.WTERMSIG(status), b"", seconds, cpu, peak)
        return Ending("exit", os.WEXITSTATUS(status), b"", seconds, cpu, peak)

    def end(self) -> None:
        """Make sure that it is gone."""
        if self.pid:
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
            os.wait4(self.pid, 0)
            self._gone()

    def _gone(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)  # grandchildren, where no wall kept it from having any
        os.close(self.handle)
        self.line.close()
        self.pid = 0


def _ready(handles: list[int], seconds: float, parent: int = -1) -> list[int]:
    """Which descriptors have something to say, or whether the parent's end has closed; [] when the time is over."""
    poll = select.poll()
    for handle in handles:
        poll.register(handle, select.POLLIN)
    if parent >= 0:
        poll.register(parent, select.POLLHUP)
    return [descriptor for descriptor, _ in poll.poll(seconds * 1000)]


def _place(job: Job) -> str:
    """A worker may read one folder; one that may also write or start programs is for one document."""
    return f"{job['path']} {job['scratch']}" if "scratch" in job else os.path.dirname(job["path"])  # noqa: PTH120


def _start(not_its: list[int], work: Work, job: Job, limits: Limits) -> _Worker:
    """Fork a worker. not_its: descriptors that it is not to hold: an open pipe has no end."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    documents = 1 if "scratch" in job else limits.documents
    pid = os.fork()
    if pid == 0:
        for descriptor in (ours.fileno(), *not_its):
            os.close(descriptor)
        _work(work, theirs, job, limits, documents)
    theirs.close()
    return _Worker(pid, os.pidfd_open(pid), ours, _place(job), documents)


# ---------------------------------------------------------------------------------------------- the worker


def close_walls(limits: Limits, read: list[str], scratch: str | None = None, documents: int = 1) -> list[str]:
    """Close every wall around this process; return the names of the optional ones that stand.

    scratch: a folder to write to, for work that needs a program (text recognition); such a worker may start one.
    """
    os.setsid()
    walls.die_with_parent()
    written_mb = limits.written_mb or (64 if os.environ.get("DHR_DEBUG") else 0)  # for the words on a fault
    walls.limit_resources(limits.cpu_s, documents, limits.memory_mb, limits.open_files, written_mb)
    if scratch is None:
        files = walls.only_files([*read, *_LIBRARIES])
    else:
        tempfile.tempdir = scratch
        files = walls.only_files([*read, *_LIBRARIES, *_PROGRAMS], [scratch, os.devnull])
    calls = walls.filter_calls(programs=scratch is not None)
    return [*(["files"] if files else []), "system calls" if calls else audit_wall.stand()]


def _work(work: Work, line: socket.socket, first: Job, limits: Limits, documents: int) -> None:
    """Do jobs until the supervisor hangs up. first: the first of them, which says what may be read."""
    try:
        readable = first["path"] if documents == 1 else _place(first)
        close_walls(limits, [readable], first.get("scratch"), documents)
        start = _used()
        while True:
            message, descriptors, _, _ = socket.recv_fds(line, MESSAGE, 1)
            if not message:
                os._exit(0)
            request = json.loads(message)
            job, limits = request["job"], Limits(**request["limits"])
            if documents > 1:
                _grant(limits.cpu_s)
            with audit_wall.programs_allowed("scratch" in job):
                body = memoryview(answer(work, job, limits))
            while body:
                body = body[os.write(descriptors[0], body) :]
            os.close(descriptors[0])
            os.write(line.fileno(), json.dumps({**_used(), "start_mb": start["peak_mb"]}).encode())
    except MemoryError:
        os._exit(OUT_OF_MEMORY_EXIT)
    finally:
        os._exit(98)


def _grant(cpu_s: int) -> None:
    """Give the next document its processor time, on top of what those before it used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))


def _used() -> dict[str, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss // 1024}
