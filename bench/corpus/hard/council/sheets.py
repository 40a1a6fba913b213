"""Spreadsheets printed by LibreOffice Calc: fitted to the page's width, or cut into pages down, then over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.corpus.hard.council.model import Columns, Made, Row, Write, keys, plan, truth


def sheet(
    columns: Columns,
    rows: Sequence[Row],
    meta: Mapping[str, str | None],
    fit: bool = True,
    wide: bool = True,
    repeat: bool = True,
    ruled: bool = True,
    size: int = 10,
) -> Write:
    """A writer of the spreadsheet. fit: all columns on one page; repeat: the header on each page."""

    def write(path: Path) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        book = Workbook()
        page: Any = book.active
        page.title = "Action plan"
        thin = Side(style="thin")
        border = Border(thin, thin, thin, thin) if ruled else Border()
        page["A1"], page["A1"].font = meta["title"], Font(bold=True, size=14)
        updated = f"   Updated: {meta['updated_date']}" if meta["updated_date"] else ""
        page["A2"] = f"Date: {meta['plan_date']}{updated}"
        for at, (_, header, width) in enumerate(columns, 1):
            cell = page.cell(4, at, header)
            cell.font = Font(bold=True, size=size, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="305496")
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), border
            page.column_dimensions[get_column_letter(at)].width = width
        for down, row in enumerate(rows, 5):
            high = 1
            for at, (key, _, width) in enumerate(columns, 1):
                cell = page.cell(down, at, row[key])
                cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), border
                cell.font, cell.number_format = Font(size=size), "@"
                letters = max(1, width * 10 / size)
                high = max(high, sum(1 + int(len(line) * 1.25 // letters) for line in row[key].split("\n")))
            page.row_dimensions[down].height = high * size * 1.35 + 4
        page.page_setup.orientation = "landscape" if wide else "portrait"
        page.page_setup.paperSize = 9
        if fit:
            page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
            page.page_setup.fitToHeight = 0
        if repeat:
            page.print_title_rows = "4:4"
        page.oddFooter.center.text = "Page &P of &N"
        book.save(path)

    return write


def fitted() -> Iterator[Made]:
    """Small print over the whole width, landscape and portrait."""
    sefton, lincolnshire = plan("sefton"), plan("swale")
    nine: Columns = (
        ("no", "Rec", 6),
        ("rec", "Recommendation", 42),
        ("scope", "Scope", 10),
        ("act", "Action", 32),
        ("lead", "Lead agency", 20),
        ("mil", "Milestones", 30),
        ("tgt", "Target date", 14),
        ("out", "Outcome", 30),
        ("st", "Status", 12),
    )
    meta = sefton.meta(title="Sefton DHR 8 (Linda) Action Plan", review_reference=None)
    write = sheet(nine, sefton.rows, meta)
    rows = truth(sefton.rows, keys(nine))
    yield Made("sefton_linda_excel_fit.pdf", "excel", "calc", write, rows, meta, to="xlsx>pdf")
    seven: Columns = (
        ("no", "Rec", 5),
        ("rec", "Recommendation", 40),
        ("act", "Action", 26),
        ("lead", "Lead", 18),
        ("tgt", "Target date", 12),
        ("out", "Outcome", 20),
        ("st", "BRAG", 7),
    )
    title = "DHR/SAR Julie & Tom – SLP action tracker"
    meta = lincolnshire.meta(title=title, review_reference="Julie & Tom")
    write = sheet(seven, lincolnshire.rows, meta, wide=False, repeat=False, size=12)
    rows = truth(lincolnshire.rows, keys(seven))
    yield Made("lincolnshire_excel_portrait.pdf", "excel", "calc", write, rows, meta, to="xlsx>pdf")


def cut() -> Iterator[Made]:
    """Three pages side by side with the header on each; six pages without rules, the header on the upper ones."""
    wyre, kirklees = plan("wyre"), plan("kirklees")
    eight: Columns = (
        ("no", "No", 5),
        ("rec", "Recommendation", 50),
        ("act", "Action", 38),
        ("lead", "Lead", 24),
        ("tgt", "Due date", 12),
        ("mil", "Progress", 48),
        ("out", "Outcome", 30),
        ("st", "BRAG", 8),
    )
    shown = [{**row, "mil": row["u1"] or "None to report", "out": row["u2"]} for row in wyre.rows]
    meta = wyre.meta(title="North Worcestershire CSP: DHR Steph action plan", author=None)
    write = sheet(eight, shown, meta, fit=False)
    rows = truth(shown, keys(eight))
    yield Made("wyre_steph_excel_halves.pdf", "halves", "calc", write, rows, meta, to="xlsx>pdf")
    seven: Columns = (
        ("no", "No", 5),
        ("rec", "Recommendation", 55),
        ("act", "Action", 45),
        ("lead", "Lead", 22),
        ("mil", "Milestones", 45),
        ("tgt", "Target date", 16),
        ("out", "Outcome", 40),
    )
    meta = kirklees.meta(title="Kirklees Communities Board DHR Saima – action plan", author=None)
    write = sheet(seven, kirklees.rows, meta, fit=False, repeat=False, ruled=False, size=11)
    rows = truth(kirklees.rows, keys(seven))
    yield Made("kirklees_excel_halves_bare.pdf", "halves", "calc", write, rows, meta, to="xlsx>pdf")


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (fitted, cut):
        yield from family()
