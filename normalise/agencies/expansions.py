"""Initials that the plan itself spells out: "SEWEDT" in a cell, "South East Wales Emergency Duty Team" in a text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalise import names
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Context
from normalise.agencies.shapes import is_organisation
from normalise.agencies.words import Words, spelled_out, split

INITIALS = re.compile(r"\b[A-Z][A-Z&]{2,7}\b")


def with_expansions(context: Context, cell: str, texts: tuple[str, ...]) -> Context:
    """Return the context with the initials of a cell that the texts spell out added to its glossary.

    texts: the row's own texts first, then the plan's. The same context comes back when they spell out none.
    """
    known = {acronym for acronym, _ in context.glossary}
    found = tuple(
        (letters, name)
        for letters in dict.fromkeys(INITIALS.findall(cell))
        if letters not in known and (name := _name(letters, texts))
    )
    return replace(context, glossary=context.glossary + found) if found else context


@lru_cache(maxsize=4096)
def _name(letters: str, texts: tuple[str, ...]) -> str:
    """Return the first organisation in the texts whose initials these are, "" if there is none."""
    for text in texts:
        if letters[0] not in text:
            continue
        words = split(text)
        for start, end in spelled_out(letters, words):
            name = words.text[words.starts[start] : words.ends[end - 1]]
            if _is_body(name) and not names.find(name):
                return " ".join(name.split())
    return ""


def _is_body(name: str) -> bool:
    words: Words = split(name)
    match = Gazetteer.load().trie.match(words, 0)
    return (match is not None and match.end == len(words)) or is_organisation(name)
