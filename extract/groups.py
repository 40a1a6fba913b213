"""Full-width rows: a theme or agency above the rows it holds, a recommendation above its actions, or a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extract.contents import is_status
from extract.find import Column, is_full_width
from extract.grid import Bit, GridRow
from extract.header_rules import load
from extract.keys import Key, key_at_head
from extract.numbers import is_label, read_label
from extract.sentences import starts_inside
from extract.text import squash

RowKind = Literal["data", "group", "recommendation", "legend", "blank", "note", "keyed"]
"""keyed: a full-width row such as "Update: ...", which says more of the row above. note: a long text across the table."""

MAX_GROUP_CHARS = 160
"""A longer full-width text is a recommendation or a note, no name of a group."""

_COLOURS = frozenset({"red", "amber", "green", "blue", "grey", "white", "yellow", "purple"})
_AMOUNT = re.compile(r"(?:[A-Za-z][A-Za-z ]{1,24}:\s*)?[£€$]?\s*[\d.,]+\s*[k%]?")
_TOTAL = re.compile(
    r"(?:(?:grand|overall|sub)[ -]?)?totals?(?:\s+(?:number\s+of\s+)?(?:actions?|recommendations?|costs?))?\W*\d*",
    re.IGNORECASE,
)
""" "Total", "Total actions: 7" at the head of a row that sums up."""
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
    if columns and _is_key(own):
        return "legend", None
    wide = (
        is_full_width(row, width) or _first_cell_only(row, columns, bold_text) or _stated_first(row, columns)
    )
    if wide is None:
        return "data", None
    text = wide.text.strip()
    has_recommendation = any(c.field in ("recommendation", "learning") for c in columns)
    labelled = states_recommendation(text)
    if (labelled and not (has_recommendation and len(text) <= MAX_GROUP_CHARS)) or (
        not has_recommendation and len(text) > 60
    ):
        return "recommendation", wide
    if _LEGEND.match(text):
        return "legend", wide
    if columns and _key_across(text) is not None:
        return "keyed", wide
    if len(text) > MAX_GROUP_CHARS:
        return ("recommendation" if labelled else "note"), wide
    return "group", wide


def states_recommendation(text: str) -> bool:
    """True for "Recommendation 3: Partners should ..."."""
    label = read_label(text)
    return bool(
        label and label.certain and label.rest and label.rule.startswith(("word-number", "agency-words"))
    )


def _key_across(text: str) -> Key | None:
    """The field that a full-width row names for the row above it: "Update: sampled in May"."""
    head, colon, value = text.partition(":")
    key = key_at_head(head) if colon and value.strip() else None
    return key if key and key.name in ("milestones", "completion", "status", "target_date") else None


def _is_key(own: Sequence[Bit]) -> bool:
    """True for a row that explains the colours ("Green | Complete", "Key | Green = complete | ...") or sums up costs."""
    first, rest = squash(own[0].text), own[1:]
    if _TOTAL.fullmatch(own[0].text.strip()):
        return all(_AMOUNT.fullmatch(b.text.strip()) for b in rest)
    if not rest:
        return False
    if first in _COLOURS and len(own) <= 3:
        return all(is_status(b.text) or squash(b.text) in _COLOURS for b in rest)
    legend = [bool(_LEGEND.match(b.text.strip())) for b in rest]
    return first in ("key", "legend", "ragkey", "bragkey", "ragrating") and len(legend) > 1 and all(legend)


def _stated_first(row: GridRow, columns: Sequence[Column]) -> Bit | None:
    """ "Recommendation 1: All partners ..." alone in a row of a table without such a column, too short to cross it."""
    own = row.own
    if len(own) != 1 or not columns or row.bits[0] is not own[0]:
        return None
    if any(c.field in ("recommendation", "learning") for c in columns):
        return None
    return replace(own[0], span=len(row.bits)) if states_recommendation(own[0].text) else None


def _first_cell_only(row: GridRow, columns: Sequence[Column], bold_text: bool) -> Bit | None:
    """A group row whose cell was not merged: one short bold or shaded text, all other cells empty, no number."""
    own = [(i, b) for i, b in enumerate(row.bits) if b.text and not b.merged]
    if len(own) != 1 or any(b.merged and b.text for b in row.bits) or len(columns) < 3:
        return None
    index, bit = own[0]
    text = bit.text.strip()
    stands_out = (
        (bit.bold and not bold_text)
        or (bit.fill is not None and all(b.fill == bit.fill for b in row.bits if b.locators))
        or _no_number(index, text, columns)
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


def _no_number(index: int, text: str, columns: Sequence[Column]) -> bool:
    """True for words alone in the column of numbers."""
    column = next((c for c in columns if index in c.parts), None)
    numbers = column is not None and column.field == "recommendation_no"
    return numbers and len(text) > 3 and not any(ch.isdigit() for ch in text)
