"""Split a completion cell into its dates and its outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalise.dates.dated import DateReading
from normalise.dates.log import latest
from normalise.dates.reader import read_dates
from normalise.dates.vocabulary import Vocabulary
from normalise.phrases import Hit
from normalise.undone import undone

_FILE = re.compile(
    r"[\s_-]*(?:[a-z\d_v%-]+[\s_-]+){0,4}[a-z\d_%-]*\.(?:xlsx?|xlsm|docx?|docm|pdf|pptx?|msg|eml|jpe?g|png|csv|zip|rtf|odt|txt)\b"
)
"""What may stand between a date and the ending of the attachment name it belongs to: words in lower case only."""
_DONE = re.compile(
    r"\W*(?:(?:but|and|now|was|were|actually|since)\s+)?(?:completed|complete|achieved|delivered|finished|done|closed|held|took\s+place|implemented|signed\s+off|actual)\W*(?:(?:on|in|by)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""All that may stand between what was planned, or the time looked at, and the date at which it was done."""
_STRIP_END = re.compile(r"[\s\-–—,:;(\[]+$")
_STRIP_START = re.compile(r"^[\s\-–—,:;.)\]]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """dates: ISO prefixes, in the order printed. outcome: the rest of the cell, None if the plan has no such column.

    done: one of the dates tells of something finished. planned: one lies ahead. findings: codes for the row.
    """

    dates: tuple[str, ...]
    outcome: str | None
    done: bool = False
    planned: bool = False
    findings: tuple[str, ...] = ()


NO_COLUMN = Completion((), None)


def read_completion(
    cell: str | None, *, base: int | None = None, as_of: str | None = None, around: int | None = None
) -> Completion:
    """Return the dates that say when something was or will be completed, and the rest of the cell as outcome.

    base: the plan's year. as_of: ISO date of the plan's last update; a date after it is still ahead, unless its sentence
    tells of something done. around: the year of the plan's other dates, where it has none of its own.
    Dates in attachment names, of letters ("email dated 15/11/2016") and of comparisons are left in the outcome.
    """
    if cell is None:
        return NO_COLUMN
    if not cell.strip():
        return Completion((), "")
    read = _in_cell(cell, base, as_of)
    settled = base is None and around is not None and "DATE_AMBIGUOUS" in read.findings
    return _in_cell(cell, around, as_of) if settled else read


@lru_cache(maxsize=1024)
def _in_cell(cell: str, base: int | None, as_of: str | None) -> Completion:
    found = [d for d in read_dates(cell, base) if not _in_file_name(cell, d)]
    asides = Vocabulary.load().asides
    told: list[DateReading] = []
    for date in found:
        if date.iso and not asides.stands_aside(cell, date.start, second=bool(told)):
            told.append(date)
    since = max(undone(cell), _last_entry(cell, base))
    told = [d for d in told if d.start >= since]
    ahead = [
        d for d in told
        if asides.lies_ahead(cell, d.start)
        or (as_of and _later(d.iso or "", as_of) and not asides.tells_of_a_deed(cell, d.start))
    ]  # fmt: skip
    kept = _kept_since(cell, told, ahead)
    told, ahead = [d for d in told if d not in kept], [d for d in ahead if d not in kept]
    return Completion(
        tuple(dict.fromkeys(d.iso for d in told if d.iso)),
        outcome(cell, told),
        done=len(ahead) < len(told),
        planned=bool(ahead),
        findings=(
            *dict.fromkeys(code for d in found for code in d.findings),
            *(("COMPLETION_PLANNED",) if ahead else ()),
        ),
    )


def _last_entry(cell: str, base: int | None) -> int:
    """Return where the dates of a log count from: its youngest entry, the end of the cell if that tells of no end."""
    entry = latest(cell, base)
    if entry is None:
        return 0
    hits = Vocabulary.load().kinds.find(cell[entry.body : entry.end])
    rules = Vocabulary.load().kind_rules
    return len(cell) if hits and rules[hits[0].rule].kind in {"ongoing", "tbc", ""} else entry.start


def _kept_since(cell: str, told: list[DateReading], ahead: list[DateReading]) -> list[DateReading]:
    """Return plans and periods directly behind which stands when it was done: "Due Jan 24, done Feb 24"."""
    kept: list[DateReading] = []
    for i in range(len(told) - 1, 0, -1):
        before, after = told[i - 1], told[i]
        if after in ahead or not _DONE.fullmatch(cell, before.end, max(before.end, after.start)):
            continue
        if before in ahead:
            kept.append(before)
        elif before.joined:
            kept += told[max(0, i - 2) : i]
    return kept


def outcome(cell: str, dates: list[DateReading]) -> str:
    """Return the cell without the status words and dates that open it; dates inside a sentence stay.

    >>> outcome("Completed", [])
    ''
    """
    rest_from = _leading(cell, dates, Vocabulary.load().kinds.find(cell))
    rest = _STRIP_START.sub("", cell[rest_from:])
    return rest.strip() if re.search(r"[^\W_]", rest) else ""


def _leading(cell: str, dates: list[DateReading], hits: list[Hit]) -> int:
    """Return where the dates and status words that open the cell end."""
    rules = Vocabulary.load().kind_rules
    spans = sorted(
        [(d.start, d.end) for d in dates]
        + [(h.start, h.end) for h in hits if rules[h.rule].kind in {"completed", "ongoing", "not_applicable"}]
    )
    end = 0
    for start, stop in spans:
        between = cell[end:start]
        if start < end:
            end = max(end, stop)
        elif _LINK.fullmatch(between):
            end = stop
        else:
            break
    tail = cell[end:]
    # "Complete audit of files" is a sentence of its own: take the word off only where it stands apart
    if end and tail.strip() and not re.match(r"\s*(?:[-–—,:;.(\[\n]|[A-Z\d])", tail):
        return 0
    return end


_LINK = re.compile(
    r"[\s\W_]*(?:\d{1,2}[.)]\s*)?(?:(?:on|in|by|as of|at|and|date|completed)\b[\s\W_]*)?", re.IGNORECASE
)


def _in_file_name(cell: str, reading: DateReading) -> bool:
    return _FILE.match(cell, reading.end) is not None


def _later(iso: str, than: str) -> bool:
    """Say whether a date lies wholly after another: compares what both of them print."""
    if not (re.fullmatch(r"[\d-]+", iso) and re.fullmatch(r"[\d-]+", than)):
        return iso[:4] > than[:4]
    length = min(len(iso), len(than))
    return iso[:length] > than[:length]
