"""Which column holds the numbers of the recommendations, where its header alone does not say."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from extract.find import Column
from extract.numbers import follows_number, is_label, read_label
from extract.text import squash

_WORDY = 6
"""So many words a row on average are a recommendation, not a note."""
_PARAGRAPH = ("para", "section")


def number_beside(wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """Of several recommendation columns ("Rec", "Recommendation") the one with nothing but numbers is their number."""
    same = [i for i, field in wanted.items() if field == "recommendation"]
    numbers = [i for i in same if any(cells[i]) and all(is_label(t) for t in cells[i] if t)]
    if len(numbers) != 1 or len(same) < 2:
        return
    if "recommendation_no" in wanted.values():
        del wanted[numbers[0]]
    else:
        wanted[numbers[0]] = "recommendation_no"


def action_numbers(columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]) -> None:
    """ "Action no." does not number the recommendations where they say their numbers themselves: "Rec 1: ..."."""
    texts = [t for i, name in wanted.items() if name == "recommendation" for t in cells[i] if t]
    labels = [read_label(t) for t in texts]
    if not texts or not all(x and x.certain and x.rest for x in labels):
        return
    for i in [i for i, name in wanted.items() if name == "recommendation_no"]:
        if squash(columns[i].header).startswith("action"):
            del wanted[i]


def numbers_for_texts(
    columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]], ticks: Collection[int]
) -> set[int]:
    """Where the column "Rec" holds nothing but numbers, the wordy one of no known name is the recommendation: a guess."""
    same = [i for i, field in wanted.items() if field == "recommendation"]
    if len(same) != 1 or "learning" in wanted.values() or not all_labels(cells[same[0]]):
        return set()
    unknown = [i for i, c in enumerate(columns) if i not in wanted and i not in ticks and c.match is None]
    wordy = [i for i in unknown if (t := [x for x in cells[i] if x]) and _words(t) >= _WORDY * len(cells[i])]
    if len(wordy) != 1:
        return set()
    if "recommendation_no" in wanted.values():
        del wanted[same[0]]
    else:
        wanted[same[0]] = "recommendation_no"
    wanted[wordy[0]] = "recommendation"
    return {wordy[0]}


def _words(texts: Sequence[str]) -> int:
    return sum(len(t.split()) for t in texts)


def paragraph_numbers(
    columns: Sequence[Column], wanted: dict[int, str], cells: Sequence[Sequence[str]]
) -> None:
    """A column "Para", or of a name not known, that counts the recommendations beside it where nothing else does.

    References to paragraphs of a report have gaps and stand in several chapters; only numbers of which each is the next
    one are taken, or those that go up within one chapter and from it to the head of the next (9.8, 9.10, 9.11(a), 10.1).
    """
    texts = [i for i, field in wanted.items() if field in ("recommendation", "learning")]
    if (
        "recommendation_no" in wanted.values()
        or not texts
        or any(map(read_label, filter(None, cells[texts[0]])))
    ):
        return
    for i, column in enumerate(columns[: texts[0]]):
        name = squash(column.header)
        if i in wanted or (column.match is not None and not name.startswith(_PARAGRAPH)):
            continue
        filled = [t for t in cells[i] if t]
        if all_labels(filled) and (_each_next(filled) or _of_one_chapter(filled)):
            wanted[i] = "recommendation_no"
            return


def _each_next(numbers: Sequence[str]) -> bool:
    return all(
        any(c.isdigit() for c in t) and (follows_number(b, t) if b else True)
        for b, t in zip(["", *numbers], numbers, strict=False)
    )


def _of_one_chapter(numbers: Sequence[str]) -> bool:
    labels = [read_label(t) for t in numbers]
    values = [label.value for label in labels if label and len(label.value) > 1]
    return len(values) == len(numbers) and all(
        (a[0] == b[0] and a <= b) or (b[0] == a[0] + 1 and set(b[1:]) == {1})
        for a, b in itertools.pairwise(values)
    )


def all_labels(texts: Sequence[str]) -> bool:
    """True for two numbers of recommendations or more, and nothing else."""
    filled = [t for t in texts if t]
    return len(filled) >= 2 and all(is_label(t) for t in filled)
