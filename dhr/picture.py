"""A page as a picture with the cells that were found drawn on it: the quickest way to see what a reader took for a table."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image, ImageDraw

from ingest.errors import DocumentError
from ingest.model import Document
from ingest.pdf.pdfium import Pdf

SCALE = 1.5
"""Pixels a point: text of 9 points can be read."""

_MAX_PIXELS = 25_000_000
_CELL, _TABLE = "#d4351c", "#1d70b8"


def draw(path: Path, document: Document, number: int | None) -> tuple[int, str]:
    """Return (page, PNG in base64) of a page, by default the first with a table.

    DocumentError: NO_SUCH_PAGE, PAGE_SIZE_ODD, or PAGE_UNREADABLE.
    """
    number = number or next((table.page for table in document.tables if table.page), 1)
    with Pdf(path) as pdf:
        if not 1 <= number <= pdf.page_count:
            raise DocumentError("NO_SUCH_PAGE")
        with pdf.page(number - 1) as page:
            if page is None:
                raise DocumentError("PAGE_UNREADABLE")
            if page.width * page.height * SCALE**2 > _MAX_PIXELS:
                raise DocumentError("PAGE_SIZE_ODD")
            picture = Image.fromarray(page.render(SCALE)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for table in document.tables:
        if table.page != number:
            continue
        for cell in (cell for row in table.rows for cell in row):
            if cell.locator.box is not None and cell.text is not None:
                pen.rectangle([edge * SCALE for edge in cell.locator.box], outline=_CELL, width=1)
        if table.box is not None:
            pen.rectangle([edge * SCALE for edge in table.box], outline=_TABLE, width=3)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return number, base64.b64encode(file.getvalue()).decode("ascii")
