"""Initials in a text: by the document's glossary, by the heading above the row, by the bodies of the area."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from normalise.agencies import acronyms
from normalise.agencies.area import area_of
from normalise.agencies.choosing import Here
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Context
from normalise.agencies.readings import AMBIGUOUS, UNKNOWN, Read, read_match, unknown_reading
from normalise.agencies.shapes import is_organisation
from normalise.agencies.words import spelled_out, split


def here_of(context: Context) -> Here:
    """Return area and date of a context."""
    return Here(area_of(context.area), context.plan_date_iso)


def by_heading(word: str, context: Context) -> Read | None:
    """Settle initials by the heading above the row: "NPH" under "Northampton Partnership Homes"."""
    raw = word.removesuffix("'s").removesuffix("’s")
    if not context.group_label or len(raw) < 3 or not raw.isupper():
        return None
    above = split(context.group_label)
    for start, end in spelled_out(raw, above):
        name = above.text[above.starts[start] : above.ends[end - 1]]
        match = Gazetteer.load().trie.match(split(name), 0)
        if match is not None and match.end == end - start:
            return written(read_match(match, name, here_of(context)), raw)
        return Read((unknown_reading(name, raw),), None, (UNKNOWN,))
    return None


def by_initials(raw: str, here: Here, kind: str = "") -> Read | None:
    """Settle initials by the bodies of the area; kind: only of this kind. None if the area has no body of these initials."""
    bare = raw.removesuffix("'s").removesuffix("’s")
    known = acronyms.of_area(here.area, here.date)
    found = tuple(r for r in known.get(bare) or known.get(bare.upper()) or () if not kind or r.kind == kind)
    if not found:
        return None
    if len({r.current_name for r in found}) > 1:
        return None if kind else Read((unknown_reading(raw, raw),), None, (AMBIGUOUS,))
    return Read((replace(found[0], as_written=raw, basis="inferred"),))


def written(read: Read, raw: str) -> Read:
    """Return a reading under the words it was written with."""
    return Read(
        tuple(replace(r, as_written=raw) for r in read.readings), read.body, read.findings, read.placed
    )


@lru_cache(maxsize=1024)
def glossary(context: Context) -> dict[str, Read]:
    """Return the document's own acronyms that are bodies, each with its reading."""
    bare = Context(context.area, context.plan_date_iso)
    found: dict[str, Read] = {}
    for acronym, expansion in context.glossary:
        words = split(expansion)
        if not len(words) or len(acronym) < 2:
            continue
        match = Gazetteer.load().trie.match(words, 1 if words.keys[0] == "the" and len(words) > 1 else 0)
        if match is not None and match.end >= len(words) - 1:
            found[acronym] = read_match(match, expansion, here_of(bare))
        elif is_organisation(expansion):
            found[acronym] = Read((unknown_reading(expansion.strip(), acronym),), None, (UNKNOWN,))
    return found
