"""From a match of the grammar to readings, one function for each form a date is printed in."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.before import before
from normalise.dates.dated import DateReading
from normalise.dates.grammar import Grammar
from normalise.dates.vocabulary import Vocabulary
from normalise.dates.years import YEARS_AROUND, any_order, full_year, possible, valid, year_near, year_span

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
EASILY_WORDS = frozenset({"may", "march", "mar", "sep", "jun", "mai", "medi"})
NUMBERED = re.compile(
    r"\b(?:actions?|rec(?:ommendation)?s?|phase|part|stage|step|milestone|objective|item|point|task|no|number)\.?\s*$",
    re.IGNORECASE,
)
_CALLED_DONE = re.compile(
    r"\b(?:completed?|achieved|closed|implemented|delivered|cwblhawyd)\W*$", re.IGNORECASE
)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def readings(match: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    """Return what a match of the grammar says: one date or several, none where it only looks like one."""
    # the outer group of a form closes last, so lastgroup is its name
    return _FORMS[match.lastgroup or ""](match, text, base, in_target)


def _one(match: re.Match[str], iso: str | None, rule: str, *findings: str) -> list[DateReading]:
    return [DateReading(match.start(), match.end(), iso, rule, False, findings)]


def _iso(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _numeric(m, int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]), "form.iso")


def _dmy(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    if m["dmy_y"]:
        return _numeric(m, full_year(m["dmy_y"]), int(m["dmy_m"]), int(m["dmy_d"]), "form.day_month_year")
    year = year_near(m["dmy_yy"], base)
    doubt = any_order(m["dmy_d"], m["dmy_m"], m["dmy_yy"], base)
    if year is None or (doubt and base is None):
        # a plan without a date of its own: nothing here says that the last number is the year
        return _one(m, None, "form.day_month_year", "DATE_AMBIGUOUS") if doubt else []
    read = _numeric(m, year, int(m["dmy_m"]), int(m["dmy_d"]), "form.day_month_year")
    return [replace(r, findings=(*r.findings, "DATE_AMBIGUOUS")) if doubt else r for r in read]


def _numeric(m: re.Match[str], year: int, month: int, day: int, rule: str) -> list[DateReading]:
    if month > 12 and 1 <= day <= 12 and month <= 31:
        # 12/31/2021 can only be month first; UK plans do not write so, hence the finding
        iso, findings = valid(year, day, month)
        return _one(m, iso, rule, "DATE_MONTH_FIRST", *findings)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    iso, findings = valid(year, month, day)
    return _one(m, iso, rule, *findings)


def _day(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    month_word = m["day_m"]
    month, rule = month_of(month_word)
    days = [int(d) for d in re.findall(r"\d{1,2}", m["day_d"])]
    if not all(1 <= d <= 31 for d in days):
        return []
    year = full_year(m["day_y"]) if m["day_y"] else year_near(m["day_yy"], base)
    if year is None:
        if not in_target or (month_word.islower() and month_word in EASILY_WORDS):
            return []
        return [DateReading(m.start(), m.end("day_m"), None, rule, False, yearless(month, days))]
    dashed = re.search(r"[-–—]", text[m.end("day_d") : m.start("day_m")]) is not None
    if len(days) == 1 and dashed and before(NUMBERED, text, m.start()):
        # "Action 1 - June 2022": the number is the action's
        return [DateReading(m.start("day_m"), m.end(), f"{year:04}-{month:02}", rule)]
    ranged = len(days) == 2 and re.search(r"[-–—]|to|until|till|through", m["day_d"].lower()) is not None
    found = []
    for i, d in enumerate(days):
        iso, findings = valid(year, month, d)
        found.append(DateReading(m.start(), m.end(), iso, rule, ranged and i == 1, findings))
    return found


def _usa(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    month, rule = month_of(m["usa_m"])
    if not 1 <= int(m["usa_d"]) <= 31:
        return []
    iso, findings = valid(full_year(m["usa_y"]), month, int(m["usa_d"]))
    return _one(m, iso, rule, *findings)


def _months(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    year: int | None
    if m["month_y"]:
        year = full_year(m["month_y"])
    else:
        if m["month_m"].islower() and m["month_m"] in EASILY_WORDS:
            return []
        # "Nov-20" is Excel's month and year; "Nov 20" may be a day of an unprinted year
        dashed = text[m.end("month_m") : m.start("month_yy")].strip() in {"-", "–", "/"}
        year = year_near(m["month_yy"], base, reach=YEARS_AROUND if dashed else 5)
        if year is None:
            return _one(m, None, month_of(m["month_m"].split()[0])[1], "DATE_NO_YEAR") if in_target else []
    words = Grammar.load().month.finditer(m["month_m"])
    numbers = [month_of(w.group()) for w in words]
    assert year is not None
    ranged = len(numbers) == 2 and (
        re.search(r"[-–—]|\bto\b|until|till|through", m["month_m"].lower()) is not None
        or before(BETWEEN, text, m.start()) is not None
    )
    found = []
    for i, (number, rule) in enumerate(numbers):
        # "Nov - Feb 2021": the first month belongs to the year before
        printed = year - 1 if ranged and i == 0 and number > numbers[1][0] else year
        found.append(DateReading(m.start(), m.end(), f"{printed:04}-{number:02}", rule, ranged and i == 1))
    return found


def _quarter(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _quarters(m, m["quarter_q"], m["quarter_y"])


def _rauq(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _quarters(m, m["rauq_q"], m["rauq_y"])


def _quarters(m: re.Match[str], quarters: str, year_text: str) -> list[DateReading]:
    year = year_span(year_text)
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


def _month_short_year(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    return _one(m, f"{full_year(m['my2_y'])}-{m['my2_m']}", "form.month_year")


def _year_month(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    number, rule = month_of(m["ym_m"])
    return _one(m, f"{m['ym_y']}-{number:02}", rule)


def _short_years(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    """Read "21/22" as a financial year, in a target cell and near the plan's year only."""
    years = year_span(m["sy_y"])
    near = year_near(m["sy_y"][:2], base) is not None
    return (
        _one(m, years[0], "form.financial_year") if in_target and near and years and len(years) == 1 else []
    )


def _month_number(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    """Read "9/22" or "09.22" as month and year where a target cell is nothing else."""
    year = year_near(m["my3_y"], base) if in_target and text.strip(" .\n") == m.group() else None
    padded = len(m["my3_m"]) == 2
    if year is None or not (padded or m["my3_s"] == "/"):
        return []
    return _one(m, f"{year}-{int(m['my3_m']):02}", "form.month_year")


def _season(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    years = year_span(m["season_y"])
    if years is None:
        return []
    return [DateReading(m.start(), m.end(), y, rule_of(m["season_w"])) for y in years]


def _named(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    vocabulary = Vocabulary.load()
    word = key_of(m["named_w"])
    return _one(m, f"{full_year(m['named_y'])}-{vocabulary.days[word]}", vocabulary.word_rules[word])


def _years(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    if title_of(text, m.start(), m.end(), in_target=in_target):
        return []
    years = year_span(m["years_y"])
    if years is None or not (in_target or len(years) == 1):
        return []
    return [DateReading(m.start(), m.end(), y, "form.years", i == 1) for i, y in enumerate(years)]


def _fy(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    printed = m["fy_y"] or m["fy_y2"]
    if len(printed) == 2:
        # FY23 names the year in which the financial year ends
        return _one(m, f"{2000 + int(printed) - 1}/{printed}", "form.financial_year")
    years = year_span(printed)
    return _one(m, years[0], "form.financial_year") if years and len(years) == 1 else []


def _bare_year(m: re.Match[str], text: str, base: int | None, in_target: bool) -> list[DateReading]:
    year = int(m["year_y"])
    if not 1990 <= year <= 2049 or title_of(text, m.start(), m.end(), in_target=in_target):
        return []
    alone = not text[: m.start()].strip() and not text[m.end() :].strip(" .")
    called_done = before(_CALLED_DONE, text, m.start()) and not text[m.end() :].strip()[:1].isalnum()
    if not (in_target or alone or called_done or before(Vocabulary.load().year_before, text, m.start())):
        return []
    return _one(m, str(year), "form.year")


def title_of(text: str, start: int, end: int, *, in_target: bool = False) -> str | None:
    """Return the rule by which the year at text[start:end] belongs to a title or a count, None if it may be a date."""
    for title in Vocabulary.load().titles:
        if in_target and not title.in_target:
            continue
        if before(title.before, text, start) or title.after.match(text, end):
            return title.rule
    return None


_FORMS = {
    "iso": _iso, "dmy": _dmy, "day": _day, "usa": _usa, "quarter": _quarter, "rauq": _rauq, "month": _months,
    "ym": _year_month, "sy": _short_years, "my": _month_year, "my2": _month_short_year, "my3": _month_number, "season": _season, "named": _named, "years": _years, "fy": _fy, "year": _bare_year,
}  # fmt: skip


def yearless(month: int | None, days: list[int]) -> tuple[str, ...]:
    """Return the codes of a day that is printed without a year, and may be in no calendar besides."""
    wrong = month is not None and not all(possible(month, day) for day in days)
    return ("DATE_NO_YEAR", "DATE_IMPOSSIBLE") if wrong else ("DATE_NO_YEAR",)


def month_of(word: str) -> tuple[int, str]:
    """Return the number of a month and the rule that knows the word."""
    vocabulary, key = Vocabulary.load(), key_of(word)
    return vocabulary.months[key], vocabulary.word_rules[key]


def rule_of(word: str) -> str:
    """Return the rule that a season's or day's word belongs to."""
    return Vocabulary.load().word_rules[key_of(word)]


def key_of(word: str) -> str:
    """Return a printed word as it stands in the rules: lower case, plain apostrophe, single blanks."""
    plain = " ".join(word.lower().replace("’", "'").rstrip(".").split())
    known = Vocabulary.load().word_rules
    if plain in known:
        return plain
    return next(w for w in known if w.replace("'", "") == plain.replace("'", ""))
