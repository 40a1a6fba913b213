"""CSV for Excel, R and pandas alike: UTF-8 with a BOM, every value in quotes, no cell that runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from publish.clean import csv_cell
from publish.flat import Row
from publish.schema import Table, Value, joined


def write(table: Table, rows: Iterable[Row], path: Path) -> None:
    """Write rows under the table's header.

    The BOM is there because Excel reads a CSV without one in the local code page and garbles every accent; R's readr,
    pandas and Frictionless skip it. Null and "" both become an empty value (absent_fields of actions.csv tells them
    apart). Lines end in \\n on every system.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(table.names)
        for row in rows:
            writer.writerow([_cell(row[name]) for name in table.names])


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return csv_cell(joined(value))
    return csv_cell(value) if isinstance(value, str) else str(value)
