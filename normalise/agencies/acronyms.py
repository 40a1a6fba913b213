"""Initials of the bodies of an area: "NGH" in Northampton, "UHPT" in Plymouth, though no list has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from normalise.agencies.area import Area, council_at, serving
from normalise.agencies.choosing import Here
from normalise.agencies.forms import TRUST
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.local_names import local_name
from normalise.agencies.nouns import Agency, Body, Place
from normalise.agencies.readings import agency_reading
from normalise.agencies.words import slug
from normalise.model import AgencyReading

SMALL = frozenset({"and", "of", "the", "for", "in", "on", "with", "&", "upon"})
FAMILIES = ("lscb", "scp", "sab", "hwb", "yjs", "da-board", "fire")
SAFER = ("Safer {place} Partnership", "{place} Community Safety Partnership")
OTHER = {
    "lscb": "{place} Local Safeguarding Children Board",
    "da-board": "{place} Domestic Violence Forum|{place} Domestic Abuse Forum|{place} Domestic Abuse Partnership",
}
"""Other names whose initials plans use for a family of bodies: "RLSCB", "WDVF", "SYFR"."""
AID = "{place} Women's Aid"
COUNCIL_INITIALS = ("CC", "BC", "DC", "MBC", "MDC", "CBC", "CCC", "MC", "C")
"""What follows a place's initial in the short form of its council; plans use "BCC" for any sort of council."""


@lru_cache(maxsize=512)
def of_area(area: Area, date: str | None) -> dict[str, tuple[AgencyReading, ...]]:
    """Return acronym -> the bodies of the area whose initials it is. One body = a safe reading, several = ambiguous."""
    found: dict[str, dict[str, AgencyReading]] = {}
    loose: dict[str, dict[str, AgencyReading]] = {}
    for agency in _agencies(area, date):
        for letters in initials_of(agency):
            found.setdefault(letters, {}).setdefault(agency.id, agency_reading(agency, letters))
        if agency.kind == "council":
            for letters in _loose_council(agency):
                loose.setdefault(letters, {}).setdefault(agency.id, agency_reading(agency, letters))
    for letters, councils in loose.items():
        if letters not in found:
            found[letters] = councils
    loose = {}
    for council in _neighbours(area, date):
        for letters in (*_spellings(council.name), *_loose_council(council)):
            if letters not in found:
                loose.setdefault(letters, {}).setdefault(council.id, agency_reading(council, letters))
    for letters, councils in loose.items():
        if letters not in found:
            found[letters] = councils
    for place in area.places:
        for name, reading in _partnerships(place, Here(area, date)):
            for letters in _spellings(name):
                found.setdefault(letters, {}).setdefault(reading.agency_id, reading)
    return {letters: tuple(each.values()) for letters, each in found.items() if len(letters) >= 3}


def initials_of(agency: Agency) -> Iterator[str]:
    """Yield the initials a body may be called by: NGH, NGHT, NGHFT for "Northampton General Hospital NHS Trust"."""
    trust = TRUST.match(agency.name)
    if trust:
        for letters in {
            *_spellings(trust["base"]),
            *_spellings(trust["base"] + (" University" if trust[3] else "")),
        }:
            yield from (
                letters,
                letters + "T",
                letters + "FT",
                letters + "NHST",
                letters + "NHSFT",
                letters + "NHSTrust",
            )
    elif agency.kind == "CCG":
        for letters in _spellings(
            agency.name.removeprefix("NHS ").removesuffix(" Clinical Commissioning Group")
        ):
            yield letters + "CCG"
    elif agency.kind in ("probation trust", "PCT"):
        ending = " Probation Trust" if agency.kind == "probation trust" else " Primary Care Trust"
        for letters in _spellings(agency.name.removesuffix(ending)):
            yield letters + ("PT" if agency.kind == "probation trust" else "PCT")
    elif agency.kind == "ICB":
        for letters in _spellings(agency.name.removeprefix("NHS ").removesuffix(" Integrated Care Board")):
            yield from (letters + "ICB", letters + "ICS")
    elif agency.kind == "CRC":
        for letters in _spellings(agency.name.removesuffix(" Community Rehabilitation Company")):
            yield from (letters, letters + "CRC")
    elif agency.kind in (
        "council",
        "housing provider",
        "local service",
        "provider",
        "community safety partnership",
    ):
        yield from _spellings(agency.name)


def _loose_council(council: Agency) -> set[str]:
    """Return the initials a council is given by mistake: "BCC" for the City of Bradford Metropolitan District Council."""
    place = council.areas[0] if council.areas else ""
    first = "".join(w[0].upper() for w in re.findall(r"[A-Za-z]+", place) if w.lower() not in SMALL)
    if re.search(r"[- ](?:on|upon|under)[- ]", place):  # "SBC" in Stockton-on-Tees
        short = place[0]
        return {letters + ending for letters in (first, short) for ending in COUNCIL_INITIALS}
    london = {"LB" + first} if "London Borough" in council.name else set()
    borough = {"Bo" + first} if council.name.startswith("Borough of") else set()
    if len(first) > 2 and " Borough Council" in council.name:
        borough |= {"BC" + first}  # "BCKLWN"
    endings = COUNCIL_INITIALS if len(first) > 1 else COUNCIL_INITIALS[:-1]
    return {first + ending for ending in endings} | london | borough if first else set()


def _spellings(name: str) -> set[str]:
    words = re.findall(r"[A-Za-z0-9']+|&", re.sub(r"\(.*?\)|'s\b", "", name))
    large = "".join(w[0].upper() for w in words if w.lower() not in SMALL)
    with_and = "".join(
        "&" if w in ("&", "and") else w[0].upper()
        for w in words
        if w in ("&", "and") or w.lower() not in SMALL
    )
    hyphens = "".join(
        p[0].upper() for w in re.split(r"[\s-]+", name) for p in [w] if w and w.lower() not in SMALL
    )
    return {large, with_and, hyphens}


def _neighbours(area: Area, date: str | None) -> Iterator[Agency]:
    """Yield the county and unitary councils of the same police area: "KCC" in Medway."""
    forces = {
        place.force for place in area.places if place.force and place.force != "Metropolitan Police Service"
    }
    for place in Gazetteer.load().data.places:
        if place.force in forces and place not in area.places and place.tier not in ("region", "district"):
            council = council_at(place, "upper", date)
            if council:
                yield council


def _agencies(area: Area, date: str | None) -> Iterator[Agency]:
    yield from serving(area)
    for place in area.places:
        for tier in ("lower", "upper"):
            council = council_at(place, tier, date)
            if council and place.tier != "region":
                yield council


def _had(body: Body, date: str | None) -> bool:
    """Return True unless the plan's time had no such boards: no Safeguarding Children Partnership before 2018."""
    return not date or (
        body.valid_from[:4] <= date[:4] and (not body.valid_to or date[:4] <= body.valid_to[:4])
    )


def _partnerships(place: Place, here: Here) -> Iterator[tuple[str, AgencyReading]]:
    gazetteer = Gazetteer.load()
    if place.tier == "region":
        return
    for ident in FAMILIES:
        body = gazetteer.bodies[ident]
        if not _had(body, here.date):
            continue
        name = local_name(body.local, (place,), here.date, body.tier)
        current = local_name(body.current, (place,), here.date, body.tier) or name
        own = any("=>" in pattern for pattern in body.patterns)
        reading = AgencyReading(
            slug(name) if own else f"{body.id}@{slug(name)}",
            name if own else body.name,
            name,
            current,
            body.sector,
            body.kind,
        )
        yield name, reading
        if name.endswith(" Service"):
            yield name.removesuffix(" Service"), reading
        for template in filter(None, OTHER.get(ident, "").split("|")):
            yield template.format(place=place.name), reading
    opcc = gazetteer.bodies["opcc"]
    name = local_name(opcc.local, (place,), here.date, opcc.tier)
    if name:  # "OPCCN" in Norfolk
        yield name, AgencyReading(f"opcc@{slug(name)}", opcc.name, name, name, opcc.sector, opcc.kind)
    for template in SAFER:
        name = template.format(place=place.name)
        yield name, AgencyReading(slug(name), name, name, name, "partnership", "community safety partnership")
    for near in (place.name, place.parent):
        if near:
            name = AID.format(place=near)
            yield name, AgencyReading(slug(name), name, name, name, "voluntary", "local service")
