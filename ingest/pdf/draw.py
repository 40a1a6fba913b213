"""Pictures of pages: for OCR, and with the found grid drawn over them for `dhr inspect --image`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from ingest.errors import DocumentError
from ingest.pdf.choose import choose_grids
from ingest.pdf.page import view_page
from ingest.pdf.pdfium import Pdf, RawPage

_SCALE: Final = 2.0
_CELL: Final = (200, 30, 30)
_WORD: Final = (60, 120, 220)
_LABEL: Final = (0, 110, 60)
_MOST_PIXELS: Final = 25_000_000


def page_image(page: RawPage, scale: float) -> Image.Image:
    """Return a page as a grey picture; scale 1.0 = 72 dots an inch, less for pages that would pass 25 megapixels."""
    pixels = page.width * page.height * scale * scale
    if pixels > _MOST_PIXELS:
        scale *= (_MOST_PIXELS / pixels) ** 0.5
    return Image.fromarray(page.render(scale))


def draw_grid(path: Path, number: int) -> Image.Image:
    """Return page `number` (from 1) with the found cells and words drawn over it.

    Raises DocumentError as read_pdf does, PAGE_UNREADABLE when there is no such page or it cannot be loaded.
    """
    with Pdf(path) as pdf:
        if not 1 <= number <= pdf.page_count:
            raise DocumentError("PAGE_UNREADABLE", str(number))
        with pdf.page(number - 1) as page:
            if page is None:
                raise DocumentError("PAGE_UNREADABLE", str(number))
            image = page_image(page, _SCALE).convert("RGB")
            scale = image.width / page.width
            view = view_page(page, number)
            pen = ImageDraw.Draw(image)
            for word in view.words:
                box = view.frame.display((word.x0, word.top, word.x1, word.bottom))
                pen.rectangle([v * scale for v in box], outline=_WORD)
            for grid in choose_grids(view).grids:
                for span in grid.spans:
                    box = view.frame.display(grid.box_of(span))
                    pen.rectangle([v * scale for v in box], outline=_CELL, width=3)
                corner = view.frame.display(grid.box)
                label = f"{grid.method} {grid.rows} x {grid.columns} agreement {grid.agreement:.2f}"
                pen.text((corner.x0 * scale, max(0.0, corner.top * scale - 14)), label, fill=_LABEL)
            return image
