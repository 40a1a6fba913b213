"""The fonts of text objects: names and weight."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Set
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


def font_keys(handles: list[int], fonts: list[int | None], replaced: Set[int]) -> list[str]:
    """Return a name for the font of each text object: one a font, two fonts of one name on this page told apart.

    replaced: the text objects whose codes are replaced by ActualText (ISO 32000-1, 14.9.4); each of them counts as set
    in a font of its own.
    """
    names = {font: font_base_name(font) for font in set(fonts)}
    shared = Counter(names.values())
    keys = {font: f"{name} {font}" if shared[name] > 1 else name for font, name in names.items()}
    if not replaced:
        return [keys[font] for font in fonts]
    return [
        f"{keys[font]}{REPLACED}{handle}" if handle in replaced else keys[font]
        for handle, font in zip(handles, fonts, strict=True)
    ]
