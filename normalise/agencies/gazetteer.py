"""The gazetteer: every body and every way to write it, ready to match."""

from __future__ import annotations

from functools import cache
from itertools import product

from normalise.agencies import load
from normalise.agencies.forms import exact_form, forms_of
from normalise.agencies.nouns import Agency, Place
from normalise.agencies.place_index import PlaceIndex
from normalise.agencies.trie import Form, Trie

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
    "Cyngor Dinas {place}": "",
    "Cyngor Bwrdeistref Sirol {place}": "",
    "Cyngor Dinas a Sir {place}": "",
    "LB of {place}": "",
    "LB {place}": "",
    "LBC {place}": "",
    "{place} London Borough": "",
    "Royal Borough of {place}": "",
    "RB {place}": "",
    "RB of {place}": "",
    "City of {place} Council": "",
    "City of {place}": "City",
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
            for form in dict.fromkeys(forms_of(agency, self.data.abbreviations, self.data.short_words)):
                self.trie.add(form, Form("agency", agency, exact_form(form), "", form in self.data.ordinary))
        for agency, _, _ in self.data.councils:
            self.trie.add(agency.name, Form("council", agency))
            bare = agency.name.removesuffix(" Council")
            if " and " in bare and bare not in self.places:  # "Somerset West and Taunton"
                self.trie.add(bare, Form("council", agency), unless_taken=True)
        for pattern, sort in COUNCIL_PATTERNS.items():
            if "{sort}" not in pattern:
                self.trie.add(pattern, Form("council-of", sort))
        for body in self.data.bodies:
            for alias in body.aliases:
                short = alias.isupper() and len(alias) <= 8 and body.kind != "placeholder"
                exact = alias if short else ""
                plural = body.kind == "collective" and alias.endswith("s") and " " not in alias
                self.trie.add(alias, Form("body", body, exact, plural=plural))
            for words in product(*body.grid) if body.grid else ():
                alias = " ".join(filter(None, words))
                self.trie.add(alias, Form("body", body))
                self.trie.add("{place} " + alias, Form("body", body))
            for alias in body.plurals:
                self.trie.add(alias, Form("body", body, plural=True))
            for pattern in body.patterns:
                written, _, template = pattern.partition(" => ")
                self.trie.add(written, Form("body", body, "", template))
        for body in self.data.bodies:
            for alias in body.aliases:
                base = alias.removesuffix("s").removesuffix(" Service")
                if base != alias.removesuffix("s"):
                    for people in WORKERS:
                        self.trie.add(f"{base} {people}", Form("body", body), unless_taken=True)


def place_label(places: tuple[Place, ...]) -> str:
    """Return the name of the place or places that filled a pattern: "Cardiff", "Bassetlaw, Newark and Sherwood"."""
    names = [place.name.replace(" & ", " and ") if len(places) > 1 else place.name for place in places]
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])
