"""The names of the files that a run writes (CONTRACT.md)."""

from __future__ import annotations

from typing import Final

ACTIONS_JSONL: Final = "actions.jsonl"
ACTIONS_CSV: Final = "actions.csv"
ACTIONS_PARQUET: Final = "actions.parquet"
WORKBOOK: Final = "action-plans.xlsx"
STORE: Final = "dhr.sqlite"
DOCUMENTS_CSV: Final = "documents.csv"
FINDINGS_CSV: Final = "findings.csv"
PACKAGE: Final = "datapackage.json"
RUN: Final = "run.json"

FILES: Final = (
    ACTIONS_JSONL,
    ACTIONS_CSV,
    ACTIONS_PARQUET,
    WORKBOOK,
    STORE,
    DOCUMENTS_CSV,
    FINDINGS_CSV,
    PACKAGE,
    RUN,
)
