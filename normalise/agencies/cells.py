"""Read a lead cell: which organisations it names, with their departments."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalise import names
from normalise.agencies.chunks import brackets, chunks_of, is_post, segments, text_of
from normalise.agencies.departments import Entry
from normalise.agencies.entries import entries_of
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.initials import here_of
from normalise.agencies.items import Item, find
from normalise.agencies.lines import is_bare, unbroken
from normalise.agencies.misspelt import put_right, without_dots
from normalise.agencies.notes import qualify
from normalise.agencies.nouns import Context
from normalise.agencies.readings import PERSON, POST_ONLY, RESPELLED, UNKNOWN, body_reading
from normalise.agencies.shared_words import with_its_bracket
from normalise.agencies.trusts import unlisted_trusts
from normalise.agencies.words import Words, slug, split
from normalise.model import AgencyReading

TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s*$")
MASKED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.?\s*)?\[name\](?:['’]s\b)?|\[(?:telephone|number|address|date of birth)\]"
)
POSSESSIVE_AFTER = re.compile(r"^['’]s\b")
ACTING = re.compile(r"\b[TAD]/(?=(?:D?C?[IS]|D?/?Supt|Det|DCI|DCS|Insp|Sgt|ACC|DCC|Ch|Chief|Supt)\b)")
"""Before a rank: "T/DCI" is a temporary one."""
NUMBERED = re.compile(r"(?:^|(?<=\s))(?:\(?[1-9a-h]\)|[1-9]\.(?=\s))\s*")
"""Numbers and letters before the organisations of a list: "1. WYP 2. LCC"."""
EVERY_MEMBER = re.compile(
    r"(?:all|each)\s(?!.*\b(?:nhs|health|housing|voluntary|schools?|education|community|police)\b)(?:\S+\s){1,6}(?:members?|partners?|partner agencies|agencies|organisations|member organisations|signatories)",
    re.IGNORECASE,
)
"""All who sit together are all agencies: "All PSB members", "All panel agencies"."""
NOW = re.compile(r",\s*now\s+([^,;\n()/]+)")
"""A later name in passing: "NHS Kernow CCG, now Cornwall ICB"."""
DEICTIC = re.compile(r"^(this|the|our)\s+(agency|organisation|service|own agency)$", re.IGNORECASE)


PARTNERSHIP = re.compile(r"(?:[Tt]he\s+|[Ll]ocal\s+)*Partnership")
"""In a review this is the community safety partnership, whose review it is."""


@lru_cache(maxsize=65536)
def resolve(text: str, context: Context) -> tuple[tuple[AgencyReading, ...], tuple[str, ...]]:
    """Return the organisations a lead cell names, in its order, and finding codes (keys of codes.toml).

    An organisation that is not listed is returned under its written name, agency_id "unlisted:...", basis "unknown".
    """
    text = without_dots(text)
    text, person = _without_people(NOW.sub(r" (now \1)", ACTING.sub("", NUMBERED.sub("\n", text))))
    text = unbroken(text)
    words = split(text)
    if not len(words) and person:
        return _above(context), (PERSON,)
    if not len(words):
        return (), ()
    if context.group_label and DEICTIC.match(text.strip()):
        inherited, findings_above = resolve(context.group_label, replace(context, group_label=None))
        return tuple(replace(r, as_written=text.strip(), basis="inferred") for r in inherited), findings_above
    if PARTNERSHIP.fullmatch(text.strip()):
        csp, _ = resolve("Community Safety Partnership", context)
        return tuple(replace(r, as_written=text.strip(), basis="inferred") for r in csp), (RESPELLED,)
    items = unlisted_trusts(words, find(words, context))
    readings: list[AgencyReading] = []
    findings: list[str] = []
    for start, end in segments(words, items):
        inside = [i for i in items if start <= i.start and i.end <= end]
        for reading, codes in _segment(words, start, end, inside, context):
            if not reading.name:
                continue
            _add(readings, reading)
            findings += [code for code in codes if code not in findings]
    if any(r.kind == "unlisted" for r in readings):
        right = put_right(text)
        again = resolve(right, context) if right != text else ((), ())
        if again[0] and not any(r.kind == "unlisted" for r in again[0]):
            return tuple(replace(r, basis="inferred") for r in again[0]), (*again[1], RESPELLED)
    whole = _without_bare(readings)
    if len(whole) < len(readings) and all(r.kind != "unlisted" for r in whole):
        findings = [code for code in findings if code != UNKNOWN]
    readings = _of_its_university(whole)
    if readings and all(r.kind == "unlisted" and (is_post(r.name) or is_bare(r.name)) for r in readings):
        above = _above(context)
        if person:
            return above, (PERSON,)
        if len(above) == 1:  # "Head of Local Policing" under "Cleveland Police"
            return tuple(replace(r, as_written=text.strip(), unit=text.strip()) for r in above), ()
        if all(is_bare(r.name) for r in readings):  # "Head", "Team": whose is not said
            return (), (POST_ONLY,)
    return tuple(readings), tuple(findings)


def _without_bare(readings: list[AgencyReading]) -> list[AgencyReading]:
    """Give what only a post or a part is called by ("Head", "Team") to the organisation before it, or after it."""
    kept = [r for r in readings if r.kind != "unlisted" or not is_bare(r.name)]
    if not kept:
        return readings
    for bare in (r for r in readings if r not in kept):
        at = max(0, sum(r in kept for r in readings[: readings.index(bare)]) - 1)
        owner = kept[at]
        kept[at] = replace(owner, unit=f"{owner.unit}; {bare.name}" if owner.unit else bare.name)
    return kept


def _of_its_university(readings: list[AgencyReading]) -> list[AgencyReading]:
    """Give "UEA / Students' Union" the university's name: each has its own."""
    owner = next(
        (r for r in readings if r.kind == "education" and "@" not in r.agency_id and " " in r.name), None
    )
    if owner is None:
        return readings
    name = f"{owner.name} Students' Union"
    return [
        replace(r, agency_id=slug(name), name=name, current_name=name, basis="inferred")
        if r.agency_id == "students-union"
        else r
        for r in readings
    ]


def _above(context: Context) -> tuple[AgencyReading, ...]:
    """Return the listed organisations of the heading above the row."""
    if not context.group_label:
        return ()
    readings, _ = resolve(context.group_label, replace(context, group_label=None))
    return tuple(replace(r, basis="inferred") for r in readings if r.kind != "unlisted")


def _without_people(text: str) -> tuple[str, bool]:
    """Take people's names and their titles out of a cell; their posts stay, as the unit of their organisation."""
    plain = MASKED.sub(" ", text)
    masked, text = plain != text, plain
    spans = names.find(text)
    for span in reversed(spans):
        head = TITLE_BEFORE.sub("", text[: span.start])
        text = head + POSSESSIVE_AFTER.sub("", text[span.end :])
    return text, masked or bool(spans)


def _add(readings: list[AgencyReading], reading: AgencyReading) -> None:
    for position, before in enumerate(readings):
        # the local office of a national body and the body itself are one organisation: "The Probation Service - Merton PDU"
        same = (before.name, before.current_name) == (reading.name, reading.current_name)
        if before.agency_id == reading.agency_id or same:
            if reading.unit and reading.unit not in before.unit:
                unit = f"{before.unit}; {reading.unit}" if before.unit else reading.unit
                readings[position] = replace(before, unit=unit)
            return
    readings.append(reading)


def _segment(
    words: Words, start: int, end: int, items: list[Item], context: Context
) -> list[tuple[AgencyReading, tuple[str, ...]]]:
    if EVERY_MEMBER.fullmatch(text_of(words, start, end)):
        everybody = Gazetteer.load().bodies["all-agencies"]
        whole_text = text_of(words, start, end)
        return [(body_reading(everybody, whole_text, (), here_of(context)), ())]
    outer, notes = brackets(words, start, end)
    whole = with_its_bracket(words, start, end) if notes and outer else None
    if whole is not None:
        return [(whole, ())]
    if not outer:
        outer, notes = [(a, b) for a, b in notes], []
    note_items = [i for i in items if any(a <= i.start < b for a, b in notes)]
    outer_items = [i for i in items if i not in note_items]
    chunks = chunks_of(words, outer, outer_items)
    entries = entries_of(words, chunks, here_of(context))
    if not entries:
        return []
    if notes:
        qualify(words, notes, note_items, entries)
    return [_finish(e) for e in entries]


def _finish(entry: Entry) -> tuple[AgencyReading, tuple[str, ...]]:
    unit = "; ".join(dict.fromkeys(u for u in entry.units if u))
    reading = entry.read.readings[0]
    return (replace(reading, unit=unit) if unit else reading), entry.read.findings
