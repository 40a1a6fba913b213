"""From physical rows to action rows: headers and groups taken out, merged cells filled down, page breaks joined."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from extract.account import Account
from extract.chunks import Chain, Chunk
from extract.drafts import Drafted, Recommendation, logical_row
from extract.grid import EMPTY, Bit, GridRow
from extract.groups import kind_of, same_group, states_recommendation
from extract.labelled_rows import recommendations_across
from extract.model import Join
from extract.numbers import is_label
from extract.page_breaks import decide_row, take_rest
from extract.row_looks import completes, cut_inside, head_only, more_lines, numbers_next
from extract.row_store import RowStore
from extract.stated import group_above, stated_places, stated_recommendation
from extract.table_character import TableCharacter, body_rows, places_of


class Drafting:
    """Reads the rows of one chain. Use `run` once."""

    def __init__(
        self, chain: Chain, account: Account, known_words: Container[str], half_pages: Mapping[int, int]
    ) -> None:
        self.chain = chain
        self.account = account
        self.kept = {id(chunk): list(body_rows(chain, chunk, account)) for chunk in chain.chunks}
        self.table = TableCharacter(chain, self.kept)
        self.across = recommendations_across(self.table)
        self.store = RowStore(self.table, account, known_words, half_pages)
        self.last_of_page = False
        self.orphans: list[Bit] = []
        self.notes: list[Bit] = []
        self.wide: Recommendation | None = None
        self.outer: Bit | None = None
        self.wide_at: tuple[GridRow, Chunk] | None = None
        self.group_at: tuple[GridRow, Chunk] | None = None
        self.held: tuple[list[Bit], GridRow, Chunk] | None = None

    def run(self, stated: Recommendation | None = None) -> Drafted:
        """Read all chunks in order. stated: a recommendation in a heading above a table of actions only."""
        if self.table.text_column is None and stated is not None:
            self.wide = stated
        for index, chunk in enumerate(self.chain.chunks):
            self._lead(chunk)
            first = index > 0
            rows = self.kept[id(chunk)]
            more = index + 1 < len(self.chain.chunks)
            for row in rows:
                self.last_of_page = more and row is rows[-1] and row.page is not None
                first = self._take(row, chunk, first) and first
        self._release()
        self._close_wide()
        if self.store.group is not None and not self.store.group_used:
            self._drop_group()
        return Drafted(self.store.rows, self.table.roles, self.orphans, self.notes)

    def _lead(self, chunk: Chunk) -> None:
        for row in chunk.lead:
            stated = stated_recommendation(row, chunk.grid.width)
            if stated is not None and self.table.text_column is None:
                self._open_wide(stated, row, chunk)
                self.account.ignore(
                    (w for w in places_of(row) if w not in stated_places(stated)), "field-name"
                )
            elif (
                row is chunk.lead[-1]
                and (group := group_above(row, chunk, self.kept[id(chunk)], self.table.bold_text)) is not None
            ):
                self._new_group(group, row, chunk)
            else:
                self.account.ignore(places_of(row), "title-row")

    def _take(self, row: GridRow, chunk: Chunk, first: bool) -> bool:
        """Take one row; returns whether the next row still is the first that may carry on the page before."""
        kind, wide = kind_of(row, chunk.grid.width, chunk.columns, self.table.bold_text)
        if id(row) in self.across:
            kind = "recommendation"
        if kind == "blank":
            return first
        if wide is not None and first and kind in ("group", "note") and take_rest(self.store, wide, row):
            return False
        if wide is not None and kind == "group":
            if same_group(wide.text, self.store.group.text if self.store.group else None):
                self.account.ignore(wide.locators, "repeated-group")
                return first
            self._new_group(wide, row, chunk)
            return False
        if kind == "legend":
            self.account.ignore(places_of(row), "legend-row")
            return first
        if wide is not None and kind == "note":
            self.account.report(wide.locators)
            self.notes.append(wide)
            return first
        if wide is not None and kind == "keyed":
            self._more_of_above(wide)
            return first
        if wide is not None and kind == "recommendation":
            before = self._wide_bit()
            if before is not None and same_group(wide.text, before.text):
                self.account.ignore(wide.locators, "repeated-group")
                return first
            group = self.store.group if not self.store.group_used else None
            number = group if group is not None and numbers_next(group, wide) else None
            if number is not None:
                self.store.group, self.store.group_used = self.outer, True
            self._open_wide(Recommendation(wide=wide, label=number), row, chunk)
            return False
        bits = logical_row(row, chunk)
        if self.held is not None:
            if completes(self.table, self.held[0], bits):
                self._complete(bits, row, chunk)
                return False
            self._release()
        anew = bool(self.store.rows) and self._stated_anew()
        if self.wide is not None and self.table.states_text(bits):
            self._close_wide()
        if first and self.store.rows and row.page is not None and not anew:
            self._over_break(bits, row, chunk)
        else:
            self._within(bits, row, chunk)
        return False

    def _more_of_above(self, wide: Bit) -> None:
        """A row across the table that names a field says more of the action above it; without one it is reported."""
        if not self.store.rows:
            self.account.report(wide.locators)
            self.notes.append(wide)
            return
        self.store.rows[-1].across.append(wide)
        if wide.locators[0].page is not None and wide.locators[0].page not in self.store.rows[-1].pages:
            self.store.rows[-1].pages.append(wide.locators[0].page)

    def _open_wide(self, recommendation: Recommendation, row: GridRow, chunk: Chunk) -> None:
        self._close_wide()
        self.wide, self.wide_at = recommendation, (row, chunk)

    def _close_wide(self) -> None:
        """A recommendation across the table without a row under it is a row of its own, of which the rest is missing."""
        if self.wide is not None and self.wide_at is not None and not self.wide.rows:
            bits = [EMPTY] * len(self.table.roles)
            self.store.add(self.wide, bits, *self.wide_at).guessed.append("ROW_INCOMPLETE")
        self.wide = self.wide_at = None

    def _new_group(self, wide: Bit, row: GridRow, chunk: Chunk) -> None:
        self._close_wide()
        if self.store.group is not None and not self.store.group_used and not is_label(wide.text):
            self._drop_group()
        if not is_label(wide.text):
            self.outer = None
        elif self.store.group is None or not is_label(self.store.group.text):
            self.outer = self.store.group
        self.store.group, self.store.group_used, self.group_at = wide, False, (row, chunk)

    def _drop_group(self) -> None:
        """Say that a group has no rows; what states a recommendation is one, of which the rest is missing."""
        group = self.store.group
        if group is not None and self.group_at is not None and states_recommendation(group.text):
            self.store.group = None
            self._open_wide(Recommendation(wide=group), *self.group_at)
            self._close_wide()
        elif group is not None:
            self.account.ignore(group.locators, "group-without-rows")
            self.orphans.append(group)

    def _within(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        previous = self.store.rows[-1] if self.store.rows else None
        if (
            self.wide is not None
            and self.table.text_column is None
            and more_lines(self.table, self.store.rows, self.wide, bits)
        ):
            self.store.sub_row(bits, self.store.rows[-1], row)
            return
        if self.wide is not None and (self.table.text_column is None or not self.table.states_text(bits)):
            self.store.add(self.store.under(self.wide, bits), bits, row, chunk)
            return
        if previous is not None and cut_inside(self.table, bits):
            decision = decide_row(
                self.table,
                bits,
                previous,
                header_repeated=chunk.header is not None,
                under_wide=self.wide is not None,
            )
            if decision.outcome in ("continues", "merged-continues"):
                self.store.apply(
                    replace(decision, certain=decision.certain and chunk.grid.source.method != "ruled"),
                    bits,
                    row,
                    chunk,
                    previous,
                )
                return
        if previous is None or self.store.begins(bits, previous):
            self.store.add(self.store.start(bits), self.store.filled(bits, previous), row, chunk)
            return
        if self.last_of_page and head_only(self.table, bits):
            self.held = (bits, row, chunk)
            return
        action = bits[self.table.action_column] if self.table.action_column is not None else EMPTY
        merged_action = action.merged and bool(action.text)
        if self.table.action_column is not None and (merged_action or not action.text):
            self.store.sub_row(bits, previous, row)
            return
        if self.table.action_column is None and not any(bits[i].merged for i in self.table.rec_columns):
            self.store.sub_row(bits, previous, row)
            return
        self.store.same_recommendation(bits, previous, row, chunk)

    def _stated_anew(self) -> bool:
        """True when a recommendation across the table stands since the last row: what follows carries nothing on."""
        wide = self._wide_bit()
        return wide is not None and self.store.rows[-1].recommendation.wide is not wide

    def _wide_bit(self) -> Bit | None:
        return self.wide.wide if self.wide is not None else None

    def _complete(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        """Make one row of the held one and this: neither has a cell that the other has."""
        assert self.held is not None
        held, held_row, held_chunk = self.held
        self.held = None
        both = [b if b.text and not b.merged else h for b, h in zip(bits, held, strict=True)]
        previous = self.store.rows[-1] if self.store.rows else None
        if previous is None or self.table.own_recommendation(bits):
            draft = self.store.add(self.store.start(both), both, held_row, held_chunk)
        else:
            draft = self.store.same_recommendation(both, previous, held_row, held_chunk)
        if row.page is not None and row.page not in draft.pages:
            draft.pages.append(row.page)
        draft.joins.append(Join("blank-others", row.page))

    def _release(self) -> None:
        """The held row was no head of the next one: more lines of the action before it."""
        if self.held is not None:
            bits, held_row, chunk = self.held
            self.held = None
            self.last_of_page = False
            self._within(bits, held_row, chunk)

    def _over_break(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        last = self.store.rows[-1]
        self.store.apply(
            decide_row(
                self.table,
                bits,
                last,
                header_repeated=chunk.header is not None,
                under_wide=self.wide is not None,
            ),
            bits,
            row,
            chunk,
            last,
        )
