"""Cut a cell into the sentences, lines and list items that can each say something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CUT = re.compile(
    r"\n+"
    r"|(?<=[a-z\d)’'%])[.;]\s+(?=[\"'‘“(]?[A-Z\d])"  # a full stop before a capital
    r"|(?<=[A-Z]{2})[.;]\s+(?=[A-Z])"
    r"|;\s+"
)
_LABEL = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+|[•▪●*–—-]\s*|(?:action|rec(?:ommendation)?|point|part)\s+\d+(?:\.\d+)*\s*[:.–-]?\s*)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a cell, stripped, list numbers and bullets taken off; no empty ones."""
    for part in _CUT.split(text):
        bare = _LABEL.sub("", part).strip()
        if bare:
            yield bare
