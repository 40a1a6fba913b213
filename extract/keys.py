"""Field names in running text: "Action: Draft the policy. Lead: Kent Police. Timescale: June 2024" in its pieces.

A name with its colon at the head of a line is read as a header cell is. Inside a line it must be a whole name of
headers.toml that begins as a name does (with a capital, or after a full stop, a bracket or wide white space), so that
"three sessions: one for GPs" stays one value. Names without a colon count only where the document repeats them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.headers import EXACT, STARTS, HeaderMatch, match_header, match_name
from extract.join import ends_open
from extract.numbers import read_label
from extract.text import one_line, squash
from extract.ticks import is_status_header

MAX_KEY_CHARS = 45
MAX_KEY_WORDS = 6
_MIN_REPEATS = 2
_MIN_UNKNOWN = 3
_UNKNOWN_SHARE = 0.8
"""A name that headers.toml lacks counts when it occurs in so large a share of the items."""

_COLON = re.compile(r"(?<!\d)\s*[:\uff1a](?!\d|//)|(?<=\d)\s*[:\uff1a](?=\s|$)|\s+=\s+")
_DASH = re.compile(r"\s+[–—-]+\s+")
_BOUNDARY = re.compile(r"(?:[.;,!?|•·)\]/][\s]*[(\[]?|\s{2,}|\t|[(\[]|\s[–—-]\s+)$")
_INNER_STOP = re.compile(r"[.;!?|:]\s")
_JOINED = re.compile(r"[/&+|]|\band\b", re.IGNORECASE)
_COUNTED = re.compile(r"^(.*?[A-Za-z)])\s*(?:no\.?\s*)?\d+(?:\.\d+)*[a-z]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """A field's name as it stands in a line. name: the field, "" for what goes to `other`. parts: fields it combines."""

    name: str
    head: str
    rank: int = 999
    sure: bool = True
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: the value under a key, or (key None) text under none."""

    key: Key | None
    text: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes its field names besides name and colon; all squashed.

    dashed: "Lead - Police". bare: "Lead Police". alone: a line that is the name. unknown: names of no known meaning.
    """

    dashed: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


NO_HABITS = Habits()


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


def _key_inside(text: str, start: int, end: int) -> Key | None:
    """The field that text[start:end] names in the middle of a line."""
    head = text[start:end].strip("()[]*•· ")
    if not head or _INNER_STOP.search(head) or len(head) > MAX_KEY_CHARS:
        return None
    first = re.split(r"[^\w]", head, maxsplit=1)[0]
    before = text[:start]
    bounded = bool(_BOUNDARY.search(before))
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


def _word_starts(text: str, end: int) -> list[int]:
    """Where the last words before `end` begin, the longest stretch first."""
    starts = [m.start() for m in re.finditer(r"[^\s(\[|;•·]\S*", text[:end])]
    return starts[-MAX_KEY_WORDS:]


def _found(text: str, habits: Habits) -> Iterator[tuple[int, int, Key]]:
    """(start of the name, end of its separator, key) of every key, in order."""
    last = 0
    lead = re.match(r"[\s(\[*•·–—-]*", text)
    at = lead.end() if lead else 0
    opening = _opening_key(text, at, habits)
    if opening is not None:
        yield opening
        last = opening[1]
    for sep in sorted((*_COLON.finditer(text), *_DASH.finditer(text)), key=lambda m: m.start()):
        if sep.start() < last:
            continue
        dashed = _DASH.fullmatch(sep.group()) is not None
        for start in _word_starts(text, sep.start()):
            if start < last:
                continue
            head = text[start : sep.start()]
            key = None
            if not dashed:
                key = _key_inside(text, start, sep.start()) or _unknown(text, start, sep.start(), habits)
            elif squash(head) in habits.dashed and _BOUNDARY.search(text[:start]):
                key = _key_inside(text, start, sep.start())
            if key is None or (last and not squash(text[last:start]) and is_status_header(key.head)):
                continue  # "Status: Complete: audit held"
            yield start, sep.end(), key
            last = sep.end()
            break


def _opening_key(text: str, at: int, habits: Habits) -> tuple[int, int, Key] | None:
    """The key that a line begins with."""
    colon = _COLON.search(text, at)
    if colon:
        head = text[at : colon.start()]
        key = key_at_head(head) or _unknown(text, at, colon.start(), habits)
        if key and not _INNER_STOP.search(head.strip("()[]*")):
            return at, colon.end(), key
    dash = _DASH.search(text, at)
    if dash and squash(text[at : dash.start()]) in habits.dashed:
        key = key_at_head(text[at : dash.start()])
        if key:
            return at, dash.end(), replace_sure(key)
    whole = text[at:].strip(" :()[]*")
    if squash(whole) in habits.alone and (key := key_at_head(whole)):
        return at, len(text), replace_sure(key)
    bracket = re.match(r"[\[(]([^\[\]()]{2,40})[\])]\s*[:–—-]?\s*", text)
    if bracket and (key := _bracketed(bracket[1])) is not None:
        return 0, bracket.end(), key
    bare = _bare_head(text[at:])
    if bare and squash(bare) in habits.bare and (key := key_at_head(bare)):
        return at, at + len(bare), replace_sure(key)
    return None


def _bracketed(head: str) -> Key | None:
    """ "[Lead] Police": a whole name of a field in brackets at the head of a line."""
    match = match_name(head)
    return _key(match, one_line(head), EXACT) if match and match.kind == "field" else None


def replace_sure(key: Key) -> Key:
    """The key as one that its form alone does not prove."""
    return Key(key.name, key.head, key.rank, sure=False)


def _unknown(text: str, start: int, end: int, habits: Habits) -> Key | None:
    head = text[start:end].strip("()[]*•· ")
    if squash(head) not in habits.unknown or (squash(text[:start]) and not _BOUNDARY.search(text[:start])):
        return None
    return Key("", one_line(head))


def _bare_head(text: str) -> str | None:
    """The longest whole name that a line begins with, a value with a capital or a digit after it."""
    words = list(re.finditer(r"\S+", text))
    for count in range(min(len(words) - 1, 5), 0, -1):
        head = text[: words[count - 1].end()]
        if not head[:1].isupper() or not re.match(r"[A-Z\d]", words[count].group()):
            continue
        match = match_name(head)
        if match and match.kind == "field" and match.score == EXACT and not any(c.isdigit() for c in head):
            return None if match.name in ("recommendation", "recommendation_no", "learning") else head
    return None


def cut(text: str, habits: Habits = NO_HABITS) -> list[Piece]:
    """Cut a line at its field names; letters and digits of heads and texts together are those of the line."""
    out: list[Piece] = []
    found = list(_found(text, habits))
    ends = [start for start, _, _ in found] + [len(text)]
    if text[: ends[0]].strip(" \t\n([|•·-–—"):
        out.append(Piece(None, _trimmed(text[: ends[0]], followed=bool(found))))
    for (_, begin, key), end in zip(found, ends[1:], strict=True):
        out.append(Piece(key, _value(text[begin:end], followed=end < len(text))))
    return out


def _trimmed(text: str, *, followed: bool) -> str:
    text = text.strip()
    if followed:
        text = text.rstrip(" \t\n([|;,•·/–—-")
    return text


def _value(text: str, *, followed: bool) -> str:
    text = _trimmed(text.strip().lstrip("*] "), followed=followed)
    for opening, closing in ("()", "[]"):
        # the bracket that holds the whole of "(Lead: Police)"
        if text.count(closing) > text.count(opening) and text.rstrip(".").endswith(closing):
            text = text.rstrip(".")[:-1].rstrip()
    return text


def habits_of(lines: Iterable[str]) -> Habits:
    """Learn how a document writes its field names from all of its lines."""
    dashed: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for line in lines:
        whole = line.strip(" :()[]*")
        if len(whole) <= MAX_KEY_CHARS and _exact(whole) is not None:
            alone[squash(whole)] += 1
            continue
        for part in _DASH.finditer(line):
            for start in _word_starts(line, part.start()):
                head = line[start : part.start()]
                bounded = not squash(line[:start]) or _BOUNDARY.search(line[:start])
                capital = head[:1].isupper() or bool(squash(line[:start]))
                if bounded and capital and _exact(head) and not is_status_header(head):
                    dashed[squash(head)] += 1
        if head_of := _bare_head(line):
            bare[squash(head_of)] += 1
        for part in _COLON.finditer(line):
            _count_colon(line, part.start(), known, unknown)
    common = max(known.values(), default=0)
    return Habits(
        frozenset(k for k, n in dashed.items() if n >= _MIN_REPEATS),
        frozenset(k for k, n in bare.items() if n >= _MIN_REPEATS)
        if sum(n >= _MIN_REPEATS for n in bare.values()) >= 2  # one word alone may begin sentences
        else frozenset(),
        frozenset(k for k, n in alone.items() if n >= _MIN_REPEATS),
        frozenset(k for k, n in unknown.items() if n >= max(_MIN_UNKNOWN, _UNKNOWN_SHARE * common)),
    )


def _exact(head: str) -> HeaderMatch | None:
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


def _count_colon(line: str, end: int, known: Counter[str], unknown: Counter[str]) -> None:
    for start in _word_starts(line, end):
        if _key_inside(line, start, end) or (not squash(line[:start]) and key_at_head(line[start:end])):
            known[squash(line[start:end])] += 1
            return
    for start in _word_starts(line, end):
        head = line[start:end].strip("()[]* ")
        bounded = not squash(line[:start]) or _BOUNDARY.search(line[:start])
        plain_words = re.fullmatch(r"[A-Z][A-Za-z'’ /&()-]{2,29}", head)
        if bounded and plain_words and len(head.split()) <= 4 and not read_label(head):
            match = match_name(head)
            if match is None:
                unknown[squash(head)] += 1
            return


def names_inside(text: str) -> bool:
    """True when a value holds the whole name of a field with its colon, as where two columns were read as one."""
    for colon in _COLON.finditer(text):
        for start in _word_starts(text, colon.start()):
            head = text[start : colon.start()]
            if start and head[:1].isupper() and _exact(head) and not is_status_header(head):
                return True
    return False
