"""Marks on a rendered page: which character boxes hold any, and which text makes any."""

from __future__ import annotations

from itertools import groupby
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from ingest.pdf.glyphs import Glyphs
from ingest.pdf.pdfium import Floats, Ints, RawChars, RawPage

Image = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_EDGE: Final = 16
"""Difference of neighbouring grey levels that is a mark; black 6 pt print at 54 dots an inch makes 60 and more."""


_Level = TypeVar("_Level", np.uint8, np.int16)
_SCALE: Final = 1.5
_DARK: Final = 120
_CONTRAST: Final = 20
_CROWD: Final = 2
"""So many characters of a run in the place of others: kerning and accents put one there."""
_CELL: Final = 6.0
_FEW: Final = 30
_MOST_BITS: Final = 56
"""Columns that eight bytes hold wherever in the first byte they begin."""
_MOST_RENDERINGS: Final = 40


def bears_ink(image: Image, boxes: Floats) -> Mask:
    """Say for each box (n x 4: x0, top, x1, bottom in pixels) whether grey levels change from left to right in it."""
    height, width = image.shape
    if height < 2 or width < 2:
        return np.ones(len(boxes), np.bool_)
    if not np.isfinite(boxes).all():
        boxes = np.nan_to_num(boxes, posinf=0.0, neginf=0.0)  # a broken matrix puts letters nowhere
    left, right = image[:, :-1], image[:, 1:]
    edges = np.maximum(left, right) - np.minimum(left, right) > _EDGE
    corners = np.concatenate((np.floor(boxes[:, :2]) - (1, 0), np.ceil(boxes[:, 2:])), axis=1)
    corners = np.minimum(np.maximum(corners, 0), (width - 1, height, width - 1, height))
    x0, top, x1, bottom = np.ascontiguousarray(corners.T).astype(np.int64)
    narrow = (x1 - x0 <= _MOST_BITS) & (len(boxes) > _FEW)  # for a few, preparing the page does not pay
    out = _any_in(edges, x0, np.maximum(x1, x0), top, np.maximum(bottom, top)) if narrow.any() else narrow
    for i in np.flatnonzero(~narrow).tolist():
        out[i] = edges[top[i] : bottom[i], x0[i] : x1[i]].any()
    return out


def _any_in(marks: Mask, x0: Ints, x1: Ints, top: Ints, bottom: Ints) -> Mask:
    """Say for each box of at most _MOST_BITS columns whether it holds a mark.

    Eight marks go into a byte; rows are put together by twos, fours, eights ..., so that any number of rows is two of
    these, and eight bytes of them hold a box's columns.
    """
    packed = np.packbits(marks, axis=1)
    height, width = packed.shape[0], packed.shape[1] + 8
    tallest = max(1, int((bottom - top).max()))
    heaps = np.zeros((tallest.bit_length(), height, width), np.uint8)
    heaps[0, :, :-8] = packed
    for k in range(1, len(heaps)):
        heaps[k] = heaps[k - 1]
        heaps[k, : -(1 << (k - 1))] |= heaps[k - 1, 1 << (k - 1) :]
    windows = np.ndarray(
        (len(heaps), height, width - 7), ">u8", heaps, strides=(heaps.strides[0], heaps.strides[1], 1)
    )
    tall = bottom - top
    which = np.frexp(np.maximum(tall, 1))[1] - 1  # the largest power of two that is not more
    first, byte = np.minimum(top, height - 1), x0 >> 3
    both = windows[which, first, byte] | windows[which, np.maximum(bottom - (1 << which), first), byte]
    columns = (x1 - x0).astype(np.uint64)
    found = (both.astype(np.uint64) << (x0 & 7).astype(np.uint64)) >> (np.uint64(64) - np.maximum(columns, 1))
    out: Mask = (found != 0) & (tall > 0) & (columns > 0)
    return out


def ink_test(
    page: RawPage, chars: RawChars, glyphs: Glyphs, boxes: Floats, suspect: Mask
) -> tuple[Mask, Mask]:
    """Look at the page with and without the suspect text: mark characters that make no difference, and those on dark ground."""
    unseen = np.zeros(len(suspect), np.bool_)
    dark = np.zeros(len(suspect), np.bool_)
    whole = page.render(_SCALE)
    at = np.flatnonzero(suspect & (glyphs.runs >= 0))
    with page.without([chars.handles[run] for run in np.unique(glyphs.runs[at])]):
        change = np.abs(whole.astype(np.int16) - page.render(_SCALE))
    plain = {i: _most(change, boxes[i]) < _CONTRAST for i in at.tolist()}
    _one_by_one(page, chars, glyphs, boxes, whole, plain)
    # The edge of a block lets a neighbour show: a stretch of suspects decides, not the single letter.
    for _, stretch in groupby(enumerate(at.tolist()), lambda pair: (pair[1] - pair[0], glyphs.runs[pair[1]])):
        members = [i for _, i in stretch]
        if 2 * sum(plain[i] for i in members) >= len(members):
            unseen[members] = True
            dark[members] = any(plain[i] and _middle(whole, boxes[i]) < _DARK for i in members)
        else:
            shown = [not plain[i] for i in members]
            around = zip([True, *shown], shown, [*shown[1:], True], strict=False)
            unseen[members] = [not any(three) for three in around]
    return unseen, dark


def _one_by_one(
    page: RawPage, chars: RawChars, glyphs: Glyphs, boxes: Floats, whole: Image, plain: dict[int, bool]
) -> None:
    """Where two suspect texts stand in one place, take them away one after the other; plain is corrected.

    In drawing order: what was there first is the one that is covered. A text that makes no difference stays away.
    """
    crowd = _crowded(glyphs, boxes, [i for i in plain if not plain[i]])
    gone: list[int] = []
    for count, run in enumerate(sorted(crowd)):
        if count >= _MOST_RENDERINGS:
            plain.update(dict.fromkeys(crowd[run], True))
            continue
        with page.without([*gone, chars.handles[run]]):
            change = np.abs(whole.astype(np.int16) - page.render(_SCALE))
        plain.update({i: _most(change, boxes[i]) < _CONTRAST for i in crowd[run]})
        if all(plain[i] for i in crowd[run]):
            gone.append(chars.handles[run])


def _crowded(glyphs: Glyphs, boxes: Floats, at: list[int]) -> dict[int, list[int]]:
    """Text run -> its characters that stand where another run has a different one (the same one is fake bold)."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    places: dict[tuple[int, int], list[int]] = {}
    for i in at:
        places.setdefault((int(x[i] // _CELL), int(y[i] // _CELL)), []).append(i)
    out: dict[int, list[int]] = {}
    for i in at:
        column, row = int(x[i] // _CELL), int(y[i] // _CELL)
        near = (j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in places.get((column + dx, row + dy), ()))
        reach = 0.4 * max(2.0, float(glyphs.size[i]))
        if any(
            glyphs.runs[j] != glyphs.runs[i]
            and glyphs.codes[j] != glyphs.codes[i]
            and abs(x[j] - x[i]) < reach
            and abs(y[j] - y[i]) < reach
            for j in near
        ):
            out.setdefault(int(glyphs.runs[i]), []).append(i)
    return {run: found for run, found in out.items() if len(found) >= _CROWD}


def _patch(image: npt.NDArray[_Level], box: Floats) -> npt.NDArray[_Level]:
    if not np.isfinite(box).all():  # a broken matrix puts it nowhere
        return image[:0, :0]
    height, width = image.shape
    x0, top, x1, bottom = (float(v) * _SCALE for v in box)
    return image[max(0, int(top)) : min(height, int(bottom) + 1), max(0, int(x0)) : min(width, int(x1) + 1)]


def _most(change: npt.NDArray[np.int16], box: Floats) -> int:
    patch = _patch(change, box)
    return int(patch.max()) if patch.size else 0


def _middle(image: Image, box: Floats) -> float:
    patch = _patch(image, box)
    return float(patch.mean()) if patch.size else 255.0
