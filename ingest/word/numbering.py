"""Automatic numbers: what Word prints before a paragraph, computed from numbering.xml in reading order.

Rules: ISO/IEC 29500-1 section 17.9 with the deviations Microsoft states for Word ([MS-OI29500], 17.9.10: a level
restarts when the level before it or any higher level is used).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from ingest.word.names import RPR, VAL, W, is_on
from ingest.word.styles import Styles, read_numbering

Element = etree._Element

LEVELS = 9
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: pattern "%1.%2", number format, first number, when it restarts, what follows it.

    restart: 1-based level whose use restarts this one, 0 = never, None = any level above.
    """

    pattern: str = ""
    number_format: str = "decimal"
    start: int = 1
    restart: int | None = None
    separator: str = " "
    legal: bool = False
    style: str | None = None
    hidden: bool = False
    zeros: int = 0


@dataclass(slots=True)
class Definition:
    """A w:num resolved: its abstract list (which owns the counters), levels, and the starts it overrides."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Numbering:
    """Counts numbered paragraphs. One instance reads one document, paragraphs in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._definitions: dict[str, Definition | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for item in root.iterchildren(f"{W}abstractNum"):
            self._abstracts.setdefault(item.get(f"{W}abstractNumId") or "", item)
        for item in root.iterchildren(f"{W}num"):
            self._nums.setdefault(item.get(f"{W}numId") or "", item)

    def label(self, num_id: str | None, level: int | None, style: str) -> str:
        """Count a paragraph and return the label printed before it, with what separates it from the text.

        num_id, level: of the paragraph itself, None where it leaves them to its style. "" for no number or a bullet.
        """
        own = self._styles.paragraph(style)
        by_style = num_id is None
        if by_style:
            num_id = own.num_id
        if num_id is None or num_id == "0":
            return ""
        definition = self._definition(num_id)
        if definition is None:
            return ""
        if level is None:
            level = self._style_level(definition, own.id, own.level) if by_style else 0
        return self._count(num_id, definition, level)

    def _style_level(self, definition: Definition, style: str, stated: int | None) -> int:
        chain = [element.get(f"{W}styleId") for element in self._styles.chain(style)]
        for name in chain:
            for index, level in enumerate(definition.levels):
                if level.style is not None and level.style == name:
                    return index
        return stated or 0

    def _count(self, num_id: str, definition: Definition, index: int) -> str:
        counters = self._counters.setdefault(definition.abstract, [None] * LEVELS)
        for upper in range(index):
            if counters[upper] is None:
                # A level that no paragraph has used yet counts as begun (Microsoft KB Q110380).
                counters[upper] = self._start(definition, upper)
        first_here = (num_id, index) not in self._begun
        self._begun.add((num_id, index))
        current = counters[index]
        if current is None or (first_here and index in definition.starts):
            counters[index] = self._start(definition, index)
        else:
            counters[index] = current + 1
        for lower in range(index + 1, LEVELS):
            restart = definition.levels[lower].restart
            if restart is None or (restart and index < restart):
                counters[lower] = None
        return _print(definition.levels, index, counters)

    @staticmethod
    def _start(definition: Definition, index: int) -> int:
        return definition.starts.get(index, definition.levels[index].start)

    def _definition(self, num_id: str) -> Definition | None:
        if num_id not in self._definitions:
            self._definitions[num_id] = self._resolve(num_id)
        return self._definitions[num_id]

    def _resolve(self, num_id: str) -> Definition | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id, abstract = self._abstract(num)
        if abstract is None:
            return None
        levels = [Level(number_format="none")] * LEVELS
        for item in abstract.iterchildren(f"{W}lvl"):
            index = _index(item)
            levels[index] = read_level(item)
        starts: dict[int, int] = {}
        for item in num.iterchildren(f"{W}lvlOverride"):
            index = _index(item)
            own = item.find(f"{W}lvl")
            if own is not None:
                # Word ignores lvlRestart inside an override ([MS-OI29500] 17.9.10 b).
                levels[index] = replace(read_level(own), restart=levels[index].restart)
            start = _number(item.find(f"{W}startOverride"))
            if start is not None:
                starts[index] = start
        return Definition(abstract_id, tuple(levels), starts)

    def _abstract(self, num: Element) -> tuple[str, Element | None]:
        """The abstract list of a w:num, through the numbering style it may refer to."""
        for _ in range(LEVELS):
            reference = num.find(f"{W}abstractNumId")
            abstract_id = "" if reference is None else reference.get(VAL) or ""
            abstract = self._abstracts.get(abstract_id)
            link = None if abstract is None else abstract.find(f"{W}numStyleLink")
            if link is None:
                return abstract_id, abstract
            style = self._styles.element(link.get(VAL) or "")
            numpr = None if style is None else style.find(f"{W}pPr/{W}numPr")
            target = None if numpr is None else self._nums.get(read_numbering(numpr)[0] or "")
            if target is None or target is num:
                return abstract_id, abstract
            num = target
        return "", None


def _index(item: Element) -> int:
    value = item.get(f"{W}ilvl") or "0"
    return min(int(value), LEVELS - 1) if value.isdigit() else 0


def _number(item: Element | None) -> int | None:
    value = None if item is None else item.get(VAL)
    return int(value) if value is not None and value.isdigit() and len(value) < 10 else None


def read_level(lvl: Element) -> Level:
    """Read a w:lvl."""
    pattern, style = lvl.find(f"{W}lvlText"), lvl.find(f"{W}pStyle")
    separator, legal = lvl.find(f"{W}suff"), lvl.find(f"{W}isLgl")
    hidden = lvl.find(f"{RPR}/{W}vanish")
    number_format, zeros = _format(lvl)
    start = _number(lvl.find(f"{W}start"))
    return Level(
        "" if pattern is None else pattern.get(VAL) or "",
        "bullet" if lvl.find(f"{W}lvlPicBulletId") is not None else number_format,
        0 if start is None else start,
        _number(lvl.find(f"{W}lvlRestart")),
        "" if separator is not None and separator.get(VAL) == "nothing" else " ",
        legal is not None and is_on(legal.get(VAL)),
        None if style is None else style.get(VAL),
        hidden is not None and is_on(hidden.get(VAL)),
        zeros,
    )


def _format(lvl: Element) -> tuple[str, int]:
    """The number format and the width it is padded to. Word writes "001" as a custom format in a Choice."""
    for item in lvl.iter(f"{W}numFmt"):
        custom = item.get(f"{W}format") or ""
        if item.get(VAL) == "custom":
            return "decimal", len(re.match(r"0*1?", custom)[0])  # type: ignore[index]  # matches always
        return item.get(VAL) or "decimal", 0
    return "decimal", 0


def _print(levels: tuple[Level, ...], index: int, counters: list[int | None]) -> str:
    level = levels[index]
    if level.hidden or level.number_format == "bullet" or not level.pattern:
        return ""

    def fill(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        number = counters[which]
        return write_number(
            levels[which].start if number is None else number,
            "decimal" if level.legal else levels[which].number_format,
            levels[which].zeros,
        )

    text = re.sub(r"%([1-9])", fill, level.pattern)
    return text + level.separator if text.strip() else ""


def write_number(number: int, number_format: str, zeros: int = 0) -> str:
    """Write a number in a Word number format; unknown formats come out as decimal digits."""
    if number_format == "none":
        return ""
    if number_format in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(30, (number - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number).upper() if number_format == "upperRoman" else _roman(number)
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "ordinal":
        return f"{number}{ordinal_suffix(number)}"
    if number_format in ("cardinalText", "ordinalText") and 0 <= number < 100:
        return _words(number, number_format == "ordinalText")
    if number_format == "numberInDash":
        return f"- {number} -"
    return f"{number:0{zeros}d}" if zeros else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def ordinal_suffix(number: int) -> str:
    """English: 1 -> "st", 12 -> "th"."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _words(number: int, ordinal: bool) -> str:
    words = (
        [ONES[number]] if number < 20 else [TENS[number // 10], *([ONES[number % 10]] if number % 10 else [])]
    )
    if ordinal:
        last = words[-1]
        words[-1] = ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "-".join(words).capitalize()
