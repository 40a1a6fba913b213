"""What an area is: its places, and the bodies that serve them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Agency, Place
from normalise.agencies.words import name_key, split

FORCE_ENDING = re.compile(r" (Police|Constabulary|Police Service)$")
ICB_NAME = re.compile(r"^NHS (.*) Integrated Care Board$")


@dataclass(frozen=True, slots=True)
class Area:
    """The places an area text names, and the keys of everything around them (county, police area, NHS area, region)."""

    places: tuple[Place, ...]
    around: frozenset[tuple[str, ...]]

    @property
    def place(self) -> Place | None:
        """The first place named, if any."""
        return self.places[0] if self.places else None


NOWHERE = Area((), frozenset())


@lru_cache(maxsize=4096)
def area_of(text: str | None) -> Area:
    """Return the area a text names: "Telford & Wrekin", "Safer Lewisham Partnership", "Pan-Dorset DHR Group"."""
    if not text:
        return NOWHERE
    gazetteer = Gazetteer.load()
    words = split(text)
    found: list[Place] = []
    position = 0
    while position < len(words):
        hits = gazetteer.place_index.at(words, position)
        if hits:
            end, places = hits[0]
            found += [p for p in places if p not in found]
            # a county and a city may share a name: keep both, the council area first
            found += [p for e, ps in hits if e == end for p in ps if p not in found]
            position = end
        else:
            position += 1
    return area_around(tuple(found))


@lru_cache(maxsize=4096)
def area_around(places: tuple[Place, ...]) -> Area:
    """Return the area of some places, with everything around and inside them."""
    gazetteer = Gazetteer.load()
    keys: set[tuple[str, ...]] = set()
    for place in places:
        keys |= {name_key(name) for name in _surroundings(place)}
        for other in gazetteer.data.places:
            inside = other.parent == place.name or (
                place.tier == "region"
                and place.force
                and other.force == place.force
                and other.tier != "region"
            )
            holds = other.tier == "region" and other.force == place.force and other.name != place.name
            if inside or (
                holds and (not other.health or other.health == place.health or place.tier == "region")
            ):
                keys.add(name_key(other.name))
            if inside and place.tier == "region":
                keys |= {name_key(name) for name in _surroundings(other)}
    return Area(places, frozenset(keys))


def _surroundings(place: Place) -> list[str]:
    names = [place.name, place.parent, FORCE_ENDING.sub("", place.force), place.region]
    icb = ICB_NAME.match(place.health)
    names.append(icb[1] if icb else place.health)
    if place.force in ("Metropolitan Police Service", "City of London Police"):
        names.append("London")
    return [name for name in names if name]


def serves(agency: Agency, area: Area) -> bool:
    """Return True when an agency's areas touch the area."""
    return any(name_key(name) in area.around for name in agency.areas)


@lru_cache(maxsize=512)
def serving(area: Area) -> tuple[Agency, ...]:
    """Return the bodies that serve an area; those without areas, which are national, are none of them."""
    return tuple(a for a in Gazetteer.load().data.agencies if a.areas and serves(a, area))


def alive(agency: Agency, date: str | None) -> bool:
    """Return True unless the date lies clearly before or after the agency's years (six months of grace)."""
    if not date:
        return True
    if agency.valid_from and date[:4] < agency.valid_from[:4]:
        return False
    if agency.valid_to and date[:4] > agency.valid_to[:4]:
        return int(date[:4]) == int(agency.valid_to[:4]) + 1 and agency.valid_to[5:7] >= "07"
    return True


def council_at(place: Place, tier: str, date: str | None) -> Agency | None:
    """Return the council of a place that a plan means: tier "upper" (social care) or "lower" (housing), at a date."""
    gazetteer = Gazetteer.load()
    if tier == "upper" and place.tier == "district" and place.parent:
        place = gazetteer.places[place.parent]
    councils = gazetteer.councils_of.get(place.name, [])
    if not councils and place.parent:
        return council_at(gazetteer.places[place.parent], tier, date)
    living = [c for c in councils if alive(c, date or "2026")]
    return next(iter(living or councils), None)


def council_now(place: Place, tier: str, date: str | None) -> str:
    """Return the name of the council that answers today: a district's own successor where the county was split."""
    gazetteer = Gazetteer.load()
    council = council_at(place, tier, date)
    if council is None:
        return ""
    own = council_at(place, "lower", date)
    if (
        tier == "upper"
        and own
        and own is not council
        and council.valid_to
        and gazetteer.current(own.name) != own.name
    ):
        return gazetteer.current(own.name)
    return gazetteer.current(council.name)
