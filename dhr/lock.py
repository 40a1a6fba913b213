"""One run at a time on one output folder. The system drops the lock when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another run holds the folder. Its text is the process number, if known."""


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file at path while the block runs. Raises BusyError at once when another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _try(descriptor):
            raise BusyError(_holder(path))
        path.with_suffix(".pid").write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        os.close(descriptor)


def _holder(path: Path) -> str:
    try:
        return path.with_suffix(".pid").read_text(encoding="ascii").strip()[:20]
    except (OSError, UnicodeDecodeError):
        return ""


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
