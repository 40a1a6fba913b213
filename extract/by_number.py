"""Tables that say more of a plan's rows by their numbers: the recommendations' texts before the actions, updates after.

Only where every number of such a table stands in one plan table, each once, and what it adds the plan lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.account import Account
from extract.confidence import FACTORS
from extract.find import Header, find_header
from extract.grid import Bit, Grid, join_side_by_side
from extract.model import FIELDS, PlanRow, RawField
from extract.numbers import is_label, read_label

_MIN_ROWS = 2
_SHARED = frozenset({"recommendation", "scope"})
"""What all actions of a recommendation share; other fields need a number that only one row has."""
_ELSEWHERE = "RECOMMENDATION_ELSEWHERE"

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """The plan's rows with what was added, and the tables it came from."""

    rows: list[PlanRow]
    grids: list[Grid] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of numbers and fields: number -> field -> cell, and its number cells."""

    grid: Grid
    header: Header
    rows: Mapping[Number, Mapping[str, Bit]]


def attach_by_number(rows: Sequence[PlanRow], grids: Sequence[Grid], account: Account) -> Attached:
    """Add to the plan's rows what tables outside the plan say under the same numbers. rows: of all plan tables."""
    out = list(rows)
    used: list[Grid] = []
    for grid in grids:
        table = _read(grid)
        plans = [t for t in sorted({r.table_no for r in out}) if table and _fits(table, _of(out, t))]
        if table is None or len(plans) != 1:
            continue
        out = [_with(row, table) if row.table_no == plans[0] else row for row in out]
        used.append(grid)
        account.enter(grid)
        for row in grid.rows[: table.header.last + 1]:
            account.ignore((b.locators[0] for b in row.own), "header")
    return Attached(out, used)


def _of(rows: Sequence[PlanRow], table_no: int) -> list[PlanRow]:
    return [r for r in rows if r.table_no == table_no]


def _value(text: str) -> Number:
    label = read_label(text)
    return label.value if label and is_label(text) else ()


def _number(row: PlanRow) -> Number:
    stated = row.fields.get("recommendation_no")
    return _value(stated.text) if stated else ()


def _read(grid: Grid) -> _Table | None:
    """The table by numbers, None when it has no column of them or a number twice."""
    header = find_header(grid)
    if header is None or header.first > 0 or "recommendation_no" not in header.fields:
        return None
    if any(not c.field for c in header.columns if c.header) or len(header.fields) != len(header.columns):
        return None
    rows: dict[Number, Mapping[str, Bit]] = {}
    for row in grid.rows[header.last + 1 :]:
        if not row.own:
            continue
        cells = {
            c.field: join_side_by_side([row.bits[i] for i in c.parts]) for c in header.columns if c.field
        }
        number = _value(cells["recommendation_no"].text)
        if not number or number in rows or any(b.merged for b in cells.values()):
            return None
        rows[number] = cells
    return _Table(grid, header, rows) if len(rows) >= _MIN_ROWS else None


def _fits(table: _Table, rows: Sequence[PlanRow]) -> bool:
    numbers = [_number(r) for r in rows]
    adds = table.header.fields - {"recommendation_no"}
    lacking = all(name not in row.fields for row in rows for name in adds)
    once = adds <= _SHARED or all(numbers.count(n) == 1 for n in table.rows)
    return bool(adds) and lacking and once and set(table.rows) <= set(numbers) and all(numbers)


def _with(row: PlanRow, table: _Table) -> PlanRow:
    cells = table.rows.get(_number(row))
    added = {name: RawField("") for name in table.header.fields if name != "recommendation_no"}
    fields = {**row.fields, **added}
    if cells is not None:
        fields |= {name: RawField(b.text, b.locators) for name, b in cells.items() if name in added}
        stated = row.fields["recommendation_no"]
        places = (*stated.locators, *cells["recommendation_no"].locators)
        fields["recommendation_no"] = replace(stated, locators=places)
    found = "recommendation" in added and bool(fields["recommendation"].text)
    findings = tuple(f for f in row.findings if not (found and f.code == _ELSEWHERE))
    confidence = row.confidence / FACTORS[_ELSEWHERE] if len(findings) < len(row.findings) else row.confidence
    ordered = {name: fields[name] for name in FIELDS if name in fields}
    return replace(row, fields=ordered, findings=findings, confidence=round(min(1.0, confidence), 3))
