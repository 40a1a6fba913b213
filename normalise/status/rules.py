"""The entries of rules/status.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from normalise.model import Status
from normalise.phrases import Phrases


@dataclass(frozen=True, slots=True)
class StatusRules:
    """Words, colours, cues and participles; see the comments of the file for what each family means."""

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
