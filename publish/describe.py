"""Keep the tables in docs/outputs.md the same as tables.toml: python -m publish.describe docs/outputs.md"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from publish.schema import Table, TableName, table

_NAMES: tuple[TableName, ...] = ("actions", "documents", "findings")


def refreshed(page: str) -> str:
    """Return a page with each part from <!-- columns of NAME --> to <!-- end --> written anew."""
    for name in _NAMES:
        part = re.compile(f"(<!-- columns of {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        rows = _markdown(table(name))
        page = part.sub(lambda match, rows=rows: match[1] + rows + match[2], page)  # type: ignore[misc]
    return page


def _markdown(described: Table) -> str:
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for column in described.columns:
        values = f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
        meaning = f"{column.description}{values}".replace("|", "\\|")
        lines.append(f"| `{column.name}` | {column.type} | {meaning} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(refreshed(target.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
