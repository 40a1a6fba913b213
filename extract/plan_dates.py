"""The dates of a title block: each date of its lines is the plan's, an update's or another matter's by the words before it.

"Final, 23 August 2021" and a date alone under the title are the plan's; "As at 30.06.22" says how things stood on
a day, an update; the date of a death, a meeting, a report or a printing is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.printed import DATE, meta_rules
from extract.text import one_line, plain, squash

_DATE = re.compile(rf"(?<![\w/.-]){DATE}(?![\w/])")
_BESIDE_TITLE, _BEFORE_TITLE, _SHORT_BLOCK = 6, 2, 10
_MAX_LINE = 140
_MONTHS_CY = "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
_WELSH_TWIN = re.compile(rf"(?:\b\d{{1,2}}\s+)?\b(?:{_MONTHS_CY})(?:\s+\d{{4}})?\s*/\s*")
_BEFORE_BARE = re.compile(
    r"(?:^(?:[A-Z][a-z ]{2,24}:\s+[A-Z]\w+(?:\s\w+)?)?|[,.;:(]|\s-|/|\b(?:[Pp]lan|PLAN|Partnership|Board|Council|CSP|Actions|Recommendations))\s*$"
)
_AFTER_BARE = re.compile(r"^\s*[).]?\s*(?:-\s*)?(?:$|\(|[Vv](?:ersion)?\s?\d)")
_RANGE_END = re.compile(rf"(?:{DATE}\s*-|\b(?:to|until))\s*$")
_RANGE = re.compile(r"^\s*(?:to|until|and|-)\s+(?:\d|[A-Z][a-z]+\s+\d)")


def block_dates(lines: Sequence[str], title: str, running: Sequence[str]) -> dict[str, str]:
    """plan_date and updated_date as the title block (or a running header of a plan) prints them; absent where it does not."""
    found: dict[str, str] = {}
    bare: list[str] = []
    for text in (*_title_block(lines, title), *(t for t in running if "report" not in t.casefold())):
        for key, date in _dates_of(text):
            if key == "bare":
                bare.append(date)
            else:
                found.setdefault(key, date)
    if bare:
        found.setdefault("plan_date", bare[0])
    return found


def _title_block(lines: Sequence[str], title: str) -> Sequence[str]:
    at = next((i for i, t in enumerate(lines) if title and squash(t) == squash(title)), None)
    if at is None:
        return lines if len(lines) <= _SHORT_BLOCK else lines[-_BESIDE_TITLE:]
    return lines[max(0, at - _BEFORE_TITLE) : at + _BESIDE_TITLE]


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    words = meta_rules()["date_words"]
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(words[kind])})(?!\w)", re.IGNORECASE)
        for kind in ("plan_date", "updated_date", "other", "gathering")
    }


def _dates_of(text: str) -> Iterator[tuple[str, str]]:
    """(plan_date, updated_date or bare; the date) for each date of a line that may be the plan's."""
    text = _WELSH_TWIN.sub("", plain(one_line(text)))
    if len(text) > _MAX_LINE:
        return
    end = 0
    for found in _DATE.finditer(text):
        before, after = text[end : found.start()], text[found.end() :]
        end = found.end()
        if _RANGE.match(after) or _RANGE_END.search(text[: found.start()]):
            continue
        # a date alone in brackets belongs to the words before them: "Agreed (May 2016)"
        kind = _kind(re.split(r"[;|(]|\.\s", before.rstrip("( "))[-1])
        date = re.sub(r"(\d)\s+(st|nd|rd|th)\b", r"\1\2", found.group())
        if kind in ("plan_date", "updated_date"):
            yield kind, date
        elif (
            kind is None
            and _BEFORE_BARE.search(before)
            and (_AFTER_BARE.match(after) or _heads(before, after))
        ):
            yield "bare", date


def _heads(before: str, after: str) -> bool:
    """True for a date at the head of a line that goes on: "4th August 2017, updated 9th February 2018"."""
    return not before.strip() and after.lstrip()[:1] in (",", ";", "|")


def _kind(clause: str) -> str | None:
    """What a date is by the words before it: the nearest says it; a gathering only when nothing else does."""
    at = {kind: max((m.end() for m in p.finditer(clause)), default=-1) for kind, p in _kinds().items()}
    if max(at["plan_date"], at["updated_date"], at["other"]) < 0:
        return "other" if at["gathering"] >= 0 else None
    return max(("other", "updated_date", "plan_date"), key=lambda k: at[k])
