"""One hostile file and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = ("NO_PLAN", "RECOMMENDATIONS_ONLY")
"""The file is read, and there is no plan in it."""
ENDED = ("TIMEOUT_CPU", "TIMEOUT_WALL", "MEMORY")
"""The reader was stopped at a limit."""
NO_TEXT = ("NO_TEXT_LAYER",)

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """name: of the file. content: its bytes, or what makes them.

    codes: the outcomes that fit; "" = read without a problem. findings: codes that findings.csv must hold for it.
    rows: what actions.jsonl must say (recommendation, then plan.FIELDS); None = no row; "said" = all of the plan, or
    something says that it may not be all, or not right.
    """

    name: str
    content: bytes | Callable[[], bytes]
    codes: tuple[str, ...] = READ
    findings: tuple[str, ...] = ()
    rows: Rows | str | None = None

    def bytes(self) -> bytes:
        return self.content() if callable(self.content) else self.content
