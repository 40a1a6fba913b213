"""Rows that belong together across documents: versions of a plan, and asks that are made again in another review.

Sixty thousand rows cannot be compared with each other one by one. Two rows are compared only where they share one of
their rarest runs of three words, which near-identical texts do.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from normalise.model import Action, Link

REPEAT_FROM = 88.0
"""How like (0 to 100) two recommendations of different reviews must be to count as one made again."""
SAME_ROW_FROM = 75.0
"""How like two rows of one plan's versions must be: wording is edited between versions."""
_SHARED_ROWS = 0.5
"""Two documents are one plan when this share of the smaller one's recommendations stands in the other."""
_MIN_WORDS = 6
_RARE = 10
_COMMON = 100
"""A run of three words that stands in more texts than this is boilerplate and finds no pairs."""
_MOST_REPEATS = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A recommendation of a plan: its words, where it stands first, and when its plan is from."""

    plan: str
    action: Action
    words: tuple[str, ...]
    joined: str


def link(actions: Sequence[Action]) -> tuple[Link, ...]:
    """Return the links among the rows of a dataset, ordered by the earlier row's place and the later row's.

    same: one plan in two files (a PDF and its Word original); version: one plan at two dates; repeat: a
    near-identical recommendation of another review, linked to at most three earlier ones.
    """
    texts = list(_texts(actions))
    near = _near(texts)
    plans = _same_plans(texts, near, actions)
    rows: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        rows[action.plan_id].append(action)
    links = [
        found
        for a, b in sorted(plans, key=lambda pair: _pair_order(pair, rows))
        for found in _versions(rows[a], rows[b])
    ]
    links += _repeats(texts, near, plans)
    place = {action.action_id: i for i, action in enumerate(actions)}
    return tuple(sorted(links, key=lambda found: (found.kind, place[found.earlier], place[found.later])))


def _texts(actions: Iterable[Action]) -> Iterator[_Text]:
    """Yield every recommendation of a plan once, however many actions it spans."""
    seen: set[tuple[str, str]] = set()
    for action in actions:
        words = tuple(_WORD.findall((action.recommendation or action.action or "").lower()))
        joined = " ".join(words)
        if words and (action.plan_id, joined) not in seen:
            seen.add((action.plan_id, joined))
            yield _Text(action.plan_id, action, words, joined)


def _near(texts: Sequence[_Text]) -> list[tuple[int, int, float]]:
    """Return (i, j, likeness) of near-identical texts in different plans, i < j; equal texts at 100."""
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(_threes(text))
    buckets: dict[int, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        shared = [t for t in _threes(text) if 1 < counts[t] <= _COMMON]
        for three in sorted(shared, key=lambda t: (counts[t], t))[:_RARE]:
            buckets[three].append(i)
    pairs = {(i, j) for bucket in buckets.values() for at, i in enumerate(bucket) for j in bucket[at + 1 :]}
    exact: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        exact[text.joined].append(i)
    pairs |= {(a, b) for same in exact.values() for a, b in pairwise(same)}
    found = []
    for i, j in sorted(pairs):
        if texts[i].plan != texts[j].plan:
            likeness = fuzz.ratio(texts[i].joined, texts[j].joined, score_cutoff=SAME_ROW_FROM)
            if likeness:
                found.append((i, j, likeness))
    return found


def _threes(text: _Text) -> set[int]:
    """Return checksums of the runs of three words; two texts with one slip in ten words still share most of them."""
    words = text.words
    if len(words) < 3:
        return {zlib.crc32(text.joined.encode())}
    return {zlib.crc32(" ".join(words[i : i + 3]).encode()) for i in range(len(words) - 2)}


def _same_plans(
    texts: Sequence[_Text], near: Sequence[tuple[int, int, float]], actions: Sequence[Action]
) -> set[tuple[str, str]]:
    """Return the pairs of documents that are one plan, by the share of recommendations they have in common."""
    sizes = Counter(text.plan for text in texts)
    common: Counter[tuple[str, str]] = Counter()
    done: set[tuple[str, str, int]] = set()
    for i, j, _ in near:
        a, b, smaller = texts[i].plan, texts[j].plan, i if sizes[texts[i].plan] <= sizes[texts[j].plan] else j
        if (a, b, smaller) not in done:
            done.add((a, b, smaller))
            common[a, b] += 1
    named = {a.plan_id: (_words(a.area), _words(a.review_reference)) for a in actions}
    merged: Counter[tuple[str, str]] = Counter()
    for (a, b), number in common.items():
        merged[min(a, b), max(a, b)] += number
    return {
        (a, b)
        for (a, b), number in merged.items()
        if number >= _SHARED_ROWS * min(sizes[a], sizes[b])
        and all(not x or not y or x <= y or y <= x for x, y in zip(named[a], named[b], strict=True))
        and number >= min(2, sizes[a], sizes[b])
    }


def _versions(one: list[Action], other: list[Action]) -> Iterator[Link]:
    """Yield which row of the earlier version became which row of the later one, and what changed."""
    earlier, later = sorted((one, other), key=_age)
    kind = (
        "version"
        if _age(earlier)[:2] != _age(later)[:2] and all(_dated(v) for v in (earlier, later))
        else "same"
    )
    pairs = sorted(
        ((_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(earlier) for j, b in enumerate(later)),
        reverse=True,
    )
    taken: set[int] = set()
    given: set[int] = set()
    for likeness, _, i, j in pairs:
        if likeness < SAME_ROW_FROM:
            break
        if i not in given and j not in taken:
            given.add(i)
            taken.add(j)
            a, b = earlier[i], later[j]
            yield Link(kind, a.action_id, b.action_id, round(likeness / 100, 3), change(a, b))  # type: ignore[arg-type]


def _likeness(a: Action, b: Action) -> float:
    """Return how like two rows are, 0 to 100: the recommendation and the action, by their length."""
    left, right = f"{a.recommendation or ''}\n{a.action or ''}", f"{b.recommendation or ''}\n{b.action or ''}"
    return fuzz.ratio(left.lower(), right.lower(), score_cutoff=SAME_ROW_FROM)


def change(earlier: Action, later: Action) -> str:
    """Return in words what differs between two versions of a row, "" for nothing."""
    told = []
    if earlier.status != later.status:
        told.append(f"status {earlier.status} -> {later.status}")
    if (earlier.target.kind, earlier.target.dates) != (later.target.kind, later.target.dates):
        told.append(f"target {_when(earlier)} -> {_when(later)}")
    if earlier.completion_dates != later.completion_dates:
        told.append(f"completion {_dates(earlier.completion_dates)} -> {_dates(later.completion_dates)}")
    if {a.agency_id for a in earlier.lead_agencies} != {a.agency_id for a in later.lead_agencies}:
        told.append("lead agency changed")
    for field in ("recommendation", "action", "milestones"):
        if _differs(getattr(earlier, field), getattr(later, field)):
            told.append(f"{field} reworded")
    return "; ".join(told)


def _repeats(
    texts: Sequence[_Text], near: Sequence[tuple[int, int, float]], plans: set[tuple[str, str]]
) -> Iterator[Link]:
    """Yield each recommendation's likest earlier ones in other reviews."""
    earlier: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j, likeness in near:
        a, b = texts[i], texts[j]
        if likeness < REPEAT_FROM or min(len(a.words), len(b.words)) < _MIN_WORDS:
            continue
        if (min(a.plan, b.plan), max(a.plan, b.plan)) in plans:
            continue
        first, second = (i, j) if _order(a) <= _order(b) else (j, i)
        earlier[second].append((likeness, first))
    for second, found in earlier.items():
        best = sorted(found, key=lambda pair: (-pair[0], _order(texts[pair[1]]), pair[1]))[:_MOST_REPEATS]
        for likeness, first in best:
            yield Link(
                "repeat",
                texts[first].action.action_id,
                texts[second].action.action_id,
                round(likeness / 100, 3),
            )


def _order(text: _Text) -> tuple[str, str, int, int]:
    a = text.action
    return a.plan_date_iso or "9", a.source_file, a.table_no, a.row_no


def _age(rows: Sequence[Action]) -> tuple[str, str, str]:
    """Return what sorts versions by time: the last update, else the plan's date; undated ones first."""
    first = rows[0]
    return first.updated_date_iso or first.plan_date_iso or "", first.plan_date_iso or "", first.source_file


def _dated(rows: Sequence[Action]) -> bool:
    return bool(rows[0].updated_date_iso or rows[0].plan_date_iso)


def _pair_order(pair: tuple[str, str], rows: dict[str, list[Action]]) -> tuple[str, str]:
    return rows[pair[0]][0].source_file, rows[pair[1]][0].source_file


def _when(action: Action) -> str:
    return _dates(action.target.dates) if action.target.dates else action.target.kind.replace("_", " ")


def _dates(dates: Sequence[str]) -> str:
    return ", ".join(dates) or "none"


def _differs(one: str | None, other: str | None) -> bool:
    return _bare(one) != _bare(other)


def _words(name: str | None) -> frozenset[str]:
    """Return the words of an area or a pseudonym: "Safer Leeds" and "Leeds" are not two areas."""
    return frozenset(_WORD.findall((name or "").lower()))


def _bare(text: str | None) -> str:
    return " ".join(_WORD.findall((text or "").lower()))
