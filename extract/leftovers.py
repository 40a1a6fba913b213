"""Tables that gave no rows although they may belong to a plan: each is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.contents import look_of, looks_of, texts_of
from extract.edges import same_columns, same_edges
from extract.find import find_header, verdict
from extract.furniture import headed, is_heading
from extract.glossary import is_glossary_table
from extract.grid import Grid
from extract.surroundings import is_key_table, is_name_value
from extract.text import squash
from extract.ticks import rating_of
from ingest.errors import finding
from ingest.model import Finding, Line

_TELLING = frozenset({"date", "organisation", "status"})


def halves_left_over(others: Iterable[Grid], parts: Sequence[Grid]) -> list[Finding]:
    """Right-hand columns of a plan whose left half was not found must not vanish in silence.

    parts: right halves of other pages that were put beside their left ones.
    """
    out: list[Finding] = []
    for grid in others:
        header = find_header(grid)
        half = header is not None and verdict(header) == "half" and not is_name_value(grid)
        if half or (header is None and any(same_columns(grid, part) for part in parts)):
            first = grid.rows[0].bits[0]
            out.append(finding("extract", "HALF_UNMATCHED", first.locators[0] if first.locators else None))
    return out


def without_header(others: Iterable[Grid], above: Mapping[int, tuple[Line, ...]]) -> list[Finding]:
    """A table under "Action plan" that has columns of dates and of bodies or statuses, but no header to read them by."""
    out: list[Finding] = []
    for grid in others:
        heads = " | ".join(x.text.casefold() for x in above.get(grid.number, ())[-3:] if is_heading(x))
        if not any(w in heads for w in ("action plan", "recommendation")) or find_header(grid) is not None:
            continue
        looks = looks_of(grid)
        if len(grid.rows) > 1 and grid.width > 3 and "date" in looks and looks & {"organisation", "status"}:
            first = next(row.own[0] for row in grid.rows if row.own)
            out.append(finding("extract", "PLAN_WITHOUT_HEADER", first.locators[0]))
    return out


def left_out(
    plan: Sequence[Grid], others: Iterable[Grid], above: Mapping[int, tuple[Line, ...]]
) -> list[Finding]:
    """A table next to the plan that may carry it on and gave no rows is worth a look."""
    by_number = {g.number: g for g in plan}
    out: list[Finding] = []
    for grid in others:
        own = [row for row in grid.rows if row.own]
        if not own or is_glossary_table(grid) or is_key_table(grid) or _is_legend(grid):
            continue
        before = by_number.get(grid.number - 1)
        if any(_twin(g, grid) for g in plan) or (
            before is not None and _goes_on(before, grid, above.get(grid.number, ()))
        ):
            out.append(finding("extract", "TABLE_LEFT_OUT", own[0].own[0].locators[0]))
    return out


def _twin(plan: Grid, grid: Grid) -> bool:
    """True for a table with the very columns of the plan, on its page or the next."""
    if plan.page is None or grid.page is None or abs(plan.page - grid.page) > 1:
        return False
    return plan.width == grid.width > 2 and bool(plan.edges) and bool(grid.edges) and same_edges(plan, grid)


def _goes_on(before: Grid, grid: Grid, lines: Sequence[Line]) -> bool:
    """True for a table without header right after the plan's that no heading parts from it and that could be more of
    it: hardly narrower, and right behind it or with columns such as the plan's."""
    if find_header(grid) is not None or not grid.width >= 2 or abs(grid.width - before.width) > 1:
        return False
    if grid.page is not None and before.page is not None and grid.page - before.page > 1:
        return False
    if grid.width == before.width > 3 and grid.page is None and "date" in looks_of(grid):
        return True
    if headed(lines) or is_name_value(grid):
        return False
    if not lines:
        return True
    looks = [look_of(texts_of(grid.rows, c)) for c in range(grid.width)]
    return bool(_TELLING & set(looks))


def _is_legend(grid: Grid) -> bool:
    """True for a key of ratings: "Green | Complete"."""
    first = [row.own[0].text for row in grid.rows if row.own]
    return len([t for t in first if rating_of(t) or squash(t) in ("key", "rag", "brag")]) >= 0.6 * len(first)
