"""What is left of a cell when its bodies are found: departments, posts, and organisations that are not listed."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.agencies.area import area_around
from normalise.agencies.choosing import Here
from normalise.agencies.chunks import Chunk, is_post, is_proper, says_something, text_of
from normalise.agencies.cut_short import begun
from normalise.agencies.departments import Entry
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.items import Item
from normalise.agencies.readings import (
    RESPELLED,
    UNKNOWN,
    Read,
    agency_reading,
    body_reading,
    unknown_reading,
)
from normalise.agencies.shapes import is_organisation, is_part
from normalise.agencies.spelling import respelled
from normalise.agencies.words import Words
from normalise.names.lists import lists

POLICE_POST = re.compile(
    r"\b(?:Det(?:ective)?|Supt|Superintendent|DCI|DCS|Chief Constable|Chief Insp(?:ector)?|Insp|Inspector|Sgt|Sergeant|Divisional Commander)\b(?! General)"
)
"""A police officer's post, whoever's force it is: "Detective Supt Public Protection"."""

A_PRACTICE = frozenset({"practice", "surgery", "the practice", "the surgery"})
"""Alone in a cell this is the GP practice of the case."""


def leftover(
    words: Words, chunk: Chunk, places: list[Item], entries: list[Entry], pending: list[Chunk], here: Here
) -> None:
    """A chunk without a body: a place, a post or department of the organisation before, or an unlisted organisation."""
    only_place = bool(places) and places[0].start == chunk.start and places[-1].end == chunk.end
    if only_place and entries:
        entry = entries[-1]
        body = entry.read.body
        if body is not None and not entry.read.placed:
            where = places[0].places
            reading = body_reading(
                body, entry.read.readings[0].as_written, where, Here(area_around(where), here.date), "", True
            )
            entry.read = Read((reading,), body, entry.read.findings, True)
        return
    text = text_of(words, chunk.start, chunk.end)
    if not says_something(text):
        return
    if not entries or pending:
        pending.append(chunk)
        return
    short = None if is_post(text) or is_part(text.split()[-1]) else begun(text, here)
    if short is not None:  # "RLBUHT, Aintree, Mersey Care"
        entries.append(
            Entry(Read((replace(agency_reading(short, text), basis="inferred"),), None, (RESPELLED,)))
        )
        return
    listed = (
        len(entries) > 1 and not chunk.joined and _is_strange(text)
    )  # "NSC, Weston Area Health Trust, Gemini"
    named = listed or is_organisation(text, whole=not chunk.joined) or (chunk.joined and is_proper(text))
    if named and not is_post(text) and not (chunk.joined and entries[-1].units):
        pending.append(chunk)
    else:
        entries[-1].units.append(text)


def _is_strange(text: str) -> bool:
    """Return True for one word in capitals that is no word of the language: the name of a service."""
    return " " not in text and text[0].isupper() and len(text) > 3 and not lists().is_word(text.casefold())


def take_pending(words: Words, pending: list[Chunk], entries: list[Entry], entry: Entry) -> None:
    """What stood before an organisation is its department, unless it is built like an organisation's name."""
    if not pending:
        return
    text = text_of(words, pending[0].start, pending[-1].end)
    if is_organisation(text) and not is_post(text) and entry.read.readings[0].sector != "local government":
        at = entries.index(entry)
        entries[at:at] = [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]
    else:
        entry.units.insert(0, text)
    pending.clear()


def unlisted(words: Words, pending: list[Chunk], here: Here) -> list[Entry]:
    """Return the organisation that a segment names which names no other: a listed one misspelt or cut short, an officer's
    force, the practice of the case, or one that is not listed."""
    text = text_of(words, pending[0].start, pending[-1].end)
    text = re.sub(r"^(the|The)\s+", "", text)
    agency = respelled(text) or begun(text, here)
    if agency is not None:
        return [Entry(Read((replace(agency_reading(agency, text), basis="inferred"),), None, (RESPELLED,)))]
    if POLICE_POST.search(text):
        body = Gazetteer.load().bodies["police"]
        return [Entry(Read((body_reading(body, text, here.area.places, here),), body), [text])]
    if text.casefold() in A_PRACTICE:
        body = Gazetteer.load().bodies["gp-practice"]
        return [Entry(Read((body_reading(body, text, here.area.places, here),), body))]
    if not any(c.isalpha() for c in text):
        return []
    return [Entry(Read((unknown_reading(text, text),), None, (UNKNOWN,)))]
