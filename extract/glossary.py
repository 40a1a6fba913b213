"""Abbreviations a document explains: glossary tables and lines, and "Individual Management Review (IMR)" in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.find import find_header
from extract.grid import Grid
from extract.headers import match_header
from extract.text import one_line, plain
from ingest.model import Line

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,11}s?")
_INLINE = re.compile(r"\(\s*['\"‘“]?([A-Z][A-Za-z0-9&-]{1,10})['\"’”]?\s*\)")
_LINE = re.compile(r"^([A-Z][A-Za-z0-9&/-]{1,11})\s*(?:[–—:=-]+\s+|\s{2,}|\t+)([A-Z][\w'’&,()/ -]{4,90})$")
_HEADING = re.compile(r"\b(?:glossary|abbreviations?|acronyms?)\b", re.IGNORECASE)
_SMALL = frozenset({"of", "for", "and", "the", "to", "in", "on", "&", "with", "a", "an", "at", "by"})
_MIN_SHARE = 0.6
"""So much of the abbreviation must be found in the words' first letters."""


def _is_acronym(text: str) -> bool:
    return bool(_ACRONYM.fullmatch(text)) and sum(ch.isupper() for ch in text) >= 2


def _from_table(grid: Grid) -> Iterator[tuple[str, str]]:
    for row in grid.rows:
        own = row.own
        if len(own) >= 2 and _is_acronym(one_line(own[0].text)):
            yield one_line(own[0].text), one_line(own[1].text)


def is_glossary_table(grid: Grid, headed: bool = False) -> bool:
    """True for a table whose header says so, or one of acronym | words under a glossary heading."""
    if not grid.rows or grid.width < 2 or find_header(grid) is not None:
        return False
    heads = [match_header(b.text) for b in grid.rows[0].own]
    if sum(bool(m and m.kind == "not_a_plan" and m.name == "glossary") for m in heads) >= 2:
        return True
    first = [one_line(row.own[0].text) for row in grid.rows if len(row.own) >= 2]
    return len(first) >= 3 and sum(map(_is_acronym, first)) >= (0.5 if headed else 0.8) * len(first)


def initials_fit(acronym: str, words: Sequence[str]) -> bool:
    """True when the letters of an acronym are, in order and for the most part, the first letters of the words."""
    letters = [ch.casefold() for ch in acronym.rstrip("s") if ch.isalnum()]
    heads = [w[0].casefold() for w in words if w[:1].isalnum()]
    if not letters or not heads or letters[0] != heads[0]:
        return False
    i = hits = 0
    for letter in letters:
        at = next((k for k in range(i, len(heads)) if heads[k] == letter), None)
        if at is not None:
            hits, i = hits + 1, at + 1
    big = [w for w in words if w.casefold() not in _SMALL]
    return hits >= 2 and hits >= _MIN_SHARE * len(letters) and hits >= 0.7 * len(big)


def inline_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Pairs such as ("IMR", "Individual Management Review") from running text."""
    if "(" not in text:
        return
    text = one_line(plain(text))
    for found in _INLINE.finditer(text):
        acronym = found[1]
        if not _is_acronym(acronym):
            continue
        before = text[: found.start()].rstrip()
        words = re.findall(r"[\w&][\w&'-]*|[.;:,()]", before)[-12:]
        cut = max((i for i, w in enumerate(words) if w in ".;:,()"), default=-1)
        words = words[cut + 1 :]
        for start in range(len(words) - 2, -1, -1):
            part = words[start:]
            if part[0][:1].isupper() and initials_fit(acronym, part):
                yield acronym, " ".join(part)
                break


def read_glossary(
    tables: Iterable[Grid], lines: Sequence[Line], cells: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """All pairs in the order of tables, glossary lines, running text; the first explanation of an acronym stays."""
    pairs: dict[str, str] = {}
    for grid in tables:
        for acronym, words in _from_table(grid):
            pairs.setdefault(acronym, words)
    under = False
    for line in lines:
        if line.role == "heading" or (len(line.text) < 60 and _HEADING.search(line.text)):
            under = bool(_HEADING.search(line.text))
        found = _LINE.match(line.text.strip()) if under else None
        if found and _is_acronym(found[1]):
            pairs.setdefault(found[1], one_line(found[2]))
    for text in (*_paragraphs(lines), *cells):
        for acronym, words in inline_pairs(text):
            pairs.setdefault(acronym, words)
    return tuple(pairs.items())


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines with their wraps joined, so that a name broken over a line end is seen whole."""
    held = ""
    for line in lines:
        held = f"{held} {line.text}" if held else line.text
        if line.tail == "end" or len(held) > 2000:
            yield held
            held = ""
    if held:
        yield held
