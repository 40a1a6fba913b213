"""How often lead cells and sentences are read as a careful coder reads them: invented texts, measured as a whole.

Each batch was written down with its answers before it was run. Lines that fail today stay: they show what is hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from normalise.agencies import Context, addressed_to, resolve
from normalise.model import AgencyReading

HERE = Path(__file__).parent
LEAD, ADDRESSED = 0.97, 0.97
YEAR = "2021"
"""Of the sentences, which have no date of their own."""


def lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in (row + " ").split(" | ", 3)] + [""] for row in rows]


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")


def sets(expected: str) -> list[list[set[str]]]:
    """The accepted sets of an answer, each body as the set of its names."""
    return [
        [{plain(name) for name in body.split(" or ")} for body in one.split(" ; ") if body.strip()]
        for one in f" {expected} ".split(" || ")
    ]


def counts(found: Iterable[AgencyReading], expected: str) -> tuple[int, int, int]:
    """Right, too many, missed: by the accepted set that fits best."""
    names = [{plain(r.name), plain(r.current_name)} for r in found if r.name]
    best = (0, 0, 0)
    for number, wanted in enumerate(sets(expected)):
        left, right = list(wanted), 0
        for mine in names:
            hit = next((w for w in left if w & mine), None)
            if hit is not None:
                left.remove(hit)
                right += 1
        got = (right, len(names) - right, len(left))
        if not number or 2 * got[0] - got[1] - got[2] > 2 * best[0] - best[1] - best[2]:
            best = got
    return best


def f1(all_counts: Sequence[tuple[int, int, int]]) -> float:
    right, wrong, missed = (sum(c[k] for c in all_counts) for k in range(3))
    return 2 * right / (2 * right + wrong + missed)


def test_lead_cells_mean_what_a_coder_says() -> None:
    found = {
        cell: counts(resolve(cell, Context(area, date))[0], expected)
        for area, date, cell, expected, *_ in lines("lead_cells_measured.txt")
    }
    assert len(found) > 350
    assert f1(list(found.values())) >= LEAD, [cell for cell, c in found.items() if c[1] or c[2]]


def test_sentences_ask_whom_a_coder_says() -> None:
    found = {}
    for area, led, text, expected, *_ in lines("addressed_measured.txt"):
        lead, _, heading = led.partition(" @@ ")
        context = Context(area, YEAR, (), heading or None)
        found[text] = counts(addressed_to(text, None, resolve(lead, context)[0], context), expected)
    assert len(found) > 220
    assert f1(list(found.values())) >= ADDRESSED, [text for text, c in found.items() if c[1] or c[2]]
