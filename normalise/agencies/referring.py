"""What a subject refers to: "the Trust", "this agency", "staff", or a kind of body that the lead or heading settles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from normalise.agencies.asking import asking
from normalise.agencies.cells import resolve
from normalise.agencies.departments import fits
from normalise.agencies.nouns import Body, Context
from normalise.agencies.words import split
from normalise.model import AgencyReading

Readings = tuple[AgencyReading, ...]
COLLECTIVE_IDS = frozenset({"all-agencies", "csp", "dhr-panel"})
KEPT_BY_KIND = frozenset({"csp", "all-agencies", "police", "council", "dhr-panel"})
"""Bodies that keep the name of their kind in a sentence, with the lead body as the one that answers to it."""
NO_STAFF = frozenset(
    {"collective", "community safety partnership", "unlisted", "board", "forum", "review role"}
)
"""Kinds without staff of their own: "Staff should ..." beside such a lead asks nobody in particular."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A body that is asked, with the body behind it if it was named by its kind."""

    reading: AgencyReading
    body: Body | None


@lru_cache(maxsize=1024)
def heading(context: Context) -> Readings:
    """Return the organisations that the heading above a row names; a theme or "Multi-agency" names none."""
    return tuple(replace(r, unit="") for r in led_by_heading(context))


@lru_cache(maxsize=1024)
def led_by_heading(context: Context) -> Readings:
    """Return the organisations of a heading with their departments: who leads the rows of a plan without a lead column.

    Their basis is inferred. () where the heading is a theme, a collective, or names a body among other things.
    """
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
        replace(r, basis="inferred")
        for r in readings
        if r.kind not in ("unlisted", "collective", "placeholder", "forum")
    )
    return named if all(_covers(bare, r) for r in named) or len(named) > 1 else ()


def _covers(label: str, reading: AgencyReading) -> bool:
    """A heading names a kind of body only when it says nothing else: "Housing", not "Housing and homelessness"."""
    if "@" not in reading.agency_id and reading.agency_id.count("-") >= 1:
        return True
    return len(split(label)) <= len(split(reading.as_written)) + 1


def referred(noun: str, found: list[Asked], leads: Readings, group: Readings) -> Readings:
    """Return what "the Trust" or "this agency" refers to: named before in the text, else the heading, else the lead."""
    named = [a.reading for a in found]
    if noun in ("part", "people"):
        lead = leads if len(leads) == 1 and leads[0].kind not in NO_STAFF else ()
        if noun == "people" and lead and "@" in lead[0].agency_id and lead[0].sector != "police":
            lead = ()
        return tuple(replace(r, unit="", basis="inferred") for r in (group or lead))
    kinds = asking().anaphora[noun]
    if kinds == ("",):
        return tuple(replace(r, unit="", basis="inferred") for r in (group or leads[:1]))
    for pool in (named[::-1], list(leads), list(group)):
        fitting = [r for r in pool if any(k in r.kind for k in kinds) or noun in split(r.name).keys]
        if fitting:
            return (replace(fitting[0], unit="", basis="inferred"),)
    return ()


def settle(asked: Asked, leads: Readings, group: Readings) -> Readings:
    """Settle a body named by its kind by the heading or the lead: "the CCG" where the lead is NHS Lewisham CCG."""
    reading, body = asked.reading, asked.body
    if body is None:
        return (reading,)
    if group and body.id not in COLLECTIVE_IDS:
        leading = tuple(r for r in group if any(r.agency_id == lead.agency_id for lead in leads))
        mine = leading or group
        owner = next((r for r in mine if r.kind == "council" and fits(body, r)), None)
        if owner is not None and "@" not in owner.agency_id and body.kind != "council":
            # a department under its council's heading: the department is asked, the council answers
            return (replace(reading, current_name=owner.current_name, basis="inferred"),)
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
        settled = _by_lead(reading, body, lead)
        if settled is not None:
            return (settled,)
    return (reading,)


def _by_lead(reading: AgencyReading, body: Body, lead: AgencyReading) -> AgencyReading | None:
    """Return the reading of a kind of body whose one example leads the row, None if it does not."""
    own = lead.kind == body.kind or (
        body.id in ("district-council", "county-council") and lead.kind == "council"
    )
    if not own or "@" in lead.agency_id or lead.agency_id == body.id:
        return None
    if body.id == "csp":
        return reading
    if body.id in KEPT_BY_KIND:
        return replace(reading, current_name=lead.current_name, basis="inferred")
    one_school = (
        body.sector == "education"
        and len(reading.as_written.split()) == 1
        and not reading.as_written.endswith("s")
    )
    if one_school or body.kind in ("CCG", "ICB", "Welsh NHS body", "council", "ambulance trust", "CRC"):
        return replace(lead, as_written=reading.as_written, unit="", basis="inferred")
    return None
