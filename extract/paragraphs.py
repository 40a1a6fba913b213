"""Plans without a table: numbered paragraphs, each with values such as "Addressed to: Dorset Police".

A list of recommendations counts only if it is structured so: most of its items name who, what or by when. The plan's
region goes from its first item's first line to its last item's last; every line of it is in the account of cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.account import Account
from extract.confidence import judge
from extract.cutting import cut
from extract.grid import Bit, Grid, Place, place
from extract.item_reader import ItemReader
from extract.items import Entry, Item, Part, Read
from extract.keys import names_inside
from extract.lone_dates import lone_dates
from extract.model import FIELDS, PlanRow, RawField
from extract.numbers import follows_number, read_label
from extract.printed_lines import Printed, print_cells, print_lines
from extract.rows import Built
from extract.shared_values import SHARED, Share, share_out
from ingest.errors import finding
from ingest.model import Document, Finding, Locator

MIN_ITEMS = 2
MIN_CARD_FIELDS = 3
_WHO_OR_WHAT = frozenset({"action", "lead_agency"})
_OF_ITEMS = frozenset({"", "recommendation", "recommendation_no"})
"""What opens an item or goes to `other`: no field of an item."""
MIN_KEYED = 0.6
"""The share of items that must carry at least one labelled value."""


@dataclass(frozen=True, slots=True)
class ParagraphPlan:
    """A plan written as paragraphs: its rows, what is to be said of it, and its lines (counts from 1 of all lines)."""

    rows: tuple[PlanRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: frozenset[int] = frozenset()


def read_paragraphs(
    document: Document, account: Account, table_no: int = 1, *, beside_tables: bool = False
) -> ParagraphPlan:
    """The plan that a document's paragraphs hold; without rows when there is none.

    beside_tables: the document has plan tables as well, so that paragraphs must name an action or a lead and one more.
    """
    return _read(print_lines(document), account, table_no, beside_tables=beside_tables)


def is_card(grid: Grid) -> bool:
    """True for a table whose cells are "Lead: Kent Police", name and value in one."""
    keys = [cut(b.text.split("\n")[0])[:1] for row in grid.rows for b in row.own]
    named = [pieces[0].key.name for pieces in keys if pieces and pieces[0].key and pieces[0].text]
    fields = set(named) - {""}
    return (
        len(fields) >= MIN_CARD_FIELDS and "recommendation" in fields and len(named) >= MIN_KEYED * len(keys)
    )


def read_cards(grids: Sequence[Grid], account: Account, table_no: int = 1) -> ParagraphPlan:
    """The plan that a document's cards hold (see `is_card`)."""
    return _read(print_cells(grids), account, table_no, whole=True)


def _read(
    printed: Sequence[Printed],
    account: Account,
    table_no: int,
    *,
    beside_tables: bool = False,
    whole: bool = False,
) -> ParagraphPlan:
    """Read printed lines. whole: all of them are the plan's, also those before its first item."""
    if not _may_be_plan(printed, beside_tables=beside_tables):
        return ParagraphPlan()
    read = ItemReader(printed).run()
    run = _run(read.items)
    rows = [x for x in run if x.text.text or x.keyed]
    fields = {name for item in rows for name in item.fields}
    if len(rows) < MIN_ITEMS or (beside_tables and not (len(fields) > 1 and fields & _WHO_OR_WHAT)):
        return ParagraphPlan()
    built = _build(rows, table_no)
    region = list(read.lines) if whole else _region(read, {place(w) for b in built for w in _places(b.row)})
    findings = _account(read, rows, built, region, account)
    return ParagraphPlan(tuple(judge(built, (), {})), tuple(findings), frozenset(w.row for w in region))


def _may_be_plan(printed: Sequence[Printed], *, beside_tables: bool) -> bool:
    """False where the lines name too few fields for a plan, whatever items they make up."""
    keys = [piece.key for line in printed for piece in line.pieces if piece.key]
    told = [{k.name, *k.parts} - _OF_ITEMS for k in keys]
    names = {name for some in told for name in some}
    if beside_tables and not (len(names) > 1 and names & _WHO_OR_WHAT):
        return False
    return sum(map(bool, told)) >= MIN_ITEMS


def _run(items: Sequence[Item]) -> list[Item]:
    """The items from the first to the last that has labelled values, if most of those between have them too."""
    keyed = [i for i, item in enumerate(items) if item.keyed]
    if len(keyed) < MIN_ITEMS:
        return []
    fields = {name for i in keyed for name in items[i].fields}
    if len(fields) < 2 and not any(items[i].sure for i in keyed):
        return []
    first, last = keyed[0], keyed[-1]
    label = items[first].label
    family = label.rule if label else ""
    run = [x for x in items[first : last + 1] if x.keyed or (x.label and x.label.rule == family)]
    return run if sum(x.keyed for x in run) >= MIN_KEYED * len(run) else []


def _lone_dates(run: Sequence[Item]) -> None:
    entries = [e for item in run for e in item.entries]
    dates = lone_dates([item.fields for item in run], [e.other for e in entries])
    for entry, date in zip(entries, dates, strict=True):
        if date is not None:
            entry.keys["target_date"] = date
            entry.other = [(head, p) for head, p in entry.other if p is not date]


def _build(run: Sequence[Item], table_no: int) -> list[Built]:
    _lone_dates(run)
    layout = {name for item in run for name in item.fields}
    numbered = any(item.label for item in run)
    groups = {item.group.text if item.group else "" for item in run}
    built: list[Built] = []
    for item in run:
        for entry, share in zip(item.entries, _shares(item), strict=True):
            fields = _fields(item, {**share.values, **entry.keys}, layout, numbered)
            pages = [w.page for v in fields.values() for w in v.locators if w.page is not None]
            row = PlanRow(
                table_no,
                len(built) + 1,
                min(pages, default=None),
                max(pages, default=None),
                {name: fields[name] for name in FIELDS if name in fields},
                tuple(_named_apart(entry.other)),
                item.group if len(groups) > 1 else None,
            )
            bits: dict[str, Bit] = {"recommendation": item.text.bit()}
            bits |= {name: part.bit() for name, part in entry.keys.items()}
            built.append(Built(row, bits, (*_notes(entry, row), *([SHARED] if share.guessed else []))))
    return built


def _shares(item: Item) -> list[Share[Part]]:
    """What each action of an item gets from the others."""
    keys = [entry.keys for entry in item.entries]
    return share_out(keys) if all("action" in k for k in keys) else [Share() for _ in keys]


def _notes(entry: Entry, row: PlanRow) -> tuple[str, ...]:
    told = {
        "FIELD_REPEATED": entry.repeated,
        "COLUMN_COMBINED": entry.whole,
        "NAME_INSIDE": any(names_inside(v.text) for v in row.fields.values()),
    }
    return tuple(code for code, true in told.items() if true)


def _fields(item: Item, keys: Mapping[str, Part], layout: set[str], numbered: bool) -> dict[str, RawField]:
    fields: dict[str, RawField] = {}
    if numbered:
        label = item.label
        fields["recommendation_no"] = RawField(
            label.number if label else "", tuple(item.text.locators[:1]) if label else ()
        )
    fields["recommendation"] = item.text.raw()
    for name in FIELDS:
        if name in layout:
            fields[name] = keys[name].raw() if name in keys else RawField("")
    return fields


def _named_apart(other: Sequence[tuple[str, Part]]) -> list[tuple[str, RawField]]:
    """The values that map to no field; a name used twice is counted, as in tables."""
    used: dict[str, int] = {}
    out: list[tuple[str, RawField]] = []
    for head, part in other:
        used[head] = used.get(head, 0) + 1
        out.append((head if used[head] == 1 else f"{head} ({used[head]})", part.raw()))
    return out


# the account


def _account(
    read: Read, run: Sequence[Item], built: Sequence[Built], region: Sequence[Locator], account: Account
) -> list[Finding]:
    """Enter the lines of the plan's region and say where those went that are in no field."""
    headings = {place(b.row.group_label.locators[0]) for b in built if b.row.group_label}
    inside = set(region)
    for where in region:
        account.enter_line(where, read.lines[where])
    account.ignore((w for w in region if not read.lines[w]), "field-name")
    account.ignore((w for w in read.furniture if w in inside), "page-furniture")
    account.ignore((w for w in read.heads if w in inside and place(w) not in headings), "group-without-rows")
    lost = [w for w in read.left if w in inside] + _of_other_items(read, run, inside)
    account.report(lost)
    return [finding("extract", "LINE_LEFT_OUT", where) for where in _openings(lost, region)]


def _places(row: PlanRow) -> list[Locator]:
    values = (*row.fields.values(), *(v for _, v in row.other))
    return [w for v in values for w in v.locators]


def _region(read: Read, cited: set[Place]) -> list[Locator]:
    """The places of all lines from the first to the last that stands in a row."""
    order = list(read.lines)
    at = [i for i, where in enumerate(order) if place(where) in cited]
    return order[min(at) : max(at) + 1] if at else []


def _of_other_items(read: Read, run: Sequence[Item], inside: set[Locator]) -> list[Locator]:
    """Lines of numbered paragraphs between the plan's items that are no part of it."""
    kept = {id(x) for x in run}
    parts = [x.text for x in read.items if id(x) not in kept]
    return [w for part in parts for w in part.locators if w in inside]


def _openings(lost: Sequence[Locator], region: Sequence[Locator]) -> list[Locator]:
    """The first line of every stretch of lines left out."""
    gone = set(lost)
    return [w for i, w in enumerate(region) if w in gone and (i == 0 or region[i - 1] not in gone)]


def lists_recommendations(document: Document) -> bool:
    """True when a document has a heading "Recommendations" over numbered paragraphs (a list, no plan), or paragraphs
    that are each numbered as a recommendation. Headings inside the list (agencies) do not end it while its numbers run on.
    """
    under = headed = False
    count = 0
    last = ""
    named: set[tuple[int, ...]] = set()
    for line in document.lines:
        label = read_label(line.text) if line.role in ("body", "heading") else None
        if label and label.certain and label.number.casefold().startswith("rec"):
            named.add(label.value)
        elif line.role == "heading":
            under = "recommendation" in line.text.casefold() or (under and headed)
        elif label and (under or (count and follows_number(last, label.number))):
            count, last = count + 1, label.number
        headed = line.role == "heading"
    return max(count, len(named)) >= MIN_ITEMS
