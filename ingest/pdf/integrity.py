"""What the bytes of a PDF say that PDFium does not: streams that break off, a wrong table of objects, things that act.

PDFium reads a damaged stream as far as it goes, mends a wrong table and leaves actions alone, all without a word. One
pass over the bytes finds the streams; the dictionaries packed into object streams are looked at as well.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ingest import limits
from ingest.errors import DocumentError
from ingest.pdf import object_table

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

_NAMES: Final = (
    # ISO 32000-2, 12.6.4: the actions that start something, send something or fetch something
    ("ACTIVE_CONTENT", re.compile(rb"/S\s*/(Launch|JavaScript|SubmitForm|ImportData|Rendition|Movie|RichMediaExecute|GoTo3DView)\b")),
    ("XFA_FORM", re.compile(rb"/XFA\b")),
    ("PORTFOLIO", re.compile(rb"/Collection\s*(<<|\d+\s+\d+\s+R)")),
    ("EMBEDDED_FILES", re.compile(rb"/Subtype\s*/FileAttachment\b|/EF\s*<<")),
)  # fmt: skip
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A name may spell its letters in hexadecimal (7.3.5)."""
_ZIP_END: Final = 65_557


class Survey(NamedTuple):
    """damaged: Flate streams that break off or do not unpack (pictures and encrypted files are not looked at).
    codes: what else was noticed, keys of codes.toml. sound: the table of objects is right."""

    damaged: int
    codes: tuple[str, ...]
    sound: bool = False


def survey(path: Path) -> Survey:
    """Look over the bytes of a PDF. DocumentError: BOMB."""
    with path.open("rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return Survey(0, ())
        with data:
            return _survey(data)


def _survey(data: mmap.mmap) -> Survey:
    locked = data.find(b"/Encrypt") >= 0
    damaged = 0
    seen = {code for code, pattern in _NAMES if pattern.search(data)}
    if _ESCAPED.search(data):
        seen |= _names(_plain(data[:_IN_ALL]))
    for kind, block in _flate_streams(data):
        unpacked, whole = _unpack(block)
        if (len(unpacked) >= _OUT or kind.count(b"/Fl") > 1) and _is_bomb(block, kind):
            raise DocumentError("BOMB", "stream")
        damaged += not whole and not locked
        if b"/ObjStm" in kind:
            seen |= _names(_plain(unpacked))
    codes = [code for code, _ in _NAMES if code in seen]
    sound = object_table.is_sound(data)
    codes += ["REPAIRED"] * (not sound) + ["POLYGLOT"] * _ends_as_zip(data)
    return Survey(damaged, tuple(codes), sound)


def _names(block: bytes) -> set[str]:
    return {code for code, pattern in _NAMES if pattern.search(block)}


def _plain(block: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), block)


def _flate_streams(data: mmap.mmap) -> Iterator[tuple[bytes, bytes]]:
    """Yield dictionary and data of the streams whose first filter is Flate and that are no pictures."""
    looked_at = at = 0
    for _ in range(_MOST):
        start, at = _next_stream(data, at)
        if start < 0 or looked_at > _IN_ALL:
            return
        head = data[max(0, start - _BEFORE) : start]
        entries = head[head.rfind(b" obj") :] if b" obj" in head else b""
        if _is_plain_flate(entries):
            block = data[at : at + _IN]
            looked_at += len(block)
            yield entries, block


def _next_stream(data: mmap.mmap, at: int) -> tuple[int, int]:
    """Where the next word `stream` stands behind a place, and where what it begins does; -1 for none."""
    while (start := data.find(b"stream", at)) >= 0:
        at = start + len(b"stream")
        if data[start - 3 : start] == b"end" and start >= 3:
            continue
        if data[at : at + 1] == b"\n":
            return start, at + 1
        if data[at : at + 2] == b"\r\n":
            return start, at + 2
    return -1, at


def _is_plain_flate(entries: bytes) -> bool:
    if b"FlateDecode" not in entries and b"/Fl" not in entries:
        return False
    return b"/Image" not in entries and not any(name in entries for name in _OTHER_FILTERS)


def _unpack(block: bytes) -> tuple[bytes, bool]:
    """What a block unpacks to, and whether it does so to its end."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(block, _OUT)
    except zlib.error:
        return b"", False
    return out, unpacker.eof or len(out) >= _OUT or len(block) >= _IN


def _is_bomb(block: bytes, kind: bytes) -> bool:
    """True when a stream unpacks to more than any page, font or table of objects holds."""
    if b"/EmbeddedFile" in kind:
        return False
    pieces: Iterator[bytes] = iter((block,))
    for _ in range(max(1, kind.count(b"/Fl"))):
        pieces = _inflated(pieces)
    room = limits.MAX_STREAM_BYTES
    try:
        for piece in pieces:
            room -= len(piece)
            if room < 0:
                return True
    except zlib.error:
        return False
    return False


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpacker.eof:
            yield unpacker.decompress(piece, 1 << 20)
            piece = unpacker.unconsumed_tail


def _ends_as_zip(data: mmap.mmap) -> bool:
    """True when the file is a ZIP archive as well: its end record is the end of the file."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - _ZIP_END))
    return end >= 0 and end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") == len(data)
