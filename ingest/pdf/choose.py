"""Which grids of a page are tables: every kind of evidence is asked, the best answer for a region is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ingest.pdf.grid import Grid
from ingest.pdf.grid_aligned import Hints, aligned_grid, columns_of, spanning
from ingest.pdf.grid_fills import Band, band_groups, bands_of, grouped_bands, inner_edges, merged_areas
from ingest.pdf.grid_open import cut_open_rows
from ingest.pdf.grid_ruled import Segment, merge_rules, ruled_grids
from ingest.pdf.page import PageView
from ingest.pdf.running import in_margin
from ingest.pdf.text_columns import Columns, TextLine, line_text, table_regions, text_lines
from ingest.pdf.words import Word

_FEW_WORDS: Final = 12
_LEAST_WORDS: Final = 20
"""Fewer words in columns are a signature block, not a table."""
_MOSTLY_MERGED: Final = 0.35


class Choice(NamedTuple):
    """The grids of a page, top to bottom, and the columns with which the last one may go on on the next page."""

    grids: list[Grid]
    columns: Columns | None


def choose_grids(view: PageView, carried: Columns | None = None) -> Choice:
    """Find the tables' grids of a page; carried: the columns of an unruled table at the end of the page before.

    Ruled grids come first: where lines cross, nothing needs to be guessed. What text is left is asked for columns,
    with the help of shading and of rules in one direction only.
    """
    found = [
        cut_open_rows(g, view.words)
        for g in ruled_grids(view.rules)
        if (plausible(g, view.words) or _remainder(g, view)) and not _inner_rules_only(g, view)
    ]
    free = view.words if not found else [w for w in view.words if not any(_holds(g, w) for g in found)]
    columns: Columns | None = None
    if len(free) >= _FEW_WORDS or (carried and free):
        lines = text_lines(free)
        unruled = _unruled(view, lines, free, found, carried)
        found = sorted([*found, *unruled], key=lambda g: (g.ys[0], g.xs[0]))
        if unruled and found[-1] in unruled:
            columns = columns_of(found[-1], lines, view.frame.height)
    return Choice(sorted(found, key=lambda g: (g.ys[0], g.xs[0])), columns)


def _holds(grid: Grid, word: Word) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 - 1 <= word.x0 <= x1 and top - 1 <= word.base - 0.3 * word.size <= bottom + 1


def plausible(grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether a ruled grid holds a table: more than one column, text in it, few words cut by its walls."""
    if grid.columns < 2 or len(grid.spans) < 2:
        return False
    filled: set[int] = set()
    merged = 1 - len(grid.spans) / (grid.rows * grid.columns)
    enough = max(2.0, _MOSTLY_MERGED * len(grid.spans)) if merged > _MOSTLY_MERGED else 2.0
    # Boxes and lines that do not tile - a family tree, a flow chart - merge many positions and leave them empty.
    for word in words:
        cell = grid.at(word.x0 + 1.0, word.base - 0.3 * word.size)
        if cell is not None:
            filled.add(cell)
            if len(filled) >= enough:
                return True
    return False


def _remainder(grid: Grid, view: PageView) -> bool:
    """Tell whether a grid is the end of a row that the page before began: a lone row of which one cell goes on."""
    top = grid.ys[0]
    if view.number == 1 or grid.rows != 1 or grid.columns < 3 or len(grid.spans) < grid.columns:
        return False
    inside = [w for w in view.words if _holds(grid, w)]
    above = [
        w for w in view.words if w.base < top and not in_margin((w.top + w.bottom) / 2 / view.frame.height)
    ]
    return bool(inside) and not above


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
    regions = _regions(lines, groups, rules_across)
    goes_on = carried if carried is not None and not taken else None
    if goes_on is not None:
        head = _head(lines, goes_on)
        if head and not any(_share_lines(head, region) for region, _ in regions):
            regions.insert(0, (head, 2))
    out: list[Grid] = []
    for region in regions:
        known = goes_on if goes_on is not None and _goes_on(region[0], lines, goes_on) else None
        grid = _build(region, lines, groups, rules_across, rules_down, known)
        if (
            grid is not None
            and (known is not None or _is_table(grid, words))
            and not any(_overlap(grid, g) for g in [*taken, *out])
        ):
            out.append(grid)
        goes_on = None  # only the first table of a page continues one
    return out


def _inner_rules_only(grid: Grid, view: PageView) -> bool:
    """Tell whether one-row grid of column rules lacks the outer ones: words stand beside it, so rows must be found too."""
    x0, top, x1, bottom = grid.box
    if len(grid.ys) > 2 or not (grid.open_top and grid.open_bottom):
        return False
    return any((w.x1 < x0 or w.x0 > x1) and top <= (w.top + w.bottom) / 2 <= bottom for w in view.words)


def _owns(grid: Grid, rule: Segment) -> bool:
    """Tell whether a horizontal rule is part of a table found already."""
    x0, top, x1, bottom = grid.box
    return top - 2 <= rule.at <= bottom + 2 and rule.start < x1 and x0 < rule.end


def _head(lines: Sequence[TextLine], carried: Columns) -> list[TextLine]:
    """Return the lines at the head of a page that stand in the columns of the page before; at least two columns."""
    body = [t for t in lines if line_text(t) not in carried.ends]
    out: list[TextLine] = []
    for line in body:
        if not carried.hold(line):
            break
        out.append(line)
    return out if any(len(t.pieces) >= 2 for t in out) else []


def _goes_on(region: Sequence[TextLine], lines: Sequence[TextLine], carried: Columns) -> bool:
    """Tell whether a region continues a table: nothing but its own and running lines above, all in its columns."""
    above = [t for t in lines if t.base < region[0].base and line_text(t) not in carried.ends]
    fitting = sum(carried.hold(t) for t in region)
    return all(carried.hold(t) for t in above) and fitting >= 0.9 * len(region)


def _regions(
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
        clash = [i for i, (other, _) in enumerate(found) if _share_lines(other, region)]
        if not clash:
            found.append((region, 3))
            continue
        # Rows without shading or rules may stand before the first and after the last drawn one.
        for i in clash:
            other, least = found[i]
            both = {id(t): t for t in [*other, *region]}
            found[i] = (sorted(both.values(), key=lambda t: t.base), least)
    return found


def _share_lines(a: Sequence[TextLine], b: Sequence[TextLine]) -> bool:
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


def _build(
    region: tuple[list[TextLine], int],
    lines: Sequence[TextLine],
    groups: Sequence[Sequence[Band]],
    across: Sequence[Segment],
    down: Sequence[Segment],
    carried: Columns | None,
) -> Grid | None:
    inside, least = region
    x0, x1 = min(t.x0 for t in inside), max(t.x1 for t in inside)
    top, bottom = min(t.top for t in inside), max(t.bottom for t in inside)
    bands = [
        b
        for g in groups
        for b in g
        if b.bottom > top - 2 and b.top < bottom + 2 and min(b.x1, x1) - max(b.x0, x0) >= 0.7 * (x1 - x0)
    ]
    near = [r for r in across if top - 14 <= r.at <= bottom + 14]
    rules, partial = spanning(near, x0, x1)
    hints = Hints()
    frame: tuple[float, float, float, float] | None = None
    if bands:
        hints.columns = inner_edges(bands)
        hints.merged = merged_areas(bands, hints.columns)
        hints.rows = [y for b in bands for y in (b.top, b.bottom)]
        hints.method = "fills"
        hints.shaded = grouped_bands(bands)
        frame = (
            min(b.x0 for b in bands),
            min(b.top for b in bands),
            max(b.x1 for b in bands),
            max(b.bottom for b in bands),
        )
    if rules:
        hints.rows += [r.at for r in rules]
        hints.method = "fills" if bands else "horizontal"
        hints.partial = partial
        box = (min(r.start for r in rules), rules[0].at, max(r.end for r in rules), rules[-1].at)
        frame = (
            box
            if frame is None
            else (min(frame[0], box[0]), min(frame[1], box[1]), max(frame[2], box[2]), max(frame[3], box[3]))
        )
    if not hints.columns:
        height = bottom - top
        hints.columns = [
            v.at
            for v in down
            if x0 + 4 < v.at < x1 - 4 and min(v.end, bottom) - max(v.start, top) >= 0.6 * height
        ]
    if carried is not None and not hints.columns:
        hints.columns = list(carried.inner)
        least = 2
    return aligned_grid(inside, lines, hints, frame, least, carried)


def _is_table(grid: Grid, words: Sequence[Word]) -> bool:
    """Tell whether an unruled grid reads like a table: several rows, and most rows have text in several columns."""
    if grid.rows < 2 or grid.columns < 2:
        return False
    filled: dict[int, set[int]] = {}
    seen: list[tuple[Word, int]] = []
    for word in words:
        cell = grid.at(word.x0 + 1.0, word.base - 0.3 * word.size)
        if cell is not None:
            span = grid.spans[cell]
            filled.setdefault(span.row, set()).add(span.column)
            seen.append((word, span.column))
    several = sum(len(columns) >= 2 for columns in filled.values())
    if grid.method == "aligned" and (len(seen) < _LEAST_WORDS or _text_columns(seen) < 2):
        return False
    return several >= 2 and several >= 0.5 * len(filled)


def _text_columns(seen: Sequence[tuple[Word, int]]) -> int:
    """Count the columns that hold more than numbers, letters and bullets: a list has one, a table two or more."""
    plain: dict[int, list[int]] = {}
    for word, column in seen:
        plain.setdefault(column, []).append(sum(c.isalpha() for c in word.text) >= 2)
    return sum(sum(found) >= 0.5 * len(found) for found in plain.values())


def _overlap(a: Grid, b: Grid) -> bool:
    return a.xs[0] < b.xs[-1] and b.xs[0] < a.xs[-1] and a.ys[0] < b.ys[-1] - 1 and b.ys[0] < a.ys[-1] - 1
