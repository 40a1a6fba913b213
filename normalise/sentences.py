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
_LISTED = re.compile(r"\s*\(?(?:1|a|i)[.)]\s+\S", re.IGNORECASE)
_NEXT_ITEM = re.compile(r"[\s,;]+(?=\(?(?:\d{1,2}|[b-h]|ii|iii|iv)[.)]\s+\S)", re.IGNORECASE)
_LABEL = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+|[•▪●*–—-]\s*|(?:action|rec(?:ommendation)?|point|part)\s+\d+(?:\.\d+)*\s*[:.–-]?\s*)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a cell, stripped, list numbers and bullets taken off; no empty ones.

    A cell that opens with item 1 or a of a list is cut at its other items too: "1) done 2) audit under way".
    """
    listed = _LISTED.match(text) is not None
    for part in _CUT.split(text):
        for item in _NEXT_ITEM.split(part) if listed else (part,):
            bare = _LABEL.sub("", item).strip()
            if bare:
                yield bare
