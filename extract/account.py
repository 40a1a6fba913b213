"""The account of cells (promise 2): every non-empty cell of a plan table is placed, ignored by a named rule, or reported.

Placed is not taken on trust: it is counted from the finished rows, by the places their fields cite and by whether the
cell's letters really stand in what cites it.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.grid import Grid, Place, place
from extract.keys import own_name
from extract.model import CellLedger, PlanRow, RawField
from extract.numbers import read_label
from extract.text import squash
from extract.ticks import is_marked
from ingest.model import Locator

_MAX_PARTS = 3
IGNORE_RULES = (
    "header",
    "repeated-header",
    "prompt-row",
    "repeated-group",
    "title-row",
    "legend-row",
    "field-name",
    "unticked",
    "group-without-rows",
    "page-furniture",
)
"""The names an ignored cell may carry; docs/ explains each."""


class Account:
    """Collects what happens to cells while a plan is read."""

    def __init__(self) -> None:
        self._cells: dict[Place, tuple[tuple[str, ...], Locator]] = {}
        self._ignored: dict[Place, str] = {}
        self._reported: set[Place] = set()

    def enter(self, grid: Grid) -> None:
        """Enter every non-empty cell of a recognised plan table."""
        for row in grid.rows:
            for bit in row.bits:
                if bit.text and not bit.merged and bit.locators:
                    where = bit.locators[0]
                    self._cells[place(where)] = ((bit.text,), where)

    def enter_line(self, where: Locator, texts: Iterable[str]) -> None:
        """Enter a line of a plan without a table. texts: what must stand in a field, without the names of fields."""
        self._cells[place(where)] = (tuple(texts), where)

    def ignore(self, locators: Iterable[Locator], rule: str) -> None:
        """Say that cells are left out, and by which named rule."""
        if rule not in IGNORE_RULES:
            raise KeyError(rule)
        for where in locators:
            self._ignored[place(where)] = rule

    def report(self, locators: Iterable[Locator]) -> None:
        """Say that cells are neither placed nor ignored but named in a finding."""
        self._reported.update(place(where) for where in locators)

    def close(self, rows: Iterable[PlanRow]) -> tuple[CellLedger, tuple[Locator, ...]]:
        """Return the account and the places of cells that are nowhere (empty when all is well)."""
        rows = list(rows)
        cited, named = _cited(rows), _named(rows)
        placed = 0
        ignored: Counter[str] = Counter()
        reported = 0
        lost: list[Locator] = []
        for key, (texts, where) in self._cells.items():
            if texts and key in cited and all(_stands_in(text, cited[key], named[key]) for text in texts):
                placed += 1
            elif key in self._ignored:
                ignored[self._ignored[key]] += 1
            elif key in self._reported:
                reported += 1
            else:
                lost.append(where)
        return CellLedger(len(self._cells), placed, dict(sorted(ignored.items())), reported), tuple(lost)


def _stands_in(text: str, texts: list[str], fields: Mapping[str, list[str]]) -> bool:
    if is_marked(text):
        # a tick became the header of its column
        return True
    if _found(squash(text), texts):
        return True
    # "Status: In progress": the name counts as header where the value stands in that very field
    own = own_name(text, fields)
    if own is not None and _found(squash(own.value), fields[own.field]):
        return True
    # "Recommendation 1: ..." beside a number column that says R1: the label is said once
    label = read_label(text)
    return bool(label and label.value and label.rest and _found(squash(label.rest), texts))


def _found(wanted: str, texts: list[str]) -> bool:
    return any(wanted in t for t in texts) or wanted in "".join(dict.fromkeys(texts))


def _fields(row: PlanRow) -> Iterator[RawField]:
    yield from row.fields.values()
    yield from (value for _, value in row.other)
    if row.group_label:
        yield row.group_label


def _named(rows: Iterable[PlanRow]) -> Mapping[Place, Mapping[str, list[str]]]:
    """Place -> field -> the texts that cite it."""
    out: dict[Place, dict[str, list[str]]] = defaultdict(dict)
    for row in rows:
        for name, value in row.fields.items():
            for where in value.locators:
                out[place(where)].setdefault(name, []).append(squash(value.text))
    return out


def _cited(rows: Iterable[PlanRow]) -> dict[Place, list[str]]:
    cited: dict[Place, list[str]] = {}
    for row in rows:
        per_row: dict[Place, list[str]] = {}
        for value in _fields(row):
            for where in value.locators:
                key = place(where)
                per_row.setdefault(key, []).append(squash(value.text))
        for key, texts in per_row.items():
            # the parts of a cell under "Timescale & lead" stand in the fields' order, not in the cell's
            orders = itertools.permutations(texts) if 1 < len(texts) <= _MAX_PARTS else [tuple(texts)]
            cited.setdefault(key, []).extend("".join(order) for order in orders)
    return cited
