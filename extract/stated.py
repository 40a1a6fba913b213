"""Recommendations and groups stated above the header of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.chunks import Chunk
from extract.contents import is_organisation
from extract.drafts import Recommendation
from extract.grid import Bit, GridRow
from extract.groups import kind_of
from extract.headers import match_header
from extract.numbers import read_label
from ingest.model import Locator


def stated_recommendation(row: GridRow, width: int) -> Recommendation | None:
    """A recommendation above the header of a table of actions: in a full-width row, or beside its field name."""
    own = row.own
    if len(own) == 1 and (
        kind_of(row, width, (), bold_text=True)[0] == "recommendation" or read_label(own[0].text)
    ):
        return Recommendation(wide=own[0])
    if len(own) == 2:
        name = match_header(own[0].text)
        if name and name.name in ("recommendation", "learning") and name.score >= 0.9:
            label = read_label(own[0].text)
            return Recommendation(wide=own[1], label=own[0] if label else None)
    return None


def stated_places(recommendation: Recommendation) -> list[Locator]:
    """The places a stated recommendation cites."""
    bits = (recommendation.wide, recommendation.label)
    return [w for b in bits if b is not None for w in b.locators]


_FIRST_WORD = re.compile(r"[^\W\d_]{3,}")


def group_above(row: GridRow, chunk: Chunk, kept: Sequence[GridRow], bold_text: bool) -> Bit | None:
    """The row right above the header when it names a group as later rows do: "Priority 1" before "Priority 2", a
    body before another.
    kept: the rows of the chunk without headers. bold_text: its recommendations are bold.
    """
    kind, wide = kind_of(row, chunk.grid.width, (), bold_text=True)
    first = _FIRST_WORD.match(wide.text) if wide is not None and kind == "group" else None
    body = wide is not None and kind == "group" and is_organisation(wide.text)
    if wide is None or first is None or not (body or any(ch.isdigit() for ch in wide.text)):
        return None
    for later in kept:
        other, text = kind_of(later, chunk.grid.width, chunk.columns, bold_text)
        if other != "group" or text is None:
            continue
        if text.text.startswith(first.group()) or (body and is_organisation(text.text)):
            return wide
    return None
