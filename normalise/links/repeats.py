"""Asks that are made again in another review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from normalise.links.likeness import one_ask
from normalise.links.near import Text
from normalise.links.versions import Plans
from normalise.model import Link

_MIN_WORDS = 6
_MOST = 3
"""One recommendation is linked to at most this many earlier ones, its likest."""


def repeats(texts: Sequence[Text], pairs: Sequence[tuple[int, int]], plans: Plans) -> Iterator[Link]:
    """Yield each recommendation's likest earlier ones in other reviews. plans: documents that are one plan."""
    earlier: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j in pairs:
        a, b = texts[i], texts[j]
        if min(len(a.words), len(b.words)) < _MIN_WORDS:
            continue
        if (min(a.plan, b.plan), max(a.plan, b.plan)) in plans:
            continue
        if likeness := one_ask(a, b):
            first, second = (i, j) if _order(a) <= _order(b) else (j, i)
            earlier[second].append((likeness, first))
    for second, found in earlier.items():
        best = sorted(found, key=lambda pair: (-pair[0], _order(texts[pair[1]]), pair[1]))[:_MOST]
        for likeness, first in best:
            yield Link("repeat", texts[first].action.action_id, texts[second].action.action_id, likeness)


def _order(text: Text) -> tuple[str, str, int, int]:
    a = text.action
    return a.plan_date_iso or "9", a.source_file, a.table_no, a.row_no
