"""What has been read, kept so that a killed run goes on where it stopped. SQLite in the output's .dhr folder.

A result belongs to the content (SHA-256) with the file's own name, from which an area may be guessed, and to an edition:
the code, rules and options that made it. An attempt is written down as failed before it starts, and overwritten when it
ends; the outputs are made from the ledger alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhr.failpoints import step
from ingest.sniff import promised

MAX_ATTEMPTS = 10
"""A document during which the run died so often is given up. Three was too few: a person who stops a run three times
in the same place would lose a good document."""

UNFINISHED = "NOT_FINISHED"
_AGAIN = (UNFINISHED, "INTERNAL", "SANDBOX_LOST")
"""Endings that say nothing about the document: the next run tries again."""

_LAYOUT = 2
"""Goes up with every change of the tables. What an older version kept was made by other code and is read anew anyway."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS work(
  key TEXT NOT NULL, edition TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0, head TEXT, payload BLOB,
  PRIMARY KEY(key, edition)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files(
  path TEXT PRIMARY KEY, sha256 TEXT, size INTEGER NOT NULL, code TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the current run: its name, and either the hash of its content or the code that says why there is none."""

    path: str
    sha256: str | None
    size: int
    code: str = ""

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return self.path.rpartition("/")[2]

    @property
    def key(self) -> str:
        """What a result belongs to: content and name."""
        return f"{self.sha256}/{self.name}"


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """What became of a content. code: "" when a worker answered; head is what it said in short, payload() the rest."""

    code: str
    detail: str
    attempts: int
    seconds: float
    head: Mapping[str, Any]


def standing_in(files: Iterable[FileEntry]) -> dict[str, FileEntry]:
    """Content (SHA-256) -> the one of several files with it that stands for it; the others are duplicates of that one.

    A name that people see goes before a hidden one, one that promises a document before one that does not, then the
    first by name.
    """
    chosen: dict[str, FileEntry] = {}
    for file in sorted(files, key=_rank):
        if file.sha256 is not None:
            chosen.setdefault(file.sha256, file)
    return chosen


def _rank(file: FileEntry) -> tuple[bool, bool, str]:
    hidden = any(part.startswith(".") for part in file.path.split("/"))
    return hidden, not promised(file.path), file.path


class LedgerError(Exception):
    """The ledger cannot be used. Its text is a sentence for the user."""


class Ledger:
    """The ledger of one output folder. Only the thread that opened it may use it. sqlite3.Error: it cannot be written."""

    def __init__(self, path: Path, edition: str, *, read_only: bool = False) -> None:
        self.edition = edition
        if read_only:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
            return
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute("PRAGMA trusted_schema=OFF")
            if self._db.execute("PRAGMA user_version").fetchone() != (_LAYOUT,):
                drop = "DROP TABLE IF EXISTS work; DROP TABLE IF EXISTS files;"
                self._db.executescript(f"BEGIN; {drop} {_SCHEMA} PRAGMA user_version={_LAYOUT}; COMMIT;")
        except sqlite3.OperationalError:  # a full or read-only disk
            raise
        except sqlite3.DatabaseError:
            raise LedgerError(f"{path} is damaged. Delete the folder it stands in and run again.") from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def set_files(self, entries: Iterable[FileEntry]) -> None:
        """Replace the list of files: the outputs describe what the last run was pointed at."""
        with self._transaction():
            self._db.execute("DELETE FROM files")
            rows = [(entry.path, entry.sha256, entry.size, entry.code) for entry in entries]
            self._db.executemany("INSERT INTO files VALUES(?, ?, ?, ?)", rows)
            step("files listed")

    def files(self) -> list[FileEntry]:
        """The files of the last run, ordered by name."""
        return [
            FileEntry(*row)
            for row in self._db.execute("SELECT path, sha256, size, code FROM files ORDER BY path")
        ]

    def finished(self, key: str) -> bool:
        """True when this edition need not look at the content again."""
        query = "SELECT code, attempts FROM work WHERE key = ? AND edition = ?"
        row = self._db.execute(query, (key, self.edition)).fetchone()
        return row is not None and (row[0] not in _AGAIN or (row[0] == UNFINISHED and row[1] >= MAX_ATTEMPTS))

    def suspicion(self, key: str) -> int:
        """How often the run died while this content was read: suspects go last."""
        query = "SELECT attempts FROM work WHERE key = ? AND edition = ?"
        row = self._db.execute(query, (key, self.edition)).fetchone()
        return 0 if row is None else int(row[0])

    def claim(self, key: str) -> None:
        """Write the content down as failed, before work on it starts."""
        self._db.execute(
            "INSERT INTO work(key, edition, code, attempts) VALUES(?1, ?2, ?3, 1)"
            " ON CONFLICT DO UPDATE SET code = ?3, attempts = attempts + 1, head = NULL, payload = NULL",
            (key, self.edition, UNFINISHED),
        )
        step("claimed")

    def release(self, key: str) -> None:
        """Take a claim back: the run was stopped in an orderly way, and the document is no suspect."""
        self._db.execute(
            "UPDATE work SET attempts = attempts - 1 WHERE key = ? AND edition = ? AND code = ?",
            (key, self.edition, UNFINISHED),
        )

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what became of these, so that they are read again."""
        with self._transaction():
            rows = [(key, self.edition) for key in keys]
            self._db.executemany("DELETE FROM work WHERE key = ? AND edition = ?", rows)

    def finish(self, key: str, entry: WorkEntry, payload: bytes) -> None:
        """Write down how the work on a content ended."""
        head = json.dumps(entry.head, ensure_ascii=False)
        with self._transaction():
            self._db.execute(
                "UPDATE work SET code = ?, detail = ?, attempts = 0, seconds = ?, head = ?, payload = ?"
                " WHERE key = ? AND edition = ?",
                (entry.code, entry.detail, entry.seconds, head, payload, key, self.edition),
            )
            step("result written")
        step("result committed")

    def work(self, key: str) -> WorkEntry | None:
        """What became of a content, or None when this edition never came to it."""
        query = "SELECT code, detail, attempts, seconds, head FROM work WHERE key = ? AND edition = ?"
        row = self._db.execute(query, (key, self.edition)).fetchone()
        if row is None:
            return None
        code, detail, attempts, seconds, head = row
        return WorkEntry(code, detail, attempts, seconds, {} if head is None else json.loads(head))

    def payload(self, key: str) -> bytes:
        """What the worker returned beside the head. Not looked at yet: it may be anything."""
        query = "SELECT payload FROM work WHERE key = ? AND edition = ?"
        return bytes(self._db.execute(query, (key, self.edition)).fetchone()[0])
