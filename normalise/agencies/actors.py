"""Who the wording asks to act: the subject of "should", "to", "ensure"; whoever assurance is sought from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from normalise.agencies.cells import resolve
from normalise.agencies.entries import fits
from normalise.agencies.items import Item, find, is_organisation
from normalise.agencies.nouns import Body, Context
from normalise.agencies.readings import Read, unknown_reading
from normalise.agencies.words import Words, key, split
from normalise.model import AgencyReading

SENTENCE_END = re.compile(r"[.?!;][\"'’”)]*\s+|\n+")
COLLECTIVE_IDS = frozenset({"all-agencies", "csp", "dhr-panel"})
KEPT_BY_KIND = frozenset({"csp", "all-agencies", "police", "council", "dhr-panel"})
"""Bodies that keep the name of their kind in a sentence, with the lead body as the one that answers to it."""
_BETWEEN = frozenset({"and", "&", "the", "or", "all", "local", "both"})
FAR = 45
NEAR = 14


@dataclass(frozen=True, slots=True)
class Asking:
    """The word lists of data/asking.toml."""

    modals: frozenset[str]
    reporting: frozenset[str]
    asked_passives: frozenset[str]
    irregular_passives: frozenset[str]
    lead_ins: frozenset[str]
    subordinate: frozenset[str]
    bare_verbs: frozenset[str]
    finite: frozenset[str]
    parts: frozenset[str]
    anaphora: dict[str, tuple[str, ...]]


@cache
def _asking() -> Asking:
    text = (
        resources.files("normalise.agencies")
        .joinpath("data")
        .joinpath("asking.toml")
        .read_text(encoding="utf-8")
    )
    data = tomllib.loads(text)
    lists = {name: frozenset(words) for name, words in data.items() if isinstance(words, list)}
    return Asking(**lists, anaphora={key(noun): tuple(kinds) for noun, kinds in data["anaphora"].items()})


@dataclass(frozen=True, slots=True)
class Asked:
    """A body that is asked, with the body behind it if it was named by its kind."""

    reading: AgencyReading
    body: Body | None


@lru_cache(maxsize=65536)
def addressed_to(
    recommendation: str | None,
    action: str | None,
    lead_readings: tuple[AgencyReading, ...],
    context: Context,
) -> tuple[AgencyReading, ...]:
    """Return who the recommendation asks to act; the action is read only where there is no recommendation.

    A row under a heading that names an organisation is addressed to it unless the wording says otherwise. () when the
    wording asks nobody in particular ("Leaflets to be reviewed").
    """
    group = _group(context)
    text = (recommendation or "").strip() or (action or "").strip()
    asked = _asked(text, lead_readings, group, context) if text else []
    readings: list[AgencyReading] = []
    for one in asked:
        for reading in _settle(one, lead_readings, group):
            if reading.name and all(r.agency_id != reading.agency_id for r in readings):
                readings.append(reading)
    if readings or not group:
        return tuple(readings)
    leading = tuple(r for r in group if any(r.agency_id == lead.agency_id for lead in lead_readings))
    return leading or group


@lru_cache(maxsize=1024)
def _group(context: Context) -> tuple[AgencyReading, ...]:
    """Return the organisations that the heading above a row names; a theme or "Multi-agency" names none."""
    label = context.group_label
    if not label or re.match(r"\s*(theme|section|part|priority|objective|area)\b", label, re.IGNORECASE):
        return ()
    bare = re.sub(
        r"\b(single agency|individual agency|agency|recommendations?|actions?|for|from|the)\b",
        " ",
        label,
        flags=re.I,
    )
    readings, _ = resolve(" ".join(bare.split()), replace(context, group_label=None))
    named = tuple(
        replace(r, unit="", basis="inferred")
        for r in readings
        if r.kind not in ("unlisted", "collective", "placeholder", "forum")
    )
    return named if all(_covers(bare, r) for r in named) or len(named) > 1 else ()


def _covers(label: str, reading: AgencyReading) -> bool:
    """A heading names a kind of body only when it says nothing else: "Housing", not "Housing and homelessness"."""
    if "@" not in reading.agency_id and reading.agency_id.count("-") >= 1:
        return True
    return len(split(label)) <= len(split(reading.as_written)) + 1


def _asked(
    text: str, leads: tuple[AgencyReading, ...], group: tuple[AgencyReading, ...], context: Context
) -> list[Asked]:
    words = split(text)
    named = {lead.agency_id for lead in leads}
    sure = [i for i in find(words, context) if i.read is not None and (not i.ordinary or _is_lead(i, named))]
    items = _with_leads(words, [*sure, *_unlisted_subjects(words, sure, leads)], leads)
    found: list[Asked] = []
    for start, end in _sentences(words):
        by_start = {i.start: i for i in items if start <= i.start < end}
        for subjects, kind in (
            *_subjects(words, start, end, by_start),
            *_agents(words, start, end, by_start),
        ):
            for item in subjects:
                assert item.read is not None
                found += [Asked(r, item.read.body) for r in item.read.readings]
            if not subjects and kind:
                found += [Asked(r, None) for r in _referred(kind, found, leads, group)]
    return found


def _is_lead(item: Item, named: set[str]) -> bool:
    """An ordinary word ("Refuge") is a body in a sentence only when the lead cell names it."""
    return item.read is not None and any(r.agency_id in named for r in item.read.readings)


def _unlisted_subjects(words: Words, items: list[Item], leads: tuple[AgencyReading, ...]) -> list[Item]:
    """Names in capitals at the head of a sentence that no list knows: "Rising Sun Trust should", "Livewell Southwest:".

    They are bodies if they are built like one, or if the lead cell begins with the same word.
    """
    found: list[Item] = []
    taken = {k for i in items for k in range(i.start, i.end)}
    for start, end in _sentences(words):
        first = start + (words.raw[start].casefold() in ("the", "that"))
        last = first
        while (
            last < end
            and last not in taken
            and (words.raw[last][0].isupper() or words.raw[last] in ("and", "&", "of", "for"))
        ):
            last += 1
        if last - first < 2 or last >= end or (last < end and last in taken):
            continue
        gap = words.text[words.ends[last - 1] : words.starts[last]]
        if words.raw[last].casefold() not in (*_asking().modals, "to", "is") and ":" not in gap:
            continue
        name = words.text[words.starts[first] : words.ends[last - 1]]
        lead = next(
            (
                r
                for r in leads
                if r.kind == "unlisted" and split(r.name).keys[:1] == words.keys[first : first + 1]
            ),
            None,
        )
        if lead is not None or is_organisation(name, whole=True):
            found.append(Item(first, last, Read((lead or unknown_reading(name, name),))))
    return found


def _with_leads(words: Words, items: list[Item], leads: tuple[AgencyReading, ...]) -> list[Item]:
    """Names in the lead cell that are not listed count where the sentence repeats them."""
    for lead in leads:
        if not lead.agency_id.startswith("unlisted:"):
            continue
        keys = split(lead.name).keys
        for start in range(len(words) - len(keys) + 1):
            if words.keys[start : start + len(keys)] == keys and words.raw[start][0].isupper():
                end = start + len(keys)
                items = [i for i in items if i.end <= start or i.start >= end]
                items.append(Item(start, end, Read((lead,))))
    return sorted(items, key=lambda i: i.start)


def _sentences(words: Words) -> Iterator[tuple[int, int]]:
    start = 0
    for k in range(1, len(words)):
        gap = words.text[words.ends[k - 1] : words.starts[k]]
        if (
            len(gap) > 1
            and SENTENCE_END.search(gap)
            and words.raw[k - 1].casefold() not in ("eg", "ie", "e.g", "st", "no")
        ):
            yield start, k
            start = k
    if start < len(words):
        yield start, len(words)


def _subjects(words: Words, start: int, end: int, items: dict[int, Item]) -> Iterator[tuple[list[Item], str]]:
    """Yield the subjects of a sentence that are asked to act: items, or the noun of "the Trust", "this agency"."""
    asking = _asking()
    for clause in _clauses(words, start, end, asking):
        first = clause
        while first < end and first not in items and words.raw[first].casefold() in asking.lead_ins:
            first += 1
        if first >= end:
            continue
        subjects, after = _coordinated(words, first, end, items)
        if not subjects:
            noun = _noun(words, clause, first, end, asking)
            if noun and _is_asked(words, clause, noun[1], end, asking):
                yield [], noun[0]
                return
            continue
        if _is_asked(words, clause, after, end, asking) or _led_by_colon(words, start, first, after, end):
            yield subjects, ""
            yield from _assurance(words, after, end, items)
            return


def _agents(words: Words, start: int, end: int, items: dict[int, Item]) -> Iterator[tuple[list[Item], str]]:
    """Yield whoever something should be done by: "A review should be undertaken by the CSP"."""
    asking = _asking()
    for k in range(start + 2, end - 1):
        if words.raw[k] != "by":
            continue
        before = [w.casefold() for w in words.raw[max(start, k - 12) : k]]
        directed = any(w in asking.modals or w == "to" for w in before[:-2]) and "be" in before
        close = before[-1] in asking.irregular_passives or before[-1].endswith("ed") or before[-1] == "out"
        onward = k + 1 + (words.raw[k + 1].casefold() == "the" and k + 1 not in items)
        if directed and close and onward in items:
            yield _coordinated(words, onward, end, items)[0], ""


def _clauses(words: Words, start: int, end: int, asking: Asking) -> Iterator[int]:
    """Yield where a clause with a subject may begin."""
    yield start
    subordinate = words.raw[start].casefold() in asking.subordinate
    for k in range(start + 1, end):
        gap = words.text[words.ends[k - 1] : words.starts[k]]
        before = words.raw[k - 1].casefold()
        pair = words.raw[k - 2].casefold() + " " + before if k - 2 >= start else before
        comma = "," in gap and subordinate
        if (
            ":" in gap
            or comma
            or re.search(r"\s[-–—]\s", gap)
            or (before == "that" and k - 2 >= start and words.raw[k - 2].casefold() in asking.reporting)
            or (
                (before in asking.reporting or pair in asking.reporting)
                and k - start <= 12
                and before != "request"
            )
        ):
            yield k


def _coordinated(words: Words, first: int, end: int, items: dict[int, Item]) -> tuple[list[Item], int]:
    """Return the bodies that begin at a word, joined by commas and "and", and the word after them."""
    found: list[Item] = []
    position = first
    while position < end and position in items:
        item = items[position]
        found.append(item)
        position = item.end
        onward = position
        while onward < end and onward not in items and words.raw[onward].casefold() in _BETWEEN:
            onward += 1
        if onward in items and (
            onward > position or "," in words.text[words.ends[position - 1] : words.starts[onward]]
        ):
            position = onward
        else:
            break
    return found, found[-1].end if found else first


def _noun(words: Words, clause: int, first: int, end: int, asking: Asking) -> tuple[str, int] | None:
    """Return the noun of "this agency", "the Trust", "the memory clinic", and the word after it."""
    determined = first > clause or words.raw[clause].casefold() == "this"
    position = first + (words.raw[first].casefold() == "this")
    if position < end and words.keys[position] in asking.anaphora and determined:
        return words.keys[position], position + 1
    if not determined:
        return None
    for k in range(position, min(position + 4, end)):
        low = words.raw[k].casefold()
        if low in asking.modals or low == "to" or low in asking.finite:
            return None
        if low in asking.parts and k > position:
            return "part", k + 1
    return None


def _is_asked(words: Words, clause: int, after: int, end: int, asking: Asking) -> bool:
    """Return True when the first "should", "to" or bare verb after a subject asks it to act."""
    if after >= end:
        return False
    if words.raw[after].casefold() in asking.reporting:
        return False  # "The Review Panel asks the local authority to": the panel asks
    relative = words.raw[after].casefold() in ("who", "which", "that", "whose", "when", "where")
    for k in range(after, min(end, after + FAR)):
        low = words.raw[k].casefold()
        if low in asking.modals:
            if low in ("need", "needs", "ought") and not (
                k + 1 < end and words.raw[k + 1].casefold() == "to"
            ):
                continue
            return not _passive(words, k, end, asking)
        if low == "to" and k - after <= NEAR and k + 1 < end and not relative:
            following = words.raw[k + 1]
            tail = [w.casefold() for w in words.raw[after:k]]
            verbal = following[0].islower() and following.casefold() not in (
                "the",
                "a",
                "an",
                "their",
                "his",
                "her",
                "all",
                "this",
            )
            if tail and (tail[-1] in ("is", "are")) and verbal:
                return not _passive(words, k, end, asking)
            if (
                verbal
                and not any(w in asking.finite for w in tail)
                and not (tail and tail[-1].endswith("ed"))
            ):
                return not _passive(words, k, end, asking)
            if (
                verbal
                and tail
                and tail[-1] in ("asked", "reminded", "required", "requested", "recommended", "invited")
            ):
                return True
        if low in asking.finite and not relative and k == after and low not in ("is", "are"):
            return False
    return words.raw[after].casefold() in asking.bare_verbs


def _passive(words: Words, marker: int, end: int, asking: Asking) -> bool:
    """Return True for "to be thanked": somebody else is asked to do it. "to be reminded" asks the one reminded."""
    rest = [w.casefold() for w in words.raw[marker + 1 : min(end, marker + 6)]]
    skipped = [w for w in rest if w not in ("to", "also", "not", "always", "now", "all", "therefore", "then")]
    if len(skipped) < 2 or skipped[0] not in ("be", "have"):
        return False
    if skipped[0] == "have":
        return len(skipped) > 2 and skipped[1] == "been"
    if skipped[1] == "invited" and "to" in rest:
        after = words.raw[marker + 1 : min(end, marker + 8)]
        beyond = [w.casefold() for w in after][[w.casefold() for w in after].index("invited") + 1 :]
        if len(beyond) > 1 and beyond[0] == "to" and beyond[1] in asking.bare_verbs:
            return False  # "invited to consider", not "invited to a seminar"
    verb = skipped[1] if not skipped[1].endswith("ly") else (skipped[2] if len(skipped) > 2 else skipped[1])
    if verb in asking.asked_passives:
        return False
    return verb in asking.irregular_passives or (verb.endswith("ed") and len(verb) > 3)


def _led_by_colon(words: Words, start: int, first: int, after: int, end: int) -> bool:
    """Return True for "BeNCH CRC: unpaid work supervisors to ..." and "GPs - register first"."""
    if first != start or after >= end:
        return False
    gap = words.text[words.ends[after - 1] : words.starts[after]]
    return ":" in gap or bool(re.search(r"\s[-–—]\s", gap))


def _assurance(
    words: Words, after: int, end: int, items: dict[int, Item]
) -> Iterator[tuple[list[Item], str]]:
    """Yield whoever the subject is to get assurance from, or to request something of."""
    for k in range(after, end - 1):
        low = words.raw[k].casefold()
        opens = (
            (low == "from" and words.keys[k - 1] == "assurance")
            or (
                low in ("that", "the", "of")
                and words.raw[k - 1].casefold()
                in ("request", "requests", "ask", "asks", "require", "requires")
            )
            or low in ("request", "ask", "asks")
        )
        if not opens:
            continue
        onward = k + 1
        while onward < end and words.raw[onward].casefold() in (
            "the",
            "that",
            "all",
            "local",
            "each",
            "relevant",
            "both",
        ):
            if onward in items:
                break
            onward += 1
        found, _ = _coordinated(words, onward, end, items)
        if found:
            yield found, ""
            return


def _referred(
    noun: str, found: list[Asked], leads: tuple[AgencyReading, ...], group: tuple[AgencyReading, ...]
) -> tuple[AgencyReading, ...]:
    """Return what "the Trust" or "this agency" refers to: named before in the text, else the heading, else the lead."""
    named = [a.reading for a in found]
    if noun == "part":
        lead = [r for r in leads if r.kind not in ("collective", "community safety partnership", "unlisted")]
        return tuple(
            replace(r, unit="", basis="inferred") for r in (group or (lead if len(leads) == 1 else ()))
        )
    kinds = _asking().anaphora[noun]
    if kinds == ("",):
        return tuple(replace(r, unit="", basis="inferred") for r in (group or leads[:1]))
    for pool in (named[::-1], list(leads), list(group)):
        fitting = [r for r in pool if any(k in r.kind for k in kinds) or noun in split(r.name).keys]
        if fitting:
            return (replace(fitting[0], unit="", basis="inferred"),)
    return ()


def _settle(
    asked: Asked, leads: tuple[AgencyReading, ...], group: tuple[AgencyReading, ...]
) -> tuple[AgencyReading, ...]:
    """Settle a body named by its kind by the heading or the lead: "the CCG" where the lead is NHS Lewisham CCG."""
    reading, body = asked.reading, asked.body
    if body is None:
        return (reading,)
    if group and body.id not in COLLECTIVE_IDS:
        leading = tuple(r for r in group if any(r.agency_id == lead.agency_id for lead in leads))
        mine = leading or group
        if any(fits(body, r) or r.sector == body.sector or r.kind == body.kind for r in mine):
            return mine
    patient = [lead for lead in leads if lead.kind in body.unit_of and "@" not in lead.agency_id]
    if (
        body.sector == "health"
        and len(patient) == 1
        and body.kind == "provider kind (unspecified)"
        and body.id != "gp-practice"
    ):
        return (replace(reading, current_name=patient[0].current_name, basis="inferred"),)
    for lead in leads:
        own = lead.kind == body.kind or (
            body.id in ("district-council", "county-council") and lead.kind == "council"
        )
        if not own or "@" in lead.agency_id or lead.agency_id == body.id:
            continue
        if body.id == "csp":
            return (reading,)
        if body.id in KEPT_BY_KIND:
            return (replace(reading, current_name=lead.current_name, basis="inferred"),)
        if (
            body.sector == "education"
            and len(reading.as_written.split()) == 1
            and not reading.as_written.endswith("s")
        ):
            return (replace(lead, as_written=reading.as_written, unit="", basis="inferred"),)
        if body.kind in ("CCG", "ICB", "Welsh NHS body", "council", "ambulance trust", "CRC"):
            return (replace(lead, as_written=reading.as_written, unit="", basis="inferred"),)
    return (reading,)
