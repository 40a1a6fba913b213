"""Tables that name their fields in the first column: one small table a recommendation, and transposed tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.account import Account
from extract.cell_parts import split_cell
from extract.find import FOLLOW_UP, is_full_width
from extract.grid import EMPTY, Bit, Grid, GridRow, join_side_by_side
from extract.groups import MAX_GROUP_CHARS
from extract.halves import same_edges
from extract.headers import EXACT, HeaderMatch, joins_duplicates, match_header
from extract.join import join_bits
from extract.model import FIELDS, Join, PlanRow, RawField
from extract.numbers import Label, is_label, read_label, split_labels
from extract.rows import Built, number_and_text, raw
from extract.text import one_line, squash

MIN_FIELDS = 3
"""So many different fields must be named in the first column."""
_MIN_SCORE = 0.85
_MIN_SHARE = 0.5
_NUMBERED = re.compile(r"\s*(?:no\.?\s*)?\d+(?:\.\d+)*[a-z]?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Record:
    """The cells of one recommendation and action by field name, and the others by their printed name."""

    table: int
    fields: dict[str, Bit] = field(default_factory=dict)
    other: list[tuple[str, Bit]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    heading: str = ""
    group: Bit | None = None
    last: str = ""
    notes: list[str] = field(default_factory=list)
    heads: dict[str, tuple[str, HeaderMatch]] = field(default_factory=dict)
    """Field -> the name it stood under, as compared, and what that was read as."""
    printed: dict[str, str] = field(default_factory=dict)


def _name(bit: Bit) -> HeaderMatch | None:
    match = match_header(bit.text) or match_header(_NUMBERED.sub("", one_line(bit.text)))
    return match if match and match.kind != "not_a_plan" and match.score >= _MIN_SCORE else None


def _numbers(bit: Bit) -> bool:
    """True for a headline such as "Recommendation 3", which is a number although it begins like a field's name."""
    label = read_label(bit.text)
    return bool(label and label.certain and not label.rest)


def _field(match: HeaderMatch) -> str | None:
    if match.kind != "field":
        return None
    return "recommendation" if match.name == "learning" else match.name


def _key_text(text: str) -> str:
    """A name for comparing: "Action 1" and "Action 2" are the same one."""
    return squash(_NUMBERED.sub("", one_line(text)))


def _named_again(record: Record, key: Bit, match: HeaderMatch) -> bool:
    """True when a name opens the next record or action. Another name of the same field ("Agency", "Lead officer") does
    not, but for recommendations: beside one, only a learning point belongs to the same record."""
    name = _field(match)
    held = record.heads.get(name) if name else None
    if held is None:
        return False
    if held[0] == _key_text(key.text) or not held[0]:
        return True
    if name == "recommendation":
        return (held[1].name == "learning") == (match.name == "learning")
    return name == "recommendation_no"


def _synonym(
    record: Record, name: str, held: tuple[str, HeaderMatch], key: Bit, match: HeaderMatch, value: Bit
) -> None:
    """A second name of one field in one record: joined, or the better name is the field and the other goes to `other`."""
    before = record.fields[name]
    if joins_duplicates(name):
        record.fields[name] = join_bits(replace(before, tail="end"), value)
        record.last = name
        return
    better = (match.name != "learning", -match.rank) > (held[1].name != "learning", -held[1].rank)
    if better:
        record.other.append((record.printed[name], before))
        record.fields[name], record.heads[name] = value, (_key_text(key.text), match)
        record.printed[name], record.last = one_line(key.text), name
    else:
        record.other.append((one_line(key.text), value))
        record.last = ""


def pairs_in_row(row: GridRow, key_columns: Sequence[int]) -> list[tuple[Bit, list[Bit]]]:
    """The field names of a row with the values to their right, up to the next name."""
    out: list[tuple[Bit, list[Bit]]] = []
    bounds = [*key_columns, len(row.bits)]
    for start, end in itertools.pairwise(bounds):
        out.append((row.bits[start], list(row.bits[start + 1 : end])))
    return out


def key_columns(grid: Grid) -> tuple[int, ...]:
    """The columns that hold field names (0-based), () when the table is not of this kind."""
    if grid.width < 2 or len(grid.rows) < 2:
        return ()
    found: list[int] = []
    names: set[str] = set()
    for c in range(grid.width - 1):
        if found and c == found[-1] + 1:
            continue
        keys = [
            row.bits[c]
            for row in grid.rows
            if row.bits[c].text and not row.bits[c].merged and not is_full_width(row, grid.width)
        ]
        matches = [m for b in keys if (m := _name(b))]
        fields = {f for m in matches if (f := _field(m))}
        enough = MIN_FIELDS if c == 0 else 2
        if keys and len(fields) >= enough and len(matches) >= _MIN_SHARE * len(keys):
            found.append(c)
            names |= fields
        elif c == 0:
            return ()
    if not names & {"recommendation", "action"} or len(names & FOLLOW_UP) < 2:
        return ()
    return tuple(found)


def transposed(grid: Grid, keys: Sequence[int]) -> bool:
    """True when each column right of the names is a recommendation of its own."""
    if tuple(keys) != (0,) or grid.width < 3:
        return False
    several = sum(sum(bool(b.text) for b in row.bits[1:]) > 1 for row in grid.rows)
    return several >= 0.5 * len([r for r in grid.rows if r.own])


class RecordReader:
    """Reads the record tables of a document in order."""

    def __init__(self, account: Account, known_words: frozenset[str]) -> None:
        self.account = account
        self.words = known_words
        self.records: list[Record] = []
        self.grids: list[Grid] = []
        self._open: list[Record] = []
        self._before: Grid | None = None
        self._keys: tuple[int, ...] = ()
        self._group: Bit | None = None

    def continues(self, grid: Grid) -> bool:
        """True when a table without enough names of its own goes on with the last record table."""
        before = self._before
        if before is None or grid.width != before.width or grid.page is None or before.page is None:
            return False
        if not 0 <= grid.page - before.page <= 1 or not same_edges(before, grid):
            return False
        keys = [row.bits[0] for row in grid.rows if row.bits[0].text]
        return all(_name(b) for b in keys) and len(grid.rows) <= len(before.rows) + 12

    def take(self, grid: Grid, keys: tuple[int, ...], heading: str) -> None:
        """Read one table. heading: the line above it, for a number such as "Recommendation 3"."""
        self.grids.append(grid)
        new_page = bool(self._before and grid.page is not None and self._before.page != grid.page)
        keys = keys or self._keys
        across = transposed(grid, keys) if len(self._open) < 2 or not new_page else True
        count = grid.width - 1 if across else 1
        carried = bool(self._open) and new_page and len(self._open) == count and not heading
        if carried:
            first = next((row.bits[0] for row in grid.rows if row.own), EMPTY)
            match = _name(first)
            carried = not (match and _named_again(self._open[0], first, match))
        if not carried:
            self._start(grid, count, heading)
        for row in grid.rows:
            wide = is_full_width(row, grid.width)
            if wide is not None and (_numbers(wide) or not _name(wide)):
                self._wide(wide, grid, count)
                continue
            self._row(row, keys, across, grid, carried)
        self._before, self._keys = grid, keys

    def _start(self, grid: Grid, count: int, heading: str) -> None:
        self._open = [Record(grid.number, heading=heading, group=self._group) for _ in range(count)]
        self.records.extend(self._open)

    def _wide(self, wide: Bit, grid: Grid, count: int) -> None:
        label = read_label(wide.text)
        if label and (label.certain or is_label(wide.text)):
            if any(r.fields for r in self._open):
                self._start(grid, count, "")
            for record in self._open:
                record.fields["recommendation_no" if not label.rest else "recommendation"] = wide
                record.heads["recommendation_no"] = ("", HeaderMatch("field", "recommendation_no", EXACT))
        elif len(wide.text) <= MAX_GROUP_CHARS:
            self._group = wide
            # counts only where no record takes it as its group
            self.account.ignore(wide.locators, "group-without-rows")
            for record in self._open:
                record.group = record.group if record.fields else wide
        else:
            self.account.ignore(wide.locators, "legend-row")

    def _row(self, row: GridRow, keys: Sequence[int], across: bool, grid: Grid, carried: bool) -> None:
        for key, values in pairs_in_row(row, keys):
            match = _name(key)
            if key.text and not key.merged:
                self.account.ignore(key.locators, "field-name")
            name = _field(match) if match else None
            if match and name and _named_again(self._open[0], key, match):
                self._again(name, grid)
            if not across:
                values = [join_side_by_side(values)]
            for record, value in zip(self._open, values, strict=False):
                self._put(record, key, match, value, row, carried)

    def _again(self, name: str, grid: Grid) -> None:
        """A field named again opens the next record; an action named again, another action of the same one."""
        fresh = [Record(grid.number, group=self._group) for _ in self._open]
        if name not in ("recommendation", "recommendation_no"):
            for new, old in zip(fresh, self._open, strict=True):
                new.heading = old.heading
                for shared in ("recommendation_no", "recommendation", "scope"):
                    if shared in old.fields and shared != name:
                        new.fields[shared] = old.fields[shared]
        self._open = fresh
        self.records.extend(fresh)

    def _put(
        self, record: Record, key: Bit, match: HeaderMatch | None, value: Bit, row: GridRow, carried: bool
    ) -> None:
        name = _field(match) if match else None
        if match and match.parts and (pieces := split_cell(value.text, match.parts)):
            for part, text in pieces.items():
                piece = HeaderMatch("field", part, match.score)
                self._put(record, key, piece, replace(value, text=text), row, carried)
            return
        if row.page is not None and value.text and row.page not in record.pages:
            record.pages.append(row.page)
        if not key.text:
            if value.text and record.last:
                record.fields[record.last] = join_bits(
                    record.fields.get(record.last, EMPTY), value, self.words
                )
                if carried:
                    record.joins.append(Join("blank-others", row.page))
            elif value.text:
                record.other.append(("", value))
            return
        if name is None or match is None:
            record.other.append((one_line(key.text), value))
            record.last = ""
            if match and match.parts and value.text:
                record.notes.append("COLUMN_COMBINED")
            return
        label = read_label(key.text)
        if (
            name == "recommendation"
            and label
            and label.certain
            and not label.rest
            and "recommendation_no" not in record.fields
        ):
            # the field's name is the number: "Recommendation 3 | The Trust should ..."
            record.fields["recommendation_no"] = Bit(label.number, key.locators)
        held = record.heads.setdefault(name, (_key_text(key.text), match))
        if held[0] != _key_text(key.text) and name in record.fields and name != "recommendation_no":
            _synonym(record, name, held, key, match, value)
            return
        if name in record.fields and record.fields[name].text:
            value = join_bits(record.fields[name], value, self.words)
        record.fields[name] = value
        record.printed.setdefault(name, one_line(key.text))
        record.last = name


def holds_something(record: Record) -> bool:
    """True for a record with more than a number."""
    return any(b.text for n, b in record.fields.items() if n != "recommendation_no")


def build_records(records: Sequence[Record], first_table: int) -> list[Built]:
    """Rows of the record tables; each table of the document counts as a plan table."""
    records = [r for r in records if holds_something(r)]
    texts = [r.fields.get("recommendation", EMPTY) for r in records]
    labels = split_labels([b.text for b in texts])
    headings = [read_label(r.heading) if r.heading else None for r in records]
    numbered = (
        any(labels)
        or any("recommendation_no" in r.fields for r in records)
        or any(h and not h.rest for h in headings)
    )
    layout = {name for r in records for name in r.fields}
    built: list[Built] = []
    tables: dict[int, int] = {}
    rows: dict[int, int] = {}
    for record, text, label, heading in zip(records, texts, labels, headings, strict=True):
        table = tables.setdefault(record.table, first_table + len(tables))
        rows[table] = rows.get(table, 0) + 1
        fields = _record_fields(record, text, label, heading, numbered, layout)
        row = PlanRow(
            table,
            rows[table],
            min(record.pages) if record.pages else None,
            max(record.pages) if record.pages else None,
            {name: fields[name] for name in FIELDS if name in fields},
            tuple((name, raw(bit)) for name, bit in record.other),
            raw(record.group) if record.group else None,
            joins=tuple(record.joins),
        )
        built.append(Built(row, dict(record.fields), tuple(record.notes)))
    return built


def _record_fields(
    record: Record, text: Bit, label: Label | None, heading: Label | None, numbered: bool, layout: set[str]
) -> Mapping[str, RawField]:
    fields = {
        name: raw(record.fields.get(name, EMPTY))
        for name in layout
        if name not in ("recommendation", "recommendation_no")
    }
    number = record.fields.get("recommendation_no")
    no, stated = number_and_text(number, text, label)
    if no is None and heading and not heading.rest and heading.certain:
        no = RawField(heading.number)
    fields["recommendation"] = stated
    if numbered:
        fields["recommendation_no"] = no or RawField("")
    return fields
