"""Windows and macOS: long-lived workers, each a process of its own, replaced after a death or fifty documents.

There is no safe fork here, so documents share a process in turn. The walls: a process of its own; time, kept by the
parent; memory, by a Job Object (Windows) or by RLIMIT_AS and a watch on the resident size (macOS, where the limit
alone is not dependable); an audit hook that stops Python code, though not native code, from networking, starting
programs and changing files. It also runs on Linux (DHR_ISOLATION=spawn), which is how it is tested; on Windows and
macOS themselves it is not tested yet.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO

from dhr import audit_wall, child
from dhr.reply import (
    DOCUMENTS,
    OUT_OF_MEMORY_EXIT,
    START_SECONDS,
    Ending,
    Job,
    Limits,
    StartError,
    Work,
    answer,
)

_LENGTH_BYTES = 8
_HELLO_CAP = 1 << 20


# ---------------------------------------------------------------------------------------------- the parent's end


class SpawnLane:
    """One worker process, seen from the parent; started again whenever it has ended. StartError: it cannot start."""

    def __init__(self, target: str, limits: Limits) -> None:
        self._target = target
        self._limits = limits
        self._closed = threading.Event()
        self._start()

    def _start(self) -> None:
        self._done = 0
        self._process = subprocess.Popen(
            child.command("dhr.spawn_worker", self._target, json.dumps(asdict(self._limits))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=child.error_output(),
            start_new_session=sys.platform != "win32",  # Ctrl-C is the parent's to handle
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            env=child.environment(),
        )
        body, timed_out = self._listen(START_SECONDS, _HELLO_CAP)
        try:
            hello = json.loads(body or b"{}")
        except ValueError:
            hello = {}
        if "walls" not in hello:
            self._end()
            late = "it did not start in time" if timed_out else "it did not start"
            raise StartError(hello.get("code", "INTERNAL"), hello.get("detail", late))
        self.walls: tuple[str, ...] = tuple(hello["walls"])
        self.info: dict[str, Any] = hello["info"]

    def run(self, job: Job, limits: Limits) -> Ending:
        """Have one document read. Whatever the worker does is an Ending. StartError: no new worker could be started."""
        if self._closed.is_set():
            return Ending("lost")
        if self._process.poll() is not None or self._done >= DOCUMENTS:
            self._end()
            self._start()
        self._done += 1
        started = time.monotonic()
        try:
            _write(
                _pipe(self._process.stdin), json.dumps({"job": dict(job), "limits": asdict(limits)}).encode()
            )
            body, timed_out = self._listen(limits.wall_s, limits.reply_mb << 20)
        except OSError:
            body, timed_out = b"", False
        seconds = time.monotonic() - started
        if body:
            return Ending("exit", 0, body, seconds)
        status = self._end()
        if self._closed.is_set():
            return Ending("lost")
        if timed_out:
            return Ending("timeout", 0, b"", seconds)
        if body is None:
            return Ending("too big", 0, b"", seconds)
        return Ending("signal", -status, b"", seconds) if status < 0 else Ending("exit", status, b"", seconds)

    def distrust(self) -> None:
        """Nothing: a fresh process would cost seconds here. What ended badly has ended its process anyway."""

    def _listen(self, seconds: float, cap: int) -> tuple[bytes | None, bool]:
        """Read one message; (b"", _) when the worker ended, (None, _) when it says too much, (_, True) when too slow.

        A pipe cannot be polled on Windows: a timer kills the worker instead, and the read then ends by itself.
        """
        over = threading.Event()

        def expire() -> None:
            over.set()
            self._process.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            return _read(_pipe(self._process.stdout), cap), over.is_set()
        finally:
            timer.cancel()

    def _end(self) -> int:
        """Make sure that the process is gone; return its exit status (negative: signal)."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
        status = self._process.wait()
        _pipe(self._process.stdout).close()
        return status

    def close(self) -> None:
        """Kill the worker. Safe from another thread, while run() waits."""
        self._closed.set()
        self._process.kill()


def _pipe(pipe: Any) -> BinaryIO:
    assert pipe is not None
    found: BinaryIO = pipe
    return found


def _write(pipe: BinaryIO, body: bytes) -> None:
    pipe.write(len(body).to_bytes(_LENGTH_BYTES, "big") + body)
    pipe.flush()


def _read(pipe: BinaryIO, cap: int) -> bytes | None:
    """Read one message: b"" at the end of the pipe, None when it is longer than cap."""
    length = int.from_bytes(pipe.read(_LENGTH_BYTES), "big")
    if length > cap:
        return None
    body = pipe.read(length)
    return body if len(body) == length else b""


# ---------------------------------------------------------------------------------------------- the worker's end


def serve(target: str, limits: Limits, jobs: BinaryIO, replies: BinaryIO) -> None:
    """Load the target, close the walls that this system has, then answer job after job until the pipe closes."""
    try:
        module = importlib.import_module(target)
        info = module.warm()
    except Exception as error:
        code = str(getattr(error, "code", "INTERNAL"))
        _write(
            replies, json.dumps({"code": code, "detail": f"{type(error).__name__}: {error}"[:4000]}).encode()
        )
        return
    standing = _enter(limits)
    _write(replies, json.dumps({"walls": standing, "info": info}).encode())
    while request := _read(jobs, _HELLO_CAP):
        message = json.loads(request)
        _one(module.work, message["job"], Limits(**message["limits"]), replies)


def _one(work: Work, job: Job, limits: Limits, replies: BinaryIO) -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.cpu_s + 1, hard))
    tempfile.tempdir = job.get("scratch")
    with audit_wall.programs_allowed("scratch" in job):
        body = answer(work, job, limits)
    _write(replies, body)


def _enter(limits: Limits) -> list[str]:
    standing = ["own process", "time"]
    if sys.platform == "win32":
        from dhr.job_object import limit_memory

        if limit_memory(limits.memory_mb):
            standing.append("memory")
    else:
        _limit_memory(limits.memory_mb)
        standing.append("memory")
    return [*standing, audit_wall.stand()]


def _limit_memory(memory_mb: int) -> None:
    import resource

    with suppress(ValueError, OSError):  # macOS may refuse RLIMIT_AS; the watch below holds in any case
        resource.setrlimit(resource.RLIMIT_AS, ((memory_mb << 20) + _address_space(),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_watch_memory, args=(memory_mb,), daemon=True).start()


def _address_space() -> int:
    """Bytes of address space already mapped, which RLIMIT_AS counts and RAM does not hold. 0 where unknown."""
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _watch_memory(memory_mb: int) -> None:
    """End the worker when it holds more than the limit."""
    while _held_bytes() <= memory_mb << 20:
        time.sleep(0.2)
    os._exit(OUT_OF_MEMORY_EXIT)


def _held_bytes() -> int:
    """Bytes of RAM that this process holds or, where the system does not say, the most it ever held.

    Linux: not ru_maxrss, which survives exec, so that a child of a big parent is born with the parent's peak.
    macOS: ru_maxrss, in bytes there (getrusage(2)).
    """
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Take the pipes away from whatever prints, then serve."""
    jobs, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2 if os.environ.get("DHR_DEBUG") else nowhere, 1)
    serve(sys.argv[1], Limits(**json.loads(sys.argv[2])), jobs, replies)


if __name__ == "__main__":
    main()
