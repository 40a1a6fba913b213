"""Text that is struck through: no longer part of what the document says, but not to be lost.

A row that is struck through as a whole keeps its text, so that what it once promised still stands in its place; its
cells carry the flag "struck". Struck words in a living row are taken out of Cell.text and stand in Cell.struck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.errors import finding
from ingest.model import Block, Finding, Table
from ingest.word.draft import CellDraft, Paragraph
from ingest.word.grid import paragraphs_of

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


def keep_struck_row(cells: Iterable[CellDraft]) -> None:
    """Give the cells of a row that is struck through as a whole their text back, and flag them.

    As a whole: no cell has other letters; or most letters of the row are struck, its first text among them or two
    cells at least. Cells that reach over several rows count only when they are struck themselves.
    """
    struck: list[CellDraft] = []
    first: CellDraft | None = None
    live = dead = 0
    for cell in cells:
        if cell.merge == "continue":
            continue
        here = sum(map(_letters, (p.raw for p in paragraphs_of(cell.content))))
        away = sum(map(_letters, (p.struck for p in paragraphs_of(cell.content))))
        if here + away and first is None:
            first = cell
        if away and not here:
            struck.append(cell)
            dead += away
        elif not cell.merge:
            live += here
    if not struck or (live and not (dead > live and (struck[0] is first or len(struck) > 1))):
        return
    for cell in struck:
        for paragraph in paragraphs_of(cell.content):
            _restore(paragraph)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _restore(paragraph: Paragraph) -> None:
    if paragraph.struck:
        paragraph.raw, paragraph.struck = paragraph.whole, ""
        paragraph.flags.add(FLAG)


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
