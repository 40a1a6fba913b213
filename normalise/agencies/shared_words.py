"""Names that share words with their neighbours: "Mid Essex and North East Essex CCGs", "RISE (Brighton)", "All GPs"."""

from __future__ import annotations

import re

from normalise.agencies.choosing import Here
from normalise.agencies.chunks import Chunk, text_of
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.items import DEPARTED, Item, department_before
from normalise.agencies.nouns import Agency
from normalise.agencies.readings import (
    UNKNOWN,
    Read,
    agency_reading,
    unknown_reading,
)
from normalise.agencies.words import Words, split
from normalise.model import AgencyReading


def without_all(words: Words, bodies: list[Item]) -> list[Item]:
    """Drop the "All" of "All GPs", which names no body of its own."""
    return [
        item
        for number, item in enumerate(bodies)
        if not (
            number + 1 < len(bodies)
            and item.end == item.start + 1 == bodies[number + 1].start
            and words.keys[item.start] == "all"
        )
    ]


def shared_ending(words: Words, chunk: Chunk, item: Item, here: Here) -> Read | None:
    """Read a name that leaves its ending to the next: "Mid Essex" in "Mid Essex and North East Essex CCGs", "Adults" in
    "Adults and Children's Safeguarding Boards"."""
    ending = words.raw[item.end - 1]
    written = text_of(words, chunk.start, chunk.end)
    if written.casefold().rstrip("s'’") in DEPARTED:
        return department_before(written, words, item, here)
    if not ending.endswith("s") or words.keys[item.end - 1] not in (
        "ccg",
        "icb",
        "trust",
        "council",
        "group",
        "board",
    ):
        return None
    whole = split(f"{written} {ending[:-1]}")
    match = Gazetteer.load().trie.match(whole, 0)
    if match is None or match.end != len(whole) or not isinstance(match.forms[0].target, Agency):
        return None
    return Read((agency_reading(match.forms[0].target, written),))


def with_its_bracket(words: Words, start: int, end: int) -> AgencyReading | None:
    """Return the listed body whose name holds a bracket: "NHS England (London)", "RISE (Brighton)"."""
    written = text_of(words, start, end)
    plain = split(re.sub(r"[()\[\]]", " ", written))
    match = Gazetteer.load().trie.match(plain, 0)
    if match is None or match.end != len(plain) or not isinstance(match.forms[0].target, Agency):
        return None
    return agency_reading(match.forms[0].target, written)


def initials_apart(words: Words, pending: list[Chunk], following: Chunk) -> list[Read]:
    """Initials before "& MSCB" are a body of their own, though we do not know which."""
    if not following.joined or len(pending) != 1 or pending[0].end - pending[0].start != 1:
        return []
    raw = words.raw[pending[0].start]
    if not raw.isupper() or len(raw) < 3:
        return []
    pending.clear()
    return [Read((unknown_reading(raw, raw),), None, (UNKNOWN,))]
