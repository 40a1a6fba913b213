"""Are a PDF's packed streams whole? PDFium reads a damaged one as far as it goes and says nothing: rows would be lost."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path
from typing import Final

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_BEFORE: Final = 1_000
"""How far back from its data a stream's dictionary is looked for; longer ones are not judged."""
_OTHER_FILTERS: Final = (
    b"85Decode",
    b"HexDecode",
    b"LZWDecode",
    b"RunLengthDecode",
    b"/Crypt",
    b"/A85",
    b"/AHx",
)
_IN: Final = 1 << 20
_OUT: Final = 8 << 20
"""Bytes of a stream looked at, packed and unpacked: content of pages and fonts stay below; more is a bomb or a picture."""
_IN_ALL: Final = 64 << 20
_MOST: Final = 20_000


def damaged_streams(path: Path) -> int:
    """Return how many Flate streams break off or do not unpack. Pictures are not looked at; an encrypted file gives 0."""
    with path.open("rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return 0
        with data:
            if data.find(b"/Encrypt") >= 0:
                return 0
            return _count(data)


def _count(data: mmap.mmap) -> int:
    damaged = looked_at = at = 0
    for _ in range(_MOST):
        found = _STREAM.search(data, at)
        if found is None or looked_at > _IN_ALL:
            break
        at = found.end()
        head = data[max(0, found.start() - _BEFORE) : found.start()]
        entries = head[head.rfind(b" obj") :] if b" obj" in head else b""
        if not _is_plain_flate(entries):
            continue
        block = data[at : at + _IN]
        looked_at += len(block)
        damaged += not _unpacks(block)
    return damaged


def _is_plain_flate(entries: bytes) -> bool:
    """True for a stream whose first filter is Flate, with its dictionary in one piece, and that is no picture."""
    if b"FlateDecode" not in entries and b"/Fl" not in entries:
        return False
    return b"/Image" not in entries and not any(name in entries for name in _OTHER_FILTERS)


def _unpacks(block: bytes) -> bool:
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(block, _OUT)
    except zlib.error:
        return False
    return unpacker.eof or len(out) >= _OUT or len(block) >= _IN
