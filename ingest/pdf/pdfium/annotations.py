"""Annotations and form fields of a page as far as they may cover its text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Final

import numpy as np
import pypdfium2.raw as raw

from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.objects import PageObjects

_COVERS_NOT: Final = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP))
_SHAPES: Final = frozenset((raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_SQUARE))
_UNSHOWN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
MOST_ANNOTATIONS: Final = 2_000


class PageAnnotations(PageObjects):
    """The annotations of an open page."""

    def annotations(self, most: int) -> Iterator[int]:
        """Yield the handles of the first annotations; each is closed when the next is asked for."""
        for i in range(max(0, min(int(calls.annot_count(self.handle)), most))):
            annotation = calls.annot_get(self.handle, i)
            if annotation:
                try:
                    yield annotation
                finally:
                    calls.annot_close(annotation)

    def cover_annotations(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right, top of the annotations that may hide text below them (boxes, stamps, ink, fields)."""
        out = []
        rectangle = np.zeros(4, np.float32)
        for annotation in self.annotations(MOST_ANNOTATIONS):
            if calls.annot_kind(annotation) not in _COVERS_NOT and calls.annot_box(
                annotation, rectangle.ctypes.data
            ):
                left, top, right, bottom = (float(v) for v in rectangle)
                out.append((left, bottom, right, top))
        return out

    def blind_covers(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right, top of what covers text although PDFium draws nothing there.

        Areas marked for redaction: somebody wanted them unread, whether or not that was ever carried out. Filled shapes
        without a drawing of their own, which viewers make one for. Fields that have a look where there is no form.
        """
        formless = self._owner is not None and self._owner.form() is None
        out = []
        rectangle = np.zeros(4, np.float32)
        for annotation in self.annotations(MOST_ANNOTATIONS):
            kind, drawn = calls.annot_kind(annotation), calls.annot_key(annotation, b"AP")
            covers = kind == raw.FPDF_ANNOT_REDACT
            covers |= kind in _SHAPES and not drawn and bool(calls.annot_key(annotation, b"IC"))
            covers |= kind == raw.FPDF_ANNOT_WIDGET and bool(drawn) and formless
            if covers and calls.annot_box(annotation, rectangle.ctypes.data):
                left, top, right, bottom = (float(v) for v in rectangle)
                out.append((left, bottom, right, top))
        return out

    def struck_out(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right, top of the stretches of text that a person struck out in a viewer."""
        out = []
        for handle in self.annotations(MOST_ANNOTATIONS):
            if calls.annot_kind(handle) != raw.FPDF_ANNOT_STRIKEOUT:
                continue
            annotation = ctypes.cast(handle, raw.FPDF_ANNOTATION)
            if raw.FPDFAnnot_GetFlags(annotation) & _UNSHOWN:
                continue
            corners = raw.FS_QUADPOINTSF()
            for i in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), MOST_ANNOTATIONS)):
                if raw.FPDFAnnot_GetAttachmentPoints(annotation, i, corners):
                    xs = (corners.x1, corners.x2, corners.x3, corners.x4)
                    ys = (corners.y1, corners.y2, corners.y3, corners.y4)
                    out.append((min(xs), min(ys), max(xs), max(ys)))
        return out
