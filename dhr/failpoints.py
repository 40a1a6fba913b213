"""Named steps at which tests end a run: the promise "resumes after being killed" is tried at every one of them.

DHR_FAIL_AT="claimed#2" DHR_FAIL_MODE=kill ends the run when it passes the step "claimed" for the second time.
Without the variable a step does nothing.
"""

from __future__ import annotations

import errno
import os
import signal
from collections import Counter

_at, _, _time = os.environ.get("DHR_FAIL_AT", "").partition("#")
_mode = os.environ.get("DHR_FAIL_MODE", "kill")
_passed: Counter[str] = Counter()


def step(name: str) -> None:
    """Pass a durable step of the run, or fail there as the test asks: killed, disk full, or interrupted."""
    if name != _at:
        return
    _passed[name] += 1
    if _passed[name] != int(_time or 1):
        return
    if _mode == "full":
        raise OSError(errno.ENOSPC, f"injected at {name}")
    os.kill(os.getpid(), signal.SIGINT if _mode == "interrupt" else signal.SIGKILL)
