"""The forms a date is printed in, as one regular expression built from the vocabulary.

UK order throughout: day before month. Each alternative is a named form; reader.py turns a match into a reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalise.dates.vocabulary import Vocabulary, words_pattern

_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:19|20)\d\d(?!\d)|(?:19|20)\s\d\d(?=\s*(?:$|[\n.,;)]))"
"""Four digits; a narrow column may break them in the middle at the end of a line."""
_SHORT = r"['’‘]\s?\d\d"
_JOIN = r"\s*(?:,\s*and\b|,|&|\band\b|\bor\b|/|\+)\s*"
_SPAN = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"
_LINK = rf"(?:{_JOIN}|{_SPAN})"
_YEARS = r"(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/])"
_SHORT_YEARS = r"\d\d\s?[/–-]\s?\d\d(?![\d/–-])"
_OF = r"[\s,:(–-]*(?:of\s+(?:the\s+)?)?(?:FY\s?|financial\s+year\s+(?:of\s+)?)?[\s(]*"
_QUARTER = r"(?:(?:Chwarter|Q(?:uarter|tr|r)?)\.?\s?(?:[1-4](?!\d)|one\b|two\b|three\b|four\b)|(?:1st|2nd|3rd|4th|first|second|third|fourth|final|last)\s+(?:quarter|qtr)\b)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """dates: every dated form. loose: a day and month, or a month, without a year."""

    dates: re.Pattern[str]
    loose: re.Pattern[str]
    month: re.Pattern[str]

    @classmethod
    @cache
    def load(cls) -> Grammar:
        """Build the grammar from rules/dates.toml."""
        return cls.build(Vocabulary.load())

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Grammar:
        """Build the grammar from a vocabulary."""
        month = rf"(?:{words_pattern(vocabulary.months)})(?![^\W\d_])"
        season = rf"(?:{words_pattern(vocabulary.seasons)})(?![^\W_])"
        day_name = rf"(?:{words_pattern(vocabulary.days)})(?![^\W_])"
        # "Sept 24 / Jan 25" are two months; "Sept 24/25" and "24 Jan" are not; "Sept 24 Jan 25" has lost a line end
        short = (
            r"\d\d(?!\s?(?:\d|%|/\d|(?:st|nd|rd|th|of|x)\b|[:.]\d))"
            rf"(?![^\S\n]*(?:{month})(?!\.?\s?['’‘]?\d\d(?!\d)))"
        )
        forms = (
            r"(?P<iso>(?P<iso_y>(?:19|20)\d\d)[-/.](?P<iso_m>0[1-9]|1[0-2])[-/.](?P<iso_d>[0-3]\d)(?!\d))",
            rf"(?P<dmy>(?P<dmy_d>\d{{1,2}})\s?[./-]\s?(?P<dmy_m>\d{{1,2}})\s?[./-]\s?(?:(?P<dmy_y>{_YEAR})(?!\d)|(?P<dmy_yy>\d\d)(?!\d|[./-]\d)))",
            rf"(?P<day>(?P<day_d>{_DAY}(?:{_LINK}{_DAY})*)(?:\s*\bof\b)?(?:\s*[–-]\s*|/|\.|\s*)(?P<day_m>{month})"
            rf"(?:['’]s)?(?:[\s.,/–-]*(?P<day_y>{_YEAR}|{_SHORT})|[ .,/–-]*(?P<day_yy>{short}))?)",
            rf"(?P<usa>(?P<usa_m>{month})\.?\s+(?P<usa_d>\d{{1,2}})(?:\s?(?:st|nd|rd|th)\b)?,?\s+(?P<usa_y>{_YEAR}))",
            rf"(?P<quarter>(?P<quarter_q>{_QUARTER}(?:{_LINK}(?:{_QUARTER}|[1-4](?!\d)))*){_OF}"
            rf"(?P<quarter_y>{_YEARS}|(?:19|20)\d\d|{_SHORT_YEARS}))",
            rf"(?P<rauq>(?P<rauq_y>{_YEARS}|(?:19|20)\d\d|(?<!\d){_SHORT_YEARS})[\s,:(–-]*(?P<rauq_q>{_QUARTER}(?:{_LINK}{_QUARTER})*))",
            rf"(?P<month>(?P<month_m>{month}\.?(?:{_LINK}{month}\.?)*)(?:\s+of)?"
            rf"(?:[\s,./–-]*(?P<month_y>{_YEAR}|{_SHORT})|[ ,./–-]*(?P<month_yy>{short})))",
            rf"(?P<ym>(?P<ym_y>(?:19|20)\d\d)[\s,-]+(?P<ym_m>{month})(?!\.?[\s,/&–-]*(?:(?:and|to|{month})\s*)*['’‘]?\d))",
            # "21/22" is a financial year where neither number can be a month
            r"(?P<sy>(?P<sy_y>(?:1[3-9]|[2-4]\d)/(?:1[4-9]|[2-4]\d))(?![\d/]|\s?[%a-z]))",
            r"(?P<my>(?P<my_m>0[1-9]|1[0-2]|[1-9](?=\s?[/-]))\s?[./-]\s?(?P<my_y>(?:19|20)\d\d)(?!\d|[./-]\d))",
            # "03/14" can only be a month and a year; "12/13" may be a financial year and "03/04" a day
            r"(?P<my2>(?P<my2_m>0[1-9]|1[0-2])/(?P<my2_y>1[3-9]|2\d)(?<!12/13)(?!\d|[./-]\d))",
            r"(?P<my3>(?P<my3_m>0?[1-9]|1[0-2])(?P<my3_s>[/.])(?P<my3_y>1[3-9]|2\d)(?!\d|[./-]\d))",
            rf"(?P<season>(?P<season_w>{season})(?:{_LINK}{season})*(?:\s+(?:half\s+)?term)?(?:\s+of)?[\s,/–-]*"
            rf"(?P<season_y>{_YEARS}|(?:19|20)\d\d|{_SHORT}|(?=[12]){short}(?!\s*[a-z])))",
            rf"(?P<named>(?P<named_w>{day_name})[\s,–-]*(?P<named_y>(?:19|20)\d\d|{_SHORT}))",
            rf"(?P<years>(?:FY\s?|financial\s+year\s+(?:of\s+)?)?(?P<years_y>{_YEARS}))",
            rf"(?P<fy>(?:FY\s?|financial\s+year\s+(?:of\s+)?)(?P<fy_y>{_SHORT_YEARS}|(?:19|20)\d\d|\d\d(?!\d))"
            rf"|(?P<fy_y2>{_SHORT_YEARS})\s+financial\s+year)",
            r"(?P<year>(?P<year_y>(?:19|20)\d\d)(?![\d/]|[.,:]\d|\s?%|\s\d))",
        )
        dated = (
            r"(?<![^\W_])(?<![£$#])(?:(?<!\d[.,/])|(?<=(?:19|20)\d\d/)|(?=[^\W\d_]))(?:"
            + "|".join(forms)
            + ")"
        )
        loose = (
            rf"(?<![^\W_])(?:(?P<day>{_DAY})(?:\s*\bof\b)?(?:\s*[/–-]\s*|\.|\s*)(?P<day_m>{month})"
            rf"|(?P<month>{month})(?:\s+(?P<month_d>{_DAY}))?|(?P<quarter>{_QUARTER})|(?P<season>{season})|(?P<named>{day_name})"
            r"|(?<!next )(?<!this )(?<!each )(?<!every )(?<!current )(?P<fy>FY|(?:financial|fiscal|tax)\s+year|blwyddyn\s+ariannol)(?![^\W_]))"
        )
        return cls(
            re.compile(dated, re.IGNORECASE),
            re.compile(loose, re.IGNORECASE),
            re.compile(month, re.IGNORECASE),
        )
