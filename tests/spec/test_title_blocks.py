"""Title blocks as text tables: whose plan it is, about whom, of when. The blocks stand in title_blocks/*.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from extract import extract_plan
from ingest.model import Block, Box, Cell, Document, Line, Locator, Page, SourceFile, Table

BLOCKS = Path(__file__).with_name("title_blocks")
KEYS = ("area", "review_reference", "plan_date", "updated_date")
HEADER = ("Recommendation", "Action to take", "Lead Agency", "Target Date")
_ROLES: dict[str, tuple[Literal["heading", "running", "body"], float]] = {
    "#": ("heading", 16.0),
    "@": ("running", 8.0),
    "-": ("body", 10.0),
}


def blocks() -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """(name of the block, its lines, what it says for KEYS; "" where it says nothing)."""
    for path in sorted(BLOCKS.glob("*.txt")):
        for part in path.read_text("utf-8").split("\n\n"):
            *lines, last = part.strip().split("\n")
            if last.startswith("=> "):
                said = tuple("" if x == "-" else x for x in last.removeprefix("=> ").split(" / "))
                yield f"{path.stem}: {lines[0]}", lines, said


def document(lines: list[str]) -> Document:
    out: list[Block] = []
    leads = [x[2:] for x in lines if x.startswith("| ")] or ["Police"]
    for i, text in enumerate(x for x in lines if not x.startswith("| ")):
        role, size = _ROLES[text[0]]
        box = Box(40, 40 + 30 * i, 40 + 5 * len(text), 52 + 30 * i)
        out.append(Line(text[2:], 1, box, size, role == "heading", role))
    rows = [HEADER]
    rows += [
        (f"{n}. Link calls to addresses.", "Change the system.", x, "May 2020")
        for n, x in enumerate(leads, 1)
    ]
    cells = tuple(
        tuple(Cell(text, Locator(1, 1, r, c, None)) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    out.append(Table(1, 1, cells, "ruled"))
    source = SourceFile("plan.pdf", "0" * 64, 1, "application/pdf")
    return Document(source, tuple(out), (Page(1, 842, 595),), ())


@pytest.mark.parametrize(("lines", "said"), [pytest.param(x, y, id=n) for n, x, y in blocks()])
def test_title_block(lines: list[str], said: tuple[str, ...]) -> None:
    meta = extract_plan(document(lines)).meta
    assert tuple(meta.get(key, "") for key in KEYS) == said
