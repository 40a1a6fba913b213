"""No connection is even attempted, whatever the files ask for: watched by strace over a whole run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import cases_damaged, cases_word, plan

ROOT = Path(__file__).resolve().parents[2]
ASKING = [*cases_word.reaching_out(), *cases_damaged.planted(), *(c for c in cases_damaged.other_kinds() if b"192.0.2.1" in c.bytes())]  # fmt: skip
"""Files that name an address or another file: pictures, templates, actions, character maps."""


def may_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not may_trace(), reason="strace is missing or not permitted")
def test_no_connection_is_attempted(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.pdf").write_bytes(plan.PDF)
    (tmp_path / "in" / "plan.docx").write_bytes(plan.DOCX)
    for case in ASKING:
        (tmp_path / "in" / case.name).write_bytes(case.bytes())
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace)]
    command += [sys.executable, "-P", "-m", "dhr", "run", "in", "-o", "output", "--timeout", "120"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr
    calls = trace.read_text(encoding="utf-8", errors="replace")
    assert (
        "connect(" in calls or "sendmsg(" in calls
    )  # the processes of a run talk to one another: strace did look
    assert not re.findall(r".*sa_family=AF_INET.*", calls)
