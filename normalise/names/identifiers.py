"""Numbers and addresses that lead to a person: telephones, postcodes of homes, dates of birth, NHS and crime numbers.

Only what is shaped or introduced so: a date of the plan, a helpline (0800, 0300, 101, 116 ...) and a page number stay.
Sources of the shapes: Ofcom's numbering plan, Royal Mail's postcode areas, the NHS number's check digit (modulus 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.agencies.words import split
from normalise.names.closed import protected

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|"
    "GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|"
    "PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_LIKE_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
"""Behind a street and a number a postcode need not be one that exists: it may be mistyped."""
_POSTCODE = rf"(?:{_AREAS})\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{{2}}"
_ROADS = (
    "Street|St|Road|Rd|Avenue|Ave|Close|Lane|Drive|Crescent|Way|Terrace|Place|Grove|Gardens|Court|Walk|Square|Park|Hill|Row|"
    "Mews|Rise|View|Green|Croft|Parade"
)
_STREET = rf"(?:(?:Flat|Apartment|Apt|Unit|Room)\s+\w{{1,4}},?\s+)?\d{{1,4}}[A-Za-z]?,?\s+(?:[A-Z][\w'’]+\s+){{1,3}}(?:{_ROADS})\b"
_DATE = r"(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9}),?[\s./-]+\d{2,4}|[A-Za-z]{3,9}\s+\d{1,2},?\s+\d{4}|(?:19|20)\d{2}-\d{2}-\d{2})"
_NUMBERED = (
    r"nhs|crime|cad|urn|incident|ni|national insurance|nino|passport|collar|warrant|hospital|unit|mosaic|custody|niche|athena|"
    r"case|patient|client|mrn|driving licence|vehicle|car|police|occurrence|log|reference|ref|emis|rio|carefirst|id|storm|pnc|pncid|"
    r"badge|shoulder|epaulette|warrant card"
)
_WORDS_OF_NUMBER = (
    r"(?:\s+(?:registration|insurance|reference|ref|number|no|nos|num|id|identifier|log|record))*"
)
_CUE = re.compile(
    rf"\b(?P<what>{_NUMBERED})(?P<more>{_WORDS_OF_NUMBER})\b\.?\s*(?:[:#=–-]\s*|is\s+)?(?P<value>(?=[\w/]*\d)[A-Z\d][\w/-]{{3,}}(?:\s?\d[\w/-]*)*(?:\s(?:of|dated)\s{_DATE})?(?:\s[A-Z]\b)?)",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|born(?:\s+on)?)\s*:?\s*(?P<value>{_DATE})", re.IGNORECASE
)
_TELEPHONE = re.compile(
    r"(?<![\w/.])(?:\+44\s?\(?0?\)?\s?|\(?0)(?!800|808|300|303|306|333|330|344|345|843|844|845|870|871|116)"
    r"(?:\d{2}\)?[\s-]?\d{4}[\s-]?\d{4}|\d{3}\)?[\s-]?\d{3}[\s-]?\d{3,4}|\d{4}\)?[\s-]?\d{3}[\s-]?\d{2,3}|\d{4}\)?[\s-]?\d{6}|\d{9,10})(?![\w/])"
)
_SPACED = re.compile(r"(?<![\w/.,+-])(?<!\d[ .-])0(?:[ .–-]{0,3}\d){9,10}(?![ .–-]{0,3}\d)(?![\w/])")
"""A telephone number in any groups: "0 7 9 1 2 3 4 5 6 7 8", "07 91 23 45 67 8"."""
_FREE = re.compile(r"0(?:800|808|300|303|306|333|330|344|345|843|844|845|870|871|116)")
_DATED = re.compile(r"0\d[ .–-](?:0\d|1[0-2])[ .–-](?:19|20)?\d\d")
_EXTENSION = re.compile(
    r"(?:\bext(?:ension|n)?\b\.?\s*(?:no|number)?\.?\s*:?\s*|(?<=\d\d\d)\s*x\s?|"
    r"(?:^|(?<=[\n;:(,])\s?|(?<=\bon )|(?<=call )|(?<=ring ))x(?=\d{4,5}(?:\s*$|\s*[\n;,.)]|\s(?:for|to)\b)))(?P<value>\d{3,6})\b",
    re.IGNORECASE,
)
"""An extension leads to one desk: "ext 4412", "x4412" behind a number."""
_COLLAR = re.compile(
    r"\b(?:(?P<constable>W?PC|PCSO|Constable)|DC|DS|DI|PS|SC|TDC|TDS|Sgt|Sergeant|Insp|Inspector|Special Constable)"
    r"\s?(?P<surname>[A-Z][a-z][\w'’-]+\s)?(?:no\.?\s?|#)?(?P<value>\d{3,5})\b(?![%.,/-]?\d|%)"
)
"""An officer's collar number: "PC 4417", "PS 1234 Smith"; four digits that could be a year only behind a constable."""
_HOME = re.compile(
    rf"(?:(?:{_STREET})(?:,?\s+(?:[A-Z][\w'’-]+,?\s+){{0,4}}{_LIKE_POSTCODE}\b)|\b{_POSTCODE}\b|"
    rf"(?<=lived at )(?:{_STREET})|(?<=lives at )(?:{_STREET})|(?<=living at )(?:{_STREET})|(?<=resident at )(?:{_STREET})|"
    rf"(?<=home address )(?:{_STREET})|(?<=address: )(?:{_STREET})|(?<=address is )(?:{_STREET}))"
)
_NHS = re.compile(r"(?<![\w/.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w/-])")
_INSURED = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
)
_CUED = re.compile(
    r"\b(?:(?:ni|nino|national\s+insurance)(?:\s+(?:number|no))*\.?\s*:?\s*(?P<ni>[A-Z]{2}\s?(?:\d{2}\s?){3}[A-Z]?)|"
    r"(?:registration|reg|vrm|number\s+plate)(?:\s+(?:mark|number|no))*\.?\s*:?\s*(?P<car>[A-Z]{2}\d{2}\s?[A-Z]{3})\b|"
    r"case\s+(?P<case>[A-Z]{2,}(?:/\d{2,}){2,}))",
    re.IGNORECASE,
)
_CRIME = re.compile(r"(?<![\w/])\d{2}[A-Z]{0,2}/\d{4,6}/\d{2}(?![\w/])")
_NEEDS_WORD = frozenset(
    {
        "case",
        "police",
        "unit",
        "id",
        "car",
        "vehicle",
        "patient",
        "client",
        "hospital",
        "log",
        "ni",
        "rio",
        "reference",
    }
)
"""Everyday words: the number behind them counts only after "number", "ref" or a colon ("Case 1234" may be a case study)."""
_BETWEEN = re.compile(
    r"[\s(:,–-]*(?:(?:on|tel|telephone|phone|call|number|no)\b[\s:.]*)*[\s(]*", re.IGNORECASE
)
_PLAIN_YEAR = re.compile(r"(?:19|20)\d{2}(?:[/-]\d{2,4})?$")
_BORN_WORDS = frozenset({"born", "dob", "birth", "o"})
_CUE_WORDS = frozenset(word for phrase in _NUMBERED.split("|") for word in phrase.split()) | {
    "registration",
    "reg",
    "vrm",
    "plate",
}
_RINGS = re.compile(r"\+44|(?<![\d/.:])0[ .–-]{0,3}\d")
_EXTENDED = re.compile(r"\bext|\d\s*x\s?\d|\bx\d{4}", re.IGNORECASE)
_CODED = re.compile(r"[A-Z]\s?\d|\b(?:at|address:?|is) (?:Flat |\d)")
"""What must stand in a text for the longer patterns to be worth trying."""
DIGITS = re.compile(r"\d.*\d", re.DOTALL)


def identifiers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, rule) of what would lead to a person; rule is the kind: telephone, address, date of birth, number."""
    if not DIGITS.search(text):
        return
    lows = split(text).lows
    if not _BORN_WORDS.isdisjoint(lows):
        for match in _BORN.finditer(text):
            yield *match.span("value"), "date of birth"
    if _RINGS.search(text):
        for match in _TELEPHONE.finditer(text):
            if not _of_an_organisation(text, match.start()):
                yield match.start() + (match[0][0] == "(" and ")" not in match[0]), match.end(), "telephone"
        for match in _SPACED.finditer(text):
            plain = re.sub(r"\D", "", match[0])
            if (
                not _FREE.match(plain)
                and not _DATED.match(match[0])
                and not _of_an_organisation(text, match.start())
            ):
                yield *match.span(), "telephone"
    if _EXTENDED.search(text):
        for match in _EXTENSION.finditer(text):
            if not _PLAIN_YEAR.match(match["value"]) or match[0].casefold().lstrip().startswith("x"):
                yield *match.span("value"), "telephone"
    for match in _COLLAR.finditer(text):
        number, year = match["value"], bool(_PLAIN_YEAR.match(match["value"]))
        if (match["constable"] and not match["surname"]) or not (
            year or (match["surname"] and len(number) < 4)
        ):
            yield *match.span("value"), "number"
    if _CODED.search(text):
        for match in _HOME.finditer(text):
            yield *match.span(), "address"
        for match in _INSURED.finditer(text):
            yield *match.span(), "number"
    for match in _CRIME.finditer(text):
        yield *match.span(), "number"
    for match in _NHS.finditer(text):
        if _checks(match[0]):
            yield *match.span(), "number"
    if not _CUE_WORDS.isdisjoint(lows):
        yield from _cued(text)


def _cued(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers behind "NHS no", "crime ref", "collar number"."""
    for match in _CUED.finditer(text):
        yield *match.span(match.lastgroup or 0), "number"
    for match in _CUE.finditer(text):
        said = match["more"].strip() or text[match.start("what") - 1 : match.start("what")] == "#"
        colon = ":" in text[match.end("what") : match.start("value")]
        weak = match["what"].casefold() in _NEEDS_WORD
        digits = sum(c.isdigit() for c in match["value"])
        if digits >= 3 and (said or colon or not weak) and not _PLAIN_YEAR.match(match["value"]):
            yield *match.span("value"), "number"


def _of_an_organisation(text: str, at: int) -> bool:
    """Return True for a landline right behind a listed organisation: "Forced Marriage Unit (020 7008 0151)"."""
    if text.startswith(("07", "(07", "+447", "+44 7"), at):
        return False
    return any(0 <= at - end <= 20 and _BETWEEN.fullmatch(text[end:at]) for _, end in protected(text))


def _checks(number: str) -> bool:
    """Return True for ten digits whose last is the NHS number's check digit."""
    digits = [int(c) for c in number if c.isdigit()]
    rest = 11 - sum(d * (10 - k) for k, d in enumerate(digits[:9])) % 11
    return (0 if rest == 11 else rest) == digits[9]
