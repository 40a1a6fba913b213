"""The pattern language of the theme rules, parsed.

A pattern is one line a domain expert can write:

    routine enquiry             these words, in any inflection, hyphenated or not
    =MARAC                      exactly these letters (acronyms)
    {ask} about {abuse}         a list from concepts.toml stands in for a word
    (dog|pet) fostering         alternatives
    {see} .. {alone}            up to 6 words between, in this order, in one sentence (..12 allows 12)
    {dog} & leave               both in one sentence, in any order
    {dog} & !police             the second must not stand in the sentence
    {dog} && {refuge}           both in the row, wherever (&& ! for "nowhere in the row")
    ^probation                  counts even inside an organisation's name
    action: audit               only in the action (rec: only in the recommendation)

Raises PatternError with the line and the reason; the rules check turns it into a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from normalise.themes.words import lemma, split

DEFAULT_GAP = 6
_MAX_PHRASES = 4000
_WELL_FORMED = re.compile(r"\{\w+\}|\(.*\)|=?[\w'&/+:-]+(?:\.\w\.?)*")
_AND = re.compile(r"\s+(&&|&)\s+")
_THEN = re.compile(r"\s+\.\.(\d*)\s+")
_OPEN = re.compile(r"^(?:&|\.\.)|(?:&|\.\.\d*)$")

Field = Literal["recommendation", "action"]
_FIELDS: dict[str, Field] = {"action:": "action", "rec:": "recommendation"}


class PatternError(ValueError):
    """A pattern that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Element:
    """A set of alternative phrases. exact: letter case counts and no lemma is made. unmasked: names do not hide it."""

    phrases: tuple[tuple[str, ...], ...]
    exact: bool
    unmasked: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Elements in order; gaps[i] = most words between element i and i + 1. negated: must be absent.

    scope: where it is looked for relative to the first chain of its pattern.
    """

    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    negated: bool
    scope: Literal["sentence", "row"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One parsed line. The first chain is what fires; the others are conditions."""

    source: str
    chains: tuple[Chain, ...]
    field: Field | None


Concepts = Mapping[str, Sequence[str]]


def parse(source: str, concepts: Concepts) -> Pattern:
    """Read one pattern line; raises PatternError."""
    text = source.strip()
    field: Field | None = None
    for prefix, name in _FIELDS.items():
        if text.startswith(prefix):
            field, text = name, text.removeprefix(prefix).strip()
    parts = _AND.split(text) if "&" in text else [text]
    chains = [_chain(parts[0], "sentence", concepts, source)]
    for operator, part in zip(parts[1::2], parts[2::2], strict=True):
        chains.append(_chain(part, "row" if operator == "&&" else "sentence", concepts, source))
    if ("&" in text or ".." in text) and _OPEN.search(text):
        raise PatternError(f"{source!r}: an operator needs something on both sides")
    if chains[0].negated:
        raise PatternError(f"{source!r}: the first part cannot be negated")
    return Pattern(source, tuple(chains), field)


def _chain(text: str, scope: Literal["sentence", "row"], concepts: Concepts, source: str) -> Chain:
    negated = text.startswith("!")
    text = text.removeprefix("!").strip()
    parts = _THEN.split(text) if ".." in text else [text]
    elements = tuple(_element(part, concepts, source) for part in parts[0::2])
    gaps = tuple(int(gap) if gap else DEFAULT_GAP for gap in parts[1::2])
    return Chain(elements, gaps, negated, scope)


def _element(text: str, concepts: Concepts, source: str) -> Element:
    unmasked = text.startswith("^")
    text = text.removeprefix("^")
    exact = text.startswith("=")
    phrases = tuple(dict.fromkeys(_expand(text.removeprefix("="), exact, concepts, source, ())))
    if not phrases or not all(phrases):
        raise PatternError(f"{source!r}: an empty phrase")
    return Element(phrases, exact, unmasked)


def _expand(
    text: str, exact: bool, concepts: Concepts, source: str, seen: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """All phrases a piece of a pattern stands for: lists and alternatives multiplied out."""
    plain = text.split()
    if "".join(plain).isalpha():
        return [tuple(plain) if exact else tuple(map(lemma, plain))]
    slots: list[list[tuple[str, ...]]] = []
    for piece in _pieces(text, source):
        if piece.startswith("{"):
            name = piece[1:-1]
            if name not in concepts or name in seen:
                raise PatternError(f"{source!r}: no list named {name!r}, or it contains itself")
            slots.append(
                [p for item in concepts[name] for p in _expand(item, exact, concepts, source, (*seen, name))]
            )
        elif piece.startswith("("):
            choices = _alternatives(piece[1:-1])
            slots.append([p for item in choices for p in _expand(item, exact, concepts, source, seen)])
        elif piece.startswith("="):
            forms = split(piece[1:]).forms
            slots.append([tuple(forms) if exact else tuple(lemma(form) for form in forms)])
        else:
            forms = [piece] if piece.isalpha() else split(piece).forms
            slots.append([tuple(forms) if exact else tuple(lemma(form) for form in forms)])
    size = 1
    for slot in slots:
        size *= len(slot)
    if size > _MAX_PHRASES:
        raise PatternError(f"{source!r}: {size} phrases; use '..' between the lists")
    return [tuple(word for part in combination for word in part) for combination in product(*slots)]


def _pieces(text: str, source: str) -> list[str]:
    """Words, {lists} and (alternatives) of a phrase; alternatives may hold alternatives."""
    if "(" not in text:
        plain = text.split()
        bad = next((p for p in plain if not _WELL_FORMED.fullmatch(p)), None)
        if bad:
            raise PatternError(f"{source!r}: cannot read {bad!r}")
        return plain
    pieces, start, depth = [], 0, 0
    text = re.sub(r"\)(?=[\w({=])", ") ", text)
    for i, char in enumerate(text + " "):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == " " and depth == 0:
            if text[start:i].strip():
                pieces.append(text[start:i])
            start = i + 1
    bad = next((p for p in pieces if not _WELL_FORMED.fullmatch(p)), None)
    if depth or bad:
        raise PatternError(f"{source!r}: cannot read {bad or 'the brackets'!r}")
    return pieces


def _alternatives(text: str) -> list[str]:
    """Split at the | outside inner brackets."""
    parts, start, depth = [], 0, 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]
