"""Write one table to one sheet, the same way for all: title in A1, what it is, the way back, then the table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publish.clean import EXCEL_CELL_LIMIT, excel_length, split_for_excel
from publish.workbook import height
from publish.workbook.layout import Layout, SheetColumn
from publish.workbook.styles import Role, Styles, Tone

HEADER_ROW = 3
"""The row of the column headings, counted from 0: title, description and link stand above."""

_PAPER = {"A3": 8, "A4": 9}
_WIDTH_OF_A_LETTER, _DEFAULT_WIDTH = 0.9, 8.43
_MAX_LINKS = 60_000  # Excel's limit is 65,530 a sheet


@dataclass(frozen=True, slots=True)
class Toned:
    """A word with a colour behind it."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a row of the sheet Actions, by its number there."""

    number: int


CellValue = str | int | float | date | Toned | Jump | None


@dataclass(slots=True)
class LongText:
    """A text that no cell can hold: where it belongs, and its parts."""

    number: int
    place: str
    parts: list[str]


@dataclass(slots=True)
class Book:
    """The workbook being written. rows: sheet key -> number of data rows written so far."""

    workbook: Workbook
    styles: Styles
    long_texts: list[LongText] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def write_table(self, key: str, layout: Layout, rows: Iterable[Sequence[CellValue]]) -> Worksheet:
        """Write a sheet with one table; rows hold a value for each column of the layout."""
        sheet = self.workbook.add_worksheet(layout.name)
        _Table(self, sheet, layout).write(key, rows)
        return sheet


def _heading(column: SheetColumn) -> Role:
    if column.rotated:
        return "rotated"
    return "numberheader" if column.kind in ("number", "plain") else "header"


class _Forgetful(dict[object, object]):
    """A dictionary that keeps nothing."""

    def __setitem__(self, key: object, value: object) -> None:
        pass


class _Table:
    def __init__(self, book: Book, sheet: Worksheet, layout: Layout) -> None:
        self._book, self._sheet, self._layout = book, sheet, layout
        self._links = 0

    def write(self, key: str, rows: Iterable[Sequence[CellValue]]) -> None:
        layout, sheet = self._layout, self._sheet
        for index, column in enumerate(layout.columns):
            sheet.set_column(index, index, column.width)
        last = HEADER_ROW
        for last, row in enumerate(rows, HEADER_ROW + 1):
            self._write_row(last, row)
        count = self._book.rows[key] = last - HEADER_ROW
        self._write_head(count)
        if count:
            self._mark_table(key, last)
        self._set_up_page(last)

    def _write_head(self, count: int) -> None:
        layout, sheet, styles = self._layout, self._sheet, self._book.styles
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, layout.title, styles.get("title"))
        none = "" if count else " There are none in this run."
        sheet.write_string(1, 0, layout.description + none, styles.get("lead"))
        sheet.set_row(2, 18)
        sheet.write_url(2, 0, "internal:'Cover'!A1", styles.get("back"), "Back to cover")
        rotated = [column for column in layout.columns if column.rotated]
        sheet.set_row(HEADER_ROW, max((5.3 * len(column.title) for column in rotated), default=18.0) + 24)
        for index, column in enumerate(layout.columns):
            sheet.write_string(HEADER_ROW, index, column.title, styles.get(_heading(column)))

    def _mark_table(self, key: str, last: int) -> None:
        """Mark the range as a table: Excel and screen readers then know its name, headings and filters."""
        layout, styles = self._layout, self._book.styles
        headings = [{"header": c.title, "header_format": styles.get(_heading(c))} for c in layout.columns]
        options = {
            "name": key.title().replace("_", ""),
            "style": None,
            "columns": headings,
            "title": layout.title,
            "description": layout.description,
        }
        # XlsxWriter notes every cell of a table to find tables that overlap: half of all memory, for the one table here.
        self._sheet.table_cells = _Forgetful()
        self._sheet.add_table(HEADER_ROW, 0, last, len(layout.columns) - 1, options)

    def _set_up_page(self, last: int) -> None:
        layout, sheet = self._layout, self._sheet
        sheet.freeze_panes(HEADER_ROW + 1, layout.frozen)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_PAPER[layout.paper])
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, self._last_printed())
        sheet.set_footer("&L&9&A&R&9Page &P of &N")

    def _last_printed(self) -> int:
        """Return the last column to print: with blank ones after a narrow table, so that its description fits."""
        columns = self._layout.columns[: self._layout.printed or None]
        lacking = len(self._layout.description) * _WIDTH_OF_A_LETTER - sum(column.width for column in columns)
        return (
            len(columns)
            - 1
            + (max(0, math.ceil(lacking / _DEFAULT_WIDTH)) if not self._layout.printed else 0)
        )

    def _write_row(self, number: int, row: Sequence[CellValue]) -> None:
        wrapped = []
        for index, (value, column) in enumerate(zip(row, self._layout.columns, strict=True)):
            shown = self._write_cell(number, index, value)
            if shown and not column.low:
                wrapped.append((shown, column.width))
        self._sheet.set_row(number, height.points(wrapped))

    def _write_cell(self, number: int, index: int, value: CellValue) -> str:
        """Write a value by its type, never by what its text looks like; return text that may wrap."""
        sheet, styles = self._sheet, self._book.styles
        match value:
            case None | "":
                sheet.write_blank(number, index, None, styles.get("text"))
            case str():
                return self._write_text(number, index, value)
            case Toned():
                sheet.write_string(number, index, value.text, styles.get("text", value.tone))
                return value.text
            case Jump():
                self._write_jump(number, index, value)
            case bool() | int():
                role: Role = "plain" if self._layout.columns[index].kind == "plain" else "number"
                sheet.write_number(number, index, value, styles.get(role))
            case float():
                sheet.write_number(number, index, value, styles.get("share"))
            case date():
                moment = datetime(value.year, value.month, value.day)
                sheet.write_datetime(number, index, moment, styles.get("date"))
        return ""

    def _write_text(self, number: int, index: int, text: str) -> str:
        if excel_length(text) > EXCEL_CELL_LIMIT:
            text = self._move_out(number, index, text)
        self._sheet.write_string(number, index, text, self._book.styles.get("text"))
        return text

    def _move_out(self, number: int, index: int, text: str) -> str:
        """Put a text that no cell can hold on the sheet Long texts, and return its beginning with the way there."""
        place = f"{self._layout.name}, row {number + 1}, {self._layout.columns[index].title}"
        texts = self._book.long_texts
        texts.append(LongText(len(texts) + 1, place, split_for_excel(text)))
        begin = split_for_excel(text, EXCEL_CELL_LIMIT - 200)[0]
        return f"{begin}\n[This text is too long for a cell of Excel. It goes on: see the sheet Long texts, text {len(texts)}.]"

    def _write_jump(self, number: int, index: int, jump: Jump) -> None:
        words, styles = f"Row {jump.number}", self._book.styles
        self._links += 1
        if self._links > _MAX_LINKS:
            self._sheet.write_string(number, index, words, styles.get("text"))
            return
        target = f"internal:'Actions'!A{HEADER_ROW + 1 + jump.number}"
        tip = "Goes to this row while the sheet Actions is in its first order"
        self._sheet.write_url(number, index, target, styles.get("link"), words, tip)
