"""Open a PDF and its pages."""

from __future__ import annotations

import ctypes
import mmap
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import DocumentError
from ingest.pdf import object_table
from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.annotations import PageAnnotations
from ingest.pdf.pdfium.calls import drain

_HEADER_WINDOW: Final = 1 << 16
"""How far into a file a PDF header is looked for; PDFium itself forgives 1,024 bytes."""


class RawPage(PageAnnotations):
    """An open page. Read what is wanted, then leave the `with Pdf.page(...)` block: nothing survives it."""

    def close(self) -> None:
        """Give the page's memory back to PDFium."""
        if self._text:
            calls.text_close(self._text)
        calls.close_page(self.handle)

    @contextmanager
    def without(self, handles: list[int]) -> Iterator[None]:
        """Render the page without these objects for as long as the block lasts."""
        drain(map(calls.set_active, handles, repeat(0)))
        try:
            yield
        finally:
            drain(map(calls.set_active, handles, repeat(1)))

    def render(
        self, scale: float, areas: Sequence[tuple[int, int, int, int]] | None = None
    ) -> npt.NDArray[np.uint8]:
        """Return the page as a grey image, rows from the top; scale 1.0 = 72 dots an inch.

        areas: only these (x0, top, x1, bottom in pixels) are drawn; what the rest holds is undefined.
        """
        width, height = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        stride = (width + 3) // 4 * 4
        # Drawn straight into the array that is handed out: large buffers cost more to get than pages to draw.
        pixels = np.empty((height, stride), np.uint8)
        for x0, top, x1, bottom in [(0, 0, width, height)] if areas is None else areas:
            self._draw(pixels[top:bottom, x0:x1], (x0, top), width, height)
        return pixels[:, :width]

    def _draw(self, pixels: npt.NDArray[np.uint8], corner: tuple[int, int], width: int, height: int) -> None:
        """Draw a part of the page, set to width x height; corner: its x0 and top."""
        rows, columns = pixels.shape
        bitmap = raw.FPDFBitmap_CreateEx(
            columns, rows, raw.FPDFBitmap_Gray, ctypes.c_void_p(pixels.ctypes.data), pixels.strides[0]
        )
        if not bitmap:
            raise MemoryError
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        handle = ctypes.cast(self.handle, raw.FPDF_PAGE)
        place = (-corner[0], -corner[1], width, height, 0, raw.FPDF_ANNOT)
        raw.FPDF_RenderPageBitmap(bitmap, handle, *place)
        form = None if self._owner is None else self._owner.form()
        if form is not None:  # fields are drawn over the page, and may cover it
            raw.FPDF_FFLDraw(form, bitmap, handle, *place)
        raw.FPDFBitmap_Destroy(bitmap)


class Pdf:
    """An open PDF. Raises DocumentError PDF_PASSWORD, PDF_CORRUPT or PDF_NO_PAGES when it cannot be opened.

    sound: its table of objects has been found right already (object_table.is_sound).
    """

    def __init__(self, path: Path, sound: bool = False) -> None:
        self._document = _open(path, sound)
        handle = ctypes.cast(self._document.raw, ctypes.c_void_p).value
        assert handle is not None
        self._handle = handle
        self.page_count = len(self._document)
        if self.page_count <= 0:
            self.close()
            raise DocumentError("PDF_NO_PAGES")

    def close(self) -> None:
        """Close the document."""
        self._document.close()

    @property
    def raw(self) -> pdfium.raw.FPDF_DOCUMENT:
        """PDFium's own handle, for what this layer has no word for."""
        return self._document.raw

    def form(self) -> pdfium.raw.FPDF_FORMHANDLE | None:
        """The document's form, None when it has none; no script of it is run (PDFium is built without an engine)."""
        if self._document.get_formtype() == raw.FORMTYPE_NONE:
            return None
        if self._document.formenv is None:
            self._document.init_forms()
        return None if self._document.formenv is None else self._document.formenv.raw

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def properties(self) -> tuple[tuple[str, str], ...]:
        """Return title, author, producer and dates as the file states them, empty ones left out."""
        found = self._document.get_metadata_dict(skip_empty=True)
        return tuple((str(k), str(v)) for k, v in found.items())

    @contextmanager
    def page(self, index: int) -> Iterator[RawPage | None]:
        """Open page `index` (from 0) and close it at the end of the block; None when PDFium cannot load it."""
        handle = calls.load_page(self._handle, index)
        if not handle:
            yield None
            return
        page = RawPage(handle, index, self)
        try:
            yield page
        finally:
            page.close()


_NO_PAGES: Final = re.compile(rb"/Count\s+0\b")
_SOME_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


def _mended(path: Path, sound: bool) -> bytes | None:
    """What PDFium is given instead of the file: without what stands before the header, or a table that misleads."""
    with path.open("rb") as stream:
        start = stream.read(_HEADER_WINDOW).find(b"%PDF-")
        if start < 0:
            raise DocumentError("PDF_CORRUPT", "no %PDF- header")
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            mended = None if sound else object_table.without_misleading_table(data)
            if start > 0:
                # Mail headers or a stray blank line: every offset in the file is off by this much.
                return (mended or data)[start:]
            return mended


def _open(path: Path, sound: bool) -> pdfium.PdfDocument:
    data = _mended(path, sound)
    try:
        return pdfium.PdfDocument(path if data is None else data)
    except pdfium.PdfiumError as error:
        # PDFium keeps the code of an earlier failure when it only finds no pages: the file itself is asked.
        whole = path.read_bytes()
        if _NO_PAGES.search(whole) and not _SOME_PAGE.search(whole):
            raise DocumentError("PDF_NO_PAGES") from error
        code = getattr(error, "err_code", None) if b"/Encrypt" in whole else None
        if code == raw.FPDF_ERR_PASSWORD:
            raise DocumentError("PDF_PASSWORD") from error
        if code == raw.FPDF_ERR_SECURITY:
            raise DocumentError("PDF_ENCRYPTED") from error
        raise DocumentError("PDF_CORRUPT", "PDFium cannot open it") from error
