"""Several names in one line of a form: "Lead agency | GMP | Target date | Jan 2023" among lines of one name each."""

from __future__ import annotations

from collections.abc import Sequence

from extract.contents import is_status
from extract.grid import Bit
from extract.header_rules import EXACT
from extract.headers import match_header
from extract.keys import MAX_KEY_CHARS, own_name
from extract.model import FIELDS


def split_pairs(key: Bit, values: Sequence[Bit]) -> list[tuple[Bit, list[Bit]]]:
    """The cells of a line by the names among them: every name with the cells up to the next.

    A cell right of the first value is a name when it is the whole name of a field and a cell follows it, or when it
    says the name of a field before its value ("Target date: Jan 2023").
    """
    out: list[tuple[Bit, list[Bit]]] = [(key, [])]
    follows_name = own_name(key.text, FIELDS) is None
    for i, bit in enumerate(values):
        if not bit.locators:
            out[-1][1].append(bit)  # covered by the cell to its left
            continue
        if not follows_name and (_is_name(bit, values[i + 1 :]) or own_name(bit.text, FIELDS)):
            out.append((bit, []))
            follows_name = own_name(bit.text, FIELDS) is None
            continue
        out[-1][1].append(bit)
        follows_name = False
    return out


def names_in_line(key: Bit, values: Sequence[Bit]) -> set[str]:
    """The fields named in a line by cells of their own, right of its first cell."""
    keys = [bit.text for bit, _ in split_pairs(key, values)[1:]]
    return {match.name for text in keys if (match := match_header(text)) and match.kind == "field"}


def _is_name(bit: Bit, after: Sequence[Bit]) -> bool:
    """True for a whole name with a cell for its value. Names that are states as well ("Completed"), and words of no
    list that end in a colon, need one with words.
    """
    value = next((b for b in after if b.locators), None)
    if value is None or bit.merged or not bit.text:
        return False
    match = match_header(bit.text)
    if match is None or match.kind not in ("field", "other") or match.score < EXACT:
        return bool(value.text) and bit.text.endswith(":") and len(bit.text) <= MAX_KEY_CHARS
    return bool(value.text) or not is_status(bit.text)
