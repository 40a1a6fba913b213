"""Words of a text: exact offsets into the raw text, and a lemma that a rule's author can foresee.

spaCy's blank English pipeline has no lemmatiser, and its statistical one would cost start-up time and need a model. Rules
here only need "speaks", "spoke" and "spoken" to meet under one form, so inflections are undone for the verbs listed in
data/words.toml and plurals by rule; everything else stays as printed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from normalise.memo import Memo

_TOKEN = re.compile(
    r"[^\W_]+(?:['’‘`´][^\W_]+)?(?:\u00ad[^\W_]+)*|[.!?;:](?=[\s\"'’”)]|$)|[()&\n]", re.UNICODE
)
_CUT = re.compile(rf"({_TOKEN.pattern})")
_BOUNDARIES = frozenset(".!?;\n")
_APOSTROPHES = str.maketrans("’‘`´", "''''", "\u00ad")


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of one text: surface forms, start and end offsets, sentence number of each (counted from first_sentence)."""

    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]


def split(text: str, first_sentence: int = 0) -> Words:
    """Cut a text into words and the punctuation that bounds phrases. Hyphens, slashes and commas only separate words."""
    parts = _CUT.split(text)  # gap, token, gap, token, ..., gap: everything below is a view of it
    offsets = list(accumulate(map(len, parts)))
    forms = parts[1::2]
    sentences = [first_sentence] * len(forms)
    if not _BOUNDARIES.isdisjoint(forms):
        sentence = first_sentence
        for i, form in enumerate(forms):
            sentences[i] = sentence
            if form in _BOUNDARIES:
                sentence += 1
    return Words(forms, offsets[:-1:2], offsets[1::2], sentences)


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Inflected form -> lemma, from data/words.toml."""
    source = files("normalise.themes").joinpath("data/words.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(source)
    table: dict[str, str] = {}
    for verb in data["verbs"]:
        for form in inflections(verb):
            table.setdefault(form, verb)
    for lemma, forms in data["irregular"].items():
        for form in forms:
            table[form] = lemma
    for form in data["keep"]:
        table[form] = form
    return table


def inflections(verb: str) -> tuple[str, ...]:
    """The regular English forms of a verb; doubled consonants are generated too and do no harm where unused."""
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    forms: tuple[str, ...] = (verb, verb + "s", verb + "es", verb + "ed", verb + "ing")
    if verb[-1] not in "aeiouwxy":
        forms += (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    return forms


def lemma(form: str) -> str:
    """Lower-case lemma of a word as printed: "Carer's" -> "carer", "spoken" -> "speak", "agencies" -> "agency"."""
    return _LEMMAS[form]


def lemmas(forms: Iterable[str]) -> list[str]:
    """The lemma of every word."""
    return list(map(_LEMMAS.__getitem__, forms))


def _lemma(form: str) -> str:
    if form == "&":
        return "and"
    word = unicodedata.normalize("NFKC", form).translate(_APOSTROPHES).lower()
    word = word.removesuffix("'s").removesuffix("'")
    table = _table()
    found = table.get(word)
    if found is not None:
        return found
    if "iz" in word[2:]:
        word = re.sub(r"iz(e|ed|es|ing|ation|ations)$", r"is\1", word)
        if word in table:
            return table[word]
    singular = _singular(word)
    return table.get(singular, singular)


_LEMMAS = Memo(_lemma)


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
