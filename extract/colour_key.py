"""What a document says its colours mean: "Red = not started; Amber = in progress; Green = complete".

A key defines two colours at least in one place: in a line or a cell, in lines one below the other, in a row of cells, or
in a small table of colours and meanings. What single cells of a plan say of themselves ("Green - on target") is no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.ticks import colour_of, rating_of
from ingest.model import Cell, Document, Line, Table

Key = dict[str, str]

_NAMES = r"red|amber|yellow|green|blue"
_DEFINED = re.compile(
    rf"(?<![^\W_])({_NAMES})(?![^\W_])\s*(?:\([a-z /]{{1,12}}\)\s*)?(?:=|:|–|—|-|→|means|denotes|indicates|\()\s*"
    rf"([^;|\n=]{{3,80}}?)(?=\s*(?:[;|\n]|\Z|[,.)/]*\s*(?:and\s+|or\s+)?(?:{_NAMES})\b\s*(?:[=:–—(→-]|means|denotes|indicates)))",
    re.IGNORECASE,
)
_SMALL = 8
"""Rows of a table that may be nothing but a key."""
_LONG = 300
"""Characters: a longer text is no key."""
_TITLE = re.compile(r"\W*(?:key|legend|b?rag\w*|colour|status|rating|meaning|definition)(?:\W+\w+){0,3}\W*", re.IGNORECASE)  # fmt: skip


def colour_key(document: Document) -> tuple[tuple[str, str], ...]:
    """Return (colour, meaning as printed) for each colour that the document defines; one it defines twice otherwise is left out."""
    found: Key = {}
    doubted: set[str] = set()
    for key in _keys(document):
        for colour, meaning in key.items():
            if found.setdefault(colour, meaning).casefold() != meaning.casefold():
                doubted.add(colour)
    return tuple((colour, meaning) for colour, meaning in sorted(found.items()) if colour not in doubted)


def _keys(document: Document) -> Iterator[Key]:
    """Yield what each place defines, where it defines two colours."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
            continue
        yield from _in_lines(lines)
        lines = []
        yield from _in_table(block)
    yield from _in_lines(lines)


def _in_lines(lines: list[str]) -> Iterator[Key]:
    run: list[str] = []
    for text in [*lines, ""]:
        if _DEFINED.match(text.strip()):
            run.append(text)
            continue
        if run:
            yield from _two("\n".join(run))
        run = []
        yield from _two(text)


def _in_table(table: Table) -> Iterator[Key]:
    rows = [[cell for cell in row if cell.text and cell.text.strip()] for row in table.rows]
    for row in rows:
        texts = [cell.text or "" for cell in row]
        if len("|".join(texts)) <= _LONG:
            yield from _two("|".join(texts))
    if len(table.rows) > _SMALL:
        return
    named = _checked(
        (rating, row[1].text or "")
        for row in rows
        if len(row) == 2 and (rating := rating_of(row[0].text or ""))
    )
    if len(named) > 1:
        yield named
    cells = [cell for row in rows for cell in row if not _TITLE.fullmatch(cell.text or "")]
    painted = _checked((colour, c.text or "") for c in cells if (colour := _painted(c)))
    if len(painted) > 1 and all(_painted(c) for c in cells):
        yield painted


def _painted(cell: Cell) -> str | None:
    words = cell.text or ""
    return colour_of(cell.fill) if rating_of(words) is None and len(words.split()) <= 8 else None


def _two(text: str) -> Iterator[Key]:
    """Yield the colours that a text defines if they are two or more."""
    if len(text) > _LONG:
        return
    key = _checked((m[1], m[2]) for m in _DEFINED.finditer(text))
    if len(key) > 1:
        yield key


def _checked(pairs: Iterable[tuple[str, str]]) -> Key:
    """Return the first meaning of each colour, those without words left out."""
    key: Key = {}
    for colour, meaning in pairs:
        name = "amber" if colour.casefold() == "yellow" else colour.casefold()
        words = meaning.strip(" .,;:–-()")
        if re.search(r"[^\W\d_]{3}", words):
            key.setdefault(name, words)
    return key
