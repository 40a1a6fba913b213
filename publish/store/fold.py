"""Compare names as people do: without case, accents, punctuation or the word "the"."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’‘`´]")


def fold(text: str) -> str:
    """Return text for comparison: "The Hampshire & I.O.W. Police" -> "hampshire and i o w police"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).split()
    return " ".join(word for word in words if word != "the") or " ".join(words)
