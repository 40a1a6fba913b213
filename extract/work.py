"""What is gathered while a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.account import Account
from extract.model import PlanRow
from ingest.model import Document, Finding


@dataclass(slots=True)
class Work:
    """What is gathered while a document is read."""

    document: Document
    account: Account = field(default_factory=Account)
    rows: list[PlanRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    plan_tables: set[int] = field(default_factory=set)
    first_table: int | None = None
    grouped: set[str] = field(default_factory=set)
    lead_rows: list[str] = field(default_factory=list)
    plan_lines: frozenset[int] = frozenset()
