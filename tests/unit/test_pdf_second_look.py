"""A text whose codes say other digits than the page shows is found out; an honest one is believed."""

from __future__ import annotations

import pytest

from ingest.model import SourceFile
from ingest.pdf import read_pdf
from tests.hostile import plan
from tests.hostile.raw_pdf import page, to_unicode

HONEST = "1 beginbfrange <20> <7e> <0020> endbfrange"


def said(tmp_path, face, *changes):
    font = f"<</Type/Font/Subtype/Type1/BaseFont/{face}/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>".encode()
    path = tmp_path / "plan.pdf"
    path.write_bytes(
        page(plan.DRAWN, {6: font, 7: to_unicode(HONEST, *changes)}, resources=b"/Font<</F 6 0 R>>")
    )
    document = read_pdf(path, SourceFile("plan.pdf", "", 0, "application/pdf"))
    return document, {finding.code for finding in document.findings}


FACES = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Italic", "Courier")


@pytest.mark.parametrize("face", ["Helvetica", "Times-Roman", "Courier"])
@pytest.mark.parametrize(
    ("shown", "claimed"), [("5", "2"), ("2", "5"), ("3", "7"), ("0", "1"), ("2", "1"), ("n", "d")]
)
def test_a_map_that_lies_is_found_out_and_the_page_left_out(tmp_path, face, shown, claimed):
    document, codes = said(tmp_path, face, f"1 beginbfchar <{ord(shown):02x}> <{ord(claimed):04x}> endbfchar")
    assert "TEXT_NOT_AS_SHOWN" in codes
    assert not document.has_text and not document.tables


@pytest.mark.parametrize("face", FACES)
def test_an_honest_map_is_believed(tmp_path, face):
    document, codes = said(tmp_path, face)
    assert not codes
    assert len(document.tables) == 1
