"""Printed lines with their field names cut out, and names that a line end broke put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.cutting import Piece, cut
from extract.furniture import is_footnote
from extract.grid import Grid
from extract.habits import Habits, habits_of
from extract.spill import OUTSIDE
from extract.text import squash
from ingest.model import Document, Line, Locator, Tail

OPEN_TAILS = ("wrap", "hyphen", "glue")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line: its own text, its place, its pieces."""

    line: Line
    text: str
    where: Locator
    pieces: tuple[Piece, ...]
    plain: bool
    mended: bool = False


def print_cells(grids: Sequence[Grid]) -> list[Printed]:
    """The lines of the cells of cards, row by row; all lines of a cell stand at its place."""
    out: list[Printed] = []
    for bit in (b for grid in grids for row in grid.rows for b in row.own):
        where = bit.locators[0]
        parts = [t.strip() for t in bit.text.split("\n") if t.strip()]
        for part in parts:
            line = Line(part, where.page, where.box, tail=bit.tail if part is parts[-1] else "end")
            out.append(Printed(line, part, where, tuple(cut(part)), plain=True))
    return out


def print_lines(document: Document) -> list[Printed]:
    """The lines with soft line breaks parted and names that a line end broke put together."""
    habits = habits_of(
        part for x in document.lines if x.role in ("body", "heading") for part in x.text.split("\n")
    )
    out: list[Printed] = []
    count = 0
    texts: list[tuple[Line, str, int]] = []
    for line in document.lines:
        parts = [t.strip() for t in line.text.split("\n") if t.strip()]
        for n, part in enumerate(parts, start=1):
            count += n == 1
            tail = line.tail if n == len(parts) else "end"
            whole = line if part == line.text and tail == line.tail else _with(line, part, tail)
            texts.append((whole, part, count))
        count += not parts
    columns: dict[int, int] = {}
    for at, (line, text, number) in enumerate(texts):
        columns[number] = columns.get(number, 0) + 1
        where = Locator(line.page, OUTSIDE, number, columns[number], line.box)
        plain = line.role in ("body", "heading") and not is_footnote(line)
        pieces = tuple(cut(text, habits)) if plain else (Piece(None, text),)
        out.append(Printed(line, text, where, pieces, plain))
        if at and plain:
            _mend(out, habits)
    return out


def _mend(out: list[Printed], habits: Habits) -> None:
    """Give the head of a name that a line end broke ("Target" | "date: June 2024") back to the name."""
    before, here = out[-2], out[-1]
    if not before.plain or before.line.tail not in OPEN_TAILS or ":" not in here.text[:40]:
        return
    words = before.text.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        head = " ".join(words[-count:])
        joined = f"{head} {here.text}"
        pieces = cut(joined, habits)
        key = pieces[0].key if pieces else None
        if (
            key is None
            or not key.name
            or not head[:1].isupper()
            or not squash(key.head).startswith(squash(head))
            or len(squash(key.head))
            == len(squash(head))  # a name on one side of the line end is not broken by it
        ):
            continue
        shorter = before.text[: before.text.rindex(words[-count])].rstrip()
        kept = tuple(cut(shorter, habits))
        out[-2] = Printed(_with(before.line, shorter, "end"), shorter, before.where, kept, plain=True)
        out[-1] = Printed(here.line, joined, here.where, tuple(pieces), plain=True, mended=True)
        return


def _with(line: Line, text: str, tail: Tail) -> Line:
    return Line(text, line.page, line.box, line.size, line.bold, line.role, tail)
