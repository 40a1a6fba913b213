"""Whose area a plan is about: from its labels, title and surroundings, else from its cells or file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.areas import bare_place, vote
from extract.metadata_lines import Surroundings
from extract.printed import meta_rules, read_labelled, segments
from ingest.errors import finding
from ingest.model import Document, Finding


def settle_area(
    meta: dict[str, str],
    around: Surroundings,
    texts: Sequence[str],
    document: Document,
    findings: list[Finding],
) -> None:
    """Put the area into the metadata, with a finding where it is a guess."""
    if "area" in meta and re.match(r"[^\W\d_]", meta["area"]):
        meta["area"] = bare_place(meta["area"]) or meta["area"]
        return
    meta.pop("area", None)
    near: list[tuple[str, float]] = [(meta.get("title", ""), 5.0), (meta.get("author", ""), 3.0)]
    near += [(t, 2.0) for t in texts]
    pseudonym = meta.get("review_reference", "")
    named = vote(near, pseudonym) or _lone_place(texts)
    if named:
        meta["area"] = named
        return
    named = vote((t, 1.0) for t in around.cells)
    if named is None:
        named = vote((line.text, 1.0) for line in document.lines)
    if named is None:
        named = _from_file_name(document.source.path, [*around.cells, *(x.text for x in document.lines)])
    if named:
        meta["area"] = named
        findings.append(finding("extract", "AREA_GUESSED"))


def _lone_place(texts: Sequence[str]) -> str | None:
    """ "Hartlepool. Reference: DHR HP/7": a lone name beside a labelled part of the same line."""
    for text in texts:
        parts = segments(text)
        if len(parts) > 1 and any(read_labelled(p) for p in parts[1:]) and not read_labelled(parts[0]):
            place = bare_place(parts[0].rstrip("."))
            if place and len(parts[0]) <= 40:
                return place
    return None


def _from_file_name(path: str, texts: Iterable[str]) -> str | None:
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    noise: set[str] = set(meta_rules()["area"]["file_noise"])
    words: list[str] = [w for w in re.findall(r"[A-Za-z]{4,}", stem) if w.casefold() not in noise]
    body = " ".join(texts)
    for word in words:
        name: str = word[0].upper() + word[1:].lower()
        # within a sentence: any word is written with a capital at the head of a line or cell
        if re.search(rf"[a-z,] {name}\b", body):
            return name
    return None
