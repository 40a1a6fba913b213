"""Scanned pages: optical character recognition with the system's tesseract."""

from __future__ import annotations

from ingest.ocr.page import read_page
from ingest.ocr.tesseract import find_tesseract

__all__ = ["available", "read_page"]


def available() -> bool:
    """True if tesseract with its English data is installed."""
    return find_tesseract() is not None
