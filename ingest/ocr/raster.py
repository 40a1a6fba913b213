"""The picture of a scanned page: its ink, its skew, and the same page set straight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Mask = npt.NDArray[np.bool_]
Gray = npt.NDArray[np.uint8]

WHITE = 255
MAX_SKEW = 5.0  # degrees; a page fed more crookedly than that does not pass a scanner's own check
SMALL_SIDE = 1400  # pixels; the skew of a page shows at this size to a fiftieth of a degree
SPECK = 5.0  # pixels of ink within 9 by 9 from which it is more than a speck
CONTRAST = 28  # grey levels by which ink is darker than its surroundings


@dataclass(frozen=True, slots=True)
class Upright:
    """A page set straight.

    turn: quarter turns clockwise, in degrees, that were applied first (a page scanned sideways); angle: degrees by
    which it was then turned counter-clockwise; scale: pixels a point; width, height in points after the turn.
    """

    picture: Image.Image
    turn: int
    angle: float
    scale: float
    width: float
    height: float

    def to_page(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of this picture, in points of it, as the box of the page as scanned that covers it."""
        tilt = math.radians(self.angle)
        cos, sin = math.cos(tilt), math.sin(tilt)
        cx, cy = self.width / 2, self.height / 2
        corners = [
            self._unturned(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos)
            for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))
        ]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return tuple(round(v, 2) for v in (min(xs), min(ys), max(xs), max(ys)))  # type: ignore[return-value]

    def _unturned(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y, self.width - x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return self.height - y, x
        return x, y


def ink_of(grey: Image.Image, reach: int) -> Mask:
    """Where the page is darker than its surroundings within `reach` pixels: letters and rules, but no shading."""
    return _depth(grey, reach) > CONTRAST


def _depth(grey: Image.Image, reach: int) -> npt.NDArray[np.int16]:
    """By how many grey levels each pixel is darker than its surroundings."""
    smooth = grey.filter(ImageFilter.GaussianBlur(0.7))
    around = np.asarray(smooth.filter(ImageFilter.BoxBlur(reach)), np.int16)
    return around - np.asarray(smooth, np.int16)


def whiten(grey: Image.Image, reach: int) -> Gray:
    """The ink on white paper: grain, shading and the scanner's shadow gone, strokes at full strength.

    Tesseract stretches the contrast of whatever it is given and reads words into the grain of a blank page.
    """
    depth = _depth(grey, reach)
    ink = Image.fromarray((depth > CONTRAST).astype(np.uint8) * WHITE)
    # A speck is ink that has hardly any other ink around it; the dot of an i at 8 points has three times as much.
    crowd = np.asarray(ink.filter(ImageFilter.BoxBlur(4)), np.float32) * 81 / WHITE
    solid = Image.fromarray(((np.asarray(ink) > 0) & (crowd >= SPECK)).astype(np.uint8) * WHITE)
    near = np.asarray(solid.filter(ImageFilter.MaxFilter(7))) > 0
    if not near.any():
        return np.full(depth.shape, WHITE, np.uint8)
    full = max(60.0, float(np.percentile(depth[np.asarray(solid) > 0], 75)))
    out = WHITE - np.clip(depth / full, 0.0, 1.0) * WHITE
    out[~near] = WHITE
    return out.astype(np.uint8)


def skew_of(grey: Image.Image) -> float:
    """Degrees by which the page must be turned counter-clockwise to stand straight.

    The angle is the one at which the ink gathers in the fewest rows, text lines and rules alike.
    """
    factor = min(1.0, SMALL_SIDE / max(grey.size))
    small = grey.resize(
        (max(1, round(grey.width * factor)), max(1, round(grey.height * factor))), Image.Resampling.BOX
    )
    y, x = np.nonzero(ink_of(small, 12))
    if len(x) < 200:
        return 0.0
    best = _sharpest(x, y, small, np.arange(-MAX_SKEW, MAX_SKEW + 0.1, 0.25))
    for step in (0.05, 0.01):
        best = _sharpest(x, y, small, best + step * np.arange(-6, 7))
    return float(round(best, 3)) if abs(best) >= 0.03 else 0.0


def _sharpest(
    x: npt.NDArray[np.intp], y: npt.NDArray[np.intp], small: Image.Image, angles: npt.NDArray[Any]
) -> float:
    room = int(small.width * math.tan(math.radians(MAX_SKEW + 1))) + 2
    scores = []
    for angle in angles:
        # Turning by a small angle moves a row's ink up or down in proportion to x.
        rows = np.round(y - x * math.tan(math.radians(float(angle)))).astype(np.int64) + room
        profile = np.bincount(rows, minlength=small.height + 2 * room).astype(np.float64)
        scores.append(float(np.sum(np.diff(profile) ** 2)))
    return float(angles[int(np.argmax(scores))])


TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Degrees clockwise -> what Pillow calls it."""


def straighten(picture: Image.Image, width: float, height: float, turn: int = 0) -> Upright:
    """Set a page straight. width, height: of the page in points; turn: degrees clockwise that set it on its feet."""
    if turn:
        picture = picture.transpose(TURNS[turn])
        width, height = (height, width) if turn in (90, 270) else (width, height)
    grey = picture.convert("L")
    angle = skew_of(grey)
    if angle:
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_paper(picture))
    return Upright(picture, turn, angle, picture.width / width, width, height)


def _paper(picture: Image.Image) -> int | tuple[int, ...]:
    """The colour of the paper: the median, as most of a page is blank."""
    pixels = np.asarray(picture)
    if pixels.ndim == 2:
        return int(np.median(pixels))
    return tuple(int(v) for v in np.median(pixels.reshape(-1, pixels.shape[2]), axis=0))
