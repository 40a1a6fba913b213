"""Printed lines -> running text: where a paragraph ends, where a word was only broken by the column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.model import Tail
from ingest.pdf.broken_words import HYPHENS, Seam, breaks_word, hyphen_seam, last_word, splits_address
from ingest.pdf.habits import Habits
from ingest.pdf.lines import PrintedLine
from ingest.pdf.room import Room, reaches

_ITEM: Final = re.compile(
    r"(?:\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?=\s)"
)
_DASH: Final = re.compile(r"[-–—]\s")
_LEADING: Final = 1.22
"""Baselines further apart than this many normal line steps start a paragraph (published plans: 1.3 and more)."""
_OTHER_SIZE: Final = 1.2
_LITTLE_MORE: Final = 0.12
"""Ems between paragraphs; lines of one paragraph keep their distance to a hundredth, a raised letter adds a twentieth."""
_MONTHS: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTH: Final = re.compile(_MONTHS, re.IGNORECASE)
_WHOLE_DATE: Final = re.compile(
    r"(?:by |end (?:of )?)?(?:(?:\d{1,2}(?:st|nd|rd|th)? )?"
    + _MONTHS
    + r"\.?,? (?:19|20)\d\d|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d))(?!\d)",
    re.IGNORECASE,
)


def seam(a: PrintedLine, b: PrintedLine, room: Room, step: float, listed: bool, habits: Habits) -> Seam:
    """Decide what stands between line a and line b.

    step: the normal distance of baselines in ems; listed: numbered items were met before in this cell.
    """
    starts_item = b.item or (bool(_ITEM.match(b.text)) and (listed or not reaches(a, b, room)))
    if starts_item or (_DASH.match(b.text) and not reaches(a, b, room)):
        return "paragraph"
    if b.base - a.base > _LEADING * step * max(a.size, b.size) + 0.6 and step > 0:
        return "paragraph"
    if _stands_apart(a, b, step) or _dates_apart(a.text, b.text):
        return "paragraph"
    if max(a.size, b.size) > _OTHER_SIZE * min(a.size, b.size):
        return "paragraph"  # the caption of an embedded file
    tail = a.text[-1:]
    if tail in HYPHENS and len(a.text) > 1 and a.text[-2] != " ":
        return hyphen_seam(a, b, habits)
    if splits_address(a, b, room, habits.words):
        return "none"
    if not reaches(a, b, room):
        return "paragraph"
    if tail == "/" and len(a.text) > 1 and a.text[-2] != " " and not a.trail:
        return "none"
    return "none" if breaks_word(a, b, room, habits) else "blank"


def _stands_apart(a: PrintedLine, b: PrintedLine, step: float) -> bool:
    """Tell whether a sentence ended and the next line stands a little further down: paragraphs set 1 to 3 points apart."""
    more = (b.base - a.base) / max(a.size, b.size, 0.1) - step
    return step > 0 and more > _LITTLE_MORE and not b.text[:1].islower() and a.text[-1:] in ".;:!?0123456789"


def _dates_apart(above: str, below: str) -> bool:
    """Tell whether a line is a date and the next begins with one: dates below one another, one for each action."""
    if not above[-1:].isdigit():
        return False
    return bool(_WHOLE_DATE.fullmatch(above) and (_WHOLE_DATE.match(below) or _MONTH.fullmatch(below)))


class Told(NamedTuple):
    """The text of a cell, how its last line ends, what was noticed, and what stands before each line but the first."""

    text: str
    tail: Tail
    flags: tuple[str, ...]
    seams: tuple[Seam, ...] = ()


def tell(lines: Sequence[PrintedLine], room: Room, habits: Habits) -> Told:
    """Put the lines of a cell together."""
    if not lines:
        return Told("", "end", ())
    step = usual_step(lines) if len(lines) > 1 else 0.0
    if habits.leading and habits.leading < step <= 1.8 * habits.leading:
        step = habits.leading
    out = lines[0].text
    listed = bool(lines[0].item or _ITEM.match(lines[0].text))
    flags = {"footnote"} if any(line.note for line in lines) else set()
    seams: list[Seam] = []
    for a, b in pairwise(lines):
        kind = seam(a, b, room, step, listed, habits)
        seams.append(kind)
        listed = listed or b.item or (kind == "paragraph" and bool(_ITEM.match(b.text)))
        if kind == "drop-hyphen":
            out = out.rstrip(HYPHENS) + b.text
        else:
            out += {"paragraph": "\n", "blank": " ", "none": ""}[kind] + b.text
    tail = tail_of(lines[-1], room, habits)
    if tail == "hyphen":
        out = out[:-1] + "-"  # whatever character the printer took: who joins over the page asks for one
    return Told(out.replace("\u00ad", "-"), tail, tuple(sorted(flags)), tuple(seams))


def usual_step(lines: Sequence[PrintedLine]) -> float:
    """Return the smallest plausible distance of baselines in ems (small print stands closer), 0 for a single line."""
    steps = [
        (b.base - a.base) / max(a.size, b.size, 0.1)
        for a, b in pairwise(lines)
        if b.base - a.base > 0.5 * min(a.size, b.size)
    ]
    return min(steps, default=0.0)


def tail_of(line: PrintedLine, room: Room, habits: Habits) -> Tail:
    """Say how a cell's last line ends; a row that goes on over a page break needs this."""
    if line.text[-1:] in HYPHENS and len(line.text) > 1 and line.text[-2].isalpha():
        return "hyphen"
    words, blanks = habits.words, habits.blanks
    left = room.right - line.x1
    single = line.pieces == 1 and not line.trail and left < 1.5 * line.letter
    word = last_word(line.text) if single else None
    if word and word.group() not in words and not words.knows(word.group()):
        return "glue"
    if line.trail and blanks > 0.5:
        return "wrap"
    if blanks > 0.8:
        return "end"
    # A word of plans has 5 to 6 letters on average: where eight more would fit, the break was meant. In a narrow column
    # that would be every line, so a third of its width is enough there.
    return "wrap" if left < min(8 * line.letter, 0.35 * (room.right - room.left)) else "end"
