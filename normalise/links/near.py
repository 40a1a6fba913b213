"""Which recommendations are worth comparing: those that share one of their rarest runs of words, or their rarest words.

Sixty thousand rows cannot be compared with each other one by one.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from normalise.links.words import WORD, Content, content
from normalise.model import Action

_RARE = 10
_COMMON = 100
"""A run of words that stands in more texts than this is boilerplate and finds no pairs."""
_COMMON_WORDS = 25
_SOME_WORDS = 0.4
_RARE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A recommendation of a plan: its words, what they carry, and the row where it stands first."""

    plan: str
    action: Action
    words: tuple[str, ...]
    joined: str
    content: Content


def texts(actions: Iterable[Action]) -> Iterator[Text]:
    """Yield every recommendation of a plan once, however many actions it spans."""
    seen: set[tuple[str, str]] = set()
    for action in actions:
        words = tuple(WORD.findall((action.recommendation or action.action or "").lower()))
        joined = " ".join(words)
        if words and (action.plan_id, joined) not in seen:
            seen.add((action.plan_id, joined))
            yield Text(action.plan_id, action, words, joined, content(action))


def candidates(found: Sequence[Text]) -> list[tuple[int, int]]:
    """Return the pairs (i, j), i < j, of texts in different plans that are worth comparing."""
    pairs = _sharing(found, _runs, _RARE, _COMMON) | _sharing(found, _word_pairs, _RARE_WORDS, _COMMON_WORDS)
    exact: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(found):
        exact[text.joined].append(i)
    pairs |= {pair for same in exact.values() for pair in pairwise(same)}
    return sorted((i, j) for i, j in pairs if _alike(found[i], found[j]))


def _alike(one: Text, other: Text) -> bool:
    """Say whether two texts are of different plans and have enough words in common to be compared letter by letter."""
    left, right = one.content.stems, other.content.stems
    return one.plan != other.plan and 2 * len(left & right) >= _SOME_WORDS * (len(left) + len(right))


def _sharing(
    found: Sequence[Text], keys: Callable[[Text], set[int]], most: int, common: int
) -> set[tuple[int, int]]:
    """Return the pairs that share one of the `most` rarest keys of each, no key that more than `common` texts have."""
    counts: Counter[int] = Counter()
    of = [keys(text) for text in found]
    for own in of:
        counts.update(own)
    buckets: dict[int, list[int]] = defaultdict(list)
    for i, own in enumerate(of):
        shared = [k for k in own if 1 < counts[k] <= common]
        for key in sorted(shared, key=lambda k: (counts[k], k))[:most]:
            buckets[key].append(i)
    return {(i, j) for bucket in buckets.values() for i, j in combinations(bucket, 2)}


def _runs(text: Text) -> set[int]:
    """Return checksums of the runs of three words; two texts with one slip in ten words still share most of them."""
    words = text.words
    if len(words) < 3:
        return {zlib.crc32(text.joined.encode())}
    return {zlib.crc32(" ".join(words[i : i + 3]).encode()) for i in range(len(words) - 2)}


def _word_pairs(text: Text) -> set[int]:
    """Return checksums of the pairs of the longest words, whatever their order: reworded texts share some."""
    longest = sorted(text.content.hard, key=lambda w: (-len(w), w))[:6]
    return {zlib.crc32(f"{a} {b}".encode()) for a, b in combinations(sorted(longest), 2)}
