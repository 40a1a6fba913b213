"""Scans made here: a plan drawn with reportlab, rendered, turned, blurred, grained, squeezed through JPEG."""

import io
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

HEADER = ["Recommendation", "Action to take", "Lead Agency", "Target Date"]
ROWS = [
    ["R1: Every victim who calls the police should be asked about the person's own safety.",
     "Revise the call handling prompt. Train all supervisors.", "West Mercia Police", "March 2021"],
    ["R2: Practices should see patients alone at least once in the year.",
     "Briefing for practice managers and reception staff.", "Clinical Commissioning Group", "30/09/2021"],
    ["R3: Housing officers should know how to refer to the panel.",
     "Referral form on the intranet.", "Housing Services", "Ongoing"],
    ["R4: The Home Office should publish the figures every year.",
     "Letter from the chair of the partnership.", "Community Safety Partnership", ""],
]  # fmt: skip


@dataclass
class Scan:
    """A page as a picture with its size in points."""

    image: Image.Image
    width: float
    height: float


@dataclass
class Scanner:
    """Draws pages and degrades them. header: colours of the header row (ground, letters)."""

    header: tuple[object, object] = (colors.lightgrey, colors.black)
    spans: list[tuple[object, ...]] = field(default_factory=list)
    grid: bool = True
    fills: list[tuple[object, ...]] = field(default_factory=list)

    def page(self, rows: list[list[str]], title: str = "Example Partnership Action Plan") -> Scan:
        styles = getSampleStyleSheet()
        small = styles["BodyText"].clone("small", fontSize=9, leading=11)
        head = small.clone("head", textColor=self.header[1])
        cells = [[Paragraph(text, head if i == 0 else small) for text in row] for i, row in enumerate(rows)]
        table = Table(cells, colWidths=[240, 220, 150, 110])
        look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), self.header[0])]
        if self.grid:
            look.append(("GRID", (0, 0), (-1, -1), 0.6, colors.black))
        table.setStyle([*look, *self.spans, *self.fills])
        buffer = io.BytesIO()
        width, height = landscape(A4)
        SimpleDocTemplate(buffer, pagesize=(width, height)).build(
            [Paragraph(title, styles["Heading2"]), table]
        )
        image = pdfium.PdfDocument(buffer.getvalue())[0].render(scale=300 / 72).to_pil().convert("RGB")
        return Scan(image, width, height)

    @staticmethod
    def scan(page: Scan, angle: float = 0.8, noise: float = 7.0, turn: int = 0, colour: bool = False) -> Scan:
        """Put a page on a scanner: 200 dots an inch, a little crooked, grain, shadow, JPEG."""
        rng = np.random.default_rng(20)
        image = page.image.resize(
            (page.image.width * 2 // 3, page.image.height * 2 // 3), Image.Resampling.BOX
        )
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)), np.float64) * 0.93 + 10
        pixels += rng.normal(0, noise, pixels.shape[:2])[:, :, None]
        pixels -= np.linspace(0, 15, pixels.shape[1])[None, :, None]
        buffer = io.BytesIO()
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=65)
        image = Image.open(io.BytesIO(buffer.getvalue())).resize(page.image.size, Image.Resampling.BICUBIC)
        image = image if colour else image.convert("L")
        width, height = page.width, page.height
        if turn:
            image = image.rotate(-turn, expand=True)
            width, height = (height, width) if turn in (90, 270) else (width, height)
        return Scan(image, width, height)


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def plan_rows() -> list[list[str]]:
    return [HEADER, *[list(row) for row in ROWS]]
