"""datapackage.json: what each file and column is, in the Frictionless Data Package format (specs.frictionlessdata.io)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from publish import names
from publish.model import Dataset, RunInfo
from publish.schema import Column, Table, TableName, table

_DESCRIPTION = (
    "Every row of the action plans found in a folder of published Domestic Homicide Reviews, as written and as read. "
    "Scope, agency, status and theme tags are made by rules over the words and are aids to finding rows, not judgements: "
    "check the source page before relying on one. Behind every row is the death of a person. The text belongs to the "
    "bodies that published the plans; their licences differ."
)

_NUL_TEXT = "In CSV files a text that a spreadsheet could run as a formula has one apostrophe put in front."

_OTHERS = (
    (
        names.ACTIONS_JSONL,
        "actions-jsonl",
        "jsonl",
        "application/jsonl",
        "Everything known about each row, nested",
    ),
    (
        names.ACTIONS_PARQUET,
        "actions-parquet",
        "parquet",
        "application/vnd.apache.parquet",
        "The table actions, typed",
    ),
    (
        names.WORKBOOK,
        "workbook",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "The workbook for analysts",
    ),
    (names.STORE, "store", "sqlite", "application/vnd.sqlite3", "The searchable store, an SQLite database"),
)


def descriptor(dataset: Dataset, run: RunInfo, folder: Path) -> dict[str, Any]:
    """Return the package's description of the files already written to folder. No time of day stands in it."""
    return {
        "profile": "data-package",
        "name": "dhr-action-plans",
        "title": "Domestic Homicide Review action plans",
        "description": f"{_DESCRIPTION} {_NUL_TEXT}",
        "version": run.schema_version,
        "rulebook_hash": run.rulebook_hash,
        "counts": {"files": len(dataset.outcomes), "actions": len(dataset.actions)},
        "resources": [
            _tabular("actions", folder / names.ACTIONS_CSV, links={"source_file": ("documents", "path")}),
            # The times taken differ from run to run, so a hash of this file would too: it has none.
            _tabular("documents", folder / names.DOCUMENTS_CSV, hashed=False),
            _tabular("findings", folder / names.FINDINGS_CSV, links={"file": ("documents", "path")}),
            *[_other(folder / path, *rest) for path, *rest in _OTHERS],
        ],
    }


def _tabular(
    name: TableName, path: Path, *, hashed: bool = True, links: dict[str, tuple[str, str]] | None = None
) -> dict[str, Any]:
    described = table(name)
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": name,
        "type": "table",
        "path": path.name,
        "title": described.title,
        "description": described.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
    }
    if hashed:
        resource |= _fingerprint(path)
    return resource | {"schema": _schema(described, links or {})}


def _schema(described: Table, links: dict[str, tuple[str, str]]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in described.columns],
        "missingValues": [""],
    }
    if described.primary_key:
        schema["primaryKey"] = list(described.primary_key)
    if links:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": resource, "fields": [target]}}
            for field, (resource, target) in links.items()
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    """Describe a column of the CSV. A list is a string there, so its values cannot be an enum."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.type == "list" else column.type,
        "description": column.description,
        "example": column.example,
    }
    if column.type == "list":
        field["description"] += ' A list, joined by "; ".'
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values and column.type != "list":
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _other(path: Path, name: str, form: str, mediatype: str, title: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path.name,
        "title": title,
        "format": form,
        "mediatype": mediatype,
        **_fingerprint(path),
    }


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
