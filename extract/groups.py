"""Full-width rows: a theme or agency above the rows it holds, a recommendation above its actions, or a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extract.find import Column, is_full_width
from extract.grid import Bit, GridRow
from extract.headers import load
from extract.join import starts_inside
from extract.numbers import is_label, read_label
from extract.text import squash

RowKind = Literal["data", "group", "recommendation", "legend", "blank"]

MAX_GROUP_CHARS = 160
"""A longer full-width text is a recommendation or a note, no name of a group."""

_LEGEND = re.compile(
    r"^(?:key|legend|rag key|brag key)\b|^(?:red|amber|green|blue)\s*[=:–-]|^n\.?b\.?[\s:]|^notes?\s*[:–-]|^\*",
    re.IGNORECASE,
)


def _says_continued(text: str) -> str:
    """The text without a "(continued)" at its end."""
    words = sorted(load("joining.toml")["continued"], key=len, reverse=True)
    bare = text.rstrip()
    for word in words:
        if bare.casefold().endswith(word) and len(bare) > len(word) + 2:
            return bare[: -len(word)].rstrip(" -–—:(")
    return bare


def same_group(text: str, current: str | None) -> bool:
    """True when a group row says again which group goes on ("Theme 1 (continued)")."""
    return current is not None and squash(_says_continued(text)) == squash(_says_continued(current))


def kind_of(
    row: GridRow, width: int, columns: Sequence[Column], bold_text: bool
) -> tuple[RowKind, Bit | None]:
    """Say what a row below the header is. bold_text: recommendations of this table are printed bold, so bold tells nothing."""
    own = row.own
    if not own:
        return "blank", None
    wide = (
        is_full_width(row, width) or _first_cell_only(row, columns, bold_text) or _stated_first(row, columns)
    )
    if wide is None:
        return "data", None
    text = wide.text.strip()
    has_recommendation = any(c.field in ("recommendation", "learning") for c in columns)
    label = read_label(text)
    labelled = bool(
        label and label.certain and label.rest and label.rule.startswith(("word-number", "agency-words"))
    )
    if (labelled and not (has_recommendation and len(text) <= MAX_GROUP_CHARS)) or (
        not has_recommendation and len(text) > 60
    ):
        return "recommendation", wide
    if _LEGEND.match(text):
        return "legend", wide
    if len(text) > MAX_GROUP_CHARS:
        return ("recommendation" if labelled else "legend"), wide
    return "group", wide


def _stated_first(row: GridRow, columns: Sequence[Column]) -> Bit | None:
    """ "Recommendation 1: All partners ..." alone in a row of a table without such a column, too short to cross it."""
    own = row.own
    if len(own) != 1 or not columns or row.bits[0] is not own[0]:
        return None
    if any(c.field in ("recommendation", "learning") for c in columns):
        return None
    label = read_label(own[0].text)
    stated = label and label.certain and label.rest and label.rule.startswith(("word-number", "agency-words"))
    return replace(own[0], span=len(row.bits)) if stated else None


def _first_cell_only(row: GridRow, columns: Sequence[Column], bold_text: bool) -> Bit | None:
    """A group row whose cell was not merged: one short bold or shaded text, all other cells empty, no number."""
    own = [(i, b) for i, b in enumerate(row.bits) if b.text and not b.merged]
    if len(own) != 1 or any(b.merged and b.text for b in row.bits) or len(columns) < 3:
        return None
    index, bit = own[0]
    text = bit.text.strip()
    stands_out = (bit.bold and not bold_text) or (
        bit.fill is not None and all(b.fill == bit.fill for b in row.bits if b.locators)
    )
    if (
        index > 1
        or not stands_out
        or len(text) > 100
        or "\n" in text
        or starts_inside(text)
        or is_label(text)
    ):
        return None
    if text.endswith((".", ",", ";")) or (read_label(text) and not text.casefold().startswith("theme")):
        return None
    return replace(bit, span=len(row.bits))
