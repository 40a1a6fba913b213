"""Why a search found nothing, said so that the person can mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process

from publish.store.fold import fold
from publish.store.query import Query, Term

_COMPARED, _SHOWN, _LEAST_LIKE = 4_000, 3, 80.0
"""Words with the same first letter and of like length that are compared and shown at most; their likeness in per cent."""

Count = Callable[[Query], int]
"""How many rows hold a query, whatever the filters."""


def hints(connection: sqlite3.Connection, query: Query, count: Count, *, filtered: bool) -> Iterator[str]:
    """Sentences for a query that found no row. filtered: there were filters, too."""
    if not query.groups:
        return
    for without, looser in (("filters", query), ("words left out", Query(query.groups))):
        rows = count(looser) if filtered or query.without else 0
        if rows:
            yield f"{rows:,} row{'' if rows == 1 else 's'} would match without the {without}."
            return
    alone = [(group, count(Query((group,)))) for group in query.groups]
    missing = [group for group, found in alone if not found]
    for group in missing:
        yield f"No row holds {_named(group)}.{_nearest(connection, group)}"
    if not missing:
        found = ", ".join(f"{_named(group)} {number:,}" for group, number in alone)
        yield f"No row holds all of them together. Rows with each: {found}. OR between two words finds either."


def _named(group: Sequence[Term]) -> str:
    return " or ".join(f"“{term.text[:60]}{'*' if term.prefix else ''}”" for term in group)


def _nearest(connection: sqlite3.Connection, group: Sequence[Term]) -> str:
    """The words of the store that look most like a single word that is not in it."""
    words = {word for term in group if not term.prefix for word in fold(term.text).split()}
    near = [known for word in sorted(words) for known in _like(connection, word)]
    return f" Near: {', '.join(dict.fromkeys(near))}." if near else ""


def _like(connection: sqlite3.Connection, word: str) -> list[str]:
    known = "SELECT 1 FROM search_words WHERE word = ?"
    if len(word) < 4 or connection.execute(known, (word,)).fetchone():
        return []
    query = (
        "SELECT word FROM search_words WHERE word >= ? AND word < ? AND abs(length(word) - ?) <= 2"
        " ORDER BY abs(length(word) - ?), word LIMIT ?"
    )
    first = word[0]
    values = (first, first + "\U0010ffff", len(word), len(word), _COMPARED)
    others = [row[0] for row in connection.execute(query, values)]
    near = process.extract(word, others, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_LEAST_LIKE)
    return [found for found, _, _ in near]
