"""One description of every column: what is written, what is documented and what is described agree."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from normalise.model import Action
from publish import files, flat
from publish.describe import refreshed
from publish.schema import TableName, table
from publish.workbook.layout import layouts
from tests.unit.publish_data import dataset

DOCS = Path(__file__).parents[2] / "docs" / "outputs.md"


def test_documentation_has_the_columns_as_they_are() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert refreshed(page) == page, "run: python -m publish.describe docs/outputs.md"
    assert page.count("| `action_id` |") == 2


def test_documentation_names_every_file_and_every_sheet() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in files())
    assert all(f"| {layout.name} |" in page for layout in layouts().values())


@pytest.mark.parametrize("name", ["actions", "documents", "findings"])
def test_rows_have_the_columns_of_the_schema_in_order(name: TableName) -> None:
    rows = list(getattr(flat, name)(dataset()))
    assert rows
    assert all(tuple(row) == table(name).names for row in rows)


def test_nothing_that_is_known_of_a_row_is_missing_from_the_flat_table() -> None:
    renamed = {"target": "target_kind", "provenance": None}
    known = {renamed.get(f.name, f.name) for f in dataclasses.fields(Action)} - {None}
    assert known <= set(table("actions").names)


def test_the_workbook_leaves_out_only_what_other_sheets_or_files_say() -> None:
    shown = {c.source[1] for c in layouts()["actions"].columns if c.source and c.source[0] == "actions"}
    shown |= {"page_start", "page_end", "findings"}  # in Pages and Why review
    missing = {c.name for c in table("actions").columns} - shown
    assert missing == {
        "schema_version",
        "source_sha256",
        "scope_rule",
        "status_rule",
        "theme_ids",
        "lead_agencies_as_written",
        "lead_agency_ids",
        "lead_agency_basis",
        "addressed_to_as_written",
        "addressed_to_ids",
    }


@pytest.mark.parametrize("name", ["actions", "documents", "findings"])
def test_every_column_is_described_with_an_example_that_fits(name: TableName) -> None:
    for column in table(name).columns:
        assert column.description.endswith((".", ")")), column.name
        if column.values:
            examples = (column.example,) if column.type == "string" else column.example.split("; ")
            assert set(examples) <= set(column.values), column.name
        if column.type in ("integer", "number"):
            assert float(column.example) >= 0
    assert len(set(table(name).names)) == len(table(name).columns)
