"""Whether two tables have the same columns, by their borders."""

from __future__ import annotations

from extract.grid import Grid

EDGE_TOLERANCE = 8.0
"""Points by which column borders may differ from page to page in the same table."""


def same_columns(a: Grid, b: Grid) -> bool:
    """As same_edges; of tables found by white alone, whose outer ends are those of the longest text, the inner borders."""
    if {a.source.method, b.source.method} != {"aligned"} or len(a.edges) != len(b.edges):
        return same_edges(a, b)
    return a.width == b.width and all(
        abs(x - y) <= EDGE_TOLERANCE for x, y in zip(a.edges[:-1], b.edges[:-1], strict=True)
    )


def same_edges(a: Grid, b: Grid, tolerance: float = EDGE_TOLERANCE) -> bool:
    """True when two tables have the same columns: as many, with borders at the same places where these are known."""
    if a.width != b.width:
        return False
    if not a.edges or not b.edges or len(a.edges) != len(b.edges):
        return True
    return all(abs(x - y) <= tolerance for x, y in zip(a.edges, b.edges, strict=True))
