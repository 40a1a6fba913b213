"""Parallel lists in one row: milestone i belongs to date i, by position only."""

from __future__ import annotations

import re

from normalise.dates.reader import read_dates
from normalise.model import DatedItem

_INLINE = re.compile(r"(?:^|[\s,;]+)\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v)[.)]\s+(?=\S)", re.IGNORECASE)
_FIRST = re.compile(r"\s*\(?(?:1|a|i)[.)]\s", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[•▪●*–—-]|\(?(?:\d{1,2}|[a-h])[.)])\s+")


def dated_items(
    target: str | None, milestones: str | None, action: str | None, *, base: int | None = None
) -> tuple[DatedItem, ...]:
    """Return the milestones (else the actions) with their dates, where both are lists of the same length.

    Two dates or more, each with a year, none the end of a range; a date may stand twice. Nothing is paired where the
    numbers differ: which date is whose is then not printed.
    """
    if not target:
        return ()
    dates = read_dates(target, base, in_target=True)
    if len(dates) < 2 or any(d.iso is None or d.joined for d in dates):
        return ()
    for field, text in (("milestones", milestones), ("action", action)):
        items = listed(text or "")
        if len(items) == len(dates):
            return tuple(DatedItem(field, item, d.iso or "") for item, d in zip(items, dates, strict=True))
    return ()


def listed(text: str) -> list[str]:
    """Return the items of a list: numbered in a line, or one to a line; [] where the text is no list.

    >>> listed("1) Form amended 2) Podcast recorded")
    ['Form amended', 'Podcast recorded']
    """
    if _FIRST.match(text):
        items = _INLINE.split(text)[1:]
    else:
        items = [_BULLET.sub("", line) for line in text.split("\n")]
    found = [item.strip() for item in items if item.strip()]
    return found if len(found) > 1 else []
