"""The workbook, read back with another library: every text whole, no formula, and what Excel and a screen reader need."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from publish import flat
from publish.clean import EXCEL_CELL_LIMIT, excel_length, tidy
from publish.model import Dataset
from publish.schema import Value
from publish.workbook import write_workbook
from publish.workbook.facts import only_day
from publish.workbook.height import MAX_POINTS, points
from publish.workbook.layout import layouts
from publish.workbook.styles import TONES
from publish.write import in_order
from tests.unit.publish_data import dataset, run_info

HEADER = 4


def _read(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings(
            "ignore", ".* extension is not supported"
        )  # the solid data bars of Excel 2010
        return openpyxl.load_workbook(path)


def _nasty() -> Dataset:
    return in_order(tidy(dataset(nasty=True, unsafe=True)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "action-plans.xlsx"
    write_workbook(_nasty(), run_info(), path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return _read(path)


def _rows(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    rows = sheet.iter_rows(min_row=HEADER, values_only=True)
    titles = next(rows)
    for row in rows:
        yield dict(zip(map(str, titles), row, strict=True))


def _long_texts(book: Workbook) -> dict[str, str]:
    texts: dict[str, str] = {}
    for row in _rows(book["Long texts"]):
        texts[row["From"]] = texts.get(row["From"], "") + row["Words"]
    return texts


def _shown(value: Value) -> Value:
    if isinstance(value, tuple):
        return "\n".join(value) if any(value) else None
    return None if value == "" else value


def test_every_text_of_every_row_stands_in_the_sheet_exactly(book: Workbook) -> None:
    long_texts = _long_texts(book)
    worded = {
        "Scope",
        "Scope known by",
        "Status",
        "Status known by",
        "RAG colour",
        "Needs review",
        "Target kind",
    }
    columns = [c for c in layouts()["actions"].columns if c.source and c.title not in worded]
    whole = 0
    for number, (row, expected) in enumerate(
        zip(_rows(book["Actions"]), flat.actions(_nasty()), strict=True), HEADER + 1
    ):
        for column in columns:
            assert column.source is not None
            value = expected[column.source[1]]
            if column.source[1] in ("themes", "theme_ids") and isinstance(value, tuple):
                value = "; ".join(value)
            value = _shown(value)
            cell = row[column.title]
            if isinstance(value, str) and excel_length(value) > EXCEL_CELL_LIMIT:
                assert "see the sheet Long texts" in cell
                assert value.startswith(cell.rsplit("\n[", 1)[0])
                cell = long_texts[f"Actions, row {number}, {column.title}"]
                whole += 1
            assert cell == value, column.title
    assert whole == 4  # recommendation and action of the two texts of some 40,000 units


def test_nothing_in_the_workbook_is_a_formula_an_error_or_an_outside_link(book: Workbook, path: Path) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "snd", cell.coordinate
                assert cell.hyperlink is None or cell.hyperlink.location
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert not [name for name in names if "external" in name.lower() or "calcChain" in name]
        for name in names:
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name)
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)


def test_cells_that_look_like_numbers_stay_text(book: Workbook) -> None:
    found = {row["No."] for row in _rows(book["Actions"])}
    assert {"007", "1E5", "9.10", "NaN", "TRUE", "#N/A", "n/a", "12/03/2021"} <= found


def test_dates_are_real_only_where_a_single_day_is_printed(book: Workbook) -> None:
    rows = list(_rows(book["Actions"]))
    days = {row["Target date"]: row["Target day"] for row in rows}
    assert days["30/06/2021"] == datetime(2021, 6, 30)
    assert days["March 2021"] is None
    assert days["01/09/2023 to 31/12/2023"] is None
    assert days["2022"] is None


@pytest.mark.parametrize(
    ("dates", "day"),
    [(["2021-03-09"], date(2021, 3, 9)), (["2021-03"], None), (["2021-03-09", "2021-05"], None), ([None], None), (["2021-02-30"], None), (["1899-12-31"], None), ([], None)],
)  # fmt: skip
def test_only_day(dates: list[str | None], day: date | None) -> None:
    assert only_day(dates) == day


def test_sheets_stand_in_order_and_open_on_the_cover(book: Workbook) -> None:
    expected = ["Cover", *(layout.name for layout in layouts().values())]
    assert book.sheetnames == expected
    assert book.active is book["Cover"]
    assert all(len(name) < 31 for name in book.sheetnames)


@pytest.mark.parametrize("key", list(layouts()))
def test_each_sheet_is_one_marked_table_that_can_be_read_and_printed(book: Workbook, key: str) -> None:
    layout = layouts()[key]
    sheet = book[layout.name]
    assert sheet["A1"].value == layout.title
    assert sheet["A2"].value == layout.description
    assert sheet["A3"].hyperlink.location == "'Cover'!A1"
    (table,) = sheet.tables.values()
    assert table.ref.startswith(f"A{HEADER}:")
    assert table.autoFilter is not None
    titles = [cell.value for cell in sheet[HEADER]]
    assert [column.name for column in table.tableColumns] == titles
    assert titles[: len(layout.columns)] == [column.title for column in layout.columns]
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == sheet.cell(HEADER + 1, layout.frozen + 1).coordinate
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert all(
        0 < (sheet.row_dimensions[row].height or 15) <= MAX_POINTS for row in range(1, sheet.max_row + 1)
    )
    assert not [d for d in sheet.row_dimensions.values() if d.hidden]


def test_tables_carry_alternative_text(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.startswith("xl/tables/")]
        assert len(tables) == len(layouts())
        assert all(b"altTextSummary=" in archive.read(name) for name in tables)


def test_cover_counts_what_the_sheets_hold_and_links_to_each(book: Workbook) -> None:
    cover = book["Cover"]
    links = {row[0].value: row for row in cover.iter_rows() if row[0].hyperlink}
    assert list(links) == book.sheetnames[1:]
    for name, row in links.items():
        assert row[0].hyperlink.location == f"'{name}'!A1"
        assert row[2].value == book[name].max_row - HEADER
    text = "\n".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    assert "a person who died" in text
    assert "aids to finding rows" in text
    assert "10\nfiles in the folder: 5 read, 1 read in part, 1 not read, 1 duplicate, 2 skipped" in text


def test_needs_review_holds_every_marked_row_and_what_was_lost_first(book: Workbook) -> None:
    rows = list(_rows(book["Needs review"]))
    assert rows[0]["How serious"] == "Lost"
    marked = {a.action_id for a in _nasty().actions if a.needs_review}
    assert {row["Action ID"] for row in rows if row["Action ID"]} == marked
    assert all(row["What was seen"] and row["What to do"] for row in rows)
    numbers = {row["Action ID"]: row["Row"] for row in _rows(book["Actions"])}
    for cell in book["Needs review"]["A"][HEADER + 1 :]:
        if cell.value:
            target = cell.hyperlink.location
            assert book["Actions"][target.split("!")[1]].value == int(cell.value.removeprefix("Row "))
    assert all(row["Go to"] == f"Row {numbers[row['Action ID']]}" for row in rows if row["Action ID"])


def test_row_marked_for_review_without_a_finding_is_not_forgotten(tmp_path: Path) -> None:
    data = _nasty()
    import dataclasses

    silent = dataclasses.replace(data, findings=())
    write_workbook(silent, run_info(), tmp_path / "w.xlsx")
    rows = list(_rows(_read(tmp_path / "w.xlsx")["Needs review"]))
    assert len(rows) == sum(action.needs_review for action in data.actions)
    assert {row["What was seen"] for row in rows} == {"JOIN_GUESSED"}


def test_counts_agree_with_the_rows(book: Workbook) -> None:
    data = _nasty()
    agencies = {row["Agency ID"]: row for row in _rows(book["Agencies"])}
    council = agencies["southampton-city-council"]
    led = [a for a in data.actions if any(r.agency_id == "southampton-city-council" for r in a.lead_agencies)]
    assert (council["As lead"], council["Addressed to it"], council["Rows"]) == (len(led), 0, len(led))
    states = ("Complete", "In progress", "Not started", "Not accepted", "Superseded", "Not known")
    assert all(sum(row[state] for state in states) == row["Rows"] for row in agencies.values())
    reviews = list(_rows(book["Reviews"]))
    assert sum(row["Rows"] for row in reviews) == len(data.actions)
    assert all(sum(row[state] for state in states) == row["Rows"] for row in reviews)
    assert {row["Source file"]: row["Same plan in"] for row in reviews}[
        "southampton/ana.pdf"
    ] == "southampton/ana.docx"
    themes = {row["Theme"]: row["Rows"] for row in _rows(book["Theme counts"])}
    tagged = list(_rows(book["Themes"]))
    assert sum(themes.values()) == len(tagged)
    crossed = {row["Agency (name today)"]: row for row in _rows(book["Theme by agency"])}
    force = crossed["Hampshire and Isle of Wight Constabulary"]
    wanted = [
        a
        for a in data.actions
        if any(
            r.current_name == "Hampshire and Isle of Wight Constabulary"
            for r in (*a.lead_agencies, *a.addressed_to)
        )
    ]
    assert force["All rows"] == len(wanted)
    dash = sum(any(tag.theme_id == "dash" for tag in a.themes) for a in wanted)
    assert force["DASH / DARA / DAQ checklist"] == dash > 0


def test_every_file_has_its_row_and_every_column_its_description(book: Workbook) -> None:
    assert [row["File"] for row in _rows(book["Files"])] == [o.path for o in _nasty().outcomes]
    described = {
        (row["Where"], row["Column"]) for row in _rows(book["Data dictionary"]) if row["What it says"]
    }
    for layout in layouts().values():
        assert {(layout.name, column.title) for column in layout.columns} <= described
    assert ("actions.csv", "needs_review") in described


def test_empty_dataset_makes_a_workbook_that_says_so(tmp_path: Path) -> None:
    write_workbook(Dataset((), (), (), ()), run_info(), tmp_path / "empty.xlsx")
    book = _read(tmp_path / "empty.xlsx")
    assert book["Actions"]["A2"].value.endswith("There are none in this run.")
    assert "Long texts" not in book.sheetnames


def test_no_work_files_are_left_behind(path: Path) -> None:
    assert [p.name for p in path.parent.iterdir()] == ["action-plans.xlsx"]


def test_row_heights_grow_with_text_and_stop_at_the_limit_of_excel() -> None:
    one = points([("short", 40)])
    assert points([("word " * 40, 40)]) > points([("word " * 20, 40)]) > one
    assert points([("a\nb\nc", 40)]) == points([("x", 9), ("a\nb\nc", 40)])
    assert points([("x" * 40_000, 10)]) == MAX_POINTS == points([("word " * 40_000, 10)])


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("tone", list(TONES))
def test_ink_and_ground_contrast_at_least_seven_to_one(tone: str) -> None:
    light, dark = sorted(map(_luminance, TONES[tone]), reverse=True)  # type: ignore[index]
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_colour_never_stands_without_a_word(book: Workbook) -> None:
    grounds = {ground.lstrip("#") for _, ground in TONES.values()}
    coloured = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=HEADER + 1):
            for cell in row:
                if str(cell.fill.fgColor.rgb)[2:] in grounds:
                    assert re.search(r"\w", str(cell.value)), (sheet.title, cell.coordinate)
                    coloured += 1
    assert coloured > 100
