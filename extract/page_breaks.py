"""What the first row of a page is to the last row before it, by the cells of both."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafts import Draft
from extract.grid import EMPTY, Bit, GridRow
from extract.join import Decision, decide
from extract.joined_text import join_bits
from extract.model import Join
from extract.row_store import RowStore
from extract.sentences import ends_closed, ends_open, starts_inside
from extract.table_character import TableCharacter

_SENTENCE = 8
"""Words; a shorter cell may end at the end of its line without a full stop."""


def decide_row(
    table: TableCharacter, bits: Sequence[Bit], last: Draft, *, header_repeated: bool, under_wide: bool
) -> Decision:
    """Weigh a row's cells against those of the row before it. under_wide: a recommendation stands across the table."""
    pairs: dict[str, tuple[Bit, Bit]] = {}
    for i, bit in enumerate(bits):
        role = table.roles[i]
        before = (
            last.recommendation.cells.get(i, EMPTY) if i in table.rec_columns else last.cells.get(i, EMPTY)
        )
        pairs[role.name if role.role == "field" and role.name not in pairs else f"{role.name}#{i}"] = (
            before,
            bit,
        )
    return decide(
        pairs,
        numbered=table.numbered,
        several_actions=table.several or (not table.rec_columns and under_wide),
        merged_before=last.recommendation.rows > 1,
        header_repeated=header_repeated,
    )


def take_rest(store: RowStore, wide: Bit, row: GridRow) -> bool:
    """Take a text that begins in the middle, alone at the head of a page, as the rest of the one cell cut off there.

    Where cells have no borders the reader cannot say whose it is; it is a guess.
    """
    if not store.rows or row.page is None or not starts_inside(wide.text):
        return False
    last = store.rows[-1]
    holders = (last.recommendation.cells, last.cells)
    cells = [(h, i, b) for h in holders for i, b in h.items() if b.text and not b.merged]
    cut = [x for x in cells if ends_open(x[2].text)] or [x for x in cells if _broken(x[2])]
    if len(cut) != 1:
        return False
    holder, column, before = cut[0]
    holder[column] = join_bits(before, wide, store.words)
    last.joins.append(Join("mid-sentence", row.page, certain=False))
    if row.page not in last.pages:
        last.pages.append(row.page)
    return True


def _broken(bit: Bit) -> bool:
    """True for a longer text whose last line is full and ends no sentence."""
    return bit.tail == "wrap" and len(bit.text.split()) >= _SENTENCE and not ends_closed(bit.text)
