"""Line ends of a lead cell that part no organisations: "Probation Delivery Unit\\nHead", "Head of\\nSafeguarding"."""

from __future__ import annotations

import re

from normalise.agencies.chunks import is_post
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import split

BARE = frozenset(
    {
        "head", "team", "teams", "lead", "leads", "manager", "managers", "officer", "officers", "sgt", "sergeant", "inspector", "insp",
        "supt", "superintendent", "director", "coordinator", "co-ordinator", "unit", "units", "chair", "deputy", "assistant",
        "department", "dept", "section", "post", "role", "staff", "rep", "representative", "administrator", "adviser", "advisor",
        "senior", "service", "services", "trust", "foundation", "owner", "supervisor", "dci", "dcs", "dsu", "ds", "pc", "dc", "practitioner",
        "co", "ordinator", "nhs", "ft", "group", "office", "board", "executive", "acting", "interim", "line",
        "duty", "leader", "leaders", "operational", "strategic", "named", "designated", "member", "members",
    }
)  # fmt: skip
"""Words of posts and of parts: a line, or a whole name, made of these alone is no organisation."""
OPEN = re.compile(r"(?:\b(?:of|for|and|the|to|with|in|on)|&)\s*$", re.IGNORECASE)
"""The end of a line that cannot end there."""


def is_bare(text: str) -> bool:
    """Return True for words of a post or unit alone: "Head", "Team Manager", "Sgt"."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and all(word in BARE for word in words)


def unbroken(text: str) -> str:
    """Return a cell with each line that continues the one before set behind it."""
    if "\n" not in text:
        return text
    joined: list[str] = []
    for line in text.split("\n"):
        if joined and line.strip() and joined[-1].strip() and _continues(joined[-1], line.strip()):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _continues(above: str, line: str) -> bool:
    if OPEN.search(above) or (is_bare(line) and not above.rstrip().endswith((";", ".", ":"))):
        return True
    if above.rstrip().endswith(",") and is_post(line):
        return True
    return line[0].islower() and not Gazetteer.load().trie.match(split(line), 0)
