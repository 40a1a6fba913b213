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
import pypdfium2 as pdfium

from ingest.pdf.glyph_shapes import Image, Mask, Shape, shapes_in
from ingest.pdf.pdfium import REPLACED, Floats, Ints, RawChars, RawPage

_FACES: Final = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic", "Courier", "Courier-Bold")  # fmt: skip
_CHARACTERS: Final = "0123456789ABDEFGHJKLMNPQRTUVXYabdefghnrt"
"""Small letters that are only smaller than their capitals, and l, I, i, O, o, q, m, w are left out: too alike, or too varied."""
_DIGITS: Final = "0123456789"
"""What is compared on every page with a new font; letters on the first page only: a wrong letter shows in the word."""
_WITNESSES: Final = "02345689ABDEGHKMNRXabdeghn"
"""Shapes rich enough to convict: a 1 on a ruled line looks like an L, and a thin r like one too."""
_ALIKE: Final = ("0DQG", "6Gb", "8B", "UVY", "PR", "EF", "hnb", "ARN", "KRX", "9g", "aeA", "MNH", "4A", "dD", "eE", "fF", "gG", "rR", "tT", "nN", "hH", "bB", "2Z")  # fmt: skip
"""Characters that some fonts draw much like one another: one is never taken for a lie about another."""
_DIGIT_SAMPLES: Final = 16
"""Occurrences looked at: where two glyphs claim to be the same digit, one of them may be rare. Dates are made of them."""
_LETTER_SAMPLES: Final = 5
_LAST_DIGIT: Final = ord("9")
_SCALE: Final = 2.5
_SMALLEST: Final = 6.0
_SURE: Final = 0.78
_MARGIN: Final = 0.30
"""Correlation with another character, and how much more than with the claimed one. Among 30,000 honest characters of
the development documents the best other one came to 0.61; a 5 that claims to be a 2 has 0.85 against 0.21."""
_APART: Final = 120
"""Pixels between two areas from which it pays to draw them one by one."""
_MOST_DRAWN: Final = 0.7
_MARGIN_DRAWN: Final = 2
_WELL_LIKE: Final = 1.001 - _MARGIN
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
        places = {font: place for place, font in enumerate(fonts)}
        number = np.array([places[key] for key in keys], np.int64)
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
        picked, owners = [], []
        for pair, at in places.items():
            sample = _sample(at, pair[1])
            picked.append(sample)
            owners += [pair] * len(sample)
        looked_at = np.nan_to_num(boxes[np.concatenate(picked)] * _SCALE, posinf=0.0, neginf=0.0)
        digits = np.array([pair[1] <= _LAST_DIGIT for pair in owners])
        areas = [*_areas(looked_at[digits], (0, 1)), *_areas(looked_at[~digits], (1, 0))]
        image = page.render(_SCALE, _drawn(areas, page.width * _SCALE, page.height * _SCALE))
        fine, seen = shapes_in(image, looked_at)
        shown: dict[tuple[str, int], Counter[str]] = {pair: Counter() for pair in owners}
        wanted: list[int] = np.flatnonzero(fine).tolist()
        for i, char in zip(wanted, _shown([chr(owners[i][1]) for i in wanted], seen[wanted]), strict=True):
            shown[owners[i]][char] += 1
        for pair, counts in shown.items():
            if not counts:
                continue
            # One odd impression convicts nobody; a replaced text may hold its one lie only once.
            least = 1 if REPLACED in pair[0] else 2
            self._known[pair] = any(count >= least for char, count in counts.items() if char)


def _sample(at: Ints, code: int) -> Ints:
    """Choose among the places of a character: digits all over the page, letters from its start (little is drawn then)."""
    if code > _LAST_DIGIT:
        return at[:_LETTER_SAMPLES]
    if len(at) <= _DIGIT_SAMPLES:
        return at
    return at[np.linspace(0, len(at) - 1, _DIGIT_SAMPLES).astype(np.int64)]


def _areas(boxes: Floats, axes: tuple[int, ...]) -> list[Floats]:
    """Part boxes where there is white between them, along the first axis (0 = x), then along the next."""
    if not axes or not len(boxes):
        return [np.concatenate((boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)))] if len(boxes) else []
    axis = axes[0]
    ordered = boxes[np.argsort(boxes[:, axis], kind="stable")]
    ends = np.maximum.accumulate(ordered[:, axis + 2])
    cuts = np.flatnonzero(ordered[1:, axis] > ends[:-1] + _APART) + 1
    return [area for part in np.split(ordered, cuts) for area in _areas(part, axes[1:])]


def _drawn(areas: list[Floats], width: float, height: float) -> list[tuple[int, int, int, int]] | None:
    """Return areas as whole pixels of the page; None when they are most of it."""
    out = []
    for x0, top, x1, bottom in np.array(areas).tolist():
        area = (
            max(0, int(x0) - _MARGIN_DRAWN),
            max(0, int(top) - _MARGIN_DRAWN),
            min(round(width), int(x1) + 1 + _MARGIN_DRAWN),
            min(round(height), int(bottom) + 1 + _MARGIN_DRAWN),
        )
        if area[0] < area[2] and area[1] < area[3]:
            out.append(area)
    drawn = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in out)
    return None if drawn > _MOST_DRAWN * width * height else out


@cache
def _witnesses() -> tuple[Shape, Mask]:
    """The shapes that can convict, (characters x faces) x pixels, and which of them each character is never taken for."""
    faces = _templates().reshape(len(_FACES), len(_CHARACTERS), -1)
    places = [_CHARACTERS.index(char) for char in _WITNESSES]
    alike = np.array([[_are_alike(claimed, char) for char in _WITNESSES] for claimed in _CHARACTERS])
    return np.ascontiguousarray(faces[:, places].transpose(1, 0, 2)).reshape(-1, faces.shape[2]), alike


def _shown(claimed: list[str], shapes: Shape) -> list[str]:
    """Which other character each shape clearly is, not being much like the one it claims to be; "" for none."""
    out = [""] * len(claimed)
    if not claimed:
        return out
    faces = _templates().reshape(len(_FACES), len(_CHARACTERS), -1)
    mine = np.array([_CHARACTERS.index(char) for char in claimed])
    # einsum and not @: too little work for BLAS to start its threads for
    own = np.einsum("sp,fsp->sf", shapes, faces[:, mine]).max(axis=1)
    # nothing is more like another character than 1: what is enough like its own need not be compared further
    unlike = np.flatnonzero(own < _WELL_LIKE)
    if len(unlike):
        witnesses, alike = _witnesses()
        score = (
            np.einsum("sp,tp->st", shapes[unlike], witnesses)
            .reshape(len(unlike), -1, len(_FACES))
            .max(axis=2)
        )
        score[alike[mine[unlike]]] = -1.0
        best = score.argmax(axis=1)
        most = score[np.arange(len(unlike)), best]
        lies = (most >= _SURE) & (most - own[unlike] >= _MARGIN)
        for i, which in zip(unlike[lies].tolist(), best[lies].tolist(), strict=True):
            out[i] = _WITNESSES[which]
    return out


@cache
def _codes(characters: str) -> Ints:
    return np.array([ord(char) for char in characters], np.int64)


@cache
def _are_alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


@cache
def _templates() -> Shape:
    """The characters in PDFium's own faces: (faces x characters) x pixels."""
    step, size = 40, 24
    document = pdfium.PdfDocument(_specimen(step, size))
    page = document[0]
    image: Image = page.render(scale=1.0, grayscale=True).to_numpy().reshape(step * len(_FACES), -1)
    places = [(i, face) for face in range(len(_FACES)) for i in range(len(_CHARACTERS))]
    boxes = np.array([(i, face, i + 1, face + 1) for i, face in places], np.float64) * step - (0, 0, 1, 1)
    fine, cells = shapes_in(image, boxes)
    assert fine.all()
    document.close()
    return cells


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
