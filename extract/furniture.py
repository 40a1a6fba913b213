"""Lines of a page that are no part of what it says: footnotes, page numbers, markings that a reader left in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.printed import read_labelled, segments
from ingest.model import Line

_DIGIT = re.compile(r"\d")
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|\bpage\s+\d+\s+of\s+\d+\b|^\d+\s*\|\s*p\s*a\s*g\s*e$|^p\s*a\s*g\s*e\s*\|?\s*\d+$",
    re.IGNORECASE,
)
_MARKING = re.compile(
    r"^(?:not\s+)?(?:official|restricted|confidential|protect|for publication|draft|embargoed|private|unclassified)(?:[\s:–-]+(?:sensitive|final|version|personal|not for|draft|for publication).*)?$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\[?\d{1,3}\]?\s+(?:https?://|see\s|www\.|[A-Z])")
_FOOTNOTE_SIZE = 9.0


@lru_cache(maxsize=4096)
def is_page_number(text: str) -> bool:
    """True for "Page 3 of 12", "2 | P a g e" and the like."""
    return bool(_DIGIT.search(text)) and bool(_PAGE_NUMBER.search(text.strip()))


@lru_cache(maxsize=4096)
def is_marking(text: str) -> bool:
    """True for a line that is only a protective marking or a version word."""
    return bool(_MARKING.match(text.strip()))


MAX_HEADING = 140


def is_heading(line: Line) -> bool:
    """True for a line that can head a table: short, no sentence, no label of metadata, not begun in the middle."""
    text = line.text.strip()
    if not text or len(text) > MAX_HEADING or any(read_labelled(s) for s in segments(text)):
        return False
    if line.role == "heading":
        return True
    if text[0].islower() or text[0] in ",;.)":
        return False
    return (line.bold or len(text) < 90) and not re.search(r"[.;,]$", text)


def headed(lines: Sequence[Line]) -> bool:
    """True when a heading stands among the lines above a table; a full line in their middle is running text."""
    return any(is_heading(x) and (x.tail != "wrap" or x is lines[-1] or x.role == "heading") for x in lines)


def is_footnote(line: Line) -> bool:
    """True for small print that begins with a note number, and for page numbers and markings."""
    text = line.text.strip()
    if is_page_number(text) or is_marking(text):
        return True
    small = 0 < line.size < _FOOTNOTE_SIZE and not line.bold and line.role != "heading"
    return small and bool(_FOOTNOTE.match(text))
