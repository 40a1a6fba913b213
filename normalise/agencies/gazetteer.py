"""The gazetteer: every body and every way to write it, ready to match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalise.agencies import load
from normalise.agencies.nouns import Agency, Place
from normalise.agencies.trie import Form, PlaceIndex, Trie
from normalise.agencies.words import name_key

TRUST = re.compile(r"^(The )?(?P<base>.+?) (University )?(NHS Foundation Trust|NHS Trust)$")
TRUST_ENDINGS = ("NHS Foundation Trust", "NHS Trust", "Foundation Trust", "NHS FT", "NHSFT", "FT", "Trust")
SPEAKING = re.compile(r"(Hospitals?|Healthcare|HealthCare|Partnership|Teaching)$")
"""A trust's name that says what it is without its ending: "Mid Cheshire Hospitals"; "Devon" would not."""
WORKERS = ("staff", "workers", "practitioners", "professionals", "teams", "managers")
"""A service is also asked through those who work there: "Substance misuse workers to ..."."""
COUNCIL_SORTS = (
    "",
    "City",
    "County",
    "Borough",
    "District",
    "Metropolitan Borough",
    "County Borough",
    "Metropolitan District",
)
COUNCIL_PATTERNS = {
    **{f"{{place}} {sort} Council".replace("  ", " "): sort for sort in COUNCIL_SORTS},
    "{place} MBC": "Metropolitan Borough",
    "{place} CC": "CC",
    "{place} BC": "Borough",
    "{place} DC": "District",
    "{place} CBC": "County Borough",
    "{place} MDC": "Metropolitan District",
    "London Borough of {place}": "",
    "London Borough {place}": "",
    "Cyngor {place}": "",
    "Cyngor Sir {place}": "",
    "LB of {place}": "",
    "LB {place}": "",
    "LBC {place}": "",
    "{place} London Borough": "",
    "Royal Borough of {place}": "",
    "RB {place}": "",
    "RB of {place}": "",
    "City of {place} Council": "",
    "Borough of {place}": "",
    "City and County of {place}": "",
    "City & County of {place} Council": "",
    "{place} {sort} Councils": "",
}


class Gazetteer:
    """Bodies by id and name, and the trie of all their forms. Use Gazetteer.load(): it is read once a process."""

    def __init__(self, data: load.Data) -> None:
        self.data = data
        self.kinds = data.kinds
        self.bodies = {body.id: body for body in data.bodies}
        self.places = {place.name: place for place in data.places}
        self.councils = {agency.name: agency for agency, _, _ in data.councils}
        self.agencies = {agency.name: agency for agency in data.agencies}
        self.by_name: dict[str, Agency] = {**self.councils, **self.agencies}
        self.councils_of: dict[str, list[Agency]] = {}
        for agency, place, _ in data.councils:
            self.councils_of.setdefault(place, []).append(agency)
        self.place_index = PlaceIndex(data.places)
        self.trie = Trie(self.place_index)
        self._fill()

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """Return the gazetteer that ships with the program. Raises RulesError when its files are wrong."""
        return Gazetteer(load.read())

    def current(self, name: str) -> str:
        """Return the name of today's successor of a body; the name itself if nothing changed or it is not known."""
        seen = {name}
        while (agency := self.by_name.get(name)) and agency.successor and agency.successor not in seen:
            name = agency.successor
            seen.add(name)
        return name

    def _fill(self) -> None:
        for agency in self.data.agencies:
            for form in forms_of(agency):
                self.trie.add(form, Form("agency", agency, _exact(form), "", form in self.data.ordinary))
        for agency, _, _ in self.data.councils:
            self.trie.add(agency.name, Form("council", agency))
        for pattern, sort in COUNCIL_PATTERNS.items():
            if "{sort}" not in pattern:
                self.trie.add(pattern, Form("council-of", sort))
        for body in self.data.bodies:
            for alias in body.aliases:
                short = alias.isupper() and len(alias) <= 8 and body.kind != "placeholder"
                exact = alias if short else ""
                plural = body.kind == "collective" and alias.endswith("s") and " " not in alias
                self.trie.add(alias, Form("body", body, exact, plural=plural))
            for pattern in body.patterns:
                written, _, template = pattern.partition(" => ")
                self.trie.add(written, Form("body", body, "", template))
        for body in self.data.bodies:
            for alias in body.aliases:
                base = alias.removesuffix("s").removesuffix(" Service")
                if base != alias.removesuffix("s"):
                    for people in WORKERS:
                        self.trie.add(f"{base} {people}", Form("body", body), unless_taken=True)


def forms_of(agency: Agency) -> Iterator[str]:
    """Yield every way to write an agency: its name, its aliases, and the short forms its kind allows."""
    yield agency.name
    yield from agency.aliases
    if agency.name.startswith(("The ", "HM ")):
        yield agency.name.removeprefix("The ")
    for name in (agency.name, *agency.aliases):
        trust = TRUST.match(name)
        if not trust:
            continue
        base = trust["base"]
        for ending in TRUST_ENDINGS:
            yield f"{base} {ending}"
            yield f"{base} University {ending}"
        if SPEAKING.search(base) and len(name_key(base)) > 1:
            yield base
    if agency.kind == "ICB":
        base = agency.name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
        for short in (base, base.replace(" and ", " & ")):
            yield from (f"{short} ICB", f"NHS {short} ICB", f"{short} Integrated Care Board", f"{short} ICS")
            yield f"{short} Integrated Care System"
    if agency.kind == "CRC":
        yield agency.name.replace("Community Rehabilitation Company", "CRC")


def _exact(form: str) -> str:
    """Return the form if its capitals must match: a single word, or letters only ("L&D")."""
    letters = [c for c in form if c.isalpha()]
    short = len(letters) <= 8 and not any(c.islower() for c in letters)
    return form if short or " " not in form.strip() else ""


def place_label(places: tuple[Place, ...]) -> str:
    """Return the name of the place or places that filled a pattern: "Cardiff", "Leicester and Rutland"."""
    return " and ".join(place.name for place in places)
