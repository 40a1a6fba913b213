"""Dates of a completion cell that are no completion, and dates that still lie ahead (rules/dates.toml: aside, ahead, deed)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from normalise.before import around, before

_STOP = re.compile(r"[.;\n](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Aside:
    """Words directly before a date that make it an aside, unless the sentence holds one of the words of `unless`.

    when: only in a cell that holds one of these. second: only beside an earlier date that stands.
    """

    rule: str
    before: re.Pattern[str]
    unless: re.Pattern[str] | None
    when: re.Pattern[str] | None
    second: bool


@dataclass(frozen=True, slots=True)
class Asides:
    """before: what makes a date an aside. ahead: words anywhere before the date in its sentence that put it in the future;
    deeds: words there that tell of something that has happened."""

    before: tuple[Aside, ...]
    ahead: re.Pattern[str]
    deeds: re.Pattern[str]

    @classmethod
    def from_rules(
        cls, aside: Mapping[str, Any], ahead: Mapping[str, Any], deed: Mapping[str, Any]
    ) -> Asides:
        """Compile the aside.*, ahead.* and deed.* entries."""
        before = tuple(
            Aside(
                f"aside.{name}",
                re.compile(
                    rf"(?<![^\W_])(?:{_any(e['before'])})(?:\s+[^\s.;]+){{0,{e.get('reach', 0)}}}\s*(?:the\s+|on\s+)?[\s:(–-]*$",
                    re.IGNORECASE,
                ),
                _words(e.get("unless")),
                _words(e.get("when")),
                e.get("second", False),
            )
            for name, e in aside.items()
        )
        words = _words([w for e in ahead.values() for w in e["words"]])
        deeds = _words([w for e in deed.values() for w in e["words"]])
        assert words and deeds
        return cls(before, words, deeds)

    def stands_aside(self, text: str, start: int, *, second: bool = False) -> str | None:
        """Return the rule by which the date at text[start:] is no completion, None if it may be one.

        second: another date before it may be one.
        """
        if _SINCE_THEN.fullmatch(text, 0, start):
            return None
        for aside in self.before:
            if not before(aside.before, text, start) or (aside.when and not aside.when.search(text)):
                continue
            shielded = aside.unless and aside.unless.search(text, _sentence(text, start), start)
            if not shielded and (second or not aside.second):
                return aside.rule
        return None

    def tells_of_a_deed(self, text: str, start: int) -> bool:
        """Say whether the words of the sentence before a date tell of something that has happened ("Report accepted")."""
        return self.deeds.search(text, _sentence(text, start), start) is not None

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
    r"(?<!\bbe )(?<!\bbe fully )(?<!\bfor )(?<!\bto )\b(?:completed|achieved|delivered|finished|done|closed|held|took\s+place|implemented|signed\s+off|actual|actually)\b",
    re.IGNORECASE,
)


def _sentence(text: str, position: int) -> int:
    """Return where the sentence around a position begins."""
    begin = around(position)
    for stop in _STOP.finditer(text, begin, position):
        begin = stop.end()
    return begin


def _words(words: list[str] | None) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![^\W_])(?:{_any(words)})(?![^\W_])", re.IGNORECASE) if words else None


def _any(words: list[str]) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in sorted(words, key=len, reverse=True)
    )
