"""The nouns of a finished run: one outcome a file, the rows, the findings, and how the run was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.model import Finding
from normalise.model import Action, Link

FileStatus = Literal["ok", "partial", "failed", "duplicate", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one input file. Files in = outcomes out (promise 1).

    path: relative to the input folder, with '/'. code is "" for ok. seconds: wall clock, not part of the dataset
    (it goes to documents.csv only, so that the rest stays byte-identical from run to run).
    """

    path: str
    sha256: str | None
    media_type: str | None
    size: int
    pages: int | None
    rows: int
    status: FileStatus
    code: str = ""
    sentence: str = ""
    remedy: str = ""
    seconds: float = 0.0
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document that was read: its plan's metadata as printed, its glossary, and the account of its cells."""

    path: str
    sha256: str
    plan_id: str
    meta: Mapping[str, str]
    meta_iso: Mapping[str, str]
    glossary: tuple[tuple[str, str], ...]
    cells_in: int
    cells_placed: int
    cells_ignored: Mapping[str, int]
    cells_reported: int


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding and the file it is about; action_id where it concerns one row of the dataset."""

    path: str
    finding: Finding
    action_id: str | None = None


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """What the gazetteer knows of an agency beyond the readings, so that search finds it under any of its names.

    aliases: every other name or acronym. successor_ids: the agencies that took over from it directly. Wanted for the
    agencies that occur in the actions and for those before and after them; a reading alone also works, with fewer names.
    """

    agency_id: str
    name: str
    sector: str
    kind: str
    current_name: str
    aliases: tuple[str, ...] = ()
    successor_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything a run found, in a fixed order: actions by source_file, table, row; the rest by path."""

    actions: tuple[Action, ...]
    documents: tuple[DocumentRecord, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[FileFinding, ...]
    links: tuple[Link, ...] = ()
    agencies: tuple[AgencyEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How the run was made: goes to run.json, the only place for times of day."""

    dhr_version: str
    schema_version: str
    rulebook_hash: str
    options: Mapping[str, Any]
    started: str
    finished: str
    counts: Mapping[str, int]
    versions: Mapping[str, str] = field(default_factory=dict)
