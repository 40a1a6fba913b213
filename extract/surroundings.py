"""Where the metadata of a plan may stand in its document."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid import Grid
from extract.metadata_lines import Surroundings, preamble
from extract.printed import label_of
from extract.text import one_line
from extract.work import Work
from ingest.model import Block, Line, Table


def surroundings(work: Work, others: Sequence[Grid]) -> Surroundings:
    """The lines and small tables around the plan of a document. others: its tables that are part of no plan."""
    document = work.document
    before: list[Line] = []
    since: list[Block] = []
    keys: list[Grid] = []
    known = {g.number: g for g in others}
    for block in document.blocks:
        if isinstance(block, Table):
            if block.number == work.first_table:
                break
            grid = known.get(block.number)
            if grid is not None and is_key_table(grid):
                keys.append(grid)
            else:
                since, keys = [], []
        else:
            since.append(block)
    before = [x for x in since if isinstance(x, Line) and x.role in ("body", "heading")]
    first_page = min((x.page for x in document.lines if x.page is not None), default=None)
    opening = [
        x
        for n, x in enumerate(document.lines, start=1)
        if x.page == first_page and x.role in ("body", "heading") and n not in work.plan_lines
    ][:40]
    running = list(dict.fromkeys(one_line(x.text) for x in document.lines if x.role == "running"))
    has_plan = work.first_table is not None or bool(work.rows)
    if not has_plan:
        before, keys = [], [g for g in others if is_key_table(g)]
    elif work.first_table is None:
        before = opening
    cells = [b.text for r in work.rows for v in r.fields.values() for b in (v,)]
    return Surroundings(
        preamble(before), opening, running, keys, work.lead_rows, cells, frozenset(work.grouped), has_plan
    )


def is_name_value(grid: Grid) -> bool:
    """True for a table of two columns, a name and its value, in most rows one of the metadata's ("Plan date")."""
    rows = [row.own for row in grid.rows if row.own]
    named = sum(label_of(own[0].text) is not None for own in rows)
    return grid.width == 2 and 2 * named > len(rows)


def is_key_table(grid: Grid) -> bool:
    """A small table of label and value, such as Review | Ruth, Author | Northampton CSP."""
    labels = sum(label_of(b.text) is not None for row in grid.rows for b in row.own)
    return len(grid.rows) <= 20 and labels >= 2
