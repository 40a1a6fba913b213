"""How sure a row's structure is, from measured evidence; what makes it unsure is a finding that flags the row.

Each doubt lowers the confidence by a factor. A row without a doubt of severity "check" is promised to be right
(promise 5), so every doubt here was chosen by what really goes wrong, and its cost by how often right rows have it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.columns import Assigned
from extract.grid import Bit, Grid
from extract.model import PlanRow
from extract.numbers import read_label
from extract.rows import Built
from extract.sentences import ends_open, starts_inside
from ingest.errors import finding
from ingest.model import Finding, Locator

MIN_AGREEMENT = 0.75
"""Below this the reader's evidence for the grid contradicts itself (rules, fills and text edges)."""
MIN_OCR = 0.80
_ABOVE = re.compile(
    r"(?:(?:same\s+)?as\s+(?:above|before|previous|for\s+\w+[\s.\d]*|in\s+\w+[\s.\d]*|\d[\d.]*\s+above)|see\s+above|see\s+below|ditto|do\.|idem|\"|''|”|“|〃|[↑↓⇧⇩^]|as\s+rec(?:ommendation)?\s+[\d.]+)\.?"
)
_STRANDED = re.compile(r"[a-z]{2}ed\s+(?:upon|on|in|to|for|with|at|through|about|under)$")
FACTORS: Mapping[str, float] = {
    "JOIN_GUESSED": 0.5,
    "SPLIT_GUESSED": 0.5,
    "NUMBER_GAP": 0.7,
    "CELL_STARTS_INSIDE": 0.5,
    "CELL_ENDS_OPEN": 0.6,
    "GRID_UNSURE": 0.6,
    "HEADER_GUESSED": 0.8,
    "OCR_UNSURE": 0.6,
    "CELL_OVERFLOW": 0.6,
    "ROW_INCOMPLETE": 0.7,
    "TWO_TICKS": 0.9,
    "FIELD_REPEATED": 0.7,
    "FIELD_SHARED": 0.7,
    "NAME_INSIDE": 0.6,
    "COLUMNS_GUESSED": 0.7,
    "HALF_MISSING": 0.7,
    "COLUMN_UNMAPPED": 0.8,
    "COLUMN_CONTRADICTS": 0.6,
    "OTHER_DISAGREES": 0.7,
    "RECOMMENDATION_ELSEWHERE": 0.7,
    "REFERS_ABOVE": 0.8,
    "COLUMN_COMBINED": 0.8,
}


def judge(rows: Sequence[Built], roles: Sequence[Assigned], grids: Mapping[int, Grid]) -> list[PlanRow]:
    """Give the rows of one plan table their confidence and findings. grids: table number -> grid."""
    gaps = number_gaps([b.row for b in rows])
    guessed_header = any(r.role == "field" and r.score < 0.8 for r in roles)
    numbered = sum(_number(b.row) != "" for b in rows) >= 0.7 * len(rows)
    out: list[PlanRow] = []
    for i, built in enumerate(rows):
        doubts = list(built.notes)
        doubts += ["JOIN_GUESSED"] if any(not j.certain for j in built.row.joins) else []
        doubts += ["NUMBER_GAP"] if i in gaps else []
        doubts += _doubts_of_text(built, numbered)
        doubts += _doubts_of_reading(built, grids)
        doubts += ["HEADER_GUESSED"] if guessed_header else []
        doubts += (
            ["ROW_INCOMPLETE"] if _incomplete(built.row, rows) or _scope_missing(built.row, rows) else []
        )
        doubts += ["RECOMMENDATION_ELSEWHERE"] if "recommendation" not in built.row.fields else []
        doubts += ["REFERS_ABOVE"] if any(_refers(v.text) for v in built.row.fields.values()) else []
        unjoined = any(_unjoined(v.text) for v in built.row.fields.values())
        doubts += ["GRID_UNSURE"] if unjoined or _several_numbers(_number(built.row)) else []
        out.append(_judged(built.row, list(dict.fromkeys(doubts))))
    return out


def _judged(row: PlanRow, doubts: Sequence[str]) -> PlanRow:
    where = next((w for value in row.fields.values() for w in value.locators), None)
    findings: list[Finding] = []
    confidence = 1.0
    for code in doubts:
        findings.append(_finding(code, where))
        confidence *= FACTORS.get(code, 0.8)
    return replace(row, confidence=round(confidence, 3), findings=(*row.findings, *findings))


def _finding(code: str, where: Locator | None) -> Finding:
    return finding("extract", code, where) if where is not None else finding("extract", code)


def _number(row: PlanRow) -> str:
    value = row.fields.get("recommendation_no")
    return value.text if value else ""


def number_gaps(rows: Sequence[PlanRow]) -> set[int]:
    """Indexes of rows whose number is not the next one: gaps in a run that otherwise counts 1, 2, 3 ...

    Paragraph numbers of a report have gaps by nature; only a series that mostly counts by one is held to it.
    """
    values: list[tuple[int, tuple[int, ...]]] = []
    last = None
    for i, row in enumerate(rows):
        label = read_label(_number(row))
        if label and label.value and label.value != last:
            values.append((i, label.value))
            last = label.value
    steps = [(j, _is_next(a, b)) for (_, a), (j, b) in itertools.pairwise(values)]
    good = sum(ok for _, ok in steps)
    if len(steps) < 2 or good < 0.75 * len(steps):
        return set()
    return {j for j, ok in steps if not ok}


def _is_next(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    if b[-1] == 1:
        return True
    return (len(a) == len(b) and a[:-1] == b[:-1] and b[-1] == a[-1] + 1) or (
        len(b) == 1 and len(a) > 1 and b[0] == a[0] + 1
    )


def _doubts_of_text(built: Built, numbered: bool) -> list[str]:
    doubts: list[str] = []
    fields = built.row.fields
    recommendation = fields.get("recommendation")
    if (
        recommendation
        and starts_inside(recommendation.text)
        and built.row.parent_text is None
        and not (numbered and _number(built.row))
    ):
        doubts.append("CELL_STARTS_INSIDE")
    action = fields.get("action")
    if action and starts_inside(action.text) and not _lower_habit(action.text):
        doubts.append("CELL_STARTS_INSIDE")
    if any(
        fields[name].text
        and ends_open(fields[name].text)
        and not _stranded(fields[name].text, built.bits.get(name))
        for name in ("recommendation", "action")
        if name in fields
    ):
        doubts.append("CELL_ENDS_OPEN")
    return doubts


def _stranded(text: str, bit: Bit | None) -> bool:
    """True for a sentence that ends as "consulted upon" does, on a line that was not full: it is finished."""
    return bit is not None and bit.tail == "end" and bool(_STRANDED.search(text))


def _unjoined(text: str) -> bool:
    """True when printed lines of one sentence were left apart: the reader lost its hold of the cell."""
    lines = text.split("\n")
    return sum(ends_open(a) and starts_inside(b) for a, b in itertools.pairwise(lines)) >= 2


def _refers(text: str) -> bool:
    """True for a cell that only points to another row."""
    return bool(_ABOVE.fullmatch(text.strip().casefold()))


def _several_numbers(number: str) -> bool:
    """True when the number cell holds several numbers: the rows of a table were read as one."""
    parts = number.split()
    return len(parts) > 2 and sum(p.strip(".:)").isdigit() for p in parts) == len(parts)


def _scope_missing(row: PlanRow, rows: Sequence[Built]) -> bool:
    """True when only this row lacks a scope: it was most likely read into its neighbour."""
    if "scope" not in row.fields or row.fields["scope"].text or len(rows) < 5:
        return False
    filled = sum(bool(b.row.fields["scope"].text) for b in rows if "scope" in b.row.fields)
    return filled >= 0.5 * len(rows)


def _lower_habit(text: str) -> bool:
    """Short actions are often typed without a capital ("briefing to staff")."""
    return len(text) < 60


def _doubts_of_reading(built: Built, grids: Mapping[int, Grid]) -> list[str]:
    doubts: list[str] = []
    tables = {w.table for bit in built.bits.values() for w in bit.locators}
    if any(grids[t].source.agreement < MIN_AGREEMENT for t in tables if t in grids):
        doubts.append("GRID_UNSURE")
    bits: list[Bit] = [b for b in built.bits.values() if b.text]
    if any("overflow" in b.flags for b in bits):
        doubts.append("CELL_OVERFLOW")
    if any(b.confidence is not None and b.confidence < MIN_OCR for b in bits):
        doubts.append("OCR_UNSURE")
    return doubts


def _incomplete(row: PlanRow, rows: Sequence[Built]) -> bool:
    recommendation = row.fields.get("recommendation")
    if recommendation is not None and not recommendation.text:
        return True
    action = row.fields.get("action")
    if action is None or action.text:
        return False
    others = [b.row.fields["action"].text for b in rows if "action" in b.row.fields]
    rest = any(
        v.text for n, v in row.fields.items() if n not in ("recommendation", "recommendation_no", "scope")
    )
    return sum(map(bool, others)) >= 0.6 * len(others) and not rest
