"""Reads the text tables of tests/spec/plans: what a page shows -> Document, and what the plan must be.

    ### the name of the case
    any words explaining it
    == given
    # a heading            a heading line                 @ a running header or footer
    a line of text
    | a | b |              a table row; "^" = covered by the cell above, "<" = covered by the cell to the left
    --- page ---           a page break (the table ends and a new one begins, as a reader sees it)
    --- table ---          a new table on the same page
    == expect
    | recommendation_no | recommendation | ... |      only the columns given are compared
    | 1 | ... |
    == meta / == other / == glossary     key = value lines

In a cell: " / " is a new line or list item, a last "~" says the last line was full (the paragraph may go on), "-~" a
line-end hyphen, "+~" broken inside a word; "{#ff0000}" at the start is shading, "*...*" bold. "word" as the first line
under == given makes a Word document (no pages, no borders).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from extract import extract_plan, plan_view
from extract.model import Plan
from ingest.model import Block, Box, Cell, Document, Line, Locator, Page, SourceFile, Table, Tail

COLUMN = 100.0
ROW = 20.0
TAILS: dict[str, Tail] = {"-~": "hyphen", "+~": "glue", "~": "wrap"}


@dataclass
class Case:
    """One example: its name, the document it draws, and the expected texts by section."""

    name: str
    given: list[str]
    sections: dict[str, list[str]] = field(default_factory=dict)

    def document(self) -> Document:
        return _Drawing(self.given).document()

    def plan(self) -> Plan:
        return extract_plan(self.document())

    def expected_rows(self) -> list[dict[str, str]]:
        rows = [_cells(line) for line in self.sections.get("expect", []) if line.startswith("|")]
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] if rows else []

    def pairs(self, section: str) -> dict[str, str]:
        return {
            key.strip(): value.strip()
            for line in self.sections.get(section, [])
            if "=" in line
            for key, value in [line.split("=", 1)]
        }


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


class _Drawing:
    """Draws a case into a Document; every column is 100 points wide, every row 20 high."""

    def __init__(self, lines: list[str]) -> None:
        self.word = bool(lines) and lines[0].strip() == "word"
        self.lines = lines[1:] if self.word else lines
        self.blocks: list[Block] = []
        self.page = 1
        self.top = 40.0
        self.rows: list[list[str]] = []
        self.tables = 0

    def document(self) -> Document:
        for line in self.lines:
            self._take(line.rstrip())
        self._close()
        pages = () if self.word else tuple(Page(n, 900, 600) for n in range(1, self.page + 1))
        return Document(SourceFile("case.pdf", "0" * 64, 1, "application/pdf"), tuple(self.blocks), pages)

    def _take(self, line: str) -> None:
        if line.startswith("|"):
            self.rows.append(_cells(line))
            return
        if line == "--- page ---":
            self._close()
            self.page, self.top = self.page + 1, 40.0
        elif line == "--- table ---":
            self._close()
        elif line.strip():
            self._close()
            self._line(line.strip())

    def _line(self, text: str) -> None:
        heading, running = text.startswith("# "), text.startswith("@ ")
        text = text[2:] if heading or running else text
        tail: Tail = "end"
        for mark, name in TAILS.items():
            if text.endswith(mark):
                text, tail = text.removesuffix("~").removesuffix("+").rstrip(), name
                break
        size = 14.0 if heading else 10.0
        box = None if self.word else Box(0, self.top, 6.0 * len(text), self.top + size)
        role = "heading" if heading else "running" if running else "body"
        self.blocks.append(
            Line(text.replace(" / ", "\n"), None if self.word else self.page, box, size, heading, role, tail)  # type: ignore[arg-type]
        )
        self.top += ROW

    def _close(self) -> None:
        if not self.rows:
            return
        self.tables += 1
        width = len(self.rows[0])
        assert all(len(r) == width for r in self.rows), f"ragged table: {self.rows}"
        cells = [[self._cell(t, r, c) for c, t in enumerate(row)] for r, row in enumerate(self.rows)]
        self._spans(cells)
        page = None if self.word else self.page
        edges = () if self.word else tuple(COLUMN * i for i in range(width + 1))
        box = None if self.word else Box(0, self.top, COLUMN * width, self.top + ROW * len(self.rows))
        rows = tuple(tuple(row) for row in cells)
        self.blocks.append(Table(self.tables, page, rows, "word" if self.word else "ruled", box, edges))
        self.top += ROW * len(self.rows)
        self.rows = []

    def _cell(self, text: str, r: int, c: int) -> Cell:
        fill = None
        if found := re.match(r"\{(#[0-9a-f]{6})\}\s*", text):
            fill, text = found[1], text[found.end() :]
        bold = text.startswith("*") and text.endswith("*") and len(text) > 2
        text = text.strip("*") if bold else text
        tail: Tail = "end"
        for mark, name in TAILS.items():
            if text.endswith(mark):
                tail = name
                text = text.removesuffix("~").removesuffix("+").rstrip()
                break
        box = None
        if not self.word:
            top = self.top + ROW * r
            box = Box(COLUMN * c, top, COLUMN * (c + 1), top + ROW)
        where = Locator(None if self.word else self.page, self.tables, r + 1, c + 1, box)
        return Cell(text.replace(" / ", "\n"), where, fill=fill, bold=bold, tail=tail)

    @staticmethod
    def _spans(cells: list[list[Cell]]) -> None:
        height, width = len(cells), len(cells[0])
        for r in range(height):
            for c in range(width):
                if cells[r][c].text in ("^", "<", None):
                    continue
                across = next((k for k in range(1, width - c) if cells[r][c + k].text != "<"), width - c)
                down = next((k for k in range(1, height - r) if cells[r + k][c].text != "^"), height - r)
                cells[r][c] = replace(cells[r][c], colspan=across, rowspan=down)
        for row in cells:
            for c, cell in enumerate(row):
                if cell.text in ("^", "<"):
                    row[c] = replace(cell, text=None)


def read_cases(path: Path) -> list[Case]:
    """The cases of one file."""
    cases: list[Case] = []
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            cases.append(Case(line[4:].strip(), []))
            section = ""
        elif line.startswith("== "):
            section = line[3:].strip()
            if section != "given":
                cases[-1].sections[section] = []
        elif section == "given":
            cases[-1].given.append(line)
        elif section:
            cases[-1].sections[section].append(line)
    return cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test with a `case` argument every case of tests/spec/plans."""
    if "case" in metafunc.fixturenames:
        cases = [
            (path.stem, case)
            for path in sorted((Path(__file__).parent / "plans").glob("*.txt"))
            for case in read_cases(path)
        ]
        metafunc.parametrize("case", [c for _, c in cases], ids=[f"{stem}: {c.name}" for stem, c in cases])


@pytest.fixture
def view() -> object:
    """Rows of a plan as plain dicts."""
    return plan_view


@pytest.fixture
def all_cases() -> list[Case]:
    """Every case of tests/spec/plans."""
    return [c for path in sorted((Path(__file__).parent / "plans").glob("*.txt")) for c in read_cases(path)]
