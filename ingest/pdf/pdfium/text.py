"""The characters of a page and what their text objects say about them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from ingest.pdf.pdfium import calls
from ingest.pdf.pdfium.base import OpenPage, Owner
from ingest.pdf.pdfium.calls import drain
from ingest.pdf.pdfium.fonts import font_keys, is_bold
from ingest.pdf.pdfium.geometry import Floats, Ints
from ingest.pdf.pdfium.marks import Marked, marked
from ingest.pdf.pdfium.style import colours


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


class PageText(OpenPage):
    """The text of an open page."""

    def __init__(self, page: int, index: int, document: Owner | None = None) -> None:
        super().__init__(page, index, document)
        self._text: int | None = None
        self._buffer: npt.NDArray[np.uint16] | None = None
        self._count: int | None = None
        # what was asked of the same text objects before
        self._fonts: tuple[list[int], list[int | None]] | None = None
        self._marked: tuple[list[int], Marked] | None = None

    @property
    def textpage(self) -> int:
        """PDFium's text page, loaded on first use."""
        if self._text is None:
            self._text = int(calls.text_load(self.handle) or 0)
        return self._text

    @property
    def char_count(self) -> int:
        """Number of characters, made-up blanks and line ends included."""
        if self._count is None:
            self._count = max(0, int(calls.text_count(self.textpage))) if self.textpage else 0
        return self._count

    def _units(self) -> npt.NDArray[np.uint16]:
        """Return the page's text as UTF-16 code units, as PDFium writes it in one call."""
        if self._buffer is None:
            count = self.char_count
            buffer = np.zeros(count + 2, np.uint16)
            written = int(calls.text_get(self.textpage, 0, count, buffer.ctypes.data)) if count else 0
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
        objects = np.fromiter(map(calls.char_object, repeat(text, count), range(count)), np.uint64, count)
        runs, handles, starts = _numbered(objects)
        # What PDFium made up leaves no ink and needs no place, but for the hyphens it marks.
        inked = np.flatnonzero((runs >= 0) | (codes == 2))
        boxes = np.zeros((count, 4), np.float32)
        addresses: list[int] = (boxes.ctypes.data + 16 * inked).tolist()
        drain(map(calls.char_loose, repeat(text), inked.tolist(), addresses))
        wide = boxes.astype(np.float64)
        return RawChars(codes, wide, self._origins(wide, runs, starts, inked), runs, handles, starts)

    def _codes(self, count: int) -> Ints:
        """Return the code points: from the text in one call where it has one unit a character, else one by one."""
        units = self._units()
        if len(units) == count and not ((units >= 0xD800) & (units <= 0xDFFF)).any():
            codes = units.astype(np.int64)
            codes[codes == 0xFFFE] = 2
            return codes
        return np.fromiter(map(calls.char_code, repeat(self.textpage, count), range(count)), np.int64, count)

    def _origins(self, boxes: Floats, runs: Ints, starts: list[int], inked: Ints) -> Floats:
        """Return the origin of every character that leaves ink, asked for at both ends of a text run only.

        Within a run the origin keeps its distance from one corner of the character's box; which one depends on the
        direction of the text. Where none does (slanted text), each character is asked for.
        """
        count = len(runs)
        out = np.zeros((count, 2), np.float64)
        if not starts:
            self._ask_origins(out, inked)
            return out
        first = np.array(starts)
        last = first.copy()
        real = np.flatnonzero(runs >= 0)
        last[runs[real]] = real  # in rising order: the last one stays
        ends = np.zeros(count, np.bool_)
        ends[first] = ends[last] = True
        ends[inked] |= runs[inked] < 0
        self._ask_origins(out, np.flatnonzero(ends))
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
            if not left.any():
                return out
        self._ask_origins(out, real[left[runs[real]]])
        return out

    def _ask_origins(self, out: Floats, characters: Ints) -> None:
        x = out.ctypes.data + 16 * characters
        y = x + 8
        drain(map(calls.char_origin, repeat(self.textpage), characters.tolist(), x.tolist(), y.tolist()))

    def runs(self, chars: RawChars) -> RawRuns:
        """Read size, direction, colour, render mode and weight, once a text object."""
        count = len(chars.handles)
        matrices = np.zeros((count, 6), np.float32)
        base = matrices.ctypes.data
        drain(map(calls.char_matrix, repeat(self.textpage), chars.first, range(base, base + 24 * count, 24)))
        sizes = np.fromiter(map(calls.char_size, repeat(self.textpage), chars.first), np.float64, count)
        m = matrices.astype(np.float64)
        modes = np.fromiter(map(calls.text_mode, chars.handles), np.int64, count)
        fonts = self._fonts_of(chars.handles)
        heavy = {font: is_bold(font) for font in set(fonts)}
        bold = np.fromiter((heavy[font] for font in fonts), np.bool_, count)
        return RawRuns(
            sizes * np.hypot(m[:, 2], m[:, 3]),
            np.degrees(np.arctan2(m[:, 1], m[:, 0])),
            colours(calls.object_fill, chars.handles),
            modes,
            bold | (modes == 2),
        )

    def font_keys(self, handles: list[int]) -> list[str]:
        """Return a name for the font of each text object: one a font, two fonts of one name on this page told apart."""
        return font_keys(handles, self._fonts_of(handles), self.marked(handles).replaced)

    def marked(self, handles: list[int]) -> Marked:
        """Look at the marks of these text objects."""
        if self._marked is None or self._marked[0] is not handles:
            self._marked = handles, marked(handles)
        return self._marked[1]

    def _fonts_of(self, handles: list[int]) -> list[int | None]:
        """Return the font of each of these text objects."""
        if self._fonts is None or self._fonts[0] is not handles:
            self._fonts = handles, list(map(calls.text_font, handles))
        return self._fonts[1]

    def bad_maps(self, characters: list[int]) -> int:
        """Return how many of these characters have a font that gives no way back to Unicode."""
        return sum(map(calls.char_bad_map, repeat(self.textpage), characters))


def _numbered(objects: npt.NDArray[np.uint64]) -> tuple[Ints, list[int], list[int]]:
    """Number the text objects of characters by their first character; 0, of none of them, becomes -1.

    Returns the number for each character, and for each number the text object and its first character.
    """
    if not len(objects):
        return np.zeros(0, np.int64), [], []
    heads = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
    found, first, back = np.unique(objects[heads], return_index=True, return_inverse=True)
    real = found != 0
    places = np.argsort(first[real])  # np.unique sorts by address
    rank = np.full(len(found), -1, np.int64)
    rank[np.flatnonzero(real)[places]] = np.arange(len(places))
    runs = np.repeat(rank[back.ravel()], np.diff(heads, append=len(objects)))
    return runs, found[real][places].tolist(), heads[first[real][places]].tolist()
