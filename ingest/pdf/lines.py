"""Words -> printed lines: by baseline, superscripts put back on their line, blanks by what was printed and by gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from ingest.pdf.raised import SHORT, SMALLER, clings, is_marker, is_raised
from ingest.pdf.right_to_left import in_reading_order
from ingest.pdf.words import Word

_SAME_BASE: Final = 0.35
_SMALL: Final = 0.82
_BLANK: Final = 0.12
"""Gap in ems from which two pieces are two words: a blank is 0.2 to 0.3 em, squeezed by justification 0.15."""

_BY_BASE: Final = attrgetter("base", "x0")
_BY_START: Final = attrgetter("x0")
_STRUCK: Final = attrgetter("struck")
_SOFT: Final = {0xAD: "-"}

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


class StruckPart(NamedTuple):
    """A piece of a line, with the blank before it, and whether it is struck through."""

    text: str
    struck: bool


class PrintedLine(NamedTuple):
    """One printed line of a cell or a page.

    first: width of its first word, letter: mean width of a letter of that word; pieces: number of words;
    trail: a printed blank stands after the last word; item: it starts a list item (its bullet is dropped, dash kept
    as a hint in dash); note: a footnote marker was taken out; sup: the line starts with a raised number.
    On a page set in columns: shelf = the baseline at which they begin (0 elsewhere), side = 0 for the left one, end =
    where the column's text ends. parts: the text in pieces when some of it is struck through, () when none is.
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
    parts: tuple[StruckPart, ...] = ()


def lines_of(words: Sequence[Word], notes: Collection[str] = ()) -> list[PrintedLine]:
    """Put words (all of one reading direction) into lines, top to bottom. notes: footnote numbers of the page."""
    return [_line(group, notes) for group in group_lines(words)]


def group_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each printed line, left to right; raised and lowered small words join their neighbours."""
    if len(words) < 2:
        return [[word] for word in words]
    levels = _levels(words)
    sizes = sorted([w.size for w in words])
    if sizes[0] >= SMALLER * sizes[-1]:  # no word is small beside another
        return [sorted(level, key=_BY_START) for level in levels]
    usual = sizes[len(sizes) // 2]
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
    groups.sort(key=_main_base)
    return [sorted(g, key=_BY_START) for g in groups]


def _levels(words: Sequence[Word]) -> list[list[Word]]:
    """Put words together whose baselines are the same or nearly so, top to bottom."""
    ordered = sorted(words, key=_BY_BASE)
    level = [ordered[0]]
    levels = [level]
    first = before = ordered[0].base
    size = ordered[0].size
    for word in ordered[1:]:
        base, own = word.base, word.size
        smaller = size if size < own else own
        if not (base - before <= _SAME_BASE * smaller and base - first <= _SAME_BASE * own):
            level, first = [], base
            levels.append(level)
        level.append(word)
        before, size = base, own
    return levels


def _main_base(group: Sequence[Word]) -> float:
    return _main(group).base


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
    main = _main(group)
    words = group
    item = False
    head = words[0].text
    if not head.isascii() or head == "o":
        head = head.translate(LIGATURES)
        if len(words) > 1 and (
            set(head) <= _BULLETS or (head == "o" and words[1].x0 - words[0].x1 > 0.5 * main.size)
        ):
            item, words = True, words[1:]
        elif len(head) > 1 and head[0] in _BULLETS:
            item = True
    sizes = {w.size for w in words}
    text, note = _even_text(words) if len(sizes) == 1 else _text(words, main, notes)
    if not text.isascii():
        text = in_reading_order(text)
        soft = text.endswith("\u00ad")
        text = text.replace("\u00ad", "") + ("\u00ad" if soft else "")
    if item and text[:1] in _BULLETS:
        text = text.lstrip("".join(_BULLETS) + " ")
    first = words[0]
    return PrintedLine(
        text.strip(" "),
        first.x0,
        min([w.top for w in words]),
        max([w.x1 for w in words]),
        max([w.bottom for w in words]),
        main.base,
        main.size,
        all(w.bold for w in words if w.text.strip()),
        _first_width(words),
        (first.x1 - first.x0) / max(1, len(first.text)),
        text.count(" ") + 1,
        words[-1].trail,
        item,
        note,
        len(words) > 1 and first.text.isdigit() and is_raised(first, main),
        parts=_parts(words, main, notes) if True in map(_STRUCK, words) else (),
    )


def _parts(words: Sequence[Word], main: Word, notes: Collection[str]) -> tuple[StruckPart, ...]:
    """Return the text of a line's words in pieces, struck ones and others in turn."""
    out: list[StruckPart] = []
    done = 0
    for end, word in enumerate(words, 1):
        if end == len(words) or words[end].struck is not word.struck:
            text = _text(words[:end], main, notes)[0]
            out.append(StruckPart(text[done:].translate(_SOFT), word.struck))
            done = len(text)
    return tuple(out)


def _main(group: Sequence[Word]) -> Word:
    """Return the longest of a line's largest words."""
    if len(group) == 1:
        return group[0]
    ranks = [(w.size, len(w.text)) for w in group]
    return group[ranks.index(max(ranks))]


def _even_text(words: Sequence[Word]) -> tuple[str, bool]:
    """Put together words of one size, of which none can be a footnote's marker; see _text."""
    parts: list[str] = []
    least, end = _BLANK * words[0].size, words[0].x0
    for word in words:
        if parts and (word.blank or word.x0 - end > least):
            parts.append(" ")
        parts.append(word.text if word.text.isascii() else word.text.translate(LIGATURES))
        end = word.x1
    return "".join(parts), False


def _text(words: Sequence[Word], main: Word, notes: Collection[str]) -> tuple[str, bool]:
    """Put words together, footnote markers left out; and say whether there were any."""
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
    return "".join(parts), note


def _first_width(words: Sequence[Word]) -> float:
    """Return the width of everything up to the first blank."""
    end = words[0].x1
    for a, b in pairwise(words):
        if b.blank or b.x0 - a.x1 > _BLANK * min(a.size, b.size):
            break
        end = b.x1
    return end - words[0].x0
