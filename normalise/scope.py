"""How far a row reaches: the scope cell if it says, else the heading, whom the wording asks, and its words.

A national body that is asked to act makes the row national, whoever carries the message; a national body that merely
employs the people who act locally (a probation office, an ambulance station) does not. Without any sign a row is
local, which is what these reviews are for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from normalise.model import AgencyReading, Basis, Level
from normalise.phrases import Hit, Phrases

_ORDER: tuple[Level, ...] = ("local", "regional", "national")
_FAR: tuple[Level, ...] = ("national", "regional")
_WIDE = re.compile(
    r"(?<![^\W_])([A-Z][\w'’]*(?:(?:\s+(?:and|&|of|upon|the)\s+|\s*&\s*|[\s-])[A-Z][\w'’]*){0,4})[\s-]+wide(?![^\W_])"
)
_PAN = re.compile(r"(?<![^\W_])[Pp](?:an|AN)[\s-]+([A-Z][\w'’]*(?:(?:\s+(?:and|&)\s+|\s)[A-Z][\w'’]*){0,3})")
_ACROSS = re.compile(
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
_VERBS = "review|consider|ensure|agree|develop|amend|issue|make|take|provide|collect|publish|extend|revise|update|produce|introduce|commission|strengthen|clarify"
_ASKED_AFTER = re.compile(
    r"(?:\s*:)?(?:\s*,[^.;,]{1,60},)?[\s,]*"
    r"(?:(?:\([^)]{1,40}\)|and|&|,|the|both|jointly|together|with|in|partnership|also)[\s,]*){0,4}"
    r"(?:[A-Z][\w'’&-]*(?:\s+(?:of|for|and|the|on|&))*[\s,]+){0,8}"
    r"(?:should|must|shall|needs?\s+to|ought|to\s+(?!the\b|be\s+aware)[a-z]+|(?:is|are)\s+(?:asked|requested|urged|invited)"
    rf"|(?:{_VERBS})s?)\b"
)
_ASKED_BEFORE = re.compile(
    r"(?:^|[.;\n]\s*|\b(?:recommends?(?:\s+that)?|that|asks?|requests?(?:\s+that)?|urges?|lobby|would\s+like|invites?|calls?\s+(?:on|upon)|for|petition|asked|seek\s+assurance\s+from|recommended\s+to|recommendation\s+(?:to|for))\s+)(?:the\s+|his\s+|her\s+)*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"[☒☑✓✔☐□▢√✗✘]")
_TICKED = frozenset("☒☑✓✔√")


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """Levels in the order local, regional, national (or unknown alone), how they were come by, and findings."""

    levels: tuple[Level, ...]
    basis: Basis
    rule: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeRules:
    """The entries of rules/scope.toml, compiled."""

    words: Phrases
    wording: Phrases
    bodies: Phrases
    levels: Mapping[str, Level | None]
    not_leading: frozenset[str]
    asks: re.Pattern[str]
    counties: frozenset[str]
    nations: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> ScopeRules:
        """Read rules/scope.toml. KeyError or ValueError: an entry is malformed (see rulebook.check)."""
        path = resources.files("normalise").joinpath("rules/scope.toml")
        return cls.from_rules(tomllib.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> ScopeRules:
        """Compile a parsed rules file."""
        families = {
            f: Phrases.build((f"{f}.{n}", e["phrases"]) for n, e in rules[f].items())
            for f in ("word", "wording", "body")
        }
        said = {f"{f}.{n}": e["level"] for f in families for n, e in rules[f].items()}
        unknown = set(said.values()) - {*_ORDER, ""}
        if unknown:
            raise ValueError(f"scope.toml: unknown level {sorted(unknown)}")
        levels = {rule: cast(Level | None, level or None) for rule, level in said.items()}
        asks = "|".join(
            re.escape(w).replace(r"\*", r"[^.\n]{1,40}?").replace(r"\ ", r"\s+")
            for e in rules["ask"].values()
            for w in sorted(e["words"], key=len, reverse=True)
        )
        return cls(
            families["word"],
            families["wording"],
            families["body"],
            levels,
            frozenset(f"body.{n}" for n, e in rules["body"].items() if not e.get("leads", True)),
            re.compile(
                rf"(?<![^\W_])(?:{asks})\s+(?:both\s+)?(?:(?:the\s+|a\s+)?(?:[a-z]+\s+){{1,4}}(?:of|at|for)\s+)?(?:the\s+|a\s+)?(?:relevant\s+)?$",
                re.IGNORECASE,
            ),
            frozenset(rules["place"]["county"]["names"]),
            frozenset(rules["place"]["nation"]["names"]),
        )


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
        if not re.fullmatch(r"\W*(?:n\W?a|tbc|none|see\b.*|as\s+above)\W*", cell, re.IGNORECASE):
            findings = ("SCOPE_UNREAD",)
    found = _inferred(group_label, area, recommendation or "", action or "", lead or "", leads, addressed)
    if found is None:
        return ScopeReading(("unknown",), "unknown", "", findings)
    level, basis, rule = found
    return ScopeReading((level,), basis, rule, findings)


def _stated(cell: str, area: str | None) -> tuple[tuple[Level, ...], str] | None:
    rules = ScopeRules.load()
    places = [
        (m.start(), m.end(), _reach(m[1], area)) for p in (_WIDE, _PAN, _ACROSS) for m in p.finditer(cell)
    ]
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
        return tuple(level for level in _ORDER if level in levels), rule
    named, home = set(_bare(cell).split()), set(_bare(area or "").split())
    if home and home <= named and len(named) <= len(home) + 3:
        return ("local" if home == named else "regional",), "place.area"
    return None


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
    local = [
        recommendation[h.start : h.end] for h in rules.bodies.find(recommendation) if not rules.levels[h.rule]
    ]
    bodies = [_body(a) for a in addressed if not any(a.as_written in name for name in local)]
    asked = _strongest([*bodies, *_asked(recommendation, rules)])
    if asked == "national":
        return "national", "inferred", "addressed.national"
    carried = _strongest([*_messages(recommendation, rules), *_messages(action, rules)])
    if carried == "national":
        return "national", "inferred", "action.ask"
    if not addressed and leads and all(_body(a, leading=True) == "national" for a in leads):
        return "national", "inferred", "lead.national"
    if not (addressed or leads) and lead and _strongest(_lead_hits(lead, rules)) == "national":
        return "national", "inferred", "lead.national"
    said = _wording(f"{recommendation}\n{action}", rules, area)
    if said:
        return said[0], "inferred", said[1]
    if "regional" in (asked, carried) or any(_body(a) == "regional" for a in leads):
        return "regional", "inferred", "addressed.regional"
    forces = {a.agency_id for a in (*leads, *addressed) if "territorial" in a.kind}
    if len(forces) > 1:
        return "regional", "inferred", "forces.several"
    if _reaches(lead, area):
        return "regional", "inferred", "lead.wide"
    only = leads[0] if len(leads) == 1 else None
    if only and "oversight" in only.kind:
        return "regional", "inferred", "lead.pcc"
    if recommendation or action or lead or leads:
        return "local", "inferred", "default.local"
    return None


def _heading(group: str, area: str | None) -> tuple[Level, Basis, str] | None:
    """Read a heading: "National recommendations" states the level, "Theme 4 - Cheshire wide" lets it be inferred."""
    rules = ScopeRules.load()
    for pattern in (_WIDE, _PAN):
        place = pattern.search(group)
        if place:
            return _reach(place[1], area), "inferred", "heading.wide"
    plain = re.match(
        r"\W*(?:\d+\W*)?(?:theme\s*\d*\W*|section\s*\d*\W*|part\s*\w?\W*)?(local|regional|national)(?:\s+(?:and|&|/|or)\s+(?:local|regional|national))?\W*(?:level|recommendations?|actions?|issues?|learning|scope|agencies|bodies|policy|government|asks?|\Z)",
        group,
        re.IGNORECASE,
    )
    if plain:
        hit = rules.words.find(plain[1])[0]
        return _level(hit, area), "stated", "heading.level"
    return None


def _body(agency: AgencyReading, *, leading: bool = False) -> Level | None:
    """Return the level at which an organisation acts when it is asked; None for a local one."""
    rules = ScopeRules.load()
    for name in (agency.as_written, agency.name):
        for hit in rules.bodies.find(name):
            if leading and hit.rule in rules.not_leading:
                return None
            return rules.levels[hit.rule]
    if (
        agency.sector == "national"
        and "judiciary" not in agency.kind
        and "coroner" not in agency.name.lower()
    ):
        return "national"
    return None


def _asked(text: str, rules: ScopeRules) -> list[Level | None]:
    """Return the levels of bodies that the wording asks to act ("The Home Office should ...")."""
    return [
        rules.levels[h.rule]
        for h in rules.bodies.find(text)
        if _ASKED_AFTER.match(text, h.end) and _ASKED_BEFORE.search(text, 0, h.start)
    ]


def _messages(action: str, rules: ScopeRules) -> list[Level | None]:
    """Return the levels of bodies that the action writes to ("Letter to the Minister")."""
    return [rules.levels[h.rule] for h in rules.bodies.find(action) if rules.asks.search(action, 0, h.start)]


def _lead_hits(lead: str, rules: ScopeRules) -> list[Level | None]:
    return [rules.levels[h.rule] for h in rules.bodies.find(lead) if h.rule not in rules.not_leading]


def _strongest(levels: Sequence[Level | None]) -> Level | None:
    return next((level for level in _FAR if level in levels), None)


def _wording(text: str, rules: ScopeRules, area: str | None) -> tuple[Level, str] | None:
    hits = [h for h in rules.wording.find(text) if rules.levels[h.rule]]
    for level in _FAR:
        for hit in hits:
            if rules.levels[hit.rule] == level:
                return level, hit.rule
    if _reaches(text, area):
        return "regional", "wording.wide"
    return None


def _reaches(text: str, area: str | None) -> bool:
    """Say whether "pan-X", "X wide" or "across X" names more than the review's own area."""
    return any(_reach(m[1], area) == "regional" for p in (_WIDE, _PAN) for m in p.finditer(text)) or any(
        _covers(m[1], area) for m in _ACROSS.finditer(text)
    )


def _reach(place: str, area: str | None) -> Level:
    """Return how far "Cumbria wide" reaches for a review of the area."""
    rules = ScopeRules.load()
    words, home = _bare(place), _bare(area or "")
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
    return "local" if set(words.split()) <= set(home.split()) and not _covers(place, area) else "regional"


def _covers(place: str, area: str | None) -> bool:
    """Say whether a place is more than the area because the area is its "east": Sussex covers East Sussex."""
    if not area:
        return False
    words, home = set(_bare(place).split()), set(_bare(area).split())
    return bool(words) and words < home and home - words <= _DIRECTION


def _bare(name: str) -> str:
    return " ".join(_GENERIC.sub(" ", name.lower()).split())
