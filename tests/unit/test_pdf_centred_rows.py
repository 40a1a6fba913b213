"""Rows of centred cells: told by their symmetry, never where cells start at the top of their rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.pdf.text_rows import row_cuts
from ingest.pdf.words import Word

XS = [0.0, 40.0, 200.0, 300.0, 400.0]
STEP, SIZE = 12.0, 10.0
ROWS = ((1, 2, 1, 4), (1, 5, 3, 1), (1, 1, 2, 2), (1, 4, 1, 3), (1, 2, 2, 1))
"""Lines of each cell."""


def words(rows: Sequence[Sequence[int]], number: str, shift: float) -> tuple[list[Word], list[float]]:
    """Set cells of so many lines, rows right below one another. shift: 0.5 centres them, 0 sets them at the top.

    Returns the words and the edges between the rows.
    """
    out: list[Word] = []
    edges: list[float] = []
    top = 100.0
    for row, counts in enumerate(rows, 1):
        for column, count in enumerate(counts):
            first = top + shift * (max(counts) - count) * STEP
            for line in range(count):
                base = first + line * STEP + 0.8 * STEP
                text = number.format(row) if column == 0 else "word"
                x = XS[column] + 3
                out.append(
                    Word(text, x, base - 8, x + 20, base + 2, base, SIZE, False, False, False, row, len(out))
                )
        top += max(counts) * STEP
        edges.append(top)
    return out, edges[:-1]


@pytest.mark.parametrize("number", ["{}", "R{}", "Local"])
def test_edges_stand_where_all_cells_are_symmetric(number: str) -> None:
    """Numbers are one way to have a line a row, a scope column is another."""
    found, edges = words(ROWS, number, 0.5)
    cuts = row_cuts(found, XS, edges[-1] + 50)
    assert [round(c.y) for c in cuts.cuts] == pytest.approx(edges, abs=3)
    assert cuts.sure == 1.0


def test_cells_at_the_top_are_cut_above_their_numbers() -> None:
    """The same lines set at the top of their rows: the numbers start them."""
    found, edges = words(ROWS, "{}", 0.0)
    assert [c.y for c in row_cuts(found, XS, edges[-1] + 50).cuts if not c.open] == pytest.approx(
        edges, abs=6
    )


def test_a_row_without_its_number_is_not_guessed_at() -> None:
    """Where one middle is missing, the rows around it are not symmetric about any."""
    found, edges = words(ROWS, "{}", 0.5)
    gone = [w for w in found if w.text != "3"]
    cuts = row_cuts(gone, XS, edges[-1] + 50)
    assert cuts.sure < 1.0 or len(cuts.cuts) < 4
