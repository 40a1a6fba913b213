"""A second opinion on what the characters are: does the page show the digit or letter that the text claims?

A PDF says twice what a glyph is: by its shape, for people, and by a code, for copying. A code can lie, by fault or on
purpose, and no reader of text would know: "March 2025" on the page is "March 2022" in the data. So each character of
each font is compared once a document with the same character in common type; what looks clearly like another one is
a lie. This is no character recognition: shapes that resemble one another are not told apart, and fonts that resemble
nothing are believed. It costs about 25 ms a document.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from ingest.pdf.pdfium import REPLACED, Floats, Ints, RawChars, RawPage

Image = npt.NDArray[np.uint8]
Shape = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_FACES: Final = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic", "Courier", "Courier-Bold")  # fmt: skip
_CHARACTERS: Final = "0123456789ABDEFGHJKLMNPQRTUVXYabdefghnrt"
"""Small letters that are only smaller than their capitals, and l, I, i, O, o, q, m, w are left out: too alike, or too varied."""
_DIGITS: Final = "0123456789"
"""What is compared on every page with a new font; letters on the first page only: a wrong letter shows in the word."""
_WITNESSES: Final = "02345689ABDEGHKMNRXabdeghn"
"""Shapes rich enough to convict: a 1 on a ruled line looks like an L, and a thin r like one too."""
_ALIKE: Final = ("0DQG", "6Gb", "8B", "UVY", "PR", "EF", "hnb", "ARN", "KRX", "9g", "aeA", "MNH", "4A", "dD", "eE", "fF", "gG", "rR", "tT", "nN", "hH", "bB", "2Z")  # fmt: skip
"""Characters that some fonts draw much like one another: one is never taken for a lie about another."""
_SIDE: Final = 12
_DIGIT_SAMPLES: Final = 16
"""Occurrences looked at: where two glyphs claim to be the same digit, one of them may be rare. Dates are made of them."""
_LETTER_SAMPLES: Final = 5
_SCALE: Final = 2.5
_SMALLEST: Final = 6.0
_SURE: Final = 0.78
_MARGIN: Final = 0.30
"""Correlation with another character, and how much more than with the claimed one. Among 30,000 honest characters of
the development documents the best other one came to 0.61; a 5 that claims to be a 2 has 0.85 against 0.21."""
_MOST_LOOKS: Final = 12
"""Pages of one document on which characters not met before are looked at."""


class SecondLook:
    """What is known of a document's fonts by now."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], bool] = {}
        self._looks = 0

    def misread(self, page: RawPage, chars: RawChars, boxes: Floats, size: Floats, keep: Mask) -> int:
        """Return how many of the kept characters the page shows as others. boxes: on the page as displayed, in points."""
        known = _DIGITS if self._looks else _CHARACTERS
        wanted = np.flatnonzero(
            keep & (chars.runs >= 0) & np.isin(chars.codes, _codes(known)) & (size >= _SMALLEST)
        )
        if not len(wanted):
            return 0
        keys = page.font_keys(chars.handles)
        fonts = sorted(set(keys))
        number = np.array([fonts.index(key) for key in keys], np.int64)
        packed = number[chars.runs[wanted]] * 128 + chars.codes[wanted]
        values = np.unique(packed).tolist()
        pairs = {value: (fonts[value // 128], value % 128) for value in values}
        new = {pair: wanted[packed == value] for value, pair in pairs.items() if pair not in self._known}
        if new and self._looks < _MOST_LOOKS:
            self._looks += 1
            self._look(page, boxes, new)
        lies = [value for value, pair in pairs.items() if self._known.get(pair)]
        return int(np.isin(packed, lies).sum()) if lies else 0

    def _look(self, page: RawPage, boxes: Floats, places: dict[tuple[str, int], Ints]) -> None:
        image = page.render(_SCALE)
        for (font, code), at in places.items():
            most = _DIGIT_SAMPLES if code <= ord("9") else _LETTER_SAMPLES
            spread = at[np.unique(np.linspace(0, len(at) - 1, most).astype(int))].tolist()
            seen = [shape for i in spread if (shape := _cut(image, boxes[i] * _SCALE)) is not None]
            if not seen:
                continue
            # einsum and not @: too little work for BLAS to start its threads for
            likeness = np.einsum("sp,tp->st", np.stack(seen), _templates())
            likeness = likeness.reshape(len(seen), len(_FACES), len(_CHARACTERS))
            shown = Counter(_shown(chr(code), score) for score in likeness.max(axis=1))
            # One odd impression convicts nobody; a replaced text may hold its one lie only once.
            least = 1 if REPLACED in font else 2
            self._known[font, code] = any(count >= least for char, count in shown.items() if char)


@cache
def _rivals(claimed: str) -> list[int]:
    return [i for i, c in enumerate(_CHARACTERS) if c in _WITNESSES and not _are_alike(claimed, c)]


def _shown(claimed: str, score: Shape) -> str:
    """Which other character a shape clearly is, not being much like the one it claims to be; "" for none."""
    rivals = _rivals(claimed)
    best = rivals[int(np.argmax(score[rivals]))]
    own = float(score[_CHARACTERS.index(claimed)])
    return _CHARACTERS[best] if score[best] >= _SURE and score[best] - own >= _MARGIN else ""


@cache
def _codes(characters: str) -> Ints:
    return np.array([ord(char) for char in characters], np.int64)


@cache
def _are_alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _cut(image: Image, box: Floats) -> Shape | None:
    """The ink in a box as a unit vector of _SIDE x _SIDE and its proportions; None if there is none to speak of."""
    height, width = image.shape
    x0, top = max(0, int(box[0])), max(0, int(box[1]))
    patch = image[top : min(height, int(box[3]) + 1), x0 : min(width, round(float(box[2])) + 1)].astype(
        np.float32
    )
    if min(patch.shape, default=0) < 4:
        return None
    ground = float(np.median(patch))
    ink = np.abs(patch - ground)
    if ink.max() < 60:
        return None
    dark = ink > 0.4 * ink.max()
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return _unit(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _unit(ink: Shape) -> Shape | None:
    height, width = ink.shape
    if height < 4 or width < 2 or width > 1.6 * height:
        return None
    y = np.linspace(0, height - 1, _SIDE)
    x = np.linspace(0, width - 1, _SIDE)
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    y1, x1 = np.minimum(y0 + 1, height - 1), np.minimum(x0 + 1, width - 1)
    fy, fx = (y - y0)[:, None], (x - x0)[None, :]
    upper = ink[np.ix_(y0, x0)] * (1 - fx) + ink[np.ix_(y0, x1)] * fx
    lower = ink[np.ix_(y1, x0)] * (1 - fx) + ink[np.ix_(y1, x1)] * fx
    flat = (upper * (1 - fy) + lower * fy).ravel()
    flat = flat - flat.mean()
    norm = float(np.linalg.norm(flat))
    return (flat / norm).astype(np.float32) if norm > 0 else None


@cache
def _templates() -> Shape:
    """The characters in PDFium's own faces: (faces x characters) x pixels."""
    step, size = 40, 24
    document = pdfium.PdfDocument(_specimen(step, size))
    page = document[0]
    image: Image = page.render(scale=1.0, grayscale=True).to_numpy().reshape(step * len(_FACES), -1)
    cells = []
    for face in range(len(_FACES)):
        for i in range(len(_CHARACTERS)):
            box = np.array([i * step, face * step, (i + 1) * step - 1, (face + 1) * step - 1], np.float64)
            shape = _cut(image, box)
            assert shape is not None
            cells.append(shape)
    document.close()
    return np.stack(cells)


def _specimen(step: int, size: int) -> bytes:
    """A PDF with every face on a line of its own."""
    lines = []
    for face in range(len(_FACES)):
        y = (len(_FACES) - face) * step - 30
        lines += [
            f"BT /F{face} {size} Tf {i * step + 8} {y} Td ({char}) Tj ET"
            for i, char in enumerate(_CHARACTERS)
        ]
    content = "\n".join(lines).encode()
    fonts = " ".join(f"/F{i}<</Type/Font/Subtype/Type1/BaseFont/{name}>>" for i, name in enumerate(_FACES))
    box = f"[0 0 {len(_CHARACTERS) * step} {len(_FACES) * step}]"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R/Resources<</Font<<{fonts}>>>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, text) for i, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Size 5/Root 1 0 R>>\n%%EOF\n"
