"""Every place of a row that says something of how far it has got, as claims.

The table of places is rules/evidence.toml (source): what each is worth. Here stands what each one says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from normalise.dates.log import latest
from normalise.model import Basis, Status
from normalise.sentences import sentences
from normalise.status.colours import colour_word, opening_colour
from normalise.status.counts import fewer_than_asked, some_of_all
from normalise.status.left import called_finished, left_open
from normalise.status.model import Cells, Claim, Said
from normalise.status.outcome import shows_a_result
from normalise.status.progress import Progress, progress, report, settled
from normalise.status.rules import COMPLETE, ON_TRACK, StatusRules
from normalise.status.silence import is_a_sign, says_nothing
from normalise.status.words import contradictions, opening_word

_VOID = re.compile(r"\W*(?:n\s?/\s?a|not\s+applicable)(?![^\W_])", re.IGNORECASE)
"""A completion cell that opens so tells of no completion, whatever date it goes on to give."""
_PAST = re.compile(
    r"\W*(?:this\s+|it\s+)?(?:was|were|had\s+been|previously|originally|initially)(?![^\W_])", re.IGNORECASE
)
"""A comment that opens so tells how it was."""
_A_SHARE = re.compile(r"\W*\d+(?:\.\d+)?\s?(?:%|per\s?cent)\W*", re.IGNORECASE)
"""A share and nothing else is how much of it is done; in a sentence it is a result."""
_REPORTED: Mapping[Progress, Status] = {
    "done": "complete",
    "begun": "in_progress",
    "willing": "in_progress",
    "short": "in_progress",
    "unanswered": "in_progress",
    "ahead": "not_started",
    "denied": "not_started",
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
        others = contradictions(cells.status or "")
        if not stated.doubt and any(
            other.status == "in_progress" for other in others
        ):  # "Complete - ongoing": not all of it is
            others.sort(key=lambda other: other.status == "complete")
            claims.clear()
        claims += [_words("status", said) for said in others]
    elif cells.status and not colour and (not says_nothing(cells.status) or is_a_sign(cells.status)):
        told = report(cells.status, rules, else_begun=False)
        if told in _REPORTED:
            claims.append(Claim("status_told", _REPORTED[told], "inferred", f"status.{told}"))
        else:
            unread = ("STATUS_UNREAD",)
    if said:
        claims.append(_words("completion", said))
    on_track = stated is not None and stated.rule == ON_TRACK
    if colour and not (colour == "green" and on_track):
        claims.append(_coloured("colour", colour, cells))
    claims += _told(cells, rules)
    claims += _beside(cells, rules)
    return claims, unread


def undecided(cells: Cells) -> str | None:
    """Return the field whose words tell something and yet not how far the row has got ("Covid", "Post vacant")."""
    if cells.completion and not says_nothing(cells.completion):
        return "completion"
    told = cells.milestones or ""
    return "milestones" if report(told, StatusRules.load()) == "obstacle" else None


def _coloured(source: str, colour: str, cells: Cells) -> Claim:
    """Return what a colour claims: what the plan's own key says it means, else what it usually does (inferred)."""
    rules = StatusRules.load()
    for named, meaning in cells.key:
        said = opening_word(meaning) if named == colour else None
        if said:
            return Claim(source, said.status, "stated", f"key.{colour}")
    status = rules.colour_status[colour][cells.blue]
    # red may mean "not begun", and green alone is no statement that a thing is complete
    basis: Basis = "stated" if colour == "amber" else "inferred"
    return Claim(source, status, basis, f"colour.{colour}")


def _beside(cells: Cells, rules: StatusRules) -> Iterator[Claim]:
    """Yield what the columns beside those of the form claim, and what the row's reports say is left."""
    for text in cells.beside.ratings:
        said = opening_word(text)
        named = colour_word(text)
        if said and not said.weak:
            yield Claim(
                "rating_words", said.status, "inferred" if said.doubt else "stated", said.rule, said.doubt
            )
        elif named:
            yield _coloured("rating_colour", named, cells)
    for text in cells.beside.comments:
        said = opening_word(text, apart=True)
        past = said is not None and said.status != "complete" and _PAST.match(text) is not None
        if said and not past:
            yield Claim("comments_words", said.status, "inferred", said.rule, said.doubt)
    for text in cells.beside.responses:
        said = opening_word(text)
        if said and said.status == "not_accepted":
            yield Claim("response_refused", said.status, "stated", said.rule)
    for text in (cells.milestones or "", *cells.beside.comments):
        said = opening_word(text, apart=True)
        if (said is None or said.status == "complete") and left_open(text, rules):
            yield Claim("left_open", "in_progress", "inferred", "open.left")
        if said is None and called_finished(text, rules):
            yield Claim("finished", "complete", "inferred", "finished.now")


def _words(place: str, said: Said) -> Claim:
    source = f"{place}_{'weak' if said.weak else 'words'}"
    return Claim(source, said.status, "inferred" if said.doubt else "stated", said.rule, said.doubt)


def _told(cells: Cells, rules: StatusRules) -> Iterator[Claim]:
    """Yield what can be inferred from the completion cell, the milestones, the wording and the target."""
    completed = _sentences(cells.completion or "", rules)
    outcome = [progress(s, rules, counted=_A_SHARE.fullmatch(s) is not None) for s in completed]
    milestones = report(cells.milestones or "", rules)
    told, wanted = cells.milestones or "", cells.recommendation or ""
    if milestones == "done" and (fewer_than_asked(told, wanted) or some_of_all(told, wanted)):
        milestones = "short"
    said = opening_word(cells.milestones, apart=True) if cells.milestones else None
    if "refused" in outcome:
        yield Claim("refusal", "not_accepted", "inferred", "completion.refused")
    asked = "asked" in outcome and "answered" not in outcome
    void = _VOID.match(cells.completion or "") is not None
    short = "unanswered" in outcome or "short" in outcome or asked
    open_first = bool(outcome) and outcome[0] in {"ahead", "begun"}
    # "September 2018 (Barnfield). Adult Learning to follow.": part of it is still to come, and no mere evaluation
    held_up = bool({"denied", "obstacle"} & set(outcome))
    done = bool({"done", "told", "answered"} & set(outcome)) or cells.done_dates
    rest = held_up or (
        "answered" not in outcome
        and any(
            (state == "ahead" or (state == "begun" and rules.open.find(sentence)))
            and not rules.aftermath.search(sentence)
            for sentence, state in zip(completed, outcome, strict=True)
        )
    )
    if said:
        first = said.rule == COMPLETE and not short
        source = "milestones_complete" if first else "milestones_words"
        # beside a status column that is left empty the words of another column are no stated status
        unsaid = said.doubt or (cells.status is not None and not cells.status.strip())
        yield Claim(source, said.status, "inferred" if unsaid else "stated", said.rule, said.doubt)
    if not (short or open_first or rest or void):
        if cells.done_dates:
            yield Claim("completion_date", "complete", "inferred", "completion.date")
        if {"done", "answered"} & set(outcome) or (
            "told" in outcome and (milestones in {"done", "none"} or said)
        ):
            yield Claim("completion_done", "complete", "inferred", "completion.done")
    worded = opening_word(cells.completion or "") is not None
    if "denied" in outcome and not done and not worded:
        yield Claim("completion_pending", "not_started", "inferred", "completion.denied")
    elif short or {"begun", "ahead", "denied"} & set(outcome) or cells.planned or (held_up and done):
        if not worded:
            yield _pending(cells, outcome, milestones, short)
    elif (
        not {"denied", "obstacle", "refused"} & set(outcome)
        and milestones not in {"short", "unanswered", "ahead", "begun", "denied", "obstacle"}
        and not says_nothing(cells.completion or "")
        and any(map(shows_a_result, completed))
    ):
        # nothing open, refused or to come is said: what the plan prints as a result is what came of it
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


def _sentences(completion: str, rules: StatusRules) -> list[str]:
    """Return the sentences of a completion cell that count: a last one that settles it all, the youngest entry of a log."""
    entry = latest(completion)
    told = list(sentences(completion[entry.body : entry.end] if entry else completion))
    return told[-1:] if settled(told, rules) else told


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
