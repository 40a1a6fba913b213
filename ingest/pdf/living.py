"""Lines some of which is struck through -> what is left of them, and what is struck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.pdf.broken_words import HYPHENS, Seam
from ingest.pdf.line_text import StruckPart
from ingest.pdf.lines import PrintedLine
from ingest.struck import living, taken_out

_BARE_ITEM: Final = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[-–—]")


def parted(lines: Sequence[PrintedLine], seams: Sequence[Seam]) -> tuple[str, str]:
    """Return the living and the struck text of a cell's lines; seams: what stands before each line but the first."""
    paragraphs: list[list[StruckPart]] = [[]]
    for line, seam in zip(lines, ("none", *seams), strict=True):
        parts = list(line.parts or (StruckPart(line.text, False),))
        if seam == "paragraph":
            paragraphs.append([])
        elif seam == "blank":
            parts[0] = parts[0]._replace(text=f" {parts[0].text}")
        elif seam == "drop-hyphen" and paragraphs[-1]:
            last = paragraphs[-1][-1]
            paragraphs[-1][-1] = last._replace(text=last.text.rstrip(HYPHENS))
        paragraphs[-1] += parts
    told = [_told(parts) for parts in paragraphs]
    return "\n".join(t for t, _ in told if t), "\n".join(s for _, s in told if s)


def left_of(line: PrintedLine) -> tuple[str, str]:
    """Return the living and the struck text of one line."""
    return _told(line.parts) if line.parts else (line.text, "")


def _told(parts: Iterable[StruckPart]) -> tuple[str, str]:
    pieces, states = zip(*parts, strict=True)
    struck = {i for i, gone in enumerate(states) if gone}
    left = _tidy(living(pieces, struck)) if struck else _tidy("".join(pieces))
    gone = _tidy(taken_out(pieces, struck))
    # the number of a struck item goes with it
    return ("", _tidy("".join(pieces))) if gone and _BARE_ITEM.fullmatch(left) else (left, gone)


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00ad", "-").split())
