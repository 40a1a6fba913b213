"""Filters of a search: what a person calls an agency, theme or area, as a condition on the table actions."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from publish.schema import table
from publish.store.fold import fold


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over actions with its values. meaning: the names it stands for. note: why it finds nothing."""

    sql: str
    values: tuple[str | int, ...] = ()
    meaning: tuple[str, ...] = ()
    note: str = ""


def by_agency(connection: sqlite3.Connection, asked: str) -> Condition:
    """Rows that an agency leads or is asked to act in, under any of its names, its predecessors' and successors'."""
    known = connection.execute("SELECT agency_id, name, folded, kind FROM agency_names").fetchall()
    wanted = fold(asked)
    named = {row["agency_id"] for row in known if row["folded"] == wanted}
    if not named:
        # Words as written may name several agencies at once; only an agency's own names may answer to a part of them.
        own = [row for row in known if row["kind"] != "as written"]
        named = {row["agency_id"] for row in own if _holds(row["folded"], wanted)}
    if not named:
        return _nothing("agency", asked, (row["name"] for row in known))
    ids = sorted(_line(connection, named))
    sql = f"action_id IN (SELECT action_id FROM action_agencies WHERE agency_id IN ({_marks(ids)}))"
    query = f"SELECT DISTINCT name FROM action_agencies WHERE agency_id IN ({_marks(ids)}) ORDER BY name"
    meaning = tuple(row["name"] for row in connection.execute(query, ids))
    note = "" if meaning else f"No row of this dataset names {_shown(asked)}, though it is a known agency."
    return Condition(sql, tuple(ids), meaning, note)


def _line(connection: sqlite3.Connection, named: set[str]) -> set[str]:
    """Return the agencies with all that came before them and all that came after, but not those others' other parts."""
    pairs = [
        tuple(row) for row in connection.execute("SELECT agency_id, successor_id FROM agency_successors")
    ]
    before = _reach(named, [(late, early) for early, late in pairs])
    return before | _reach(named, pairs)


def _reach(start: set[str], steps: list[tuple[str, ...]]) -> set[str]:
    reached, frontier = set(start), set(start)
    while frontier:
        frontier = {to for here, to in steps if here in frontier} - reached
        reached |= frontier
    return reached


def by_theme(connection: sqlite3.Connection, asked: str) -> Condition:
    """Rows with a theme, by its id, its label or words of its label."""
    known = connection.execute("SELECT theme_id, label FROM themes ORDER BY theme_id").fetchall()
    wanted = fold(asked)
    ids = [row["theme_id"] for row in known if wanted in (fold(row["theme_id"]), fold(row["label"]))]
    ids = ids or [row["theme_id"] for row in known if _holds(fold(row["label"]), wanted)]
    if not ids:
        return _nothing("theme", asked, (name for row in known for name in row))
    sql = f"action_id IN (SELECT action_id FROM action_themes WHERE theme_id IN ({_marks(ids)}))"
    return Condition(sql, tuple(ids), tuple(row["label"] for row in known if row["theme_id"] in ids))


def by_area(connection: sqlite3.Connection, asked: str) -> Condition:
    """Rows of the reviews of an area whose name holds all the words asked for."""
    query = "SELECT DISTINCT area FROM actions WHERE area IS NOT NULL ORDER BY area"
    known = [str(row["area"]) for row in connection.execute(query)]
    areas = [area for area in known if _holds(fold(area), fold(asked))]
    if not areas:
        return _nothing("area", asked, known)
    return Condition(f"area IN ({_marks(areas)})", tuple(areas), tuple(areas))


def by_scope(asked: str) -> Condition:
    """Rows of a scope: local, regional, national or unknown."""
    return _by_value("scope", asked, "action_id IN (SELECT action_id FROM action_scopes WHERE scope = ?)")


def by_status(asked: str) -> Condition:
    """Rows of a status, with a blank or an underscore: in progress, in_progress."""
    return _by_value("status", asked, "status = ?")


def _by_value(name: str, asked: str, sql: str) -> Condition:
    values = table("actions").column(name).values
    wanted = fold(asked).replace(" ", "_")
    if wanted in values:
        return Condition(sql, (wanted,), (wanted,))
    return Condition("0", note=f"There is no {name} {_shown(asked)}. Known: {', '.join(values)}.")


def by_year(asked: str) -> Condition:
    """Rows with any date in a year: of the plan, its update, a target or a completion."""
    text = asked.strip()
    if not re.fullmatch(r"[0-9]{4}", text):
        return Condition("0", note=f"{_shown(text)} is not a year such as 2021.")
    sql = "action_id IN (SELECT action_id FROM action_dates WHERE year = ?)"
    return Condition(sql, (int(text),), (text,))


OF_FEW_VALUES: dict[str, Callable[[str], Condition]] = {
    "scope": by_scope,
    "status": by_status,
    "year": by_year,
}
"""Filters whose values are known without the store."""


def _holds(name: str, words: str) -> bool:
    """True if every word of words is a word of name."""
    return bool(words) and set(words.split()) <= set(name.split())


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)


def _nothing(kind: str, asked: str, known: Iterable[str]) -> Condition:
    by_fold = {fold(name): name for name in known}
    near = [by_fold[name] for name in difflib.get_close_matches(fold(asked)[:100], by_fold, n=3, cutoff=0.6)]
    hint = f" Near: {'; '.join(near)}." if near else ""
    return Condition("0", note=f"No {kind} in this dataset answers to {_shown(asked)}.{hint}")


def _shown(text: str) -> str:
    return f"“{text[:100]}”"
