"""Tables that name their fields in the first column: one small table a recommendation, and transposed tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.find import FOLLOW_UP, is_full_width
from extract.grid import EMPTY, Bit, Grid, GridRow
from extract.header_rules import HeaderMatch
from extract.headers import is_prompt, joins_duplicates, match_header
from extract.joined_text import join_bits
from extract.keys import own_name
from extract.line_pairs import names_in_line, split_pairs
from extract.lone_dates import lone_dates
from extract.model import FIELDS, Join, PlanRow, RawField
from extract.numbers import Label, read_label, split_labels
from extract.rows import Built, number_and_text, raw
from extract.text import one_line, squash

MIN_FIELDS = 3
"""So many different fields must be named in the first column, or two there and the rest in its lines."""
_MIN_SCORE = 0.85
_MIN_SHARE = 0.5
_NUMBERED = re.compile(r"(?:\s*(?:no\.?\s*)?\d+(?:\.\d+)*[a-z]?|\s\(?[a-h]\)?)[\s.:]*$", re.IGNORECASE)


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
    above: Bit | None = None
    last: str = ""
    notes: list[str] = field(default_factory=list)
    heads: dict[str, tuple[str, HeaderMatch]] = field(default_factory=dict)
    """Field -> the name it stood under, as compared, and what that was read as."""
    printed: dict[str, str] = field(default_factory=dict)
    family: int = 0
    """Equal for the actions of one recommendation."""
    count: str = ""
    """What its action is counted by: "2" of "Action 2"."""
    block: dict[str, list[Bit]] = field(default_factory=dict)
    """Field -> further values named one after another below the last action."""


def match_of(bit: Bit) -> HeaderMatch | None:
    """What a cell of the first column names, None for other words."""
    match = match_header(bit.text)
    if match is None or match.score < _MIN_SCORE:
        match = match_header(_NUMBERED.sub("", one_line(bit.text))) or match
    if match is None and (named := own_name(bit.text, FIELDS)) and tells_to_fill_in(named.value):
        match = match_header(named.head)
    return match if match and match.kind != "not_a_plan" and match.score >= _MIN_SCORE else None


def tells_to_fill_in(text: str) -> bool:
    """True for what follows a name on a form, to whoever fills it in: "what will be done?", "(name of agency)"."""
    return is_prompt(text) or text[:1] in ("(", "[", "<")


def is_number_line(bit: Bit) -> bool:
    """True for a headline such as "Recommendation 3", which is a number although it begins like a field's name."""
    label = read_label(bit.text)
    return bool(label and label.certain and not label.rest)


def field_of(match: HeaderMatch) -> str | None:
    """The field a name stands for; a learning point stands in for the recommendation."""
    if match.kind != "field":
        return None
    return "recommendation" if match.name == "learning" else match.name


def key_text(text: str) -> str:
    """A name for comparing: "Action 1" and "Action 2" are the same one."""
    return squash(_NUMBERED.sub("", one_line(text)))


def named_again(record: Record, key: Bit, match: HeaderMatch) -> bool:
    """True when a name opens the next record or action. Another name of the same field ("Agency", "Lead officer") does
    not, but for recommendations: beside one, only a learning point belongs to the same record."""
    name = field_of(match)
    held = record.heads.get(name) if name else None
    if held is None:
        return False
    if held[0] == key_text(key.text) or not held[0]:
        return True
    if name == "recommendation":
        return (held[1].name == "learning") == (match.name == "learning")
    return name == "recommendation_no"


def synonym(
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
        record.fields[name], record.heads[name] = value, (key_text(key.text), match)
        record.printed[name], record.last = one_line(key.text), name
    else:
        record.other.append((one_line(key.text), value))
        record.last = ""


def pairs_in_row(row: GridRow, key_columns: Sequence[int], across: bool) -> list[tuple[Bit, list[Bit]]]:
    """The field names of a row with the values to their right, up to the next name. across: each value is one of a
    recommendation of its own, so that none of them is a name."""
    out: list[tuple[Bit, list[Bit]]] = []
    bounds = [*key_columns, len(row.bits)]
    for start, end in itertools.pairwise(bounds):
        key, values = row.bits[start], list(row.bits[start + 1 : end])
        out.extend([(key, values)] if across else split_pairs(key, values))
    return out


def key_columns(grid: Grid) -> tuple[int, ...]:
    """The columns that hold field names (0-based), () when the table is not of this kind."""
    if grid.width < 2 or len(grid.rows) < 2:
        return ()
    found: list[int] = []
    inner = {name for row in grid.rows for name in names_in_line(row.bits[0], row.bits[1:])}
    names: set[str] = set()
    for c in range(grid.width - 1):
        if found and c == found[-1] + 1:
            continue
        keys = [
            row.bits[c]
            for row in grid.rows
            if row.bits[c].text and not row.bits[c].merged and not is_full_width(row, grid.width)
        ]
        matches = [m for b in keys if (m := match_of(b))]
        fields = {f for m in matches if (f := field_of(m))}
        enough = len(fields) >= 2 and (c > 0 or len(fields | inner) >= MIN_FIELDS)
        if keys and enough and len(matches) >= _MIN_SHARE * len(keys):
            found.append(c)
            names |= fields | inner
        elif c == 0:
            return ()
    if not names & {"recommendation", "action"} or len(names & FOLLOW_UP) < 2:
        return ()
    return tuple(found)


def transposed(grid: Grid, keys: Sequence[int]) -> bool:
    """True when each column right of the names is a recommendation of its own."""
    if tuple(keys) != (0,) or grid.width < 3:
        return False
    values = [split_pairs(row.bits[0], row.bits[1:])[0][1] for row in grid.rows]
    several = sum(sum(bool(b.text) for b in found) > 1 for found in values)
    return several >= 0.5 * len([r for r in grid.rows if r.own])


def holds_something(record: Record) -> bool:
    """True for a record with more than a number."""
    return any(b.text for n, b in record.fields.items() if n != "recommendation_no")


def _lone_dates(records: Sequence[Record]) -> None:
    dates = lone_dates([r.fields for r in records], [r.other for r in records])
    for record, date in zip(records, dates, strict=True):
        if date is not None:
            record.fields["target_date"] = date
            record.other = [(name, b) for name, b in record.other if b is not date]


def build_records(records: Sequence[Record], first_table: int) -> list[Built]:
    """Rows of the record tables; each table of the document counts as a plan table."""
    _lone_dates(records)
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
