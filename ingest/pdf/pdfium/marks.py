"""What marks stand on text objects (ISO 32000-1, 14.6): layers, and text that stands in place of what is drawn."""

from __future__ import annotations

import ctypes
from typing import Final, NamedTuple

from ingest.pdf.pdfium import calls

_NAME_LENGTH: Final = 8
_O, _C = ord("O"), ord("C")


class Marked(NamedTuple):
    """The text objects of a page that belong to a layer (which may be switched off), and those whose codes are
    replaced by an ActualText (14.9.4)."""

    layered: frozenset[int]
    replaced: frozenset[int]


def marked(handles: list[int]) -> Marked:
    """Look at the marks of text objects. A mark is shared by all that it encloses: each is asked once."""
    layered, replaced = set(), set()
    known: dict[int, tuple[bool, bool]] = {}
    name = (ctypes.c_uint16 * _NAME_LENGTH)()
    length = ctypes.c_ulong()
    place, size, used = ctypes.addressof(name), ctypes.sizeof(name), ctypes.addressof(length)
    for handle, count in zip(handles, map(calls.mark_count, handles), strict=True):
        for depth in range(count):
            mark = calls.mark_get(handle, depth)
            if not mark:
                continue
            facts = known.get(mark)
            if facts is None:
                # a longer name than the room leaves the name before it; only "OC" matters, and it fits
                name[0] = 0
                named = bool(calls.mark_name(mark, place, size, used))
                layer = named and name[0] == _O and name[1] == _C and name[2] == 0
                facts = known[mark] = layer, bool(calls.mark_param_type(mark, b"ActualText"))
            if facts[0]:
                layered.add(handle)
            if facts[1]:
                replaced.add(handle)
    return Marked(frozenset(layered), frozenset(replaced))
