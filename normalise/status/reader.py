"""How far a row has got: every place that says something is asked, the strongest is believed.

What each place is worth, and which two cannot both be true, stands in rules/evidence.toml (source, conflict). Words of
the status cell come first, then words that open the completion cell, then colour (red or amber is in progress), then
what is inferred: from dates and reports in the completion cell, the milestones, the wording, the target.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from normalise.status.evidence import gather, undecided
from normalise.status.model import Cells, StatusReading
from normalise.status.verdict import weigh


@lru_cache(maxsize=1024)
def read_status(cells: Cells) -> StatusReading:
    """Return how far the row has got. Findings: STATUS_CONFLICT, STATUS_UNSURE, STATUS_UNREAD."""
    claims, unread = gather(cells)
    read = weigh(claims, cells)
    if unread:
        return replace(read, findings=(*read.findings, *unread))
    place = undecided(cells) if read.status == "unknown" else None
    return replace(read, findings=(*read.findings, "STATUS_UNREAD"), place=place) if place else read
