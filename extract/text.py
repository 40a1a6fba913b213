"""How texts are compared: the few normal forms that every rule of this room uses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u00ad": None}
)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NOT_ALNUM = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Straight quotes, plain hyphens, single blanks; letters and case untouched."""
    return " ".join(_DASHES.sub("-", text.translate(_QUOTES)).split())


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """Letters and digits only, case-folded: equal for texts that differ in blanks, breaks and punctuation."""
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def one_line(text: str) -> str:
    """The text with all white space as single blanks."""
    return " ".join(text.split())
