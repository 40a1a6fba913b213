"""Text that is struck through: no longer part of what the document says, but not to be lost.

A row that is struck through as a whole keeps its text, so that what it once promised still stands in its place; its
cells carry the flag "struck". Struck words in a living row are taken out of Cell.text and stand in Cell.struck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.errors import finding
from ingest.model import Block, Finding, Table

FLAG = "struck"
NAMED_PLACES = 50
"""Places named one by one; the rest is counted."""
_HELD_APART = 3
"""A struck piece of more letters than this stood between two words, a shorter one mends a word ("organis~~z~~ation")."""
_LEFT_OVER = re.compile(r"^(?:\s*[/|,;])+\s*|(?:\s*[/|,;])+\s*$")
_DOUBLED = re.compile(r"(\s*[/|])(?:\s*[/|])+")


def living(pieces: Sequence[str], struck: set[int]) -> str:
    """Return what is left of a paragraph's pieces of text without the struck ones (by index).

    Signs that only stood between struck words go with them: of "Local / ~~Regional~~ / ~~National~~" "Local" is left.
    """
    text, between = "", ""
    for index, piece in enumerate(pieces):
        if index in struck:
            between += piece
            continue
        apart = len(between.strip()) > _HELD_APART and text[-1:].isalnum() and piece[:1].isalnum()
        text += f" {piece}" if apart else piece
        between = ""
    return _DOUBLED.sub(r"\1", _LEFT_OVER.sub("", text))


def taken_out(pieces: Sequence[str], struck: set[int]) -> str:
    """Return the struck pieces, those that touch each other in one, others parted by a blank."""
    out: list[str] = []
    for index in sorted(struck):
        out.append(pieces[index] if index - 1 in struck or not out else f" {pieces[index]}")
    return "".join(out)


class Letters(NamedTuple):
    """How many letters of a cell live and how many are struck.

    spanning: the cell reaches over several rows; wholly: it has struck text, be it only a number, and no other.
    """

    live: int
    struck: int
    spanning: bool
    wholly: bool


def letters_in(text: str) -> int:
    """Return how many letters a text has."""
    return sum(map(str.isalpha, text))


def struck_as_a_whole(row: Sequence[Letters]) -> list[int]:
    """Return the cells (by index) that are struck as parts of a row that is struck as a whole, none if the row lives.

    As a whole: no cell has other letters; or most letters of the row are struck, its first text among them or two
    cells at least. Cells that reach over several rows count only when they are struck themselves.
    """
    gone = [i for i, cell in enumerate(row) if cell.struck and not cell.live]
    first = next((i for i, cell in enumerate(row) if cell.live + cell.struck), None)
    live = sum(cell.live for i, cell in enumerate(row) if i not in gone and not cell.spanning)
    dead = sum(row[i].struck for i in gone)
    if not gone or (live and not (dead > live and (gone[0] == first or len(gone) > 1))):
        return []
    return [i for i, cell in enumerate(row) if i in gone or cell.wholly]


def struck_findings(blocks: Iterable[Block], in_lines: int) -> Iterator[Finding]:
    """Say where text is struck through: each row and cell of the tables, and how many characters outside them."""
    told = list(_in_tables(blocks))
    yield from told[:NAMED_PLACES]
    if in_lines:
        yield finding("ingest", "STRUCK_TEXT", count=in_lines)
    if len(told) > NAMED_PLACES:
        yield finding("ingest", "STRUCK_MORE", count=len(told) - NAMED_PLACES)


def _in_tables(blocks: Iterable[Block]) -> Iterator[Finding]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                whole = next((cell for cell in row if FLAG in cell.flags), None)
                if whole is not None:
                    yield finding("ingest", "STRUCK_ROW", whole.locator)
                for cell in row:
                    if cell.struck:
                        yield finding("ingest", "STRUCK_TEXT", cell.locator, count=len(cell.struck))
