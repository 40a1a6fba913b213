"""PDF files from raw objects, without a library: what is wrong with a file can be written down as it is."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterator, Mapping, Sequence

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]"
FONTS = b"/Font<</F 5 0 R>>"


def pdf(objects: Mapping[int, bytes], root: int = 1, trailer: bytes = b"", shift: int = 0) -> bytes:
    """A PDF of these objects; shift: by how many bytes every offset of its cross-reference table is wrong."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        state = b"n" if number in places else b"f"
        out += b"%010d 00000 %s \n" % (max(0, places.get(number, 0) + shift * (number in places)), state)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def form(content: bytes, resources: bytes = FONTS, extra: bytes = b"") -> bytes:
    """A form XObject the size of the page."""
    return stream(content, FORM + b"/Resources<<%s>>%s" % (resources, extra))


def page(
    content: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    extra: bytes = b"",
    resources: bytes = b"",
    catalog: bytes = b"",
    size: tuple[int, int] = (842, 595),
) -> bytes:
    """A document of one page: 1 catalog, 2 pages, 3 the page, 4 its content, 5 Helvetica; more: further objects.

    extra, resources, catalog: further entries of the page, of its resources (fonts apart) and of the catalog.
    """
    fonts = b"" if b"/Font" in resources else FONTS
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<<%s%s>>%s>>" % (*size, fonts, resources, extra),
        4: stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **(more or {}),
    })  # fmt: skip


def write(words: str, x: float = 30, y: float = 30, size: float = 10, more: str = "") -> bytes:
    """Drawing operators for a line of text; more: operators before it."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {more} /F {size} Tf {x} {y} Td ({escaped}) Tj ET\n".encode("latin-1")


def box(x: float, y: float, width: float, height: float, colour: str = "0 g") -> bytes:
    return f"q {colour} {x} {y} {width} {height} re f Q\n".encode()


def table(
    rows: Sequence[Sequence[str]], left: float = 30, top: float = 540, width: float = 110, height: float = 90
) -> bytes:
    """A ruled table with 9 point text, as drawing operators."""
    return "\n".join(_ruled(rows, left, top, width, height)).encode("latin-1") + b"\n"


def _ruled(
    rows: Sequence[Sequence[str]], left: float, top: float, width: float, height: float
) -> Iterator[str]:
    columns = len(rows[0])
    for row in range(len(rows) + 1):
        yield f"{left} {top - row * height} m {left + columns * width} {top - row * height} l S"
    for column in range(columns + 1):
        yield f"{left + column * width} {top} m {left + column * width} {top - len(rows) * height} l S"
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            yield f"BT /F 9 Tf 10 TL {left + column * width + 3} {top - row * height - 13} Td"
            yield from (f"({line}) Tj T*" for line in wrapped(cell))
            yield "ET"


def wrapped(cell: str) -> list[str]:
    return textwrap.wrap(cell, 21, break_long_words=False, break_on_hyphens=False) or [""]


def bomb(size: int, byte: bytes = b"0") -> bytes:
    """Flate data that unpacks to so many times the byte: one packed block over and over, which is quick to make."""
    block = byte * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(size >> 20):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + packed * (size >> 20) + b"\x03\x00" + check.to_bytes(4, "big")


def to_unicode(*lines: str) -> bytes:
    """A ToUnicode CMap for one-byte codes; lines such as "1 beginbfchar <35> <0032> endbfchar"."""
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
    return stream((head + "\n".join(lines) + "\nendcmap end end").encode())
