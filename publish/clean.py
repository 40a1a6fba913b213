"""Make text safe to write, without losing a character of what it says.

Three gates, each as narrow as its format demands:

* `visible` for every output: what no program can be trusted to carry (control characters, NUL, lone surrogates) is
  spelt out, so a reader sees that something odd stood there: a NUL becomes the four characters \\x00.
* `csv_cell` / `csv_text`: a spreadsheet runs a CSV cell that begins like a formula. Such cells get one apostrophe in
  front; `csv_text` takes it off again, exactly.
* `split_for_excel`: a cell of a workbook ends at 32,767 UTF-16 units. Longer text is divided, never cut.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from normalise.model import Action, Evidence

T = TypeVar("T")

EXCEL_CELL_LIMIT = 32_767
"""UTF-16 units in one cell (Microsoft: Excel specifications and limits)."""

# \r, U+0085, U+2028 and U+2029 are line ends to one program or another: str.splitlines() would break a JSON line there.
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")

# OWASP's list of what starts a formula, its full-width forms, and whatever a spreadsheet trims before it looks.
_TRIMMED = " \u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff"
_FORMULA = re.compile(f"'*[{_TRIMMED}]*[=+\\-@\t\r\n＝＋－＠﹢﹣﹦]")


def visible(text: str) -> str:
    """Return text with every line end as \\n and every unsafe character spelt out (\\x00, \\ud800)."""
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(_spell, _LINE_ENDS.sub("\n", text))


def _spell(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def tidy(value: T) -> T:
    """Return the value (text, number, list, mapping or noun of a room) with `visible` applied to all text inside."""
    return _tidy(value)  # type: ignore[no-any-return]


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Action):
        return _tidy_action(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple([_tidy(item) for item in value])
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, Mapping):
        return {_tidy(key): _tidy(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **_fields(value))
    return value


def _fields(noun: Any) -> dict[str, Any]:
    return {f.name: _tidy(getattr(noun, f.name)) for f in dataclasses.fields(noun)}


def _tidy_action(action: Action) -> Action:
    """Tidy a row; evidence spans move with the text they point into, so that row[field][start:end] == text holds."""
    if not any(_UNSAFE.search(text) for text in _texts(action)):
        return action
    fields = _fields(action)
    fields["themes"] = tuple(
        dataclasses.replace(tag, evidence=tuple(_moved(e, action, fields) for e in tag.evidence))
        for tag in fields["themes"]
    )
    return dataclasses.replace(action, **fields)


def _moved(evidence: Evidence, before: Action, after: Mapping[str, Any]) -> Evidence:
    old, new = getattr(before, evidence.field, None), after.get(evidence.field)
    if not isinstance(old, str) or not isinstance(new, str) or old == new:
        return evidence
    start = len(visible(old[: evidence.start]))
    end = start + len(visible(old[evidence.start : evidence.end]))
    return dataclasses.replace(evidence, start=start, end=end, text=new[start:end])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))


def csv_cell(text: str) -> str:
    """Return text with one apostrophe in front where a spreadsheet might take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def csv_text(cell: str) -> str:
    """Return what `csv_cell` was given: the exact inverse."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def excel_length(text: str) -> int:
    """Return the length as Excel counts it: UTF-16 units, so most emojis are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def split_for_excel(text: str, limit: int = EXCEL_CELL_LIMIT) -> list[str]:
    """Divide text into parts that fit a cell, at a blank or line end where there is one; joined they are the text."""
    parts: list[str] = []
    while excel_length(text) > limit:
        end = _fitting(text, limit)
        gap = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
        end = gap + 1 if gap > 0 else end
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _fitting(text: str, limit: int) -> int:
    """Return how many characters from the start fit in limit UTF-16 units."""
    head = text[:limit].encode("utf-16-le")[: 2 * limit]
    return len(head.decode("utf-16-le", errors="ignore"))
