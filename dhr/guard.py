"""The one way to have a document read: in a worker behind walls, and any ending of it is one Reply."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Protocol

from dhr.reply import Ending, Job, Limits, Reply, StartError, judge


class _Lane(Protocol):
    def run(self, job: Job, limits: Limits) -> Ending: ...

    def distrust(self) -> None: ...

    def close(self) -> None: ...


class Guard:
    """Up to `lanes` documents at a time; run() may be called from that many threads.

    target: a module with warm() -> dict, called once, and work(job) -> dict, called in the worker; job["path"] is the
    one file it may open. walls: names of what stands around a worker. info: what warm() returned.
    Raises StartError when no worker can be started.
    """

    def __init__(self, target: str, limits: Limits, lanes: int = 1) -> None:
        self._limits = limits
        self._target = target
        self._closed = False
        self._all: list[_Lane] = []
        self._idle: queue.SimpleQueue[_Lane] = queue.SimpleQueue()
        self._server: Any = None
        if _can_fork():
            from dhr.fork_server import ForkServer

            self._server = ForkServer(target, limits)
        self.walls: tuple[str, ...] = ()
        self.info: Mapping[str, Any] = {}
        for _ in range(lanes):
            self._idle.put(self._open())

    def _open(self) -> _Lane:
        if self._server is None:
            from dhr.spawn_worker import SpawnLane

            lane = SpawnLane(self._target, self._limits)
            self.walls, self.info = lane.walls, lane.info
        else:
            lane = self._server.lane()
            self.walls, self.info = self._server.walls, self._server.info
        self._all.append(lane)
        return lane

    def run(self, job: Job, limits: Limits | None = None) -> Reply:
        """Have one document read. A lane that is lost (killed from outside) is opened again and the job tried once more.

        job["scratch"], if there is one: a folder the worker may write to; it may then start programs, too.
        """
        limits = limits or self._limits
        lane = self._idle.get()
        try:
            ending = lane.run(job, limits)
            if ending.how == "lost" and not self._closed:
                with suppress(OSError, StartError):
                    lane = self._reopen()
                    ending = lane.run(job, limits)
            reply = judge(ending, limits)
            if reply.head is None or reply.head.get("code"):
                lane.distrust()
        finally:
            self._idle.put(lane)
        return reply

    def _reopen(self) -> _Lane:
        try:
            return self._open()
        except OSError:
            from dhr.fork_server import ForkServer

            self._server = ForkServer(self._target, self._limits)
            return self._open()

    def close(self) -> None:
        """End all workers, now. Threads in run() come back with SANDBOX_LOST."""
        self._closed = True
        for lane in self._all:
            lane.close()
        if self._server is not None:
            self._server.close()

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _can_fork() -> bool:
    """True on a Linux whose kernel can wait for one process and a clock at once (5.3); gVisor, for one, may not."""
    if sys.platform != "linux" or os.environ.get("DHR_ISOLATION") == "spawn":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True
