"""The wheel holds every rules file (hatchling obeys .gitignore) and what a commit must not hold is not there."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ingest", "extract", "normalise", "publish", "dhr")
DATA = {".toml", ".csv", ".json", ".txt", ".css"}


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_the_wheel_holds_every_module_and_rules_file(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    inside = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in DATA | {".py"} and "__pycache__" not in path.parts
    }
    assert len(wanted) > 20
    assert wanted - inside == set()


def test_no_registry_host_and_no_path_of_a_machine_is_committed() -> None:
    hosts = re.compile(rb"pypi\.(?:org)|pythonhosted|registry\.npm(?:js)|deb\.debian(?:\.)org")
    paths = re.compile(rb"(?<![\w.])/(?:work|root|farm|tmp/venv)/")
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.is_file()
        and path != Path(__file__)
        and (hosts.search(data := path.read_bytes()) or paths.search(data))
    ]
    assert wrong == []
