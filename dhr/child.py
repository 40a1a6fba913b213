"""How our own helper processes are started: with our code first, and nothing from the current folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
"""The folder that holds our packages."""


def command(module: str, *arguments: str) -> list[str]:
    """The command line of one of our modules. -P: a file in the current folder must not pose as a library."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The environment for it: our packages on the path (also from a checkout), one thread for numerical libraries."""
    path = os.pathsep.join(filter(None, [str(HOME), os.environ.get("PYTHONPATH")]))
    return {
        **os.environ,
        "PYTHONPATH": path,
        "PYTHONIOENCODING": "utf-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def error_output() -> int | None:
    """Where its error output goes: to ours when someone is looking for a fault, else nowhere: it may quote documents."""
    return None if os.environ.get("DHR_DEBUG") else subprocess.DEVNULL
