"""The PDF engine: characters, rules and fills of a page read once through PDFium, grids found from evidence."""

from ingest.pdf.read import PageGlance, read_pdf

__all__ = ["PageGlance", "read_pdf"]
