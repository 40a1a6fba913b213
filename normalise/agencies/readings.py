"""From a match to a reading: which of several bodies is meant here and now, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalise.agencies.area import alive, area_around, council_at, serves
from normalise.agencies.choosing import Here, choose
from normalise.agencies.gazetteer import Gazetteer, place_label
from normalise.agencies.local_names import local_name, shared_name
from normalise.agencies.nouns import Agency, Body, Place
from normalise.agencies.trie import Form, Match
from normalise.agencies.words import slug
from normalise.model import AgencyReading, Basis

AMBIGUOUS = "AGENCY_AMBIGUOUS"
UNKNOWN = "AGENCY_UNKNOWN"
RESPELLED = "AGENCY_RESPELLED"
PERSON = "AGENCY_PERSON"
POST_ONLY = "AGENCY_POST"
COUNTY_OR_CITY = "CC"


@dataclass(frozen=True, slots=True)
class Read:
    """Readings of one match (several for "Babergh and Mid Suffolk District Councils"), the body behind them if it was
    named by its kind, and finding codes."""

    readings: tuple[AgencyReading, ...]
    body: Body | None = None
    findings: tuple[str, ...] = ()
    placed: bool = False
    rival: AgencyReading | None = None
    """A council of the area with the same initials: "PCC" in Plymouth."""


def read_match(match: Match, as_written: str, here: Here) -> Read:
    """Read a match in its area and time."""
    forms, ambiguous = choose(match, here, as_written)
    form = forms[0]
    if ambiguous:
        return _ambiguous(forms, as_written)
    if isinstance(form.target, Agency):
        agency = form.target
        if (
            agency.kind == "probation trust"
            and not alive(agency, here.date)
            and "trust" not in as_written.casefold()
        ):
            now = Gazetteer.load().by_name[agency.successor]  # "Dorset Probation" in a plan of 2016
            return Read((agency_reading(now, as_written),))
        stranger = bool(
            agency.areas
            and here.area.places
            and len(as_written) <= 4
            and as_written.isupper()
            and not serves(agency, here.area)
        )
        reading = agency_reading(agency, as_written)
        if stranger and agency.sector not in ("health", "police", "probation"):
            return Read((unknown_reading(as_written, as_written),), None, (AMBIGUOUS,))
        if stranger:
            return Read((replace(reading, basis="inferred"),), None, (AMBIGUOUS,))
        return Read((reading,))
    if isinstance(form.target, Body):
        places = match.places or here.area.places
        label = (match.place_text.removeprefix("The ") if len(places) == 1 else "") or place_label(places)
        several = as_written.endswith("s") and not form.template.endswith("s")
        if several and len(match.places) > 1:
            each = _each(form.target, match.places)
            if each:
                return Read(tuple(agency_reading(agency, as_written) for agency in each))
        template = "" if several else form.template  # "Newport Housing Associations" is no name of one
        serving = _serving(form.target, places, bool(match.places), here)
        if serving is not None:
            basis: Basis = "stated" if match.places else "inferred"
            return Read((replace(agency_reading(serving, as_written), basis=basis),))
        reading = body_reading(form.target, as_written, places, here, template, bool(match.places), label)
        return Read((reading,), None if template else form.target, (), bool(match.places))
    return _councils(match.places, form.target, as_written, here)


SERVED = {"crc": "CRC", "probation-trust": "probation trust", "probation-local": "probation trust"}
"""Bodies named by their kind of which one listed body serves each place: "Cheshire CRC" is that of Cheshire and Greater Manchester."""
PROBATION_TRUSTS_ENDED = "2014-06"


def _serving(body: Body, places: tuple[Place, ...], printed: bool, here: Here) -> Agency | None:
    """Return the one listed body that serves a place and is meant by the kind: the probation trust of a plan of 2012."""
    if body.id == "ccg" and printed:
        named = [
            a
            for a in Gazetteer.load().data.agencies
            if a.kind == "CCG" and all(p.name in a.name for p in places) and alive(a, here.date)
        ]
        return named[0] if len(named) == 1 and len(places) > 1 else None
    kind = SERVED.get(body.id)
    early = bool(here.date) and (here.date or "") < PROBATION_TRUSTS_ENDED
    if kind is None or (body.id != "crc" and not early) or (body.id == "crc" and not printed):
        return None
    area = area_around(places)
    found = [a for a in Gazetteer.load().data.agencies if a.kind == kind and serves(a, area)]
    return found[0] if len(found) == 1 else None


def _each(body: Body, places: tuple[Place, ...]) -> tuple[Agency, ...]:
    """Return the listed body of every place: "Aylesbury Vale and Chiltern CCGs"; () unless each place has one."""
    known = Gazetteer.load().by_name
    templates = [pattern.partition(" => ")[2] for pattern in body.patterns if " => " in pattern]
    found = [
        next((known[n] for t in templates if (n := t.format(place=p.name)) in known), None) for p in places
    ]
    return tuple(agency for agency in found if agency is not None) if None not in found else ()


def council_of(place: Place, as_written: str, here: Here) -> Read:
    """Return the council of a place that is named by its short form: "RBKC", "LBHF"."""
    return _councils((place,), "", as_written, here)


def agency_reading(agency: Agency, as_written: str) -> AgencyReading:
    """Return the reading of a body with a name of its own."""
    current = Gazetteer.load().current(agency.name)
    return AgencyReading(agency.id, agency.name, as_written, current, agency.sector, agency.kind)


def unknown_reading(name: str, as_written: str) -> AgencyReading:
    """Return the reading of an organisation that is not listed: it keeps the name it is written with."""
    return AgencyReading("unlisted:" + slug(name), name, as_written, name, "other", "unlisted", "", "unknown")


def body_reading(
    body: Body,
    as_written: str,
    places: tuple[Place, ...],
    here: Here,
    template: str = "",
    printed: bool = False,
    label: str = "",
) -> AgencyReading:
    """Return the reading of a body named by its kind.

    With a template the place makes a name of its own. Otherwise name is that of the kind, and current_name the body of
    the place or area that answers to it, where that is known; that is an inference unless the place was printed.
    """
    place = places[0] if places else None
    if template:
        name = template.format(place=label or place_label(places))
        known = Gazetteer.load().by_name.get(name)
        if known:
            return agency_reading(known, as_written)
        current = local_name(body.current, places, here.date, body.tier) or name
        return AgencyReading(slug(name), name, as_written, current, body.sector, body.kind)
    means = local_name if printed else shared_name
    local = means(body.local, places, here.date, body.tier) if place else ""
    current = means(body.current, places, here.date, body.tier) if body.current else ""
    now = current or Gazetteer.load().current(local) if local or current else ""
    if not now or now == body.name:
        return AgencyReading(body.id, body.name, as_written, now or body.name, body.sector, body.kind)
    ident = f"{body.id}@{slug(local or now)}"
    basis = "stated" if printed or not local else "inferred"
    return AgencyReading(ident, body.name, as_written, now, body.sector, body.kind, "", basis)  # type: ignore[arg-type]


def _ambiguous(forms: tuple[Form, ...], as_written: str) -> Read:
    local = [f.target for f in forms if isinstance(f.target, Agency) and f.target.areas]
    if len(local) == 1:
        return Read((replace(agency_reading(local[0], as_written), basis="inferred"),), None, (AMBIGUOUS,))
    return Read((replace(unknown_reading(as_written, as_written), basis="unknown"),), None, (AMBIGUOUS,))


def _councils(places: tuple[Place, ...], sort: str, as_written: str, here: Here) -> Read:
    readings: list[AgencyReading] = []
    findings: tuple[str, ...] = ()
    for place in places:
        council, exact = _council(place, sort, here.date)
        if council is None:
            name = place.name + (f" {sort} Council" if sort else " Council")
            readings.append(unknown_reading(name, as_written))
            findings = (UNKNOWN,)
            continue
        reading = agency_reading(council, as_written)
        if not exact:
            reading, findings = replace(reading, basis="inferred"), (RESPELLED,)
        readings.append(reading)
    return Read(tuple(readings), None, findings)


def _council(place: Place, sort: str, date: str | None) -> tuple[Agency | None, bool]:
    """Return the council of a place of one sort, and whether the place has a council of that sort."""
    councils = Gazetteer.load().councils_of.get(place.name, [])
    wanted = ("County", "City") if sort == COUNTY_OR_CITY else (sort,)
    fitting = [c for c in councils if any(_is_of_sort(c.name, w) for w in wanted)]
    living = [c for c in fitting if alive(c, date)] or fitting
    if living:
        return living[0], True
    if sort == "County" and place.parent:
        return council_at(place, "upper", date), False
    if not councils:
        return None, False
    return next((c for c in councils if alive(c, date)), councils[0]), sort != "County"


def _is_of_sort(name: str, sort: str) -> bool:
    if not sort:
        return True
    plain = f" {sort} Council" in name and (sort != "Borough" or "Metropolitan" not in name or sort in name)
    return (
        plain
        or (sort == "City" and name.startswith("City of"))
        or (sort == "Borough" and "orough of" in name)
    )
