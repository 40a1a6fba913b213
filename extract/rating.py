"""The colour that rates a row: from the shading of its status or RAG cell, or from the word in a RAG column beside a status."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.column_choice import when_of
from extract.drafts import Draft, Drafted
from extract.grid import EMPTY
from extract.ticks import Colour, colour_of, rating_of

_RAG = re.compile(r"\bb?rag|\b(?:traffic light|rating|red amber green)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rating:
    """The columns (0-based) that rate rows: shaded ones in the order asked, and one of colours in words."""

    shaded: tuple[int, ...] = ()
    worded: int | None = None


def rating_columns(drafted: Drafted) -> Rating:
    """Find the columns that rate the rows: the status column and a RAG column beside it, or the only one with two
    ratings or more."""
    roles = drafted.roles
    status = next((i for i, r in enumerate(roles) if r.role == "field" and r.name == "status"), None)
    if status is None:
        shaded = [
            i
            for i, role in enumerate(roles)
            if role.role not in ("tick", "ticked-lead")
            and len({colour_of(d.cells.get(i, EMPTY).fill) for d in drafted.rows} - {None}) >= 2
        ]
        return Rating(tuple(shaded)) if len(shaded) == 1 else Rating()
    columns = drafted.rows[0].chunk.columns if drafted.rows else ()
    if status >= len(columns) or _RAG.search(columns[status].header):
        return Rating((status,))
    beside = [
        i
        for i, column in enumerate(columns)
        if i != status
        and column.match
        and column.match.name == "status"
        and _RAG.search(column.header)
        and i < len(roles)
        and roles[i].role == "other"
    ]
    if not beside:
        return Rating((status,))
    rag = max(beside, key=lambda i: when_of(columns[i].header))
    return Rating((rag, status), rag)


def rated(draft: Draft, rating: Rating) -> Colour | None:
    """The colour of a row, None where none is shown."""
    for i in rating.shaded:
        if colour := colour_of(draft.cells.get(i, EMPTY).fill):
            return colour
    return rating_of(draft.cells.get(rating.worded, EMPTY).text) if rating.worded is not None else None
