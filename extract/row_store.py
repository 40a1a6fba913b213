"""The action rows of a plan table as they grow: new ones, more lines of the last one, pieces from the next page."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from extract.account import Account
from extract.chunks import Chunk
from extract.drafts import Draft, Recommendation
from extract.grid import EMPTY, Bit, GridRow
from extract.join import Decision
from extract.joined_text import join_bits
from extract.model import Join
from extract.table_character import TableCharacter
from extract.text import squash


class RowStore:
    """Holds the rows read so far and the group they stand in."""

    def __init__(
        self,
        table: TableCharacter,
        account: Account,
        known_words: Container[str],
        half_pages: Mapping[int, int],
    ) -> None:
        self.table = table
        self.account = account
        self.words = known_words
        self.half_pages = half_pages
        self.rows: list[Draft] = []
        self.group: Bit | None = None
        self.group_used = True

    def add(self, recommendation: Recommendation, bits: list[Bit], row: GridRow, chunk: Chunk) -> Draft:
        """Add a row, in the group that is open, with the page of its other half."""
        recommendation.rows += 1
        self.group_used = True
        cells = {i: b for i, b in enumerate(bits) if i not in self.table.rec_columns}
        pages = [row.page] if row.page is not None else []
        draft = Draft(recommendation, cells, self.group, pages, row, chunk)
        if chunk.grid.lacking:
            draft.guessed.append("HALF_MISSING")
        if chunk.guessed:
            draft.guessed.append("COLUMNS_GUESSED")
        half = self.half_pages.get(row.table)
        if half is not None:
            draft.pages.append(half)
            draft.joins.append(Join("page-halves", half))
        self.rows.append(draft)
        return draft

    def start(self, bits: Sequence[Bit]) -> Recommendation:
        """A recommendation from its cells."""
        return Recommendation({i: bits[i] for i in self.table.rec_columns})

    def under(self, wide: Recommendation, bits: Sequence[Bit]) -> Recommendation:
        """A recommendation stated above its rows; a row with a number of its own keeps that beside it."""
        column = self.table.number_column
        if column is None or not bits[column].text:
            return wide
        wide.rows += 1
        return Recommendation({column: bits[column]}, wide.wide, wide.label)

    def filled(self, bits: list[Bit], previous: Draft | None) -> list[Bit]:
        """Cells covered from above take the text as it stands by now in the row above (it may have been joined)."""
        if previous is None:
            return bits
        return [
            previous.cells.get(i, b) if b.merged and i not in self.table.rec_columns else b
            for i, b in enumerate(bits)
        ]

    def begins(self, bits: Sequence[Bit], previous: Draft) -> bool:
        """True when a row inside a page opens a recommendation of its own."""
        if not self.table.rec_columns:
            return True
        text = bits[self.table.text_column] if self.table.text_column is not None else EMPTY
        number = bits[self.table.number_column] if self.table.number_column is not None else EMPTY
        if text.text and not text.merged:
            return True
        if text.merged and text.text:
            # one recommendation, each of its actions with a number of its own
            if number.text and not number.merged:
                previous.recommendation.merged = True
            return False
        before = previous.recommendation.cells.get(self.table.number_column or 0, EMPTY)
        if (
            self.table.text_column is not None
            and not text.text
            and self.table.number_column is not None
            and number.text
            and squash(number.text) == squash(before.text)
        ):
            return False  # the number said again beside a blank: another action of the same recommendation
        return bool(number.text and not number.merged)

    def same_recommendation(self, bits: list[Bit], previous: Draft, row: GridRow, chunk: Chunk) -> Draft:
        """Add another action of the recommendation above."""
        explicit = any(bits[i].merged for i in self.table.rec_columns)
        filled = self.filled(bits, previous)
        recommendation = previous.recommendation
        recommendation.merged = True
        number = bits[self.table.number_column] if self.table.number_column is not None else EMPTY
        if self.table.number_column is not None and number.text and not number.merged:
            recommendation = Recommendation(
                {**recommendation.cells, self.table.number_column: number}, merged=True
            )
        if not explicit and self.table.scope_column is not None and not filled[self.table.scope_column].text:
            filled[self.table.scope_column] = replace(
                previous.cells.get(self.table.scope_column, EMPTY), merged=True
            )
        draft = self.add(recommendation, filled, row, chunk)
        draft.filled = not explicit
        return draft

    def sub_row(self, bits: list[Bit], previous: Draft, row: GridRow) -> None:
        """More lines of the same action: a milestone or date row under one action cell."""
        for i, bit in enumerate(bits):
            if bit.merged or not bit.text:
                continue
            if i in self.table.rec_columns:
                above = replace(previous.recommendation.cells.get(i, EMPTY), tail="end")
                previous.recommendation.cells[i] = join_bits(above, bit, self.words)
                continue
            previous.cells[i] = join_bits(replace(previous.cells.get(i, EMPTY), tail="end"), bit, self.words)
        explicit = self.table.action_column is not None and bits[self.table.action_column].merged
        previous.joins.append(Join("blank-others", row.page, certain=explicit))

    def apply(self, decision: Decision, bits: list[Bit], row: GridRow, chunk: Chunk, last: Draft) -> None:
        """Do what was decided about the first row of a page: a new row, more of the last one, or another action."""
        page = row.page
        if decision.outcome == "new-row":
            begun = self.start(bits)
            if self.table.text_column is None and last.recommendation.wide is not None:
                begun = self.under(last.recommendation, bits)
            draft = self.add(begun, bits, row, chunk)
            if not decision.certain:
                draft.guessed.append("SPLIT_GUESSED")
            return
        if decision.outcome == "continues":
            self._extend(last.recommendation, bits)
            for i, bit in enumerate(bits):
                if i not in self.table.rec_columns:
                    last.cells[i] = join_bits(last.cells.get(i, EMPTY), bit, self.words)
            if page is not None and page not in last.pages:
                last.pages.append(page)
            last.joins.append(Join(decision.reason, page, decision.certain))
            return
        if decision.outcome == "merged-continues":
            self._extend(last.recommendation, bits)
        last.recommendation.merged = True
        filled = list(bits)
        for i, bit in enumerate(bits):
            if i in self.table.rec_columns or bit.text:
                continue
            if i == self.table.scope_column or last.merged_at(i):
                filled[i] = replace(last.cells.get(i, EMPTY), merged=True)
        draft = self.add(last.recommendation, filled, row, chunk)
        draft.joins.append(Join(decision.reason, page, decision.certain))

    def _extend(self, recommendation: Recommendation, bits: Sequence[Bit]) -> None:
        for i in self.table.rec_columns:
            bit = bits[i]
            before = recommendation.cells.get(i, EMPTY)
            if (
                i == self.table.number_column
                and before.text
                and squash(bit.text).startswith(squash(before.text))
            ):
                # "3 (continued)" names the row again
                recommendation.cells[i] = replace(before, locators=(*before.locators, *bit.locators))
                self.account.ignore(bit.locators, "repeated-group")
                continue
            recommendation.cells[i] = join_bits(before, bit, self.words)
