"""Any document gives a plan: no exception, every cell accounted for, the same answer twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract import extract_plan, plan_view
from ingest.model import Block, Box, Cell, Document, Line, Locator, Page, SourceFile, Table

TEXTS = (
    "", "", None, "Recommendation", "Action to take", "Lead Agency", "Target Date", "Status", "No.", "Scope", "Complete",
    "In progress", "✓", "x", "1", "2", "R1", "Recommendation 1: The Trust should ask.", "and those who", "Theme 1 – Police",
    "Police", "May 2020", "What is the recommendation?", "1) first\n2) second", "Local", "Outcome", "9.10 The CSP to", "co-",
    "Acronym", "IMR", "(a)", "£", "…", "Recommendation 2 (continued)", "3) third", "Learning point", "Key milestones",
)  # fmt: skip


HEADS = ("No.", "Recommendation", "Action to take", "Lead Agency", "Status", "Complete", "Theme")


@st.composite
def tables(draw: st.DrawFn) -> list[list[Cell]]:
    width = draw(st.integers(1, 7))
    height = draw(st.integers(1, 8))
    headed = draw(st.integers(0, 3)) > 0
    rows = []
    for r in range(height):
        row = []
        for c in range(width if draw(st.booleans()) or r == 0 else draw(st.integers(1, width))):
            text = HEADS[c] if headed and r == 0 else draw(st.sampled_from(TEXTS))
            box = Box(100.0 * c, 20.0 * r, 100.0 * c + 100, 20.0 * r + 20)
            where = Locator(1, 1, r + 1, c + 1, box)
            plain = headed and r == 0
            span = 1 if plain else draw(st.sampled_from((1, 1, 1, 2, 9)))
            down = 1 if plain else draw(st.sampled_from((1, 1, 1, 2, 9)))
            tail = draw(st.sampled_from(("end", "wrap", "hyphen", "glue")))
            row.append(Cell(text, where, span, down, draw(st.sampled_from((None, "#ff0000"))), tail=tail))
        rows.append(row)
    return rows


@st.composite
def documents(draw: st.DrawFn) -> Document:
    word = draw(st.booleans())
    blocks: list[Block] = []
    page = 1
    for number in range(1, draw(st.integers(1, 4)) + 1):
        for text in draw(st.lists(st.sampled_from([t for t in TEXTS if t]), max_size=2)):
            role = draw(st.sampled_from(("body", "heading", "running")))
            box = None if word else Box(10, 10, 90, 20)
            blocks.append(Line(text, None if word else page, box, 10.0, False, role))
        rows = draw(tables())
        cells = tuple(
            tuple(
                Cell(
                    c.text,
                    Locator(None if word else page, number, c.locator.row, c.locator.column, None if word else c.locator.box),
                    c.colspan, c.rowspan, c.fill, tail=c.tail,
                )
                for c in row
            )
            for row in rows
        )  # fmt: skip
        width = max(len(row) for row in rows)
        edges = () if word else tuple(100.0 * i for i in range(width + 1))
        box = None if word else Box(0, 0, 100.0 * width, 20.0 * len(rows))
        blocks.append(Table(number, None if word else page, cells, "word" if word else "ruled", box, edges))
        page += draw(st.integers(0, 1))
    pages = () if word else tuple(Page(n, 842, 595) for n in range(1, page + 1))
    return Document(SourceFile("fuzz.pdf", "0" * 64, 1, "application/pdf"), tuple(blocks), pages)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_any_document(document: Document) -> None:
    plan = extract_plan(document)
    assert plan.ledger.balanced or any(f.code == "CELLS_UNACCOUNTED" for f in plan.findings)
    assert plan_view(plan) == plan_view(extract_plan(document))
    assert len({(r.table_no, r.row_no) for r in plan.rows}) == len(plan.rows)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_no_cell_is_lost_without_a_word(document: Document) -> None:
    plan = extract_plan(document)
    lost = [f for f in plan.findings if f.code == "CELLS_UNACCOUNTED"]
    assert not lost, (plan.ledger, plan_view(plan))
