"""The words of a printed line -> its text: blanks by what was printed and by gaps, footnote markers left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from ingest.pdf.raised import is_marker, is_raised
from ingest.pdf.words import Word

BLANK: Final = 0.12
"""Gap in ems from which two pieces are two words: a blank is 0.2 to 0.3 em, squeezed by justification 0.15."""
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


class StruckPart(NamedTuple):
    """A piece of a line, with the blank before it, and whether it is struck through."""

    text: str
    struck: bool


def even_text(words: Sequence[Word]) -> tuple[str, bool]:
    """Put together words of one size, of which none can be a footnote's marker; see text_of."""
    parts: list[str] = []
    least, end = BLANK * words[0].size, words[0].x0
    for word in words:
        if parts and (word.blank or word.x0 - end > least):
            parts.append(" ")
        parts.append(word.text if word.text.isascii() else word.text.translate(LIGATURES))
        end = word.x1
    return "".join(parts), False


def text_of(words: Sequence[Word], main: Word, notes: Collection[str]) -> tuple[str, bool]:
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
                or gap > BLANK * min(word.size, previous.size) * (1.0 if word.size == previous.size else 1.3)
            ):
                parts.append(" ")
        parts.append(text)
        previous, marker = word, None
    return "".join(parts), note


def struck_parts(words: Sequence[Word], main: Word, notes: Collection[str]) -> tuple[StruckPart, ...]:
    """Return the text of a line's words in pieces, struck ones and others in turn."""
    out: list[StruckPart] = []
    done = 0
    for end, word in enumerate(words, 1):
        if end == len(words) or words[end].struck is not word.struck:
            text = text_of(words[:end], main, notes)[0]
            out.append(StruckPart(text[done:].translate(_SOFT), word.struck))
            done = len(text)
    return tuple(out)
