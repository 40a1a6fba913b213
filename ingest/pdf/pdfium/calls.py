"""PDFium's C functions, bound for bulk calls.

One ctypes call costs about 0.3 microseconds when it is driven by map() over ready-made addresses, and three to five
times that through pypdfium2's generated wrappers and ctypes.byref. A page has some thousand characters, so the bulk
getters write straight into numpy arrays. PYFUNCTYPE keeps the interpreter lock: PDFium is not thread-safe anyway.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2.raw as raw

_PTR: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_ADR: Final = ctypes.c_size_t
_FLT: Final = ctypes.c_float
_DBL: Final = ctypes.c_double


def _bind(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


load_page = _bind("FPDF_LoadPage", _PTR, _PTR, _INT)
close_page = _bind("FPDF_ClosePage", None, _PTR)
page_width = _bind("FPDF_GetPageWidthF", _FLT, _PTR)
page_height = _bind("FPDF_GetPageHeightF", _FLT, _PTR)
page_rotation = _bind("FPDFPage_GetRotation", _INT, _PTR)
page_box = _bind("FPDF_GetPageBoundingBox", _INT, _PTR, _ADR)
text_load = _bind("FPDFText_LoadPage", _PTR, _PTR)
text_close = _bind("FPDFText_ClosePage", None, _PTR)
text_count = _bind("FPDFText_CountChars", _INT, _PTR)
text_get = _bind("FPDFText_GetText", _INT, _PTR, _INT, _INT, _ADR)
char_code = _bind("FPDFText_GetUnicode", ctypes.c_uint, _PTR, _INT)
char_loose = _bind("FPDFText_GetLooseCharBox", _INT, _PTR, _INT, _ADR)
char_origin = _bind("FPDFText_GetCharOrigin", _INT, _PTR, _INT, _ADR, _ADR)
char_object = _bind("FPDFText_GetTextObject", _ADR, _PTR, _INT)
char_matrix = _bind("FPDFText_GetMatrix", _INT, _PTR, _INT, _ADR)
char_size = _bind("FPDFText_GetFontSize", _DBL, _PTR, _INT)
char_bad_map = _bind("FPDFText_HasUnicodeMapError", _INT, _PTR, _INT)
text_font = _bind("FPDFTextObj_GetFont", _PTR, _PTR)
text_mode = _bind("FPDFTextObj_GetTextRenderMode", _INT, _PTR)
font_name = _bind("FPDFFont_GetBaseFontName", _ADR, _PTR, _ADR, _ADR)
font_weight = _bind("FPDFFont_GetWeight", _INT, _PTR)
count_objects = _bind("FPDFPage_CountObjects", _INT, _PTR)
get_object = _bind("FPDFPage_GetObject", _PTR, _PTR, _INT)
object_type = _bind("FPDFPageObj_GetType", _INT, _PTR)
object_bounds = _bind("FPDFPageObj_GetBounds", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
object_matrix = _bind("FPDFPageObj_GetMatrix", _INT, _PTR, _ADR)
object_fill = _bind("FPDFPageObj_GetFillColor", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
object_stroke = _bind("FPDFPageObj_GetStrokeColor", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
object_width = _bind("FPDFPageObj_GetStrokeWidth", _INT, _PTR, _ADR)
path_mode = _bind("FPDFPath_GetDrawMode", _INT, _PTR, _ADR, _ADR)
path_count = _bind("FPDFPath_CountSegments", _INT, _PTR)
path_segment = _bind("FPDFPath_GetPathSegment", _PTR, _PTR, _INT)
segment_point = _bind("FPDFPathSegment_GetPoint", _INT, _PTR, _ADR, _ADR)
segment_type = _bind("FPDFPathSegment_GetType", _INT, _PTR)
segment_close = _bind("FPDFPathSegment_GetClose", _INT, _PTR)
form_count = _bind("FPDFFormObj_CountObjects", _INT, _PTR)
form_object = _bind("FPDFFormObj_GetObject", _PTR, _PTR, ctypes.c_ulong)
set_active = _bind("FPDFPageObj_SetIsActive", _INT, _PTR, _INT)
clip_get = _bind("FPDFPageObj_GetClipPath", _PTR, _PTR)
clip_paths = _bind("FPDFClipPath_CountPaths", _INT, _PTR)
clip_segments = _bind("FPDFClipPath_CountPathSegments", _INT, _PTR, _INT)
clip_segment = _bind("FPDFClipPath_GetPathSegment", _PTR, _PTR, _INT, _INT)
mark_count = _bind("FPDFPageObj_CountMarks", _INT, _PTR)
mark_get = _bind("FPDFPageObj_GetMark", _PTR, _PTR, ctypes.c_ulong)
mark_name = _bind("FPDFPageObjMark_GetName", _INT, _PTR, _ADR, ctypes.c_ulong, _ADR)
mark_param_type = _bind("FPDFPageObjMark_GetParamValueType", _INT, _PTR, ctypes.c_char_p)
annot_count = _bind("FPDFPage_GetAnnotCount", _INT, _PTR)
annot_get = _bind("FPDFPage_GetAnnot", _PTR, _PTR, _INT)
annot_close = _bind("FPDFPage_CloseAnnot", None, _PTR)
annot_kind = _bind("FPDFAnnot_GetSubtype", _INT, _PTR)
annot_key = _bind("FPDFAnnot_HasKey", _INT, _PTR, ctypes.c_char_p)
annot_box = _bind("FPDFAnnot_GetRect", _INT, _PTR, _ADR)


def drain(calls: Iterator[object]) -> None:
    """Make all calls for what they write."""
    deque(calls, maxlen=0)
