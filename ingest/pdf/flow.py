"""Printed lines -> running text: where a paragraph ends, where a word was only broken by the column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from ingest.model import Tail
from ingest.pdf.lines import PrintedLine
from ingest.pdf.vocabulary import Vocabulary, is_common

Seam = Literal["paragraph", "blank", "none", "drop-hyphen"]
"""What stands between two printed lines: a new paragraph, a blank, nothing, or nothing once the hyphen is gone."""

_ITEM: Final = re.compile(
    r"(?:\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)(?=\s)"
)
_DASH: Final = re.compile(r"[-–—]\s")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_URL: Final = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_HYPHENS: Final = "-\u00ad\u2010"
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
_PREFIXES: Final = frozenset(
    [
        "re",
        "co",
        "non",
        "multi",
        "self",
        "anti",
        "pre",
        "post",
        "sub",
        "inter",
        "cross",
        "well",
        "ex",
        "high",
        "low",
        "long",
        "short",
        "semi",
        "pan",
        "mid",
        "over",
        "under",
        "year",
        "part",
        "full",
        "half",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "face",
        "follow",
        "day",
    ]
)


class Habits(NamedTuple):
    """How a document is set.

    words: its vocabulary; leading: usual distance of baselines in ems, 0 when unknown; blanks: share of its wrapped
    lines that end in a printed blank (high: a line without one breaks inside a word); hyphenates: it breaks words at
    line ends with hyphens of its own.
    """

    words: Vocabulary
    leading: float = 0.0
    blanks: float = 0.0
    hyphenates: bool = False


class Room(NamedTuple):
    """The space a cell's lines have: left and right are where text may begin and end; centred text has no left."""

    left: float
    right: float
    centred: bool


def room_of(lines: Sequence[PrintedLine], x0: float, x1: float) -> Room:
    """Work out the inner edges of a cell from its lines: padding is taken to be the same on both sides."""
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    offsets = [(line.x0 - x0) - (x1 - line.x1) for line in lines]
    centred = len(lines) > 1 and max(map(abs, offsets)) <= 3.0 and max(line.x0 for line in lines) - left > 3.0
    pad = min(max(left - x0, 0.0), 14.0)
    if centred:
        pad = min(max(x1 - right, 0.0), pad, 6.0)
        return Room(x0 + pad, max(x1 - pad, right), True)
    return Room(left, max(x1 - pad, right), False)


def seam(a: PrintedLine, b: PrintedLine, room: Room, step: float, listed: bool, habits: Habits) -> Seam:
    """Decide what stands between line a and line b.

    step: the normal distance of baselines in ems; listed: numbered items were met before in this cell.
    """
    starts_item = b.item or (bool(_ITEM.match(b.text)) and (listed or not _reaches(a, b, room)))
    if starts_item or (_DASH.match(b.text) and not _reaches(a, b, room)):
        return "paragraph"
    if b.base - a.base > _LEADING * step * max(a.size, b.size) + 0.6 and step > 0:
        return "paragraph"
    if _stands_apart(a, b, step) or _dates_apart(a.text, b.text):
        return "paragraph"
    if max(a.size, b.size) > _OTHER_SIZE * min(a.size, b.size):
        return "paragraph"  # the caption of an embedded file
    tail = a.text[-1:]
    if tail in _HYPHENS and len(a.text) > 1 and a.text[-2] != " ":
        return _hyphen_seam(a, b, habits)
    if _is_url(a, b, room, habits.words):
        return "none"
    if not _reaches(a, b, room):
        return "paragraph"
    if tail == "/" and len(a.text) > 1 and a.text[-2] != " " and not a.trail:
        return "none"
    return "none" if _breaks_word(a, b, room, habits) else "blank"


def _stands_apart(a: PrintedLine, b: PrintedLine, step: float) -> bool:
    """Tell whether a sentence ended and the next line stands a little further down: paragraphs set 1 to 3 points apart."""
    more = (b.base - a.base) / max(a.size, b.size, 0.1) - step
    return step > 0 and more > _LITTLE_MORE and not b.text[:1].islower() and a.text[-1:] in ".;:!?0123456789"


def _dates_apart(above: str, below: str) -> bool:
    """Tell whether a line is a date and the next begins with one: dates below one another, one for each action."""
    return bool(_WHOLE_DATE.fullmatch(above) and (_WHOLE_DATE.match(below) or _MONTH.fullmatch(below)))


def _reaches(a: PrintedLine, b: PrintedLine, room: Room) -> bool:
    """Tell whether line a is full: the first word of line b would not have fitted behind it."""
    blank = 0.25 * a.size
    start = room.left if room.centred else a.x0
    used = (a.x1 - a.x0) if room.centred else a.x1 - start
    # Kerning, hinting and odd paddings: a break counts as meant only when a third of an em was left as well.
    return used + blank + b.first > room.right - start - 0.35 * a.size


def _no_letter_fits(a: PrintedLine, room: Room, letter: float) -> bool:
    used, start = a.x1 - a.x0, room.left if room.centred else a.x0
    return used + letter > room.right - start - 0.3


def _is_url(a: PrintedLine, b: PrintedLine, room: Room, words: Vocabulary) -> bool:
    match = _URL.search(a.text)
    if not match or a.trail:
        return False
    first = b.text.split(" ", 1)[0]
    return _no_letter_fits(a, room, b.letter * 4) and (
        match.group()[-1] in "/-_.?=&%"
        or any(c in first[:-1] for c in "/.-_?=&%")
        or (first.islower() and not words.knows(first.strip(".,;")))
    )


def _hyphen_seam(a: PrintedLine, b: PrintedLine, habits: Habits) -> Seam:
    left, right = _LAST_WORD.search(a.text[:-1]), _FIRST_WORD.match(b.text)
    if a.text[-1] == "\u00ad":
        return "drop-hyphen"
    if left is None or right is None:
        return "none"
    words, head, rest = habits.words, left.group(), right.group()
    joined, kept = words.count(head + rest), words.count(f"{head}-{rest}")
    if joined or kept:
        return "drop-hyphen" if joined > kept else "none"
    known = words.knows(head + rest)
    if (
        known
        and rest[0].islower()
        and head.lower() != "co"
        and (
            not words.knows(rest)
            or (habits.hyphenates and (len(head) < 3 or head.lower() in _PREFIXES) and is_common(head + rest))
        )
    ):
        return "drop-hyphen"  # "re-spond", "non-mo-lestation"; a hyphenated "re-designed" is no such word
    if rest[0].isupper() or head.lower() in _PREFIXES or a.text[: left.start()].endswith("-"):
        return "none"
    if words.knows(head) and words.knows(rest):
        # "dead-bolt" or "over-sight": two words; only a document that breaks words leaves room for one.
        return "drop-hyphen" if habits.hyphenates and words.knows(head + rest) else "none"
    return "drop-hyphen" if words.knows(head + rest) or not words.knows(rest) or habits.hyphenates else "none"


def hyphenates(cells: Iterable[Sequence[PrintedLine]], words: Vocabulary) -> bool:
    """Tell whether a document hyphenates: at least two line ends leave a piece that is no word by itself."""
    found = 0
    for lines in cells:
        for a, b in pairwise(lines):
            if a.text[-1:] not in _HYPHENS or len(a.text) < 2:
                continue
            left, right = _LAST_WORD.search(a.text[:-1]), _FIRST_WORD.match(b.text)
            if left is None or right is None or left.group().lower() in _PREFIXES:
                continue
            head, rest = left.group(), right.group()
            found += words.knows(head + rest) and not (words.knows(head) and words.knows(rest))
            if found >= 2:
                return True
    return False


_SCRAP: Final = 3
_DATE: Final = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d\d|\d{4})|(?:19|20)\d\d")


def _breaks_date(a: PrintedLine, b: PrintedLine, room: Room) -> bool:
    """Tell whether the column broke a date in two: the halves are none, or the first one fills the line."""
    head, rest = a.text.rsplit(" ", 1)[-1], b.text.split(" ", 1)[0].rstrip(".,;:)")
    if not head[-1:].isdigit() or not rest.isdigit() or a.trail or not _DATE.fullmatch(head + rest):
        return False
    return not _DATE.fullmatch(head) or _no_letter_fits(a, room, b.letter)


def _breaks_word(a: PrintedLine, b: PrintedLine, room: Room, habits: Habits) -> bool:
    """Tell whether the column broke a word in two without a hyphen."""
    if _breaks_date(a, b, room):
        return True
    left, right = _LAST_WORD.search(a.text), _FIRST_WORD.match(b.text)
    if left is None or right is None or a.trail or not right.group()[0].islower():
        return False
    words, blanks = habits.words, habits.blanks
    head, rest = left.group(), right.group()
    joined = head + rest
    letter = len(rest) == 1 and rest not in "aI"
    scrap = len(rest) <= _SCRAP and words.knows(joined) and (letter or not words.knows(rest))
    if scrap and (a.pieces == 1 or not words.knows(head)):
        return True  # without rules the column's edge is a guess; two scraps of a word are none
    if not _no_letter_fits(a, room, b.letter):
        return False
    if a.pieces > 1:
        # Programs move a long word to a line of its own before they break it; Excel and PDF printers do not always.
        return joined in words and rest not in words and not words.knows(rest)
    if words.count(joined):
        return True
    if words.knows(joined):
        return not (words.count(head) and words.count(rest)) or blanks > 0.8
    if rest in words or words.knows(rest):
        return blanks > 0.8 and not words.knows(head)
    return True


class Told(NamedTuple):
    """The text of a cell, how its last line ends, and what was noticed."""

    text: str
    tail: Tail
    flags: tuple[str, ...]


def tell(lines: Sequence[PrintedLine], room: Room, habits: Habits) -> Told:
    """Put the lines of a cell together."""
    if not lines:
        return Told("", "end", ())
    step = usual_step(lines)
    if habits.leading and habits.leading < step <= 1.8 * habits.leading:
        step = habits.leading
    out = lines[0].text
    listed = bool(lines[0].item or _ITEM.match(lines[0].text))
    flags = {"footnote"} if any(line.note for line in lines) else set()
    for a, b in pairwise(lines):
        kind = seam(a, b, room, step, listed, habits)
        listed = listed or b.item or (kind == "paragraph" and bool(_ITEM.match(b.text)))
        if kind == "drop-hyphen":
            out = out.rstrip(_HYPHENS) + b.text
        else:
            out += {"paragraph": "\n", "blank": " ", "none": ""}[kind] + b.text
    return Told(out.replace("\u00ad", "-"), tail_of(lines[-1], room, habits), tuple(sorted(flags)))


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
    if line.text[-1:] in _HYPHENS and len(line.text) > 1 and line.text[-2].isalpha():
        return "hyphen"
    words, blanks = habits.words, habits.blanks
    left = room.right - line.x1
    word = _LAST_WORD.search(line.text)
    if (
        word
        and line.pieces == 1
        and not line.trail
        and left < 1.5 * line.letter
        and word.group() not in words
        and not words.knows(word.group())
    ):
        return "glue"
    if line.trail and blanks > 0.5:
        return "wrap"
    if blanks > 0.8:
        return "end"
    # A word of plans has 5 to 6 letters on average: where eight more would fit, the break was meant. In a narrow column
    # that would be every line, so a third of its width is enough there.
    return "wrap" if left < min(8 * line.letter, 0.35 * (room.right - room.left)) else "end"


def leading_of(cells: Iterable[Sequence[PrintedLine]]) -> float:
    """Return the usual distance of baselines in ems: the smallest one that many lines share, 0 when unknown."""
    steps = sorted(
        (b.base - a.base) / a.size
        for lines in cells
        for a, b in pairwise(lines)
        if a.size > 0 and abs(a.size - b.size) < 0.2 and 0.85 <= (b.base - a.base) / a.size <= 2.2
    )
    for i, step in enumerate(steps):
        alike = bisect_right(steps, step + 0.06) - i
        if alike >= max(3, 0.2 * len(steps)):
            return sum(steps[i : i + alike]) / alike
    return 0.0


def trailing_blanks(cells: Iterable[tuple[Sequence[PrintedLine], Room]]) -> float:
    """Return the share of surely wrapped lines (the next word would not fit) that end in a printed blank."""
    wrapped = ended = 0
    for lines, room in cells:
        for a, b in pairwise(lines):
            if a.pieces > 1 and b.text[:1].islower() and a.text[-1:].isalpha() and _reaches(a, b, room):
                wrapped += 1
                ended += a.trail
    return ended / wrapped if wrapped >= 5 else 0.0
