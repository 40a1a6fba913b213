"""Imports run one way: ingest <- extract <- normalise <- publish <- explore; only dhr sees them all (docs/design.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("ingest", "extract", "normalise", "publish", "explore", "dhr")
FORBIDDEN_PARSERS = {"pypdfium2", "pdfplumber", "pdfminer", "docx"}


def imported(path: Path) -> set[str]:
    """The top-level names a module imports anywhere, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


ROOMS = [room for room in ORDER if (ROOT / room).is_dir()]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_before_it(room: str) -> None:
    later = set(ORDER[ORDER.index(room) + 1 :])
    wrong = {
        str(path.relative_to(ROOT)): sorted(imported(path) & later)
        for path in (ROOT / room).rglob("*.py")
        if imported(path) & later
    }
    assert wrong == {}


@pytest.mark.parametrize("room", [r for r in ROOMS if r not in ("ingest", "dhr")])
def test_only_ingest_knows_a_file_format(room: str) -> None:
    wrong = [p for p in (ROOT / room).rglob("*.py") if imported(p) & FORBIDDEN_PARSERS]
    assert wrong == []


def test_relative_imports_are_not_used() -> None:
    """They would hide a room's dependencies from the tests above."""
    relative = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
