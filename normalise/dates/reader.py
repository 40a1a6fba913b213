"""Read the dates of a text: what is printed, where, and never more than is printed."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.dates.dated import DateReading
from normalise.dates.forms import BETWEEN, EASILY_WORDS, month_of, readings, rule_of, yearless
from normalise.dates.grammar import Grammar
from normalise.dates.repair import repair
from normalise.dates.vocabulary import Vocabulary
from normalise.dates.years import valid

_CONNECT = re.compile(
    r"^\s*(?:[,;]?\s*and\s+then|[,;]?\s*then|[,;]?\s*followed\s+by|[,;]?\s*and\s+again|,\s*and|,|&|and|or|/|\+|;|a|ac)\s*(?:by|on|the|end|of|\s)*\s*$",
    re.IGNORECASE,
)
_SPANS = re.compile(
    r"^[\s,]*(?:(?:and\s+)?ongoing\s+)?(?:-|–|—|to|until|till|through|through\s+to|up\s+to|right\s+through\s+to)\s*(?:the|end|of|mid|late|early|\s|-)*$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*(?:and|&)\s*$", re.IGNORECASE)


def read_dates(text: str, base: int | None = None, *, in_target: bool = False) -> tuple[DateReading, ...]:
    """Return the dates of a text in the order they stand.

    base: the plan's year, which decides whether "20" after a month is a year. in_target: the text is a target cell,
    where a bare year is a date unless it stands in a title; elsewhere a bare year needs a word like "by" before it.
    Dates printed without a year are returned with iso None, unless a date they are listed with shares its year.
    """
    if not any(c.isdigit() for c in text):
        return _loose(text) if in_target else ()
    fixed, repaired = repair(text)
    repaired += [m.span() for m in Vocabulary.load().misspelt.finditer(fixed)]
    found: list[DateReading] = []
    for match in Grammar.load().dates.finditer(fixed):
        found.extend(readings(match, fixed, base, in_target))
    if repaired:
        found = [
            replace(r, findings=(*r.findings, "DATE_REPAIRED"))
            if any(r.start < end and start < r.end for start, end in repaired)
            else r
            for r in found
        ]
    if in_target:
        taken = [(r.start, r.end) for r in found]
        # beside a date, "before the summer recess 2014" is no second deadline; "31 March" may be one
        found += [
            r
            for r in _loose(fixed)
            if all(r.end <= s or r.start >= e for s, e in taken)
            and not (found and r.rule.startswith(("season.", "form.")))
        ]
        found.sort(key=lambda r: r.start)
    return tuple(_share_years(_join(found, fixed), fixed))


def _loose(text: str) -> tuple[DateReading, ...]:
    """Return days, months, quarters and seasons that stand without a year: read as no date, but not overlooked."""
    loose = []
    for m in Grammar.load().loose.finditer(text):
        word = m["day_m"] or m["month"] or ""
        if word.islower() and word in EASILY_WORDS:
            continue
        named = m["season"] or m["named"]
        month, rule = month_of(word) if word else (None, rule_of(named) if named else "form.quarter")
        if m["fy"]:
            rule = "form.financial_year"
        days = [int(d) for d in re.findall(r"\d{1,2}", m["day"] or m["month_d"] or "")]
        loose.append(DateReading(m.start(), m.end(), None, rule, False, yearless(month, days)))
    return tuple(loose)


def _join(found: list[DateReading], text: str) -> list[DateReading]:
    """Mark the second of two dates as joined where the words between them say "from the one to the other"."""
    joined = found[:1]
    for reading in found[1:]:
        before = joined[-1]
        gap = text[before.end : reading.start]
        spans = _SPANS.match(gap) or (_AND.match(gap) and BETWEEN.search(text, 0, before.start))
        joined.append(replace(reading, joined=True) if spans and reading.start >= before.end else reading)
    return joined


def _share_years(found: list[DateReading], text: str) -> list[DateReading]:
    """Give "31 March" the year of the date it is listed with: "31 March and 30 June 2021"."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        gap = text[here.end : after.start]
        listed = _CONNECT.match(gap) or after.joined
        if here.iso is None and listed and after.iso and re.match(r"\d{4}-\d\d", after.iso):
            iso = _with_year(text[here.start : here.end], after.iso, ranged=after.joined)
            if iso or "DATE_IMPOSSIBLE" in here.findings:
                kept = tuple(code for code in here.findings if code != "DATE_NO_YEAR")
                shared[i] = replace(here, iso=iso, findings=kept)
    return shared


def _with_year(printed: str, later: str, *, ranged: bool) -> str | None:
    grammar = Grammar.load()
    word = grammar.month.search(printed)
    if word is None:
        return None
    month = month_of(word.group())[0]
    year = int(later[:4]) - (1 if ranged and month > int(later[5:7]) else 0)
    days = re.findall(r"\d{1,2}", printed)
    return valid(year, month, int(days[0]))[0] if days else f"{year:04}-{month:02}"
