"""The words of rules/dates.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from normalise.dates.asides import Asides
from normalise.dates.revised import Revisions
from normalise.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Title:
    """Words that make a year part of a title or a count: rule name, tests on the text before and after the year."""

    rule: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    in_target: bool


@dataclass(frozen=True, slots=True)
class KindRule:
    """What a phrase of a target cell means. kind "" = means nothing, it only shields words from other rules."""

    kind: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Month, season and day words (lower case) with the rule each belongs to, and the deadline phrases.

    misspelt: words that are read as what they misspell, which is a repair and has to be told.
    """

    months: Mapping[str, int]
    seasons: frozenset[str]
    days: Mapping[str, str]
    word_rules: Mapping[str, str]
    misspelt: re.Pattern[str]
    titles: tuple[Title, ...]
    year_before: re.Pattern[str]
    kinds: Phrases
    kind_rules: Mapping[str, KindRule]
    asides: Asides
    revisions: Revisions

    @classmethod
    @cache
    def load(cls) -> Vocabulary:
        """Read rules/dates.toml. KeyError or ValueError: an entry is malformed (see rulebook.check)."""
        path = resources.files("normalise").joinpath("rules/dates.toml")
        return cls.from_rules(tomllib.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> Vocabulary:
        """Compile a parsed rules file."""
        months: dict[str, int] = {}
        days: dict[str, str] = {}
        word_rules: dict[str, str] = {}
        for family in ("month", "season", "day"):
            for name, entry in rules[family].items():
                for word in (*entry["words"], *entry.get("misspelt", ())):
                    if word in word_rules:
                        raise ValueError(f"dates.toml: {word!r} stands in two entries")
                    word_rules[word] = f"{family}.{name}"
                    if family == "month":
                        months[word] = entry["number"]
                    elif family == "day":
                        days[word] = entry["date"]
        seasons = frozenset(w for w, rule in word_rules.items() if rule.startswith("season."))
        titles = tuple(
            Title(f"title.{name}", _ends_with(e["before"]), _begins_with(e["after"]), e.get("target", True))
            for name, e in rules["title"].items()
        )
        kinds = rules["kind"]
        return cls(
            months,
            seasons,
            days,
            word_rules,
            re.compile(rf"(?<![^\W\d_])(?:{words_pattern(_misspelt(rules))})(?![^\W\d_])", re.IGNORECASE),
            titles,
            _ends_with(w for e in rules["year"].values() for w in e["before"]),
            Phrases.build((f"kind.{name}", e["phrases"]) for name, e in kinds.items()),
            {f"kind.{name}": KindRule(e["kind"], e.get("weak", False)) for name, e in kinds.items()},
            Asides.from_rules(rules["aside"], rules["ahead"], rules["deed"]),
            Revisions.from_rules(rules["revised"]),
        )


def _misspelt(rules: Mapping[str, Any]) -> list[str]:
    return [w for f in ("month", "season", "day") for e in rules[f].values() for w in e.get("misspelt", ())]


def words_pattern(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first, blanks and apostrophes forgiving."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]?") for w in ordered)


def _ends_with(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{words_pattern(words)})['’\".,:]?\s*\(?[-–]?\s*$", re.IGNORECASE)


def _begins_with(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*['’\"]?(?:{words_pattern(words)})(?![^\W_])", re.IGNORECASE)
