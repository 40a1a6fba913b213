"""From a match to a reading: which of several bodies is meant here and now, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from normalise.agencies.area import Area, alive, council_at, council_now, serves
from normalise.agencies.gazetteer import Gazetteer, place_label
from normalise.agencies.nouns import Agency, Body, Place
from normalise.agencies.trie import Form, Match
from normalise.agencies.words import slug
from normalise.model import AgencyReading

AMBIGUOUS = "AGENCY_AMBIGUOUS"
UNKNOWN = "AGENCY_UNKNOWN"
RESPELLED = "AGENCY_RESPELLED"
PERSON = "AGENCY_PERSON"
COUNTY_OR_CITY = "CC"


@dataclass(frozen=True, slots=True)
class Here:
    """Area and date of the plan."""

    area: Area
    date: str | None


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
    forms, ambiguous = _choose(match, here, as_written)
    form = forms[0]
    if ambiguous:
        return _ambiguous(forms, as_written)
    if isinstance(form.target, Agency):
        agency = form.target
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
        label = (match.place_text if len(places) == 1 else "") or place_label(places)
        several = as_written.endswith("s") and not form.template.endswith("s")
        if several and len(match.places) > 1:
            each = _each(form.target, match.places)
            if each:
                return Read(tuple(agency_reading(agency, as_written) for agency in each))
        template = "" if several else form.template  # "Newport Housing Associations" is no name of one
        reading = body_reading(form.target, as_written, places, here, template, bool(match.places), label)
        return Read((reading,), None if template else form.target, (), bool(match.places))
    return _councils(match.places, form.target, as_written, here)


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
    local = local_name(body.local, places, here.date, body.tier) if place else ""
    current = local_name(body.current, places, here.date, body.tier) if body.current else ""
    now = current or Gazetteer.load().current(local) if local or current else ""
    if not now or now == body.name:
        return AgencyReading(body.id, body.name, as_written, now or body.name, body.sector, body.kind)
    ident = f"{body.id}@{slug(local or now)}"
    basis = "stated" if printed or not local else "inferred"
    return AgencyReading(ident, body.name, as_written, now, body.sector, body.kind, "", basis)  # type: ignore[arg-type]


def local_name(rule: str, places: tuple[Place, ...], date: str | None, tier: str) -> str:
    """Return the name of the body that a rule of bodies.toml ("@force", "{place} Safeguarding Adults Board") means."""
    if not rule:
        return ""
    place = places[0] if places else None
    if not rule.startswith("@"):
        if "{place}" not in rule:
            return rule
        return rule.format(place=_tier_place(place, tier)) if place else ""
    if place is None:
        return ""
    match rule[1:]:
        case "force":
            return place.force
        case "fire":
            return place.fire
        case "health":
            return place.health
        case "ccg":
            return _one_ccg(places, date) or place.health
        case "csp":
            return _csp(places, date)
        case "county":
            return _council_name(place, "upper", date)
        case "upper" | "council" | "lower" | "housing":
            return _council_name(place, "upper" if rule == "@upper" else "lower", date)
        case other:
            raise ValueError(f"bodies.toml: unknown rule @{other}")


def _council_name(place: Place, tier: str, date: str | None) -> str:
    if place.tier == "region":
        return ""
    return council_now(place, tier, date)


def _tier_place(place: Place, tier: str) -> str:
    if tier == "upper" and place.tier == "district" and place.parent:
        return place.parent
    if tier == "force" and place.force:
        return (
            place.force.removesuffix(" Police Service").removesuffix(" Constabulary").removesuffix(" Police")
        )
    return place.name


@lru_cache(maxsize=1024)
def _one_ccg(places: tuple[Place, ...], date: str | None) -> str:
    names = {place.name for place in places}
    found = [
        a.name
        for a in Gazetteer.load().data.agencies
        if a.kind == "CCG" and names & set(a.areas) and alive(a, date or "")
    ]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=1024)
def _csp(places: tuple[Place, ...], date: str | None) -> str:
    names = {place.name for place in places}
    found = [
        a.name
        for a in Gazetteer.load().data.agencies
        if a.kind == "community safety partnership" and names & set(a.areas) and alive(a, date)
    ]
    return found[0] if len(found) == 1 else f"{places[0].name} Community Safety Partnership"


def _choose(match: Match, here: Here, as_written: str) -> tuple[tuple[Form, ...], bool]:
    """Return the forms that fit area and time; True when more than one body remains."""
    forms = match.forms
    if len(forms) == 1:
        return forms, False
    councils = tuple(f for f in forms if f.what == "council")
    if councils:
        return councils, False
    agencies = tuple(f for f in forms if isinstance(f.target, Agency))
    if here.area.places:
        near = tuple(f for f in agencies if isinstance(f.target, Agency) and serves(f.target, here.area))
        wide = tuple(f for f in agencies if isinstance(f.target, Agency) and not f.target.areas)
    else:
        near, wide = agencies, ()
    home = tuple(f for f in near if _is_force_of(f, here))
    if home and len(home) == 1 < len(near):
        return home, False  # "WMP" in Herefordshire: West Mercia, though it lies in the West Midlands
    if near and wide and here.area.places:
        return _in_time(near, here.date)[:1] + wide, True
    chosen = near or wide
    others = tuple(f for f in forms if not isinstance(f.target, Agency))
    if not chosen:
        chosen = _kinds_in_time(others, here.date) or agencies
        return chosen, len(chosen) > 1 and not others
    chosen = _in_time(chosen, here.date)
    return chosen, len(chosen) > 1


def _kinds_in_time(forms: tuple[Form, ...], date: str | None) -> tuple[Form, ...]:
    """Return the kinds of body that the time had: "Designated Nurse" of a CCG, then of an ICB."""
    if len(forms) < 2:
        return forms
    month = (date or "2026")[:7]
    living = tuple(
        f
        for f in forms
        if isinstance(f.target, Body)
        and (f.target.valid_from or "0") <= month
        and (f.target.valid_to or "9") >= month[: len(f.target.valid_to) or 7]
    )
    return living or forms


def _is_force_of(form: Form, here: Here) -> bool:
    """Return True for the police force that serves a place of the area."""
    agency = form.target
    return (
        isinstance(agency, Agency)
        and agency.kind == "territorial force"
        and any(place.force == agency.name for place in here.area.places)
    )


def _in_time(forms: tuple[Form, ...], date: str | None) -> tuple[Form, ...]:
    living = tuple(f for f in forms if isinstance(f.target, Agency) and alive(f.target, date))
    chosen = living or forms
    if len(chosen) > 1:
        names = {f.target.successor for f in chosen if isinstance(f.target, Agency)}
        # a body and the one it became, and nothing says when: the older name is the one a plan is likelier to use
        early = tuple(f for f in chosen if isinstance(f.target, Agency) and f.target.name not in names)
        if (
            early
            and len({Gazetteer.load().current(f.target.name) for f in chosen if isinstance(f.target, Agency)})
            == 1
        ):
            return early[:1]
    return chosen


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
