"""Styles of a Word document: what a run looks like and what kind of paragraph it stands in, inheritance resolved."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from lxml import etree

from ingest.word.names import PPR, RPR, VAL, W14, W, is_on

Element = etree._Element

MAX_CHAIN = 40  # Word itself stops well before; a loop in basedOn ends here


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run; None = not said here. size in points; fonts as written; colour, ground (shading) and marker
    (text marker, "" = none) "rrggbb". struck: one line or two through it."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    colour: str | None = None
    ground: str | None = None
    marker: str | None = None
    raised: bool | None = None
    font: str | None = None
    struck: bool | None = None


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything it inherits: name in lower case, heading or title, numbering, look."""

    id: str
    name: str = ""
    heading: bool = False
    look: Look = PLAIN
    num_id: str | None = None
    level: int | None = None


NO_STYLE = Style("")


def over(base: Look, top: Look) -> Look:
    """The look of `top` with `base` showing through where top says nothing."""
    if top is PLAIN:
        return base
    if base is PLAIN:
        return top
    return Look(
        base.bold if top.bold is None else top.bold,
        base.size if top.size is None else top.size,
        base.hidden if top.hidden is None else top.hidden,
        base.colour if top.colour is None else top.colour,
        base.ground if top.ground is None else top.ground,
        base.marker if top.marker is None else top.marker,
        base.raised if top.raised is None else top.raised,
        base.font if top.font is None else top.font,
        base.struck if top.struck is None else top.struck,
    )


def read_look(rpr: Element | None) -> Look:
    """Read a w:rPr. Child elements only: what a tracked format change (w:rPrChange) replaced stays out."""
    if rpr is None or not len(rpr):
        return PLAIN
    bold = size = hidden = colour = ground = marker = raised = font = struck = None
    blind = False
    for item in rpr:
        tag = item.tag
        if tag == _B:
            bold = is_on(item.get(VAL))
        elif tag == _SZ:
            size = _half_points(item.get(VAL))
        elif tag == _VANISH:
            hidden = is_on(item.get(VAL))
        elif tag == _WIDTH:
            blind |= 0 < _percent(item.get(VAL)) <= _SQUEEZED
        elif tag == _TEXT_FILL:
            blind |= item.find(f"{W14}noFill") is not None
        elif tag == _COLOR:
            colour = (item.get(VAL) or "auto").lower()
        elif tag == _SHD:
            ground = shading_colour(item)
        elif tag == _HIGHLIGHT:
            marker = _MARKERS.get(item.get(VAL) or "", "")
        elif tag == _VERT:
            raised = item.get(VAL) == "superscript"
        elif tag in _STRIKES:
            struck = struck or is_on(item.get(VAL))
        elif tag == _FONTS:
            font = item.get(f"{W}ascii") or item.get(f"{W}hAnsi")
    return Look(bold, size, blind or hidden, colour, ground, marker, raised, font, struck)


_B, _SZ, _VANISH, _COLOR = f"{W}b", f"{W}sz", f"{W}vanish", f"{W}color"
_STRIKES = frozenset({f"{W}strike", f"{W}dstrike"})
_MARKERS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000",
    "yellow": "ffff00", "white": "ffffff", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip
"""Colours of the text marker (ISO/IEC 29500-1, 17.18.40)."""
_SHD, _HIGHLIGHT, _VERT, _FONTS = f"{W}shd", f"{W}highlight", f"{W}vertAlign", f"{W}rFonts"


_WIDTH, _TEXT_FILL = f"{W}w", f"{W14}textFill"
_SQUEEZED = 10
"""Per cent of their width at which letters are strokes; condensed print keeps more than half."""


def _percent(value: str | None) -> int:
    digits = (value or "").removesuffix("%")
    return int(digits[:4]) if digits.isdigit() else 100


def _half_points(value: str | None) -> float | None:
    try:
        return float((value or "").removesuffix("pt")) / (1 if (value or "").endswith("pt") else 2)
    except ValueError:
        return None


def shading_colour(shd: Element | None) -> str | None:
    """The colour of a w:shd as "rrggbb"; None for none, automatic or white.

    A pattern of nn per cent mixes its colour into its fill, as Word draws it (ISO/IEC 29500-1, 17.18.78).
    """
    if shd is None:
        return None
    pattern, fill, ink = shd.get(VAL) or "clear", shd.get(f"{W}fill"), shd.get(f"{W}color")
    if pattern == "nil":
        return None
    share = 1.0 if pattern == "solid" else 0.0
    if pattern.startswith("pct") and pattern[3:].isdigit():
        share = min(1.0, int(pattern[3:]) / 100)
    back, front = _rgb(fill, (255, 255, 255)), _rgb(ink, (0, 0, 0))
    mixed = [round(b + (f - b) * share) for b, f in zip(back, front, strict=True)]
    colour = "".join(f"{part:02x}" for part in mixed)
    return None if colour == "ffffff" else colour


def _rgb(value: str | None, automatic: tuple[int, int, int]) -> tuple[int, int, int]:
    try:
        number = int(value or "auto", 16)
    except ValueError:
        return automatic
    return (number >> 16 & 255, number >> 8 & 255, number & 255)


@cache
def heading_names() -> tuple[str, ...]:
    """How the built-in heading and title styles are called in other languages (headings.toml)."""
    text = resources.files("ingest.word").joinpath("headings.toml").read_text(encoding="utf-8")
    return tuple(name.casefold() for entry in tomllib.loads(text).values() for name in entry["names"])


def is_heading_name(name: str) -> bool:
    """True for "heading 1", "Title", "Überschrift 2": a heading style's name, with or without its level."""
    stem = name.casefold().strip().rstrip("0123456789").rstrip()
    return stem in heading_names()


class Styles:
    """The styles part. Everything is resolved once and kept."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, Style] = {}
        self._looks: dict[tuple[Look, str, str | None], Look] = {}
        self.default_paragraph = ""
        self.defaults = PLAIN
        if root is None:
            return
        for style in root.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._elements.setdefault(name, style)
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default") or "0"):
                self.default_paragraph = name
        self.defaults = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}"))

    def element(self, style_id: str) -> Element | None:
        """The w:style itself."""
        return self._elements.get(style_id)

    def chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on, nearest first."""
        found: list[Element] = []
        while style_id in self._elements and len(found) < MAX_CHAIN:
            style = self._elements[style_id]
            if style in found:
                break
            found.append(style)
            based = style.find(f"{W}basedOn")
            style_id = "" if based is None else based.get(VAL) or ""
        return found

    def paragraph(self, style_id: str | None) -> Style:
        """The paragraph style of that id, or the default one."""
        key = style_id if style_id in self._elements else self.default_paragraph
        assert key is not None
        if key not in self._paragraphs:
            self._paragraphs[key] = self._resolve(key)
        return self._paragraphs[key]

    def _resolve(self, style_id: str) -> Style:
        look, heading, num_id, level, names = PLAIN, False, None, None, []
        for style in self.chain(style_id):
            look = over(read_look(style.find(RPR)), look)
            name = style.find(f"{W}name")
            names.append("" if name is None else name.get(VAL) or "")
            heading = heading or is_heading_name(names[-1])
            outline = style.find(f"{PPR}/{W}outlineLvl")
            heading = heading or (outline is not None and (outline.get(VAL) or "9") < "9")
            number = style.find(f"{PPR}/{W}numPr")
            if number is not None and num_id is None:
                num_id, level = read_numbering(number)
        return Style(style_id, names[0] if names else "", heading, look, num_id, level)

    def look(self, under: Look, paragraph: str | None, run: str | None) -> Look:
        """The look before direct formatting: document defaults, table style (`under`), paragraph and run style."""
        key = (under, paragraph or "", run)
        if key not in self._looks:
            style = self.paragraph(paragraph).look
            top = PLAIN
            if run:
                for element in self.chain(run):
                    top = over(read_look(element.find(RPR)), top)
                # Toggle properties set by both styles cancel out (ISO/IEC 29500-1, 17.7.3).
                if top.bold and style.bold:
                    top = replace(top, bold=False)
                if top.struck and style.struck:
                    top = replace(top, struck=False)
            self._looks[key] = over(over(over(self.defaults, under), style), top)
        return self._looks[key]


def read_numbering(numpr: Element) -> tuple[str | None, int | None]:
    """numId and level of a w:numPr; None where it does not say."""
    num_id = level = None
    for item in numpr:
        if item.tag == f"{W}numId":
            num_id = item.get(VAL)
        elif item.tag == f"{W}ilvl":
            value = item.get(VAL) or ""
            level = int(value) if value.isdigit() and int(value) < 9 else 0
    return num_id, level
