"""Whoever something should be done by: "A review should be undertaken by the CSP", "Assurance should be sought from GPs"."""

from __future__ import annotations

from collections.abc import Iterator

from normalise.agencies.asking import Asking, asking, low
from normalise.agencies.stand_ins import ARTICLES
from normalise.agencies.subjects import Items, Subject, coordinated
from normalise.agencies.words import Words

AUXILIARIES = frozenset({"be", "is", "are", "was", "were", "been"})
RELATIVES = frozenset({"who", "which", "whose", "whom"})
SOUGHT = frozenset({"sought", "obtained", "requested"})
"""Before "from": "Assurance should be sought from GPs"."""
DESCRIBED = frozenset({"inspected", "regulated", "accredited", "licensed", "employed", "registered"})
"""Before "by" these say what a body does anyway: "Schools to be inspected by Ofsted" asks nothing of Ofsted."""
DEEDS = frozenset({"out", "review", "audit", "agreement", "commitment", "consideration", "place", "forward"})
"""Words before "by" that name what is done: "carried out by", "There should be a review by"."""


def agents(words: Words, start: int, end: int, items: Items) -> Iterator[Subject]:
    """Yield whoever something should be done by: "A review should be undertaken by the CSP"."""
    lists = asking()
    if "by" not in words.lows and "within" not in words.lows and SOUGHT.isdisjoint(words.lows):
        return
    for k in range(start + 2, end - 1):
        sought = (words.raw[k] == "from" and words.lows[k - 1] in SOUGHT) or words.raw[k] == "within"
        if words.raw[k] != "by" and not sought:
            continue
        onward = k + 1
        while onward < end and onward not in items and low(words, onward) in ARTICLES:
            onward += 1
        if onward in items and _is_to_be_done(words, start, k, lists):
            yield coordinated(words, onward, end, items)[0], ""


def _is_to_be_done(words: Words, start: int, k: int, lists: Asking) -> bool:
    """Return True when what stands before "by" asks for a deed: "should be undertaken by", "that a review is led by";
    not "relatives who are employed by"."""
    before = words.lows[max(start, k - 12) : k]
    asked = any(w in lists.modals or w == "to" for w in before[:-2])
    wished = "that" in before
    if before[-1] in DESCRIBED:
        return False
    close = before[-1] in lists.irregular_passives or before[-1].endswith("ed") or before[-1] in DEEDS
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if word in RELATIVES:
            return False
        if word not in AUXILIARIES:
            continue
        following = next((w for w in before[at + 1 :] if not w.endswith("ly")), "")
        done = following in lists.irregular_passives or following.endswith("ed")
        if word == "be":
            return (asked or wished) and (close or (done and len(before) - at <= 8))
        return word in ("is", "are") and wished and (close or done) and before[at - 1] not in RELATIVES
    return False
