"""The nouns of the gazetteer: bodies with names of their own, bodies named by their kind, places, and where we read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """A body with a name of its own, under the name of its time.

    valid_from, valid_to: ISO prefixes, "" = unknown or still there. successor: name of the body that took over, "" if
    none. areas: places, police areas, NHS areas or regions it serves; () = national. level: local, regional, national.
    """

    id: str
    name: str
    sector: str
    kind: str
    level: str
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    successor: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that plans name by its kind ("CSP", "the Police"), and how a place makes one of it. See data/bodies.toml."""

    id: str
    name: str
    sector: str
    kind: str
    level: str = "local"
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    local: str = ""
    tier: str = ""
    current: str = ""
    unit_of: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    grid: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of body counts as in the Home Office library, with examples and counter-examples."""

    id: str
    home_office: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A council area of England or Wales, or a region of several (tier "region").

    parent: the county of a district. force, fire, health: names of the bodies that serve it today, "" if several.
    """

    name: str
    tier: str
    parent: str
    force: str
    fire: str
    health: str
    region: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when a plan was written, as far as it says.

    area: place or partnership as printed. plan_date_iso: ISO prefix. glossary: (acronym, expansion) pairs of the
    document. group_label: the heading above the row.
    """

    area: str | None = None
    plan_date_iso: str | None = None
    glossary: tuple[tuple[str, str], ...] = ()
    group_label: str | None = None
