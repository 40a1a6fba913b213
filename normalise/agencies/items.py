"""The bodies, places and words of a text, in order: what both readers (of cells and of sentences) work on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from normalise.agencies import acronyms
from normalise.agencies.area import area_of
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Context, Place
from normalise.agencies.readings import (
    AMBIGUOUS,
    UNKNOWN,
    Here,
    Read,
    council_of,
    read_match,
    unknown_reading,
)
from normalise.agencies.words import Words, spelled_out, split

ORG_NOUN = frozenset(
    [
        "partnership",
        "board",
        "council",
        "trust",
        "service",
        "police",
        "constabulary",
        "hospital",
        "college",
        "school",
        "university",
        "academy",
        "homes",
        "housing",
        "foundation",
        "charity",
        "association",
        "society",
        "committee",
        "forum",
        "agency",
        "ltd",
        "limited",
        "cic",
        "network",
        "federation",
        "ministry",
        "department",
        "centre",
        "company",
        "commission",
        "institute",
        "union",
        "team",
        "project",
        "group",
        "alliance",
        "consortium",
        "church",
        "churches",
        "aid",
        "ministries",
        "clinic",
        "surgery",
        "practice",
        "programme",
        "hub",
        "helpline",
        "authority",
    ]
)
PART_NOUN = frozenset(
    [
        "team",
        "project",
        "group",
        "programme",
        "service",
        "hub",
        "clinic",
        "department",
        "centre",
        "unit",
        "office",
        "board",
    ]
)
"""Nouns that name a part of an organisation as readily as an organisation of its own."""
DEPARTED = frozenset({"adult", "adults", "children", "childrens", "children'", "children’"})
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


def here_of(context: Context) -> Here:
    """Return area and date of a context."""
    return Here(area_of(context.area), context.plan_date_iso)


def find(words: Words, context: Context) -> list[Item]:
    """Return the bodies and places of a text from left to right, longest first, none inside another."""
    gazetteer = Gazetteer.load()
    here = here_of(context)
    glossary = _glossary(context)
    items: list[Item] = []
    after = 0
    for position in gazetteer.trie.beginnings(words):
        if position < after:
            continue
        item = _item_at(words, position, gazetteer, here, glossary)
        if item is None or _is_unsettled(item):
            item = _by_heading(words, position, context) or item
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
                return Item(position, position + 1, _written(glossary[known], raw))
    if match is not None:
        written = words.text[words.starts[match.start] : words.ends[match.end - 1]]
        read = read_match(match, written, here)
        ordinary = any(form.ordinary for form in match.forms)
        unsure = (
            bool(read.findings)
            and read.readings[0].basis == "unknown"
            and capitals
            and match.end == position + 1
        )
        own = _by_initials(raw, here) if unsure else None
        if capitals and read.body is not None and match.end == position + 1 and not own:
            rival = _by_initials(raw, here, "council")
            if rival is not None:
                read = replace(read, rival=rival.readings[0])
        if not (match.end == position + 1 and raw.islower() and ordinary and len(words) > 1):
            return Item(match.start, match.end, own or read, match.places, ordinary)
    if capitals and match is None and ACRONYM.match(raw):
        own = _by_initials(raw, here)
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


def _by_heading(words: Words, position: int, context: Context) -> Item | None:
    """Settle initials by the heading above the row: "NPH" under "Northampton Partnership Homes"."""
    raw = words.raw[position].removesuffix("'s").removesuffix("’s")
    if not context.group_label or len(raw) < 3 or not raw.isupper():
        return None
    above = split(context.group_label)
    for start, end in spelled_out(raw, above):
        name = above.text[above.starts[start] : above.ends[end - 1]]
        match = Gazetteer.load().trie.match(split(name), 0)
        if match is not None and match.end == end - start:
            return Item(position, position + 1, _written(read_match(match, name, here_of(context)), raw))
        return Item(position, position + 1, Read((unknown_reading(name, raw),), None, (UNKNOWN,)))
    return None


def _by_initials(raw: str, here: Here, kind: str = "") -> Read | None:
    bare = raw.removesuffix("'s").removesuffix("’s")
    known = acronyms.of_area(here.area, here.date)
    found = tuple(r for r in known.get(bare) or known.get(bare.upper()) or () if not kind or r.kind == kind)
    if not found:
        return None
    if len({r.current_name for r in found}) > 1:
        return None if kind else Read((unknown_reading(raw, raw),), None, (AMBIGUOUS,))
    return Read((replace(found[0], as_written=raw, basis="inferred"),))


def _written(read: Read, raw: str) -> Read:
    return Read(
        tuple(replace(r, as_written=raw) for r in read.readings), read.body, read.findings, read.placed
    )


@lru_cache(maxsize=1024)
def _glossary(context: Context) -> dict[str, Read]:
    """Return the document's own acronyms that are bodies, each with its reading."""
    bare = Context(context.area, context.plan_date_iso)
    found: dict[str, Read] = {}
    for acronym, expansion in context.glossary:
        words = split(expansion)
        if not len(words) or len(acronym) < 2:
            continue
        match = Gazetteer.load().trie.match(words, 1 if words.keys[0] == "the" and len(words) > 1 else 0)
        if match is not None and match.end >= len(words) - 1:
            found[acronym] = read_match(match, expansion, here_of(bare))
        elif is_organisation(expansion):
            found[acronym] = Read((unknown_reading(expansion.strip(), acronym),), None, (UNKNOWN,))
    return found


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


def is_organisation(text: str, whole: bool = False) -> bool:
    """Return True when a phrase is built like an organisation's name: capitals, and a noun such as Trust or Board.

    whole: nouns that also name a part of an organisation (Team, Service) do not count.
    """
    words = split(text)
    if not len(words):
        return False
    capitals = sum(
        raw[0].isupper() or raw == "&" or raw in ("and", "of", "the", "for", "in") for raw in words.raw
    )
    return (
        capitals == len(words)
        and any(k in ORG_KEYS and not (whole and k in _PART_KEYS) for k in words.keys)
        and len(words) >= 2
    )


def is_part(word: str) -> bool:
    """Return True for a noun that names a part of an organisation: "team", "service"."""
    return bool(word) and split(word).keys[0] in _PART_KEYS


ORG_KEYS = frozenset(k for noun in ORG_NOUN for k in split(noun).keys)
_PART_KEYS = frozenset(k for noun in PART_NOUN for k in split(noun).keys)
