"""The entries of rules/status.toml and rules/evidence.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from normalise.model import Status
from normalise.phrases import Phrases
from normalise.status.doubts import Doubts
from normalise.status.model import Said

COMPLETE = "word.complete"
ON_TRACK = "word.on_track"
ENDED = "word.ended"
UNDONE = "undone.again"
_FILES = ("status.toml", "evidence.toml")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sorts of claims that cannot both be true: their sources and statuses, and those of the other."""

    name: str
    sources: frozenset[str]
    statuses: frozenset[str]
    others: frozenset[str]
    other_statuses: frozenset[str]

    def holds(self, source: str, status: str, other: str, other_status: str) -> bool:
        """Say whether a claim of a source and status, and another one, are of these two sorts, in this order."""
        return (
            source in self.sources
            and status in self.statuses
            and other in self.others
            and other_status in self.other_statuses
        )


@dataclass(frozen=True, slots=True)
class StatusRules:
    """Words, colours, cues, doubts, sources and conflicts; see the comments of the file for what each family means."""

    words: Phrases
    alone: Mapping[str, str]
    stated: Mapping[str, Said]
    yielding: frozenset[str]
    subjected: frozenset[str]
    subjects: re.Pattern[str]
    doubts: Doubts
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
    aftermath: re.Pattern[str]
    ranks: Mapping[str, int]
    places: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    columns: Mapping[str, re.Pattern[str]]
    open: Phrases
    settled: Phrases
    finished: Phrases
    outcome_change: re.Pattern[str]
    outcome_now: re.Pattern[str]
    outcome_names: frozenset[str]
    outcome_not: re.Pattern[str]

    @classmethod
    @cache
    def load(cls) -> StatusRules:
        """Read rules/status.toml and rules/evidence.toml. KeyError or ValueError: an entry is malformed."""
        folder = resources.files("normalise").joinpath("rules")
        texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in _FILES)
        return cls.from_rules(
            {family: entries for text in texts for family, entries in tomllib.loads(text).items()}
        )

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> StatusRules:
        """Compile the parsed rules files, their families in one mapping."""
        for family, name in ((f, n) for f in ("word", "alone", "colour", "recommendation") for n in rules[f]):
            said = rules[family][name]["status"]
            if said not in (*get_args(Status), ""):
                raise ValueError(f"status.toml: {family}.{name} has the unknown status {said!r}")
        colours = {w: name for name, e in rules["colour"].items() for w in e["words"]}
        longest = sorted(colours, key=len, reverse=True)
        ranks = {name: e["rank"] for name, e in rules["source"].items()}
        return cls(
            Phrases.build((f"word.{n}", e["phrases"]) for n, e in rules["word"].items()),
            {phrase: f"alone.{n}" for n, e in rules["alone"].items() for phrase in e["phrases"]},
            {
                f"{f}.{n}": Said(f"{f}.{n}", e["status"], e.get("weak", False))
                for f in ("word", "alone", "doubt", "undone")
                for n, e in rules[f].items()
            },
            frozenset(f"word.{n}" for n, e in rules["word"].items() if e.get("yields")),
            frozenset(f"word.{n}" for n, e in rules["word"].items() if e.get("subject")),
            re.compile(rf"(?:^|(?<![^\W_])(?:{_any(rules['subject']['row']['words'])}))\W*$", re.IGNORECASE),
            Doubts.from_rules(rules["doubt"]),
            re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])", re.IGNORECASE),
            colours,
            {n: (e["status"], e["with_blue"]) for n, e in rules["colour"].items()},
            Phrases.build((f"cue.{n}", e["phrases"]) for n, e in rules["cue"].items() if n != "plan"),
            {f"cue.{n}": e["kind"] for n, e in rules["cue"].items()},
            Phrases.build([("cue.plan", rules["cue"]["plan"]["phrases"])]),
            Phrases.build((f"recommendation.{n}", e["phrases"]) for n, e in rules["recommendation"].items()),
            frozenset(rules["participle"]["effect"]["words"]),
            frozenset(rules["participle"]["step"]["words"]),
            _words(rules["partial"]["complete"]["words"]),
            _words(rules["subject"]["aftermath"]["words"]),
            ranks,
            {name: e["place"] for name, e in rules["source"].items()},
            tuple(_conflict(name, e, ranks) for name, e in rules["conflict"].items()),
            {e["kind"]: _words(e["headers"]) for e in rules["column"].values()},
            Phrases.build([("open.left", rules["open"]["left"]["phrases"])]),
            Phrases.build([("settled.all", rules["settled"]["all"]["phrases"])]),
            Phrases.build([("finished.now", rules["finished"]["now"]["phrases"])]),
            _words(rules["outcome"]["change"]["words"]),
            _words(rules["outcome"]["now"]["words"]),
            frozenset(rules["outcome"]["names"]["words"]),
            _words(rules["outcome"]["not"]["words"]),
        )

    def said(self, rule: str) -> Said:
        """Return what a rule of the families word, alone and doubt states."""
        return self.stated[rule]


def _conflict(name: str, entry: Mapping[str, Any], sources: Iterable[str]) -> Conflict:
    unknown = {*entry["one"], *entry["other"]} - {*sources}
    if unknown:
        raise ValueError(f"evidence.toml: conflict names the unknown source {sorted(unknown)}")
    return Conflict(
        name,
        frozenset(entry["one"]),
        frozenset(entry["says"]),
        frozenset(entry["other"]),
        frozenset(entry["other_says"]),
    )


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_any(words)})(?![^\W_])", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in sorted(words, key=len, reverse=True))
