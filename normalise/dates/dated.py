"""The noun of this room: a date and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date at text[start:end]. iso is None where the print gives no year; rule names the form and its word.

    joined: this reading and the one before it are the ends of a range. findings: codes of normalise/codes.toml.
    """

    start: int
    end: int
    iso: str | None
    rule: str
    joined: bool = False
    findings: tuple[str, ...] = ()
