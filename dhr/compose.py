"""The ledger -> the dataset. A pure function: the same ledger gives the same dataset, in whatever order it was filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dhr.ledger import FileEntry, Ledger, WorkEntry, standing_in
from dhr.outcome import name_notes, outcome, refused, say
from dhr.reply import decode
from ingest.model import Finding
from normalise.agencies import Gazetteer
from normalise.agencies.nouns import Agency
from normalise.codec import action_from_dict
from normalise.links import link
from normalise.model import Action
from publish.model import AgencyEntry, Dataset, DocumentRecord, FileFinding, Outcome


def outcomes(ledger: Ledger) -> Iterator[tuple[FileEntry, WorkEntry | None, Outcome]]:
    """Every file of the ledger, what became of its content, and its one outcome, by name.

    Of several files with the same content one stands for it, and the others are duplicates of it.
    """
    files = ledger.files()
    chosen = standing_in(files)
    for file in files:
        original = chosen[file.sha256] if file.sha256 is not None else file
        work = ledger.work(file.key) if file.sha256 is not None and original == file else None
        yield file, work, outcome(file, work, None if original == file else original.path)


def compose(ledger: Ledger) -> Dataset:
    """Everything the ledger holds about the files of the last run."""
    actions: list[Action] = []
    records: list[DocumentRecord] = []
    findings: list[FileFinding] = []
    all_outcomes: list[Outcome] = []
    for file, work, made in outcomes(ledger):
        all_outcomes.append(made)
        if work is None or work.code or "rows" not in work.head:
            continue
        try:
            content = _content(file, ledger.payload(file.key))
        except (ValueError, KeyError, TypeError, AttributeError):  # a worker's word is not believed unseen
            all_outcomes[-1] = refused(file, say("BAD_RESULT"))
            continue
        findings.extend(content.findings)
        if made.status not in ("ok", "partial"):  # no text that could be used; the findings say why
            continue
        actions.extend(content.actions)
        records.append(content.record)
        findings.extend(FileFinding(file.path, note) for note in name_notes(file, work.head["media_type"]))
    return Dataset(
        tuple(actions),
        tuple(records),
        tuple(all_outcomes),
        tuple(findings),
        link(tuple(actions)),
        _agencies(actions),
    )


@dataclass(frozen=True, slots=True)
class _Content:
    actions: tuple[Action, ...]
    record: DocumentRecord
    findings: tuple[FileFinding, ...]


def _content(file: FileEntry, payload: bytes) -> _Content:
    result = decode(payload)
    rows = tuple(replace(action_from_dict(row), source_file=file.path) for row in result["actions"])
    return _Content(rows, _record(file, result), tuple(_findings(file, result)))


def _record(file: FileEntry, result: Mapping[str, Any]) -> DocumentRecord:
    meta = {key: value for key, value in result["meta"].items() if value is not None}
    cells = result["cells"]
    return DocumentRecord(
        path=file.path,
        sha256=file.sha256 or "",
        plan_id=meta.pop("plan_id"),
        meta={key: value for key, value in meta.items() if not key.endswith("_iso")},
        meta_iso={key: value for key, value in meta.items() if key.endswith("_iso")},
        glossary=tuple((acronym, meaning) for acronym, meaning in result["glossary"]),
        cells_in=cells["cells_in"],
        cells_placed=cells["placed"],
        cells_ignored=cells["ignored"],
        cells_reported=cells["reported"],
    )


def _findings(file: FileEntry, result: Mapping[str, Any]) -> Iterator[FileFinding]:
    for said in result["findings"]:
        values = {key: value for key, value in said.items() if key != "action_id"}
        yield FileFinding(file.path, Finding(**values), said["action_id"])


def _agencies(actions: list[Action]) -> tuple[AgencyEntry, ...]:
    """The agencies of the rows, and those that came before and after them, under all their names."""
    gazetteer = Gazetteer.load()
    named = {reading.name for action in actions for reading in (*action.lead_agencies, *action.addressed_to)}
    while True:
        after = {gazetteer.by_name[name].successor for name in named if name in gazetteer.by_name}
        before = {agency.name for agency in gazetteer.by_name.values() if agency.successor in named}
        if (after | before) - named <= {""}:
            break
        named |= (after | before) - {""}
    known = [gazetteer.by_name[name] for name in sorted(named) if name in gazetteer.by_name]
    return tuple(_entry(agency, gazetteer) for agency in known) + _kinds(actions, gazetteer)


def _kinds(actions: list[Action], gazetteer: Gazetteer) -> tuple[AgencyEntry, ...]:
    """The bodies that rows name by their kind, under every way to write it: "GP surgery" finds "GPs"."""
    listed = {agency.id for agency in gazetteer.by_name.values()}
    readings = {r.agency_id: r for action in actions for r in (*action.lead_agencies, *action.addressed_to)}
    found: list[AgencyEntry] = []
    for ident, reading in sorted(readings.items()):
        body = gazetteer.bodies.get(ident.partition("@")[0])
        if body is not None and ident not in listed:
            entry = (ident, reading.name, reading.sector, reading.kind, reading.current_name)
            found.append(AgencyEntry(*entry, body.aliases))
    return tuple(found)


def _entry(agency: Agency, gazetteer: Gazetteer) -> AgencyEntry:
    successor = gazetteer.by_name.get(agency.successor)
    return AgencyEntry(
        agency.id,
        agency.name,
        agency.sector,
        agency.kind,
        gazetteer.current(agency.name),
        agency.aliases,
        () if successor is None else (successor.id,),
    )
