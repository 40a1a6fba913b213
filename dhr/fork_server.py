"""Linux: a warm server that forks workers, behind all the walls.

Imports and rules are loaded once. Three kinds of process: the server (loads, then only forks), one supervisor a lane
(forks a worker, watches the clock, reports how a document ended), and the worker (reads, and answers each document
through a pipe of its own); the latter two are in dhr.fork_worker. When the parent dies the sockets close, and all of
them end.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from dhr import audit_wall, child, walls
from dhr.fork_worker import MESSAGE, close_walls, supervise
from dhr.reply import START_SECONDS, Ending, Job, Limits, StartError

_GRACE = 10.0


# ---------------------------------------------------------------------------------------------- the parent's end


class ForkServer:
    """The parent's handle on the server process. info: what the target's warm() returned. walls: what stands."""

    def __init__(self, target: str, limits: Limits) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._process = subprocess.Popen(
            child.command("dhr.fork_server", target, str(theirs.fileno())),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=child.error_output(),
            start_new_session=True,  # Ctrl-C is the parent's to handle
            env=child.environment(),
        )
        theirs.close()
        ours.settimeout(START_SECONDS)
        ours.send(json.dumps(asdict(limits)).encode())
        try:
            hello = json.loads(ours.recv(1 << 20) or b"{}")
        except (OSError, ValueError):
            hello = {}
        if "walls" not in hello:
            self.close()
            raise StartError(
                hello.get("code", "INTERNAL"), hello.get("detail", "the worker server did not start")
            )
        self.walls: tuple[str, ...] = tuple(hello["walls"])
        self.info: dict[str, Any] = hello["info"]

    def lane(self) -> ForkLane:
        """Open a lane: one document at a time. OSError: the server is gone."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            socket.send_fds(self._control, [b"lane"], [theirs.fileno()])
        return ForkLane(ours)

    def close(self) -> None:
        """End the server and, through their closing sockets, all that hangs on it."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class ForkLane:
    """One supervisor, seen from the parent."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._fresh = False

    def run(self, job: Job, limits: Limits) -> Ending:
        """Have one document read. Never raises for anything the worker does: a broken lane is Ending("lost")."""
        deadline = time.monotonic() + limits.wall_s + _GRACE
        receiver, sender = os.pipe()
        request = {"job": dict(job), "limits": asdict(limits), "fresh": self._fresh}
        self._fresh = False
        try:
            with open(receiver, "rb", buffering=0) as pipe:  # noqa: PTH123 - a descriptor, not a path
                try:
                    socket.send_fds(self._line, [json.dumps(request).encode()], [sender])
                finally:
                    os.close(sender)
                body = _read_capped(pipe.fileno(), limits.reply_mb << 20, deadline)
            self._line.settimeout(_GRACE)
            how, number, seconds, cpu_s, peak_mb = json.loads(self._line.recv(MESSAGE))
        except (OSError, ValueError):
            self.close()
            return Ending("lost")
        if how == "exit" and body is None:
            how = "too big"
        return Ending(how, number, body or b"", seconds, cpu_s, peak_mb)

    def distrust(self) -> None:
        """Have the next document read by a process that has read no other."""
        self._fresh = True

    def close(self) -> None:
        """Hang up: the supervisor kills its worker and ends. Safe from another thread, while run() waits."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()


def _read_capped(pipe: int, cap: int, deadline: float) -> bytes | None:
    """Read to the end; None when more than cap came. TimeoutError: the supervisor did not keep the time."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    blocks: list[bytes] = []
    size = 0
    while True:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError
        block = os.read(pipe, 1 << 20)
        if not block:
            return b"".join(blocks) if size <= cap else None
        size += len(block)
        if size <= cap:
            blocks.append(block)


# ---------------------------------------------------------------------------------------------- the server's end


def serve(target: str, control: socket.socket) -> None:
    """Load the target, test the walls, then fork a supervisor for every lane the parent asks for."""
    limits = Limits(**json.loads(control.recv(MESSAGE)))
    network = walls.empty_network()  # first, while there is one thread only
    try:
        module = importlib.import_module(target)
        info = module.warm()
        standing = _test_walls(limits, network)
    except Exception as error:
        code = str(getattr(error, "code", "INTERNAL"))
        control.send(json.dumps({"code": code, "detail": f"{type(error).__name__}: {error}"[:4000]}).encode())
        return
    gc.collect()
    gc.freeze()  # keep the collector from touching, and so copying, pages that all workers share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are not waited for
    control.send(json.dumps({"walls": standing, "info": info}).encode())
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MESSAGE, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            supervise(socket.socket(fileno=descriptors[0]), module.work)
            os._exit(0)
        os.close(descriptors[0])


def _test_walls(limits: Limits, network: bool) -> list[str]:
    """Go behind the walls in a trial worker and try to climb them. StartError: one that claims to stand does not."""
    receiver, sender = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            standing = close_walls(limits, [])
            report = {"standing": standing, "breaches": walls.breaches()}
            os.write(sender, json.dumps(report).encode())
        finally:
            os._exit(0)
    os.close(sender)
    with open(receiver, "rb") as pipe:  # noqa: PTH123
        report = json.loads(pipe.read() or b"{}")
    os.waitpid(worker, 0)
    if not report:
        raise StartError("SANDBOX_OPEN", "the trial worker did not answer")
    standing = [*(["network"] if network else []), *report["standing"]]
    breaches = set(report["breaches"])
    climbed = sorted(set().union(*(_CLAIMED[wall] & breaches for wall in standing)))
    if climbed:
        raise StartError("SANDBOX_OPEN", ", ".join(climbed))
    return ["own process", "memory", "time", *standing]


_ACTS = frozenset({"network", "program", "fork", "signal", "write"})
_CLAIMED = {
    "network": frozenset({"network"}),
    "files": frozenset({"read", "write"}),
    "system calls": _ACTS,
    audit_wall.NAME: _ACTS,
}
"""Wall -> what cannot be done behind it (walls.breaches)."""


if __name__ == "__main__":
    serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
