"""How cells look. Colours are pairs of ink and ground with a contrast of at least 7 to 1, always beside a word."""

from __future__ import annotations

from typing import Any, Final, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

Tone = Literal["none", "good", "going", "waiting", "refused", "quiet", "red", "amber", "green", "blue"]
Role = Literal[
    "title", "lead", "back", "header", "numberheader", "rotated",
    "text", "number", "plain", "share", "date", "link",
    "band", "heading", "subheading", "subnumber", "label", "note", "warninglabel", "warning", "figure", "meaning",
    "contents", "count",
]  # fmt: skip
"""What a cell is: of every sheet, of a table, of the cover."""

FONT: Final = {"font_name": "Arial", "font_size": 10}
INK: Final = "#1B2430"
NAVY: Final = "#1D3557"
LINE: Final = "#C9D1DA"
LINK: Final = "#0B4F8A"
BAR: Final = "#8FB3D9"
DEEP: Final = "#9CC3E6"

# ink, ground
TONES: Final[dict[Tone, tuple[str, str]]] = {
    "good": ("#0B4A2B", "#D6EDE0"),
    "going": ("#4A3B00", "#FFF2C4"),
    "waiting": ("#5C1F0B", "#FBE0D6"),
    "refused": ("#3A2352", "#E9DFF3"),
    "quiet": ("#333B45", "#E9ECEF"),
    "red": ("#5C0F0F", "#F8D0CE"),
    "amber": ("#4F3300", "#FFDFA8"),
    "green": ("#0B4A2B", "#C5E6D2"),
    "blue": ("#0C2F57", "#CFE1F5"),
}

_BODY: dict[str, Any] = {**FONT, "font_color": INK, "valign": "top", "bottom": 1, "bottom_color": LINE}
_HEADER: dict[str, Any] = {
    **FONT,
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": NAVY,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#4A5F7D",
}
_COVER_HEADING: dict[str, Any] = {
    **FONT,
    "font_color": NAVY,
    "valign": "bottom",
    "bottom": 2,
    "bottom_color": NAVY,
    "align": "left",
    "indent": 1,
}
_NOTE: dict[str, Any] = {
    **FONT,
    "font_size": 11,
    "align": "left",
    "font_color": INK,
    "valign": "vcenter",
    "text_wrap": True,
    "indent": 1,
    "bottom": 1,
    "bottom_color": LINE,
}
_WARNING = ("#4A2C00", "#FDF1DC")
_ROLES: dict[Role, dict[str, Any]] = {
    "title": {**FONT, "font_size": 18, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "lead": {**FONT, "font_color": INK, "valign": "vcenter"},
    "text": {**_BODY, "text_wrap": True, "align": "left", "indent": 1},
    "number": {**_BODY, "num_format": "#,##0", "align": "right"},
    "plain": {**_BODY, "num_format": "0", "align": "right"},
    "share": {**_BODY, "num_format": "0.00", "align": "right"},
    "date": {**_BODY, "num_format": "dd mmm yyyy", "align": "left", "indent": 1},
    "link": {**_BODY, "font_color": LINK, "underline": 1, "align": "left", "indent": 1},
    "back": {**FONT, "font_color": LINK, "underline": 1, "valign": "vcenter"},
    "header": {**_HEADER, "align": "left", "indent": 1},
    "numberheader": {**_HEADER, "align": "right"},
    "rotated": {**_HEADER, "rotation": 90, "valign": "top", "align": "center", "text_wrap": False},
    "band": {
        **FONT,
        "font_size": 22,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY,
        "valign": "vcenter",
        "indent": 1,
    },
    "heading": {**_COVER_HEADING, "font_size": 14, "bold": True},
    "subheading": _COVER_HEADING,
    "subnumber": {**_COVER_HEADING, "align": "right", "indent": 0},
    "label": {**_NOTE, "bold": True, "font_color": NAVY},
    "note": _NOTE,
    "warninglabel": {**_NOTE, "bold": True, "font_color": _WARNING[0], "bg_color": _WARNING[1]},
    "warning": {**_NOTE, "font_color": _WARNING[0], "bg_color": _WARNING[1]},
    "figure": {
        **FONT,
        "font_size": 16,
        "bold": True,
        "font_color": NAVY,
        "valign": "vcenter",
        "align": "left",
        "num_format": "#,##0",
        "indent": 1,
    },
    "meaning": {
        **FONT,
        "font_size": 11,
        "font_color": INK,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
    },
    "contents": {**_NOTE, "bold": True, "font_color": LINK, "underline": 1},
    "count": {**_NOTE, "align": "right", "indent": 0, "num_format": "#,##0"},
}


class Styles:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Role, Tone], Format] = {}

    def get(self, role: Role, tone: Tone = "none") -> Format:
        """Return the format of a role, in a tone."""
        key = (role, tone)
        if key not in self._made:
            look = dict(_ROLES[role])
            if tone != "none":
                look["font_color"], look["bg_color"] = TONES[tone]
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]
