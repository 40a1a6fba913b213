"""Open a store for reading, so that nothing can be changed through it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from ingest.model import SCHEMA_VERSION


class StoreError(Exception):
    """The store cannot be searched; the message says why and what to do, for a person."""


def require_full_text() -> None:
    """StoreError: this Python's SQLite was built without full-text search."""
    with closing(sqlite3.connect(":memory:")) as trial:
        try:
            trial.execute("CREATE VIRTUAL TABLE trial USING fts5(words)")
        except sqlite3.OperationalError as error:
            raise StoreError(
                "This Python's SQLite has no full-text search (FTS5). Use the Python from python.org or of your "
                "system's packages."
            ) from error


def open_read_only(db: Path) -> sqlite3.Connection:
    """Return a connection that cannot write. StoreError: no such file, not a store, or of another version."""
    if not db.is_file():
        raise StoreError(
            f"There is no dataset in {db.parent}. Run `dhr run` first, or name its folder with -o."
        )
    require_full_text()
    connection = sqlite3.connect(_uri(db), uri=True)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        _check_version(connection, db)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection, db: Path) -> None:
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{db} is not a file that `dhr run` wrote. Run `dhr run` again, or name another folder with -o."
        ) from error
    version = row["value"] if row else "unknown"
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise StoreError(
            f"{db} was written by another version of dhr (schema {version}, this one reads {SCHEMA_VERSION}). "
            "Run `dhr run` again."
        )


def _uri(db: Path) -> str:
    """Return SQLite's URI of a file (sqlite.org/uri.html): four slashes for a Windows share, three for a drive."""
    path = db.resolve().as_posix()
    return f"file:{'//' if path.startswith('/') else '///'}{quote(path, safe='/:')}?mode=ro"
