"""Read a target-date cell, or the deadline in a recommendation's own words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from normalise.before import before
from normalise.dates.dated import DateReading
from normalise.dates.reader import read_dates
from normalise.dates.revised import NOW
from normalise.dates.vocabulary import Vocabulary
from normalise.model import TargetKind, When
from normalise.phrases import NUMBER_WORDS, Hit

_SLASH = re.compile(r"\s*[/|]\s*")
NOTHING = When("none", (), "")
_EMPTY = re.compile(r"[\s\W_]*\Z")
_FROM = re.compile(
    r"\b(?:from|(?<!week )(?<!weeks )(?:starting|commencing|beginning)|(?:to )?(?:start|commence|begin)|as of|since)\s+(?:in|on|the|early|late|mid|\s|-)*$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"^\s*(?:onwards?|forwards?|for\s+\S+\s+(?:month|week|year|day)s?)\b", re.IGNORECASE)
_PUBLICATION = re.compile(r"\b(?:publication|published|publish|release)\b[^.\n]{0,40}$", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d+|[a-z]+(?:[ -]four)?)\s*(?:\(\w+\)\s*)?(?:calendar |working )?(day|week|month|year)", re.IGNORECASE
)
_DEADLINE = re.compile(
    r"\b(?:by|before|no later than|not later than|until)\s+(?:the\s+)?(?:(?:end|start|beginning|middle)\s+(?:of\s+)?)?(?:the\s+)?(?:early|late|mid)?[\s-]*$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\bwithin\s+(?:the\s+next\s+)?(?:\w+[\s-]){1,2}(?:\(\w+\)\s)?"
    r"(?:(?P<long>months?|years?)|(?P<short>weeks?|days?))"
    r"(?P<after>\s+(?:of|from|after|following)\s+(?:the\s+|this\s+|its\s+)?(?:date\s+of\s+)?(?:publication|report|review|this|approval|submission|release)\b)?"
    r"(?P<stop>\s*(?:[.;,]|$))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A deadline with the codes of what a person should know about it."""

    when: When
    findings: tuple[str, ...] = ()


def read_target(
    cell: str | None,
    recommendation: str | None = None,
    *,
    base: int | None = None,
    published: str | None = None,
    around: int | None = None,
) -> TargetReading:
    """Return the target that a cell states; if the cell is missing or empty, the one in the recommendation's wording.

    base: the plan's year. published: ISO date of publication, if the document prints one; it resolves "within 3
    months of publication" and nothing else does (a plan's own date is not its publication). around: the year of the
    plan's other dates, where it has none of its own; it settles "03/04/05".
    """
    if cell is None or _EMPTY.match(cell):
        return _in_wording(recommendation or "", base)
    read = _in_cell(cell, base, published)
    settled = base is None and around is not None and "DATE_AMBIGUOUS" in read.findings
    return _in_cell(cell, around, published) if settled else read


@lru_cache(maxsize=4096)
def _in_cell(cell: str, base: int | None, published: str | None) -> TargetReading:
    """Read a target cell; the same few deadlines stand in row after row."""
    dates = _said_once(cell, read_dates(cell, base, in_target=True))
    hits = Vocabulary.load().kinds.find(cell)
    return _decide(cell, dates, hits, published)


def _said_once(cell: str, dates: tuple[DateReading, ...]) -> tuple[DateReading, ...]:
    """Return the dates without the coarser of two that are one: "31 Rhagfyr / December 2022" in a bilingual plan."""
    twice = {
        min(before, after, key=lambda d: len(d.iso or ""))
        for before, after in pairwise(dates)
        if before.iso and after.iso and before.iso != after.iso
        and _SLASH.fullmatch(cell, before.end, max(before.end, after.start))
        and (before.iso.startswith(f"{after.iso}-") or after.iso.startswith(f"{before.iso}-"))
    }  # fmt: skip
    return tuple(d for d in dates if d not in twice) if twice else dates


def _decide(
    cell: str, dates: tuple[DateReading, ...], hits: list[Hit], published: str | None
) -> TargetReading:
    rules = Vocabulary.load().kind_rules
    findings = tuple(dict.fromkeys(code for d in dates for code in d.findings))
    isos = tuple(dict.fromkeys(d.iso for d in dates if d.iso))
    spoken = [
        h for h in hits
        if rules[h.rule].kind
        and not (isos and rules[h.rule].weak)
        and not any(d.start < h.end and h.start < d.end for d in dates)
    ]  # fmt: skip
    relative = [h for h in spoken if rules[h.rule].kind == "relative"]
    if dates:
        first = dates[0].start
        leading = [h for h in spoken if h.start < first]
        if relative and _PUBLICATION.search(cell, 0, first):
            counted = _SPAN.search(cell, 0, first)
            # "6 months after publication (Sept 2020)": which of the two the date is, is not printed
            when = (
                When("relative", isos, relative[0].rule)
                if counted
                else _relative(cell, relative[0], dates[0].iso)
            )
            return TargetReading(when, findings)
        if moved := Vocabulary.load().revisions.of(cell, dates):
            # the date that holds stands first
            holds = next(item.date for item in moved[1] if item.item == NOW)
            ordered = (holds, *(iso for iso in isos if iso != holds))
            return TargetReading(When("fixed", ordered, *moved), (*findings, "TARGET_REVISED"))
        if leading and rules[leading[0].rule].kind not in {"relative", "above"}:
            return TargetReading(When(_kind(leading[0]), isos, leading[0].rule), findings)
        if (
            any(d.joined for d in dates)
            or _FROM.search(cell, 0, first)
            or _ONWARDS.match(cell[dates[-1].end :])
        ):
            return TargetReading(When("range", isos, dates[0].rule), findings)
        if not isos and spoken:
            if rules[spoken[0].rule].weak:  # "Every April" wants no year
                findings = tuple(code for code in findings if code != "DATE_NO_YEAR")
            return TargetReading(When(_kind(spoken[0]), (), spoken[0].rule), findings)
        return TargetReading(When("fixed", isos, dates[0].rule), findings)
    if not spoken:
        return TargetReading(NOTHING, (*findings, "TARGET_UNREAD"))
    if relative and spoken[0] is relative[0]:
        return TargetReading(_relative(cell, relative[0], published), findings)
    strong = [h for h in spoken if not rules[h.rule].weak] or spoken
    return TargetReading(When(_kind(strong[0]), (), strong[0].rule), findings)


def _kind(hit: Hit) -> TargetKind:
    return Vocabulary.load().kind_rules[hit.rule].kind  # type: ignore[return-value]


def _relative(cell: str, hit: Hit, published: str | None) -> When:
    """Resolve "within 3 months of publication" against the day of publication, as far as it is printed."""
    if published is None or not re.search(r"publi|release", cell, re.IGNORECASE):
        return When("relative", (), hit.rule)
    span = _SPAN.search(cell)
    if span is None:
        return When("relative", (published,), hit.rule)
    number = NUMBER_WORDS.get(span[1].lower().replace("-", " ")) or (
        int(span[1]) if span[1].isdecimal() else None
    )
    due = None if number is None else later(published, number, span[2].lower())
    return When("relative", (due,) if due else (), hit.rule)


def later(iso: str, number: int, unit: str) -> str | None:
    """Return iso plus a number of days, weeks, months or years, no finer than iso; None if iso is too coarse for it.

    >>> later("2018-10-31", 4, "month")
    '2019-02-28'
    >>> later("2018-10", 1, "year")
    '2019-10'
    """
    parts = [int(p) for p in iso.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", iso) else []
    if len(parts) == 3 and unit in {"day", "week"}:
        return (date(*parts) + timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    if unit == "year" and parts:
        parts[0] += number
    elif unit == "month" and len(parts) > 1:
        months = parts[0] * 12 + parts[1] - 1 + number
        parts[0], parts[1] = months // 12, months % 12 + 1
    else:
        return None
    if len(parts) == 3:
        parts[2] = min(parts[2], monthrange(parts[0], parts[1])[1])
    return "-".join(f"{p:0{4 if i == 0 else 2}}" for i, p in enumerate(parts))


def _in_wording(text: str, base: int | None) -> TargetReading:
    """Read "... by June 2015" or "... within one year." in a recommendation."""
    found = [
        d for d in read_dates(text, base)
        if d.iso and before(_DEADLINE, text, d.start) and (base is None or int(d.iso[:4]) >= base - 1)
    ]  # fmt: skip
    if found:
        codes = tuple(dict.fromkeys(code for d in found for code in d.findings))
        isos = tuple(dict.fromkeys(d.iso for d in found if d.iso))
        return TargetReading(When("fixed", isos, "wording.by"), codes)
    for match in _WITHIN.finditer(text):
        if match["after"] or (match["long"] and match["stop"]):
            return TargetReading(When("relative", (), "wording.within"))
    return TargetReading(NOTHING)
