"""A status in so many words or colours: what a cell opens with."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalise.dates.log import latest
from normalise.dates.reader import read_dates
from normalise.phrases import Hit
from normalise.sentences import sentences
from normalise.status.counts import share_short
from normalise.status.items import worst
from normalise.status.model import Said
from normalise.status.progress import progress
from normalise.status.rules import COMPLETE, ENDED, UNDONE, StatusRules
from normalise.status.turned import NOW_DONE, SETTLED
from normalise.undone import undone

_SKIP = re.compile(
    r"[\s\W_]*(?:(?:the|this|all|now|status|rag|red|amber|green|blue|update|actions?|recommendation|outcome|date|completion|is|are|was|were|has|have|had|been|as|of|at|on|by|and|work|it)(?![^\W_])[\s:–-]*"
    r"|\d{1,2}(?:st|nd|rd|th)?(?![^\W_])[\s./-]*|(?:19|20)\d\d(?![^\W_])[\s:,./–-]*|q[1-4](?![^\W_])\s*|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W_])[\s.,:–-]*)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s*[^\W\d_][^:\n]{1,40}:\s*(?=[^\W_])")
_BOTH = re.compile(r"\s*/\s*|\s+\bor\b\s+")
_SINCE = re.compile(
    r"(?:[,;.–-]\s*|\b(?:now|since|finally|but|was|is|been|then)\s+(?:been\s+)?)$", re.IGNORECASE
)
_SHORT_CELL = 6
_EACH = re.compile(r"(?<=\))\s*[,;/&]?\s*(?:and\s+)?(?=[A-Z])")
_PARTS = re.compile(r"\s+[–—-]+\s+|[,/]\s*|\s+but\s+")
_THE_ROW = re.compile(
    r"(?:^|(?<![^\W_])(?:recommendations?|actions?|project|proposal|this|it)(?:\s+(?:was|were|is|has|have|been|now|subsequently|later|since))*)\W*$",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s[–—-]+\s")
_GOING_ON = re.compile(
    r"\W*(?:still\s+)?(?:on-?\s?going|continuing|continues|in\s+progress|under\s?way)\W*", re.IGNORECASE
)
"""A part of a cell that says nothing but that it goes on: "Complete - ongoing", not "Complete - ongoing reviews"."""
_DENIAL = re.compile(r"not?(?![^\W_])|never|nothing|yet", re.IGNORECASE)
"""Words that open no name of a thing: "Not progressed due to cost" is a status, "Completed forms" is not."""
_COPULA = re.compile(r"(?<![^\W_])(?:is|are|was|were|been)\s+(?:(?:now|fully|all|also)\s+)*$", re.IGNORECASE)
"""Words behind which a status word speaks of what stands before them: "Action is complete and ..."."""
_UP_TO_DATE = re.compile(
    r"[\s,:(–-]*(?:(?:in|on|by|since|at|during|as\s+of|the|end\s+of|early|late|mid)[\s-]+)*", re.IGNORECASE
)
"""All that may stand between a status word and the date that belongs to it."""


@lru_cache(maxsize=1024)
def opening_word(cell: str, *, apart: bool = False) -> Said | None:
    """Return the status that a cell states in so many words, None where it states none.

    apart: the word must stand apart ("Complete. Reports are weekly"), not open a sentence ("Completed forms are ...").

    The first sentence decides; in a list of items that each have a status, one item not complete is enough for the
    whole not to be. A "complete" that is denied ("has not been completed"), hedged ("Completed? awaiting
    confirmation") or taken back in part ("Complete for police; health outstanding") is none.
    """
    rules = StatusRules.load()
    if entry := latest(cell):
        said = opening_word(cell[entry.body : entry.end], apart=apart)
        if said:
            return said
    alone = rules.alone.get(cell.strip(" .!-–/|\n").lower())
    if alone:
        return rules.said(alone)
    back = undone(cell)
    if back >= 0:
        again = opening_word(cell[back:], apart=apart)
        return again if again and again.rule == COMPLETE else rules.said(UNDONE)
    parts = list(sentences(cell))
    if len(parts) == 1 and len(cell.split()) <= _SHORT_CELL and len(sides := _BOTH.split(cell)) == 2:
        parts = sides
        both = [opened for part in parts if (opened := _opens_with(part, rules, apart))]
        if len(both) == 2:
            return worst(both, rules) if both[0].status != both[1].status else both[0]
    if said := _of_each(cell, rules):
        return said
    read = [(part, _opens_with(part, rules, apart)) for part in sentences(cell)]
    labelled = [(part, _behind_label(part, rules)) for part, _ in read]
    if len(labelled) > 1 and all(said for _, said in labelled):
        return worst([said for _, said in labelled if said], rules)
    first = next((said for _, said in read if said), None)
    if first is None:
        return None
    if first.rule in rules.yielding:
        return _after_closing(cell, first, rules)
    if first.weak and _done_since(cell, rules):
        return rules.said(COMPLETE)
    if first.rule != COMPLETE:
        begun = first.status == "not_started" and _told_before(read, rules)
        return rules.said("word.in_progress") if begun else first
    if any(SETTLED.search(cell, 0, left.start()) is None for left in rules.partial.finditer(cell)):
        return rules.said("word.in_progress")
    if _in_items(cell, len([said for _, said in read if said])):
        return worst([_item(part, said, rules) for part, said in read], rules)
    if rules.doubts.after(cell[cell.find(read[0][0]) :]):
        return replace(rules.said("doubt.unsure"), doubt=True)
    return first


def _of_each(cell: str, rules: StatusRules) -> Said | None:
    """Read a status for each body in a line: "Complete (Police), In Progress (CSC)"."""
    parts = _EACH.split(cell)
    if len(parts) < 2 or not all("(" in part for part in parts):
        return None
    said = [_opens_with(part, rules, apart=False) for part in parts]
    differ = len({s.status for s in said if s}) > 1
    return worst(said, rules) if all(said) and differ else None


def contradictions(cell: str) -> list[Said]:
    """Return what the parts of a short status cell say that contradict its first: "Completed - not yet started"."""
    parts = [part for part in _PARTS.split(cell) if part.strip()]
    if len(parts) < 2 or len(cell.split()) > _SHORT_CELL + 2 or len(list(sentences(cell))) > 1:
        return []
    rules = StatusRules.load()
    said = [opened for part in parts if (opened := _opens_with(part, rules, apart=False))]
    found = {s.status for s in said}
    if {"complete", "not_started"} <= found:
        return said
    going_on = _DASHED.search(cell) and sum(map(bool, map(_GOING_ON.fullmatch, parts))) == 1
    return said if going_on and len(said) == len(parts) and COMPLETE in {s.rule for s in said} else []


def _told_before(read: list[tuple[str, Said | None]], rules: StatusRules) -> bool:
    """Say whether an item before the first stated one is a date or tells of something done."""
    part, said = read[0]
    return said is None and (
        any(c.isdigit() for c in part) or progress(part, rules, counted=True) in {"done", "told"}
    )


def _numbered(cell: str) -> bool:
    return len(re.findall(r"(?:^|\n|\s)\(?(?:\d{1,2}|[a-h])[.)]\s", cell)) > 1


def _in_items(cell: str, stated: int) -> bool:
    return _numbered(cell) or cell.count("\n") + 1 >= stated > 1


def _item(part: str, said: Said | None, rules: StatusRules) -> Said | None:
    """Return what an item states, else what it tells if that is not done: "3) audit underway"."""
    if said is None and progress(part, rules, counted=True) in {"short", "begun", "ahead", "unanswered"}:
        return rules.said("word.in_progress")
    return said


def _behind_label(sentence: str, rules: StatusRules) -> Said | None:
    """Read "Health: not started"."""
    label = _LABELLED.match(sentence)
    return _opens_with(sentence[label.end() :], rules, apart=False) if label else None


def _after_closing(cell: str, first: Said, rules: StatusRules) -> Said:
    """Return why a row was closed, where the cell says: "Closed - no longer required", "Closed without completion"."""
    if "without" in cell.lower():
        return replace(rules.said("doubt.denied"), doubt=True)
    for hit in rules.words.find(cell):
        said = rules.said(hit.rule)
        if said.status not in {"complete", ""}:
            return replace(said, doubt=said.status == "in_progress")
    return first


def _done_since(cell: str, rules: StatusRules) -> bool:
    """Say whether a cell that opens with a delay goes on to say that it is done: "Delayed, now completed May 2021"."""
    if NOW_DONE.search(cell) and not share_short(cell):
        return True
    return any(
        hit.rule == COMPLETE
        and _SINCE.search(cell, 0, hit.start) is not None
        and rules.doubts.before(cell, hit.start) is None
        for hit in rules.words.find(cell)
    ) and not share_short(cell)


def _opens_with(sentence: str, rules: StatusRules, apart: bool) -> Said | None:
    hits = rules.words.find(sentence)
    if not hits:
        return None
    start = _after_opening(sentence)
    for hit in hits:
        before = sentence[start : hit.start]
        if hit.start > start and not rules.doubts.fills(before):
            break
        if hit.end > start and rules.said(hit.rule).status:
            if apart and _may_name_a_thing(sentence, hit, rules) and not _stands_apart(sentence, hit.end):
                return None
            return _weighed(sentence, hit, rules)
    if apart:
        return None
    last = hits[-1]
    words = len(sentence.split())
    if words > 4 or last.end < len(sentence.rstrip(" .!?)")):
        return None
    own_clause = re.search(r"[,;–-]\s*$", sentence[: last.start]) is not None
    if not rules.said(last.rule).status or (last.rule == "word.not_started" and not own_clause):
        return None
    if last.rule == ENDED and not _THE_ROW.search(sentence, 0, last.start):
        return None  # "The training was cancelled": whether the action stands is not said
    if last.rule in rules.subjected and not rules.subjects.search(sentence, 0, last.start):
        return None  # "Letter sent; meeting refused": something else was refused
    return _weighed(sentence, last, rules)


def _may_name_a_thing(sentence: str, hit: Hit, rules: StatusRules) -> bool:
    """Say whether a status word may belong to the noun behind it ("Completed forms"), and not to the row."""
    if _DENIAL.match(sentence, hit.start) or rules.said(hit.rule).status in {"superseded", "not_accepted"}:
        return False
    return _COPULA.search(sentence, 0, hit.start) is None


def _stands_apart(sentence: str, end: int) -> bool:
    """Say whether a status word that ends there is followed by nothing but its date, or by a new clause."""
    if not re.match(r"\s*[^\W_]", sentence[_after_opening(sentence, end) :]):
        return True
    dates = read_dates(sentence[end:]) if any(map(str.isdigit, sentence[end:])) else ()
    return bool(dates) and _UP_TO_DATE.fullmatch(sentence[end:], 0, dates[0].start) is not None


def _weighed(sentence: str, hit: Hit, rules: StatusRules) -> Said:
    """Return what the status word at a hit amounts to, with what stands before it."""
    if hit.rule not in {COMPLETE, *rules.yielding}:
        return rules.said(hit.rule)
    doubt = rules.doubts.before(sentence, hit.start)
    if doubt:
        return replace(rules.said(doubt), doubt=doubt == "doubt.unsure")
    return rules.said("word.in_progress" if share_short(sentence[: hit.end]) else hit.rule)


def _after_opening(sentence: str, done: int = 0) -> int:
    """Return where a sentence starts to say something, dates and words like "action now" skipped."""
    for _ in range(8):
        match = _SKIP.match(sentence, done)
        if match is None or match.end() == done:
            break
        done = match.end()
    return done
