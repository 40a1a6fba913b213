"""Several statuses in one cell: a list of items, or one status for each agency."""

from __future__ import annotations

from collections.abc import Sequence

from normalise.status.model import Said
from normalise.status.rules import StatusRules


def worst(items: Sequence[Said | None], rules: StatusRules) -> Said:
    """Return the status of a whole whose items have these: complete only where none is open, begun where one is done.

    None stands for an item that states no status and is left out; at least one states one.
    """
    stated = [item for item in items if item is not None]
    doubted = next((item for item in stated if item.doubt), None)
    statuses = {item.status for item in stated} - {"superseded", "not_accepted"}
    if len(statuses) < 2:
        return doubted or next((i for i in stated if i.status in statuses), stated[0])
    return next((i for i in stated if i.status == "in_progress"), rules.said("word.in_progress"))
