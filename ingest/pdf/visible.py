"""Which characters a reader can see."""

from __future__ import annotations

from typing import NamedTuple

from ingest.pdf.frame import Frame
from ingest.pdf.pdfium import RawChars, RawObject, RawPage, RawRuns
from ingest.pdf.shapes import Shapes
from ingest.pdf.words import Glyphs, Mask


class Seen(NamedTuple):
    """The characters to read, and how many were kept out and why."""

    keep: Mask
    hidden: int
    redacted: int
    garbled: float


def visible_text(
    page: RawPage,
    chars: RawChars,
    runs: RawRuns,
    glyphs: Glyphs,
    shapes: Shapes,
    objects: list[RawObject],
    frame: Frame,
) -> Seen:
    """Tell printed characters that are seen from those that are not."""
    return Seen(glyphs.printed, 0, 0, 0.0)
