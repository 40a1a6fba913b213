"""Recommendations stated above the header of a table of actions."""

from __future__ import annotations

from extract.drafts import Recommendation
from extract.grid import GridRow
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
