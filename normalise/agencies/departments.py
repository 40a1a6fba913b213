"""Which bodies of a cell are departments or posts of the organisation beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from normalise.agencies.nouns import Body
from normalise.agencies.readings import Read
from normalise.model import AgencyReading

WHOLE_BODY_KINDS = frozenset(
    {
        "territorial force",
        "national service",
        "council",
        "community safety partnership",
        "collective",
        "housing provider",
    }
)


CLINICAL = re.compile(r"\b(nurse|doctor|midwife|professional|gp)\b", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """An organisation being read."""

    read: Read
    units: list[str] = field(default_factory=list)
    clinical: bool = False
    """A nurse's or doctor's post: "Designated Nurse for Adult Safeguarding" is no council's department."""
    joined: bool = False
    """A word such as "and" led in: "DHR Chair & CSP" are two."""


def departments_before(entries: list[Entry]) -> list[Entry]:
    """Move a department or post that stands before its organisation into it: "Public Health, Leeds City Council"."""
    kept: list[Entry] = []
    for entry in reversed(entries):
        body = entry.read.body
        if kept and body is not None:
            owner = kept[-1].read.readings[0]
            post = body.kind == "review role" or (entry.clinical and owner.sector == "health")
            mine = fits(body, owner) and not _elsewhere(entry.read, owner)
            if kept[-1].joined and body.kind == "review role":
                post = mine = False
            if (post or mine) and (
                kept[-1].read.body is None or kept[-1].read.body.kind == "council" or post
            ):
                kept[-1].units.insert(0, entry.read.readings[0].as_written)
                continue
        kept.append(entry)
    return kept[::-1]


def is_family(read: Read) -> bool:
    """Return True for the "Families" of a directorate: "Children, Lifelong Learning & Families"."""
    return read.body is not None and read.body.id == "family"


def _elsewhere(read: Read, owner: AgencyReading) -> bool:
    """Return True for a department of another place than the organisation's: "Kent Children Services and Medway Council"."""
    return read.placed and owner.kind == "council" and read.readings[0].current_name != owner.current_name


def fits(body: Body, owner: AgencyReading) -> bool:
    """Return True when a body named by its kind can be a department of an organisation."""
    trust = owner.kind == "unlisted" and owner.sector == "health" and "acute trust" in body.unit_of
    return trust or owner.kind in body.unit_of or owner.sector in body.unit_of


def fits_department(body: Body) -> bool:
    """Return True for a department of councils."""
    return "council" in body.unit_of and body.kind in ("directorate", "team")


def is_unit(read: Read, entries: list[Entry], adjacent: bool) -> bool:
    """Return True when a body named by its kind is a department of the organisation before it."""
    if read.body is None or not entries or read.placed:
        return False
    owner = entries[-1].read.readings[0]
    if read.body.kind == "review role" and (
        adjacent or (read.body.id == "family" and owner.kind == "council")
    ):
        return True
    if owner.kind == "community safety partnership" and adjacent and read.body.kind in ("board", "forum"):
        return read.readings[0].as_written.casefold().endswith("group")  # "CSP Domestic Abuse sub group"
    if entries[-1].read.body is not None and entries[-1].read.body.kind != "council":
        return False
    if fits(read.body, owner):
        return True
    return adjacent and read.body.kind not in WHOLE_BODY_KINDS
