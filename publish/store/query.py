"""What a person types, as a query of SQLite's full-text index. Any text is a query; none is a syntax error.

strangulation training     both words, in any form ("trained")
"bail hearing"             the words side by side
BWV OR "body worn"         either; OR joins its two neighbours, and comes before the implied AND
-police, NOT police        rows without it
safeguard*                 words that begin so
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 2_000
MAX_TERMS = 50

_TOKEN = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)(?:"(?P<star>\*?)|$)|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„‟«»＂", '"""""""')

Widen = Callable[[str], list[str]]
"""Gives the words that begin so, one for each stem; an empty list when there are none or too many."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side. prefix: the last word may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of the groups must match, each by any of its terms; none of `without` may."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when there is no word in it."""
        return not self.groups and not self.without


def parse(text: str) -> Query:
    """Read what was typed."""
    clean = _plain(text)
    notes = []
    if len(clean) > MAX_CHARACTERS:
        clean = clean[:MAX_CHARACTERS]
        notes.append(f"Only the first {MAX_CHARACTERS:,} characters of the query were used.")
    groups: list[list[Term]] = []
    without: list[Term] = []
    joins = negates = False
    for count, (operator, negative, term) in enumerate(_tokens(clean)):
        if count == MAX_TERMS:
            notes.append(f"Only the first {MAX_TERMS} words of the query were used.")
            break
        if term is None:
            joins, negates = operator == "OR" or joins, operator == "NOT"
        elif negative or negates:
            without.append(term)
            joins = negates = False
        elif joins and groups:
            groups[-1].append(term)
            joins = False
        else:
            groups.append([term])
            joins = False
    # A word asked for twice is no stricter, and costs as much again.
    distinct = dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups)
    return Query(tuple(distinct), tuple(dict.fromkeys(without)), tuple(notes))


def _plain(text: str) -> str:
    """Return text without what an index cannot take: control characters (NUL ends a query early), lone surrogates."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") else c for c in text)
    return "".join(kept).translate(_QUOTES)


def _tokens(text: str) -> Iterator[tuple[str, bool, Term | None]]:
    """Yield (operator, negative, term): an operator has no term, a term no operator. Wordless tokens are left out."""
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word in ("OR", "AND", "NOT"):
            yield word, False, None
            continue
        if word is None:
            words, minus, star = match["phrase"], match["minus"] == "-", match["star"] == "*"
        else:
            words, minus, star = word.lstrip("-").rstrip("*"), word.startswith("-"), word.endswith("*")
        if _has_word(words):
            yield "", minus, Term(words.strip(), star)


def _has_word(text: str) -> bool:
    """True if the tokenizer unicode61 sees a word: a letter, a number or a private-use character."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Co" for c in text)


def match(groups: tuple[tuple[Term, ...], ...], widen: Widen) -> str:
    """Return the MATCH expression for groups. Every word in it is quoted: nothing typed reaches the index as syntax."""
    return " AND ".join(f"({' OR '.join(_expression(term, widen) for term in group)})" for group in groups)


def _expression(term: Term, widen: Widen) -> str:
    if not term.prefix:
        return _quoted(term.text)
    words = widen(term.text) if term.text.isalnum() else []
    if words:
        return f"({' OR '.join(map(_quoted, words))})"
    return _quoted(term.text) + " *"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
