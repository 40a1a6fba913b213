"""The actions of one recommendation in a record table: values in blocks ("Lead 1", "Lead 2" after both actions) dealt out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grid import Bit
from extract.joined_text import join_bits
from extract.records import Record
from extract.shared_values import SHARED, share_out
from extract.text import one_line

_COUNT = re.compile(r"(\d+(?:\.\d+)*[a-z]?|\b[a-e])[\s.:)]*$", re.IGNORECASE)


def count_of(name: str) -> str:
    """The count that a name ends in: "Lead 2" and "Action 2" belong together. "" without one."""
    found = _COUNT.search(one_line(name))
    return found[1].casefold() if found else ""


def is_block(family: Sequence[Record], name: str) -> bool:
    """True when a field is named again although an action before this one lacks it: the values stand in a block."""
    return any("action" in r.fields and name not in r.fields for r in family[:-1])


def deal_out(records: Sequence[Record]) -> None:
    """Settle the records of every recommendation that has several actions, in place."""
    for _, members in itertools.groupby(records, key=lambda r: r.family):
        family = list(members)
        if len(family) < 2 or not all("action" in r.fields for r in family):
            continue
        _blocks(family)
        for record, share in zip(family, share_out([r.fields for r in family]), strict=True):
            record.fields |= share.values
            if share.guessed:
                record.notes.append(SHARED)


def _blocks(family: Sequence[Record]) -> None:
    """As many values as actions go by position; else every action gets them all."""
    last = family[-1]
    for name, more in last.block.items():
        values = [last.fields[name], *more]
        if len(values) != len(family):
            values = [_together(values)] * len(family)
        for record, value in zip(family, values, strict=True):
            record.fields[name] = value
            record.notes.append(SHARED)


def _together(values: Sequence[Bit]) -> Bit:
    whole = values[0]
    for value in values[1:]:
        whole = join_bits(replace(whole, tail="end"), value)
    return whole
