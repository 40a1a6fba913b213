"""Where the kernel or an administrator refuses the walls, documents are read all the same, and the banner does not boast."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WEAKER = [sys.executable, str(HERE / "dhr_weaker_system.py")]
ASK = """
import json, sys
from dhr.guard import Guard
from dhr.reply import Limits
with Guard("dhr_faults", Limits(cpu_s=2, wall_s=6.0, memory_mb=256)) as guard:
    codes = {fault: guard.run({"path": sys.argv[1], "fault": fault}).code for fault in sys.argv[2:]}
print(json.dumps([guard.walls, codes]))
"""
FAULTS = {
    "read": "",
    "connect": "SANDBOX_DENIED",
    "write": "SANDBOX_DENIED",
    "program": "SANDBOX_DENIED",
    "grow": "MEMORY",
    "segfault": "CRASH_SIGSEGV",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls of Linux")


def run(words, path, **more):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE))), **more}
    done = subprocess.run([*WEAKER, sys.executable, "-P", *words], cwd=path, env=environment, capture_output=True, text=True)  # fmt: skip
    if done.returncode == 77:
        pytest.skip("this system refuses them already")
    return done


@pytest.mark.parametrize("kernel", ["new kernel", "old kernel"])
def test_documents_are_read_and_only_python_calls_are_said_to_be_filtered(tmp_path, kernel):
    (tmp_path / "document").write_bytes(b"twelve bytes")
    done = run(["-c", ASK, str(tmp_path / "document"), *FAULTS], tmp_path, WEAKER=kernel)
    walls, codes = json.loads(done.stdout or done.stderr)
    assert codes == FAULTS
    assert sorted(walls) == ["Python calls", "memory", "own process", "time"]


def test_a_run_says_that_there_is_no_network_wall(tmp_path):
    from dhr.warm_up import plan_docx, plan_pdf

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.pdf").write_bytes(plan_pdf())
    (tmp_path / "in" / "plan.docx").write_bytes(plan_docx())
    done = run(["-m", "dhr", "run", "in", "-o", "output"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no network wall" in done.stderr and "; no network" not in done.stderr
    assert len((tmp_path / "output" / "actions.jsonl").read_text(encoding="utf-8").splitlines()) == 8


def test_limits_that_stand_lower_are_kept(tmp_path):
    """As in a container, or under `ulimit -v`: a limit cannot be raised, and that must not end the reading."""
    (tmp_path / "document").write_bytes(b"twelve bytes")

    def lower():
        resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE)))}
    command = [sys.executable, "-c", ASK, str(tmp_path / "document"), "read", "grow"]
    done = subprocess.run(command, preexec_fn=lower, env=environment, capture_output=True, text=True)
    assert json.loads(done.stdout or done.stderr)[1] == {"read": "", "grow": "MEMORY"}
