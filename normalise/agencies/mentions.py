"""The bodies a sentence mentions: those of the gazetteer, and those the row's own lead cell and heading make known."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from normalise.agencies.asking import asking, low, sentences
from normalise.agencies.items import Item, find
from normalise.agencies.nouns import Context
from normalise.agencies.readings import Read, unknown_reading
from normalise.agencies.shapes import ORG_KEYS
from normalise.agencies.unlisted_names import unlisted_subjects
from normalise.agencies.words import Words, keys_of, name_key, split
from normalise.model import AgencyReading

COUPLE = frozenset({"both", "their", "his", "her", "previous", "ex", "intimate", "two", "three", "four", "new", "former",
                    "current", "male", "female", "abusive", "as", "between", "of", "a", "the", "or", "victim's", "whose"})  # fmt: skip
"""Before "partners" these make it a couple's, not the agencies that work together."""
LITTLE = frozenset({"and", "of", "for", "the"})


def mentions(words: Words, leads: tuple[AgencyReading, ...], context: Context) -> list[Item]:
    """Return the bodies of a text from left to right. leads: readings of the row's lead cell and heading."""
    named = {lead.agency_id for lead in leads}
    sure: list[Item] = []
    for item in find(words, context):
        if item.read is None or (sure and item.start < sure[-1].end):
            continue
        if item.read.body is not None and item.read.body.id == "family":
            continue  # families are told and offered, not asked
        if item.ordinary and not _is_lead(item, named) and not _titled(words, item):
            continue
        if words.keys[item.start] == "partner" and item.end == item.start + 1 and _couple(words, item):
            continue
        sure.append(_longer(words, item) if _another_name(words, item) else item)
    sure += _in_a_row(words, sure, context)
    sure += _shortened(words, sure, leads)
    return _with_leads(words, [*sure, *unlisted_subjects(words, sure, leads)], leads)


def _in_a_row(words: Words, items: list[Item], context: Context) -> list[Item]:
    """Names in capitals that stand between bodies in a list: the "Charter" of "Newport City Homes, Charter and Linc"."""
    found: list[Item] = []
    for before, after in pairwise(items):
        last = after.start - (low(words, after.start - 1) == "and")
        name = range(before.end, last)
        listed = (
            0 < len(name) <= 4
            and words.gaps[before.end].strip() == ","
            and words.gaps[last].strip() in ("", ",")
        )
        if (
            not listed
            or not all(words.raw[k][0].isupper() for k in name)
            or any("," in words.gaps[k] for k in name[1:])
        ):
            continue
        text = words.text[words.starts[before.end] : words.ends[last - 1]]
        listed_body = next((i for i in find(split(text), context) if i.end - i.start == len(name)), None)
        read = listed_body.read if listed_body is not None else None
        found.append(Item(before.end, last, read or Read((unknown_reading(text, text),))))
    return found


def _shortened(words: Words, items: list[Item], leads: tuple[AgencyReading, ...]) -> list[Item]:
    """The lead body under the beginning of its name: "Mid and South Essex to ensure" beside MSEFT."""
    found: list[Item] = []
    taken = {k for i in items for k in range(i.start, i.end)}
    named = [
        lead for lead in leads if lead.kind not in ("collective", "placeholder") and "@" not in lead.agency_id
    ]
    for start, end in sentences(words) if named else ():
        first = start + (low(words, start) in ("the", "that"))
        for lead in named:
            keys = name_key(lead.name)
            size = 0
            while size < len(keys) and first + size < end and words.keys[first + size] == keys[size]:
                size += 1
            after = first + size
            verb = after < end and (low(words, after) in asking().modals or low(words, after) == "to")
            if 2 <= size < len(keys) and verb and words.keys[after - 1] != "and" and first not in taken:
                found.append(Item(first, after, Read((replace(lead, unit="", basis="inferred"),))))
                break
    return found


def _is_lead(item: Item, named: set[str]) -> bool:
    """An ordinary word ("Refuge") is a body in a sentence only when the lead cell names it."""
    return item.read is not None and any(r.agency_id in named for r in item.read.readings)


def _titled(words: Words, item: Item) -> bool:
    """Two words in capitals are no longer ordinary: "Next Link", "Turning Point"."""
    return item.end - item.start > 1 and all(raw[0].isupper() for raw in words.raw[item.start : item.end])


def _couple(words: Words, item: Item) -> bool:
    before = low(words, item.start - 1) if item.start else ""
    if before in COUPLE and not (before == "the" and low(words, item.end) in asking().modals):
        return True
    return low(words, item.end) in ("of", "in", "or", "whose", "who", "living") or item.end == len(words)


def _another_name(words: Words, item: Item) -> bool:
    """Return True for "Council for Mosques": a kind of body that goes on to a name of its own."""
    if item.read is None or item.read.body is None or item.end - item.start > 1 or item.read.placed:
        return False
    if (
        not words.raw[item.start][0].isupper()
        or low(words, item.end) not in ("for", "of")
        or words.raw[item.start].isupper()
    ):
        return False
    onward = item.end + 1
    return onward < len(words) and words.raw[onward][0].isupper() and words.raw[onward] not in ("GP", "GPs")


def _longer(words: Words, item: Item) -> Item:
    """Return the body that the name goes on to be; no list has it."""
    end = item.end + 1
    while end < len(words) and words.raw[end][0].isupper() and words.joins[end]:
        end += 1
    name = words.text[words.starts[item.start] : words.ends[end - 1]]
    return Item(item.start, end, Read((unknown_reading(name, name),)))


def _with_leads(words: Words, items: list[Item], leads: tuple[AgencyReading, ...]) -> list[Item]:
    """Add the row's own bodies where the sentence repeats their name, or a part of it that can mean nothing else.

    "The Learning Trust" under the lead "Hackney Learning Trust"; "The Steering Group" under "MARAC Steering Group".
    """
    phrases = _capital_phrases(words) if any(lead.kind != "collective" for lead in leads) else []
    if not phrases and not any(lead.kind == "unlisted" for lead in leads):
        return sorted(items, key=lambda i: i.start)
    for lead in leads:
        if lead.kind in ("collective", "placeholder"):
            continue
        if lead.agency_id.startswith("unlisted:"):
            items = _repeated(words, items, lead)
        known = _keys(lead.name) | _keys(lead.as_written) | LITTLE
        for first, last in phrases:
            keys = words.keys[first:last]
            whole = any(i.start < last and first < i.end and _stands(i, first, last) for i in items)
            whole = whole or any(i.start < first and last <= i.end for i in items)
            plural = words.raw[last - 1].endswith("s") and not _ends_in_s(lead)
            if not whole and not plural and known.issuperset(keys) and keys[-1] in ORG_KEYS:
                items = [i for i in items if i.end <= first or i.start >= last]
                items.append(Item(first, last, Read((replace(lead, unit=""),))))
    return sorted(items, key=lambda i: i.start)


@lru_cache(maxsize=8192)
def _keys(name: str) -> frozenset[str]:
    return frozenset(keys_of(name))


def _stands(item: Item, first: int, last: int) -> bool:
    """Return True for a body that keeps its own reading: a listed one, and "the Community Safety Partnership" whole."""
    if item.read is None:
        return False
    if item.read.body is None:
        return not _is_unlisted(item)
    return item.read.body.id == "csp" and (item.start, item.end) == (first, last)


def _is_unlisted(item: Item) -> bool:
    return item.read is not None and item.read.readings[0].kind == "unlisted"


def _ends_in_s(lead: AgencyReading) -> bool:
    return any(raw.endswith("s") for name in (lead.name, lead.as_written) for raw in split(name).raw[-1:])


def _repeated(words: Words, items: list[Item], lead: AgencyReading) -> list[Item]:
    keys = split(lead.name).keys
    for start in range(len(words) - len(keys) + 1):
        same = words.keys[start] == keys[0] and words.keys[start : start + len(keys)] == keys
        if same and words.raw[start][0].isupper():
            end = start + len(keys)
            if any(i.start <= start and end <= i.end and i.end - i.start > len(keys) for i in items):
                continue  # "Choices DAS" is more than the "Choices" of the lead cell
            items = [i for i in items if i.end <= start or i.start >= end]
            items.append(Item(start, end, Read((lead,))))
    return items


def _capital_phrases(words: Words) -> list[tuple[int, int]]:
    """Return the stretches of two and more words in capitals, without a leading article."""
    found: list[tuple[int, int]] = []
    capital = [raw[0].isupper() for raw in words.raw]
    k = 0
    while True in capital[k:]:
        k = last = capital.index(True, k)
        while last < len(capital) and capital[last] and (last == k or words.joins[last]):
            last += 1
        first = k + (last > k and words.keys[k] in ("the", "that"))
        if last - first >= 2:
            found.append((first, last))
        k = max(last, k + 1)
    return found
