"""A plan table without a header row, read by what its columns hold: numbers, sentences that ask, bodies, dates, statuses.

Only where the evidence is strong: a column that asks something of someone, a column of bodies or posts, one of dates or
statuses. Every row read so is flagged (COLUMNS_GUESSED).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.contents import is_date, is_organisation, is_post, is_status, share
from extract.find import Column, find_header
from extract.furniture import is_heading
from extract.grid import Grid
from extract.header_rules import STARTS, HeaderMatch
from extract.numbers import follows_number, is_label, read_label
from extract.text import squash
from ingest.model import Line

_MIN_ROWS, _MIN_WIDTH = 2, 3
_MIN_SHARE = 0.6
_MIN_WORDS = 2
_MIN_UNTOLD, _SURE_SHARE = 3, 0.75
"""Without a heading that speaks of a plan so many rows, and so much of them, must ask for something."""
_ASKS = re.compile(r"\b(?:should|must|shall|needs? to|ought to)\b", re.IGNORECASE)
_TO = re.compile(r"^(?:[\w'’&,-]+\s+){0,6}to\s+[a-z]{3,}", re.IGNORECASE)
_LEVELS = frozenset(
    {
        "local",
        "regional",
        "national",
        "localregional",
        "localnational",
        "localandnational",
        "localregionalnational",
    }
)
_HEADS = ("action plan", "recommendation")
_AGAINST = (
    "chronolog",
    "budget",
    "risk",
    "terms of reference",
    "minutes",
    "panel",
    "glossary",
    "contents",
    "training",
)


def bare_columns(grid: Grid, above: Sequence[Line]) -> tuple[Column, ...] | None:
    """The columns of a plan table without a header, named by what they hold; None where that is not sure enough.

    above: the lines over the table. Under a heading that speaks of an action plan or recommendations "to" may ask as
    well as "should".
    """
    if len(grid.rows) < _MIN_ROWS or grid.width < _MIN_WIDTH or find_header(grid) is not None:
        return None
    heads = " | ".join(x.text.casefold() for x in above[-4:] if is_heading(x))
    if any(w in heads for w in _AGAINST):
        return None
    columns = [_texts(grid, c) for c in range(grid.width)]
    names = _name(columns, told=any(w in heads for w in _HEADS))
    if names is None:
        return None
    return tuple(
        Column("", (i,), HeaderMatch("field", name, STARTS) if name else None) for i, name in enumerate(names)
    )


def _texts(grid: Grid, column: int) -> list[str]:
    return [row.bits[column].text for row in grid.rows if row.own and not row.bits[column].merged]


def _name(columns: Sequence[Sequence[str]], told: bool) -> list[str | None] | None:
    """A field for each column; None for the whole when a recommendation, its body, and a date or status are not all there."""
    names: list[str | None] = [_plain_name(texts, i) for i, texts in enumerate(columns)]
    if not names.count("lead_agency") or not {"target_date", "status"} & set(names):
        return None
    for name in ("lead_agency", "target_date", "status"):
        same = [i for i, n in enumerate(names) if n == name]
        for i in same[1:]:
            names[i] = "completion" if name == "target_date" and "completion" not in names else None
    open_ones = [i for i, n in enumerate(names) if n is None]
    worded = [i for i in open_ones if _worded(columns[i]) or i > names.index("lead_agency")]
    asking = next((i for i in worded if _asks(columns[i], told)), None)
    if asking is None or asking != worded[0]:
        return None
    names[asking] = "recommendation"
    lead = names.index("lead_agency")
    rest = worded[1:]
    if rest and (rest[0] < lead or lead < asking):
        names[rest.pop(0)] = "action"
    date = next((i for i, n in enumerate(names) if n == "target_date"), len(names))
    for i in rest:
        name = "milestones" if i < date else "completion"
        if name not in names:
            names[i] = name
    return names


def _plain_name(texts: Sequence[str], column: int) -> str | None:
    filled = [t for t in texts if t]
    if len(filled) < max(_MIN_ROWS, _MIN_SHARE * len(texts)):
        return None
    if column == 0 and all(map(is_label, filled)) and _counts(filled):
        return "recommendation_no"
    dates, statuses = share(map(is_date, filled)), share(map(is_status, filled))
    if max(dates, statuses) >= _MIN_SHARE:  # "Ongoing" may be either
        return "target_date" if dates >= statuses else "status"
    if share(squash(t) in _LEVELS for t in filled) >= _MIN_SHARE:
        return "scope"
    short = [is_organisation(t) or is_post(t) for t in filled]
    return "lead_agency" if share(short) >= _MIN_SHARE else None


def _counts(numbers: Sequence[str]) -> bool:
    return share(follows_number(a, b) or a == b for a, b in itertools.pairwise(numbers)) >= _MIN_SHARE


def _worded(texts: Sequence[str]) -> bool:
    filled = [t for t in texts if t]
    return bool(filled) and share(len(t.split()) >= _MIN_WORDS for t in filled) >= _MIN_SHARE


def _asks(texts: Sequence[str], told: bool) -> bool:
    filled = [t for t in texts if t]
    labels = [read_label(t) for t in filled]
    if filled and all(x and x.certain and x.rest and x.rule.startswith("word-number") for x in labels):
        return True  # "Recommendation 1: ..."
    if told:
        return share(bool(_ASKS.search(t) or _TO.match(t)) for t in filled) >= _MIN_SHARE
    return len(filled) >= _MIN_UNTOLD and share(bool(_ASKS.search(t)) for t in filled) >= _SURE_SHARE
