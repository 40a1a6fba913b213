"""The agencies of the store: every name they bear in the dataset or the gazetteer, and who succeeded whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from normalise.model import AgencyReading
from publish.model import AgencyEntry, Dataset
from publish.store.fold import fold


def _readings(dataset: Dataset) -> Iterator[AgencyReading]:
    for action in dataset.actions:
        yield from action.lead_agencies
        yield from action.addressed_to


def _entries(dataset: Dataset) -> dict[str, AgencyEntry]:
    """Return one entry an agency: the gazetteer's, else what the readings tell."""
    entries = {entry.agency_id: entry for entry in dataset.agencies}
    for r in _readings(dataset):
        if r.agency_id not in entries:
            entries[r.agency_id] = AgencyEntry(r.agency_id, r.name, r.sector, r.kind, r.current_name)
    return entries


def agency_rows(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the rows of the table agencies."""
    entries = _entries(dataset)
    return [(key, e.name, e.current_name, e.sector, e.kind) for key, e in sorted(entries.items())]


def name_rows(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the rows of the table agency_names: every name of each agency, folded for comparison."""
    names: set[tuple[str, str, str]] = set()
    for key, entry in _entries(dataset).items():
        names |= {(key, entry.name, "name"), (key, entry.current_name, "current")}
        names |= {(key, alias, "alias") for alias in entry.aliases}
    for r in _readings(dataset):
        names |= {
            (r.agency_id, r.name, "name"),
            (r.agency_id, r.current_name, "current"),
            (r.agency_id, r.as_written, "as written"),
        }
    return [(key, name, fold(name), kind) for key, name, kind in sorted(names) if name]


def successor_rows(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the rows of the table agency_successors: as the gazetteer says, else by the name of today."""
    entries = _entries(dataset)
    by_name: dict[str, list[str]] = defaultdict(list)
    for key, entry in entries.items():
        by_name[fold(entry.name)].append(key)
    pairs = {
        (key, successor)
        for key, entry in entries.items()
        for successor in entry.successor_ids or by_name.get(fold(entry.current_name), [])
        if successor in entries and successor != key
    }
    return sorted(pairs)
