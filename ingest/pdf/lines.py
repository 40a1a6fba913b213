"""Words -> printed lines: by baseline, superscripts put back on their line, blanks by what was printed and by gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ingest.pdf.raised import SHORT, clings, is_marker, is_raised
from ingest.pdf.right_to_left import in_reading_order
from ingest.pdf.words import Word

_SAME_BASE: Final = 0.35
_SMALL: Final = 0.82
_BLANK: Final = 0.12
"""Gap in ems from which two pieces are two words: a blank is 0.2 to 0.3 em, squeezed by justification 0.15."""

LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xA0: " ",
    0x2007: " ",
    0x202F: " ",
    # Symbol and Wingdings code points that Word leaves in the private use area
    0xF0FC: "\u2713",
    0xF0FB: "\u2717",
    0xF0FE: "\u2611",
    0xF0FD: "\u2612",
    0xF0A8: "\u2610",
    0xF0B7: "\u2022",
    0xF0A7: "\u25aa",
    0xF0D8: "\u27a2",
    0xF076: "\u2022",
    0xF02D: "-",
    0x200B: None,
    0x200C: None,
    0x200D: None,
    0x2060: None,
    0xFEFF: None,
}
_BULLETS: Final = frozenset("•●▪◦‣·⁃➢○■□♦❖►➔➤\uf06f\uf0d8\uf0e8")


class PrintedLine(NamedTuple):
    """One printed line of a cell or a page.

    first: width of its first word, letter: mean width of a letter of that word; pieces: number of words;
    trail: a printed blank stands after the last word; item: it starts a list item (its bullet is dropped, dash kept
    as a hint in dash); note: a footnote marker was taken out; sup: the line starts with a raised number.
    On a page set in columns: shelf = the baseline at which they begin (0 elsewhere), side = 0 for the left one, end =
    where the column's text ends.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    first: float
    letter: float
    pieces: int
    trail: bool
    item: bool = False
    note: bool = False
    sup: bool = False
    shelf: float = 0.0
    side: int = 0
    end: float = 0.0


def lines_of(words: Sequence[Word], notes: Collection[str] = ()) -> list[PrintedLine]:
    """Put words (all of one reading direction) into lines, top to bottom. notes: footnote numbers of the page."""
    return [_line(group, notes) for group in group_lines(words)]


def group_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each printed line, left to right; raised and lowered small words join their neighbours."""
    if not words:
        return []
    ordered = sorted(words, key=lambda w: (w.base, w.x0))
    sizes = sorted(w.size for w in words)
    usual = sizes[len(sizes) // 2]
    levels: list[list[Word]] = []
    for word in ordered:
        last = levels[-1] if levels else None
        if (
            last
            and word.base - last[-1].base <= _SAME_BASE * min(word.size, last[-1].size)
            and word.base - last[0].base <= _SAME_BASE * word.size
        ):
            last.append(word)
        else:
            levels.append([word])
    # A level of nothing but small short pieces is raised or lowered text, or small print on a line of its own.
    groups: list[list[Word]] = []
    raised: list[list[Word]] = []
    limit = _SMALL * usual
    for level in levels:
        small = all((w.size < limit and len(w.text) <= SHORT) or clings(w, words, usual) for w in level)
        (raised if small else groups).append(level)
    for level in raised:
        alone: list[Word] = []
        for word in level:
            host = _host(word, groups)
            (alone if host is None else host).append(word)
        if alone:
            groups.append(alone)
    groups.sort(key=lambda g: _main_base(g))
    return [sorted(g, key=lambda w: w.x0) for g in groups]


def _main_base(group: Sequence[Word]) -> float:
    return max(group, key=lambda w: (w.size, len(w.text))).base


def _host(word: Word, groups: list[list[Word]]) -> list[Word] | None:
    """Return the line that a small word stands on or hangs from: same height, and next to one of its words."""
    best: tuple[float, list[Word]] | None = None
    for group in groups:
        main = max(group, key=lambda w: w.size)
        if not main.base - 0.95 * main.size <= word.base <= main.base + 0.35 * main.size:
            continue
        gap = min(max(word.x0 - w.x1, w.x0 - word.x1, 0.0) for w in group)
        limit = 1.2 * main.size if abs(word.base - main.base) < 0.05 * main.size else 0.6 * main.size
        if gap <= limit and (best is None or gap < best[0]):
            best = (gap, group)
    return best[1] if best else None


def _line(group: list[Word], notes: Collection[str]) -> PrintedLine:
    main = max(group, key=lambda w: (w.size, len(w.text)))
    words = group
    item = False
    head = words[0].text.translate(LIGATURES)
    if len(words) > 1 and (
        set(head) <= _BULLETS or (head == "o" and words[1].x0 - words[0].x1 > 0.5 * main.size)
    ):
        item, words = True, words[1:]
    elif len(head) > 1 and head[0] in _BULLETS:
        item = True
    parts: list[str] = []
    note = False
    previous: Word | None = None
    marker: Word | None = None
    for word in words:
        text = word.text if word.text.isascii() else word.text.translate(LIGATURES)
        if previous is not None:
            if is_raised(word, previous if previous.size >= word.size else main) and is_marker(
                text, "".join(parts), notes
            ):
                note = True
                marker = word
                continue
            # what a marker takes up is no gap: "conversation[1], away"
            gap = word.x0 - (marker or previous).x1
            if (
                word.blank
                or (marker is not None and marker.blank)
                or gap > _BLANK * min(word.size, previous.size) * (1.0 if word.size == previous.size else 1.3)
            ):
                parts.append(" ")
        parts.append(text)
        previous, marker = word, None
    text = "".join(parts)
    if not text.isascii():
        text = in_reading_order(text)
    soft = text.endswith("\u00ad")
    text = text.replace("\u00ad", "") + ("\u00ad" if soft else "")
    if item and text[:1] in _BULLETS:
        text = text.lstrip("".join(_BULLETS) + " ")
    first = words[0]
    last = words[-1]
    solid = [w for w in words if w.text.strip()]
    return PrintedLine(
        text.strip(" "),
        first.x0,
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
        main.base,
        main.size,
        all(w.bold for w in solid),
        _first_width(words),
        (first.x1 - first.x0) / max(1, len(first.text)),
        text.count(" ") + 1,
        last.trail,
        item,
        note,
        len(words) > 1 and is_raised(words[0], main) and words[0].text.isdigit(),
    )


def _first_width(words: Sequence[Word]) -> float:
    """Return the width of everything up to the first blank."""
    end = words[0].x1
    for a, b in pairwise(words):
        if b.blank or b.x0 - a.x1 > _BLANK * min(a.size, b.size):
            break
        end = b.x1
    return end - words[0].x0
