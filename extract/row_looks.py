"""What a row of a plan table looks like beside the rows before it: cut off, still to come, or more of the last one."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafts import Draft, Recommendation
from extract.grid import EMPTY, Bit
from extract.numbers import read_label
from extract.sentences import starts_inside
from extract.table_character import TableCharacter


def more_lines(
    table: TableCharacter, rows: Sequence[Draft], wide: Recommendation | None, bits: Sequence[Bit]
) -> bool:
    """True for a row without number and action where the row above, under the same recommendation, has a number."""
    number, action = table.number_column, table.action_column
    if number is None or action is None or not rows or wide is None:
        return False
    last = rows[-1].recommendation
    numbered = bool(last.cells.get(number, EMPTY).text) and last.wide is wide.wide
    return numbered and not bits[number].text and not bits[action].text


def head_only(table: TableCharacter, bits: Sequence[Bit]) -> bool:
    """True for a last row that shows only short cells: its long ones had no room and stand on the next page."""
    if table.action_column is None or not table.rec_columns or not any(b.text and not b.merged for b in bits):
        return False
    action = bits[table.action_column]
    blank = not any(bits[i].text for i in table.rec_columns)
    return blank or (not action.text and not action.merged)


def completes(table: TableCharacter, held: Sequence[Bit], bits: Sequence[Bit]) -> bool:
    """True when a row has text just where the held one has none."""
    both = [i for i, b in enumerate(bits) if b.text and not b.merged and held[i].text and not held[i].merged]
    assert table.action_column is not None
    begins = bool(bits[table.action_column].text) or table.own_recommendation(bits)
    return begins and not both


def cut_inside(table: TableCharacter, bits: Sequence[Bit]) -> bool:
    """True for a row inside a page that plainly begins in the middle, in a table whose rows carry numbers."""
    if table.text_column is None or table.numbered < 0.7:
        return False
    text = bits[table.text_column]
    number = bits[table.number_column] if table.number_column is not None else EMPTY
    return bool(text.text) and not text.merged and not number.text and starts_inside(text.text)


def numbers_next(group: Bit, wide: Bit) -> bool:
    """True for "Recommendation 1" in a row of its own right above the recommendation's text: a number, no group."""
    label = read_label(group.text)
    return label is not None and label.certain and not label.rest and read_label(wide.text) is None
