"""Digits that a scan or a typist got wrong inside a numeric date: "3l/03/2O21", "31I03I2021", "31/03//2021".

Repairs keep the length of the text, so that places in it stay true, and are always reported (DATE_REPAIRED).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from normalise.dates.vocabulary import Vocabulary, words_pattern

_LONG_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NEARLY = re.compile(r"(?<![^\W_])([JFMASOND][a-z]{4,10})(?=\.?,?\s+(?:19|20)\d\d(?!\d))", re.IGNORECASE)
_MIXED = re.compile(
    r"(?<![^\W_])[\dOolI|S]{1,2}\s?[./-]\s?[\dOolI|]{1,2}\s?[./-]\s?(?:[2Z][0Oo][\dOolI|S]{2}|[\dOolI|]{2})(?![^\W_])"
)
_BARRED = re.compile(r"(?<![^\W_])([0-3]?\d)([Il|])([01]\d)([Il|])((?:19|20)\d\d)(?!\d)")
_DOUBLED = re.compile(r"(?<=\d)([./-])\1(?=\d{2,4}(?!\d))")
_DIGITS = str.maketrans("OolI|SZ", "0011152")


def repair(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with misread digits put right, same length, and the places that were changed."""
    changed: list[tuple[int, int]] = []

    def digits(match: re.Match[str]) -> str:
        printed = match.group()
        fixed = printed.translate(_DIGITS)
        if fixed == printed or sum(c.isdigit() for c in printed) < 3:
            return printed
        changed.append(match.span())
        return fixed

    def bars(match: re.Match[str]) -> str:
        changed.append(match.span())
        return f"{match[1]}/{match[3]}/{match[5]}"

    def doubled(match: re.Match[str]) -> str:
        changed.append(match.span())
        return f" {match[1]}"

    def month(match: re.Match[str]) -> str:
        word = match.group().lower()
        meant = None if word in Vocabulary.load().months else misspelt_month(word)
        if meant is None:
            return match.group()
        changed.append(match.span())
        return meant[:3].ljust(len(match.group()))

    def year(match: re.Match[str]) -> str:
        printed = match[2].translate(_DIGITS)
        if printed == match[2] or sum(c.isdigit() for c in match[2]) < 2:
            return match.group()
        changed.append(match.span(2))
        return match[1] + printed

    fixed = _MIXED.sub(digits, text)
    fixed = _BARRED.sub(bars, fixed)
    fixed = _DOUBLED.sub(doubled, fixed)
    fixed = _year_slip().sub(year, fixed)
    return _NEARLY.sub(month, fixed), changed


@cache
def _year_slip() -> re.Pattern[str]:
    """A month and a year with letters for digits: "March 2O24"."""
    months = words_pattern(Vocabulary.load().months)
    return re.compile(
        rf"((?<![^\W_])(?:{months})\.?[\s,/-]{{0,3}})([2Z][0Oo][\dOolI|SZ]{{2}})(?![^\W_])", re.IGNORECASE
    )


@lru_cache(maxsize=4096)
def misspelt_month(word: str) -> str | None:
    """Return the one month that a lower-case word misspells (one slip; two in a long word), None if it is no month."""
    if word in _ENGLISH:
        return None
    near = [
        m
        for m in _LONG_MONTHS
        if m != word
        and m[0] == word[0]
        and OSA.distance(word, m, score_cutoff=2) <= (2 if len(word) > 7 else 1)
    ]
    return near[0] if len(near) == 1 else None


_ENGLISH = frozenset({"match", "marsh", "marches", "augusta", "decembers"})
"""Words of the language that stand one letter away from a month."""
