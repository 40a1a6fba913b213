"""A ruled row whose cells hold many entries lined up by white: cut where numbers say so, else in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.model import SourceFile, Table
from ingest.pdf import read_pdf

XS = (40, 80, 260, 420, 520)
HEAD = ("No", "Recommendation", "Action", "Lead")
ENTRIES = (
    ("1", "Police to link calls", "Change the form", "Police"),
    ("2", "GPs to ask every patient", "Article in the bulletin", "ICB"),
    ("3", "The partnership to hear the family", "Letter", "Chair"),
    ("4", "Health to train its staff", "Course", "Trust"),
)


def table(path: Path, entries: Sequence[Sequence[str]]) -> Table:
    """A header row and one body row, all ruled; the entries stand 40 points apart."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica", 9)
    bottom = 770 - 40 * len(entries)
    for y in (800, 780, bottom):
        canvas.line(XS[0], y, XS[-1], y)
    for x in XS:
        canvas.line(x, 800, x, bottom)
    for y, texts in zip((788, *(766 - 40 * i for i in range(len(entries)))), (HEAD, *entries), strict=True):
        for x, text in zip(XS, texts, strict=False):
            canvas.drawString(x + 3, y, text)
    canvas.save()
    (found,) = read_pdf(path, SourceFile(path.name, "", 0, "application/pdf")).tables
    return found


def test_numbers_on_one_line_with_all_else_are_rows(tmp_path: Path) -> None:
    found = table(tmp_path / "a.pdf", ENTRIES)
    assert [[c.text for c in row] for row in found.rows[1:]] == [list(e) for e in ENTRIES]
    assert found.agreement >= 0.75


def test_without_numbers_the_rows_are_in_doubt(tmp_path: Path) -> None:
    found = table(tmp_path / "a.pdf", [(e[1][:4], *e[1:]) for e in ENTRIES])
    assert len(found.rows) == 5
    assert found.agreement < 0.75


def test_lists_beside_one_recommendation_stay_in_its_row(tmp_path: Path) -> None:
    found = table(tmp_path / "a.pdf", [ENTRIES[0], *(("", "", e[2], e[3]) for e in ENTRIES[1:])])
    assert len(found.rows) == 2
    assert found.agreement >= 0.75
