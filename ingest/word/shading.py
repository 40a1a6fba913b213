"""Table styles: the ground and the text look that a table's style gives to header rows, bands and first columns."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ingest.word.names import RPR, VAL, W, is_on
from ingest.word.styles import PLAIN, Look, Styles, over, read_look, shading_colour

Element = etree._Element

# w:tblLook as a bit mask (ISO/IEC 29500-1, 17.4.55) and as attributes.
LOOK_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What one conditional part of a table style says: fill "rrggbb" (said: False = says nothing), text look."""

    said: bool = False
    fill: str | None = None
    look: Look = PLAIN


class TableStyle:
    """The style of one table, asked cell by cell."""

    def __init__(self, tblpr: Element | None, styles: Styles) -> None:
        self._parts: dict[str, Part] = {}
        self._options: dict[str, bool] = dict.fromkeys(LOOK_BITS, False)
        self._band = 1
        style_id = None if tblpr is None else _value(tblpr.find(f"{W}tblStyle"))
        for style in reversed(styles.chain(style_id or "")):
            self._read(style)
        if tblpr is not None:
            self._read_options(tblpr.find(f"{W}tblLook"))
            direct = tblpr.find(f"{W}shd")
            if direct is not None:
                whole = self._parts.get("wholeTable", Part())
                self._parts["wholeTable"] = Part(True, shading_colour(direct), whole.look)

    def _read(self, style: Element) -> None:
        self._merge("wholeTable", style)
        size = style.find(f"{W}tblPr/{W}tblStyleRowBandSize")
        if size is not None and (_value(size) or "").isdigit():
            self._band = max(1, int(_value(size) or "1"))
        for part in style.iterchildren(f"{W}tblStylePr"):
            self._merge(part.get(f"{W}type") or "", part)

    def _merge(self, name: str, element: Element) -> None:
        before = self._parts.get(name, Part())
        shd = element.find(f"{W}tcPr/{W}shd")
        look = over(before.look, read_look(element.find(RPR)))
        said, fill = (before.said, before.fill) if shd is None else (True, shading_colour(shd))
        self._parts[name] = Part(said, fill, look)

    def _read_options(self, look: Element | None) -> None:
        if look is None:
            return
        try:
            mask = int(_value(look) or "0", 16)
        except ValueError:
            mask = 0
        for name, bit in LOOK_BITS.items():
            stated = look.get(f"{W}{name}")
            self._options[name] = bool(mask & bit) if stated is None else is_on(stated)

    def cell(self, row: int, rows: int, first: bool, last: bool) -> tuple[str | None, Look]:
        """Fill and text look of a cell. row: from 0; first, last: leftmost and rightmost cell of its row."""
        if not self._parts:
            return None, PLAIN
        fill, look = None, PLAIN
        for name in self._names(row, rows, first, last):
            part = self._parts.get(name)
            if part is not None:
                look = over(look, part.look)
                if part.said:
                    fill = part.fill
        return fill, look

    def _names(self, row: int, rows: int, first: bool, last: bool) -> list[str]:
        """The parts that apply, the weakest first (ISO/IEC 29500-1, 17.7.6)."""
        on = self._options
        names = ["wholeTable"]
        if not on["noHBand"]:
            banded = row - (1 if on["firstRow"] else 0)
            if banded >= 0:
                names.append("band2Horz" if banded // self._band % 2 else "band1Horz")
        if first and on["firstColumn"]:
            names.append("firstCol")
        if last and on["lastColumn"]:
            names.append("lastCol")
        if row == 0 and on["firstRow"]:
            names.append("firstRow")
        if row == rows - 1 and on["lastRow"]:
            names.append("lastRow")
        return names


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(VAL)
