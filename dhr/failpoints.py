"""Named steps at which tests end a run: the promise "resumes after being killed" is tried at every one of them.

DHR_FAIL_AT=7 DHR_FAIL_MODE=kill ends the run at its seventh step. Without the variables a step does nothing.
"""

from __future__ import annotations

import errno
import itertools
import os
import signal

_at = int(os.environ.get("DHR_FAIL_AT", "0"))
_mode = os.environ.get("DHR_FAIL_MODE", "kill")
_count = itertools.count(1)


def step(name: str) -> None:
    """Pass a durable step of the run, or fail there as the test asks: killed, disk full, or interrupted."""
    if not _at or next(_count) != _at:
        return
    if _mode == "full":
        raise OSError(errno.ENOSPC, f"injected at {name}")
    os.kill(os.getpid(), signal.SIGINT if _mode == "interrupt" else signal.SIGKILL)
