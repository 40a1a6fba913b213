"""An open page: its handle, size and rotation."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pypdfium2.raw as raw

from ingest.pdf.pdfium import calls


class Owner(Protocol):
    """The document that a page belongs to."""

    def form(self) -> raw.FPDF_FORMHANDLE | None:
        """Return the document's form, None when it has none."""


class OpenPage:
    """What every part of the page needs."""

    def __init__(self, page: int, index: int, document: Owner | None = None) -> None:
        self.handle = page
        self._owner = document
        self.index = index
        self.width = float(calls.page_width(page))
        self.height = float(calls.page_height(page))
        self.rotation = int(calls.page_rotation(page)) * 90
        box = np.zeros(4, np.float32)
        calls.page_box(page, box.ctypes.data)
        self.box: tuple[float, float, float, float] = (
            float(box[0]),
            float(box[3]),
            float(box[2]),
            float(box[1]),
        )
