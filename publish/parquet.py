"""actions.parquet: the flat table with its types, lists as lists, text exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from publish.flat import Row
from publish.schema import ColumnType, Table

_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}
_ROWS_A_GROUP = 5_000


def arrow_schema(table: Table) -> pa.Schema:
    """Return the types of a table; each field carries its description as metadata."""
    return pa.schema(
        [
            pa.field(
                column.name, _TYPES[column.type], not column.required, {"description": column.description}
            )
            for column in table.columns
        ]
    )


def write(table: Table, rows: Iterable[Row], path: Path) -> None:
    """Write rows in groups, so that no more than one group is held as Python objects."""
    schema = arrow_schema(table)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while group := list(islice(iterator, _ROWS_A_GROUP)):
        yield group
