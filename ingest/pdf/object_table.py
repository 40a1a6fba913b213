"""Is a PDF's table of objects (ISO 32000-2, 7.5.4) where the file says, and does it say where the objects are?

PDFium makes the table anew when it finds none, or when the catalog is not where it says; an object that is missing
elsewhere is lost without a word, and with it a page. So a table with a wrong entry is taken away from PDFium.
"""

from __future__ import annotations

import mmap
import re
from typing import Final

Bytes = bytes | mmap.mmap

_START: Final = re.compile(rb"startxref\s+(\d{1,12})")
_SECTION: Final = re.compile(rb"(\d+)\s+(\d+)\s*[\r\n]+")
_OBJECT: Final = re.compile(rb"\s*(\d+)\s+\d+\s+obj")
_TABLE: Final = re.compile(rb"\s*xref\s+")
_TAIL: Final = 2048
_ENTRY: Final = 20
_MOST: Final = 5_000
"""Sections, and entries of each, that are compared."""


def is_sound(data: Bytes) -> bool:
    """Tell whether the table stands where the end of the file says, and is right. A packed table is taken to be right."""
    table = _table_at(data)
    return table is not None and (table < 0 or not _misleads(data, table))


def without_misleading_table(data: Bytes) -> bytes | None:
    """The file without the pointer to its table, if entries of that are wrong: PDFium then looks for the objects itself."""
    table = _table_at(data)
    if table is None or table < 0 or not _misleads(data, table):
        return None
    whole = bytearray(data[:])
    tail = max(0, len(whole) - _TAIL)
    whole[tail:] = whole[tail:].replace(b"startxref", b"startnone")
    return bytes(whole)


def _table_at(data: Bytes) -> int | None:
    """Where the first section of the plain table begins, -1 for a packed one, None if there is none."""
    tail = max(0, len(data) - _TAIL)
    starts = _START.findall(data[tail:])
    if not starts:
        return None
    at = int(starts[-1]) + _shift(data)
    if _OBJECT.match(data[at : at + 40]):
        return -1
    table = _TABLE.match(data[at : at + 40])
    return None if table is None else at + table.end()


def _shift(data: Bytes) -> int:
    """Bytes before the header, which offsets do not count."""
    return max(0, data.find(b"%PDF-"))


def _misleads(data: Bytes, at: int) -> bool:
    shift = _shift(data)
    for _ in range(_MOST):
        head = _SECTION.match(data, at)
        if head is None:
            return False
        first, count = int(head[1]), int(head[2])
        for number in range(first, first + min(count, _MOST)):
            start = head.end() + _ENTRY * (number - first)
            entry = data[start : start + 18]
            if (
                entry[17:18] == b"n"
                and entry[:10].isdigit()
                and not _stands(data, int(entry[:10]) + shift, number)
            ):
                return True
        if count > _MOST:
            return False
        at = head.end() + _ENTRY * count
    return False


def _stands(data: Bytes, at: int, number: int) -> bool:
    found = _OBJECT.match(data[at : at + 40])
    return found is not None and int(found[1]) == number
