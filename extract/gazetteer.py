"""Names of local authority areas, told in running text: places.txt, England and Wales, past and present.

A place inside the name of a service is none: "Severn Vale Partnership NHS Trust", "Suffolk Constabulary".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from extract.printed import meta_rules
from extract.text import plain

_UNSURE = "~"


@cache
def _names() -> tuple[frozenset[str], re.Pattern[str]]:
    """All names, case-folded, and the pattern of those that need no word beside them, the longest first."""
    text = resources.files("extract").joinpath("places.txt").read_text(encoding="utf-8")
    names = [line for line in text.splitlines() if line and not line.startswith("#")]
    names += [n.replace(" and ", " & ") for n in names if " and " in n]
    sure = _any_of(n for n in names if not n.startswith(_UNSURE))
    every = _any_of(n.removeprefix(_UNSURE) for n in names)
    pairs = _any_of(n.removeprefix(_UNSURE) for n in names if re.search(r"\s(?:and|&)\s", n))
    joined = rf"{every}(?:, {every}){{0,6}}(?:,? (?:and|&|AND) {every}|, {pairs})"
    pattern = re.compile(rf"(?<![\w&'])({joined}|{sure})(?![\w-])")
    return frozenset(n.removeprefix(_UNSURE).casefold() for n in names), pattern


def _any_of(names: Iterable[str]) -> str:
    """Pattern of the names as printed and in capitals, the longest first."""
    forms = dict.fromkeys(
        f for n in sorted(names, key=len, reverse=True) for f in (plain(n), plain(n).upper())
    )
    return rf"(?:{'|'.join(re.escape(form) for form in forms)})"


def is_known(name: str) -> bool:
    """True for the name of an area, or of several: "Fareham & Gosport"."""
    whole = plain(name).casefold()
    parts = [p for p in re.split(r",\s*|\s+(?:and|&)\s+", whole) if p]
    return whole in _names()[0] or (bool(parts) and all(p in _names()[0] for p in parts))


def known_in(text: str) -> list[str]:
    """The areas that a text names, several joined by "and" as one, services left out."""
    return list(dict.fromkeys(m[1] for m in _names()[1].finditer(without_services(text))))


@cache
def _service() -> re.Pattern[str]:
    nouns = "|".join(re.escape(w) for w in meta_rules()["area"]["services"])
    # the run of capitals ends at what is no part of a service's name, so that "X Partnership and Y Police" leaves X
    stop = rf"(?!(?:Council|CSP|Board|DHR|DARDR|Plan|Plans|Review)\b|Partnerships?\b(?!\s+(?:{nouns})))"
    word = rf"{stop}[A-Z][\w'&.-]*"
    return re.compile(
        rf"(?<!\w)(?:{word}\s+(?:(?:and|of|&|the|with|on|upon|for|in)\s+)*){{0,8}}(?:{nouns})\b(?!\s+(?:and|&)\s+(?:Safe|Stronger))"
        rf"(?:\s+(?:Trust|Foundation|NHS|Board|Group|Association|Authority|Limited|Ltd|Services?))*"
    )


def without_services(text: str) -> str:
    """The text without the names of trusts, forces, landlords and the like, whose places are not the plan's."""
    return _service().sub(" ; ", plain(text))
