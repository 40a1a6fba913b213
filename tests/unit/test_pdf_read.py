"""Whole documents: triage, running lines, roles, broken files, limits, and pdfplumber as the reference."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image as PillowImage
from PIL.Image import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import limits
from ingest.errors import DocumentError
from ingest.model import Document, Line, SourceFile
from ingest.pdf import PageGlance, read_pdf
from ingest.pdf.page import view_page
from ingest.pdf.pdfium import Pdf
from ingest.pdf.running import matches
from ingest.pdf.vocabulary import general_words

BODY = "The panel considered what each of the agencies knew and when it knew it."


def report(path: Path, pages: int = 5) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(200, 815, "OFFICIAL - SENSITIVE")
        canvas.drawString(60, 30, f"Harbour CSP review 7 Final Page {number} of {pages}")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 760, f"{number}. Findings of the review")
        canvas.setFont("Helvetica", 10)
        for i in range(6):
            canvas.drawString(60, 720 - 14 * i, BODY)
        if number == 3:
            canvas.grid([60, 200, 380, 520], [600, 560, 520])
            for x, y, text in (
                (65, 585, "Recommendation"),
                (205, 585, "Action"),
                (385, 585, "Lead"),
                (65, 545, "Train all officers."),
                (205, 545, "Two courses."),
                (385, 545, "Trust"),
            ):
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, **options: object) -> Document:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"), **options)  # type: ignore[arg-type]


def test_triage_reads_only_what_is_wanted(tmp_path: Path) -> None:
    looks: list[PageGlance] = []

    def wanted(look: PageGlance) -> bool:
        looks.append(look)
        return look.paths >= 4 and "Recommendation" in look.text

    document = read(report(tmp_path / "a.pdf"), wanted=wanted)
    assert [look.number for look in looks] == [1, 2, 3, 4, 5]
    assert [page.read for page in document.pages] == [False, False, True, False, False]
    (table,) = document.tables
    assert (table.page, [c.text for c in table.rows[1]]) == (
        3,
        ["Train all officers.", "Two courses.", "Trust"],
    )
    unread = [line for line in document.lines if line.page == 1]
    assert BODY in {line.text for line in unread} and all(line.box is None for line in unread)


def test_running_lines_and_headings_have_their_role(tmp_path: Path) -> None:
    document = read(report(tmp_path / "a.pdf"))
    roles = {(line.page, line.text): line.role for line in document.lines}
    assert roles[2, "OFFICIAL - SENSITIVE"] == "running"
    assert roles[2, "Harbour CSP review 7 Final Page 2 of 5"] == "running"
    assert roles[2, "2. Findings of the review"] == "heading"
    assert roles[2, BODY] == "body"


def test_running_lines_of_unread_pages_too(tmp_path: Path) -> None:
    document = read(report(tmp_path / "a.pdf"), wanted=lambda look: False)
    assert {line.text for line in document.lines if line.role == "running"} >= {"OFFICIAL - SENSITIVE"}


def test_watermark_stays_out_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.saveState()
    canvas.setFillGray(0.85)
    canvas.setFont("Helvetica-Bold", 90)
    canvas.translate(120, 420)
    canvas.rotate(40)
    canvas.drawString(0, 0, "DRAFT")
    canvas.restoreState()
    canvas.setFont("Helvetica", 10)
    canvas.grid([60, 300, 520], [700, 600, 420])
    for x, y, text in (
        (65, 680, "Recommendation"),
        (305, 680, "Action"),
        (65, 580, "Train."),
        (305, 580, "Course."),
    ):
        canvas.drawString(x, y, text)
    canvas.save()
    document = read(path)
    assert [[c.text for c in row] for row in document.tables[0].rows] == [
        ["Recommendation", "Action"],
        ["Train.", "Course."],
    ]
    assert [(line.text, line.role) for line in document.lines] == [("DRAFT", "watermark")]


def rule_entries() -> dict[str, dict[str, object]]:
    text = resources.files("ingest.pdf").joinpath("running.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("name", sorted(rule_entries()))
def test_each_running_pattern_meets_its_examples_and_only_them(name: str) -> None:
    entries = rule_entries()
    for text in entries[name]["examples"]:  # type: ignore[attr-defined]
        hits = [n for n, e in entries.items() if re.fullmatch(str(e["pattern"]), text, re.IGNORECASE)]
        assert hits == [name], text
    for text in entries[name]["not"]:  # type: ignore[attr-defined]
        assert not re.fullmatch(str(entries[name]["pattern"]), text, re.IGNORECASE), text
    assert not matches("The Home Office should consider the guidance.")


def test_bytes_before_the_header(tmp_path: Path) -> None:
    good = report(tmp_path / "a.pdf", 2).read_bytes()
    odd = tmp_path / "b.pdf"
    odd.write_bytes(b"Received: from mail\r\n" * 200 + good)
    assert len(read(odd).pages) == 2


def test_wrong_cross_reference_is_repaired(tmp_path: Path) -> None:
    data = report(tmp_path / "a.pdf", 2).read_bytes()
    wrong = tmp_path / "b.pdf"
    wrong.write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n7", data))
    document = read(wrong)
    assert len(document.pages) == 2 and BODY in {line.text for line in document.lines}


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n"]
)
def test_broken_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read(path)
    assert error.value.code in {"PDF_CORRUPT", "PDF_NO_PAGES"}


def test_cut_short(tmp_path: Path) -> None:
    data = report(tmp_path / "a.pdf", 3).read_bytes()
    path = tmp_path / "b.pdf"
    path.write_bytes(data[: len(data) // 3])
    try:
        assert read(path).pages
    except DocumentError as error:
        assert error.code in {"PDF_CORRUPT", "PDF_NO_PAGES"}


def test_password(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    with pikepdf.open(report(tmp_path / "a.pdf", 1)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    with pytest.raises(DocumentError) as error:
        read(path)
    assert error.value.code == "PDF_PASSWORD"


def test_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.save(path)
    with pytest.raises(DocumentError) as error:
        read(path)
    assert error.value.code == "PDF_NO_PAGES"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report(tmp_path / "a.pdf", 3)
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    with pytest.raises(DocumentError) as error:
        read(path)
    assert error.value.code == "TOO_MANY_PAGES"
    monkeypatch.setattr(limits, "MAX_PAGES", 10)
    monkeypatch.setattr(limits, "MAX_PAGE_CHARACTERS", 560)
    document = read(path)
    assert [(f.code, f.page) for f in document.findings] == [("PAGE_TOO_DENSE", 3)]
    assert [page.read for page in document.pages] == [True, True, False]


def test_too_many_columns_and_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report(tmp_path / "a.pdf", 3)
    monkeypatch.setattr(limits, "MAX_COLUMNS", 2)
    wide = read(path)
    assert "TABLE_TOO_WIDE" in {f.code for f in wide.findings} and not wide.tables
    assert "Train all officers. Two courses. Trust" in {line.text for line in wide.lines}
    monkeypatch.setattr(limits, "MAX_COLUMNS", 64)
    monkeypatch.setattr(limits, "MAX_CELLS", 3)
    big = read(path)
    assert "TABLE_TOO_BIG" in {f.code for f in big.findings} and not big.tables


def scan(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(PillowImage.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.save()
    return path


def test_page_without_text_is_said_and_given_to_ocr(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf")
    document = read(path)
    assert {f.code for f in document.findings} == {"NO_TEXT_LAYER"} and not document.has_text
    seen: list[tuple[int, int, tuple[float, float]]] = []

    def ocr(image: Image, number: int, size: tuple[float, float]) -> list[Line]:
        seen.append((image.width, number, size))
        return [Line("Read by machine", number)]

    recognised = read(path, ocr=ocr)
    assert seen == [(round(595 * 300 / 72), 1, (595.0, 842.0))]
    assert [line.text for line in recognised.lines] == ["Read by machine"]
    assert not recognised.findings and not recognised.pages[0].has_text


def test_words_agree_with_pdfplumber(tmp_path: Path) -> None:
    path = report(tmp_path / "a.pdf", 3)
    with Pdf(path) as pdf, pdf.page(2) as page:
        assert page is not None
        view = view_page(page, 3)
    with pdfplumber.open(path) as reference:
        theirs = reference.pages[2].extract_words(keep_blank_chars=False)
        edges = {(e["orientation"], round(e["top"]), round(e["x0"])) for e in reference.pages[2].edges}
    ours = sorted((w.text, round(w.x0, 1)) for w in view.words)
    assert ours == sorted((w["text"], round(float(w["x0"]), 1)) for w in theirs)
    for word in view.words:
        match = min(
            theirs,
            key=lambda t: (
                abs(t["x0"] - word.x0) + abs(t["bottom"] - word.base) * 2 + (t["text"] != word.text) * 99
            ),
        )
        assert abs(match["x1"] - word.x1) < 0.2
        assert match["top"] - 2 <= word.base <= match["bottom"] + 2
    rules = {
        ("h" if r.horizontal else "v", round((r.top + r.bottom) / 2 if r.horizontal else r.top), round(r.x0))
        for r in view.rules
    }
    assert len(rules) == len(edges) == 7


def test_the_general_word_list_is_there() -> None:
    assert general_words().get("recommendation", 0) > 0
