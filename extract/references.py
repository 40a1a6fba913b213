"""Whom or which case a review is about, where no label says it: pseudonyms and case numbers in titles and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.gazetteer import is_known, known_in
from extract.headers import match_header
from extract.printed import DATE, NAME, meta_rules
from extract.text import plain

_MAX_LINE, _LONGEST = 140, 3000
_ONE = r"(?:Adult|Child|Children|Victim|Person|Baby|Family|Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
_PERSONS = rf"{_ONE}(?:\s+(?:and|&)\s+{_ONE})?\s+[A-Z]{{1,2}}\d{{0,3}}(?![a-z])(?:\s+(?:and|&)\s+(?:{_ONE}\s+)?[A-Z]{{1,2}}\d{{0,3}}(?![a-z]))?"
"""Persons told by letters: "Adult P", "Child and Adult F", "Baby W and Ms W", "Children A and B"."""
_FIRST_NAME = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?:\s+(?:and|&)\s+[A-Z][a-z]+)?"
_NUMBER_WORDS = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)
_PSEUDONYM_REMARK = re.compile(
    r"\s*\((?:[^()]*(?:pseudonym|not (?:his|her|their) real)[^()]*)\)\s*$", re.IGNORECASE
)


def clean_reference(value: str) -> str:
    """A labelled value without its quotes, remarks and place: "'Tomasz' - Peterborough", "Adult N (Swale)"; "" for none."""
    text = re.sub(r"['’]s (?:story|review|case)$", "", _PSEUDONYM_REMARK.sub("", value).strip())
    if text.split(" ")[0].casefold() in {w.casefold() for w in meta_rules()["reference"]["not_name"]}:
        return ""
    words = re.findall(r"\w+", text.casefold())
    if len(words) > 1 and all(len(w) > 1 and w in _not_names() for w in words):
        return ""  # "Domestic Homicide Review: Overview Report" is a title
    quoted = re.match(r"""^["'](?P<name>[^"']{1,40})["'](?!\w)""", plain(text))
    if quoted:
        return quoted["name"].strip()
    bracket = re.search(r"\s*\(([^()]*)\)$", text)
    if bracket and bracket.start() and known_in(bracket[1]):
        text = text[: bracket.start()]
    head, dash, tail = re.sub(r"\s[–—-]\s", " - ", text).partition(" - ")
    if dash and head and (known_in(tail) or "partnership" in tail.casefold()):
        text = head
    return text.strip()


def find_reference(lines: Sequence[str], elsewhere: Sequence[str]) -> str | None:
    """The reference in lines of the title block, else in running headers and the first page; the surest pattern first."""
    texts = [plain(t[:_LONGEST]) for t in (*lines, *elsewhere)]
    for pattern in _patterns():
        for text in texts:
            if value := _first(pattern, text):
                return value
    block = [t for t in dict.fromkeys(texts) if len(t) <= _MAX_LINE]
    for text in block[:12]:
        if value := _case_or_persons(text):
            return value
    for pattern in _weak_patterns():
        for text in block:
            if value := _first(pattern, text):
                return value
    for text in block:
        head, colon, tail = text.partition(":")
        if colon and known_in(head) and re.fullmatch(_FIRST_NAME, tail.strip()) and _is_name(tail.strip()):
            return tail.strip()
    return _alone([plain(t) for t in lines])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(meta_rules()["prose"]["review_reference"]))


@cache
def _weak_patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns that hold only in the short lines of a title block."""
    return tuple(_compiled(meta_rules()["reference"]["block"]))


def _compiled(patterns: Sequence[str]) -> Iterator[re.Pattern[str]]:
    for pattern in patterns:
        name = rf"(?P<value>{_PERSONS}|{NAME})"
        yield re.compile(pattern.format(name=name, first=rf"(?P<value>{_FIRST_NAME})", date=DATE))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    for found in pattern.finditer(text):
        value = re.sub(r"[\"'](?= )|(?<= )[\"']", "", found["value"].strip())  # 'Bill' and 'Ann'
        if value.casefold() in _NUMBER_WORDS and re.search(r"DHR\s*$", text[: found.start("value")]):
            return f"DHR {value}"
        persons = _ALL_PERSONS.search(text, 0, found.start()) if found.group().startswith("(") else None
        if persons:  # "Adult R (Mexborough)"
            return persons[1]
        if _is_name(value):
            return value
    return None


@cache
def _not_names() -> frozenset[str]:
    words = [*meta_rules()["area"]["not_place"], *meta_rules()["reference"]["not_name"]]
    return frozenset(w.casefold() for w in words)


def _is_name(value: str) -> bool:
    """True for what can be a pseudonym or a number: no ordinary word of titles, no place, no header of a column."""
    if re.fullmatch(_PERSONS, value):
        return True
    words = [w for w in value.casefold().split() if w not in ("and", "&")]
    if not words or value.casefold() in _not_names() or is_known(value) or match_header(value):
        return False
    plain_name = re.fullmatch(_FIRST_NAME, value) is not None
    return not (plain_name and any(w in _not_names() for w in words))


_CASES = (
    re.compile(
        r"(?<![\w-])((?:[A-Z]{1,3})?(?:DHR|DARDR|SAR|SUSR)[\s:/-]*)(?:[Nn][oº°]\.?\s*|[Nn]umber\s*|[Cc]ase\s*)?(\d+\s?/\s?\d{2,4}(?![\w/-])|(?:[A-Z]{1,4}[/-]?)?\d[\w/-]*)"
    ),
    re.compile(
        r"\b(Domestic\s+Homicide\s+Review\s+)(?:\(DHR\)\s*)?(?:[Nn][oº°]\.?\s*|[Nn]umber\s*|[Cc]ase\s*)?(\d+[\w/-]*)(?!\s*(?:recommendation|action))"
    ),
)
_ALL_PERSONS = re.compile(rf"(?<!\w)({_PERSONS})")


def _case_or_persons(text: str) -> str | None:
    for pattern in _CASES:
        found = pattern.search(text)
        if found:
            said = found[1].strip(" :-")
            own = said if re.fullmatch(r"[A-Z]{1,3}(?:DHR|DARDR)|SAR|SUSR|DARDR", said) else "DHR"
            kind = "Case" if re.search(r"\bcase\b", found.group(), re.IGNORECASE) else own
            return (
                found.group()
                if re.fullmatch(r"[A-Z]{3,8}[-/]?[A-Z]{0,4}\d\S*", found.group())
                else f"{kind} {found[2]}"
            )
    persons = _ALL_PERSONS.search(text)
    return persons[1] if persons else None


_BESIDE = 4


def _alone(lines: Sequence[str]) -> str | None:
    """A first name that has a line, or a part between bars, of a DHR's title block to itself."""
    block = lines[: _BESIDE + 1]
    if not any(re.search(r"\b(?:DHR|DARDR|[Hh]omicide|HOMICIDE|[Pp]lan|PLAN)\b", t) for t in block):
        return None
    for text in block:
        for part in re.split(r"\s*\|\s*|\s/\s", text):
            if re.fullmatch(_FIRST_NAME, part) and _is_name(part) and len(part) <= 24:
                return part
    return None
