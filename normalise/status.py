"""How far a row has got: what the plan says in so many words, else what can be inferred, else unknown.

Asked in this order, first answer wins: words of the status cell; words that open the completion cell; colour (red or
amber is in progress unless those words say complete); a completion date or a thing done in the completion cell; words
that open the milestones; what is missing or to come in the completion cell; what the milestones report; a sentence
"this has now been implemented" in the recommendation; a target cell that says completed or ongoing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from normalise.model import Basis, Status, TargetKind
from normalise.phrases import Phrases
from normalise.sentences import sentences

Progress = Literal[
    "done", "told", "answered", "asked", "refused", "begun", "ahead", "unanswered", "plan", "short", "none"
]

_OF = re.compile(r"(?<![\d/.])(\d{1,5})\s?(?:out of|of(?: the)?|/)\s?(\d{1,5})(?![\d/.])", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,2})(?:\.\d+)?\s?(?:%|per\s?cent)")
_PARTICIPLE = re.compile(
    r"(?<![^\W\d_-])[A-Za-z]+(?:-[a-z]+)?ed(?![^\W\d_])|(?<![^\W\d_])(?:sent|held|made|given|met|done|run|written|built|gone|begun|chosen|shown|spoken|put)(?![^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, how it was come by, and the codes of what a person should know."""

    status: Status
    basis: Basis
    rule: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRules:
    """The entries of rules/status.toml, compiled."""

    words: Phrases
    alone: Mapping[str, str]
    word_status: Mapping[str, str]
    colours: re.Pattern[str]
    colour_names: Mapping[str, str]
    colour_status: Mapping[str, tuple[Status, Status]]
    cues: Phrases
    cue_kinds: Mapping[str, str]
    plans: Phrases
    implemented: Phrases
    effects: frozenset[str]
    steps: frozenset[str]
    partial: re.Pattern[str]

    @classmethod
    @cache
    def load(cls) -> StatusRules:
        """Read rules/status.toml. KeyError or ValueError: an entry is malformed (see rulebook.check)."""
        path = resources.files("normalise").joinpath("rules/status.toml")
        return cls.from_rules(tomllib.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> StatusRules:
        """Compile a parsed rules file."""
        for family, name in ((f, n) for f in ("word", "alone", "colour", "recommendation") for n in rules[f]):
            said = rules[family][name]["status"]
            if said not in (*get_args(Status), ""):
                raise ValueError(f"status.toml: {family}.{name} has the unknown status {said!r}")
        colours = {w: name for name, e in rules["colour"].items() for w in e["words"]}
        longest = sorted(colours, key=len, reverse=True)
        return cls(
            Phrases.build((f"word.{n}", e["phrases"]) for n, e in rules["word"].items()),
            {phrase: f"alone.{n}" for n, e in rules["alone"].items() for phrase in e["phrases"]},
            {f"{f}.{n}": e["status"] for f in ("word", "alone") for n, e in rules[f].items()},
            re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])", re.IGNORECASE),
            colours,
            {n: (e["status"], e["with_blue"]) for n, e in rules["colour"].items()},
            Phrases.build((f"cue.{n}", e["phrases"]) for n, e in rules["cue"].items() if n != "plan"),
            {f"cue.{n}": e["kind"] for n, e in rules["cue"].items()},
            Phrases.build([("cue.plan", rules["cue"]["plan"]["phrases"])]),
            Phrases.build((f"recommendation.{n}", e["phrases"]) for n, e in rules["recommendation"].items()),
            frozenset(rules["participle"]["effect"]["words"]),
            frozenset(rules["participle"]["step"]["words"]),
            re.compile(
                rf"(?<![^\W_])(?:{'|'.join(map(re.escape, rules['partial']['complete']['words']))})(?![^\W_])",
                re.IGNORECASE,
            ),
        )


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
    colour = colour_word(cells.status) or cells.colour or _opening_colour(cells.completion)
    unread: tuple[str, ...] = ()
    if cells.status and not colour and not _says_nothing(cells.status):
        told = _report(cells.status, rules, else_begun=False)
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
    outcome = [_progress(s, rules, counted=False) for s in sentences(cells.completion or "")]
    milestones = _report(cells.milestones or "", rules)
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


def opening_word(cell: str, *, apart: bool = False) -> str | None:
    """Return the rule of the status that a cell states in so many words, None where it states none.

    apart: the word must stand apart ("Complete. Reports are weekly"), not open a sentence ("Completed forms are ...").

    The first sentence decides; in a list of items that each have a status, one item not complete is enough for the
    whole not to be. A cell of several paragraphs whose later sentences open with a status counts too ("Audit held.
    Completed.").
    """
    rules = StatusRules.load()
    alone = rules.alone.get(cell.strip(" .!-–\n").lower())
    if alone:
        return alone
    first: str | None = None
    listed: list[str] = []
    for sentence in sentences(cell):
        rule = _opens_with(sentence, rules, apart)
        if rule is None:
            continue
        first = first or rule
        listed.append(rule)
    if first is None:
        return None
    if first == "word.complete" and rules.partial.search(cell):
        return "word.in_progress"
    items = re.findall(r"(?:^|\n|\s)\(?\d{1,2}[.)]\s", cell)
    if (len(items) > 1 or cell.count("\n") + 1 >= len(listed) > 1) and first == "word.complete":
        return next((r for r in listed if r in {"word.in_progress", "word.not_started"}), first)
    return first


def _opens_with(sentence: str, rules: StatusRules, apart: bool) -> str | None:
    hits = rules.words.find(sentence)
    if not hits:
        return None
    start = _after_opening(sentence)
    for hit in hits:
        if hit.start > start:
            break
        if hit.end > start and rules.word_status[hit.rule]:
            if apart and re.match(r"\s*[^\W_]", sentence[_after_opening(sentence, hit.end) :]):
                return None
            short = _short_of_all(sentence[: hit.start])
            return "word.in_progress" if hit.rule == "word.complete" and short else hit.rule
    if apart:
        return None
    last = hits[-1]
    bare = last.rule != "word.not_started" and (
        len(sentence.split()) <= 4
        and last.end >= len(sentence.rstrip(" .!)"))
        and rules.word_status[last.rule]
    )
    if bare:
        return "word.in_progress" if last.rule == "word.complete" and _short_of_all(sentence) else last.rule
    return None


def _after_opening(sentence: str, done: int = 0) -> int:
    """Return where a sentence starts to say something, dates and words like "action now" skipped."""
    for _ in range(8):
        match = _SKIP.match(sentence, done)
        if match is None or match.end() == done:
            break
        done = match.end()
    return done


_SKIP = re.compile(
    r"[\s\W_]*(?:(?:the|this|all|now|status|rag|red|amber|green|blue|update|actions?|recommendation|outcome|date|completion|is|are|was|were|has|have|been|as|of|at|on|by|and)(?![^\W_])[\s:–-]*"
    r"|\d{1,2}(?:st|nd|rd|th)?(?![^\W_])[\s./-]*|(?:19|20)\d\d(?![^\W_])[\s:,./–-]*|q[1-4](?![^\W_])\s*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![^\W_])[\s.,:–-]*)",
    re.IGNORECASE,
)


def _short_of_all(text: str) -> bool:
    return any(int(a) < int(b) for a, b in _OF.findall(text)) or bool(_PERCENT.search(text))


def colour_word(cell: str | None) -> str | None:
    """Return the colour that a status cell names ("Amber", "RAG: G"), the worse one where it names two."""
    if not cell or len(cell.split()) > 6:
        return None
    rules = StatusRules.load()
    alone = re.sub(r"(?i)\b(?:b?rag|rating|status)\b|[\s\W_]", "", cell)
    found = [w for w in rules.colours.findall(cell) if len(w) > 1 or len(alone) == 1]
    named = {rules.colour_names[w.lower()] for w in found}
    return next((c for c in ("red", "amber", "green", "blue") if c in named), None)


def _opening_colour(cell: str | None) -> str | None:
    """Return the colour that opens a completion cell ("Amber - awaiting ICT change")."""
    match = re.match(r"\W*(?:rag\W+)?(red|amber|green|blue)(?=\W|$)", cell or "", re.IGNORECASE)
    return colour_word(match[1]) if match else None


def _says_nothing(cell: str) -> bool:
    rules = StatusRules.load()
    hits = rules.words.find(cell)
    return not re.search(r"[^\W_]", cell) or any(not rules.word_status[h.rule] for h in hits)


def _clash(colour: str, status: str, blue: bool) -> bool:
    """Say whether the words of a row contradict its colour: green beside "not started", red beside "complete"."""
    shown = StatusRules.load().colour_status[colour][blue]
    return (shown == "complete") != (status == "complete")


def _answer(rule: str, basis: Basis, *findings: str) -> StatusReading:
    status = StatusRules.load().word_status[rule]
    return StatusReading(status, basis, rule, findings)  # type: ignore[arg-type]


def _report(milestones: str, rules: StatusRules, *, else_begun: bool = True) -> Progress:
    """Return what the milestones amount to: one thing missing, begun or to come outweighs what is done."""
    found = [_progress(s, rules, counted=True) for s in sentences(milestones)]
    for worst in ("unanswered", "short", "begun"):
        if worst in found:
            return worst
    if "asked" in found and "answered" not in found:
        return "begun"
    done = bool({"done", "told", "answered"} & set(found))
    if "ahead" in found:
        return "begun" if done else "ahead"
    if done:
        return "done"
    if "plan" in found:
        return "plan"
    # words that no rule reads still tell that something has happened: only an empty cell says nothing
    return (
        "begun"
        if else_begun and re.search(r"[^\W_]", milestones) and not _says_nothing(milestones)
        else "none"
    )


def _progress(sentence: str, rules: StatusRules, *, counted: bool) -> Progress:
    """Return what one sentence tells. counted: "78 %" means not all of it (in an outcome it is a result)."""
    kinds = {rules.cue_kinds[h.rule] for h in rules.cues.find(sentence)}
    for first in ("unanswered", "refused", "answered"):
        if first in kinds:
            return first
    if "asked" in kinds or _SENT.fullmatch(sentence):
        return "asked"
    share = 0.0 if counted else 0.5  # in an outcome "7 of 120 re-opened" is a result, "7 of 9 replied" is not
    if any(share * int(b) <= int(a) < int(b) for a, b in _OF.findall(sentence)) or (
        counted and _PERCENT.search(sentence)
    ):
        return "short"
    participle = tells_of_something_done(sentence)
    if counted and participle == "step" and "done" not in kinds:
        return "begun"
    told = bool(participle)
    plan = rules.plans.find(sentence)
    if plan and plan[0].start == 0 and not told and "begun" not in kinds:
        return "plan"
    done = "done" in kinds or told
    if "begun" in kinds:
        return "begun"
    if "ahead" in kinds:
        return "begun" if done and not _FUTURE.search(sentence) else "ahead"
    return "done" if "done" in kinds else "told" if told else "none"


_SENT = re.compile(r"\W*(?:letters?\s+|emails?\s+)?sent\W*", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:to|will|shall|should|would|can|could|must|may|might)\s+be\b|\bwill\b|\bin principle\b",
    re.IGNORECASE,
)


def tells_of_something_done(sentence: str) -> Literal["done", "step", ""]:
    """Say whether a sentence tells of a thing done ("policy amended") or only of a step towards one ("bid submitted")."""
    rules, found = StatusRules.load(), ""
    for match in _PARTICIPLE.finditer(sentence):
        word = match.group().lower()
        if word in rules.effects:
            continue
        before = sentence[: match.start()].rstrip().lower()
        if not before.endswith((" be", "being", " not", "to be", "will", "yet", "never")):
            if word not in rules.steps:
                return "done"
            found = "step"
    return "step" if found else ""
