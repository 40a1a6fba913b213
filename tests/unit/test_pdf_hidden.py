"""Text that no reader sees stays out and is said; text that is seen stays in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont
from reportlab.lib.colors import Color, black, white, yellow
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, SourceFile
from ingest.pdf import read_pdf

SECRET = "Marigold Underhill"
SEEN = "The panel met four times and agreed its findings with the family."

Draw = Callable[[Canvas], None]


def secret(canvas: Canvas, y: float = 600) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, y, SECRET)


def invisible_mode(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    canvas.drawText(text)


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    secret(canvas)


def black_on_black(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    secret(canvas)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.1)
    canvas.drawString(72, 600, SECRET)


def off_page(canvas: Canvas) -> None:
    secret(canvas, y=-40)


def clipped_away(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(72, 300, 100, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    secret(canvas)
    canvas.restoreState()


def see_through(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    secret(canvas)


def black_box(canvas: Canvas) -> None:
    secret(canvas)
    canvas.setFillColor(black)
    canvas.rect(70, 596, 120, 16, stroke=0, fill=1)


def white_box(canvas: Canvas) -> None:
    secret(canvas)
    canvas.setFillColor(white)
    canvas.rect(70, 594, 130, 20, stroke=0, fill=1)


def picture_over(canvas: Canvas) -> None:
    secret(canvas)
    canvas.drawImage(ImageReader(PillowImage.new("RGB", (40, 8), "black")), 70, 594, 130, 20)


def make(path: Path, *draws: Draw, after: Callable[[pikepdf.Pdf], None] | None = None) -> Path:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 760, SEEN)
    for draw in draws:
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    buffer.seek(0)
    with pikepdf.open(buffer) as pdf:
        if after is not None:
            after(pdf)
        pdf.save(path)
    return path


def read(path: Path) -> Document:
    return read_pdf(path, SourceFile(path.name, "", 0, "application/pdf"))


def words(document: Document) -> str:
    return " ".join(line.text for line in document.lines)


def codes(document: Document) -> set[str]:
    return {f.code for f in document.findings}


@pytest.mark.parametrize(
    "draw", [invisible_mode, white_on_white, black_on_black, tiny, off_page, clipped_away, see_through]
)
def test_unseen_text_is_left_out_and_said(tmp_path: Path, draw: Draw) -> None:
    document = read(make(tmp_path / "a.pdf", draw))
    assert SEEN in words(document)
    assert "Marigold" not in words(document)
    assert codes(document) & {"HIDDEN_TEXT", "REDACTION_OVER_TEXT"}


@pytest.mark.parametrize("draw", [black_box, white_box, picture_over])
def test_text_under_a_block_is_a_redaction(tmp_path: Path, draw: Draw) -> None:
    document = read(make(tmp_path / "a.pdf", draw))
    assert SEEN in words(document)
    assert "Marigold" not in words(document) and "Underhill" not in words(document)
    assert "REDACTION_OVER_TEXT" in codes(document)


def test_findings_never_hold_the_text(tmp_path: Path) -> None:
    document = read(make(tmp_path / "a.pdf", black_box))
    assert document.findings
    assert all("Marigold" not in f.sentence + f.remedy for f in document.findings)


def test_outside_the_crop_box(tmp_path: Path) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].cropbox = pikepdf.Array([0, 700, 595, 842])

    document = read(make(tmp_path / "a.pdf", secret, after=crop))
    assert words(document) == SEEN
    assert "HIDDEN_TEXT" in codes(document)


def test_layer_switched_off(tmp_path: Path) -> None:
    def layer(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("draft")))
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([group]),
            D=pikepdf.Dictionary(OFF=pikepdf.Array([group]), Order=pikepdf.Array([group])),
        )
        page = pdf.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L0=group)
        name = next(iter(page.Resources.Font.keys()))
        page.contents_add(
            f"/OC /L0 BDC BT {name} 11 Tf 72 500 Td ({SECRET}) Tj ET EMC".encode(), prepend=False
        )

    document = read(make(tmp_path / "a.pdf", after=layer))
    assert words(document) == SEEN
    assert "HIDDEN_TEXT" in codes(document)


def test_square_annotation_over_text(tmp_path: Path) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"0 0 0 rg 0 0 130 20 re f")
        stream.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 130, 20])
            )
        )
        pdf.pages[0].Annots = pikepdf.Array(
            [
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Square,
                        Rect=pikepdf.Array([70, 594, 200, 614]),
                        F=4,
                        AP=pikepdf.Dictionary(N=stream),
                    )
                )
            ]
        )

    document = read(make(tmp_path / "a.pdf", secret, after=annotate))
    assert words(document) == SEEN
    assert "REDACTION_OVER_TEXT" in codes(document)


def white_on_banner(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(white)
    secret(canvas)


def marked_yellow(canvas: Canvas) -> None:
    canvas.setFillColor(yellow)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(black)
    secret(canvas)


def white_on_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(PillowImage.new("RGB", (40, 8), "navy")), 60, 590, 300, 30)
    canvas.setFillColor(white)
    secret(canvas)


def under_a_veil(canvas: Canvas) -> None:
    secret(canvas)
    canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)


def inside_its_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(60, 590, 300, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    secret(canvas)


@pytest.mark.parametrize(
    "draw", [secret, white_on_banner, marked_yellow, white_on_picture, under_a_veil, inside_its_clip]
)
def test_seen_text_stays(tmp_path: Path, draw: Draw) -> None:
    document = read(make(tmp_path / "a.pdf", draw))
    assert SECRET in words(document)
    assert not codes(document)


def test_highlighter_that_multiplies_hides_nothing(tmp_path: Path) -> None:
    def highlight(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.ExtGState = pikepdf.Dictionary(
            M=pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply)
        )
        page.contents_add(b"q /M gs 1 1 0 rg 60 590 300 30 re f Q", prepend=False)

    document = read(make(tmp_path / "a.pdf", secret, after=highlight))
    assert SECRET in words(document)
    assert "REDACTION_OVER_TEXT" not in codes(document)


def scan(tmp_path: Path, *printed: str) -> Path:
    """A page that is a picture, with the secret's text as invisible character recognition over it."""
    picture = PillowImage.new("L", (1190, 1684), 250)
    for line in printed:
        ImageDraw.Draw(picture).text((144, 1684 - 1200 - 22), line, 0, ImageFont.load_default(22))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    invisible_mode(canvas)
    canvas.save()
    return tmp_path / "a.pdf"


def test_ocr_layer_over_a_scan_is_read_and_said(tmp_path: Path) -> None:
    document = read(scan(tmp_path, SECRET))
    assert SECRET in words(document)
    assert codes(document) == {"OCR_TEXT_LAYER"}


def test_invisible_text_over_a_blank_picture_is_no_recognition(tmp_path: Path) -> None:
    document = read(scan(tmp_path))
    assert "Marigold" not in words(document)
    assert "HIDDEN_TEXT" in codes(document)


# ------------------------------------------------------------------------- something else is printed in its place


def labelled_box(canvas: Canvas) -> None:
    black_box(canvas)
    canvas.setFillColor(white)
    canvas.drawString(72, 600, "[Name withheld]")


def thick_line(canvas: Canvas) -> None:
    secret(canvas)
    canvas.setLineWidth(16)
    canvas.line(68, 604, 200, 604)


def triangle(canvas: Canvas) -> None:
    secret(canvas)
    path = canvas.beginPath()
    path.moveTo(40, 590)
    path.lineTo(130, 700)
    path.lineTo(260, 590)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(80, 602, "withheld")


def inside_a_line(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 600, f"The sister of {SECRET} spoke to the panel on several days.")
    start = 72 + canvas.stringWidth("The sister of ", "Helvetica", 11)
    canvas.rect(start, 596, canvas.stringWidth(SECRET, "Helvetica", 11), 16, stroke=0, fill=1)


@pytest.mark.parametrize("draw", [labelled_box, thick_line, triangle, inside_a_line])
def test_a_redaction_is_one_whatever_is_printed_on_it(tmp_path: Path, draw: Draw) -> None:
    document = read(make(tmp_path / "a.pdf", draw))
    assert SEEN in words(document)
    assert "arigol" not in words(document) and "nderhil" not in words(document)
    assert "REDACTION_OVER_TEXT" in codes(document)


def invisible_behind_text(canvas: Canvas) -> None:
    text = canvas.beginText(72, 760)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    canvas.drawText(text)


def dust_behind_text(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.3)
    canvas.drawString(73, 762, SECRET)


def white_below_text(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 600, SECRET)
    canvas.setFillColor(black)
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(70, 597, "MMMMMMMMM")


@pytest.mark.parametrize("draw", [invisible_behind_text, dust_behind_text, white_below_text])
def test_unseen_text_behind_seen_text_stays_out(tmp_path: Path, draw: Draw) -> None:
    document = read(make(tmp_path / "a.pdf", draw))
    assert "Marigold" not in words(document) and "Underhill" not in words(document)
    assert codes(document) & {"HIDDEN_TEXT", "REDACTION_OVER_TEXT"}


@pytest.mark.parametrize(
    "draw", [black_box, inside_a_line, invisible_mode, white_on_white, tiny, off_page, triangle]
)
def test_a_page_that_is_not_wanted_keeps_its_secret_too(tmp_path: Path, draw: Draw) -> None:
    path = make(tmp_path / "a.pdf", draw)
    document = read_pdf(path, SourceFile("a.pdf", "", 0, "application/pdf"), wanted=lambda _: False)
    assert SEEN in words(document)
    assert "arigol" not in words(document) and "nderhil" not in words(document)


def test_an_innocent_page_that_is_not_wanted_is_not_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", secret)
    document = read_pdf(path, SourceFile("a.pdf", "", 0, "application/pdf"), wanted=lambda _: False)
    assert not document.pages[0].read
