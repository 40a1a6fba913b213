"""A ledger that an older version wrote is set aside, not misread: its results are made anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dhr.ledger import FileEntry, Ledger


def test_a_ledger_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE work(sha TEXT, result TEXT)")
        old.execute("CREATE TABLE files(name TEXT)")
    ledger = Ledger(path, "edition")
    ledger.set_files([FileEntry("a.pdf", "0" * 64, 3)])
    ledger.close()
    again = Ledger(path, "edition", read_only=True)
    assert [entry.path for entry in again.files()] == ["a.pdf"]
    again.close()


def test_a_ledger_of_this_layout_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    for _ in range(2):
        ledger = Ledger(path, "edition")
        ledger.close()
    first = Ledger(path, "edition")
    first.set_files([FileEntry("a.pdf", None, 0, "EMPTY_FILE")])
    first.close()
    second = Ledger(path, "edition")
    assert [entry.code for entry in second.files()] == ["EMPTY_FILE"]
    second.close()
