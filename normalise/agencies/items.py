"""The bodies, places and words of a text, in order: what both readers (of cells and of sentences) work on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalise.agencies.choosing import Here
from normalise.agencies.cut_short import trust_by_initials
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.initials import by_heading, by_initials, here_of, written
from normalise.agencies.initials import glossary as known_initials
from normalise.agencies.nouns import Context, Place
from normalise.agencies.readings import (
    Read,
    council_of,
    read_match,
)
from normalise.agencies.words import Words, split

DEPARTED = frozenset({"child", "adult", "adults", "children", "childrens", "children'", "children’"})
"""The first of two departments or boards that share their ending; without a final s."""
ACRONYM = re.compile(r"[A-Z][A-Za-z&]*[A-Z]$|[A-Z]{3,8}$")


@dataclass(frozen=True, slots=True)
class Item:
    """Words start to end (exclusive) of a text: a body (read), a place (places), never both empty."""

    start: int
    end: int
    read: Read | None = None
    places: tuple[Place, ...] = ()
    ordinary: bool = False


def find(words: Words, context: Context) -> list[Item]:
    """Return the bodies and places of a text from left to right, longest first, none inside another."""
    gazetteer = Gazetteer.load()
    here = here_of(context)
    glossary = known_initials(context)
    items: list[Item] = []
    after = 0
    for position in gazetteer.trie.beginnings(words):
        if position < after:
            continue
        item = _item_at(words, position, gazetteer, here, glossary)
        if item is None or _is_unsettled(item):
            above = by_heading(words.raw[position], context)
            item = item if above is None else Item(position, position + 1, above)
        if item is not None:
            sharing = _sharing(words, item, after, here)
            items += [sharing, item] if sharing is not None else [item]
            after = item.end
    return items


def _sharing(words: Words, item: Item, after: int, here: Here) -> Item | None:
    """Return the department before "and" that shares the ending of the next: "Adult and Children's Social Care"."""
    first = item.start - 2
    if first < after or item.read is None or item.read.body is None or words.keys[first + 1] != "and":
        return None
    written = words.raw[first]
    if not written[0].isupper() or written.casefold().rstrip("s'’") not in DEPARTED:
        return None
    read = department_before(written, words, item, here)
    return Item(first, first + 1, read) if read is not None else None


def _item_at(
    words: Words, position: int, gazetteer: Gazetteer, here: Here, glossary: dict[str, Read]
) -> Item | None:
    raw = words.raw[position]
    match = gazetteer.trie.match(words, position)
    capitals = len(raw) >= 2 and raw[0].isupper() and raw[1:2].isupper()
    if capitals and (match is None or match.end == position + 1):
        bare = raw.removesuffix("'s").removesuffix("’s")
        for known in (raw, bare, bare.removesuffix("s")):
            if known in glossary:
                return Item(position, position + 1, written(glossary[known], raw))
    short = trust_by_initials(words, position, here) if capitals else None
    if short is not None and (match is None or match.end < short[1]):
        return Item(position, short[1], short[0])
    if match is not None:
        printed = words.text[words.starts[match.start] : words.ends[match.end - 1]]
        read = read_match(match, printed, here)
        ordinary = any(form.ordinary for form in match.forms)
        unsure = (
            bool(read.findings)
            and read.readings[0].basis == "unknown"
            and capitals
            and match.end == position + 1
        )
        own = by_initials(raw, here) if unsure else None
        if capitals and read.body is not None and match.end == position + 1 and not own:
            rival = by_initials(raw, here, "council")
            if rival is not None:
                read = replace(read, rival=rival.readings[0])
        if not (match.end == position + 1 and raw.islower() and ordinary and len(words) > 1):
            return Item(match.start, match.end, own or read, match.places, ordinary)
    if capitals and match is None and ACRONYM.match(raw.removesuffix("'s").removesuffix("’s")):
        own = by_initials(raw, here)
        if own is not None:
            return Item(position, position + 1, own)
    if raw[0].isupper() and match is None:
        hits = gazetteer.place_index.at(words, position)
        if hits and raw.isupper() and raw.startswith(("LB", "RB")):
            return Item(position, position + 1, council_of(hits[0][1][0], raw, here))
        if hits:
            return Item(position, hits[0][0], None, hits[0][1])
    return None


def _is_unsettled(item: Item) -> bool:
    if item.read is None or item.end > item.start + 1:
        return False
    return item.read.rival is not None or item.read.readings[0].kind == "unlisted"


def department_before(written: str, words: Words, item: Item, here: Here) -> Read | None:
    """Read "Adult" before "and Children's Social Care", "Children's" before "and Adult Services"."""
    for first in range(item.start + 1, item.end):
        ending = words.text[words.starts[first] : words.ends[item.end - 1]]
        whole = split(f"{written} {ending}")
        match = Gazetteer.load().trie.match(whole, 0)
        if match is not None and match.end == len(whole) and not match.places:
            read = read_match(match, written, here)
            return read if read.body is not None else None
    return None
