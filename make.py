"""Set everything up and do one thing: the README's two commands, on any system with Python 3.11 or newer.

python make.py run            read samples/ into output/ (or: python make.py run FOLDER [-o OUTPUT] ...)
python make.py test           ruff, mypy and the whole test suite
python make.py lock           resolve the lock files anew (developers; needs uv)

Makes .venv beside this file on first use, with the exact versions and hashes of the lock files. Only the standard
library is used here, because nothing else is installed yet.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
RUN_LOCK, TEST_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"


def install(lock: Path) -> None:
    """Make .venv and install the lock file and the project into it; does nothing when that has been done before."""
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock.stem}"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"Setting up {VENV.name} (first time only, some minutes) ...", file=sys.stderr)
    if not PYTHON.is_file():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    stamp.write_text(wanted, encoding="ascii")


def run(arguments: list[str]) -> int:
    """Run `dhr run` on the given folders, samples/ by default; return its exit code."""
    install(RUN_LOCK)
    wanted = arguments or [str(ROOT / "samples"), "-o", str(ROOT / "output")]
    return subprocess.run([str(PYTHON), "-m", "dhr", "run", *wanted], check=False).returncode


def test(arguments: list[str]) -> int:
    """Run the formatter's and linter's check, the type checker and the tests; return the first exit code not 0."""
    install(TEST_LOCK)
    # The tests that start and kill workers have a process of their own: what other tests leave behind disturbs them.
    guard = "tests/unit/test_dhr_guard.py"
    checks = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *arguments, guard],
        ["pytest", "-n", "auto", "--dist", "loadscope", *arguments, f"--ignore={guard}"],
    )
    for check in checks:
        print("+", *check, flush=True)
        code = subprocess.run([str(PYTHON), "-m", *check], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def lock(_: list[str]) -> int:
    """Write both lock files: every version and hash, for every system, without naming a registry."""
    common = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    quiet = ["--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    for target, extra in ((RUN_LOCK, "build"), (TEST_LOCK, "dev")):
        command = [
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            "--extra",
            extra,
            *common,
            *quiet,
            "-o",
            target.name,
        ]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def main() -> int:
    """Dispatch on the first word; exit code 2 with the manual for anything else."""
    if sys.version_info < (3, 11):  # noqa: UP036 - a user may well start it with an older one
        print("dhr needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
        return 2
    verbs = {"run": run, "test": test, "lock": lock}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return verbs[sys.argv[1]](sys.argv[2:])
    except subprocess.CalledProcessError as error:
        print(f"Setting up failed (exit code {error.returncode}). The lines above say why.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
