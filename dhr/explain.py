"""One row as a chain: value <- rule <- cell <- page. Nothing is worked out anew; it is all in the row."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from publish.store.connect import open_read_only

Record = Mapping[str, Any]

PRINTED = (
    "group_label",
    "recommendation_no",
    "recommendation",
    "scope_stated",
    "action",
    "lead_agency_stated",
    "milestones",
    "target_date_stated",
    "completion_stated",
    "status_stated",
)
"""The cells of a row, in the order of the contract."""

_SHOWN = 3
"""Ids shown when a beginning fits several rows."""


def find_id(db: Path, beginning: str) -> tuple[str | None, list[str]]:
    """Return (the one id that begins so, []) or (None, some of the ids that do). StoreError: no store there."""
    with closing(open_read_only(db)) as connection:
        query = "SELECT action_id FROM action_records WHERE action_id >= ? AND action_id < ? ORDER BY action_id LIMIT ?"
        rows = connection.execute(query, (beginning, beginning + "\U0010ffff", _SHOWN + 1)).fetchall()
    ids = [str(row[0]) for row in rows]
    if beginning in ids or len(ids) == 1:
        return ids[0], []
    return None, ids[:_SHOWN]


def text(row: Record, findings: Sequence[Record], width: int) -> str:
    """The whole chain of a row, one block a field."""
    lines = [f"Row {row['action_id']}", *_wrap(_heading(row), width, "")]
    for name in PRINTED:
        if row[name] is not None:
            lines += ["", *_printed(row, name, width)]
    for header, cell in row["other"].items():
        lines += ["", *value(f"other: {header}", cell, width), *_cells(row, f"other.{header}")]
    for block in (_scope, _lead, _addressed, _target, _completion, _status, _themes):
        lines += ["", *block(row, width)]
    lines += ["", *_checks(row, findings, width)]
    absent = [name for name in PRINTED if row[name] is None]
    if absent:
        lines += ["", *_wrap(f"Not in this plan: {', '.join(absent)}.", width, "")]
    return "\n".join(lines)


def _heading(row: Record) -> str:
    parts = [row["area"], row["review_reference"], row["plan_date"], row["source_file"], _pages(row)]
    parts.append(f"row {row['row_no']} of plan table {row['table_no']}")
    return " · ".join(part for part in parts if part)


def _pages(row: Record) -> str:
    if row["page_start"] is None:
        return ""
    if row["page_start"] == row["page_end"]:
        return f"page {row['page_start']}"
    return f"pages {row['page_start']} to {row['page_end']}"


def _printed(row: Record, name: str, width: int) -> Iterator[str]:
    yield from value(name, row[name], width)
    yield from _cells(row, name)
    if name == "recommendation" and row["parent_text"]:
        yield from _wrap(f"under: {row['parent_text']}", width)


def value(name: str, cell: str, width: int) -> Iterator[str]:
    """A name, and below it the text of a cell, wrapped."""
    yield name
    for line in cell.split("\n") if cell else ["(the cell is empty)"]:
        yield from _wrap(line, width)


def _cells(row: Record, name: str) -> Iterator[str]:
    for spot in row["provenance"].get(name, ()):
        page = f"page {spot['page']}, " if spot["page"] is not None else ""
        box = (
            "" if not spot["box"] else " at x {:.0f}-{:.0f}, y {:.0f}-{:.0f} pt".format(*_spans(spot["box"]))
        )
        yield f"    <- {page}table {spot['table']}, row {spot['row']}, column {spot['column']}{box}"
    joined = [reason for reason in row["joins"] if len(row["provenance"].get(name, ())) > 1]
    if joined:
        yield f"    <- joined over the page break: {', '.join(joined)}"


def _spans(box: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left, right, top, bottom


def _read(row: Record, name: str, reading: str, rule: str, source: str, width: int) -> Iterator[str]:
    """A reading, the rule that made it, and the cell it was read from."""
    yield name
    yield from _wrap(reading, width)
    if rule:
        yield f"    <- rule {rule}"
    if row[source]:
        yield from _wrap(f"<- {source}: {_short(row[source])}", width)
        yield from _cells(row, source)


def _short(cell: str) -> str:
    line = " / ".join(cell.split("\n"))
    return f'"{line}"' if len(line) <= 160 else f'"{line[:157]}..."'


def _scope(row: Record, width: int) -> Iterator[str]:
    reading = f"{', '.join(row['scope'])} ({row['scope_basis']})"
    return _read(row, "scope", reading, row["scope_rule"], "scope_stated", width)


def _target(row: Record, width: int) -> Iterator[str]:
    target = row["target"]
    reading = " ".join((target["kind"], *target["dates"]))
    return _read(row, "target", reading, target["rule"], "target_date_stated", width)


def _completion(row: Record, width: int) -> Iterator[str]:
    dates = ", ".join(row["completion_dates"]) or "no date"
    return _read(row, "completion_dates", dates, "", "completion_stated", width)


def _status(row: Record, width: int) -> Iterator[str]:
    colour = f", shaded {row['status_colour']}" if row["status_colour"] else ""
    reading = f"{row['status']} ({row['status_basis']}{colour})"
    source = "status_stated" if row["status_stated"] else "completion_stated"
    return _read(row, "status", reading, row["status_rule"], source, width)


def _lead(row: Record, width: int) -> Iterator[str]:
    return _agencies(row, "lead_agencies", "lead_agency_stated", width)


def _addressed(row: Record, width: int) -> Iterator[str]:
    return _agencies(row, "addressed_to", "recommendation", width)


def _agencies(row: Record, name: str, source: str, width: int) -> Iterator[str]:
    yield name
    if not row[name]:
        yield "    (none recognised)"
    for agency in row[name]:
        unit = f", {agency['unit']}" if agency["unit"] else ""
        today = f"; today: {agency['current_name']}" if agency["current_name"] != agency["name"] else ""
        yield from _wrap(f"{agency['name']}{unit} ({agency['sector']}, {agency['basis']}{today})", width)
        yield from _wrap(f'<- agency {agency["agency_id"]}, written "{agency["as_written"]}"', width)
    yield from _cells(row, source)


def _themes(row: Record, width: int) -> Iterator[str]:
    yield "themes"
    if not row["themes"]:
        yield "    (none recognised)"
    for theme in row["themes"]:
        yield from _wrap(f"{theme['label']} ({theme['axis']})", width)
        yield from _wrap(f"<- rule {theme['rule']}", width)
        for span in theme["evidence"]:
            yield from _wrap(
                f'<- {span["field"]}, characters {span["start"]}-{span["end"]}: "{span["text"]}"', width
            )


def _checks(row: Record, findings: Sequence[Record], width: int) -> Iterator[str]:
    if not findings and not row["findings"]:
        yield "Nothing was found here that a person should check."
        return
    yield "To check" if row["needs_review"] else "Noted"
    said = {finding["code"] for finding in findings}
    for finding in findings:
        yield from _wrap(f"{finding['sentence']} [{finding['code']}]", width)
        yield from _wrap(f"-> {finding['what_to_do']}", width)
    rest = [code for code in row["findings"] if code not in said]
    if rest:
        yield from _wrap(", ".join(rest), width)


def _wrap(line: str, width: int, indent: str = "    ") -> list[str]:
    deeper = indent + "   " if line.startswith(("<-", "->")) else indent
    return textwrap.wrap(line, width, initial_indent=indent, subsequent_indent=deeper) or [""]
