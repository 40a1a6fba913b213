"""The subjects of a sentence that are asked to act, wherever in it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.agencies.asking import Asking, asking, low
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.items import Item
from normalise.agencies.stand_ins import ARTICLES, INSIDE, noun_of
from normalise.agencies.verbs import NO_VERB, is_asked
from normalise.agencies.words import Words

BETWEEN = frozenset(
    {
        "and",
        "&",
        "the",
        "or",
        "all",
        "local",
        "both",
        "two",
        "three",
        "four",
        "five",
        "six",
        "its",
        "their",
        "each",
    }
)
DASH = re.compile(r"\s[-–—]\s")
STAFF = frozenset({"staff", "workers", "practitioners", "officers", "professionals", "teams"})
ADVISING = frozenset({"recommends", "recommended", "recommend", "recommendation"})
WELCOME = frozenset({"helpful", "useful", "welcome", "welcomed", "beneficial", "better"})
"""Before "if": "It would be helpful if the Home Office could publish"."""
REQUESTED = frozenset({"the", "that", "all", "local", "each", "relevant", "both"})
Items = dict[int, Item]
Subject = tuple[list[Item], str]


def subjects(words: Words, start: int, end: int, items: Items) -> Iterator[Subject]:
    """Yield the subjects of a sentence that are asked to act: items, or the noun of "the Trust", "this agency", "staff"."""
    lists = asking()
    found = False
    last = start
    for clause, wished in _clauses(words, start, end, lists):
        second = clause > start and low(words, clause - 1) in ("and", "while", "whilst")
        if (found or second) and not (found and second and _adds(words, last, clause, items, lists)):
            continue
        first = clause
        while (
            first < end
            and first not in items
            and (low(words, first) in lists.lead_ins or words.raw[first].isdigit())
        ):
            first += 1
        first = _past_place(words, first, items)
        if first >= end:
            continue
        who, after = coordinated(words, first, end, items)
        if not who:
            who, after = _head(words, clause, first, end, items, lists)
        if not who:
            who, after = _inside(words, first, end, items, lists)
        if not who and clause > start and low(words, first) in ("they", "it"):
            before = [items[k] for k in range(start, clause) if k in items]
            who, after = (before[:1], first + 1) if low(words, first + 1) in lists.modals else ([], first)
        if not who:
            noun = noun_of(words, clause, first, end, lists)
            if noun and not found and is_asked(words, noun[1], end, lists, wished=wished, receives=False):
                yield [], noun[0]
                found = True
            continue
        receives = all(i.read is not None and i.read.readings[0].sector in ("health", "police") for i in who)
        asked = is_asked(words, after, end, lists, wished=wished, receives=receives)
        told = low(words, clause - 1) == "to" and clause > start and low(words, after) == "that"
        if asked or told or _led_by_colon(words, start, first, after, end):
            yield who, ""
            sought = _assurance(words, after, end, items)
            yield from (s for s in sought if collective(who) or not collective(s[0]))
            found, last = True, after
    if not found:
        yield from _without_comma(words, start, end, items, lists)


def _without_comma(words: Words, start: int, end: int, items: Items, lists: Asking) -> Iterator[Subject]:
    """Yield the subject behind a clause that no comma closes: "If she cannot be found Victim Support should tell"."""
    if low(words, start) not in lists.subordinate:
        return
    for k in range(start + 2, end - 1):
        item = items.get(k)
        modal = item is not None and low(words, item.end) in ("should", "must")
        if item is None or not modal or low(words, k - 1) in INSIDE:
            continue
        if is_asked(words, item.end, end, lists, wished=False, receives=False):
            yield [item], ""
        return


def collective(who: list[Item]) -> bool:
    """Return True for "all partners" and the like: whoever they are, a body named beside them is the one asked."""
    return all(i.read is not None and i.read.readings[0].kind == "collective" for i in who)


def _past_place(words: Words, first: int, items: Items) -> int:
    """Return the body behind a place: "Derbyshire Victim Services" where only the services are listed."""
    if first in items or first >= len(words) or not words.raw[first][0].isupper():
        return first
    places = Gazetteer.load().place_index.at(words, first)
    return places[0][0] if places and places[0][0] in items else first


def _clauses(words: Words, start: int, end: int, lists: Asking) -> Iterator[tuple[int, bool]]:
    """Yield where a clause with a subject may begin, and whether it says what is wished ("recommends that ...")."""
    yield start, low(words, start) == "that"
    subordinate = low(words, start) in lists.subordinate
    marks, gaps, lows = lists.clause_marks, words.gaps, words.lows
    for k in range(start + 1, end):
        gap, before = gaps[k], lows[k - 1]
        if gap == " " and before not in marks:
            continue
        pair = low(words, k - 2) + " " + before if k - 2 >= start else before
        that = before == "that" and k - 2 >= start and low(words, k - 2) in lists.reporting
        reported = before in lists.reporting or pair in lists.reporting
        reported = reported and k - start <= 12 and (before != "request" or k - 1 == start)
        named = before == "to" and k - 2 >= start and low(words, k - 2) in ADVISING
        named = named or (before == "if" and low(words, k - 2) in WELCOME)
        if that or reported or named:
            yield k, True
        elif (
            ":" in gap
            or ("," in gap and subordinate)
            or (len(gap) > 2 and DASH.search(gap))
            or before == "and"
            or (before in ("while", "whilst") and k - start > 3)
        ):
            yield k, False


def _adds(words: Words, last: int, clause: int, items: Items, lists: Asking) -> bool:
    """Return True for a second subject with its own modal: "X should ... and Kent Police should record it"."""
    if not any(low(words, k) in lists.modals or low(words, k) == "to" for k in range(last, clause)):
        return False  # still the first subject: "X, together with Y and Z, should"
    first = clause
    while first < len(words) and first not in items and low(words, first) in lists.lead_ins:
        first += 1
    if first not in items:
        return False
    verb = low(words, items[first].end)
    apart = "," in words.gaps[clause - 1] and verb == "to"  # "..., and the CCG to support them"
    return verb in ("should", "must", "shall", "will") or apart


def coordinated(words: Words, first: int, end: int, items: Items) -> tuple[list[Item], int]:
    """Return the bodies that begin at a word, joined by commas and "and", and the word after them."""
    found: list[Item] = []
    position = first
    while position < end and position in items:
        item = items[position]
        if not (found and words.keys[item.start] == "partner" and item.end == item.start + 1):
            found.append(item)  # "NCC and partners" asks NCC
        position = item.end
        while position in items and _department(items[position]):
            position = items[position].end  # "Derby City Council Adult Social Care"
        onward = position
        if low(words, onward) in STAFF and (
            low(words, onward + 1) in ("and", "&") or "," in words.gaps[onward + 1 : onward + 2]
        ):
            onward += 1  # "Refuge staff and IDVAs"
        while onward < end and onward not in items and low(words, onward) in BETWEEN:
            onward += 1
        if onward in items and (onward > position or "," in words.gaps[onward] or "/" in words.gaps[onward]):
            position = onward
        else:
            break
    return found, position if found else first


def _department(item: Item) -> bool:
    return item.read is not None and item.read.body is not None and bool(item.read.body.unit_of)


def _inside(words: Words, first: int, end: int, items: Items, lists: Asking) -> tuple[list[Item], int]:
    """Return the body that a part or its people belong to: "business support departments in the City Council"."""
    part = False
    for k in range(first, min(end - 1, first + 7)):
        word = low(words, k)
        if k > first and not words.gaps[k].isspace():
            break
        if part and word in INSIDE:
            onward = k + 1
            while onward < end and onward not in items and low(words, onward) in ARTICLES:
                onward += 1
            return coordinated(words, onward, end, items) if onward in items else ([], first)
        if word in lists.modals or word in lists.finite or word in INSIDE or word == "to":
            break
        part = word in lists.parts or word in lists.people or (part and word == "and")
    return [], first


def _head(
    words: Words, clause: int, first: int, end: int, items: Items, lists: Asking
) -> tuple[list[Item], int]:
    """Return the body at the end of a phrase that is the subject: "Essex's three top tier councils to adopt"."""
    opened = first > clause or words.raw[clause].endswith(("'s", "’s", "s'", "s’"))
    for k in range(first, min(end - 1, first + 6)):
        if k in items:
            who, after = coordinated(words, k, end, items)
            verb = low(words, after) in lists.modals or low(words, after) == "to"
            return (who, after) if opened and k > first and verb and after < end else ([], first)
        word = low(words, k)
        apart = k > first and words.gaps[k] not in (" ", "-")
        if apart or word in NO_VERB or word in lists.modals or word in lists.finite or word in INSIDE:
            break
    return [], first


def _led_by_colon(words: Words, start: int, first: int, after: int, end: int) -> bool:
    """Return True for "BeNCH CRC: unpaid work supervisors to ..." and "GPs - register first"."""
    if first != start or after >= end:
        return False
    gap = words.gaps[after]
    return ":" in gap or bool(DASH.search(gap))


def _assurance(words: Words, after: int, end: int, items: Items) -> Iterator[Subject]:
    """Yield whoever the subject is to get assurance from, or to request something of."""
    requests = ("request", "requests", "require", "requires")
    for k in range(after, end - 1):
        word = low(words, k)
        opens = (
            (word == "from" and words.keys[k - 1] == "assurance")
            or (word in ("that", "the") and low(words, k - 1) in requests)
            or word == "request"
        )
        if not opens:
            continue
        onward = k + 1
        while onward < end and onward not in items and low(words, onward) in REQUESTED:
            onward += 1
        found, _ = coordinated(words, onward, end, items)
        if found:
            yield found, ""
            return
