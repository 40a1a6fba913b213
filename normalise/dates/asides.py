"""Dates of a completion cell that are no completion, and dates that still lie ahead (rules/dates.toml: aside, ahead)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STOP = re.compile(r"[.;\n](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Asides:
    """before: words directly before a date that make it an aside, unless the sentence holds a word of `unless`, and
    only when the cell holds a word of `when`, if any are given.

    ahead: words anywhere before the date in its sentence that put it in the future.
    """

    before: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]
    ahead: re.Pattern[str]

    @classmethod
    def from_rules(cls, aside: Mapping[str, Any], ahead: Mapping[str, Any]) -> Asides:
        """Compile the aside.* and ahead.* entries."""
        before = tuple(
            (
                f"aside.{name}",
                re.compile(rf"(?<![^\W_])(?:{_any(e['before'])})\s*(?:the\s+|on\s+)?[\s:(]*$", re.IGNORECASE),
                _words(e.get("unless")),
                _words(e.get("when")),
            )
            for name, e in aside.items()
        )
        words = _words([w for e in ahead.values() for w in e["words"]])
        assert words
        return cls(before, words)

    def stands_aside(self, text: str, start: int, end: int) -> str | None:
        """Return the rule by which the date at text[start:end] is no completion, None if it may be one."""
        if _SINCE_THEN.fullmatch(text, 0, start):
            return None
        for rule, before, unless, when in self.before:
            if not before.search(text, 0, start) or (when and not when.search(text)):
                continue
            if not (unless and unless.search(text, _sentence(text, start), start)):
                return rule
        return None

    def lies_ahead(self, text: str, start: int) -> bool:
        """Say whether the words of the sentence before a date put it in the future.

        What is said to be done after those words takes them back: "Original deadline June 2023, completed Feb 2024".
        """
        ahead = self.ahead.search(text, _sentence(text, start), start)
        return ahead is not None and _DONE_SINCE.search(text, ahead.end(), start) is None


_SINCE_THEN = re.compile(
    r"\W*(?:(?:twice\s+)?(?:daily|weekly|fortnightly|monthly|quarterly|termly|yearly|annually)\s+)?(?:from|since)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""A cell that opens so says when the thing itself began: "From April 2019", "Weekly since 5th September 2019"."""


_DONE_SINCE = re.compile(
    r"(?<!\bbe )(?<!\bbe fully )(?<!\bfor )(?<!\bto )\b(?:completed|achieved|delivered|finished|done|closed|held|took\s+place|implemented|signed\s+off)\b",
    re.IGNORECASE,
)


def _sentence(text: str, position: int) -> int:
    """Return where the sentence around a position begins."""
    begin = 0
    for stop in _STOP.finditer(text, 0, position):
        begin = stop.end()
    return begin


def _words(words: list[str] | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![^\W_])(?:{_any(words)})(?![^\W_])", re.IGNORECASE) if words else None


def _any(words: list[str]) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in sorted(words, key=len, reverse=True)
    )
