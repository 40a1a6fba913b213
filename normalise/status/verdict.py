"""What a row's evidence amounts to: the strongest claim holds, and claims that contradict it are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalise.model import Status
from normalise.status.model import Cells, Claim, StatusReading
from normalise.status.rules import StatusRules

_CALLED: Mapping[Status, str] = {
    "complete": "'complete'",
    "in_progress": "'in progress'",
    "not_started": "'not started'",
    "not_accepted": "'not accepted'",
    "superseded": "'superseded'",
    "unknown": "nothing",
}
_WORDED = frozenset({"milestones_words", "comments_words"})


def weigh(claims: Sequence[Claim], cells: Cells) -> StatusReading:
    """Return the status that the strongest claim makes; of two equally strong ones the first.

    Findings: STATUS_CONFLICT where another place contradicts it (rules/evidence.toml: conflict), STATUS_UNSURE where the
    words that decided are taken back by others.
    """
    ranks = StatusRules.load().ranks
    held = max(claims, key=lambda c: ranks[c.source], default=None)
    if held is None:
        return StatusReading("unknown", "unknown", "")
    held = _refined(held, claims)
    findings = []
    against = next((other for other in claims if other is not held and conflict(held, other)), None)
    if against:
        findings.append("STATUS_CONFLICT")
    if held.doubt:
        findings.append("STATUS_UNSURE")
    status = "in_progress" if _capped(held, cells) else held.status
    rule = "target.ongoing" if _capped(held, cells) else held.rule
    clash = _clash(held, against) if against else ""
    return StatusReading(status, held.basis, rule, tuple(findings), clash=clash)


def _clash(held: Claim, other: Claim) -> str:
    """Say which two places contradict each other and which was believed."""
    places = StatusRules.load().places
    one, two = places[held.source], places[other.source]
    says = "that something is left to be done" if other.source == "left_open" else _CALLED[other.status]
    if one == two:
        return f"{one} says {_CALLED[held.status]} and also {says}; the former was taken"
    return f"{one} says {_CALLED[held.status]}, {two} says {says}; {one} was believed"


def conflict(one: Claim, other: Claim) -> str | None:
    """Return the entry of the table of conflicts by which two claims cannot both be true, None if they can."""
    return next(
        (
            c.name
            for c in StatusRules.load().conflicts
            if c.holds(one.source, one.status, other.source, other.status)
            or c.holds(other.source, other.status, one.source, one.status)
        ),
        None,
    )


def _refined(held: Claim, claims: Sequence[Claim]) -> Claim:
    """Red says only that it is not done: words beside it that say it is not begun say more."""
    if held.rule != "colour.red":
        return held
    said = (c for c in claims if c.source in _WORDED and c.status == "not_started")
    return next(said, held)


def _capped(held: Claim, cells: Cells) -> bool:
    """A row with no end is not complete because milestones tell of something done: they are steps of it."""
    return held.source == "milestones_told" and held.status == "complete" and cells.target == "ongoing"
