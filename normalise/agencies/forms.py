"""Every way to write a body with a name of its own: what its kind allows beside the aliases of agencies.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from normalise.agencies.nouns import Agency
from normalise.agencies.words import name_key

TRUST = re.compile(r"^(The )?(?P<base>.+?) (University )?(NHS Foundation Trust|NHS Trust)$")
TRUST_ENDINGS = (
    "NHS Foundation Trust",
    "NHS Trust",
    "Foundation Trust",
    "NHS FT",
    "NHSFT",
    "FT",
    "Trust",
    "NHS",
)
SPEAKING = re.compile(
    r"(Hospitals?|Healthcare|HealthCare|Partnership|Teaching|Health Services|Health and Care|Health and Social Care|"
    r"Mental Health|Community Health|Care Services|Community Services|Community Health Services|Community Health and Care)$"
)
"""A trust's name that says what it is without its ending: "Mid Cheshire Hospitals"; "Devon" would not."""
FORCE = re.compile(r"^(?P<base>.+) (Police Service|Police|Constabulary)$")
FORCE_ENDINGS = ("Police", "Constabulary", "Police Force", "Police Service", "Police Constabulary")
LANDLORD = re.compile(
    r"^(?P<base>.+?) (Group|Homes|Housing|Housing Group|Housing Trust|Housing Association)$"
)
CUT_SECTORS = frozenset({"police", "health", "voluntary", "housing", "education"})
"""Sectors whose bodies are written with short words: "Trafford HT", "Thrive WA", "Durham Constab"."""
COMPASS = re.compile(r"\b(?:North|South|East|West)(?:(?: and | )(?:North|South|East|West))?\b")
"""Points of the compass, which short forms cut: "E&N Herts CCG", "NW Surrey CCG"."""
PARTNERSHIP = re.compile(r"^(?P<base>.+?) (Community Safety Partnership|Partnership)$")


def forms_of(
    agency: Agency, abbreviations: Mapping[str, str], short_words: Sequence[tuple[str, str]] = ()
) -> Iterator[str]:
    """Yield every way to write an agency: its name, its aliases, the short forms its kind allows, counties cut short.

    abbreviations: county -> short form, of data/abbreviations.csv.
    """
    pointed = agency.sector in ("health", "police")
    cut = short_words if agency.sector in CUT_SECTORS else ()
    for form in _forms(agency):
        yield form
        if form.startswith("Department "):
            yield "Dept" + form.removeprefix("Department")
        shorter = form
        if "shire" in form:  # every county cut short ends so
            for long, short in abbreviations.items():
                shorter = shorter.replace(long, short)
            yield shorter
        if pointed and COMPASS.search(shorter):
            yield COMPASS.sub(_initials, shorter)
        for long, short in cut:
            if long in form and form.find(f" {long}") > 3:
                yield form.replace(long, short)


def _forms(agency: Agency) -> Iterator[str]:
    yield agency.name
    yield from agency.aliases
    if agency.name.startswith(("The ", "HM ")):
        yield agency.name.removeprefix("The ")
    for name in (agency.name, *agency.aliases):
        trust = TRUST.match(name)
        if trust:
            yield from _trust(trust["base"])
    match agency.kind:
        case "territorial force":
            yield from _force(agency)
        case "ICB":
            base = agency.name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
            for short in ("ICB", "Integrated Care Board", "ICS", "Integrated Care System", "ICP"):
                yield f"{base} {short}"
            yield from (f"NHS {base} ICB", f"NHS {base}")
            if " " in base:
                for letters in dict.fromkeys((initials(base), initials(base, "&"))):
                    for short in ("ICB", "ICS", "ICP"):  # "WY ICB", "NHS C&M ICB", "DDICB"
                        yield from (f"{letters} {short}", f"NHS {letters} {short}", f"{letters}{short}")
        case "CCG":
            for name in (agency.name, *agency.aliases):
                if name.endswith(" Clinical Commissioning Group"):
                    base = name.removeprefix("NHS ").removesuffix(" Clinical Commissioning Group")
                    yield from (
                        f"NHS {base}",
                        f"{base} CCG",
                        f"NHS {base} CCG",
                        f"{base} Commissioning Group",
                    )
                    for letters in dict.fromkeys((initials(base, "&"), initials(base))):
                        yield f"{letters} CCG"
                        yield f"NHS {letters} CCG"
        case "PCT":
            base = agency.name.removesuffix(" Primary Care Trust").removesuffix(" Teaching")
            yield from (
                f"{base} PCT",
                f"NHS {base}",
                f"NHS {base} PCT",
                f"{base} tPCT",
                f"{base} Teaching PCT",
            )
            if " " in base:
                yield from (f"{initials(base)} PCT", f"{initials(base)}PCT", f"NHS {initials(base)}")
        case "ambulance trust":
            base = agency.name.removeprefix("The ").split(" Service")[0]
            yield from (base, f"{base} Service", f"{base} Trust", f"{base} Service Trust", f"{base} Services")
        case "CRC":
            yield agency.name.replace("Community Rehabilitation Company", "CRC")
            yield agency.name.replace("Community Rehabilitation Company", "Rehabilitation Company")
            letters = initials(agency.name.removesuffix(" Community Rehabilitation Company"))
            yield from (f"{letters} CRC", f"{letters} Community Rehabilitation Company")
        case "community safety partnership":
            for name in (agency.name, *agency.aliases):
                own = PARTNERSHIP.match(name)
                if own:
                    for ending in (
                        "Partnership",
                        "Partnership Board",
                        "Community Safety Partnership",
                        "CSP",
                        "Board",
                    ):
                        yield f"{own['base']} {ending}"
        case "housing provider":
            yield from (f"{agency.name} Ltd", f"{agency.name} Limited", f"{agency.name} Housing Association")
            landlord = LANDLORD.match(agency.name) or re.match(r"(?P<base>[^ ]{5,})$", agency.name)
            if landlord and len(landlord["base"]) > 4:
                for ending in (
                    "Housing",
                    "Homes",
                    "Housing Association",
                    "Housing Group",
                    "Housing Trust",
                    "Group",
                ):
                    yield f"{landlord['base']} {ending}"
        case _:
            pass


def _initials(points: re.Match[str]) -> str:
    """Cut points of the compass: "East and North" -> "E&N", "North West" -> "NW"."""
    return "".join("&" if word == "and" else word[0] for word in points[0].split())


def initials(name: str, joiner: str = "") -> str:
    """Return the first letters of a name's words: "East and North Hertfordshire" -> "ENH", with joiner "&" "E&NH"."""
    words = re.findall(r"[A-Za-z]+", name)
    return "".join(joiner if w == "and" else "" if w in ("of", "the") else w[0].upper() for w in words)


def _trust(base: str) -> Iterator[str]:
    for ending in TRUST_ENDINGS:
        yield f"{base} {ending}"
        yield f"{base} University {ending}"
    if (SPEAKING.search(base) or re.search(r"Hospitals?\b|Healthcare", base)) and len(name_key(base)) > 1:
        yield base


def _force(agency: Agency) -> Iterator[str]:
    """A police force under any of the words for one: "Norfolk Police", "Heddlu Gwent Police"."""
    force = FORCE.match(agency.name)
    if not force:
        return
    for ending in FORCE_ENDINGS:
        yield f"{force['base']} {ending}"
    for welsh in (a for a in agency.aliases if a.startswith("Heddlu ")):
        english = welsh.removeprefix("Heddlu ")
        yield from (
            f"{welsh} Police",
            f"{welsh} {agency.name}",
            f"{agency.name} {welsh}",
            f"{english} Police",
        )
        if english == force["base"]:
            yield f"Heddlu {agency.name}"


def exact_form(form: str) -> str:
    """Return the form if its capitals must match: a single word, or letters only ("L&D")."""
    if " " not in form.strip():
        return form
    return form if form.isupper() and sum(map(str.isalpha, form)) <= 8 else ""
