"""What a cell's text looks like: a date, a status, an organisation. Only the look is judged; nothing is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from extract.grid import Grid, GridRow
from extract.header_rules import load
from extract.printed import DATE, MONTHS
from extract.text import plain, squash
from extract.ticks import is_status_header

Look = Literal["date", "status", "organisation", "text"]

_TOKENS = re.compile(
    rf"{DATE}|\bq[1-4]\s+\d{{2,4}}(?:[/-]\d{{2,4}})?|\b(?:20|19)\d\d(?:[/-]\d{{2,4}})?\b|\b(?:{MONTHS})[\s'-]*\d{{2,4}}\b"
    rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})\b"
    r"|\b(?:spring|summer|autumn|winter)\s+'?\d{2,4}|\b(?:within\s+)?(?:\d{1,2}|one|two|three|six|nine|twelve)[\s-]+(?:weeks?|months?|years?|days)\b",
    re.IGNORECASE,
)
_MAX_SHORT = 70


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(load("contents.toml")[table][key])


@cache
def _named(table: str) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_words(table, "words"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_SENTENCE = re.compile(r"\b(?:should|must|will|to|is|are|was|were|has|have)\b|\.\s")


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """True when a text says when, and nothing else."""
    text = plain(text).casefold().strip(" .;,()")
    if not text or len(text) > _MAX_SHORT:
        return False
    if text in _words("date", "whole"):
        return True
    rest, count = _TOKENS.subn(" ", text)
    left = [w for w in re.split(r"[^\w/]+", rest) if w and w not in _words("date", "beside")]
    return count > 0 and not left


def holds_date(text: str) -> bool:
    """True when a date or a term stands anywhere in a text."""
    return bool(_TOKENS.search(plain(text)))


@lru_cache(maxsize=4096)
def is_status(text: str) -> bool:
    """True when a text says how far something is, and nothing else but perhaps a date."""
    text = plain(text).casefold().strip(" .;,()")
    if not text or len(text) > _MAX_SHORT:
        return False
    if text in _words("status", "whole") or is_status_header(text):
        return True
    head = next((w for w in _words("status", "leads") if re.match(rf"{w}(?:\W|$)", text)), None)
    return head is not None and is_date(text[len(head) :])


@lru_cache(maxsize=4096)
def is_organisation(text: str) -> bool:
    """True for a short text that names an organisation by its kind; no sentence."""
    return _names(text, "organisation")


@lru_cache(maxsize=4096)
def is_post(text: str) -> bool:
    """True for a short text that names a post; no sentence."""
    return _names(text, "post")


def _names(text: str, table: str) -> bool:
    text = plain(text)
    short = 0 < len(text) <= _MAX_SHORT and not _SENTENCE.search(text)
    return short and bool(_named(table).search(text))


def share(found: Iterable[bool]) -> float:
    """The share of what is so; 1.0 of nothing."""
    seen = list(found)
    return sum(seen) / len(seen) if seen else 1.0


def texts_of(rows: Iterable[GridRow], column: int) -> list[str]:
    """The texts of one column, top to bottom."""
    return [row.bits[column].text for row in rows]


def look_of(texts: Sequence[str]) -> Look:
    """What most of a column's filled cells look like."""
    filled = [t for t in texts if squash(t)]
    if not filled:
        return "text"
    looks: tuple[tuple[Look, int], ...] = (
        ("date", sum(map(is_date, filled))),
        ("status", sum(map(is_status, filled))),
        ("organisation", sum(map(is_organisation, filled))),
    )
    name, count = max(looks, key=lambda x: x[1])
    return name if count >= 0.5 * len(filled) else "text"


def looks_of(grid: Grid) -> set[Look]:
    """What the columns of a table look like."""
    return {look_of(texts_of(grid.rows, column)) for column in range(grid.width)}
