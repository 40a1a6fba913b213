"""Names that are more than the body found in them: "South Tees ...", "Oakfield Medical Centre", "council tax"."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.agencies.chunks import FILLER, Chunk, is_post, is_proper, text_of
from normalise.agencies.departments import fits
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.items import Item
from normalise.agencies.readings import (
    RESPELLED,
    UNKNOWN,
    Read,
    agency_reading,
    unknown_reading,
)
from normalise.agencies.shapes import is_part
from normalise.agencies.spelling import respelled
from normalise.agencies.words import Words, slug
from normalise.model import AgencyReading

GROUPS = frozenset({"group", "board", "forum", "panel", "subgroup", "network", "meeting"})
COMPASS = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "mid",
        "central",
        "greater",
        "northern",
        "southern",
        "eastern",
        "western",
    }
)
OWN_ENDINGS = frozenset(
    {"partnership", "alliance", "federation", "consortium", "network", "association", "forum"}
)
LEGAL = frozenset({"ltd", "limited", "cic", "plc", "llp"})
PLAIN = frozenset(
    [
        "private", "sector", "strategic", "supported", "temporary", "social", "council", "sheltered", "specialist", "local",
        "public", "affordable", "emergency", "retirement", "safe", "general", "and", "of", "the", "&", "for", "adult", "adults",
        "environmental", "community", "communities", "health", "care", "regeneration", "place", "growth", "people", "neighbourhood",
        "neighbourhoods", "planning", "homelessness", "extra", "city", "borough", "district", "county", "town", "customer",
        "services", "service", "environment", "economy", "property", "assets", "benefits", "revenues", "rough", "sleeper",
        "domestic", "abuse", "central", "north", "south", "east", "west", "our", "children", "families", "key", "voluntary",
        "operational", "operations", "asset", "development", "corporate", "partner", "partners", "group", "team", "landlord",
    ]
)  # fmt: skip
"""Words that make a department of what follows: "Strategic Housing" is one, "Abbey Housing" a landlord."""


def particular(words: Words, item: Item, chunk: Chunk, bodies: list[Item]) -> Read | None:
    """Read a kind of body inside a longer name: misspelt ("West Yorkshrie Police"), or one we do not list
    ("Oakfield Medical Centre": a GP practice, with that name in current_name)."""
    assert item.read is not None
    body = item.read.body
    if (
        body is None
        or item.read.placed
        or len(bodies) > 1
        or item.end != chunk.end
        or item.start == chunk.start
    ):
        return None
    text = re.sub(r"^(the|The)\s+", "", text_of(words, chunk.start, chunk.end))
    agency = respelled(text)
    if agency is not None:
        return Read((replace(agency_reading(agency, text), basis="inferred"),), None, (RESPELLED,))
    head = text_of(words, chunk.start, item.start)
    landlord = body.id == "housing" and head.split()[0].casefold() not in PLAIN
    landlord = landlord and (
        head.split()[-1].casefold() not in PLAIN or text.casefold().endswith("community housing")
    )
    if landlord and is_proper(head) and not is_post(head):
        return Read((unknown_reading(text, text),), None, (UNKNOWN,))  # "Abbey Housing" is no department
    if body.id == "council" and is_proper(head) and not is_post(head):
        return Read((unknown_reading(text, text),), None, (UNKNOWN,))  # "Whitchurch Town Council"
    named = (
        head.casefold() != "all"
        and is_proper(head)
        and not is_post(head)
        and body.sector in ("health", "voluntary", "housing", "education", "partnership")
    )
    if not named or body.kind in ("collective", "ICB", "CCG", "team"):
        return None
    reading = AgencyReading(f"{body.id}@{slug(text)}", body.name, text, text, body.sector, body.kind)
    return Read((reading,), None, ())


def is_own_name(words: Words, item: Item, chunk: Chunk, read: Read) -> bool:
    """Return True when the words after a body make it another: "Churches Together in ...", "Safer X VAWG Board"."""
    tail = text_of(words, item.end, chunk.end)
    inside = read.body is not None and read.body.kind == "review role" and item.start > chunk.start
    if inside and tail and is_proper(text_of(words, chunk.start, chunk.end)) and not is_post(tail):
        return True  # "Suffolk Family Carers"
    last = tail.split()[-1].casefold() if tail else ""
    if (
        text_of(words, item.start, item.end) == "NHS"
        and item.start == chunk.start
        and is_proper(f"NHS {tail}")
    ):
        return bool(tail) and not is_post(tail) and not is_part(last)  # "NHS Anytown"
    if read.readings[0].kind == "collective" and last in GROUPS and tail[0].isupper():
        return True  # "s136 Multi-agency Group"
    if last in LEGAL and read.body is not None:
        return True  # "Oakfield Housing Ltd"
    if item.start != chunk.start or not tail or is_post(tail):
        return False
    if any(
        i.read is not None for i in chunk.items if i.start > item.start and i.read and i.read.body is None
    ):
        return False
    kind = read.readings[0].kind
    if kind in ("council", "education") and tail.startswith(("of ", "for ")) and tail.split()[1][0].isupper():
        return True  # "Bolton Council of Mosques", "College of North West London"
    if not tail[0].isupper():
        return False
    if read.body is not None and read.body.sector in ("education", "voluntary") and last in OWN_ENDINGS:
        return is_proper(text_of(words, chunk.start, chunk.end))  # "Harrow School Improvement Partnership"
    if kind == "community safety partnership":
        letters = item.end - item.start == 1 and words.raw[item.start].isupper()
        return (
            last in GROUPS | {"executive", "hub"} and not letters
        )  # "SDPB Communications Group" is the SDPB's
    if words.raw[item.end - 1].isupper() and item.end - item.start > 1:
        return False  # "Hull CVS Direct Payments Support"
    if _made_here(read) and read.readings[0].sector in ("voluntary", "education", "housing"):
        return not is_part(last) and is_proper(
            text_of(words, chunk.start, chunk.end)
        )  # "Bolton Carers Support", not "Bolton Carers"
    return read.body is not None and read.body.sector in ("voluntary", "education") and not read.placed


def _made_here(read: Read) -> bool:
    """Return True for a body whose name was made from a pattern and a place, and that no list has."""
    reading = read.readings[0]
    return (
        read.body is None
        and reading.name not in Gazetteer.load().by_name
        and reading.agency_id == slug(reading.name)
    )


def named(text: str, read: Read) -> AgencyReading:
    """Return the reading of a body with a name of its own (see is_own_name): a board of the partnership, or unlisted."""
    if read.readings[0].kind == "community safety partnership":
        return AgencyReading(slug(text), text, text, text, "partnership", "board")
    return unknown_reading(text, text)


def named_findings(read: Read) -> tuple[str, ...]:
    """Return the finding codes that go with named()."""
    return () if read.readings[0].kind == "community safety partnership" else (UNKNOWN,)


def with_compass(words: Words, chunk: Chunk, item: Item, read: Read) -> Read:
    """Keep the point of the compass of a name made from a place: "South Tees Safeguarding Children Partnership"."""
    head = text_of(words, chunk.start, item.start)
    reading = read.readings[0]
    points = head.casefold().split()
    own = points and all(p in COMPASS for p in points)
    if not own and read.readings[0].kind == "community safety partnership":
        own = (
            len(points) == 1 and is_proper(head) and not is_post(head) and points[0] not in PLAIN | FILLER
        )  # "Pennine"
    if not _made_here(read) or not own:
        return read
    name = _in_front(head, reading.name)
    current = (
        _in_front(head, reading.current_name)
        if reading.current_name == reading.name
        else reading.current_name
    )
    chunk.start = item.start
    return Read(
        (replace(reading, agency_id=slug(name), name=name, current_name=current),), None, read.findings, True
    )


def _in_front(head: str, name: str) -> str:
    return f"NHS {head} {name.removeprefix('NHS ')}" if name.startswith("NHS ") else f"{head} {name}"


def is_only_a_word(item: Item, chunk: Chunk, words: Words) -> bool:
    """An ordinary word ("Refuge", "Mind") is a name only when it fills its chunk; so is a name in small letters, for
    "council tax" and "an old school friend" name nobody."""
    family = item.read is not None and item.read.body is not None and item.read.body.id == "family"
    word = item.ordinary or family  # "Child & Family Wellbeing Service"
    if not (word or all(raw.islower() for raw in words.raw[item.start : item.end])):
        return False
    placed = {k for i in chunk.items if i.read is None for k in range(i.start, i.end)}
    if item.read is not None:  # "Provide 0-19": what follows is what it runs
        owner = item.read.readings[0]
        placed |= {
            k
            for i in chunk.items
            if i.read is not None
            and i.read.body is not None
            and i.start == item.end
            and fits(i.read.body, owner)
            for k in range(i.start, i.end)
        }
    outside = [k for k in range(chunk.start, chunk.end) if not item.start <= k < item.end and k not in placed]
    rest = [
        words.raw[k]
        for k in outside
        if words.keys[k] not in ("service", "idva", "team", "lead", "manager", "project")
    ]
    if word or not rest:
        return bool(rest)
    return any(raw.islower() and raw not in FILLER and not is_post(raw) and not is_part(raw) for raw in rest)
