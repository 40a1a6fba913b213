"""Rows that belong together across documents: versions of a plan, and asks that are made again in another review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from normalise.links.changes import change
from normalise.links.near import candidates, texts
from normalise.links.repeats import repeats
from normalise.links.versions import same_plans, versions
from normalise.model import Action, Link

__all__ = ["change", "link"]


def link(actions: Sequence[Action]) -> tuple[Link, ...]:
    """Return the links among the rows of a dataset, ordered by the earlier row's place and the later row's.

    same: one plan in two files (a PDF and its Word original); version: one plan at two dates; repeat: a
    near-identical recommendation of another review, linked to at most three earlier ones.
    """
    found = list(texts(actions))
    pairs = candidates(found)
    plans = same_plans(found, pairs, actions)
    rows: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        rows[action.plan_id].append(action)
    links = [*versions(plans, rows), *repeats(found, pairs, plans)]
    place = {action.action_id: i for i, action in enumerate(actions)}
    return tuple(sorted(links, key=lambda made: (made.kind, place[made.earlier], place[made.later])))
