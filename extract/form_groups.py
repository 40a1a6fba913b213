"""Headings over forms, one form a recommendation: "Avonside Police" above its three groups them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.contents import is_organisation
from extract.furniture import is_heading
from extract.grid import Bit
from extract.numbers import read_label
from extract.printed import meta_rules
from extract.records import Record
from extract.spill import OUTSIDE
from extract.text import one_line, squash
from ingest.model import Line, Locator


def heading_above(lines: Sequence[Line]) -> Bit | None:
    """The heading right above a form, or above the line that numbers it; None for a title and for running text."""
    rest = [x for x in lines if x.text.strip()]
    while rest and _numbers(rest[-1]):
        rest.pop()
    if not rest or not is_heading(rest[-1]):
        return None
    line = rest[-1]
    text = one_line(line.text)
    if (_is_title(line) and "recommendations" not in text.casefold()) or _ends_title(rest):
        return None
    return Bit(text, (Locator(line.page, OUTSIDE, 1, 1, line.box),))


def _is_title(line: Line) -> bool:
    return any(w in line.text.casefold() for w in meta_rules()["title"]["strong"])


def _ends_title(lines: Sequence[Line]) -> bool:
    """True when the last line is the second one of a title: set in its size, right below it."""
    if len(lines) < 2 or not is_heading(lines[-2]) or not _is_title(lines[-2]):
        return False
    return lines[-1].page is not None and lines[-1].size == lines[-2].size


def _numbers(line: Line) -> bool:
    """True for "Recommendation 3" and "Recommendation 3: Training": it heads one form, no group of them."""
    label = read_label(line.text)
    return label is not None and label.certain


def group_records(records: Sequence[Record]) -> frozenset[str]:
    """Set the group of every record from the headings above, if these group them; returns them as compared.

    They do when there are two or more and they stand over several forms or name organisations; a heading of its own
    over each form is that form's title.
    """
    over = {(squash(r.above.text), r.table, _text(r)) for r in records if r.above}
    seen = Counter(heading for heading, _, _ in over)
    bodies = {squash(r.above.text) for r in records if r.above and is_organisation(r.above.text)}
    if len(seen) < 2 or not (max(seen.values()) > 1 or len(bodies) > len(seen) / 2):
        return frozenset()
    for record in records:
        record.group = record.group or record.above
    return frozenset(seen)


def _text(record: Record) -> str:
    """What tells the recommendations of a table apart; several actions of one count once."""
    return squash(record.fields["recommendation"].text) if "recommendation" in record.fields else ""
