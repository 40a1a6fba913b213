"""Long PDFs for timing: chapters of prose with chronologies, and the pages of the samples' plans near the end."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pikepdf
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WORDS = [
    "the",
    "panel",
    "heard",
    "that",
    "police",
    "had",
    "been",
    "called",
    "to",
    "the",
    "address",
    "and",
    "that",
    "no",
    "risk",
    "assessment",
    "was",
    "completed",
    "because",
    "the",
    "officer",
    "believed",
    "the",
    "matter",
    "to",
    "be",
    "closed",
    "while",
    "health",
    "records",
    "show",
    "a",
    "referral",
    "made",
    "some",
    "weeks",
    "before",
    "by",
    "a",
    "nurse",
    "who",
    "was",
    "worried",
    "about",
    "what",
    "she",
    "had",
    "been",
    "told",
    "at",
    "an",
    "appointment",
    "which",
    "the",
    "family",
    "has",
    "since",
    "described",
    "to",
    "the",
    "chair",
]
_A4 = (595, 842)


def prose(path: Path, pages: int, seed: int = 7) -> None:
    """Write pages of prose; every eighth holds a ruled chronology."""
    chance = random.Random(seed)
    canvas = Canvas(str(path), pagesize=_A4)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 815, "Domestic Homicide Review: Overview Report - OFFICIAL")
        canvas.drawString(280, 25, f"Page {page}")
        if page % 8 == 0:
            _chronology(canvas, chance)
        else:
            _paragraphs(canvas, chance, page)
        canvas.showPage()
    canvas.save()


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def _paragraphs(canvas: Canvas, chance: random.Random, page: int) -> None:
    y = 780.0
    for number in range(1, 9):
        canvas.setFont("Helvetica", 10)
        text = f"{page // 8 + 1}.{number} " + " ".join(_sentence(chance, 14) for _ in range(4))
        for line in simpleSplit(text, "Helvetica", 10, 475):
            canvas.drawString(60, y, line)
            y -= 13
        y -= 8


def _chronology(canvas: Canvas, chance: random.Random) -> None:
    xs, y = (60, 130, 240, 535), 780.0
    canvas.setFont("Helvetica", 9)
    for row in range(18):
        for x in xs:
            canvas.line(x, y, x, y - 36)
        canvas.line(xs[0], y, xs[-1], y)
        texts = (
            ("Date", "Agency", "Event") if row == 0 else (f"{row} May 2017", "Police", _sentence(chance, 16))
        )
        for x, right, text in zip(xs, xs[1:], texts, strict=False):
            for i, line in enumerate(simpleSplit(text, "Helvetica", 9, right - x - 6)[:3]):
                canvas.drawString(x + 3, y - 10 - 11 * i, line)
        y -= 36
    canvas.line(xs[0], y, xs[-1], y)


def report(path: Path, pages: int = 80, plan_pages: int = 8) -> None:
    """Write a report of so many pages of which so many are pages of plans, taken from the samples in turn."""
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as out:
        body = Path(folder) / "body.pdf"
        prose(body, pages - plan_pages)
        with pikepdf.open(body) as chapters:
            out.pages.extend(chapters.pages)
        while len(out.pages) < pages:
            for plan in sorted(SAMPLES.glob("*_action_plan.pdf")):
                with pikepdf.open(plan) as source:
                    out.pages.extend(source.pages[: pages - len(out.pages)])
        out.save(path)
