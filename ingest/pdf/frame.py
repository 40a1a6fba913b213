"""Coordinates: from PDF user space to the page as a reader sees it, and on to the frame in which text runs upright."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.model import Box
from ingest.pdf.pdfium import IDENTITY, Floats, Matrix, RawPage, multiply


def transform(points: Floats, matrix: Matrix) -> Floats:
    """Apply a matrix to n x 2 points."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    out = np.empty((len(points), 2))
    out[:, 0], out[:, 1] = a * x + c * y + e, b * x + d * y + f
    return out


def transform_boxes(boxes: Floats, matrix: Matrix) -> Floats:
    """Apply a matrix to n x 4 boxes given by any two opposite corners; returns x0, top, x1, bottom, sorted."""
    a, b, c, d, e, f = matrix
    x, y = boxes[:, 0::2], boxes[:, 1::2]
    across, down = a * x + c * y + e, b * x + d * y + f
    out = np.empty((len(boxes), 4))
    for at, ends in enumerate((across, down)):
        np.minimum(ends[:, 0], ends[:, 1], out=out[:, at])
        np.maximum(ends[:, 0], ends[:, 1], out=out[:, at + 2])
    return out


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    if abs(det) < 1e-12:
        return IDENTITY
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


@dataclass(frozen=True, slots=True)
class Frame:
    """How one page is looked at.

    matrix: user space -> frame (origin top left, y down). width, height of the frame in points.
    rotation: the page's /Rotate. turn: degrees clockwise by which the page as displayed was turned so that its main
    text is upright; 0 for nearly all pages, 90 or 270 for a table printed sideways.
    """

    matrix: Matrix
    width: float
    height: float
    rotation: int
    turn: int
    back: Matrix

    def display(self, box: tuple[float, float, float, float]) -> Box:
        """Return a box of the frame as a box of the page as a reader sees it."""
        if not self.turn:
            x0, top, x1, bottom = box
            return Box(
                round(float(x0), 2), round(float(top), 2), round(float(x1), 2), round(float(bottom), 2)
            )
        turned = transform_boxes(np.array([box]), self.back)[0]
        return Box(*(round(float(v), 2) for v in turned))

    def angle(self, user_angle: float) -> float:
        """Return a direction in user space as degrees counter-clockwise in the frame, 0 <= angle < 360."""
        return (user_angle - self.rotation - self.turn) % 360


def frame_of(page: RawPage, turn: int = 0) -> Frame:
    """Return the frame of a page; turn (0, 90, 180, 270) is applied clockwise on top of /Rotate."""
    left, bottom, right, top = page.box
    shown: Matrix = {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[page.rotation % 360]
    width, height = page.width, page.height
    extra: Matrix = {
        0: IDENTITY,
        90: (0.0, 1.0, -1.0, 0.0, height, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, width),
    }[turn]
    if turn in (90, 270):
        width, height = height, width
    return Frame(multiply(shown, extra), width, height, page.rotation, turn, _inverse(extra))
