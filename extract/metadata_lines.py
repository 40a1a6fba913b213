"""The places where metadata may stand, and lines with their wraps put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.furniture import is_marking, is_page_number
from extract.grid import Grid
from extract.printed import read_labelled, segments
from extract.text import one_line
from ingest.model import Document, Line

MAX_TITLE = 200
_PREAMBLE_LINES = 40


@dataclass(slots=True)
class Surroundings:
    """Where metadata may stand. near: lines just before the plan; opening: of the document's first page;
    running: page headers and footers; key_tables: small tables that are no plans; cells: texts of the plan's cells;
    grouped: heading texts that were taken as group labels (no titles)."""

    near: Sequence[Line]
    opening: Sequence[Line]
    running: Sequence[str]
    key_tables: Sequence[Grid]
    lead_rows: Sequence[str]
    cells: Sequence[str]
    grouped: frozenset[str] = frozenset()
    has_plan: bool = True


def joined_wraps(lines: Sequence[Line], extents: Mapping[int, tuple[float, float]]) -> list[tuple[str, Line]]:
    """Lines with wrapped headings put together: same look, directly below, and the first line is full."""
    out: list[tuple[str, Line]] = []
    for line in lines:
        text = one_line(line.text)
        if not text or is_page_number(text) or is_marking(text):
            continue
        if out and _wraps(out[-1], line, text, extents):
            out[-1] = (f"{out[-1][0]} {text}", line)
        else:
            out.append((text, line))
    return out


def _wraps(
    before: tuple[str, Line], line: Line, text: str, extents: Mapping[int, tuple[float, float]]
) -> bool:
    earlier = before[1]
    if (
        line.page is None
        or earlier.page != line.page
        or abs(earlier.size - line.size) > 0.3
        or earlier.bold != line.bold
    ):
        return False
    if earlier.role != line.role or any(read_labelled(s) for s in segments(text)):
        return False
    if any(read_labelled(s) for s in segments(before[0])) and earlier.tail != "wrap":
        return False
    if len(before[0]) + len(text) > MAX_TITLE:
        return False
    if earlier.box is None or line.box is None:
        return earlier.tail in ("wrap", "hyphen")
    if line.box.top - earlier.box.bottom > 0.9 * max(line.size, 8):
        return False
    return earlier.tail in ("wrap", "hyphen") or _full(earlier, text, extents.get(line.page))


def _full(line: Line, following: str, extent: tuple[float, float] | None) -> bool:
    """True when the next line's first word would not have fitted on a line: it was wrapped, not ended."""
    if extent is None or line.box is None or not line.text:
        return False
    width = line.box.x1 - line.box.x0
    word = following.split()[0]
    needed = width * (1 + (len(word) + 1) / len(one_line(line.text)))
    return needed > 0.98 * (extent[1] - extent[0])


def extents_of(document: Document) -> dict[int, tuple[float, float]]:
    """Page -> left and right end of what is printed on it (running text apart)."""
    out: dict[int, tuple[float, float]] = {}
    for block in document.blocks:
        if (
            block.page is None
            or block.box is None
            or (isinstance(block, Line) and block.role in ("running", "watermark"))
        ):
            continue
        left, right = out.get(block.page, (block.box.x0, block.box.x1))
        out[block.page] = (min(left, block.box.x0), max(right, block.box.x1))
    return out


def preamble(lines: Sequence[Line]) -> Sequence[Line]:
    """The last lines before a plan that can be its title and labels: at most 40, of its page and the page before."""
    if not lines:
        return ()
    page = lines[-1].page
    return [x for x in lines[-_PREAMBLE_LINES:] if page is None or x.page is None or page - x.page <= 1]
