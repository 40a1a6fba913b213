"""What sentences tell of progress: done, begun, ahead, asked and answered, or only planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from normalise.before import before
from normalise.dates.log import latest
from normalise.sentences import sentences
from normalise.status.counts import share_short
from normalise.status.rules import COMPLETE, StatusRules
from normalise.status.silence import says_nothing
from normalise.status.turned import NOW_DONE

Progress = Literal[
    "done",
    "told",
    "answered",
    "asked",
    "refused",
    "begun",
    "willing",
    "ahead",
    "unanswered",
    "plan",
    "short",
    "denied",
    "obstacle",
    "none",
]
_PARTICIPLE = re.compile(
    r"(?<![^\W\d_-])[A-Za-z]+(?:-[a-z]+)?ed(?![^\W\d_])|(?<![^\W\d_])(?:sent|held|made|given|met|done|run|written|built|gone|begun|chosen|shown|spoken|put)(?![^\W\d_])",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:(?P<denied>(?:(?<![^\W_])(?:not|never)|n['’]t)(?:\s+(?:yet|been|be|fully|formally|actually|ever))*)|(?<![^\W_])(?:be|being|to|will|yet))\s+$",
    re.IGNORECASE,
)
_UN = frozenset({"undertaken", "unveiled", "united", "unified", "unblocked", "unlocked"})
"""Words in un- that tell of a deed; others ("unfilled", "unfunded") of what is lacking."""
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:)–—-]|\Z|(?:for|by|across|at|with|in)(?![^\W_]))", re.IGNORECASE)
_IN_PART = re.compile(r"(?<![\w-])(?:next|only)\W*\Z", re.IGNORECASE)
"""What ends so is done in part: "Live in the north only", "Outpatients next"."""
_SENT = re.compile(r"\W*(?:letters?\s+|emails?\s+)?sent\W*", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:to|will|shall|should|would|can|could|must|may|might)\s+be\b|\bwill\b|\bin principle\b",
    re.IGNORECASE,
)


def report(milestones: str, rules: StatusRules, *, else_begun: bool = True) -> Progress:
    """Return what the milestones amount to: one thing missing, begun or to come outweighs what is done."""
    entry = latest(milestones)
    if entry and report(milestones[entry.body : entry.end], rules, else_begun=False) == "done":
        return "done"
    told = list(sentences(milestones))
    if settled(told, rules):
        return "done"
    found = [progress(s, rules, counted=True) for s in told]
    for worst in ("unanswered", "short", "begun"):
        if worst in found:
            return worst
    if "asked" in found and "answered" not in found:
        return "begun"
    if "refused" in found:
        return "begun"
    done = bool({"done", "told", "answered"} & set(found))
    for open_one in ("obstacle", "denied"):
        if open_one in found:
            return "begun" if done or ("ahead" in found and open_one == "obstacle") else open_one
    if "ahead" in found:
        return "begun" if done else "ahead"
    if "willing" in found:
        return "begun"
    if done:
        return "done"
    if "plan" in found:
        return "plan"
    # words that no rule reads still tell that something has happened: only an empty cell says nothing
    return (
        "begun"
        if else_begun and re.search(r"[^\W_]", milestones) and not says_nothing(milestones)
        else "none"
    )


def progress(sentence: str, rules: StatusRules, *, counted: bool) -> Progress:
    """Return what one sentence tells. counted: "78 %" means not all of it (in an outcome it is a result)."""
    kinds = _kinds(sentence, rules)
    # a body that was asked and answers has answered, also where it declines
    for first in ("unanswered", "answered", "refused"):
        if first in kinds:
            return first
    if not kinds and _is_bare(sentence, rules):
        return "none"
    if "asked" in kinds or _SENT.fullmatch(sentence):
        return "asked"
    # in an outcome "7 of 120 re-opened" is a result and "98%" too, "7 of 9 replied" is not
    if share_short(sentence, percent=counted, from_share=0.0 if counted else 0.5):
        return "short"
    participle = tells_of_something_done(sentence)
    if counted and participle == "step" and "done" not in kinds:
        return "begun"
    told = participle in {"done", "step"} or _calls_complete(sentence, rules)
    if NOW_DONE.search(sentence) and not {"ahead", "willing"} & kinds:
        return "done"
    plan = rules.plans.find(sentence)
    if plan and plan[0].start == 0 and not told and "begun" not in kinds:
        return "plan"
    if rules.doubts.hedges(sentence):
        return "begun"
    done = "done" in kinds or told
    if "obstacle" in kinds and not {"ahead", "begun"} & kinds:
        return "begun" if done else "obstacle"
    if "begun" in kinds or _IN_PART.search(sentence):
        return "begun"
    if "ahead" in kinds and _done_after_all(sentence, rules):
        return "done"
    if "intends" in kinds and not done:
        return "ahead"
    if "willing" in kinds and "ahead" not in kinds:
        return "willing"
    if "ahead" in kinds:
        return "begun" if done and not _FUTURE.search(sentence) else "ahead"
    if done or not (participle == "denied" or "denied" in kinds):
        return "done" if "done" in kinds else "told" if told else "none"
    return "denied"


def _kinds(sentence: str, rules: StatusRules) -> set[str]:
    """Return the kinds of cues in a sentence; what is denied of a thing done ("not held") is "denied"."""
    found = set()
    for hit in rules.cues.find(sentence):
        kind = rules.cue_kinds[hit.rule]
        shield = before(_NOT_DONE, sentence, hit.start) if kind == "done" else None
        found.add("denied" if shield and shield["denied"] else kind)
    return found


def _is_bare(sentence: str, rules: StatusRules) -> bool:
    """Say whether a sentence is nothing but words that say nothing: "No update provided" tells of nothing provided."""
    hits = rules.words.find(sentence)
    silent = bool(hits) and hits[0].start == 0 and not rules.said(hits[0].rule).status
    return silent and not re.search(r"[^\W_]", sentence[hits[0].end :])


def _calls_complete(sentence: str, rules: StatusRules) -> bool:
    """Say whether a sentence calls something complete: "Complete for adults", "Police and Health complete"."""
    return any(
        hit.rule == COMPLETE
        and _CLAUSE_ENDS.match(sentence, hit.end) is not None
        and rules.doubts.before(sentence, hit.start) is None
        and before(_NOT_DONE, sentence, hit.start) is None
        for hit in rules.words.find(sentence)
    )


def settled(told: Sequence[str], rules: StatusRules) -> bool:
    """Say whether the last of several sentences says that all of it is done: "Postponed. Two new dates. Both held."."""
    hits = rules.settled.find(told[-1]) if len(told) > 1 else []
    return bool(hits) and hits[0].start == 0


def _done_after_all(sentence: str, rules: StatusRules) -> bool:
    """Say whether what lay ahead is called done behind it: "Due Jan 24, done Feb 24"."""
    last = max(h.end for h in rules.cues.find(sentence) if rules.cue_kinds[h.rule] == "ahead")
    return any(
        h.rule == COMPLETE and h.start > last and re.search(r"[,;:.\d–-]\s*\Z", sentence[: h.start])
        for h in rules.words.find(sentence)
    )


def tells_of_something_done(sentence: str) -> Literal["done", "step", "denied", ""]:
    """Say whether a sentence tells of a thing done ("policy amended"), only of a step towards one ("bid submitted"), or
    that a thing was not done ("letter not sent")."""
    rules = StatusRules.load()
    found: set[Literal["step", "denied"]] = set()
    for match in _PARTICIPLE.finditer(sentence):
        word = match.group().lower()
        if word in rules.effects or (word.startswith("un") and word not in rules.steps and word not in _UN):
            continue
        shield = before(_NOT_DONE, sentence, match.start())
        if shield is None and word not in rules.steps:
            return "done"
        if shield is None or shield["denied"]:
            found.add("denied" if shield and word not in rules.steps else "step")
    return "step" if "step" in found else "denied" if found else ""
