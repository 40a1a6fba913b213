"""Lines through letters: which characters of a page are struck through, and by which of its rules.

Printers draw a strike as a thin line or rectangle of its own through the lower half of the letters, 0.19 to 0.34 em above
the baseline (Word, LibreOffice, Chromium, ReportLab, fpdf2), that begins and ends with the letters. An underline lies below
the baseline, a table's rule goes on beyond the text or meets other rules at both ends, a fraction's bar lies below letters
and above others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from ingest import limits
from ingest.pdf.frame import Frame, transform_boxes
from ingest.pdf.glyphs import Glyphs, Mask, quarter
from ingest.pdf.pdfium import Floats, Ints
from ingest.pdf.shapes import Rule, is_white

_LOW: Final = 0.15
_HIGH: Final = 0.42
"""Ems above the baseline between which a line goes through letters: about the middle third of their x-height."""
_ON_LINE: Final = (-0.35, 0.75)
"""Ems above the baseline between which a line has to do with a character at all: raised ones, underlined ones."""
_THICK: Final = 0.25
"""Ems; PDFium gives thin lines with up to twice their width."""
_BEFORE: Final = 0.5
_BEHIND: Final = 0.8
"""Ems by which a strike may begin before the letters and end behind them: blanks are struck too."""
_WHITE_BETWEEN: Final = 3.0
"""Ems of white that a strike may cross: a tab, not a table's column."""
_LEVEL: Final = 0.35
_JOIN: Final = 1.0
_MEETS: Final = 1.2
"""Points: pieces of one strike lie at one height and abut; a border's ends meet other borders."""


class Strikes(NamedTuple):
    """Which characters are struck through (None: none is) and the rules that are no strikes."""

    struck: Mask | None
    rules: list[Rule]


class _Piece(NamedTuple):
    """A rule in reading direction: at = height (down), start to end along it; rules: which of the page's rules it is."""

    at: float
    start: float
    end: float
    thick: float
    rules: tuple[int, ...]


class _Letters(NamedTuple):
    """Characters of one reading direction; chars: which of the page's; sorted by base."""

    chars: Ints
    start: Floats
    end: Floats
    base: Floats
    size: Floats


def strike_notes(boxes: Sequence[tuple[float, float, float, float]], frame: Frame) -> list[Rule]:
    """Return the lines that a viewer draws through stretches of text (left, bottom, right, top in user space)."""
    out = []
    for x0, top, x1, bottom in transform_boxes(np.array(boxes), frame.matrix).tolist() if boxes else ():
        if x1 - x0 >= bottom - top:
            out.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2, True, (0, 0, 0), -1))
        else:
            out.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom, False, (0, 0, 0), -1))
    return out


def strikes_of(glyphs: Glyphs, keep: Mask, drawn: list[Rule], notes: Sequence[Rule] = ()) -> Strikes:
    """Find the kept characters that are struck through, by rules drawn on the page or by notes laid over it."""
    rules = [*drawn, *notes] if notes else drawn
    kept = np.flatnonzero(keep)
    if not rules or not len(kept) or len(rules) > limits.MAX_RULES:
        return Strikes(None, drawn)
    runs = glyphs.runs[kept]
    heads = kept[np.concatenate(([True], runs[1:] != runs[:-1]))]
    turned = quarter(glyphs.angle[heads])
    struck: Mask | None = None
    taken: set[int] = set()
    for angle in (0, 90, 270):
        begins = heads[turned == angle]
        found = _through(rules, angle, glyphs, begins) if len(begins) else []
        if not found:
            continue
        letters = _letters(glyphs, kept[quarter(glyphs.angle[kept]) == angle], angle)
        lines = _merged([_piece(rules[i], i, angle) for i in found])
        hits = [(line, hit) for line in lines if (hit := _hit(line, letters, glyphs.codes)) is not None]
        others = _Others(rules, angle) if hits else None
        for line, hit in hits:
            if others is not None and not others.enclose(line):
                struck = np.zeros(len(keep), np.bool_) if struck is None else struck
                struck[hit] = True
                taken.update(line.rules, others.beside(line, float(glyphs.size[hit].max())))
    if struck is None:
        return Strikes(None, drawn)
    return Strikes(struck, [rule for i, rule in enumerate(drawn) if i not in taken])


def _through(rules: Sequence[Rule], angle: int, glyphs: Glyphs, begins: Ints) -> list[int]:
    """Return the rules (by index) at a height at which they would go through some line's letters; few pages have any.

    begins: the first characters of text objects, all of this reading direction.
    """
    if angle == 0:
        heights = np.array([r[1] + r[3] if r[4] else np.nan for r in rules]) / 2
        base = glyphs.origins[begins, 1]
    else:
        sign = 1 if angle == 90 else -1
        heights = np.array([np.nan if r[4] else r[0] + r[2] for r in rules]) * sign / 2
        base = glyphs.origins[begins, 0] * sign
    size = glyphs.size[begins]
    begun = np.searchsorted(np.sort(base - _HIGH * size), heights, "right")
    ended = np.searchsorted(np.sort(base - _LOW * size), heights, "left")
    return [i for i in np.flatnonzero(begun > ended).tolist() if not is_white(rules[i].colour)]


def _piece(rule: Rule, index: int, angle: int) -> _Piece:
    x0, top, x1, bottom = rule[:4]
    if angle == 0:
        return _Piece((top + bottom) / 2, x0, x1, bottom - top, (index,))
    if angle == 90:
        return _Piece((x0 + x1) / 2, -bottom, -top, x1 - x0, (index,))
    return _Piece(-(x0 + x1) / 2, top, bottom, x1 - x0, (index,))


def _letters(glyphs: Glyphs, chosen: Ints, angle: int) -> _Letters:
    across = (
        glyphs.origins[chosen, 1] if angle == 0 else glyphs.origins[chosen, 0] * (1 if angle == 90 else -1)
    )
    order = np.argsort(across, kind="stable")
    chosen, base = chosen[order], across[order]
    box, size = glyphs.boxes[chosen], np.maximum(glyphs.size[chosen], 0.1)
    if angle == 90:
        return _Letters(chosen, -box[:, 3], -box[:, 1], base, size)
    if angle == 270:
        return _Letters(chosen, box[:, 1], box[:, 3], base, size)
    return _Letters(chosen, box[:, 0], box[:, 2], base, size)


def _merged(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Put pieces together that lie at one height and abut."""
    out: list[_Piece] = []
    level: list[_Piece] = []
    for piece in sorted(pieces):
        if level and piece.at - level[0].at > _LEVEL:
            out += _abutting(level)
            level = []
        level.append(piece)
    return out + _abutting(level)


def _abutting(level: list[_Piece]) -> list[_Piece]:
    out: list[_Piece] = []
    for piece in sorted(level, key=lambda p: p.start):
        last = out[-1] if out else None
        if last is not None and piece.start <= last.end + _JOIN:
            end, thick = max(last.end, piece.end), max(last.thick, piece.thick)
            out[-1] = _Piece(last.at, last.start, end, thick, last.rules + piece.rules)
        else:
            out.append(piece)
    return out


def _hit(line: _Piece, letters: _Letters, codes: Ints) -> Ints | None:
    """Return the characters that a line strikes through, None if it is no strike."""
    reach = letters.size.max()
    first = np.searchsorted(letters.base, line.at + _ON_LINE[0] * reach)
    last = np.searchsorted(letters.base, line.at + _ON_LINE[1] * reach, "right")
    chars, starts, ends, bases, sizes = letters
    here = slice(int(first), int(last))
    letters = _Letters(chars[here], starts[here], ends[here], bases[here], sizes[here])
    middle = (letters.start + letters.end) / 2
    rise = (letters.base - line.at) / letters.size
    near = (middle > line.start) & (middle < line.end) & (rise > _ON_LINE[0]) & (rise < _ON_LINE[1])
    through = np.flatnonzero(near & (rise >= _LOW) & (rise <= _HIGH))
    # An underline of large letters may go through small lowered ones.
    if not len(through) or 2 * len(through) <= np.count_nonzero(near):
        return None
    size = float(np.median(letters.size[through]))
    order = through[np.argsort(letters.start[through], kind="stable")]
    start, end = letters.start[order], np.maximum.accumulate(letters.end[order])
    fits = (
        line.thick <= _THICK * size
        and line.start >= start[0] - _BEFORE * size
        and line.end <= end[-1] + _BEHIND * size
        and bool((start[1:] - end[:-1] <= _WHITE_BETWEEN * size).all())
    )
    if not fits or not any(chr(code).isalnum() for code in codes[letters.chars[through]].tolist()):
        return None
    return letters.chars[near]


class _Others:
    """The rules around the strikes of one reading direction."""

    def __init__(self, rules: Sequence[Rule], angle: int) -> None:
        along = [i for i, rule in enumerate(rules) if rule.horizontal is (angle == 0)]
        self._index = np.array(along, np.int64)
        self._along = np.array([_piece(rules[i], i, angle)[:3] for i in along]).reshape(-1, 3)
        crossing = [_crossing(rule, angle) for rule in rules if rule.horizontal is not (angle == 0)]
        self._crossing = np.array(crossing).reshape(-1, 3)

    def beside(self, line: _Piece, size: float) -> list[int]:
        """Return the rules drawn for the same letters: the other line of a double strike, an underline."""
        at, start, end = self._along.T
        same = (np.abs(start - line.start) <= _MEETS) & (np.abs(end - line.end) <= _MEETS)
        found: list[int] = self._index[same & (np.abs(at - line.at) < size)].tolist()
        return found

    def enclose(self, line: _Piece) -> bool:
        """Tell whether a line meets other lines at both its ends, as a border does."""
        at, top, bottom = self._crossing.T
        level = at[(top - _MEETS <= line.at) & (line.at <= bottom + _MEETS)]
        return all(bool((np.abs(level - end) <= _MEETS).any()) for end in (line.start, line.end))


def _crossing(rule: Rule, angle: int) -> tuple[float, float, float]:
    """Return where along the reading direction a rule lies that crosses it, and from which height to which."""
    if angle == 0:
        return (rule.x0 + rule.x1) / 2, rule.top, rule.bottom
    middle = (rule.top + rule.bottom) / 2
    return (-middle, rule.x0, rule.x1) if angle == 90 else (middle, -rule.x1, -rule.x0)
