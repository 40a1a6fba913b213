"""The PDF engine: characters, rules and fills of a page read once through PDFium, grids found from evidence."""

from ingest.pdf.draw import draw_grid
from ingest.pdf.glance import PageGlance
from ingest.pdf.read import read_pdf

__all__ = ["PageGlance", "draw_grid", "read_pdf"]
