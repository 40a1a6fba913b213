"""Every place of a row that says something of how far it has got, as claims.

The table of places is rules/evidence.toml (source): what each is worth. Here stands what each one says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from normalise.model import Status
from normalise.sentences import sentences
from normalise.status.colours import colour_word, opening_colour
from normalise.status.counts import fewer_than_asked
from normalise.status.model import Cells, Claim, Said
from normalise.status.progress import Progress, progress, report
from normalise.status.rules import COMPLETE, StatusRules
from normalise.status.silence import says_nothing
from normalise.status.words import opening_word

_VOID = re.compile(r"\W*(?:n\s?/\s?a|not\s+applicable)(?![^\W_])", re.IGNORECASE)
"""A completion cell that opens so tells of no completion, whatever date it goes on to give."""
_SAYS_MORE = 4
"""A shorter completion cell ("N", "ok?") is no outcome."""
_CROSSES = frozenset("✗✘☐□")
"""Marks that say "no" or nothing at all, which of them the plan does not say."""
_REPORTED: Mapping[Progress, Status] = {
    "done": "complete",
    "begun": "in_progress",
    "short": "in_progress",
    "unanswered": "in_progress",
    "ahead": "not_started",
}


def gather(cells: Cells) -> tuple[list[Claim], tuple[str, ...]]:
    """Return what each place of the row claims, in the order they are asked, and codes of what could not be read."""
    rules = StatusRules.load()
    stated = opening_word(cells.status) if cells.status else None
    said = opening_word(cells.completion) if cells.completion else None
    colour = colour_word(cells.status) or cells.colour or opening_colour(cells.completion)
    claims: list[Claim] = []
    unread: tuple[str, ...] = ()
    if stated:
        claims.append(_words("status", stated))
    elif cells.status and not colour and (not says_nothing(cells.status) or cells.status.strip() in _CROSSES):
        told = report(cells.status, rules, else_begun=False)
        if told in _REPORTED:
            claims.append(Claim("status_told", _REPORTED[told], "inferred", f"status.{told}"))
        else:
            unread = ("STATUS_UNREAD",)
    if said:
        claims.append(_words("completion", said))
    if colour:
        basis = "inferred" if colour == "red" else "stated"
        claims.append(Claim("colour", rules.colour_status[colour][cells.blue], basis, f"colour.{colour}"))  # type: ignore[arg-type]
    claims += _told(cells, rules)
    return claims, unread


def _words(place: str, said: Said) -> Claim:
    source = f"{place}_{'weak' if said.weak else 'words'}"
    return Claim(source, said.status, "inferred" if said.doubt else "stated", said.rule, said.doubt)


def _told(cells: Cells, rules: StatusRules) -> Iterator[Claim]:
    """Yield what can be inferred from the completion cell, the milestones, the wording and the target."""
    outcome = [progress(s, rules, counted=False) for s in sentences(cells.completion or "")]
    milestones = report(cells.milestones or "", rules)
    if milestones == "done" and fewer_than_asked(cells.milestones or "", cells.recommendation or ""):
        milestones = "short"
    said = opening_word(cells.milestones, apart=True) if cells.milestones else None
    if "refused" in outcome:
        yield Claim("refusal", "not_accepted", "inferred", "completion.refused")
    asked = "asked" in outcome and "answered" not in outcome
    void = _VOID.match(cells.completion or "") is not None
    short = "unanswered" in outcome or "short" in outcome or asked
    open_first = bool(outcome) and outcome[0] in {"ahead", "begun"}
    # "September 2018 (Barnfield). Adult Learning to follow.": part of it is still to come, and no mere evaluation
    rest = "answered" not in outcome and any(
        told == "ahead" and not rules.aftermath.search(sentence)
        for sentence, told in zip(sentences(cells.completion or ""), outcome, strict=True)
    )
    if said:
        first = said.rule == COMPLETE and not short
        source = "milestones_complete" if first else "milestones_words"
        yield Claim(source, said.status, "inferred" if said.doubt else "stated", said.rule, said.doubt)
    if not (short or open_first or rest or void):
        if cells.done_dates:
            yield Claim("completion_date", "complete", "inferred", "completion.date")
        if {"done", "answered"} & set(outcome) or (
            "told" in outcome and (milestones in {"done", "none"} or said)
        ):
            yield Claim("completion_done", "complete", "inferred", "completion.done")
    if short or "begun" in outcome or "ahead" in outcome or cells.planned:
        yield _pending(cells, outcome, milestones, short)
    elif (
        set(outcome) - {"plan"}
        and len((cells.completion or "").strip()) >= _SAYS_MORE
        and milestones not in {"short", "unanswered", "ahead", "begun"}
        and not says_nothing(cells.completion or "")
    ):
        # nothing open, refused or to come is said: what the plan prints as the outcome is what came of it
        yield Claim("completion_outcome", "complete", "inferred", "completion.outcome")
    if milestones in _REPORTED:
        yield Claim("milestones_told", _REPORTED[milestones], "inferred", f"milestones.{milestones}")
    implemented = rules.implemented.find(cells.recommendation or "")
    if implemented:
        yield Claim("wording", "complete", "stated", implemented[0].rule)
    if cells.target == "completed":
        yield Claim("target_completed", "complete", "stated", "target.completed")
    if cells.target == "ongoing":
        yield Claim("target_ongoing", "in_progress", "inferred", "target.ongoing")


def _pending(cells: Cells, outcome: list[Progress], milestones: Progress, short: bool) -> Claim:
    idle = (
        milestones in {"ahead", "plan", "none"}
        and not short
        and not cells.done_dates
        and not {"begun", "done", "told"} & set(outcome)
    )
    waits = idle and (milestones == "ahead" or "ahead" in outcome) and not cells.planned
    return Claim(
        "completion_pending", "not_started" if waits else "in_progress", "inferred", "completion.pending"
    )
