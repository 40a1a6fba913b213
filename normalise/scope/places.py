"""Places in scope: "Cumbria wide", "pan-London", "across Sussex", read against the review's own area."""

from __future__ import annotations

import re
from functools import cache

from normalise.agencies import Gazetteer
from normalise.model import Level
from normalise.scope.rules import ScopeRules

WIDE = re.compile(
    r"(?<![^\W_])([A-Z][\w'’]*(?:(?:\s+(?:and|&|of|upon|the)\s+|\s*&\s*|[\s-])[A-Z][\w'’]*){0,4})[\s-]+wide(?![^\W_])"
)
PAN = re.compile(r"(?<![^\W_])[Pp](?:an|AN)[\s-]+([A-Z][\w'’]*(?:(?:\s+(?:and|&)\s+|\s)[A-Z][\w'’]*){0,3})")
ACROSS = re.compile(
    r"(?<![^\W_])[Aa]cross\s+(?:the\s+whole\s+of\s+|all\s+of\s+)?([A-Z][\w'’]*(?:(?:\s+(?:and|&)\s+|\s*&\s*|\s)[A-Z][\w'’]*){0,3})"
)
_GENERIC = re.compile(
    r"\b(?:safer|safe|stronger|community|safety|partnership|csp|council|city|county|borough|district|metropolitan|london borough|royal|unitary|authority|"
    r"lb|the|of|and|upon|area|communities|together|domestic|homicide|review|responsible|board)\b|[^\w\s]"
)
_DIRECTION = frozenset(
    [
        "north",
        "east",
        "south",
        "west",
        "northern",
        "eastern",
        "southern",
        "western",
        "mid",
        "central",
        "upper",
        "lower",
        "greater",
        "inner",
        "outer",
    ]
)


def reaches(text: str, area: str | None) -> bool:
    """Say whether "pan-X", "X wide" or "across X" names more than the review's own area."""
    low = text.lower()
    if "wide" not in low and "pan" not in low and "across" not in low:
        return False
    return any(reach(m[1], area) == "regional" for p in (WIDE, PAN) for m in p.finditer(text)) or any(
        covers(m[1], area) for m in ACROSS.finditer(text)
    )


def reach(place: str, area: str | None) -> Level:
    """Return how far "Cumbria wide" reaches for a review of the area."""
    rules = ScopeRules.load()
    words, home = bare(place), bare(area or "")
    if place.lower() in rules.nations:
        return "national"
    if place.lower() == "county":
        return "local" if not home or home in rules.counties else "regional"
    if words in {
        "la",
        "local authority",
        "borough",
        "city",
        "district",
        "town",
        "partnership",
        "trust",
        "organisation",
        "agency",
        "council",
        "service",
        "",
    }:
        return "local"
    if place.lower() in {"force", "region", "system", "ics", "icb"}:
        return "regional"
    if not home:
        return "local" if words in rules.counties else "regional"
    return "local" if set(words.split()) <= set(home.split()) and not covers(place, area) else "regional"


def covers(place: str, area: str | None) -> bool:
    """Say whether a place is more than the area because the area is its "east": Sussex covers East Sussex."""
    if not area:
        return False
    words, home = set(bare(place).split()), set(bare(area).split())
    return bool(words) and words < home and home - words <= _DIRECTION


def bare(name: str) -> str:
    """Return the words of a place without what every area is called: "Safer Leeds Partnership" -> "leeds"."""
    return " ".join(_GENERIC.sub(" ", name.lower()).split())


def placed(text: str, end: int) -> bool:
    """Say whether a body's name that ends here goes on with a county or region: "HMPPS Kent, Surrey & Sussex"."""
    place = _PLACED.match(text, end)
    return place is not None and any(
        bare(" ".join(words)) in _wide_names() for words in (place[1].split()[:n] for n in (1, 2, 3))
    )


def initials(cell: str, text: str) -> bool:
    """Say whether a scope cell gives the initials of two or more counties that the row names together: "KSS"."""
    letters = cell.strip(" .")
    if not re.fullmatch(r"[A-Z]{2,5}", letters):
        return False
    spelt = r"[\s,&]+(?:and\s+)?".join(rf"({c}[a-z]+)" for c in letters)
    return any(
        sum(bare(word) in _wide_names() for word in m.groups()) >= 2
        for m in re.finditer(rf"(?<![^\W_]){spelt}(?![^\W_])", text)
    )


_PLACED = re.compile(r"[\s,(–-]+(?:in\s+|for\s+)?([A-Z][\w'’]*(?:\s+[A-Z][\w'’]*){0,3})")


def is_wider(name: str, area: str | None) -> bool:
    """Tell whether a text is nothing but the name of a county or region that is not the review's own area: "Sussex"."""
    named = bare(name)
    return bool(named) and named != bare(area or "") and named in _wide_names()


@cache
def _wide_names() -> frozenset[str]:
    """Counties and regions under all their names, from the gazetteer of agencies."""
    places = Gazetteer.load().places.values()
    wide = (place for place in places if place.tier in ("region", "county"))
    return frozenset(bare(name) for place in wide for name in (place.name, *place.aliases))
