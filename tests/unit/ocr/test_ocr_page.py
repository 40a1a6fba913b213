"""Whole scanned pages through tesseract."""

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors

from ingest.model import Line, Table
from ingest.ocr import available, read_page, tesseract

PLANS = Path(__file__).parents[4] / "shared" / "plans" / "dev"
needs_tesseract = pytest.mark.skipif(not available(), reason="tesseract is not installed")


def read(scan, number=1):
    return read_page(scan.image, number, scan.width, scan.height)


def the_table(blocks):
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(tables) == 1
    return tables[0]


def right(table, rows):
    """Share of filled cells that came out exactly; the grid must be that of the rows."""
    assert [len(row) for row in table.rows] == [len(row) for row in rows]
    pairs = [
        (cell.text.replace("\n", " "), text)
        for row, wanted in zip(table.rows, rows, strict=True)
        for cell, text in zip(row, wanted, strict=True)
        if text
    ]
    return sum(got == text for got, text in pairs) / len(pairs)


@needs_tesseract
@pytest.mark.parametrize(("angle", "noise"), [(0.0, 2.0), (0.9, 7.0), (-1.5, 11.0)])
def test_a_crooked_grainy_scan(scanner, plan_rows, angle, noise):
    blocks = read(scanner.scan(scanner.page(plan_rows), angle, noise), 3)
    table = the_table(blocks)
    assert right(table, plan_rows) >= 0.9
    assert (table.method, table.page, table.number) == ("ocr", 3, 1)
    empty = table.rows[4][3]
    assert (empty.text, empty.confidence, empty.flags) == ("", None, ("ocr",))
    first = table.rows[1][0]
    assert first.confidence is not None and 0.8 < first.confidence <= 1
    assert "ocr" in first.flags
    box = first.locator.box
    assert box is not None and 0 <= box.x0 < box.x1 <= 842 and 0 <= box.top < box.bottom <= 596
    assert [b.text for b in blocks if isinstance(b, Line)] == ["Example Partnership Action Plan"]


@needs_tesseract
def test_light_letters_on_a_dark_header(scanner, plan_rows):
    scanner.header = (colors.HexColor("#1f3864"), colors.white)
    assert right(the_table(read(scanner.scan(scanner.page(plan_rows)))), plan_rows) >= 0.9


@needs_tesseract
def test_merged_cells(scanner, plan_rows):
    scanner.spans = [("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 4), (3, 4))]
    plan_rows[2][0] = plan_rows[4][1] = plan_rows[4][2] = ""
    table = the_table(read(scanner.scan(scanner.page(plan_rows))))
    assert table.rows[1][0].rowspan == 2
    assert table.rows[2][0].text is None
    assert table.rows[4][0].colspan == 4


@needs_tesseract
def test_shading_of_a_colour_scan(scanner, plan_rows):
    scanner.fills = [("BACKGROUND", (3, 1), (3, 1), colors.HexColor("#00b050"))]
    page = scanner.page(plan_rows)
    fill = the_table(read(scanner.scan(page, colour=True))).rows[1][3].fill
    assert fill is not None
    red, green, blue = (int(fill[i : i + 2], 16) for i in (1, 3, 5))
    assert green > 1.5 * max(red, blue)
    assert the_table(read(scanner.scan(page))).rows[1][3].fill is None


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_on_its_side(scanner, plan_rows, turn):
    scan = scanner.scan(scanner.page(plan_rows), 0.5, turn=turn)
    table = the_table(read(scan))
    assert right(table, plan_rows) >= 0.9
    box = table.box
    assert box is not None and box.x1 <= scan.width + 1 and box.bottom <= scan.height + 1


@needs_tesseract
def test_a_page_without_a_table_is_lines(scanner):
    scanner.grid = False
    blocks = read(scanner.scan(scanner.page([["The panel met on four days in the spring.", "", "", ""]])))
    assert [type(block) for block in blocks] == [Line, Line]
    assert "The panel met on four days in the spring." in [block.text for block in blocks]


@needs_tesseract
def test_a_blank_page_says_nothing(scanner):
    scan = scanner.scan(scanner.page([["", "", "", ""]], title=""), noise=11.0)
    scan.image.paste(235, (0, 0, *scan.image.size))
    assert read(scan) == []


def test_without_tesseract_nothing_is_recognised(scanner, plan_rows, monkeypatch):
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: None)
    monkeypatch.setattr(tesseract, "INSTALLED", ())
    tesseract.find_tesseract.cache_clear()
    try:
        assert not available()
        assert read(scanner.page(plan_rows)) == []
    finally:
        tesseract.find_tesseract.cache_clear()


@needs_tesseract
@pytest.mark.skipif(not PLANS.is_dir(), reason="the development plans are not part of a clone")
def test_the_scanned_development_plan():
    name = "d15_plymouth_dhr14_signed.pdf"
    truth = json.loads((PLANS / "truth" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    pdf = pdfium.PdfDocument(PLANS / name)
    rows = []
    for number, page in enumerate(pdf, 1):
        image = page.render(scale=300 / 72, grayscale=True).to_pil()
        rows += the_table(read_page(image, number, *page.get_size())).rows[1:]
    fields = ("action", "lead_agency", "target_date", "status")
    exact = total = 0
    for row, wanted in zip(rows, truth, strict=True):
        texts = [cell.text.translate(str.maketrans("‘’“”–", "''\"\"-")).replace("\n", " ") for cell in row]
        expected = [f"{wanted['recommendation_no']} {wanted['recommendation']}", *(wanted[f] for f in fields)]
        exact += sum(got == " ".join(text.split()) for got, text in zip(texts, expected, strict=True))
        total += len(expected)
    assert exact / total >= 0.97
