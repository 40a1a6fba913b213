"""A lead cell in pieces: lines, brackets, and the stretches between commas and "and"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from normalise.agencies.items import Item
from normalise.agencies.words import Words, split

HARD = re.compile(r"[\n;|/•·●▪]")
JOINERS = frozenset({"and", "&", "with", "plus", "alongside"})
CLOSED = re.compile(r"\)\s*[,+]?\s*$")
CONNECTED = re.compile(r"[,:+]|\s[-–—]\s|[–—]")
FILLER = frozenset(
    {
        "the",
        "of",
        "for",
        "to",
        "in",
        "by",
        "on",
        "behalf",
        "via",
        "from",
        "at",
        "lead",
        "leads",
        "support",
        "supported",
        "supporting",
        "national",
        "local",
        "regional",
        "both",
        "working",
        "partnership",
        "conjunction",
        "jointly",
        "led",
    }
)
POST = re.compile(
    r"\b(chair|vice|deputy|assistant|head|director|manager|lead|leads|officer|officers|co-?ordinator|chief|executive|"
    r"superintendent|inspector|sergeant|commander|commissioner|nurse|doctor|administrator|adviser|advisor|secretary|"
    r"named|designated|senior|specialist|supt|det|insp|dci|dcs|ds|dsu|t/|cabinet|portfolio|champion|representative|rep|sponsor|owner|author)\b",
    re.IGNORECASE,
)
SHORT_POST = re.compile(
    r"\b(AD|DD|HoS|SRO|CEO|CFO|COO|CNO|DoN|ADoN|ACO|SPO|DASS|DCS|DPH|ACC|DCC|HPDU|SIO|EHoS)\b"
)
"""Posts in capitals: "AD Housing"."""


def is_post(text: str) -> bool:
    """Return True when a word of the text makes it a post: "Head of Repairs", "AD Housing"."""
    return bool(POST.search(text) or SHORT_POST.search(text))


@dataclass(slots=True)
class Chunk:
    """A stretch of a cell between separators: its bodies and what is left over. joined: a word such as "and" led in."""

    start: int
    end: int
    joined: bool
    items: list[Item] = field(default_factory=list)


def segments(words: Words, items: list[Item]) -> list[tuple[int, int]]:
    """Cut at line ends, semicolons, slashes and bars that do not stand inside a name or a bracket."""
    inside = {k for i in items for k in range(i.start + 1, i.end)}
    starts = {i.start for i in items}
    last = max(starts, default=-1)
    posts = [m.start() for pattern in (POST, SHORT_POST) for m in pattern.finditer(words.text)]
    last_post = max(posts, default=-1)
    cuts = [0]
    depth = 0
    for k in range(len(words)):
        gap = words.gaps[k]
        opened = gap.count("(") - gap.count(")")
        mark = HARD.search(gap.split("(")[0])
        bare = (
            mark is not None and gap == "/" and k not in starts and words.starts[k] <= last_post and last <= k
        )
        if k and k not in inside and mark and not bare and depth - gap[: mark.start()].count(")") <= 0:
            cuts.append(k)
        elif k and depth == 1 and CLOSED.match(gap) and _goes_on(words, k, items):
            cuts.append(
                k
            )  # "Kent Police (PPU), KCC (ASC)": what is in a bracket belongs to what stands before it
        depth += opened
    cuts.append(len(words))
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _goes_on(words: Words, k: int, items: list[Item]) -> bool:
    """Return True when a body begins at a word, or behind the "and" that stands there."""
    onward = k + (words.raw[k].casefold() in JOINERS)
    return any(i.start == onward and i.read is not None for i in items) and (
        onward > k or "," in words.gaps[k] or "+" in words.gaps[k]
    )


def brackets(words: Words, start: int, end: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the stretches of words outside and inside brackets."""
    outer: list[tuple[int, int]] = []
    notes: list[tuple[int, int]] = []
    depth = 0
    first = start
    for k in range(start, end):
        gap = words.gaps[k]
        for mark in re.findall(r"[()\[\]]", gap):
            if mark in "([":
                if depth == 0 and first < k:
                    outer.append((first, k))
                first = k if depth == 0 else first
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    notes.append((first, k))
                    first = k
    if first < end:
        (notes if depth else outer).append((first, end))
    return outer, notes


def chunks_of(words: Words, spans: list[tuple[int, int]], items: list[Item]) -> list[Chunk]:
    """Cut spans of words at commas, dashes, colons and "and" that do not stand inside a name."""
    inside = {k for i in items for k in range(i.start + 1, i.end)}
    starts_item = {i.start for i in items}
    chunks: list[Chunk] = []
    for start, end in spans:
        current = Chunk(start, start, False)
        for k in range(start, end):
            gap = words.gaps[k]
            joiner = words.raw[k].casefold() in JOINERS and k not in inside and k not in starts_item
            if k > start and k not in inside and (joiner or CONNECTED.search(gap)):
                if current.end > current.start:
                    chunks.append(current)
                current = Chunk(k, k, False)
            if joiner:
                current = Chunk(k + 1, k + 1, True)
                continue
            current.end = k + 1
        if current.end > current.start:
            chunks.append(current)
    for chunk in chunks:
        chunk.items = [i for i in items if chunk.start <= i.start < chunk.end]
    return chunks


def text_of(words: Words, start: int, end: int) -> str:
    """Return words start to end (exclusive) as printed, on one line, without the marks around them."""
    if start >= end:
        return ""
    return " ".join(words.text[words.starts[start] : words.ends[end - 1]].split()).strip(" -–,:")


def says_something(text: str) -> bool:
    """Return True when a stretch holds more than words such as "lead" or "on behalf of"."""
    return any(w.casefold() not in FILLER and w != "&" for w in text.split())


def is_proper(text: str) -> bool:
    """Return True for words in capitals, as a name has them."""
    words = split(text).raw
    small = {"and", "of", "the", "for", "in", "&"}
    if len(words) == 1:
        return words[0][0].isupper()
    return all(w[0].isupper() or w in small for w in words) and sum(w[0].isupper() for w in words) >= 2
