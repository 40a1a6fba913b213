"""Who is asked, and how far that body reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalise.before import before
from normalise.model import AgencyReading, Level
from normalise.phrases import Hit
from normalise.scope.places import placed
from normalise.scope.rules import ScopeRules

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


_WISH = re.compile(r"\bthat\s+(?:the\s+|his\s+|her\s+)*$", re.IGNORECASE)
_WISHED = re.compile(
    r"\s+(?:and\s+(?:the\s+)?(?:[A-Z][\w'’&-]*\s+){1,6}|together\s+)?"
    r"(?!(?:is|are|was|were|has|have|had|did|does|do|may|might|could|would|will|can|and|or|of|for|on|in|at|by|about|with|from|as|which|who|whose|that|the|guidance|guidelines?|definition|policy|statutory|guide|document|website|funding|national)\b)"
    r"[a-z]+(?:-[a-z]+)?(?<!ed)(?<!s)\b(?!['’])"
)
"""That the Home Office "ring-fence money": the bare verb of a wish. "has", "issued" and "guidance" are none."""


def asked(text: str, hits: Sequence[Hit], rules: ScopeRules) -> list[Level | None]:
    """Return the levels of bodies that the wording asks to act ("The Home Office should ...")."""
    return [
        "regional" if rules.levels[h.rule] == "national" and placed(text, h.end) else rules.levels[h.rule]
        for h in hits
        if before(_ASKED_BEFORE, text, h.start)
        and (_ASKED_AFTER.match(text, h.end) or (before(_WISH, text, h.start) and _WISHED.match(text, h.end)))
    ]


def messages(text: str, hits: Sequence[Hit], rules: ScopeRules) -> list[Level | None]:
    """Return the levels of bodies that a letter or a request goes to ("Letter to the Minister")."""
    return [rules.levels[h.rule] for h in hits if before(rules.asks, text, h.start)]


def lead_hits(lead: str, rules: ScopeRules) -> list[Level | None]:
    """Return the levels of bodies named in a lead cell that was not resolved."""
    return [rules.levels[h.rule] for h in rules.bodies.find(lead) if h.rule not in rules.not_leading]


def body(agency: AgencyReading, *, leading: bool = False) -> Level | None:
    """Return the level at which an organisation acts when it is asked; None for a local one."""
    rules = ScopeRules.load()
    for name in (agency.as_written, agency.name):
        rule = _first_body(name)
        if rule:
            return None if leading and rule in rules.not_leading else rules.levels[rule]
    if (
        agency.sector == "national"
        and "judiciary" not in agency.kind
        and "coroner" not in agency.name.lower()
    ):
        return "national"
    return None


@lru_cache(maxsize=4096)
def _first_body(name: str) -> str:
    """Return the rule of the first body in an organisation's name, "" if it has none; the same few are asked often."""
    hits = ScopeRules.load().bodies.find(name)
    return hits[0].rule if hits else ""
