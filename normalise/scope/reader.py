"""How far a row reaches: the scope cell if it says, else the heading, whom the wording asks, and its words.

A national body that is asked to act makes the row national, whoever carries the message; a national body that merely
employs the people who act locally (a probation office, an ambulance station) does not. Without any sign a row is
local, which is what these reviews are for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalise.model import AgencyReading, Basis, Level
from normalise.phrases import Hit
from normalise.scope.asks import asked, body, lead_hits, messages
from normalise.scope.places import ACROSS, PAN, WIDE, bare, initials, is_wider, placed, reach, reaches
from normalise.scope.rules import FAR, ORDER, ScopeRules

_MARK = re.compile(r"[☒☑✓✔☐□▢√✗✘]")
_TICKED = frozenset("☒☑✓✔√")


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """Levels in the order local, regional, national (or unknown alone), how they were come by, and findings."""

    levels: tuple[Level, ...]
    basis: Basis
    rule: str
    findings: tuple[str, ...] = ()


def read_scope(
    cell: str | None,
    *,
    group_label: str | None = None,
    area: str | None = None,
    recommendation: str | None = None,
    action: str | None = None,
    lead: str | None = None,
    leads: Sequence[AgencyReading] = (),
    addressed: Sequence[AgencyReading] = (),
) -> ScopeReading:
    """Return the scope of a row. cell, group_label, lead: as written; leads, addressed: what they were read as."""
    findings: tuple[str, ...] = ()
    if cell and cell.strip(" -–—.\n"):
        stated = _stated(cell, area)
        if stated:
            return ScopeReading(*stated[:1], "stated", stated[1])
        if initials(cell, f"{recommendation}\n{action}\n{lead}"):
            return ScopeReading(("regional",), "stated", "place.initials")
        if not re.fullmatch(r"\W*(?:n\W?a|tbc|none|see\b.*|as\s+above)\W*", cell, re.IGNORECASE):
            findings = ("SCOPE_UNREAD",)
    found = _inferred(group_label, area, recommendation or "", action or "", lead or "", leads, addressed)
    if found is None:
        return ScopeReading(("unknown",), "unknown", "", findings)
    level, basis, rule = found
    return ScopeReading((level,), basis, rule, findings)


def _stated(cell: str, area: str | None) -> tuple[tuple[Level, ...], str] | None:
    rules = ScopeRules.load()
    places = [(m.start(), m.end(), reach(m[1], area)) for p in (WIDE, PAN, ACROSS) for m in p.finditer(cell)]
    hits = [
        h
        for h in rules.words.find(cell)
        if rules.levels[h.rule] and not any(s < h.end and h.start < e for s, e, _ in places)
    ]
    if _MARK.search(cell):
        hits = _ticked(cell, hits)
    levels = {_level(h, area) for h in hits} | {level for _, _, level in places}
    if levels:
        rule = hits[0].rule if hits else "place.wide"
        return tuple(level for level in ORDER if level in levels), rule
    named, home = set(bare(cell).split()), set(bare(area or "").split())
    if home and home <= named and len(named) <= len(home) + 3:
        return ("local" if home == named else "regional",), "place.area"
    return (("regional",), "place.wider") if is_wider(cell, area) else None


def _level(hit: Hit, area: str | None) -> Level:
    return ScopeRules.load().levels[hit.rule] or "local"


def _ticked(cell: str, hits: list[Hit]) -> list[Hit]:
    """Keep the words whose box is ticked, where a cell prints all three with boxes; all if no box is ticked."""
    marks = [(m.start(), m.group() in _TICKED) for m in _MARK.finditer(cell)]
    if not hits or not any(t for _, t in marks):
        return hits
    leads = marks[0][0] < hits[0].start
    kept = []
    for hit in hits:
        near = [t for at, t in marks if (at < hit.start if leads else at >= hit.end)]
        if near and near[-1 if leads else 0]:
            kept.append(hit)
    return kept


def _inferred(
    group: str | None,
    area: str | None,
    recommendation: str,
    action: str,
    lead: str,
    leads: Sequence[AgencyReading],
    addressed: Sequence[AgencyReading],
) -> tuple[Level, Basis, str] | None:
    rules = ScopeRules.load()
    if group:
        headed = _heading(group, area)
        if headed:
            return headed
    named = rules.bodies.find(recommendation)
    local = [recommendation[h.start : h.end] for h in named if not rules.levels[h.rule]]
    bodies = [
        "regional" if level == "national" and _placed(a.as_written, recommendation) else level
        for a in addressed
        if not any(a.as_written in name for name in local)
        for level in (body(a),)
    ]
    called_on = _strongest([*bodies, *asked(recommendation, named, rules)])
    if called_on == "national":
        return "national", "inferred", "addressed.national"
    carried = _strongest(
        [*messages(recommendation, named, rules), *messages(action, rules.bodies.find(action), rules)]
    )
    if carried == "national":
        return "national", "inferred", "action.ask"
    if not addressed and leads and all(body(a, leading=True) == "national" for a in leads):
        return "national", "inferred", "lead.national"
    if not (addressed or leads) and lead and _strongest(lead_hits(lead, rules)) == "national":
        return "national", "inferred", "lead.national"
    said = _wording(f"{recommendation}\n{action}", rules, area)
    if said:
        return said[0], "inferred", said[1]
    if "regional" in (called_on, carried) or any(body(a) == "regional" for a in leads):
        return "regional", "inferred", "addressed.regional"
    forces = {a.current_name for a in (*leads, *addressed) if "territorial" in a.kind}
    if len(forces) > 1:
        return "regional", "inferred", "forces.several"
    if reaches(lead, area):
        return "regional", "inferred", "lead.wide"
    only = leads[0] if len(leads) == 1 else None
    if only and "oversight" in only.kind:
        return "regional", "inferred", "lead.pcc"
    if recommendation or action or lead or leads:
        return "local", "inferred", "default.local"
    return None


def _placed(name: str, text: str) -> bool:
    at = text.find(name)
    return at >= 0 and placed(text, at + len(name))


def _heading(group: str, area: str | None) -> tuple[Level, Basis, str] | None:
    """Read a heading: "National recommendations" states the level, "Theme 4 - Cheshire wide" lets it be inferred."""
    rules = ScopeRules.load()
    for pattern in (WIDE, PAN):
        place = pattern.search(group)
        if place:
            return reach(place[1], area), "inferred", "heading.wide"
    plain = re.match(
        r"\W*(?:\d+\W*)?(?:theme\s*\d*\W*|section\s*\d*\W*|part\s*\w?\W*)?(local|regional|national)(?:\s+(?:and|&|/|or)\s+(?:local|regional|national))?\W*(?:level|recommendations?|actions?|issues?|learning|scope|agencies|bodies|policy|government|asks?|\Z)",
        group,
        re.IGNORECASE,
    )
    if plain:
        hit = rules.words.find(plain[1])[0]
        return _level(hit, area), "stated", "heading.level"
    return None


def _strongest(levels: Sequence[Level | None]) -> Level | None:
    return next((level for level in FAR if level in levels), None)


def _wording(text: str, rules: ScopeRules, area: str | None) -> tuple[Level, str] | None:
    hits = [h for h in rules.wording.find(text) if rules.levels[h.rule]]
    for level in FAR:
        for hit in hits:
            if rules.levels[hit.rule] == level:
                return level, hit.rule
    if reaches(text, area):
        return "regional", "wording.wide"
    return None
