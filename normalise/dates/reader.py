"""Read the dates of a text: what is printed, where, and never more than is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from normalise.dates.grammar import Grammar
from normalise.dates.repair import repair
from normalise.dates.vocabulary import Vocabulary

_ORDINALS = {
    "one": 1,
    "first": 1,
    "two": 2,
    "second": 2,
    "three": 3,
    "third": 3,
    "four": 4,
    "fourth": 4,
    "final": 4,
    "last": 4,
}
_CONNECT = re.compile(r"^\s*(?:,\s*and|,|&|and|or|/|\+|;)\s*(?:by|on|the|end|of|\s)*\s*$", re.IGNORECASE)
_SPANS = re.compile(
    r"^[\s,]*(?:(?:and\s+)?ongoing\s+)?(?:-|–|—|to|until|till|through|up to)\s*(?:the|end|of|mid|late|early|\s|-)*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"^\s*(?:and|&)\s*$", re.IGNORECASE)
_SMALL = re.compile(r"[^\W\d_]+")
_EASILY_WORDS = frozenset({"may", "march", "mar", "sep", "jun", "mai", "medi"})
YEARS_AROUND = 8
"""A two-digit year is believed this many years either side of the plan; without a plan date, 2005 to 2039."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date at text[start:end]. iso is None where the print gives no year; rule names the form and its word.

    joined: this reading and the one before it are the ends of a range. findings: codes of normalise/codes.toml.
    """

    start: int
    end: int
    iso: str | None
    rule: str
    joined: bool = False
    findings: tuple[str, ...] = ()


def read_dates(text: str, base: int | None = None, *, in_target: bool = False) -> tuple[DateReading, ...]:
    """Return the dates of a text in the order they stand.

    base: the plan's year, which decides whether "20" after a month is a year. in_target: the text is a target cell,
    where a bare year is a date unless it stands in a title; elsewhere a bare year needs a word like "by" before it.
    Dates printed without a year are returned with iso None, unless a date they are listed with shares its year.
    """
    if not any(c.isdigit() for c in text):
        return _loose(text) if in_target else ()
    fixed, repaired = repair(text)
    found: list[DateReading] = []
    for match in Grammar.load().dates.finditer(fixed):
        found.extend(_readings(match, fixed, base, in_target))
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


def _readings(match: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    form = match.lastgroup or ""
    # the outer group of a form closes last, so lastgroup is its name
    reader = _FORMS[form]
    return reader(match, text, base, in_target)


def _one(match: re.Match[str], iso: str | None, rule: str, *findings: str) -> list[DateReading]:
    return [DateReading(match.start(), match.end(), iso, rule, False, findings)]


def _iso(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _numeric(m, int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]), "form.iso")


def _dmy(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    year = _full_year(m["dmy_y"]) if m["dmy_y"] else _year(m["dmy_yy"], base)
    if year is None:
        return []
    return _numeric(m, year, int(m["dmy_m"]), int(m["dmy_d"]), "form.day_month_year")


def _numeric(m: re.Match[str], year: int, month: int, day: int, rule: str) -> list[DateReading]:
    if month > 12 and 1 <= day <= 12 and month <= 31:
        # 12/31/2021 can only be month first; UK plans do not write so, hence the finding
        iso, *findings = _valid(year, day, month)
        return _one(m, iso, rule, "DATE_MONTH_FIRST", *findings)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    iso, *findings = _valid(year, month, day)
    return _one(m, iso, rule, *findings)


def _valid(year: int, month: int, day: int) -> tuple[str, ...]:
    """Return the day, or its month and a finding where the calendar has no such day."""
    try:
        return (date(year, month, day).isoformat(),)
    except ValueError:
        return (f"{year:04}-{month:02}", "DATE_IMPOSSIBLE")


def _day(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    month_word = m["day_m"]
    month, rule = _month(month_word)
    days = [int(d) for d in re.findall(r"\d{1,2}", m["day_d"])]
    if not all(1 <= d <= 31 for d in days):
        return []
    year = _full_year(m["day_y"]) if m["day_y"] else _year(m["day_yy"], base)
    if year is None:
        if not in_target or (month_word.islower() and month_word in _EASILY_WORDS):
            return []
        return [DateReading(m.start(), m.end("day_m"), None, rule, False, ("DATE_NO_YEAR",))]
    ranged = len(days) == 2 and re.search(r"[-–—]|to|until|till|through", m["day_d"].lower()) is not None
    readings = []
    for i, d in enumerate(days):
        iso, *findings = _valid(year, month, d)
        readings.append(DateReading(m.start(), m.end(), iso, rule, ranged and i == 1, tuple(findings)))
    return readings


def _usa(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    month, rule = _month(m["usa_m"])
    if not 1 <= int(m["usa_d"]) <= 31:
        return []
    iso, *findings = _valid(_full_year(m["usa_y"]), month, int(m["usa_d"]))
    return _one(m, iso, rule, *findings)


def _months(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    year: int | None
    if m["month_y"]:
        year = _full_year(m["month_y"])
    else:
        if m["month_m"].islower() and m["month_m"] in _EASILY_WORDS:
            return []
        # "Nov-20" is Excel's month and year; "Nov 20" may be a day of an unprinted year
        dashed = text[m.end("month_m") : m.start("month_yy")].strip() in {"-", "–", "/"}
        year = _year(m["month_yy"], base, reach=YEARS_AROUND if dashed else 5)
        if year is None:
            return _one(m, None, _month(m["month_m"].split()[0])[1], "DATE_NO_YEAR") if in_target else []
    words = Grammar.load().month.finditer(m["month_m"])
    numbers = [_month(w.group()) for w in words]
    assert year is not None
    ranged = len(numbers) == 2 and (
        re.search(r"[-–—]|\bto\b|until|till|through", m["month_m"].lower()) is not None
        or _BETWEEN.search(text, 0, m.start()) is not None
    )
    readings = []
    for i, (number, rule) in enumerate(numbers):
        # "Nov - Feb 2021": the first month belongs to the year before
        printed = year - 1 if ranged and i == 0 and number > numbers[1][0] else year
        readings.append(DateReading(m.start(), m.end(), f"{printed:04}-{number:02}", rule, ranged and i == 1))
    return readings


def _quarter(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _quarters(m, m["quarter_q"], m["quarter_y"])


def _rauq(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _quarters(m, m["rauq_q"], m["rauq_y"])


def _quarters(m: re.Match[str], quarters: str, year_text: str) -> list[DateReading]:
    year = _year_span(year_text)
    if year is None or len(year) != 1:
        return []
    numbers = [
        _ORDINALS.get(q.lower()) or int(q[0])
        for q in re.findall(
            r"[1-4]|(?<![a-z])(?:one|two|three|four|first|second|third|fourth|final|last)",
            quarters,
            re.IGNORECASE,
        )
    ]
    ranged = len(numbers) == 2 and re.search(r"[-–—]|\bto\b", quarters) is not None
    return [
        DateReading(m.start(), m.end(), f"{year[0]}-Q{n}", "form.quarter", ranged and i == 1)
        for i, n in enumerate(numbers)
    ]


def _month_year(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _one(m, f"{m['my_y'].replace(' ', '')}-{int(m['my_m']):02}", "form.month_year")


def _season(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    years = _year_span(m["season_y"])
    if years is None:
        return []
    return [DateReading(m.start(), m.end(), y, _rule(m["season_w"])) for y in years]


def _named(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    vocabulary = Vocabulary.load()
    word = _key(m["named_w"])
    return _one(m, f"{_full_year(m['named_y'])}-{vocabulary.days[word]}", vocabulary.word_rules[word])


def _years(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    if title_of(text, m.start(), m.end(), in_target=in_target):
        return []
    years = _year_span(m["years_y"])
    if years is None or not (in_target or len(years) == 1):
        return []
    return [DateReading(m.start(), m.end(), y, "form.years", i == 1) for i, y in enumerate(years)]


def _fy(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    printed = m["fy_y"] or m["fy_y2"]
    if len(printed) == 2:
        # FY23 names the year in which the financial year ends
        return _one(m, f"{2000 + int(printed) - 1}/{printed}", "form.financial_year")
    years = _year_span(printed)
    return _one(m, years[0], "form.financial_year") if years and len(years) == 1 else []


def _bare_year(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    year = int(m["year_y"])
    if not 1990 <= year <= 2049 or title_of(text, m.start(), m.end(), in_target=in_target):
        return []
    alone = not text[: m.start()].strip() and not text[m.end() :].strip(" .")
    if not (in_target or alone or Vocabulary.load().year_before.search(text, 0, m.start())):
        return []
    return _one(m, str(year), "form.year")


def title_of(text: str, start: int, end: int, *, in_target: bool = False) -> str | None:
    """Return the rule by which the year at text[start:end] belongs to a title or a count, None if it may be a date."""
    for title in Vocabulary.load().titles:
        if in_target and not title.in_target:
            continue
        if title.before.search(text, 0, start) or title.after.match(text, end):
            return title.rule
    return None


_FORMS = {
    "iso": _iso, "dmy": _dmy, "day": _day, "usa": _usa, "quarter": _quarter, "rauq": _rauq, "month": _months,
    "my": _month_year, "season": _season, "named": _named, "years": _years, "fy": _fy, "year": _bare_year,
}  # fmt: skip


def _loose(text: str) -> tuple[DateReading, ...]:
    """Return days, months, quarters and seasons that stand without a year: read as no date, but not overlooked."""
    readings = []
    for m in Grammar.load().loose.finditer(text):
        word = m["day_m"] or m["month"] or ""
        if word.islower() and word in _EASILY_WORDS:
            continue
        rule = _rule(m["season"]) if m["season"] else _month(word)[1] if word else "form.quarter"
        readings.append(DateReading(m.start(), m.end(), None, rule, False, ("DATE_NO_YEAR",)))
    return tuple(readings)


def _join(found: list[DateReading], text: str) -> list[DateReading]:
    """Mark the second of two dates as joined where the words between them say "from the one to the other"."""
    joined = found[:1]
    for reading in found[1:]:
        before = joined[-1]
        gap = text[before.end : reading.start]
        spans = _SPANS.match(gap) or (_AND.match(gap) and _BETWEEN.search(text, 0, before.start))
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
            if iso:
                shared[i] = replace(here, iso=iso, findings=())
    return shared


def _with_year(printed: str, later: str, *, ranged: bool) -> str | None:
    grammar = Grammar.load()
    word = grammar.month.search(printed)
    if word is None:
        return None
    month = _month(word.group())[0]
    year = int(later[:4]) - (1 if ranged and month > int(later[5:7]) else 0)
    days = re.findall(r"\d{1,2}", printed)
    return _valid(year, month, int(days[0]))[0] if days else f"{year:04}-{month:02}"


def _month(word: str) -> tuple[int, str]:
    vocabulary, key = Vocabulary.load(), _key(word)
    return vocabulary.months[key], vocabulary.word_rules[key]


def _rule(word: str) -> str:
    return Vocabulary.load().word_rules[_key(word)]


def _key(word: str) -> str:
    """Return a printed word as it stands in the rules: lower case, plain apostrophe, single blanks."""
    plain = " ".join(word.lower().replace("’", "'").rstrip(".").split())
    known = Vocabulary.load().word_rules
    if plain in known:
        return plain
    return next(w for w in known if w.replace("'", "") == plain.replace("'", ""))


def _full_year(printed: str) -> int:
    digits = re.sub(r"\D", "", printed)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _year(printed: str | None, base: int | None, reach: int = YEARS_AROUND) -> int | None:
    """Return the full year; None where two digits are no year near the plan's."""
    if printed is None:
        return None
    digits = re.sub(r"\D", "", printed)
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if base is None:
        return year if 2005 <= year <= 2039 else None
    return year if abs(year - base) <= reach else None


def _year_span(printed: str) -> tuple[str, ...] | None:
    """Read "2022", "2022/23", "2022-2023" (one financial year), "2022-25" (a range of years) or "22/23"."""
    numbers = re.findall(r"\d+", printed)
    if len(numbers) == 1:
        return (str(_full_year(numbers[0])),)
    first = _full_year(numbers[0])
    last = first // 100 * 100 + int(numbers[1]) if len(numbers[1]) == 2 else int(numbers[1])
    if last == first + 1 and (len(numbers[1]) == 2 or "/" in printed):
        return (f"{first}/{last % 100:02}",)
    return (str(first), str(last)) if first < last <= first + 15 and len(numbers[0]) == 4 else None
