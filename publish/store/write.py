"""Write dhr.sqlite: the dataset as tables, with a full-text index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import chain
from pathlib import Path

from normalise.model import Action, AgencyReading
from publish import flat, jsonl
from publish.model import Dataset, RunInfo
from publish.schema import Table, Value, joined, table
from publish.store.agencies import agency_rows, name_rows, successor_rows
from publish.store.connect import require_full_text
from publish.store.dates import years

INDEXED = (
    "recommendation",
    "action",
    "milestones",
    "completion_stated",
    "lead_agency_stated",
    "recommendation_no",
    "group_label",
    "parent_text",
    "other",
    "title",
    "area",
    "review_reference",
    "scope_stated",
    "target_date_stated",
    "status_stated",
)
"""The columns of actions that a search looks into: what the plan says, never what rules made of it."""

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "list": "TEXT"}

_INDEX = f"""
CREATE VIRTUAL TABLE actions_fts USING fts5(
    {", ".join(INDEXED)}, content=[actions], content_rowid=id, tokenize='porter unicode61'
)"""


def write_store(dataset: Dataset, run: RunInfo, path: Path) -> None:
    """Write a new database at path. FileExistsError: there is one already. StoreError: no full-text search here."""
    if path.exists():
        raise FileExistsError(path)
    require_full_text()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _fill(connection, dataset, run)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, dataset: Dataset, run: RunInfo) -> None:
    # Fixed, whatever this SQLite was built with: the same rows must give the same bytes. Nobody reads a half-written
    # store (the caller renames it into place), so no journal is needed.
    for pragma in ("page_size = 4096", "auto_vacuum = NONE", "encoding = 'UTF-8'", "journal_mode = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA synchronous = OFF")
    _create(connection)
    connection.execute("BEGIN")
    _insert_dataset(connection, dataset, run)
    connection.execute("INSERT INTO actions_fts(actions_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO actions_fts(actions_fts) VALUES ('optimize')")
    _insert(connection, "search_words", _words(connection))
    _create_indexes(connection)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("VACUUM")


def _create(connection: sqlite3.Connection) -> None:
    connection.execute(_table_sql(table("documents"), leave_out=("seconds",)))
    connection.execute(
        _table_sql(table("actions"), number="id", references={"source_file": "documents(path)"})
    )
    references = {"file": "documents(path)", "action_id": "actions(action_id)"}
    connection.execute(_table_sql(table("findings"), number="id", references=references))
    connection.executescript(
        resources.files("publish.store").joinpath("schema.sql").read_text(encoding="utf-8")
    )
    connection.execute(_INDEX)


def _table_sql(
    described: Table,
    number: str | None = None,
    references: dict[str, str] | None = None,
    leave_out: tuple[str, ...] = (),
) -> str:
    """Return CREATE TABLE for a table of tables.toml; number: name of a row number that comes first."""
    lines = [f"{number} INTEGER PRIMARY KEY"] if number else []
    for column in described.columns:
        if column.name in leave_out:
            continue
        line = f'"{column.name}" {_TYPES[column.type]}'
        if (column.name,) == described.primary_key:
            line += " UNIQUE" if number else " PRIMARY KEY"
        line += " NOT NULL" if column.required else ""
        target = (references or {}).get(column.name)
        lines.append(line + (f" REFERENCES {target}" if target else ""))
    return f"CREATE TABLE {described.name} ({', '.join(lines)})"


def _insert_dataset(connection: sqlite3.Connection, dataset: Dataset, run: RunInfo) -> None:
    actions = dataset.actions
    meta = (("rulebook_hash", run.rulebook_hash), ("schema_version", run.schema_version))
    _insert(connection, "meta", meta)
    _insert(connection, "documents", (_row(r, leave_out=("seconds",)) for r in flat.documents(dataset)))
    _insert(connection, "actions", ((n, *_row(r)) for n, r in enumerate(flat.actions(dataset), 1)))
    _insert(connection, "findings", ((n, *_row(r)) for n, r in enumerate(flat.findings(dataset), 1)))
    _insert(connection, "plans", _plans(dataset))
    _insert(connection, "agencies", agency_rows(dataset))
    _insert(connection, "agency_names", name_rows(dataset))
    _insert(connection, "agency_successors", successor_rows(dataset))
    _insert(connection, "action_agencies", chain.from_iterable(map(_agencies, actions)))
    _insert(connection, "themes", _themes(actions))
    _insert(connection, "action_themes", chain.from_iterable(map(_tags, actions)))
    _insert(connection, "action_scopes", ((a.action_id, s) for a in actions for s in sorted(set(a.scope))))
    _insert(connection, "action_dates", chain.from_iterable(map(_dates, actions)))
    _insert(
        connection, "links", ((k.kind, k.earlier, k.later, k.similarity, k.change) for k in dataset.links)
    )
    _insert(connection, "action_records", ((a.action_id, jsonl.line(a)) for a in actions))


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[object, ...]]) -> None:
    iterator = iter(rows)
    first = next(iterator, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", chain([first], iterator))


def _row(row: flat.Row, leave_out: tuple[str, ...] = ()) -> tuple[object, ...]:
    return tuple(_value(value) for name, value in row.items() if name not in leave_out)


def _value(value: Value) -> object:
    return joined(value) if isinstance(value, tuple) else value


def _plans(dataset: Dataset) -> Iterator[tuple[object, ...]]:
    for record in dataset.documents:
        meta, iso = record.meta, record.meta_iso
        yield (
            record.plan_id,
            record.path,
            meta.get("title"),
            meta.get("area"),
            meta.get("review_reference"),
            meta.get("plan_date"),
            iso.get("plan_date"),
            meta.get("updated_date"),
            iso.get("updated_date"),
            meta.get("author"),
            json.dumps([list(pair) for pair in record.glossary], ensure_ascii=False),
            record.cells_in,
            record.cells_placed,
            json.dumps(dict(sorted(record.cells_ignored.items())), ensure_ascii=False),
            record.cells_reported,
        )


def _agencies(action: Action) -> Iterator[tuple[object, ...]]:
    for role, readings in (("lead", action.lead_agencies), ("addressed_to", action.addressed_to)):
        for position, reading in enumerate(readings, 1):
            yield (action.action_id, reading.agency_id, role, position, *_named(reading))


def _named(reading: AgencyReading) -> tuple[str, ...]:
    return (reading.name, reading.as_written, reading.current_name, reading.unit, reading.basis)


def _themes(actions: tuple[Action, ...]) -> list[tuple[object, ...]]:
    known = {tag.theme_id: (tag.label, tag.axis) for action in actions for tag in action.themes}
    return [(theme_id, *known[theme_id]) for theme_id in sorted(known)]


def _tags(action: Action) -> Iterator[tuple[object, ...]]:
    for position, tag in enumerate(action.themes, 1):
        evidence = [{"field": e.field, "start": e.start, "end": e.end, "text": e.text} for e in tag.evidence]
        text = json.dumps(evidence, ensure_ascii=False)
        yield (action.action_id, tag.theme_id, position, tag.rule, text)


def _dates(action: Action) -> list[tuple[object, ...]]:
    kinds = {
        "plan": (action.plan_date_iso,),
        "updated": (action.updated_date_iso,),
        "target": action.target.dates,
        "completion": action.completion_dates,
    }
    found = {
        (action.action_id, kind, date, year)
        for kind, dates in kinds.items()
        for date in dates
        if date
        for year in years(date)
    }
    return sorted(found)


def _words(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every word of the index with one word of the same stem, as SQLite's own tokenizers see them."""
    columns = ", ".join(INDEXED)
    for statement in (
        f"CREATE VIRTUAL TABLE temp.plain USING fts5({columns}, content='', tokenize='unicode61', detail=none)",
        f"INSERT INTO temp.plain(rowid, {columns}) SELECT id, {columns} FROM main.actions",
        "CREATE VIRTUAL TABLE temp.plain_words USING fts5vocab(temp, plain, row)",
        "CREATE VIRTUAL TABLE temp.stems USING fts5(word, tokenize='porter unicode61')",
        "INSERT INTO temp.stems(word) SELECT term FROM temp.plain_words ORDER BY term",
        "CREATE VIRTUAL TABLE temp.stem_words USING fts5vocab(temp, stems, instance)",
    ):
        connection.execute(statement)
    query = (
        "SELECT s.word, v.term FROM temp.stems s JOIN temp.stem_words v ON v.doc = s.rowid ORDER BY s.word"
    )
    pairs = connection.execute(query).fetchall()
    first: dict[str, str] = {}
    for word, stem in pairs:
        first.setdefault(stem, word)
    return [(word, first[stem]) for word, stem in pairs]


def _create_indexes(connection: sqlite3.Connection) -> None:
    for name, columns in (
        ("action_agencies", "agency_id"),
        ("action_themes", "theme_id"),
        ("action_scopes", "scope"),
        ("action_dates", "year"),
        ("actions", "plan_id"),
        ("actions", "source_file"),
        ("actions", "status"),
        ("findings", "action_id"),
        ("links", "earlier"),
        ("links", "later"),
        ("plans", "path"),
    ):
        connection.execute(f"CREATE INDEX {name}_{columns} ON {name}({columns})")
