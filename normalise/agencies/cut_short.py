"""Names that are cut short: "York Teaching" for York Teaching Hospital, "OH NHS FT" for Oxford Health, "Salix"."""

from __future__ import annotations

from functools import lru_cache

from normalise.agencies.area import Area, alive, serving
from normalise.agencies.choosing import Here
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.initials import by_initials
from normalise.agencies.nouns import Agency
from normalise.agencies.readings import Read
from normalise.agencies.words import Words, name_key
from normalise.names.lists import lists

TRUST_ENDINGS = (("nhs", "foundation", "trust"), ("nhs", "trust"), ("nhs", "ft"), ("foundation", "trust"))
"""What the name of an NHS trust ends in, by keys of its words. No one begins another."""
BEHIND_INITIALS = (*TRUST_ENDINGS, ("ft",))
"""What stands behind the initials of a trust."""
SHORTEST = 4
"""Letters a single word must have to stand for a name that begins with it."""


COMMON = frozenset({"children", "adults", "women", "family", "families", "community", "support", "safer", "domestic", "victim", "victims",
                    "sexual", "homes", "housing", "young", "people", "health", "social", "local", "independent", "rape", "carers",
                    "women's", "womens", "county", "north", "south", "east", "west", "central", "greater", "together"})  # fmt: skip
"""Words with which many names begin."""


def trust_by_initials(words: Words, position: int, here: Here) -> tuple[Read, int] | None:
    """Read the initials of a trust with its ending apart, "OH NHS FT": the reading and the word after it."""
    for ending in BEHIND_INITIALS:
        end = position + 1 + len(ending)
        if tuple(words.keys[position + 1 : end]) != ending or not all(words.joins[position + 1 : end]):
            continue
        raw = words.raw[position]
        for letters in (raw, raw + "FT", raw + "T"):
            read = by_initials(letters, here)
            if read is not None and "trust" in read.readings[0].kind:
                return read, end
    return None


def begun(text: str, here: Here) -> Agency | None:
    """Return the one body of the area whose name begins with these words; None if none or several do."""
    keys = name_key(text)
    if not keys or not here.area.places or not text[0].isupper():
        return None
    if len(keys) == 1 and (len(text) < SHORTEST or text.isupper() or text.casefold() in COMMON):
        return None
    word = len(keys) == 1 and lists().is_word(text.casefold())
    found = [a for names, a in _names(here.area, here.date) if any(n[: len(keys)] == keys for n in names)]
    if word:  # "Thrive", "Choices": a word may be cut from the name of a service, not from a trust's
        found = [a for a in found if a.sector in ("voluntary", "housing")]
    return found[0] if len({Gazetteer.load().current(a.name) for a in found}) == 1 else None


@lru_cache(maxsize=256)
def _names(area: Area, date: str | None) -> tuple[tuple[tuple[tuple[str, ...], ...], Agency], ...]:
    """Return the names of the bodies that serve an area at a date, as keys."""
    return tuple(
        (tuple(name_key(n) for n in (a.name, *a.aliases) if " " in n), a)
        for a in serving(area)
        if alive(a, date)
    )
