"""One door to all readers: the bytes say which of them reads a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DocumentError
from ingest.model import Block, Document, SourceFile
from ingest.sniff import DOC, ENCRYPTED_OFFICE, ODT, PDF, RTF, WORD, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.pdf import PageGlance

CONVERTED = frozenset({DOC, RTF, ODT})
"""Media types that are read from a .docx copy made by ingest.word.legacy.convert."""

READABLE = WORD | CONVERTED | {PDF, ENCRYPTED_OFFICE}
"""Media types that are meant to be read. Whatever else is found in a folder is of no concern, and said so."""


def read_document(
    path: Path,
    source: SourceFile,
    wanted: Callable[[PageGlance], bool] | None = None,
    *,
    recognise: bool = False,
) -> Document:
    """Read a file of a kind in READABLE; one in CONVERTED must have been converted, and path be the copy.

    wanted: see ingest.pdf.read_pdf. recognise: read pages without text by OCR, which starts a program. Raises DocumentError with a code of ingest/codes.toml.
    """
    kind = sniff(path)
    if kind == PDF:
        from ingest.pdf import read_pdf

        return read_pdf(path, source, wanted, _recognised if recognise else None)
    if kind in WORD:
        from ingest.word import read_docx

        return read_docx(path, source)
    raise DocumentError("DOCX_PASSWORD" if kind == ENCRYPTED_OFFICE else "TYPE_UNKNOWN", kind)


def _recognised(image: Image, number: int, size: tuple[float, float]) -> list[Block]:
    from ingest.ocr import read_page

    return read_page(image, number, *size)
