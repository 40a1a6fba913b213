"""NHS trusts that no list knows: "Acme Valley NHS FT" keeps its name, though "NHS" alone would be all health agencies."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.agencies.chunks import is_post, text_of
from normalise.agencies.cut_short import TRUST_ENDINGS
from normalise.agencies.items import Item
from normalise.agencies.readings import RESPELLED, UNKNOWN, Read, agency_reading, unknown_reading
from normalise.agencies.spelling import respelled
from normalise.agencies.words import Words

SMALL = frozenset({"and", "&", "of", "the", "for"})
PLAIN = frozenset(
    {
        "acute", "all", "ambulance", "any", "area", "both", "care", "combined", "community", "district", "each", "every", "foundation",
        "general", "health", "healthcare", "hospital", "hospitals", "host", "lead", "local", "london", "main", "maternity", "mental", "named",
        "national", "nhs", "other", "our", "partner", "partnership", "primary", "provider", "providers", "regional", "relevant",
        "safeguarding", "service", "services", "social", "specialist", "teaching", "this", "three", "two", "university", "children",
        "adult", "adults", "nursing", "unknown", "tbc",
    }
)  # fmt: skip
"""Words that name no trust: one more is needed."""


def unlisted_trusts(words: Words, items: list[Item]) -> list[Item]:
    """Return the items with each NHS trust that is not listed as one item, in place of the bodies in its name."""
    for first, end in _trusts(words, items):
        text = text_of(words, first, end)
        name = re.sub(r"\bNHS\s*FT$", "NHS Foundation Trust", text)
        listed = respelled(name)
        read = (
            Read((replace(unknown_reading(text, text), sector="health"),), None, (UNKNOWN,))
            if listed is None
            else Read((agency_reading(listed, text),), None, (RESPELLED,))
        )
        items = [i for i in items if i.end <= first or end <= i.start]
        items = sorted([*items, Item(first, end, read)], key=lambda i: i.start)
    return items


def _trusts(words: Words, items: list[Item]) -> list[tuple[int, int]]:
    """Return (first, end) of the words in capitals that end as a trust does and hold a word of their own."""
    found: list[tuple[int, int]] = []
    for at in range(1, len(words)):
        ending = next((e for e in TRUST_ENDINGS if tuple(words.keys[at : at + len(e)]) == e), None)
        if ending is None or words.raw[at + len(ending) - 1].casefold().endswith("s"):
            continue
        end = at + len(ending)
        if any(i.read is not None and i.start < at and i.end >= end and not _is_kind(i) for i in items):
            continue
        first = at
        while (
            first
            and _joins(words, first)
            and (words.raw[first - 1][0].isupper() or words.lows[first - 1] in SMALL)
        ):
            named = next((i for i in items if i.start < first <= i.end and i.read is not None), None)
            if named is not None and not _is_kind(named):
                break
            first -= 1
        first = _behind_post(words, first, at)
        while first < at and words.lows[first] in SMALL:
            first += 1
        if any(words.lows[k] not in SMALL | PLAIN for k in range(first, at)):
            found.append((first, end))
    return found


def _behind_post(words: Words, first: int, end: int) -> int:
    """Return where the name begins behind a post: the "Acme" of "Director of Nursing Acme Valley NHS FT"."""
    posts = [k for k in range(first, end) if is_post(words.raw[k])]
    if not posts:
        return first
    k = posts[-1] + 1
    while k + 1 < end and words.lows[k] in SMALL:
        k += 2
    return k


def _joins(words: Words, k: int) -> bool:
    gap = words.gaps[k]
    return not gap.strip(" \n'’-") and gap.count("\n") < 2


def _is_kind(item: Item) -> bool:
    """Return True for what a trust's name may hold: a kind of health body ("Hospitals"), or a word some charity is called
    by ("Estuary")."""
    if item.read is None:
        return True
    reading = item.read.readings[0]
    word = item.end == item.start + 1 and reading.sector in ("housing", "voluntary", "health")
    return word or reading.kind in ("provider kind (unspecified)", "placeholder")
