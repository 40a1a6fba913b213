"""Reads tables that name their fields in the first column, one after another."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from extract.account import Account
from extract.cell_parts import split_cell
from extract.edges import same_edges
from extract.find import is_full_width
from extract.form_actions import count_of, is_block
from extract.grid import EMPTY, Bit, Grid, GridRow, join_side_by_side
from extract.groups import MAX_GROUP_CHARS
from extract.header_rules import EXACT, HeaderMatch
from extract.joined_text import join_bits
from extract.keys import Named, own_name
from extract.model import FIELDS, Join
from extract.numbers import is_label, read_label
from extract.records import (
    Record,
    field_of,
    is_number_line,
    key_text,
    match_of,
    named_again,
    pairs_in_row,
    synonym,
    tells_to_fill_in,
    transposed,
)
from extract.text import one_line, squash


class RecordReader:
    """Reads the record tables of a document in order."""

    def __init__(self, account: Account, known_words: Container[str]) -> None:
        self.account = account
        self.words = known_words
        self.records: list[Record] = []
        self.grids: list[Grid] = []
        self._open: list[Record] = []
        self._before: Grid | None = None
        self._keys: tuple[int, ...] = ()
        self._group: Bit | None = None
        self._above: Bit | None = None
        self._families = 0

    def continues(self, grid: Grid) -> bool:
        """True when a table without enough names of its own goes on with the last record table."""
        before = self._before
        if before is None or grid.width != before.width or grid.page is None or before.page is None:
            return False
        if not 0 <= grid.page - before.page <= 1 or not same_edges(before, grid):
            return False
        keys = [row.bits[0] for row in grid.rows if row.bits[0].text]
        return all(match_of(b) for b in keys) and len(grid.rows) <= len(before.rows) + 12

    def take(
        self,
        grid: Grid,
        keys: tuple[int, ...],
        heading: str,
        above: Bit | None = None,
        stated: Bit | None = None,
    ) -> None:
        """Read one table. heading: the line above it, for a number such as "Recommendation 3". above: a new heading over
        it, which counts for the tables that follow as well. stated: a recommendation in the lines above it, for a form
        that names none."""
        self._above = above or self._above
        self.grids.append(grid)
        new_page = bool(self._before and grid.page is not None and self._before.page != grid.page)
        keys = keys or self._keys
        across = transposed(grid, keys) if len(self._open) < 2 or not new_page else True
        count = grid.width - 1 if across else 1
        carried = bool(self._open) and new_page and len(self._open) == count and not heading
        if carried:
            first = next((row.bits[0] for row in grid.rows if row.own), EMPTY)
            match = match_of(first)
            again = match is not None and named_again(self._open[0], first, match)
            again = again or (across and self._counts_anew(grid.rows[0]))
            carried = not again or (match is not None and self._more_actions(match))
        if not carried:
            self._start(grid, count, heading)
        for row in grid.rows:
            wide = is_full_width(row, grid.width)
            if wide is not None and self._named_in_cell(wide, row, carried):
                continue
            if wide is not None and (is_number_line(wide) or not match_of(wide)):
                self._wide(wide, grid, count)
                continue
            self._row(row, keys, across, grid, carried)
        for record in self.records if stated is not None and count == 1 and not carried else ():
            if record.table == grid.number and not record.fields.keys() & {
                "recommendation",
                "recommendation_no",
            }:
                record.fields["recommendation"] = stated or EMPTY
        self._before, self._keys = grid, keys

    def _start(self, grid: Grid, count: int, heading: str) -> None:
        self._open = [self._record(grid.number, heading) for _ in range(count)]
        self.records.extend(self._open)

    def _counts_anew(self, row: GridRow) -> bool:
        """True for the heads of a transposed table that number other recommendations than those that are open."""
        heads = [b.text for b in row.bits[1 : len(self._open) + 1]]
        if match_of(row.bits[0]) is not None or not all(t and is_label(t) for t in heads):
            return False
        held = [r.fields.get("recommendation_no", EMPTY).text for r in self._open]
        return [squash(t) for t in heads] != [squash(t) for t in held]

    def _more_actions(self, match: HeaderMatch) -> bool:
        """True when a page that begins with an action can only say more of the recommendation before it."""
        open_one = self._open[0].fields if len(self._open) == 1 else {}
        return field_of(match) == "action" and bool(open_one.get("recommendation", EMPTY).text)

    def _record(self, table: int, heading: str = "") -> Record:
        self._families += 1
        return Record(table, heading=heading, group=self._group, above=self._above, family=self._families)

    def _family(self) -> list[Record]:
        """The records of the recommendation that is open."""
        return [r for r in self.records if r.family == self._open[0].family] if len(self._open) == 1 else []

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
        if across and self._numbers(row):
            return
        for key, values in pairs_in_row(row, keys, across):
            match = match_of(key)
            bare = _name_and_value(key) is None or any(v.text for v in values)
            if key.text and not key.merged and bare:
                self.account.ignore(key.locators, "field-name")
            name = field_of(match) if match else None
            if not across:
                values = [join_side_by_side(values)]
            said = [v.text for v in values if v.text]
            if match and name == "recommendation" and said and all(map(is_label, said)):
                match, name = replace(match, name="recommendation_no"), "recommendation_no"
            if match and name and self._of_earlier_action(name, key, match, values[0], row):
                continue
            if match and name and named_again(self._open[0], key, match):
                self._again(name, grid.number)
            if not any(v.text for v in values) and not key.merged and self._named_in_cell(key, row, carried):
                continue
            for record, value in zip(self._open, values, strict=False):
                self._put(record, key, match, value, row, carried)

    def _of_earlier_action(self, name: str, key: Bit, match: HeaderMatch, value: Bit, row: GridRow) -> bool:
        """Take a value that belongs to an action further up: "Lead 1" below "Action 2", or the next of a block of leads."""
        if name in ("recommendation", "recommendation_no", "action"):
            return False
        family, count = self._family(), count_of(key.text)
        counted = next((r for r in family if count and r.count == count), None)
        if counted is not None and name not in counted.fields:
            self._put(counted, key, match, value, row, carried=False)
            return True
        if named_again(self._open[0], key, match) and is_block(family, name):
            self._open[0].block.setdefault(name, []).append(value)
            return True
        return False

    def _named_in_cell(self, bit: Bit, row: GridRow, carried: bool) -> bool:
        """Take a cell that holds name and value, "Status: In progress", among cells of names and cells of values."""
        named = _name_and_value(bit)
        if named is None or len(self._open) != 1:
            return False
        key = replace(bit, text=named.head, locators=())
        match = HeaderMatch("field", named.field, EXACT)
        if named_again(self._open[0], key, match):
            self._again(named.field, row.table)
        self._put(self._open[0], key, match, replace(bit, text=named.value), row, carried)
        return True

    def _numbers(self, row: GridRow) -> bool:
        """Take the heads of a transposed table that number its columns, the corner empty or of no known name."""
        corner, heads = row.bits[0], row.bits[1 : len(self._open) + 1]
        begun = any(r.fields for r in self._open) or match_of(corner) is not None
        if begun or not any(b.text for b in heads) or not all(is_label(b.text) for b in heads if b.text):
            return False
        self.account.ignore(corner.locators, "field-name")
        for record, head in zip(self._open, heads, strict=False):
            record.fields["recommendation_no"] = head
            record.heads["recommendation_no"] = ("", HeaderMatch("field", "recommendation_no", EXACT))
        return True

    def _again(self, name: str, table: int) -> None:
        """A field named again opens the next record; an action named again, another action of the same one."""
        fresh = [self._record(table) for _ in self._open]
        if name not in ("recommendation", "recommendation_no"):
            for new, old in zip(fresh, self._open, strict=True):
                new.heading, new.family = old.heading, old.family
                for shared in ("recommendation_no", "recommendation", "scope"):
                    if shared in old.fields and shared != name:
                        new.fields[shared] = old.fields[shared]
        self._open = fresh
        self.records.extend(fresh)

    def _put(
        self, record: Record, key: Bit, match: HeaderMatch | None, value: Bit, row: GridRow, carried: bool
    ) -> None:
        name = field_of(match) if match else None
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
        held = record.heads.setdefault(name, (key_text(key.text), match))
        if name == "action" and name not in record.fields:
            record.count = count_of(key.text)
        if held[0] != key_text(key.text) and name in record.fields and name != "recommendation_no":
            synonym(record, name, held, key, match, value)
            return
        if name in record.fields and record.fields[name].text:
            value = join_bits(record.fields[name], value, self.words)
        record.fields[name] = value
        record.printed.setdefault(name, one_line(key.text))
        record.last = name


def _name_and_value(bit: Bit) -> Named | None:
    """A cell's name and value; None where what follows the name tells what to fill in: "Action: what will be done?"."""
    named = own_name(bit.text, FIELDS)
    return None if named is None or tells_to_fill_in(named.value) else named
