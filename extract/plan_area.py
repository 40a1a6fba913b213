"""Whose area a plan is about: from its labels, title and surroundings, else from its cells or file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.areas import bare_place, vote
from extract.gazetteer import is_known, known_in
from extract.metadata_lines import Surroundings
from extract.printed import read_labelled, segments
from extract.text import squash
from ingest.errors import finding
from ingest.model import Document, Finding

_TITLE, _AUTHOR, _NEAR, _GROUP = 5.0, 2.0, 2.0, 0.3
"""Weights of the places where an area may be named; a heading that names the agency of a group says little."""
_LABEL_WORDS = 6


def settle_area(
    meta: dict[str, str],
    around: Surroundings,
    texts: Sequence[str],
    document: Document,
    findings: list[Finding],
) -> None:
    """Put the area into the metadata, with a finding where it is a guess."""
    labelled = _labelled(meta.pop("area", ""))
    if labelled and is_known(labelled):
        meta["area"] = labelled
        return
    near: list[tuple[str, float]] = [(meta.get("title", ""), _TITLE), (meta.get("author", ""), _AUTHOR)]
    near += [(t, _GROUP if squash(t) in around.grouped else _NEAR) for t in dict.fromkeys(texts)]
    pseudonym = meta.get("review_reference", "")
    named = vote(near, pseudonym)
    if labelled and not (named and is_known(named)):
        named = labelled
    named = named or _lone_place(texts)
    if named:
        meta["area"] = named
        return
    named = vote(((t, 1.0) for t in around.cells), pseudonym, bare=False)
    if named is None:
        named = vote(((line.text, 1.0) for line in document.lines), pseudonym, bare=False)
    if named is None:
        named = _from_file_name(document.source.path)
    if named:
        meta["area"] = named
        findings.append(finding("extract", "AREA_GUESSED"))


def _labelled(value: str) -> str | None:
    """The place in the value of a label, or the value itself when it is a body; None for a title or a sentence."""
    if not re.match(r"[^\W\d_]", value):
        return None
    place = bare_place(value) or next(iter(known_in(value)), None)
    if place:
        return place
    body = re.search(r"\b(?:Partnership|Council|Board|CSP|Partneriaeth)\b", value)
    return value if body and ":" not in value and len(value.split()) <= _LABEL_WORDS else None


def _lone_place(texts: Sequence[str]) -> str | None:
    """ "Hartlepool. Reference: DHR HP/7": a lone name beside a labelled part of the same line."""
    for text in texts:
        parts = segments(text)
        if len(parts) > 1 and any(read_labelled(p) for p in parts[1:]) and not read_labelled(parts[0]):
            place = bare_place(parts[0].rstrip("."))
            if place and len(parts[0]) <= 40:
                return place
    return None


def _from_file_name(path: str) -> str | None:
    """The one known place that the file is named after: "isle_of_wight_dhr_grace.pdf"."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = re.findall(r"[^\W\d_]+", stem)
    named = known_in(" ".join(w.lower() if w.lower() in _SMALL else w.capitalize() for w in words))
    return named[0] if len(named) == 1 else None


_SMALL = frozenset({"and", "of", "on", "upon", "under", "the", "with"})
