"""pdfplumber's page model is the reference: the same characters at the same places, the same ruled cells."""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

from ingest.model import SourceFile, Table
from ingest.pdf import read_pdf
from ingest.pdf.page import PageView, view_page
from ingest.pdf.pdfium import Pdf

pdfplumber = pytest.importorskip("pdfplumber")
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.pdf"))
NAMES = [path.stem for path in SAMPLES]


def view(path: Path, number: int) -> PageView:
    with Pdf(path) as pdf, pdf.page(number - 1) as page:
        assert page is not None
        return view_page(page, number)


@pytest.mark.parametrize("path", SAMPLES, ids=NAMES)
def test_the_same_characters_stand_on_a_page(path: Path) -> None:
    """Blanks and bullets apart: PDFium marks them differently; ligatures are compared as letters."""
    with pdfplumber.open(path) as reference:
        for page in reference.pages[:3]:
            theirs = collections.Counter("".join(c["text"] for c in page.chars if c["text"].strip()))
            ours = collections.Counter("".join(word.text for word in view(path, page.page_number).words))
            different = (theirs - ours) + (ours - theirs)
            assert sum(different.values()) <= 0.002 * sum(theirs.values()), (
                path.name,
                page.page_number,
                different,
            )


@pytest.mark.parametrize("path", SAMPLES, ids=NAMES)
def test_words_stand_where_the_reference_has_them(path: Path) -> None:
    with pdfplumber.open(path) as reference:
        page = reference.pages[0]
        theirs: dict[str, list[float]] = collections.defaultdict(list)
        for word in page.extract_words():
            theirs[word["text"]].append(word["x0"])
        ours = [word for word in view(path, 1).words if len(theirs.get(word.text, [])) == 1]
    assert len(ours) > 5
    far = [word.text for word in ours if abs(word.x0 - theirs[word.text][0]) > 2]
    assert len(far) <= 0.02 * len(ours), far


@pytest.mark.parametrize("path", [p for p in SAMPLES if "southampton" in p.stem or "kirklees" in p.stem])
def test_a_ruled_grid_is_the_grid_of_the_reference(path: Path) -> None:
    """Rows and columns of the first page's plan table; the texts are where we mean to be better."""
    document = read_pdf(path, SourceFile(path.name, "0" * 64, path.stat().st_size, "application/pdf"))
    ours = next(b for b in document.blocks if isinstance(b, Table))
    with pdfplumber.open(path) as reference:
        theirs = reference.pages[0].extract_tables()[0]
    assert len(ours.rows[0]) == len(theirs[0])
    assert len(ours.rows) == len(theirs)
    first = ["".join((text or "").split()) for text in theirs[0]]
    assert ["".join((cell.text or "").split()) for cell in ours.rows[0]] == first
