"""A thin typed layer over PDFium's C interface, made for bulk reading."""

from ingest.pdf.pdfium.annotations import MOST_ANNOTATIONS
from ingest.pdf.pdfium.document import Pdf, RawPage
from ingest.pdf.pdfium.fonts import REPLACED
from ingest.pdf.pdfium.geometry import IDENTITY, Floats, Ints, Matrix, multiply
from ingest.pdf.pdfium.objects import (
    BEZIER,
    FORM,
    IMAGE,
    LINE,
    MOVE,
    PATH,
    SHADING,
    TEXT,
    UNSEEN_MODES,
    RawObject,
    object_matrix,
    path_segments,
)
from ingest.pdf.pdfium.text import RawChars, RawRuns

__all__ = [
    "BEZIER",
    "FORM",
    "IDENTITY",
    "IMAGE",
    "LINE",
    "MOST_ANNOTATIONS",
    "MOVE",
    "PATH",
    "REPLACED",
    "SHADING",
    "TEXT",
    "UNSEEN_MODES",
    "Floats",
    "Ints",
    "Matrix",
    "Pdf",
    "RawChars",
    "RawObject",
    "RawPage",
    "RawRuns",
    "multiply",
    "object_matrix",
    "path_segments",
]
