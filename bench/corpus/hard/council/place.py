"""On which pages each row of a printed plan stands, from the page texts in drawing order."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from bench.corpus.hard.council.model import Truth
from bench.corpus.hard.model import FIELDS

_ENOUGH = 22
"""Letters that tell the beginning or end of a cell from others."""
_SHORT = 12


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def page_texts(path: Path) -> list[str]:
    """The letters and digits of each page in drawing order, line-end hyphens undone (needs pdftotext)."""
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    pages = done.stdout.decode("utf-8", "replace").split("\f")[:-1]
    return [_squash(re.sub(r"[-\u2010\u00ad]\n", "", page)) for page in pages]


def _first_page(pages: Sequence[str], start: int, text: str, lengths: Sequence[int]) -> int | None:
    for length in lengths:
        for at in range(start, len(pages)):
            if text[:length] in pages[at]:
                return at
    return None


def _last_page(pages: Sequence[str], start: int, text: str) -> int | None:
    for length in (_ENOUGH, 16, 10, 6):
        for at in range(start, min(len(pages), start + 4)):
            if text[-length:] in pages[at]:
                return at
    return None


def locate(path: Path, rows: Sequence[Truth], by: Sequence[str], start: str) -> int:
    """Enter page_start and page_end; returns how many rows were not found."""
    pages = page_texts(path)
    first = max((i for i, text in enumerate(pages) if start and _squash(start) in text), default=0)
    missing = 0
    for row in rows:
        cells = sorted((_squash(row[f] or "") for f in by or FIELDS[2:]), key=len, reverse=True)
        found: list[tuple[int, int]] = []
        for cell in cells:
            if not cell or (len(cell) < _SHORT and found):
                continue
            at = _first_page(pages, first, cell, (_ENOUGH, 16, 10))
            if at is not None:
                last = _last_page(pages, at, cell)
                found.append((at, at if last is None else last))
        if not found:
            missing += 1
            continue
        first = min(a for a, _ in found)
        row["page_start"], row["page_end"] = first + 1, max(b for _, b in found) + 1
    return missing
