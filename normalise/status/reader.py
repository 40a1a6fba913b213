"""How far a row has got: what the plan says in so many words, else what can be inferred, else unknown.

Asked in this order, first answer wins: words of the status cell; words that open the completion cell; colour (red or
amber is in progress unless those words say complete); a completion date or a thing done in the completion cell; words
that open the milestones; what is missing or to come in the completion cell; what the milestones report; a sentence
"this has now been implemented" in the recommendation; a target cell that says completed or ongoing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from normalise.model import Basis, Status, TargetKind
from normalise.sentences import sentences
from normalise.status.progress import Progress, progress, report
from normalise.status.rules import StatusRules
from normalise.status.words import colour_word, opening_colour, opening_word, says_nothing


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, how it was come by, and the codes of what a person should know."""

    status: Status
    basis: Basis
    rule: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """What read_status looks at. Cells as written; None = the plan has no such column.

    done_dates: dates of the completion cell at which something was done; planned: it holds dates yet to come.
    blue: the plan uses blue somewhere, so green is only on track.
    """

    status: str | None = None
    colour: str | None = None
    completion: str | None = None
    milestones: str | None = None
    recommendation: str | None = None
    done_dates: bool = False
    planned: bool = False
    target: TargetKind = "none"
    blue: bool = False


_REPORTED: Mapping[Progress, Status] = {
    "done": "complete",
    "begun": "in_progress",
    "short": "in_progress",
    "unanswered": "in_progress",
    "ahead": "not_started",
}


def read_status(cells: Cells) -> StatusReading:
    """Return how far the row has got."""
    rules = StatusRules.load()
    stated = opening_word(cells.status) if cells.status else None
    if stated:
        return _answer(stated, "stated")
    said = opening_word(cells.completion) if cells.completion else None
    colour = colour_word(cells.status) or cells.colour or opening_colour(cells.completion)
    unread: tuple[str, ...] = ()
    if cells.status and not colour and not says_nothing(cells.status):
        told = report(cells.status, rules, else_begun=False)
        if told in _REPORTED:
            return StatusReading(_REPORTED[told], "inferred", f"status.{told}")
        unread = ("STATUS_UNREAD",)
    if said:
        clash = ("STATUS_CONFLICT",) if colour and _clash(colour, rules.word_status[said], cells.blue) else ()
        return _answer(said, "stated", *clash, *unread)
    if colour:
        status = rules.colour_status[colour][cells.blue]
        return StatusReading(status, "inferred" if colour == "red" else "stated", f"colour.{colour}", unread)
    return _inferred(cells, rules, unread)


def _inferred(cells: Cells, rules: StatusRules, unread: tuple[str, ...]) -> StatusReading:
    outcome = [progress(s, rules, counted=False) for s in sentences(cells.completion or "")]
    milestones = report(cells.milestones or "", rules)
    said = opening_word(cells.milestones, apart=True) if cells.milestones else None
    if "refused" in outcome:
        return StatusReading("not_accepted", "inferred", "completion.refused", unread)
    asked = "asked" in outcome and "answered" not in outcome
    short = "unanswered" in outcome or "short" in outcome or asked
    if said == "word.complete" and not short:
        return _answer(said, "stated", *unread)
    if not short and not (outcome and outcome[0] in {"ahead", "begun"}):
        if cells.done_dates:
            return StatusReading("complete", "inferred", "completion.date", unread)
        if {"done", "answered"} & set(outcome) or (
            "told" in outcome and (milestones in {"done", "none"} or said)
        ):
            return StatusReading("complete", "inferred", "completion.done", unread)
    if said:
        return _answer(said, "stated", *unread)
    if short or "begun" in outcome or "ahead" in outcome or cells.planned:
        idle = (
            milestones in {"ahead", "plan", "none"}
            and not short
            and not {"begun", "done", "told"} & set(outcome)
        )
        waits = idle and (milestones == "ahead" or "ahead" in outcome) and not cells.planned
        return StatusReading(
            "not_started" if waits else "in_progress", "inferred", "completion.pending", unread
        )
    if (
        outcome
        and milestones not in {"short", "unanswered", "ahead", "begun"}
        and not says_nothing(cells.completion or "")
    ):
        # nothing open, refused or to come is said: what the plan prints as the outcome is what came of it
        return StatusReading("complete", "inferred", "completion.outcome", unread)
    if milestones in _REPORTED:
        return StatusReading(_REPORTED[milestones], "inferred", f"milestones.{milestones}", unread)
    implemented = rules.implemented.find(cells.recommendation or "")
    if implemented:
        return StatusReading("complete", "stated", implemented[0].rule, unread)
    if cells.target == "completed":
        return StatusReading("complete", "stated", "target.completed", unread)
    if cells.target == "ongoing":
        return StatusReading("in_progress", "inferred", "target.ongoing", unread)
    return StatusReading("unknown", "unknown", "", unread)


def _clash(colour: str, status: str, blue: bool) -> bool:
    """Say whether the words of a row contradict its colour: green beside "not started", red beside "complete"."""
    shown = StatusRules.load().colour_status[colour][blue]
    return (shown == "complete") != (status == "complete")


def _answer(rule: str, basis: Basis, *findings: str) -> StatusReading:
    status = StatusRules.load().word_status[rule]
    return StatusReading(status, basis, rule, findings)  # type: ignore[arg-type]
