"""The fonts of text objects: names, weight, and whether the text stands in place of other codes."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Final

from ingest.pdf.pdfium import calls

REPLACED: Final = " as "
"""In the key of a font: the codes of this text object are replaced by an ActualText."""


def font_base_name(font: int | None) -> str:
    """Return the name a font goes by in the file, "" when there is none."""
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    calls.font_name(font, ctypes.addressof(buffer), 256)
    return buffer.value.decode("latin-1")


def is_bold(font: int | None) -> bool:
    """Tell whether a font is bold, by its name or its weight."""
    if not font:
        return False
    name = font_base_name(font).lower()
    if any(mark in name for mark in ("bold", "black", "heavy", "semibold", "demi")):
        return True
    return int(calls.font_weight(font)) >= 600 and "regular" not in name and "light" not in name


def font_keys(handles: list[int]) -> list[str]:
    """Return a name for the font of each text object: one a font, two fonts of one name on this page told apart.

    Text whose codes are replaced by ActualText (ISO 32000-1, 14.9.4) counts as set in a font of its own.
    """
    fonts: list[int | None] = list(map(calls.text_font, handles))
    names = {font: font_base_name(font) for font in set(fonts)}
    shared = Counter(names.values())
    keys = {font: f"{name} {font}" if shared[name] > 1 else name for font, name in names.items()}
    out = [keys[font] for font in fonts]
    for at, count in enumerate(map(calls.mark_count, handles)):
        if count > 0 and _is_replaced(handles[at], count):
            out[at] = f"{out[at]}{REPLACED}{handles[at]}"
    return out


def _is_replaced(handle: int, marks: int) -> bool:
    return any(calls.mark_param_type(calls.mark_get(handle, i), b"ActualText") for i in range(marks))
