"""File names with people masked: "jane_smith_action_plan.docx" -> "[name]_action_plan.docx". For show only: the true path
is what explain, verify and the ledger need."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from pathlib import PurePosixPath

from normalise.names.find import find
from normalise.names.lists import Lists, lists
from normalise.names.mask import MASK
from normalise.names.tokens import Token, is_given, is_place, known_surname, tokenize


def mask_file_name(path: str, keep: Collection[str] = ()) -> str:
    """Return a path with the names of people in its folders and file name masked; separators and suffix stay.

    A single given name stays: reviews are published under a pseudonym ("DHR Ana.pdf"). keep: names that must stay.
    """
    parts = path.split("/")
    last = PurePosixPath(parts[-1])
    masked = [_masked(part, keep) for part in parts[:-1]]
    return (
        "/".join((*masked, _masked(last.stem, keep) + last.suffix)) if parts[-1] else "/".join((*masked, ""))
    )


def _masked(name: str, keep: Collection[str]) -> str:
    text, places = _spaced(name)
    spans = [
        (s.start, s.end) for s in find(text, tuple(sorted(keep))) if _is_whole(text[s.start : s.end], s.rule)
    ]
    if not spans:
        titled = " ".join(w.capitalize() if w.islower() else w for w in text.split(" "))
        spans = [span for span in _pairs(titled, lists()) if titled[span[0] : span[1]] not in keep]
    for start, end in sorted(spans, reverse=True):
        name = name[: places[start]] + MASK + name[places[end - 1] + 1 :]
    return name


def _spaced(name: str) -> tuple[str, list[int]]:
    """Return a name with spaces for its separators and between "JaneSmith", and where each character came from."""
    text: list[str] = []
    places: list[int] = []
    for k, char in enumerate(name):
        before = name[k - 1] if k else ""
        if char.isupper() and before.islower():
            text.append(" ")
            places.append(k)
        text.append(char if char.isalnum() or char in "'’()," else " ")
        places.append(k)
    return "".join(text), places


def _is_whole(found: str, rule: str) -> bool:
    """Return True for a name of two words, or one behind a title: nothing less is masked in a file name."""
    return " " in found.strip() or rule == "title"


def _pairs(text: str, words: Lists) -> list[tuple[int, int]]:
    """Return the pairs of a given name and a surname, both firm, in a text whose words were in small letters."""
    tokens = tokenize(text)
    return [
        (given.start, surname.end)
        for given, surname in pairwise(tokens)
        if surname.gap == " " and _firm_given(given, words) and _firm_surname(surname, words)
    ]


def _firm_given(token: Token, words: Lists) -> bool:
    return (
        len(token.text) > 2
        and is_given(token, words)
        and token.fold not in words.ordinary
        and not is_place(token)
    )


def _firm_surname(token: Token, words: Lists) -> bool:
    return known_surname(token, words) and not words.is_word(token.fold) and not is_place(token)
