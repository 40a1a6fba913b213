"""The sheets Data dictionary (every column described) and Long texts (what no cell can hold)."""

from __future__ import annotations

from collections.abc import Iterator

from publish import names
from publish.schema import TableName, table
from publish.workbook import words
from publish.workbook.book import Book, CellValue
from publish.workbook.layout import layouts

_FILES: tuple[tuple[str, TableName], ...] = (
    (names.ACTIONS_CSV, "actions"),
    (names.DOCUMENTS_CSV, "documents"),
    (names.FINDINGS_CSV, "findings"),
)


def write_dictionary(book: Book) -> None:
    """Write the sheet Data dictionary."""
    book.write_table("dictionary", layouts()["dictionary"], [*_sheets(), *_data_files()])


def _sheets() -> Iterator[list[CellValue]]:
    for layout in layouts().values():
        for column in layout.columns:
            same = column.column
            values = words.said_here(column.title, same.values) if same else []
            source = f"{column.source[0]}.csv: {column.source[1]}" if column.source else ""
            example = same.example if same and not values else ""
            yield [layout.name, column.title, column.description, ", ".join(values), example, source]
        if layout.name == "Theme by agency":
            yield [layout.name, "(each theme)", "Rows of the agency with this theme.", "", "", ""]


def _data_files() -> Iterator[list[CellValue]]:
    for file, name in _FILES:
        for column in table(name).columns:
            yield [
                file,
                column.name,
                column.description,
                ", ".join(column.values),
                column.example,
                column.name,
            ]


def write_long_texts(book: Book) -> None:
    """Write the sheet Long texts, if a text was too long for its cell."""
    if book.long_texts:
        book.write_table("long_texts", layouts()["long_texts"], _parts(book))


def _parts(book: Book) -> Iterator[list[CellValue]]:
    for text in book.long_texts:
        for number, part in enumerate(text.parts, 1):
            yield [text.number, f"{number} of {len(text.parts)}", text.place, part]
