"""Which grids of a page are tables: every kind of evidence is asked, the best answer for a region is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ingest.pdf.carried import Columns, columns_of
from ingest.pdf.grid import Grid
from ingest.pdf.grid_fills import band_groups, bands_of
from ingest.pdf.grid_open import cut_open_rows
from ingest.pdf.grid_ruled import Segment, merge_rules, ruled_grids
from ingest.pdf.header_above import with_header_above
from ingest.pdf.hints import unruled_grid
from ingest.pdf.judge import ends_a_row, is_table, only_inner_rules, outside, plausible
from ingest.pdf.page import PageView
from ingest.pdf.regions import continues_table, head_of_page, regions_of, share_lines
from ingest.pdf.sheet_halves import LEAST_ROWS
from ingest.pdf.text_lines import TextLine, text_lines
from ingest.pdf.words import Word

_FEW_WORDS: Final = 12


class Choice(NamedTuple):
    """The grids of a page, top to bottom, and the columns with which the last one may go on on the next page.

    lone: ruled grids of one column, tables only beside another page's (see sheet_halves).
    """

    grids: list[Grid]
    columns: Columns | None
    lone: list[Grid]


def choose_grids(view: PageView, carried: Columns | None = None) -> Choice:
    """Find the tables' grids of a page; carried: the columns of an unruled table at the end of the page before.

    Ruled grids come first: where lines cross, nothing needs to be guessed. What text is left is asked for columns,
    with the help of shading and of rules in one direction only.
    """
    ruled = ruled_grids(view.rules)
    found = [
        cut_open_rows(g, view.words)
        for g in ruled
        if (plausible(g, view.words) or ends_a_row(g, view)) and not only_inner_rules(g, view)
    ]
    found = [with_header_above(g, view.words, found) for g in found]
    free = view.words if not found else _outside(view.words, found)
    columns: Columns | None = None
    if len(free) >= _FEW_WORDS or (carried and free):
        lines = text_lines(free)
        unruled = _unruled(view, lines, free, found, carried)
        found = sorted([*found, *unruled], key=lambda g: (g.ys[0], g.xs[0]))
        if unruled and found[-1] in unruled:
            columns = columns_of(found[-1], lines, view.frame.height)
    lone = [
        g for g in ruled if g.columns == 1 and g.rows >= LEAST_ROWS and not any(_overlap(g, f) for f in found)
    ]
    return Choice(sorted(found, key=lambda g: (g.ys[0], g.xs[0])), columns, lone)


def _outside(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """Return the words that begin in none of the grids."""
    left = list(words)
    for grid in grids:
        left = outside(grid, left)
    return left


def _unruled(
    view: PageView,
    lines: Sequence[TextLine],
    words: Sequence[Word],
    taken: Sequence[Grid],
    carried: Columns | None,
) -> list[Grid]:
    rules_across = [r for r in merge_rules(view.rules, True) if not any(_owns(g, r) for g in taken)]
    rules_down = merge_rules(view.rules, False)
    groups = band_groups(bands_of(view.fills, view.frame.width, view.frame.height))
    regions = regions_of(lines, groups, rules_across)
    goes_on = carried if carried is not None and not taken else None
    if goes_on is not None:
        head = head_of_page(lines, goes_on)
        if head and not any(share_lines(head, region) for region, _ in regions):
            regions.insert(0, (head, 2))
    out: list[Grid] = []
    for region in regions:
        known = goes_on if goes_on is not None and continues_table(region[0], lines, goes_on) else None
        grid = unruled_grid(region, lines, groups, rules_across, rules_down, known)
        if (
            grid is not None
            and (known is not None or is_table(grid, words))
            and not any(_overlap(grid, g) for g in [*taken, *out])
        ):
            out.append(grid)
        goes_on = None  # only the first table of a page continues one
    return out


def _owns(grid: Grid, rule: Segment) -> bool:
    """Tell whether a horizontal rule is part of a table found already."""
    x0, top, x1, bottom = grid.box
    return top - 2 <= rule.at <= bottom + 2 and rule.start < x1 and x0 < rule.end


def _overlap(a: Grid, b: Grid) -> bool:
    return a.xs[0] < b.xs[-1] and b.xs[0] < a.xs[-1] and a.ys[0] < b.ys[-1] - 1 and b.ys[0] < a.ys[-1] - 1
