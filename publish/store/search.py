"""Search the store: words and phrases over what the plans say, with filters over what rules made of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from publish.clean import visible
from publish.store import filters
from publish.store.connect import open_read_only
from publish.store.filters import Condition
from publish.store.fold import fold
from publish.store.hints import hints
from publish.store.query import Query, match, parse
from publish.store.write import INDEXED

RANKED_HITS = 10_000
"""Ranking costs some 3 microseconds a hit: above this, hits come in the order of the dataset."""

_WEIGHTS = {"recommendation": 10.0, "action": 6.0, "milestones": 3.0, "completion_stated": 3.0}
_WIDEST = 200
_LONGEST_SNIPPED = 30_000
_AT_ONCE = 500
_FROM_STORE = {"agency": filters.by_agency, "theme": filters.by_theme, "area": filters.by_area}
_OPEN, _SHUT = "\x02", "\x03"  # cannot occur in the store: control characters are spelt out
_MARKS = re.compile(f"{_OPEN}(.*?){_SHUT}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found.

    snippet: a piece of its text. matches: (start, end) of the words found, within snippet. lead and addressed_to:
    names of the time; lead falls back to the words of the cell where no agency was read.
    """

    action_id: str
    source_file: str
    page_start: int | None
    page_end: int | None
    area: str | None
    review_reference: str | None
    plan_date_iso: str | None
    recommendation_no: str | None
    recommendation: str | None
    action: str | None
    snippet: str
    matches: tuple[tuple[int, int], ...]
    lead: tuple[str, ...]
    addressed_to: tuple[str, ...]
    scope: tuple[str, ...]
    status: str
    target_date_stated: str | None
    completion_stated: str | None
    themes: tuple[str, ...]
    needs_review: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found. total: of all rows that match, of which hits holds the first.

    ranked: best first; False when there was nothing to rank by, or too much: then in the order of the dataset.
    meaning: filter -> the names it stood for. notes: sentences for the person who asked.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    ranked: bool
    meaning: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]


def search(
    db: Path,
    query: str,
    *,
    agency: str | None = None,
    theme: str | None = None,
    scope: str | None = None,
    status: str | None = None,
    area: str | None = None,
    year: int | str | None = None,
    limit: int = 20,
) -> SearchResult:
    """Find rows that hold the query (see publish.store.query; blank: every row) and pass every filter given.

    Any text is a safe query. StoreError: db is not a store of this version.
    """
    parsed = parse(query)
    with closing(open_read_only(db)) as connection:
        asked = {
            "agency": agency,
            "theme": theme,
            "scope": scope,
            "status": status,
            "area": area,
            "year": year,
        }
        conditions = {
            name: _ask(connection, name, visible(str(text)))
            for name, text in asked.items()
            if text is not None
        }
        notes = (*parsed.notes, *(c.note for c in conditions.values() if c.note))
        if parsed.empty and query.strip():
            return SearchResult(
                query, 0, (), False, {}, (*notes, "There is no word in the query to look for.")
            )
        found = _Search(connection, parsed, tuple(conditions.values()))
        total = found.count()
        ranked = bool(parsed.groups) and 0 < total <= RANKED_HITS
        if total > RANKED_HITS and parsed.groups:
            notes = (*notes, f"{total:,} rows match: too many to rank. Add a word or a filter.")
        if not total:
            why = hints(
                connection,
                parsed,
                lambda part: _Search(connection, part, ()).count(),
                filtered=bool(conditions),
            )
            notes = (*notes, *why)
        hits = found.hits(ranked, max(0, limit))
    meaning = {name: condition.meaning for name, condition in conditions.items()}
    return SearchResult(query, total, hits, ranked, meaning, notes)


def _ask(connection: sqlite3.Connection, name: str, text: str) -> Condition:
    if name in _FROM_STORE:
        return _FROM_STORE[name](connection, text)
    return filters.OF_FEW_VALUES[name](text)


class _Search:
    """One search over an open store."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, conditions: tuple[Condition, ...]
    ) -> None:
        self._connection = connection
        self._match = match(query.groups, self._widen)
        where: list[str] = []
        values: list[str | int] = []
        if self._match:
            where.append("actions_fts MATCH ?")
            values.append(self._match)
        if conditions:
            inner = " AND ".join(condition.sql for condition in conditions)
            # The plus keeps SQLite from running the whole full-text query once for every id.
            where.append(f"+rowid IN (SELECT id FROM actions WHERE {inner})")
            values.extend(value for condition in conditions for value in condition.values)
        for term in query.without:
            where.append("+rowid NOT IN (SELECT rowid FROM actions_fts WHERE actions_fts MATCH ?)")
            values.append(match(((term,),), self._widen))
        self._table = "actions_fts" if self._match else "actions"
        self._where = f"WHERE {' AND '.join(where)}" if where else ""
        self._values = values

    def _widen(self, beginning: str) -> list[str]:
        """Return one word for each stem of the words that begin so (see search_words in schema.sql)."""
        low = fold(beginning)  # as the tokenizer does: without case and accents
        query = "SELECT DISTINCT representative FROM search_words WHERE word >= ? AND word < ? LIMIT ?"
        rows = self._connection.execute(query, (low, low + "\U0010ffff", _WIDEST + 1)).fetchall()
        return [row["representative"] for row in rows] if len(rows) <= _WIDEST else []

    def count(self) -> int:
        query = f"SELECT count(*) FROM {self._table} {self._where}"
        return int(self._connection.execute(query, self._values).fetchone()[0])

    def hits(self, ranked: bool, limit: int) -> tuple[Hit, ...]:
        weights = ", ".join(str(_WEIGHTS.get(column, 1.0)) for column in INDEXED)
        order = f"bm25(actions_fts, {weights}), rowid" if ranked else "rowid"
        query = f"SELECT rowid FROM {self._table} {self._where} ORDER BY {order} LIMIT ?"
        ids = [row[0] for row in self._connection.execute(query, (*self._values, limit))]
        snippets: dict[int, str] = {}
        for first in range(0, len(ids), _AT_ONCE):
            snippets |= self._snippets(ids[first : first + _AT_ONCE])
        return tuple(self._hit(number, snippets.get(number)) for number in ids)

    def _snippets(self, ids: list[int]) -> dict[int, str]:
        """Cut snippets for the rows shown only: for every row that matches it would cost more than the search.

        Rows of monstrous length get none (their beginning is shown): the time grows with the square of the words found.
        """
        if not self._match:
            return {}
        length = " + ".join(f"ifnull(length({column}), 0)" for column in INDEXED)
        query = (
            f"SELECT rowid, snippet(actions_fts, -1, '{_OPEN}', '{_SHUT}', ' … ', 32) FROM actions_fts"
            f" WHERE actions_fts MATCH ? AND rowid IN (SELECT id FROM actions"
            f" WHERE id IN ({', '.join(map(str, ids))}) AND {length} <= {_LONGEST_SNIPPED})"
        )
        return dict(tuple(row) for row in self._connection.execute(query, (self._match,)))

    def _hit(self, number: int, snippet: str | None) -> Hit:
        row = self._connection.execute("SELECT * FROM actions WHERE id = ?", (number,)).fetchone()
        key = row["action_id"]
        lead = self._column(
            "SELECT name FROM action_agencies WHERE action_id = ? AND role = 'lead' ORDER BY position", key
        )
        asked = self._column(
            "SELECT name FROM action_agencies WHERE action_id = ? AND role = 'addressed_to' ORDER BY position",
            key,
        )
        themes = self._column(
            "SELECT label FROM action_themes JOIN themes USING (theme_id) WHERE action_id = ? ORDER BY position",
            key,
        )
        scope = self._column("SELECT scope FROM action_scopes WHERE action_id = ? ORDER BY scope", key)
        text, matches = _unmarked(snippet if snippet is not None else _start(row))
        plain = (
            "source_file", "page_start", "page_end", "area", "review_reference", "plan_date_iso",
            "recommendation_no", "recommendation", "action", "status", "target_date_stated", "completion_stated",
        )  # fmt: skip
        return Hit(
            action_id=key,
            snippet=text,
            matches=matches,
            lead=lead or ((row["lead_agency_stated"],) if row["lead_agency_stated"] else ()),
            addressed_to=asked,
            scope=scope,
            themes=themes,
            needs_review=bool(row["needs_review"]),
            **{name: row[name] for name in plain},
        )

    def _column(self, query: str, action_id: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self._connection.execute(query, (action_id,)))


def _start(row: sqlite3.Row) -> str:
    text = str(row["recommendation"] or row["action"] or "")
    return text if len(text) <= 240 else text[:240].rsplit(" ", 1)[0] + " …"


def _unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the marks out of a snippet and return where they stood."""
    text, matches, last = "", [], 0
    for found in _MARKS.finditer(snippet):
        text += snippet[last : found.start()]
        matches.append((len(text), len(text) + len(found[1])))
        text += found[1]
        last = found.end()
    return text + snippet[last:], tuple(matches)
