"""Word documents (.docx, .docm, .dotx, Strict OOXML) -> Document; older formats by way of LibreOffice."""

from ingest.word.reader import read_docx

__all__ = ["read_docx"]
