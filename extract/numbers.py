"""Take the number off a recommendation: "Recommendation 1: That ..." -> ("Recommendation 1", "That ...")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.header_rules import load

MIN_SERIES_SHARE = 0.5
"""An uncertain rule ("1 Employers ...") counts when at least this share of the table's recommendations carry such
a number; see also `_runs`."""

_TRAILING = re.compile(r"[\s:.|\]–—-]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """A recommendation's number as printed, the text after it, and the rule of numbers.toml that took it off."""

    number: str
    rest: str
    rule: str
    certain: bool

    @property
    def value(self) -> tuple[int, ...]:
        """The digits in it, for asking whether a series runs on."""
        return tuple(int(d) for d in re.findall(r"\d+", self.number))


@cache
def _rules() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    data = load("numbers.toml")
    return tuple(
        (
            rule["name"],
            rule["certain"],
            re.compile(
                rule["pattern"].replace("{num}", data["num"]).replace("{sep}", data["sep"]), re.IGNORECASE
            ),
        )
        for rule in data["rule"]
    )


def trim_label(label: str) -> str:
    """The label without the separator after it; a bracket that closes one of its own stays."""
    label = _TRAILING.sub("", " ".join(label.split()))
    while label.endswith(")") and label.count(")") > label.count("("):
        label = _TRAILING.sub("", label[:-1])
    return label


def read_label(text: str) -> Label | None:
    """The label at the beginning of a text by the first rule that fits, certain or not."""
    text = text.lstrip()
    for name, certain, pattern in _rules():
        found = pattern.match(text)
        if found and found.end():
            number = trim_label(found.group())
            rest = text[found.end() :].lstrip(" \n\t:.-–—|")
            if number:
                return Label(number, rest, name, certain)
    return None


def _runs(values: Sequence[tuple[int, ...]]) -> bool:
    """True when numbers mostly go up, starting again where a group begins."""
    if len(values) < 2:
        return True
    ups = sum(b > a or b[-1:] == (1,) for a, b in itertools.pairwise(values))
    return ups >= 0.6 * (len(values) - 1) and len(set(values)) > 1


def split_labels(texts: Sequence[str]) -> list[Label | None]:
    """Split the recommendations of one table; an uncertain label needs a series to stand in.

    texts: the distinct recommendations in order. Returns one entry a text; None where there is no label.
    """
    read = [read_label(t) if t else None for t in texts]
    filled = sum(bool(t.strip()) for t in texts)
    unsure = [label for label in read if label and not label.certain]
    families: dict[str, list[Label]] = {}
    for label in unsure:
        families.setdefault(_family(label), []).append(label)
    good = {
        name
        for name, labels in families.items()
        if len(labels) >= MIN_SERIES_SHARE * filled and _runs([x.value for x in labels])
    }
    return [x if x and (x.certain or _family(x) in good) else None for x in read]


def _family(label: Label) -> str:
    return "digits" if label.rule in {"chapter-number", "number-separator", "number-alone"} else label.rule


def is_label(text: str) -> bool:
    """True when a cell holds a recommendation's number and nothing else."""
    text = " ".join(text.split())
    if not text or len(text) > 60:
        return False
    label = read_label(text)
    return bool(label and not label.rest)


def follows_number(before: str, after: str) -> bool:
    """True when a number is the next after another: 3 and 4, R9 and R10, 2.4 and 2.5 or 3.1."""
    a, b = (tuple(int(d) for d in re.findall(r"\d+", t)) for t in (before, after))
    if not a or len(a) != len(b):
        return False
    return any(b == (*a[:i], a[i] + 1, *(1 for _ in a[i + 1 :])) for i in range(len(a)))
