"""A line of running text cut at its field names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.habits import NO_HABITS, Habits
from extract.keys import (
    BOUNDARY,
    COLON,
    DASH,
    INNER_STOP,
    Key,
    bare_head,
    bracketed,
    key_at_head,
    key_inside,
    number_key,
    word_starts,
)
from extract.text import one_line, squash
from extract.ticks import is_status_header

_LEAD = re.compile(r"[\s(\[*•·–—-]*")
_BRACKET = re.compile(r"[\[(]([^\[\]()]{2,40})[\])]\s*[:–—-]?\s*")
_MARK = re.compile(r"[:\uff1a=–—-]")
_MAX_ALONE = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: the value under a key, or (key None) text under none."""

    key: Key | None
    text: str


def _found(text: str, habits: Habits) -> Iterator[tuple[int, int, Key]]:
    """(start of the name, end of its separator, key) of every key, in order."""
    last = 0
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    marked = _MARK.search(text) is not None
    opening = _opening_key(text, at, habits, marked=marked)
    if opening is not None:
        yield opening
        last = opening[1]
    if not marked:
        return
    for sep in sorted((*COLON.finditer(text), *DASH.finditer(text)), key=lambda m: m.start()):
        if sep.start() < last:
            continue
        dashed = DASH.fullmatch(sep.group()) is not None
        for start in word_starts(text, sep.start()):
            if start < last:
                continue
            head = text[start : sep.start()]
            key = None
            if not dashed:
                key = key_inside(text, start, sep.start()) or _unknown(text, start, sep.start(), habits)
            elif squash(head) in habits.dashed and BOUNDARY.search(text[:start]):
                key = key_inside(text, start, sep.start())
            if key is None or (last and not squash(text[last:start]) and is_status_header(key.head)):
                continue  # "Status: Complete: audit held"
            yield start, sep.end(), key
            last = sep.end()
            break


def _opening_key(text: str, at: int, habits: Habits, *, marked: bool) -> tuple[int, int, Key] | None:
    """The key that a line begins with. marked: the line has a colon, a dash or a sign of equality somewhere."""
    colon = COLON.search(text, at) if marked else None
    if colon:
        head = text[at : colon.start()]
        value = text[colon.end() :].split("  ")[0].split("|")[0]
        key = number_key(head, value) or key_at_head(head) or _unknown(text, at, colon.start(), habits)
        if key and not INNER_STOP.search(head.strip("()[]*")):
            return at, colon.end(), key
    dash = DASH.search(text, at) if marked and habits.dashed else None
    if dash and squash(text[at : dash.start()]) in habits.dashed:
        key = key_at_head(text[at : dash.start()])
        if key:
            return at, dash.end(), replace_sure(key)
    whole = text[at:].strip(" :()[]*")
    # a name of more letters than key_at_head takes is none
    short = (
        habits.alone and len(whole) <= _MAX_ALONE and not whole.endswith(".")
    )  # "... the 16 Days of | Action."
    if short and squash(whole) in habits.alone and (key := key_at_head(whole)):
        return at, len(text), replace_sure(key)
    bracket = _BRACKET.match(text)
    if bracket and (key := bracketed(bracket[1])) is not None:
        return 0, bracket.end(), key
    bare = bare_head(text[at:]) if habits.bare else None
    if bare and squash(bare) in habits.bare and (key := key_at_head(bare)):
        return at, at + len(bare), replace_sure(key)
    return None


def replace_sure(key: Key) -> Key:
    """The key as one that its form alone does not prove."""
    return Key(key.name, key.head, key.rank, sure=False)


def _unknown(text: str, start: int, end: int, habits: Habits) -> Key | None:
    head = text[start:end].strip("()[]*•· ")
    if squash(head) not in habits.unknown or (squash(text[:start]) and not BOUNDARY.search(text[:start])):
        return None
    return Key("", one_line(head))


def cut(text: str, habits: Habits = NO_HABITS) -> list[Piece]:
    """Cut a line at its field names; letters and digits of heads and texts together are those of the line."""
    out: list[Piece] = []
    named = habits.alone or habits.bare or _MARK.search(text) or text.lstrip()[:1] in ("[", "(")
    found = list(_found(text, habits)) if named else []  # otherwise no form of a name can stand in it
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
