"""What the body of one place is called that a kind of body means there: the rules "@force", "{place} Safeguarding ..."."""

from __future__ import annotations

from functools import lru_cache

from normalise.agencies.area import alive, council_now
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Place


def shared_name(rule: str, places: tuple[Place, ...], date: str | None, tier: str) -> str:
    """Return the name of the body that a rule means in every one of an area's places, "" where they differ.

    "The Council" is nobody's in particular in a plan of Gwynedd and Anglesey; in one of Canterbury, Kent it is Canterbury's.
    """
    within = {place.parent for place in places}
    own = [p for p in places if p.tier != "region" and p.name not in within] or list(places[:1])
    own = [
        p for p in own if not any(p is not q and p.name in q.name for q in own)
    ]  # "Bournemouth, Christchurch and Poole"
    names = {local_name(rule, (p, *places), date, tier) for p in own} if "csp" not in rule else set()
    return local_name(rule, places, date, tier) if len(names) < 2 else ""


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
            return _only("CCG", places, date) or place.health
        case "csp":
            name = _only("community safety partnership", places, date)
            return name or f"{places[0].name} Community Safety Partnership"
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
def _only(kind: str, places: tuple[Place, ...], date: str | None) -> str:
    """Return the one listed body of a kind in these places at a date, "" when there is none or more than one."""
    names = {place.name for place in places}
    found = [
        a.name
        for a in Gazetteer.load().data.agencies
        if a.kind == kind and names & set(a.areas) and alive(a, date)
    ]
    return found[0] if len(found) == 1 else ""
