"""Who the wording asks to act: the subject of "should", "to", "ensure"; whoever assurance is sought from."""

from __future__ import annotations

from functools import lru_cache

from normalise.agencies.agents import agents
from normalise.agencies.asking import asking, low, sentences
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.initials import here_of
from normalise.agencies.items import Item
from normalise.agencies.mentions import mentions
from normalise.agencies.nouns import Context
from normalise.agencies.readings import body_reading
from normalise.agencies.referring import Asked, heading, referred, settle
from normalise.agencies.subjects import Subject, subjects
from normalise.agencies.verbs import tells
from normalise.agencies.words import split
from normalise.model import AgencyReading


@lru_cache(maxsize=65536)
def addressed_to(
    recommendation: str | None,
    action: str | None,
    lead_readings: tuple[AgencyReading, ...],
    context: Context,
) -> tuple[AgencyReading, ...]:
    """Return who the recommendation asks to act; the action is read only where there is no recommendation.

    A row under a heading that names an organisation is addressed to it unless the wording says otherwise, or only tells
    what happened. () when the wording asks nobody in particular ("Leaflets to be reviewed").
    """
    group = heading(context)
    text = (recommendation or "").strip() or (action or "").strip()
    readings: list[AgencyReading] = []
    for one in _asked(text, lead_readings, group, context) if text else []:
        for reading in settle(one, lead_readings, group):
            if reading.name and all(r.agency_id != reading.agency_id for r in readings):
                readings.append(reading)
    if readings or not group or (text and tells(split(text))):
        return tuple(readings)
    leading = tuple(r for r in group if any(r.agency_id == lead.agency_id for lead in lead_readings))
    if not leading and len(group) > 1:  # "DTV CRC" leads under "Durham Tees Valley Probation / CRC"
        leading = tuple(lead for lead in lead_readings if any(lead.kind == r.kind for r in group))
    return leading or group


def _asked(
    text: str, leads: tuple[AgencyReading, ...], group: tuple[AgencyReading, ...], context: Context
) -> list[Asked]:
    words = split(text)
    items = mentions(words, (*leads, *group), context)
    found: list[Asked] = []
    by_start_before: list[Item] = []
    for start, end in sentences(words):
        by_start = {i.start: i for i in items if start <= i.start < end}
        asked = list(subjects(words, start, end, by_start))
        if not asked and low(words, start) in ("they", "it") and low(words, start + 1) in asking().modals:
            asked = _spoken_of(by_start_before)
        by_start_before = [i for i in items if start <= i.start < min(end, start + 3)]
        named = bool(found or asked)
        for who, noun in (*asked, *agents(words, start, end, by_start)):
            if named and (who, noun) not in asked and all(_is_collective(item) for item in who):
                continue  # "X to agree a protocol, to be adopted by all partners" asks X
            for item in who:
                assert item.read is not None
                found += [Asked(r, item.read.body) for r in item.read.readings]
            if not who and noun:
                known = referred(noun, found, leads, group)
                found += [Asked(r, None) for r in known]
                if not known and noun == "partnership":  # "the Partnership" that commissions the review
                    csp = Gazetteer.load().bodies["csp"]
                    here = here_of(context)
                    found.append(Asked(body_reading(csp, "Partnership", here.area.places, here), csp))
    return found


def _spoken_of(before: list[Item]) -> list[Subject]:
    """Return the body that a sentence before began with, for the "They" of "GPs are often the first to hear. They should"."""
    return [([before[0]], "")] if before else []


def _is_collective(item: Item) -> bool:
    return item.read is not None and item.read.readings[0].kind == "collective"
