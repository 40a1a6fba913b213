"""The entries of rules/scope.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from normalise.model import Level
from normalise.phrases import Phrases

ORDER: tuple[Level, ...] = ("local", "regional", "national")
FAR: tuple[Level, ...] = ("national", "regional")


@dataclass(frozen=True, slots=True)
class ScopeRules:
    """Words, wordings, bodies, asks and places; levels: rule name -> level, None for a rule that only shields."""

    words: Phrases
    wording: Phrases
    bodies: Phrases
    levels: Mapping[str, Level | None]
    not_leading: frozenset[str]
    asks: re.Pattern[str]
    counties: frozenset[str]
    nations: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> ScopeRules:
        """Read rules/scope.toml. KeyError or ValueError: an entry is malformed (see rulebook.check)."""
        path = resources.files("normalise").joinpath("rules/scope.toml")
        return cls.from_rules(tomllib.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> ScopeRules:
        """Compile a parsed rules file."""
        families = {
            f: Phrases.build((f"{f}.{n}", e["phrases"]) for n, e in rules[f].items())
            for f in ("word", "wording", "body")
        }
        said = {f"{f}.{n}": e["level"] for f in families for n, e in rules[f].items()}
        unknown = set(said.values()) - {*ORDER, ""}
        if unknown:
            raise ValueError(f"scope.toml: unknown level {sorted(unknown)}")
        levels = {rule: cast(Level | None, level or None) for rule, level in said.items()}
        asks = "|".join(
            re.escape(w).replace(r"\*", r"[^.\n]{1,40}?").replace(r"\ ", r"\s+")
            for e in rules["ask"].values()
            for w in sorted(e["words"], key=len, reverse=True)
        )
        return cls(
            families["word"],
            families["wording"],
            families["body"],
            levels,
            frozenset(f"body.{n}" for n, e in rules["body"].items() if not e.get("leads", True)),
            re.compile(
                rf"(?<![^\W_])(?:{asks})\s+(?:both\s+)?(?:(?:the\s+|a\s+)?(?:[a-z]+\s+){{1,4}}(?:of|at|for)\s+)?(?:the\s+|a\s+)?(?:relevant\s+)?$",
                re.IGNORECASE,
            ),
            frozenset(rules["place"]["county"]["names"]),
            frozenset(rules["place"]["nation"]["names"]),
        )
