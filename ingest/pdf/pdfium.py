"""A thin typed layer over PDFium's C interface, made for bulk reading.

One ctypes call costs about 0.3 microseconds when it is driven by map() over ready-made addresses, and three to five
times that through pypdfium2's generated wrappers and ctypes.byref. A page has some thousand characters, so the bulk
getters write straight into numpy arrays. PYFUNCTYPE keeps the interpreter lock: PDFium is not thread-safe anyway.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest import limits
from ingest.errors import DocumentError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_PTR: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_ADR: Final = ctypes.c_size_t
_FLT: Final = ctypes.c_float
_DBL: Final = ctypes.c_double


def _bind(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_load_page = _bind("FPDF_LoadPage", _PTR, _PTR, _INT)
_close_page = _bind("FPDF_ClosePage", None, _PTR)
_page_width = _bind("FPDF_GetPageWidthF", _FLT, _PTR)
_page_height = _bind("FPDF_GetPageHeightF", _FLT, _PTR)
_page_rotation = _bind("FPDFPage_GetRotation", _INT, _PTR)
_page_box = _bind("FPDF_GetPageBoundingBox", _INT, _PTR, _ADR)
_text_load = _bind("FPDFText_LoadPage", _PTR, _PTR)
_text_close = _bind("FPDFText_ClosePage", None, _PTR)
_text_count = _bind("FPDFText_CountChars", _INT, _PTR)
_text_get = _bind("FPDFText_GetText", _INT, _PTR, _INT, _INT, _ADR)
_char_code = _bind("FPDFText_GetUnicode", ctypes.c_uint, _PTR, _INT)
_char_loose = _bind("FPDFText_GetLooseCharBox", _INT, _PTR, _INT, _ADR)
_char_origin = _bind("FPDFText_GetCharOrigin", _INT, _PTR, _INT, _ADR, _ADR)
_char_object = _bind("FPDFText_GetTextObject", _ADR, _PTR, _INT)
_char_matrix = _bind("FPDFText_GetMatrix", _INT, _PTR, _INT, _ADR)
_char_size = _bind("FPDFText_GetFontSize", _DBL, _PTR, _INT)
_char_bad_map = _bind("FPDFText_HasUnicodeMapError", _INT, _PTR, _INT)
_text_font = _bind("FPDFTextObj_GetFont", _PTR, _PTR)
_text_mode = _bind("FPDFTextObj_GetTextRenderMode", _INT, _PTR)
_font_name = _bind("FPDFFont_GetBaseFontName", _ADR, _PTR, _ADR, _ADR)
_font_weight = _bind("FPDFFont_GetWeight", _INT, _PTR)
_count_objects = _bind("FPDFPage_CountObjects", _INT, _PTR)
_get_object = _bind("FPDFPage_GetObject", _PTR, _PTR, _INT)
_object_type = _bind("FPDFPageObj_GetType", _INT, _PTR)
_object_bounds = _bind("FPDFPageObj_GetBounds", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
_object_matrix = _bind("FPDFPageObj_GetMatrix", _INT, _PTR, _ADR)
_object_fill = _bind("FPDFPageObj_GetFillColor", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
_object_stroke = _bind("FPDFPageObj_GetStrokeColor", _INT, _PTR, _ADR, _ADR, _ADR, _ADR)
_object_width = _bind("FPDFPageObj_GetStrokeWidth", _INT, _PTR, _ADR)
_path_mode = _bind("FPDFPath_GetDrawMode", _INT, _PTR, _ADR, _ADR)
_path_count = _bind("FPDFPath_CountSegments", _INT, _PTR)
_path_segment = _bind("FPDFPath_GetPathSegment", _PTR, _PTR, _INT)
_segment_point = _bind("FPDFPathSegment_GetPoint", _INT, _PTR, _ADR, _ADR)
_segment_type = _bind("FPDFPathSegment_GetType", _INT, _PTR)
_segment_close = _bind("FPDFPathSegment_GetClose", _INT, _PTR)
_form_count = _bind("FPDFFormObj_CountObjects", _INT, _PTR)
_form_object = _bind("FPDFFormObj_GetObject", _PTR, _PTR, ctypes.c_ulong)

_set_active = _bind("FPDFPageObj_SetIsActive", _INT, _PTR, _INT)
_clip_get = _bind("FPDFPageObj_GetClipPath", _PTR, _PTR)
_clip_paths = _bind("FPDFClipPath_CountPaths", _INT, _PTR)
_clip_segments = _bind("FPDFClipPath_CountPathSegments", _INT, _PTR, _INT)
_clip_segment = _bind("FPDFClipPath_GetPathSegment", _PTR, _PTR, _INT, _INT)
_mark_count = _bind("FPDFPageObj_CountMarks", _INT, _PTR)
_mark_get = _bind("FPDFPageObj_GetMark", _PTR, _PTR, ctypes.c_ulong)
_mark_name = _bind("FPDFPageObjMark_GetName", _INT, _PTR, _ADR, ctypes.c_ulong, _ADR)
_mark_param_type = _bind("FPDFPageObjMark_GetParamValueType", _INT, _PTR, ctypes.c_char_p)
_annot_count = _bind("FPDFPage_GetAnnotCount", _INT, _PTR)
_annot_get = _bind("FPDFPage_GetAnnot", _PTR, _PTR, _INT)
_annot_close = _bind("FPDFPage_CloseAnnot", None, _PTR)
_annot_kind = _bind("FPDFAnnot_GetSubtype", _INT, _PTR)
_annot_key = _bind("FPDFAnnot_HasKey", _INT, _PTR, ctypes.c_char_p)
_annot_box = _bind("FPDFAnnot_GetRect", _INT, _PTR, _ADR)

_COVERS_NOT: Final = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP))
_ONE_SHAPE: Final = 6
"""Segments of the largest single shape: a closed rectangle has five."""
MOST_ANNOTATIONS: Final = 2_000

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
MOVE, LINE, BEZIER = 2, 0, 1
UNSEEN_MODES: Final = (3, 7)
"""Text render modes that paint nothing (ISO 32000-1, table 106): invisible, and clip only."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

REPLACED: Final = " as "
"""In the key of a font: the codes of this text object are replaced by an ActualText."""

_HEADER_WINDOW: Final = 1 << 16
"""How far into a file a PDF header is looked for; PDFium itself forgives 1,024 bytes."""


def _drain(calls: Iterator[object]) -> None:
    deque(calls, maxlen=0)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies inner first, then outer (PDF row-vector convention)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _intersect(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


@dataclass(frozen=True, slots=True)
class RawChars:
    """Characters of a page in stream order, in PDF user space (origin bottom left, before /Rotate).

    codes: code points; PDFium's own marks are 2 (hyphen at a line end) and generated blanks and line ends.
    boxes: n x 4, left, top, right, bottom of the font's line box and the character's advance. origins: n x 2.
    runs: index of the text object of each character, -1 for characters that PDFium made up.
    handles: the text objects. first: index of the first character of each text object.
    """

    codes: Ints
    boxes: Floats
    origins: Floats
    runs: Ints
    handles: list[int]
    first: list[int]


@dataclass(frozen=True, slots=True)
class RawRuns:
    """What one text object says about all its characters: arrays with one entry a run.

    size in points as printed; angle in degrees counter-clockwise in user space (before /Rotate); rgba 0..255;
    mode: text render mode (3 = invisible); font: index into names and bold_font.
    """

    size: Floats
    angle: Floats
    rgba: Ints
    mode: Ints
    bold: npt.NDArray[np.bool_]


class RawObject(NamedTuple):
    """A page object with its type, place in the drawing order and the matrix of the forms around it."""

    handle: int
    kind: int
    order: int
    matrix: Matrix


class RawPage:
    """An open page. Read what is wanted, then leave the `with Pdf.page(...)` block: nothing survives it."""

    def __init__(self, page: int, index: int, document: Pdf | None = None) -> None:
        self.handle = page
        self._owner = document
        self.index = index
        self.width = float(_page_width(page))
        self.height = float(_page_height(page))
        self.rotation = int(_page_rotation(page)) * 90
        box = np.zeros(4, np.float32)
        _page_box(page, box.ctypes.data)
        self.box: tuple[float, float, float, float] = (
            float(box[0]),
            float(box[3]),
            float(box[2]),
            float(box[1]),
        )
        self._text: int | None = None
        self._objects: list[RawObject] | None = None
        self._text_orders: dict[int, int] = {}
        self._inside_forms: dict[int, Matrix] = {}
        self._drawn = 0
        self._buffer: npt.NDArray[np.uint16] | None = None
        self.too_dense = False

    def close(self) -> None:
        """Give the page's memory back to PDFium."""
        if self._text:
            _text_close(self._text)
        _close_page(self.handle)

    @property
    def textpage(self) -> int:
        """PDFium's text page, loaded on first use."""
        if self._text is None:
            self._text = int(_text_load(self.handle) or 0)
        return self._text

    @property
    def char_count(self) -> int:
        """Number of characters, made-up blanks and line ends included."""
        return max(0, int(_text_count(self.textpage))) if self.textpage else 0

    def _units(self) -> npt.NDArray[np.uint16]:
        """Return the page's text as UTF-16 code units, as PDFium writes it in one call."""
        if self._buffer is None:
            count = self.char_count
            buffer = np.zeros(count + 2, np.uint16)
            written = int(_text_get(self.textpage, 0, count, buffer.ctypes.data)) if count else 0
            self._buffer = buffer[: max(0, written - 1)]
        return self._buffer

    def text(self) -> str:
        """Return the whole text of the page in stream order, lines separated by newlines."""
        text = self._units().tobytes().decode("utf-16-le", "replace")
        # PDFium swallows the line end behind a hyphen and puts this mark for both.
        text = text.replace("\ufffe", "-\n")
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")

    def chars(self) -> RawChars:
        """Read every character's code, box, origin and text object."""
        text, count = self.textpage, self.char_count
        codes = self._codes(count)
        boxes = np.zeros((count, 4), np.float32)
        base = boxes.ctypes.data
        _drain(map(_char_loose, repeat(text), range(count), range(base, base + 16 * count, 16)))
        objects = np.fromiter(map(_char_object, repeat(text, count), range(count)), np.uint64, count)
        found, first, back = np.unique(objects, return_index=True, return_inverse=True)
        # np.unique sorts by address; runs are numbered by their first character, 0 (made up by PDFium) becomes -1.
        places = np.argsort(first[found != 0])
        rank = np.full(len(found), -1, np.int64)
        rank[np.flatnonzero(found)[places]] = np.arange(len(places))
        runs = rank[back.ravel()]
        handles: list[int] = found[found != 0][places].tolist()
        starts: list[int] = first[found != 0][places].tolist()
        wide = boxes.astype(np.float64)
        return RawChars(codes, wide, self._origins(wide, runs, starts), runs, handles, starts)

    def _codes(self, count: int) -> Ints:
        """Return the code points: from the text in one call where it has one unit a character, else one by one."""
        units = self._units()
        if len(units) == count and not ((units >= 0xD800) & (units <= 0xDFFF)).any():
            codes = units.astype(np.int64)
            codes[codes == 0xFFFE] = 2
            return codes
        return np.fromiter(map(_char_code, repeat(self.textpage, count), range(count)), np.int64, count)

    def _origins(self, boxes: Floats, runs: Ints, starts: list[int]) -> Floats:
        """Return the origin of every character, asked for at both ends of a text run only.

        Within a run the origin keeps its distance from one corner of the character's box; which one depends on the
        direction of the text. Where none does (slanted text), each character is asked for.
        """
        count = len(runs)
        out = np.zeros((count, 2), np.float64)
        if not starts:
            self._ask_origins(out, range(count))
            return out
        first = np.array(starts)
        last = first.copy()
        real = np.flatnonzero(runs >= 0)
        np.maximum.at(last, runs[real], real)
        self._ask_origins(out, np.unique(np.concatenate((first, last, np.flatnonzero(runs < 0)))).tolist())
        left = np.ones(len(first), np.bool_)
        for corner in ((0, 3), (2, 3), (0, 1), (2, 1)):
            point = boxes[:, corner]
            offset = out[first] - point[first]
            same = left & (np.abs(out[last] - point[last] - offset).max(axis=1) < 0.02)
            mine = real[same[runs[real]]]
            out[mine] = point[mine] + offset[runs[mine]]
            # Some fonts give boxes that reach down only under letters such as g and p: the line itself is straight.
            for axis in (0, 1):
                straight = np.abs(out[last, axis] - out[first, axis]) < 0.02
                along = mine[straight[runs[mine]] & (first != last)[runs[mine]]]
                out[along, axis] = out[first, axis][runs[along]]
            left &= ~same
        if left.any():
            self._ask_origins(out, real[left[runs[real]]].tolist())
        return out

    def _ask_origins(self, out: Floats, characters: Sequence[int]) -> None:
        base = out.ctypes.data
        addresses = [base + 16 * i for i in characters]
        _drain(
            map(
                _char_origin,
                repeat(self.textpage),
                characters,
                addresses,
                [address + 8 for address in addresses],
            )
        )

    def runs(self, chars: RawChars) -> RawRuns:
        """Read size, direction, colour, render mode and weight, once a text object."""
        count = len(chars.handles)
        matrices = np.zeros((count, 6), np.float32)
        base = matrices.ctypes.data
        _drain(map(_char_matrix, repeat(self.textpage), chars.first, range(base, base + 24 * count, 24)))
        sizes = np.fromiter(map(_char_size, repeat(self.textpage), chars.first), np.float64, count)
        m = matrices.astype(np.float64)
        modes = np.fromiter(map(_text_mode, chars.handles), np.int64, count)
        fonts = list(map(_text_font, chars.handles))
        heavy = {font: _is_bold(font) for font in set(fonts)}
        bold = np.fromiter((heavy[font] for font in fonts), np.bool_, count)
        return RawRuns(
            sizes * np.hypot(m[:, 2], m[:, 3]),
            np.degrees(np.arctan2(m[:, 1], m[:, 0])),
            self.fill_colours(chars.handles),
            modes,
            bold | (modes == 2),
        )

    def font_keys(self, handles: list[int]) -> list[str]:
        """Return a name for the font of each text object: one a font, two fonts of one name on this page told apart.

        Text whose codes are replaced by ActualText (ISO 32000-1, 14.9.4) counts as set in a font of its own.
        """
        fonts = list(map(_text_font, handles))
        names = {font: _font_base_name(font) for font in set(fonts)}
        shared = Counter(names.values())
        keys = {font: f"{name} {font}" if shared[name] > 1 else name for font, name in names.items()}
        return [
            f"{keys[font]}{REPLACED}{handle}"
            if count > 0 and self._is_replaced(handle, count)
            else keys[font]
            for handle, font, count in zip(handles, fonts, map(_mark_count, handles), strict=True)
        ]

    def _is_replaced(self, handle: int, marks: int) -> bool:
        return any(_mark_param_type(_mark_get(handle, i), b"ActualText") for i in range(marks))

    def bad_maps(self, characters: list[int]) -> int:
        """Return how many of these characters have a font that gives no way back to Unicode."""
        return sum(map(_char_bad_map, repeat(self.textpage), characters))

    def layered(self, handles: list[int]) -> npt.NDArray[np.bool_]:
        """Mark text objects in optional content (a layer that may be switched off) or in a form, which may be one."""
        self.objects()
        name = (ctypes.c_uint16 * 8)()
        length = ctypes.c_ulong()
        place, size, used = ctypes.addressof(name), ctypes.sizeof(name), ctypes.addressof(length)
        out = np.fromiter((h in self._inside_forms for h in handles), np.bool_, len(handles))
        for at, (handle, count) in enumerate(zip(handles, map(_mark_count, handles), strict=True)):
            for i in range(max(0, count)):
                mark = _mark_get(handle, i)
                if mark and _mark_name(mark, place, size, used):
                    out[at] |= bytes(name)[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "OC"
        return out

    @contextmanager
    def without(self, handles: list[int]) -> Iterator[None]:
        """Render the page without these objects for as long as the block lasts."""
        _drain(map(_set_active, handles, repeat(0)))
        try:
            yield
        finally:
            _drain(map(_set_active, handles, repeat(1)))

    def clip_boxes(self, handles: list[int]) -> list[tuple[float, float, float, float] | None]:
        """Return left, bottom, right, top of each object's clip path in user space, None when it has none."""
        out: list[tuple[float, float, float, float] | None] = []
        point = np.zeros(2, np.float32)
        x, y = point.ctypes.data, point.ctypes.data + 4
        for clip in map(_clip_get, handles):
            paths = _clip_paths(clip) if clip else 0
            box: tuple[float, float, float, float] | None = None
            for path in range(max(0, min(paths, 8))):
                corners = []
                for segment in range(max(0, min(_clip_segments(clip, path), 64))):
                    if _segment_point(_clip_segment(clip, path, segment), x, y):
                        corners.append((float(point[0]), float(point[1])))
                if corners:
                    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
                    one = (min(xs), min(ys), max(xs), max(ys))
                    box = one if box is None else _intersect(box, one)
            out.append(box)
        return out

    def annotations(self, most: int) -> Iterator[int]:
        """Yield the handles of the first annotations; each is closed when the next is asked for."""
        for i in range(max(0, min(int(_annot_count(self.handle)), most))):
            annotation = _annot_get(self.handle, i)
            if annotation:
                try:
                    yield annotation
                finally:
                    _annot_close(annotation)

    def cover_annotations(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right, top of the annotations that may hide text below them (boxes, stamps, ink, fields)."""
        out = []
        rectangle = np.zeros(4, np.float32)
        for annotation in self.annotations(MOST_ANNOTATIONS):
            if _annot_kind(annotation) not in _COVERS_NOT and _annot_box(annotation, rectangle.ctypes.data):
                left, top, right, bottom = (float(v) for v in rectangle)
                out.append((left, bottom, right, top))
        return out

    def blind_covers(self) -> list[tuple[float, float, float, float]]:
        """Return left, bottom, right, top of fields that have a look but no form: viewers draw them, PDFium does not."""
        if self._owner is None or self._owner.form() is not None:
            return []
        out = []
        rectangle = np.zeros(4, np.float32)
        for annotation in self.annotations(MOST_ANNOTATIONS):
            if _annot_kind(annotation) != raw.FPDF_ANNOT_WIDGET or not _annot_key(annotation, b"AP"):
                continue
            if _annot_box(annotation, rectangle.ctypes.data):
                left, top, right, bottom = (float(v) for v in rectangle)
                out.append((left, bottom, right, top))
        return out

    def objects(self) -> list[RawObject]:
        """Return the page's objects but text, in drawing order, forms opened. Sets too_dense at the limit."""
        if self._objects is None:
            count = max(0, int(_count_objects(self.handle)))
            self._objects = []
            # One more than the limit: so that crossing it shows, however many there are.
            count = min(count, limits.MAX_PAGE_OBJECTS + 1)
            handles = list(map(_get_object, repeat(self.handle, count), range(count)))
            self._collect(handles, IDENTITY, 0)
        return self._objects

    def text_orders(self) -> dict[int, int]:
        """Return the place in the drawing order of every text object."""
        self.objects()
        return self._text_orders

    def _collect(self, handles: list[int | None], matrix: Matrix, depth: int) -> None:
        assert self._objects is not None
        found = [handle for handle in handles if handle]
        for handle, kind in zip(found, map(_object_type, found), strict=True):
            order = self._drawn
            if order >= limits.MAX_PAGE_OBJECTS:
                self.too_dense = True
                return
            self._drawn += 1
            if kind == TEXT:  # HTML printers make one of every letter: no object of ours for each
                self._text_orders[handle] = order
                if depth:
                    self._inside_forms[handle] = matrix
                continue
            self._objects.append(RawObject(handle, kind, order, matrix))
            if kind == FORM and depth < limits.MAX_FORM_DEPTH:
                count = min(max(0, int(_form_count(handle))), limits.MAX_PAGE_OBJECTS)
                inner = list(map(_form_object, repeat(handle, count), range(count)))
                self._collect(inner, multiply(object_matrix(handle), matrix), depth + 1)

    def fill_colours(self, handles: list[int]) -> Ints:
        """Return n x 4 red, green, blue, alpha of the fill, one row an object."""
        return _colours(_object_fill, handles)

    def stroke_colours(self, handles: list[int]) -> Ints:
        """Return n x 4 red, green, blue, alpha of the stroke, one row an object."""
        return _colours(_object_stroke, handles)

    def bounds(self, handles: list[int]) -> Floats:
        """Return n x 4 left, bottom, right, top in the object's own container."""
        out = np.zeros((len(handles), 4), np.float32)
        base, end = out.ctypes.data, out.ctypes.data + 16 * len(handles)
        _drain(
            map(
                _object_bounds,
                handles,
                range(base, end, 16),
                range(base + 4, end + 4, 16),
                range(base + 8, end + 8, 16),
                range(base + 12, end + 12, 16),
            )
        )
        return out.astype(np.float64)

    def text_boxes(self, handles: list[int]) -> Floats:
        """Return n x 4 left, bottom, right, top of text objects on the page, forms around them taken into account."""
        self.objects()
        out = self.bounds(handles)
        for i, handle in enumerate(handles):
            if handle in self._inside_forms:
                a, b, c, d, e, f = self._inside_forms[handle]
                x, y = out[i, [0, 2, 0, 2]], out[i, [1, 1, 3, 3]]
                xs, ys = a * x + c * y + e, b * x + d * y + f
                out[i] = (xs.min(), ys.min(), xs.max(), ys.max())
        return out

    def unseen_modes(self, handles: list[int]) -> npt.NDArray[np.bool_]:
        """Mark text objects whose render mode paints nothing."""
        return np.isin(np.fromiter(map(_text_mode, handles), np.int64, len(handles)), UNSEEN_MODES)

    def path_styles(self, handles: list[int]) -> tuple[Ints, Floats, Ints]:
        """Return, for path objects: n x 2 (fill mode, stroked), stroke widths, segment counts."""
        count = len(handles)
        modes = np.zeros((count, 2), np.int32)
        base = modes.ctypes.data
        _drain(
            map(
                _path_mode,
                handles,
                range(base, base + 8 * count, 8),
                range(base + 4, base + 4 + 8 * count, 8),
            )
        )
        widths = np.zeros(count, np.float32)
        base = widths.ctypes.data
        _drain(map(_object_width, handles, range(base, base + 4 * count, 4)))
        segments = np.fromiter(map(_path_count, handles), np.int64, count)
        return modes.astype(np.int64), widths.astype(np.float64), segments

    def drawn(self, paths: list[int]) -> int:
        """Return how many lines and shapes path objects draw."""
        return sum(count // 2 if count > _ONE_SHAPE else 1 for count in map(_path_count, paths))

    def render(self, scale: float) -> npt.NDArray[np.uint8]:
        """Return the page as a grey image, rows from the top; scale 1.0 = 72 dots an inch."""
        page = pdfium.PdfBitmap  # the high-level bitmap keeps buffer ownership right
        width, height = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        bitmap = page.new_native(width, height, raw.FPDFBitmap_Gray)
        raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, height, 0xFFFFFFFF)
        handle = ctypes.cast(self.handle, raw.FPDF_PAGE)
        raw.FPDF_RenderPageBitmap(bitmap.raw, handle, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        form = None if self._owner is None else self._owner.form()
        if form is not None:  # fields are drawn over the page, and may cover it
            raw.FPDF_FFLDraw(form, bitmap.raw, handle, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        image: npt.NDArray[np.uint8] = bitmap.to_numpy().reshape(height, -1)[:, :width].copy()
        bitmap.close()
        return image


def object_matrix(handle: int) -> Matrix:
    """Return an object's own matrix."""
    out = (ctypes.c_float * 6)()
    if not _object_matrix(handle, ctypes.addressof(out)):
        return IDENTITY
    a, b, c, d, e, f = out
    return (a, b, c, d, e, f)


def path_segments(handle: int, count: int) -> tuple[list[int], list[tuple[float, float]], list[int]]:
    """Return kinds (MOVE, LINE, BEZIER), points in the path's own space and close flags."""
    segments = list(map(_path_segment, repeat(handle, count), range(count)))
    points = (ctypes.c_float * (2 * count))()
    base = ctypes.addressof(points)
    end = base + 8 * count
    _drain(map(_segment_point, segments, range(base, end, 8), range(base + 4, end + 4, 8)))
    flat = list(points)
    return (
        list(map(_segment_type, segments)),
        list(zip(flat[::2], flat[1::2], strict=True)),
        list(map(_segment_close, segments)),
    )


def _colours(getter: Any, handles: list[int]) -> Ints:
    out = np.zeros((len(handles), 4), np.uint32)
    base, end = out.ctypes.data, out.ctypes.data + 16 * len(handles)
    _drain(
        map(
            getter,
            handles,
            range(base, end, 16),
            range(base + 4, end + 4, 16),
            range(base + 8, end + 8, 16),
            range(base + 12, end + 12, 16),
        )
    )
    return out.astype(np.int64)


def _font_base_name(font: int | None) -> str:
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    _font_name(font, ctypes.addressof(buffer), 256)
    return buffer.value.decode("latin-1")


def _is_bold(font: int | None) -> bool:
    if not font:
        return False
    name = _font_base_name(font).lower()
    if any(mark in name for mark in ("bold", "black", "heavy", "semibold", "demi")):
        return True
    return int(_font_weight(font)) >= 600 and "regular" not in name and "light" not in name


class Pdf:
    """An open PDF. Raises DocumentError PDF_PASSWORD, PDF_CORRUPT or PDF_NO_PAGES when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._document = _open(path)
        handle = ctypes.cast(self._document.raw, ctypes.c_void_p).value
        assert handle is not None
        self._handle = handle
        self.page_count = len(self._document)
        if self.page_count <= 0:
            self.close()
            raise DocumentError("PDF_NO_PAGES")

    def close(self) -> None:
        """Close the document."""
        self._document.close()

    @property
    def raw(self) -> pdfium.raw.FPDF_DOCUMENT:
        """PDFium's own handle, for what this layer has no word for."""
        return self._document.raw

    def form(self) -> pdfium.raw.FPDF_FORMHANDLE | None:
        """The document's form, None when it has none; no script of it is run (PDFium is built without an engine)."""
        if self._document.get_formtype() == raw.FORMTYPE_NONE:
            return None
        if self._document.formenv is None:
            self._document.init_forms()
        return None if self._document.formenv is None else self._document.formenv.raw

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def properties(self) -> tuple[tuple[str, str], ...]:
        """Return title, author, producer and dates as the file states them, empty ones left out."""
        found = self._document.get_metadata_dict(skip_empty=True)
        return tuple((str(k), str(v)) for k, v in found.items())

    @contextmanager
    def page(self, index: int) -> Iterator[RawPage | None]:
        """Open page `index` (from 0) and close it at the end of the block; None when PDFium cannot load it."""
        handle = _load_page(self._handle, index)
        if not handle:
            yield None
            return
        page = RawPage(handle, index, self)
        try:
            yield page
        finally:
            page.close()


_NO_PAGES: Final = re.compile(rb"/Count\s+0\b")
_SOME_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


def _open(path: Path) -> pdfium.PdfDocument:
    with path.open("rb") as stream:
        start = stream.read(_HEADER_WINDOW).find(b"%PDF-")
        if start < 0:
            raise DocumentError("PDF_CORRUPT", "no %PDF- header")
        data: bytes | None = None
        if start > 0:
            # Mail headers or a stray blank line: every offset in the file is off by this much.
            stream.seek(start)
            data = stream.read()
    try:
        return pdfium.PdfDocument(path if data is None else data)
    except pdfium.PdfiumError as error:
        # PDFium keeps the code of an earlier failure when it only finds no pages: the file itself is asked.
        whole = path.read_bytes()
        if _NO_PAGES.search(whole) and not _SOME_PAGE.search(whole):
            raise DocumentError("PDF_NO_PAGES") from error
        code = getattr(error, "err_code", None) if b"/Encrypt" in whole else None
        if code == raw.FPDF_ERR_PASSWORD:
            raise DocumentError("PDF_PASSWORD") from error
        if code == raw.FPDF_ERR_SECURITY:
            raise DocumentError("PDF_ENCRYPTED") from error
        raise DocumentError("PDF_CORRUPT", f"PDFium error {code}") from error
