"""Documents that are one plan, and which row of the one became which row of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from rapidfuzz import fuzz

from normalise.links.changes import change
from normalise.links.likeness import row_likeness
from normalise.links.near import Text
from normalise.links.words import WORD, of_text, share
from normalise.model import Action, Link

SAME_ROW_FROM = 0.55
"""How like two rows of one plan's versions must be: wording is edited between versions."""
_SAME_TEXT_FROM = 75.0
_SAME_WORDS_FROM = 0.75
_SHARED_ROWS = 0.5
"""Two documents are one plan when this share of the smaller one's recommendations stands in the other."""
_SPLIT_FROM = 0.9
"""How like the recommendation of a row left over must be to one that has its pair already: a row split in two."""

Plans = set[tuple[str, str]]


def same_plans(texts: Sequence[Text], pairs: Sequence[tuple[int, int]], actions: Sequence[Action]) -> Plans:
    """Return the pairs of documents that are one plan, by the share of recommendations they have in common."""
    sizes = Counter(text.plan for text in texts)
    shared: dict[tuple[str, str], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for i, j in pairs:
        if _near(texts[i], texts[j]):
            a, b = (i, j) if texts[i].plan < texts[j].plan else (j, i)
            ours, theirs = shared[texts[a].plan, texts[b].plan]
            ours.add(a)
            theirs.add(b)
    named = {a.plan_id: (_words(a.area), _words(a.review_reference)) for a in actions}
    return {
        (a, b)
        for (a, b), (ours, theirs) in shared.items()
        for common in (len(ours) if sizes[a] <= sizes[b] else len(theirs),)
        if common >= _SHARED_ROWS * min(sizes[a], sizes[b])
        and common >= min(2, sizes[a], sizes[b])
        and all(not x or not y or x <= y or y <= x for x, y in zip(named[a], named[b], strict=True))
    }


def _near(one: Text, other: Text) -> bool:
    return (
        share(one.content.stems, other.content.stems) >= _SAME_WORDS_FROM
        or fuzz.ratio(one.joined, other.joined, score_cutoff=_SAME_TEXT_FROM) > 0
    )


def versions(plans: Plans, rows: Mapping[str, list[Action]]) -> Iterator[Link]:
    """Yield which row of the earlier document became which row of the later one, and what changed."""
    for a, b in sorted(plans, key=lambda pair: (rows[pair[0]][0].source_file, rows[pair[1]][0].source_file)):
        yield from _between(rows[a], rows[b])


def _between(one: list[Action], other: list[Action]) -> Iterator[Link]:
    earlier, later = sorted((one, other), key=_age)
    dated = all(v[0].updated_date_iso or v[0].plan_date_iso for v in (earlier, later))
    kind: Literal["version", "same"] = "version" if dated and _age(earlier)[:2] != _age(later)[:2] else "same"
    pairs = sorted(
        (
            (row_likeness(a, b), -abs(i - j), -i, -j)
            for i, a in enumerate(earlier)
            for j, b in enumerate(later)
        ),
        reverse=True,
    )
    given: set[int] = set()
    taken: set[int] = set()
    for likeness, _, i, j in ((x, d, -i, -j) for x, d, i, j in pairs):
        if likeness < SAME_ROW_FROM:
            break
        if i not in given and j not in taken:
            given.add(i)
            taken.add(j)
            yield _link(kind, earlier[i], later[j], likeness, change(earlier[i], later[j]))
    yield from _left_over(kind, earlier, later, given, taken)


def _left_over(
    kind: Literal["version", "same"],
    earlier: list[Action],
    later: list[Action],
    given: set[int],
    taken: set[int],
) -> Iterator[Link]:
    """Yield rows that a row was split into, and rows that were joined into one: their recommendation has its pair."""
    for j, b in enumerate(later):
        if j not in taken and (i := _same_ask(b, earlier, given)) is not None:
            told = "; ".join(filter(None, ("row split", change(earlier[i], b))))
            yield _link(kind, earlier[i], b, row_likeness(earlier[i], b), told)
    for i, a in enumerate(earlier):
        if i not in given and (j := _same_ask(a, later, taken)) is not None:  # type: ignore[assignment]
            told = "; ".join(filter(None, ("rows joined", change(a, later[j]))))
            yield _link(kind, a, later[j], row_likeness(a, later[j]), told)


def _same_ask(row: Action, rows: list[Action], paired: set[int]) -> int | None:
    mine = of_text(row.recommendation or "").stems
    found = [
        (share(mine, of_text(rows[k].recommendation or "").stems), row_likeness(row, rows[k]), -k)
        for k in sorted(paired)
    ]
    best = max(found, default=None)
    return -best[2] if mine and best and best[0] >= _SPLIT_FROM else None


def _link(kind: Literal["version", "same"], a: Action, b: Action, likeness: float, told: str) -> Link:
    return Link(kind, a.action_id, b.action_id, round(min(likeness, 1.0), 3), told)


def _age(rows: Sequence[Action]) -> tuple[str, str, str]:
    """Return what sorts versions by time: the last update, else the plan's date; undated ones first."""
    first = rows[0]
    return first.updated_date_iso or first.plan_date_iso or "", first.plan_date_iso or "", first.source_file


def _words(name: str | None) -> frozenset[str]:
    """Return the words of an area or a pseudonym: "Safer Leeds" and "Leeds" are not two areas."""
    return frozenset(WORD.findall((name or "").lower()))
