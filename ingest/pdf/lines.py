"""Words -> printed lines: by baseline, superscripts put back on their line, blanks by what was printed and by gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from ingest.pdf.line_text import BLANK, LIGATURES, StruckPart, even_text, struck_parts, text_of
from ingest.pdf.raised import SHORT, SMALLER, clings, is_raised
from ingest.pdf.right_to_left import in_reading_order
from ingest.pdf.words import Word

_SAME_BASE: Final = 0.35
_SMALL: Final = 0.82
_BY_BASE: Final = attrgetter("base", "x0")
_BY_START: Final = attrgetter("x0")
_STRUCK: Final = attrgetter("struck")

_BULLETS: Final = frozenset("•●▪◦‣·⁃➢○■□♦❖►➔➤\uf06f\uf0d8\uf0e8")


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
    text, note = even_text(words) if len(sizes) == 1 else text_of(words, main, notes)
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
        parts=struck_parts(words, main, notes) if True in map(_STRUCK, words) else (),
    )


def _main(group: Sequence[Word]) -> Word:
    """Return the longest of a line's largest words."""
    if len(group) == 1:
        return group[0]
    ranks = [(w.size, len(w.text)) for w in group]
    return group[ranks.index(max(ranks))]


def _first_width(words: Sequence[Word]) -> float:
    """Return the width of everything up to the first blank."""
    end = words[0].x1
    for a, b in pairwise(words):
        if b.blank or b.x0 - a.x1 > BLANK * min(a.size, b.size):
            break
        end = b.x1
    return end - words[0].x0
