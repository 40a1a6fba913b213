"""Words, dates and addresses that a line end broke in two: with a hyphen and without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal

from ingest.pdf.habits import Habits
from ingest.pdf.lines import PrintedLine
from ingest.pdf.room import Room, no_letter_fits
from ingest.pdf.vocabulary import Vocabulary, is_common

Seam = Literal["paragraph", "blank", "none", "drop-hyphen"]
"""What stands between two printed lines: a new paragraph, a blank, nothing, or nothing once the hyphen is gone."""

_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_URL: Final = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
HYPHENS: Final = "-\u00ad\u2010"
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


def last_word(text: str) -> re.Match[str] | None:
    """Return the word that a text ends in, None when it ends in something else."""
    return _LAST_WORD.search(text, text.rfind(" ") + 1)  # no word goes on over a blank


def splits_address(a: PrintedLine, b: PrintedLine, room: Room, words: Vocabulary) -> bool:
    """Tell whether the line end stands within a web address."""
    match = None if a.trail else _URL.search(a.text, a.text.rfind(" ") + 1)
    if not match:
        return False
    first = b.text.split(" ", 1)[0]
    return no_letter_fits(a, room, b.letter * 4) and (
        match.group()[-1] in "/-_.?=&%"
        or any(c in first[:-1] for c in "/.-_?=&%")
        or (first.islower() and not words.knows(first.strip(".,;")))
    )


def hyphen_seam(a: PrintedLine, b: PrintedLine, habits: Habits) -> Seam:
    """Decide what becomes of a hyphen at the end of line a."""
    left, right = last_word(a.text[:-1]), _FIRST_WORD.match(b.text)
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
    if words.knows(head) and not known and rest[-1:] == "s" and words.knows(rest[:-1]):
        return "none"  # "go-betweens", "sign-offs": the plural of two words
    if words.knows(head) and words.knows(rest):
        # "dead-bolt" or "over-sight": two words; only a document that breaks words leaves room for one.
        return "drop-hyphen" if habits.hyphenates and words.knows(head + rest) else "none"
    return "drop-hyphen" if words.knows(head + rest) or not words.knows(rest) or habits.hyphenates else "none"


def hyphenates(cells: Iterable[Sequence[PrintedLine]], words: Vocabulary) -> bool:
    """Tell whether a document hyphenates: at least two line ends leave a piece that is no word by itself."""
    found = 0
    for lines in cells:
        for a, b in pairwise(lines):
            if a.text[-1:] not in HYPHENS or len(a.text) < 2:
                continue
            left, right = last_word(a.text[:-1]), _FIRST_WORD.match(b.text)
            if left is None or right is None or left.group().lower() in _PREFIXES:
                continue
            head, rest = left.group(), right.group()
            found += words.knows(head + rest) and not (words.knows(head) and words.knows(rest))
            if found >= 2:
                return True
    return False


_SCRAP: Final = 3
_LONG: Final = 6
_NUMBER: Final = re.compile(r"[A-Za-z]{0,3}\d{1,2}(?:\.\d{1,2})+")
_DATE: Final = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d\d|\d{4})|(?:19|20)\d\d")


def _breaks_date(a: PrintedLine, b: PrintedLine, room: Room) -> bool:
    """Tell whether the column broke a date in two: the halves are none, or the first one fills the line."""
    if a.trail or not a.text[-1:].isdigit() or not b.text[:1].isdigit():
        return False
    head, rest = a.text.rsplit(" ", 1)[-1], b.text.split(" ", 1)[0].rstrip(".,;:)")
    if not rest.isdigit() or not _DATE.fullmatch(head + rest):
        return False
    if not _DATE.fullmatch(head):
        return True
    # "31/07/20" is a date too; two digits alone below it are the rest of the year
    return rest == b.text.rstrip(".,;:)") or no_letter_fits(a, room, b.letter)


def _breaks_number(a: PrintedLine, b: PrintedLine, room: Room) -> bool:
    """Tell whether a narrow column broke a number such as 8.10 before its last digit."""
    if a.trail or len(b.text) != 1 or not b.text.isdigit() or not _NUMBER.fullmatch(a.text):
        return False
    # half an em is no room: the column of numbers is as narrow as it could be made
    return a.x1 - a.x0 + b.letter > room.right - room.left - 0.5 * a.size


def breaks_word(a: PrintedLine, b: PrintedLine, room: Room, habits: Habits) -> bool:
    """Tell whether the column broke a word in two without a hyphen."""
    if _breaks_date(a, b, room) or _breaks_number(a, b, room):
        return True
    if a.trail or not b.text[:1].islower():
        return False
    left, right = last_word(a.text), _FIRST_WORD.match(b.text)
    if left is None or right is None:
        return False
    words, blanks = habits.words, habits.blanks
    head, rest = left.group(), right.group()
    joined = head + rest
    letter = rest == b.text.split(" ", 1)[0].rstrip(".,;:)") and len(rest) == 1 and rest not in "aI"
    scrap = len(rest) <= _SCRAP and words.knows(joined) and (letter or not words.knows(rest))
    whole = a.text.rsplit(" ", 1)[-1] == head  # a piece of a file name ("of%20Ref") is as it was printed
    if whole and len(joined) > _LONG and words.knows(joined) and not (words.knows(head) or words.knows(rest)):
        return True  # "Dece", "mber": neither piece is a word
    if scrap and (a.pieces == 1 or not words.knows(head)):
        return True  # without rules the column's edge is a guess; two scraps of a word are none
    if not no_letter_fits(a, room, b.letter):
        return False
    if a.pieces > 1:
        # Programs move a long word to a line of its own before they break it; Excel and PDF printers do not always.
        return joined in words and rest not in words and not words.knows(rest)
    if words.count(joined) or (letter and not words.knows(head)):
        return True
    if words.knows(joined):
        return not (words.count(head) and words.count(rest)) or blanks > 0.8
    if rest in words or words.knows(rest):
        return blanks > 0.8 and not words.knows(head)
    return True
