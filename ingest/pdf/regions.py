"""Where on a page tables without crossing rules may stand."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf.carried import Columns
from ingest.pdf.grid_fills import Band
from ingest.pdf.grid_ruled import Segment
from ingest.pdf.text_lines import TextLine, line_text, table_regions


def head_of_page(lines: Sequence[TextLine], carried: Columns) -> list[TextLine]:
    """Return the lines at the head of a page that stand in the columns of the page before; at least two columns."""
    body = [t for t in lines if line_text(t) not in carried.ends]
    out: list[TextLine] = []
    for line in body:
        if not carried.hold(line):
            break
        out.append(line)
    return out if any(len(t.pieces) >= 2 for t in out) else []


def continues_table(region: Sequence[TextLine], lines: Sequence[TextLine], carried: Columns) -> bool:
    """Tell whether a region continues a table: nothing but its own and running lines above, all in its columns."""
    above = [t for t in lines if t.base < region[0].base and line_text(t) not in carried.ends]
    fitting = sum(carried.hold(t) for t in region)
    return all(carried.hold(t) for t in above) and fitting >= 0.9 * len(region)


def regions_of(
    lines: Sequence[TextLine], groups: Sequence[Sequence[Band]], across: Sequence[Segment]
) -> list[tuple[list[TextLine], int]]:
    """Return runs of lines that may be a table, each with the least number of columns it must have.

    Text alone must show three columns (two are a list, a form or a page set in columns); drawn rows allow two.
    """
    found: list[tuple[list[TextLine], int]] = []
    for bounds in _drawn_regions(groups, across):
        x0, top, x1, bottom = bounds
        inside = [
            t
            for t in lines
            if top - 2 <= t.base - 0.3 * t.size <= bottom + 2 and t.x0 >= x0 - 4 and t.x1 <= x1 + 6
        ]
        if len(inside) >= 2:
            found.append((inside, 2))
    for region in table_regions(lines):
        clash = [i for i, (other, _) in enumerate(found) if share_lines(other, region)]
        if not clash:
            found.append((region, 3))
            continue
        # Rows without shading or rules may stand before the first and after the last drawn one.
        for i in clash:
            other, least = found[i]
            both = {id(t): t for t in [*other, *region]}
            found[i] = (sorted(both.values(), key=lambda t: t.base), least)
    return found


def share_lines(a: Sequence[TextLine], b: Sequence[TextLine]) -> bool:
    """Tell whether two regions have a line in common."""
    ids = {id(t) for t in a}
    return any(id(t) in ids for t in b)


def _drawn_regions(
    groups: Sequence[Sequence[Band]], across: Sequence[Segment]
) -> list[tuple[float, float, float, float]]:
    out = []
    for group in groups:
        cells = sum(len(b.cells) for b in group)
        if len(group) >= 2 and cells >= 4:
            out.append(
                (
                    min(b.x0 for b in group),
                    min(b.top for b in group),
                    max(b.x1 for b in group),
                    max(b.bottom for b in group),
                )
            )
    sets: list[list[Segment]] = []
    for rule in across:
        if rule.end - rule.start < 150:
            continue
        for known in sets:
            if abs(known[0].start - rule.start) <= 4 and abs(known[0].end - rule.end) <= 4:
                known.append(rule)
                break
        else:
            sets.append([rule])
    for known in sets:
        if len(known) >= 3:
            box = (known[0].start, known[0].at, known[0].end, known[-1].at)
            if not any(o[1] - 5 <= box[1] and box[3] <= o[3] + 5 for o in out):
                out.append(box)
    return out
