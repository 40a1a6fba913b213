"""From drafts to PlanRows: fields named, numbers split off, status read from ticks and shading, groups and parents set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.boxes import chosen
from extract.cell_parts import split_cell
from extract.columns import Assigned
from extract.drafts import Draft, Drafted, Recommendation
from extract.grid import EMPTY, Bit
from extract.keys import key_at_head, own_name
from extract.model import FIELDS, PlanRow, RawField
from extract.numbers import Label, read_label, split_labels, trim_label
from extract.rating import rated, rating_columns
from extract.sentences import starts_inside
from extract.text import one_line, plain, squash
from extract.ticked import tick, ticked_lead
from extract.told import doubt_of_others


@dataclass(frozen=True, slots=True)
class Built:
    """A row with the cells it was made of (for measuring confidence) and notes for its findings."""

    row: PlanRow
    bits: Mapping[str, Bit]
    notes: tuple[str, ...]
    draft: Draft | None = None


def raw(bit: Bit) -> RawField:
    """A cell as a field."""
    return RawField(bit.text.strip(), bit.locators)


def unnamed(name: str, bit: Bit, header: str) -> RawField:
    """A cell as a field, without the field's name where the cell says it again before the value.

    Progress and outcomes go by several names that tell values apart: there it must be a word of the printed header.
    """
    named = own_name(bit.text, (name,))
    if named is None:
        return raw(bit)
    if name in ("milestones", "completion") and squash(named.head) not in squash(header):
        return raw(bit)
    return RawField(named.value, bit.locators)


def number_and_text(number: Bit | None, text: Bit, label: Label | None) -> tuple[RawField | None, RawField]:
    """The recommendation's number and its text. number: the number column's cell, None without such a column."""
    if number is None:
        if label is None:
            return None, raw(text)
        return RawField(label.number, text.locators[:1]), RawField(label.rest, text.locators)
    stated = trim_label(number.text)
    if label and label.certain and label.rest and (not stated or label.value == _digits(stated)):
        # the number column counts; "1" beside "Recommendation 1: ..." is said in full
        name = label.number if squash(stated) in squash(label.number) else stated
        return RawField(name, (*number.locators, *text.locators[:1])), RawField(label.rest, text.locators)
    if label and label.rest and label.number == stated:
        return RawField(stated, (*number.locators, *text.locators[:1])), RawField(label.rest, text.locators)
    return RawField(stated, number.locators), raw(text)


def _digits(text: str) -> tuple[int, ...]:
    label = read_label(text)
    return label.value if label else ()


def build_rows(drafted: Drafted, table_no: int, heading: RawField | None) -> list[Built]:
    """Make the rows of one plan table. heading: the group that a heading above the table names, if it does."""
    roles = drafted.roles
    numbers = _labels(drafted)
    has_number = any(_is(r, "recommendation_no") for r in roles) or any(
        x is not None for x in numbers.values()
    )
    rating = rating_columns(drafted)
    built: list[Built] = []
    parent: tuple[str, int] | None = None
    for row_no, draft in enumerate(drafted.rows, start=1):
        fields, other, notes = _fields(draft, roles, numbers, has_number)
        colour = rated(draft, rating)
        if doubt := doubt_of_others(fields, _watched(draft, roles), rated=colour is not None):
            notes.append(doubt)
        text = fields["recommendation"].text if "recommendation" in fields else ""
        group = raw(draft.group) if draft.group else heading
        parent, parent_text = _parent(parent, text, group, _identity(draft.recommendation))
        pages = [p for p in draft.pages if p is not None]
        row = PlanRow(
            table_no,
            row_no,
            min(pages) if pages else None,
            max(pages) if pages else None,
            {name: fields[name] for name in FIELDS if name in fields},
            tuple(other),
            group,
            parent_text,
            colour,
            tuple(draft.joins),
        )
        built.append(Built(row, _bits(draft, roles), tuple(notes), draft))
    return built


def _watched(draft: Draft, roles: Sequence[Assigned]) -> list[RawField]:
    return [raw(draft.cells.get(i, EMPTY)) for i, r in enumerate(roles) if r.role == "other" and r.watched]


def _header(draft: Draft, column: int) -> str:
    columns = draft.chunk.columns
    return columns[column].header if column < len(columns) else ""


def _is(role: Assigned, name: str) -> bool:
    return role.role == "field" and role.name == name


def _text_bit(recommendation: Recommendation, roles: Sequence[Assigned]) -> Bit:
    if recommendation.wide is not None:
        return recommendation.wide
    return next(
        (recommendation.cells.get(i, EMPTY) for i, r in enumerate(roles) if _is(r, "recommendation")), EMPTY
    )


def _labels(drafted: Drafted) -> dict[int, Label | None]:
    """Recommendation (by identity of its text cell) -> label, over the whole table so that series can be seen."""
    bits: dict[int, Bit] = {}
    for draft in drafted.rows:
        bits.setdefault(_identity(draft.recommendation), _text_bit(draft.recommendation, drafted.roles))
    found = split_labels([b.text for b in bits.values()])
    return dict(zip(bits, found, strict=True))


def _identity(recommendation: Recommendation) -> int:
    """The same for all rows under one full-width recommendation, also where each has a number of its own."""
    return id(recommendation if recommendation.wide is None else recommendation.wide)


def _fields(
    draft: Draft, roles: Sequence[Assigned], labels: Mapping[int, Label | None], has_number: bool
) -> tuple[dict[str, RawField], list[tuple[str, RawField]], list[str]]:
    fields: dict[str, RawField] = {}
    other: list[tuple[str, RawField]] = []
    notes: list[str] = list(draft.guessed)
    recommendation = draft.recommendation
    number: Bit | None = recommendation.label
    for i, role in enumerate(roles):
        if _is(role, "recommendation_no"):
            number = recommendation.cells.get(i, EMPTY)
    label = labels.get(_identity(recommendation))
    if recommendation.wide is not None and number is not None and (label or recommendation.label):
        number = _own_number(draft, roles, number, label, other)
    if recommendation.wide is not None or any(_is(r, "recommendation") for r in roles):
        stated = _text_bit(recommendation, roles)
        no, text = number_and_text(number, stated, label)
        if text.text == stated.text.strip():
            text = replace(unnamed("recommendation", stated, ""), locators=text.locators)
        fields["recommendation"] = text
        if has_number:
            fields["recommendation_no"] = no or RawField("")
    elif number is not None:
        fields["recommendation_no"] = RawField(trim_label(number.text), number.locators)
    for i, role in enumerate(roles):
        bit = draft.cells.get(i, EMPTY)
        if role.doubt and bit.text and not bit.merged:
            notes.append(role.doubt)
        if role.role == "other":
            other.append((role.name, raw(bit)))
        elif role.role == "split":
            pieces = split_cell(bit.text, role.parts)
            if pieces is None:  # joined over a page break since the column was judged
                notes.append("COLUMN_COMBINED")
                other.append((role.name, raw(bit)))
            for name in role.parts:
                piece = RawField(pieces[name] if pieces else "", bit.locators)
                fields[name] = _joined(fields.get(name), piece)
        elif role.role == "field" and role.name not in ("recommendation", "recommendation_no"):
            value = unnamed(role.name, bit, _header(draft, i))
            if (choice := chosen(value.text)) != value.text:
                other.append((f"{one_line(_header(draft, i))} (choices)", raw(bit)))
                value = RawField(choice, bit.locators)
            fields[role.name] = _joined(fields.get(role.name), value)
    for bit in draft.across:
        _across(bit, fields, other)
    bodies = [(i, r.name) for i, r in enumerate(roles) if r.role == "ticked-lead"]
    if bodies:
        ticked_lead(draft, bodies, fields, other)
    ticked = [(i, r.name) for i, r in enumerate(roles) if r.role == "tick"]
    if ticked:
        tick(draft, ticked, fields, other, notes)
    return fields, other, notes


def _own_number(
    draft: Draft,
    roles: Sequence[Assigned],
    number: Bit,
    label: Label | None,
    other: list[tuple[str, RawField]],
) -> Bit | None:
    """The number of an action ("1.1") under "Recommendation 1: ..." stands beside that of the recommendation, in `other`."""
    stated = draft.recommendation.label
    if number is stated or not number.text:
        return stated
    said = label.value if label else _digits(stated.text) if stated else ()
    whole = label is not None and squash(trim_label(number.text)) in squash(label.number)
    if _digits(number.text) == said and stated is None and whole:
        return number
    at = next(i for i, role in enumerate(roles) if _is(role, "recommendation_no"))
    other.append((one_line(draft.chunk.columns[at].header) or "Action no.", raw(number)))
    return stated


def _across(bit: Bit, fields: dict[str, RawField], other: list[tuple[str, RawField]]) -> None:
    """ "Update: sampled in May" in a row across the table, under the action it belongs to: its field's value, kept whole
    beside another value."""
    key = key_at_head(bit.text.partition(":")[0])
    named = own_name(bit.text, FIELDS)
    before = fields.get(named.field) if named else None
    if named and not (before and before.text):
        fields[named.field] = _joined(before, RawField(named.value, bit.locators))
    elif key and key.name:
        fields[key.name] = _joined(fields.get(key.name), raw(bit))
    else:
        other.append((key.head if key else "", raw(bit)))


def _joined(before: RawField | None, after: RawField) -> RawField:
    if before is None:
        return after
    text = "\n".join(t for t in (before.text, after.text) if t)
    return RawField(text, (*before.locators, *(w for w in after.locators if w not in before.locators)))


def _parent(
    parent: tuple[str, int] | None, text: str, group: RawField | None, identity: int
) -> tuple[tuple[str, int] | None, str | None]:
    """The stem that a fragment hangs on: the last recommendation that ended with a colon, or the group row."""
    if parent and parent[1] == identity:
        return parent, None
    fragment = bool(text) and (starts_inside(text) or text.rstrip().endswith((";", "; and", ", and")))
    if fragment:
        if parent:
            return parent, parent[0]
        if group and group.text.rstrip().endswith(":"):
            return None, group.text
        return None, None
    return ((plain(text), identity) if text.rstrip().endswith(":") else None), None


def _bits(draft: Draft, roles: Sequence[Assigned]) -> dict[str, Bit]:
    bits: dict[str, Bit] = {"recommendation": _text_bit(draft.recommendation, roles)}
    for i, role in enumerate(roles):
        if role.role == "field" and role.name not in ("recommendation", "recommendation_no"):
            bits.setdefault(role.name, draft.cells.get(i, EMPTY))
        elif role.role in ("other", "split"):
            bits[f"{role.role} {role.name}"] = draft.cells.get(i, EMPTY)
    return bits
