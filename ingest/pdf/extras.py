"""Text beside the page's own: notes, typed-on text and filled-in fields. It is counted, so that a person looks; and what
else a PDF carries besides pages."""

from __future__ import annotations

import ctypes
from typing import Final

import pypdfium2.raw as raw

from ingest.pdf.pdfium import MOST_ANNOTATIONS, Pdf, RawPage

_SILENT: Final = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET))
_NOTE_KEYS: Final = (b"Contents", b"RC")
_MAY_COPY: Final = 1 << 4
"""Bit 5 of the permissions (ISO 32000-1, table 22)."""
_TEXT_FIELDS: Final = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def texts_beside(pdf: Pdf, page: RawPage) -> tuple[int, int]:
    """Return how many annotations of a page carry text, and how many form fields are filled in."""
    notes = fields = 0
    for handle in page.annotations(MOST_ANNOTATIONS):
        annotation = ctypes.cast(handle, raw.FPDF_ANNOTATION)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET:
            fields += _filled(pdf, annotation)
        elif kind not in _SILENT:
            notes += any(_has_text(annotation, key) for key in _NOTE_KEYS)
    return notes, fields


def _has_text(annotation: raw.FPDF_ANNOTATION, key: bytes) -> bool:
    buffer = (ctypes.c_ushort * 64)()
    length = raw.FPDFAnnot_GetStringValue(annotation, key, buffer, 128)
    text = bytes(buffer)[: min(length, 128)].decode("utf-16-le", "replace")
    return length > 128 or bool(text.strip(" \0\r\n\t"))


def _filled(pdf: Pdf, annotation: raw.FPDF_ANNOTATION) -> bool:
    """Tell whether a field that takes text holds any; its value may stand in a parent, which only the form knows."""
    form = pdf.form()
    if form is None:
        return _has_text(annotation, b"V")
    if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in _TEXT_FIELDS:
        return False
    length = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    return bool(length > 2)


def carried(pdf: Pdf) -> tuple[str, ...]:
    """Return the codes of what a PDF carries besides its pages: EMBEDDED_FILES, ACTIVE_CONTENT, PDF_RESTRICTED."""
    document = pdf.raw
    codes = []
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        codes.append("EMBEDDED_FILES")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        codes.append("ACTIVE_CONTENT")
    locked = raw.FPDF_GetSecurityHandlerRevision(document) >= 0
    if locked and not raw.FPDF_GetDocUserPermissions(document) & _MAY_COPY:
        codes.append("PDF_RESTRICTED")
    return tuple(codes)
