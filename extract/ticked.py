"""Status and lead read from columns with a mark in the one that applies."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafts import Draft
from extract.grid import EMPTY
from extract.model import RawField
from extract.ticks import is_marked
from ingest.model import Locator


def ticked_lead(
    draft: Draft,
    bodies: Sequence[tuple[int, str]],
    fields: dict[str, RawField],
    other: list[tuple[str, RawField]],
) -> None:
    """Lead = the headers of the ticked columns, one below the other."""
    cells = [(name, draft.cells.get(i, EMPTY)) for i, name in bodies]
    marked = [(name, bit) for name, bit in cells if is_marked(bit.text)]
    where = tuple(w for _, bit in marked for w in bit.locators)
    fields["lead_agency"] = RawField("\n".join(name for name, _ in marked), where)
    other.extend(
        (name, RawField(bit.text.strip(), bit.locators))
        for name, bit in cells
        if bit.text and not is_marked(bit.text)
    )


def tick(
    draft: Draft,
    ticks: Sequence[tuple[int, str]],
    fields: dict[str, RawField],
    other: list[tuple[str, RawField]],
    notes: list[str],
) -> None:
    """Status = the header of the ticked column; what else the tick columns say goes to `other`."""
    names: list[str] = []
    where: list[Locator] = []
    for i, name in ticks:
        bit = draft.cells.get(i, EMPTY)
        if is_marked(bit.text):
            names.append(name)
            where.extend(bit.locators)
        elif bit.text:
            other.append((name, RawField(bit.text.strip(), bit.locators)))
    if len(names) > 1:
        notes.append("TWO_TICKS")
    stated = RawField("; ".join(names), tuple(where))
    if "status" in fields and fields["status"].text:
        other.append(("Ticked", stated))
    else:
        fields["status"] = stated
