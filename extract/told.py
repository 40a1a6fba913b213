"""What columns outside the fields say of how far a row has got, and whether the row's own status says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from extract.header_rules import load
from extract.model import RawField
from extract.text import plain

Told = Literal["done", "open", ""]
_TELLING = ("status", "completion", "milestones")


@cache
def _openings() -> tuple[tuple[Told, re.Pattern[str]], ...]:
    rules = load("contents.toml")["told"]
    order: tuple[Told, ...] = ("open", "done")  # "not completed" before "completed"
    return tuple(
        (
            kind,
            re.compile(
                rf"\W*(?:{'|'.join(sorted(rules[kind], key=len, reverse=True))})(?!\w)", re.IGNORECASE
            ),
        )
        for kind in order
        if kind
    )


@lru_cache(maxsize=4096)
def told(text: str) -> Told:
    """How far a text says that something has got, by the words it opens with (contents.toml, told)."""
    text = plain(text)
    return next((kind for kind, opening in _openings() if opening.match(text)), "")


def doubt_of_others(fields: Mapping[str, RawField], watched: Iterable[RawField], *, rated: bool) -> str:
    """The code that flags a row for what its watched columns say: that its status says otherwise, or says nothing.

    rated: the row has a colour, which says something.
    """
    said = {t for value in watched if (t := told(value.text))}
    if not said:
        return ""
    own: Sequence[Told] = [
        told(fields[name].text) for name in _TELLING if name in fields and fields[name].text
    ]
    if not own:
        return "" if rated else "COLUMN_UNMAPPED"
    return "OTHER_DISAGREES" if own[0] and said != {own[0]} else ""
