"""Names in capitals at the head of a sentence that no list knows: "Rising Sun Trust should", "Livewell Southwest:"."""

from __future__ import annotations

from normalise.agencies.asking import asking, low, sentences
from normalise.agencies.items import Item
from normalise.agencies.readings import Read, unknown_reading
from normalise.agencies.shapes import is_organisation
from normalise.agencies.words import Words, name_key, split
from normalise.model import AgencyReading

_NO_NAME = frozenset({"this", "our", "each", "every", "all", "members", "staff", "officers", "any", "both"})

INNER = frozenset({"and", "&", "of", "for", "in", "the", "y", "on"})


def unlisted_subjects(words: Words, items: list[Item], leads: tuple[AgencyReading, ...]) -> list[Item]:
    """Names in capitals at the head of a sentence that no list knows: "Rising Sun Trust should", "Livewell Southwest:".

    They are bodies if they are built like one, or if the lead cell begins with the same word.
    """
    found: list[Item] = []
    taken = {k for i in items for k in range(i.start, i.end)}
    for first, end in _heads(words, items):
        last = first
        while (
            last < end and last not in taken and (words.raw[last][0].isupper() or low(words, last) in INNER)
        ):
            last += 1
        if last - first < 1 or last >= end or last in taken or low(words, first) in _NO_NAME:
            continue
        if (
            low(words, last) not in (*asking().modals, "to", "is", "be", "might", "may")
            and ":" not in words.gaps[last]
        ):
            continue
        name = words.text[words.starts[first] : words.ends[last - 1]]
        lead = next((r for r in leads if _begins_alike(r, words, first)), None) if last - first > 1 else None
        lead = lead or next((r for r in leads if _is_unit(r, name)), None)
        if lead is not None or (last - first > 1 and is_organisation(name, whole=True)):
            found.append(Item(first, last, Read((lead or unknown_reading(name, name),))))
    return found


def _heads(words: Words, items: list[Item]) -> list[tuple[int, int]]:
    """Return where a name may begin that is asked (first, end of the sentence): at its head, after "X and the"."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(words):
        first = start + (low(words, start) in ("the", "that"))
        first += low(words, first) == "the" and first > start
        found.append((first, end))
        for k in range(start + 1, end - 2):
            if words.lows[k] == "and" and (any(i.end == k for i in items) or k == start + 1):
                found.append((k + 1 + (words.lows[k + 1] == "the"), end))
    return found


def _is_unit(lead: AgencyReading, name: str) -> bool:
    """Return True for the service under which the lead works: the "ReNew" of "CGL ReNew"."""
    return bool(lead.unit) and not lead.unit.isupper() and name_key(lead.unit) == name_key(name)


def _begins_alike(lead: AgencyReading, words: Words, first: int) -> bool:
    return lead.kind == "unlisted" and split(lead.name).keys[:1] == words.keys[first : first + 1]
