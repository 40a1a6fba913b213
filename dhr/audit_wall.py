"""The wall of last resort: an audit hook that stops Python code from networking, starting programs and changing files.

It stands where the kernel has no better one (Windows, macOS, Linux without seccomp). It does not stop native code, so
it is named "Python calls" and never "system calls".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAME = "Python calls"

_REFUSED = frozenset({
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "subprocess.Popen",
    "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty", "os.startfile", "os.kill",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
})  # fmt: skip
"""Audit events (docs.python.org, "Audit events table") that no reader of documents has a use for."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_free = [False]


def stand() -> str:
    """Put the wall up in this process, for good; return its name."""
    sys.addaudithook(_refuse)
    return NAME


@contextmanager
def programs_allowed(allowed: bool) -> Iterator[None]:
    """While the block runs the process may start programs and write (text recognition); the network stays refused."""
    _free[0] = allowed
    try:
        yield
    finally:
        _free[0] = False


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if _free[0] and not event.startswith("socket."):
        return
    writing = event == "open" and bool((arguments[2] or 0) & _WRITING)
    if writing or event in _REFUSED:
        raise PermissionError(event)
