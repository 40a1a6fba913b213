"""What each stage saw of one file: tables, plan, actions. The file is read as in a run, behind the same walls."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dhr.conversion import Converter
from dhr.explain import text as chain
from dhr.explain import value
from dhr.guard import Guard
from dhr.ledger import FileEntry, WorkEntry
from dhr.outcome import outcome
from dhr.reply import Limits, decode
from dhr.run import read_fully
from ingest.errors import DocumentError
from ingest.find import shown, snapshot
from publish.clean import visible
from publish.model import Outcome

TASKS = {"tables": "tables", "plan": "plan", "actions": "read", "image": "image"}
"""Stage -> the worker's task."""


def look(
    path: Path, stage: str, *, keep_names: bool = False, page: int | None = None
) -> tuple[Mapping[str, Any], Outcome | None]:
    """Read one file up to a stage. Returns (what was seen, None), or ({}, why it was not read)."""
    name = shown(path.name)
    with tempfile.TemporaryDirectory(prefix="dhr-") as scratch:
        try:
            sha256, size = snapshot(path, Path(scratch))
        except DocumentError as error:
            return {}, outcome(FileEntry(name, None, 0, error.code), None, None)
        file = FileEntry(name, sha256, size)
        job = {
            "task": TASKS[stage],
            "path": str(Path(scratch) / sha256),
            "sha256": sha256,
            "size": size,
            "name": name,
            "keep_names": keep_names,
            "page": page,
        }
        limits = Limits(reply_mb=64)
        with Guard("dhr.worker", limits) as guard:
            reply = read_fully(guard, Converter(), job, limits, Path(scratch) / "work")
    head = reply.head or {}
    if reply.code or head.get("code") or reply.payload == b"{}":
        return {}, outcome(file, WorkEntry(reply.code, reply.detail, 0, 0.0, head), None)
    return {**head, **decode(reply.payload)}, None


def tables(seen: Mapping[str, Any], width: int) -> Iterator[Any]:
    """The document as its reader saw it: text lines, and every table as a grid. Yields rich renderables."""
    from rich.box import SQUARE
    from rich.table import Table

    document = seen["document"]
    page = None
    for block in document["blocks"]:
        if block["page"] != page:
            page = block["page"]
            yield _text(f"\nPage {page}", style="bold")
        if "rows" not in block:
            role = "" if block["role"] == "body" else f"  [{block['role']}]"
            yield _text(f"  {block['text']}{role}")
            continue
        rows = block["rows"]
        found = f"Table {block['number']}: {len(rows)} rows x {len(rows[0]) if rows else 0} columns, found by {block['method']}"
        grid = Table(
            title=found, title_justify="left", box=SQUARE, show_header=False, show_lines=True, expand=True
        )
        for column in zip(*rows, strict=True):
            room = max(len(cell["text"] or "") for cell in column)
            grid.add_column(overflow="fold", min_width=6, ratio=6 + int(room**0.6))
        for row in rows:
            grid.add_row(*(_text("·" if cell["text"] is None else cell["text"]) for cell in row))
        yield grid
    yield _text(
        f"\n{len([b for b in document['blocks'] if 'rows' in b])} tables. · = merged with a neighbour."
    )
    yield from _findings(document["findings"])


def plan(seen: Mapping[str, Any], width: int) -> Iterator[Any]:
    """The plan as printed: what its columns were taken for, row by row."""
    found = seen["plan"]
    for key, printed in found["meta"].items():
        yield _text(f"{key}: {printed}")
    for row in found["rows"]:
        pages = "" if row["page_start"] is None else f", page {row['page_start']} to {row['page_end']}"
        yield _text(f"\nTable {row['table_no']}, row {row['row_no']}{pages}", style="bold")
        if row["group_label"]:
            yield _text(f"  group_label: {row['group_label']['text']}")
        for name, raw in [
            *row["fields"].items(),
            *((f"other: {header}", raw) for header, raw in row["other"]),
        ]:
            yield from map(_text, value(name, raw["text"], width))
        joins = [f"{join['reason']}{'' if join['certain'] else ' (a guess)'}" for join in row["joins"]]
        if joins:
            yield _text(f"  joined over a page break: {', '.join(joins)}")
        yield from _findings(row["findings"])
    ledger = found["ledger"]
    ignored = ", ".join(f"{count} {rule}" for rule, count in ledger["ignored"].items()) or "0"
    yield _text(
        f"\n{len(found['rows'])} rows. Cells: {ledger['cells_in']} in = {ledger['placed']} placed"
        f" + {ignored} ignored + {ledger['reported']} reported."
    )
    yield from _findings(found["findings"])


def actions(seen: Mapping[str, Any], width: int) -> Iterator[Any]:
    """The rows as they stand in the dataset, with what was read from each, as dhr explain shows them."""
    for row in seen["actions"]:
        findings = [
            said | {"what_to_do": said["remedy"]}
            for said in seen["findings"]
            if said["action_id"] == row["action_id"]
        ]
        yield _text(chain(row, findings, width))
        yield _text("-" * min(width, 78))
    yield _text(f"{len(seen['actions'])} rows.")
    yield from _findings([said for said in seen["findings"] if said["action_id"] is None])


def _findings(findings: list[dict[str, Any]]) -> Iterator[Any]:
    for said in findings:
        page = "" if said["page"] is None else f" (page {said['page']})"
        yield _text(f"  {said['severity']} {said['code']}{page}: {said['sentence']}")


def _text(line: str, style: str = "") -> Any:
    """Text of a document for a terminal: no markup, no control characters."""
    from rich.text import Text

    return Text(visible(line), style=style)
