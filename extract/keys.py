"""Field names in running text: "Action: Draft the policy. Lead: Kent Police. Timescale: June 2024" in its pieces.

A name with its colon at the head of a line is read as a header cell is. Inside a line it must be a whole name of
headers.toml that begins as a name does (with a capital, or after a full stop, a bracket or wide white space), so that
"three sessions: one for GPs" stays one value. Names without a colon count only where the document repeats them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass

from extract.contents import is_status
from extract.header_rules import EXACT, STARTS, HeaderMatch
from extract.headers import match_header, match_name
from extract.numbers import is_label, read_label
from extract.sentences import ends_open
from extract.text import one_line, squash
from extract.ticks import is_status_header

MAX_KEY_CHARS = 45
MAX_KEY_WORDS = 6

COLON = re.compile(r"(?<!\d)\s*[:\uff1a](?!\d|//)|(?<=\d)\s*[:\uff1a](?=\s|$)|\s+=\s+")
DASH = re.compile(r"\s+[–—-]+\s+")
BOUNDARY = re.compile(r"(?:[.;,!?|•·)\]/][\s]*[(\[]?|\s{2,}|\t|[(\[]|\s[–—-]\s+)$")
INNER_STOP = re.compile(r"[.;!?|:]\s")
_FURTHER = re.compile(r"(?:^|\n)\s*[A-Z][\w /&-]{1,30}:|[.;]\s+[A-Z]\w+(?: \w+)?:\s")
_JOINED = re.compile(r"[/&+|]|\band\b", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_BEGINS = re.compile(r"[A-Z\d]")
_MAX_BARE = 5
_COUNTED = re.compile(r"^(.*?[A-Za-z)])\s*(?:no\.?\s*)?\d+(?:\.\d+)*[a-z]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """A field's name as it stands in a line. name: the field, "" for what goes to `other`. parts: fields it combines."""

    name: str
    head: str
    rank: int = 999
    sure: bool = True
    parts: tuple[str, ...] = ()


def _key(match: HeaderMatch | None, head: str, least: float) -> Key | None:
    if (
        match is None
        or match.kind == "not_a_plan"
        or match.score < least
        or match.name in ("recommendation_no", "learning")
    ):
        return None
    if match.kind == "combined":
        # only with a mark between its parts: "Service (London) By when" is no name
        return Key("", head, parts=match.parts) if _JOINED.search(head) else None
    if match.kind == "other":
        return Key("", head)
    return Key(match.name, head, match.rank)


def number_key(head: str, value: str) -> Key | None:
    """ "Ref: R1", "Recommendation no: 3": a name of numbers with nothing but a number after it."""
    match = match_name(one_line(head).strip("()[]* "))
    if match is None or match.name != "recommendation_no" or match.score < EXACT or not is_label(value):
        return None
    return Key("recommendation_no", one_line(head), match.rank)


def key_at_head(head: str) -> Key | None:
    """The field that a name before a colon at the head of a line names, None for other words."""
    head = one_line(head).strip("()[]*•·-–— ")
    if not head or len(head) > MAX_KEY_CHARS or len(head.split()) > MAX_KEY_WORDS:
        return None
    match = match_header(head)
    if match and match.kind == "field" and match.name == "recommendation" and read_label(head):
        return None
    found = _key(match, head, 0.85)
    counted = _COUNTED.match(head)
    if found is None and counted:
        match = match_header(counted[1])
        if match and match.kind == "field" and match.name != "recommendation":
            return _key(match, head, EXACT)
    return found


def key_inside(text: str, start: int, end: int) -> Key | None:
    """The field that text[start:end] names in the middle of a line."""
    head = text[start:end].strip("()[]*•· ")
    if not head or INNER_STOP.search(head) or len(head) > MAX_KEY_CHARS:
        return None
    first = re.split(r"[^\w]", head, maxsplit=1)[0]
    before = text[:start]
    bounded = bool(BOUNDARY.search(before))
    if not first or first.isdigit() or not (first[:1].isupper() or (bounded and before.rstrip()[-1:] != ",")):
        return None
    if not bounded and ends_open(before):
        return None  # "farmers are Responsible: ..." is no end of a value
    least = STARTS if bounded and len(head.split()) <= 4 and first[:1].isupper() else EXACT
    match = match_name(head)
    counted = _COUNTED.match(head)
    if match is None and counted and bounded:
        match, least = match_name(counted[1]), EXACT
    if bounded and first[:1].isupper() and _JOINED.search(head):
        whole = match_header(head)
        match = whole if whole and whole.parts else match
    if match is None or not _begins_with(match, head, first, least):
        return None
    if match.kind == "other" and not bounded:
        return None
    if not squash(before) and match.name == "recommendation":
        return None
    return _key(match, head, least)


def _begins_with(match: HeaderMatch, head: str, first: str, least: float) -> bool:
    """False when the name only remains after a date at its head is taken off: "June 2024 Status"."""
    without = head[len(first) :].strip()
    return match.score >= least and not (
        without and (again := match_name(without)) and again.name == match.name and _is_date_word(first)
    )


def _is_date_word(word: str) -> bool:
    return match_name(f"{word} 2020 status") is not None and match_name(f"{word} status") is None


def word_starts(text: str, end: int) -> list[int]:
    """Where the last words before `end` begin, the longest stretch first."""
    starts = [m.start() for m in re.finditer(r"[^\s(\[|;•·]\S*", text[:end])]
    return starts[-MAX_KEY_WORDS:]


def bracketed(head: str) -> Key | None:
    """ "[Lead] Police": a whole name of a field in brackets at the head of a line."""
    match = match_name(head)
    return _key(match, one_line(head), EXACT) if match and match.kind == "field" else None


def bare_head(text: str) -> str | None:
    """The longest whole name that a line begins with, a value with a capital or a digit after it."""
    if not text[:1].isupper():
        return None
    words = list(itertools.islice(_WORD.finditer(text), _MAX_BARE + 1))
    for count in range(min(len(words) - 1, _MAX_BARE), 0, -1):
        if not _BEGINS.match(text, words[count].start()):
            continue
        head = text[: words[count - 1].end()]
        match = match_name(head)
        if match and match.kind == "field" and match.score == EXACT and not any(c.isdigit() for c in head):
            return None if match.name in ("recommendation", "recommendation_no", "learning") else head
    return None


def exact(head: str) -> HeaderMatch | None:
    """The field that a text is the whole name of (no plural heading such as "Recommendations", no digits)."""
    if any(c.isdigit() for c in head):
        return None
    match = match_name(head)
    if match is None or match.kind != "field" or match.score < EXACT:
        return None
    if match.name in ("recommendation_no", "learning"):
        return None
    if match.name == "recommendation" and squash(head) not in ("recommendation", "therecommendation"):
        return None
    return match


@dataclass(frozen=True, slots=True)
class Named:
    """A text that says the name of its field: the field, the name as printed, the value after it."""

    field: str
    head: str
    value: str


def own_name(text: str, fields: Collection[str]) -> Named | None:
    """The parts of a text that says the whole name of one of the fields before its value: "Status: In progress".

    None where the text goes on with further names ("Lead: Kent Police" over "Support: CSP"), which only the names tell
    apart, and where the name says something itself ("Completed: June 2024", "Update June 2024: ...").
    """
    colon = COLON.search(text)
    head = text[: colon.start()].strip("()[]*•·-–— ") if colon else ""
    match = exact(one_line(head)) if colon and 0 < len(head) <= MAX_KEY_CHARS else None
    if colon is None or match is None or match.name not in fields or is_status(head):
        return None
    value = text[colon.end() :].strip()
    if not squash(value) or _FURTHER.search(value):
        return None
    return Named(match.name, one_line(head), value)


def names_inside(text: str) -> bool:
    """True when a value holds the whole name of a field with its colon, as where two columns were read as one."""
    for colon in COLON.finditer(text):
        for start in word_starts(text, colon.start()):
            head = text[start : colon.start()]
            if start and head[:1].isupper() and exact(head) and not is_status_header(head):
                return True
    return False
