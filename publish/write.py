"""Write all outputs of a run into one folder, each a pure function of the dataset."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

from publish import csvfile, flat, jsonl, names, package, parquet
from publish.clean import tidy
from publish.model import Dataset, FileFinding, RunInfo
from publish.schema import table
from publish.store.write import write_store
from publish.workbook import write_workbook


def write_everything(dataset: Dataset, run: RunInfo, folder: Path) -> None:
    """Do what publish.write_all promises."""
    dataset = in_order(tidy(dataset))
    _refuse_shared_ids(dataset)
    run = tidy(run)
    jsonl.write(dataset, folder / names.ACTIONS_JSONL)
    csvfile.write(table("actions"), flat.actions(dataset), folder / names.ACTIONS_CSV)
    csvfile.write(table("documents"), flat.documents(dataset), folder / names.DOCUMENTS_CSV)
    csvfile.write(table("findings"), flat.findings(dataset), folder / names.FINDINGS_CSV)
    parquet.write(table("actions"), flat.actions(dataset), folder / names.ACTIONS_PARQUET)
    write_workbook(dataset, run, folder / names.WORKBOOK)
    write_store(dataset, run, folder / names.STORE)
    _write_text(folder / names.PACKAGE, jsonl.pretty(package.descriptor(dataset, run, folder)))
    _write_text(folder / names.RUN, jsonl.pretty(dataclasses.asdict(run)))


def in_order(dataset: Dataset) -> Dataset:
    """Return the dataset in its fixed order, however the workers finished."""
    return dataclasses.replace(
        dataset,
        actions=tuple(
            sorted(dataset.actions, key=lambda a: (a.source_file, a.table_no, a.row_no, a.action_id))
        ),
        documents=tuple(sorted(dataset.documents, key=lambda record: record.path)),
        outcomes=tuple(sorted(dataset.outcomes, key=lambda outcome: outcome.path)),
        findings=tuple(sorted(dataset.findings, key=_place)),
        links=tuple(sorted(dataset.links, key=lambda link: (link.kind, link.earlier, link.later))),
        agencies=tuple(sorted(dataset.agencies, key=lambda agency: agency.agency_id)),
    )


def _place(item: FileFinding) -> tuple[str | int, ...]:
    found = item.finding
    places = (found.page, found.table, found.row, found.column)
    return (item.path, *(place or 0 for place in places), found.code, item.action_id or "", found.sentence)


def _refuse_shared_ids(dataset: Dataset) -> None:
    """An id that two rows bear would let one row's evidence stand for another's: better no dataset than that."""
    shared = [key for key, count in Counter(a.action_id for a in dataset.actions).items() if count > 1]
    if shared:
        raise ValueError(f"{len(shared)} action ids are borne by more than one row, the first: {shared[0]}")


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
