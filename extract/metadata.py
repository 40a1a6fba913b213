"""What a document says about its plan: title, area, review, dates, author, as printed, from the strongest place first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extract.find import find_header
from extract.grid import Grid
from extract.headers import match_header
from extract.keys import key_at_head
from extract.metadata_lines import MAX_TITLE, Surroundings, extents_of, joined_wraps
from extract.plan_area import settle_area
from extract.printed import DATE, NAME, first_date, label_of, meta_rules, read_labelled, segments
from extract.text import one_line, plain, squash
from ingest.errors import finding
from ingest.model import Document, Finding, Line

KEYS = ("title", "area", "review_reference", "plan_date", "updated_date", "author")


def read_metadata(document: Document, around: Surroundings) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Read the metadata. Keys the document does not give are absent. Findings say what was only guessed."""
    meta: dict[str, str] = {}
    findings: list[Finding] = []
    extents = extents_of(document)
    near = joined_wraps(around.near, extents)
    opening = joined_wraps(around.opening, extents)
    for key, value in _labelled(around, near, opening):
        meta.setdefault(key, value)
    title = _title(near, around) or _title(opening, around)
    if title:
        meta.setdefault("title", title)
    texts = [*(t for t, _ in near), *around.lead_rows, *around.running, *(t for t, _ in opening)]
    _from_prose(meta, [meta["title"], *texts] if "title" in meta else texts)
    if "plan_date" not in meta and (date := _bare_date([t for t, _ in near], meta.get("title", ""))):
        meta["plan_date"] = date
    settle_area(meta, around, texts, document, findings)
    _from_properties(meta, document, findings)
    if not around.has_plan:
        for key in ("plan_date", "updated_date"):
            meta.pop(key, None)
    return {key: meta[key] for key in KEYS if meta.get(key)}, tuple(findings)


def _titular(text: str) -> bool:
    """True when a line could be a title on its own."""
    return any(w in text.casefold() for w in meta_rules()["title"]["strong"])


# labels


def _labelled(
    around: Surroundings, near: Sequence[tuple[str, Line]], opening: Sequence[tuple[str, Line]]
) -> Iterator[tuple[str, str]]:
    for text, _ in near:
        yield from _labels_in(text)
    for text in around.lead_rows:
        yield from _labels_in(text)
    for grid in around.key_tables:
        yield from _key_table(grid)
    for text in around.running:
        yield from _labels_in(text)
    for text, _ in opening:
        yield from _labels_in(text)


def _labels_in(text: str) -> Iterator[tuple[str, str]]:
    for part in segments(text):
        found = read_labelled(part)
        if found and not _titular(found[1]):
            yield found


def _is_label_line(text: str) -> bool:
    """True when a line says a label and its value; a title such as "DHR: Mrs D - Summary of Recommendations" does not."""
    return any(found and not _titular(found[1]) for found in map(read_labelled, segments(text)))


def _key_table(grid: Grid) -> Iterator[tuple[str, str]]:
    """A small table of label | value, beside or (with a first row of labels) below each other."""
    if len(grid.rows) > 20 or (find_header(grid) is not None and grid.width > 4):
        return
    for row in grid.rows:
        own = row.own
        for left, right in itertools.pairwise(own):
            label = label_of(left.text)
            heads = match_header(right.text)
            if label and label_of(right.text) is None and not (heads and heads.kind == "not_a_plan"):
                value = first_date(right.text) if label.date else one_line(right.text)
                if value and len(value) <= 160:
                    yield label.key, value
        if len(own) == 1:
            yield from _labels_in(own[0].text)
    if len(grid.rows) == 2:
        for top, below in zip(grid.rows[0].bits, grid.rows[1].bits, strict=True):
            label = label_of(top.text)
            value = first_date(below.text) if label and label.date else one_line(below.text)
            if label and value and label_of(below.text) is None:
                yield label.key, value


# title


def _title(lines: Sequence[tuple[str, Line]], around: Surroundings) -> str | None:
    rules = meta_rules()["title"]
    best: tuple[float, str] | None = None
    biggest = max((line.size for _, line in lines), default=0.0)
    for i, (text, line) in enumerate(lines):
        if len(text) > MAX_TITLE or len(text) < 6 or squash(text) in around.grouped:
            continue
        # "Domestic Homicide Review: Craig. Agency recommendations" is a label and a title
        both = line.role == "heading" and _titular(text.partition(":")[2])
        if not both and (_is_label_line(text) or key_at_head(text.partition(":")[0] if ":" in text else "")):
            continue
        low = text.casefold()
        words = 3.0 * any(w in low for w in rules["strong"]) + 1.5 * any(w in low for w in rules["words"])
        if not words and line.role != "heading":
            continue
        looks = (
            2.0 * (line.role == "heading")
            + 0.7 * line.bold
            + (1.5 if biggest and line.size >= biggest - 0.2 else 0.0)
        )
        sentence = 3.0 * bool(re.search(r"[.;]$", text) and len(text) > 60) + 2.0 * bool(
            re.match(r"(?:this|the following|please)\b", low)
        )
        score = words + looks - sentence - 0.05 * i
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best and best[0] >= 1.5 else None


# prose


def _patterns(key: str) -> Iterator[re.Pattern[str]]:
    body = r"(?P<value>[A-Z][\w&'’ -]{2,70}?)(?=[.,;]|$|\s+(?:and|on|in|for|at)\s)"
    for pattern in meta_rules()["prose"].get(key, []):
        yield re.compile(pattern.format(date=f"(?P<value>{DATE})", name=f"(?P<value>{NAME})", body=body))


def _from_prose(meta: dict[str, str], texts: Sequence[str]) -> None:
    for key in ("review_reference", "updated_date", "plan_date", "author"):
        if key in meta:
            continue
        value = next((v for p in _patterns(key) for t in texts if (v := _first(p, t, key))), None)
        if value:
            meta[key] = one_line(value)
    if "review_reference" not in meta:
        value = next((v for t in texts[:8] if (v := _reference_in_title(t))), None)
        if value:
            meta["review_reference"] = value


_AT_THE_END = re.compile(
    rf"(?:^|^[^.;]{{3,90}}(?:[,.;]|\s[–—-]|\b(?:Partnership|Board|Council|CSP))\s+)(?P<value>{DATE})(?:\s*\((?:last\s+)?(?:updat|revis|review|amend)[^()]*\))?\.?$",
    re.IGNORECASE,
)
_BESIDE_TITLE = 6
_OTHER_DATE = re.compile(
    r"\b(?:died|death|deaths|killed|born|birth|meeting|updated|revised|reviewed)\b", re.IGNORECASE
)
"""Words beside a date that is not the plan's own; a remark in brackets after the date apart."""


def _bare_date(lines: Sequence[str], title: str) -> str | None:
    """The date that stands alone under (or over) the title, or at the end of a line there: "Tameside CSP, May 2018"."""
    at = next((i for i, t in enumerate(lines) if title and squash(t) == squash(title)), None)
    first, last = (len(lines) - _BESIDE_TITLE, len(lines)) if at is None else (at - 2, at + _BESIDE_TITLE)
    for text in lines[max(0, first) : last]:
        found = _AT_THE_END.search(one_line(text))
        if found and not _is_label_line(text) and not _OTHER_DATE.search(text.partition("(")[0]):
            return one_line(found["value"])
    return None


def _first(pattern: re.Pattern[str], text: str, key: str) -> str | None:
    for found in pattern.finditer(plain(text)):
        value = found["value"].strip()
        if key == "review_reference" and (value.casefold() in _not_names() or match_header(value)):
            continue
        return value
    return None


def _not_names() -> frozenset[str]:
    return frozenset(w.casefold() for w in meta_rules()["area"]["not_place"])


_TITLE_REFERENCE = (
    re.compile(r"\b(?:DHR|DARDR|SAR)[\s:/-]*(?:[Nn]o\.?\s*|[Nn]umber\s*|[Cc]ase\s*)?([A-Z]{0,4}\d[\w/-]*)"),
    re.compile(r"\bDomestic\s+Homicide\s+Review\s+(?:[Nn]o\.?\s*|[Nn]umber\s*|[Cc]ase\s*)?(\d+[\w/-]*)"),
    re.compile(r"\b((?:Mr|Mrs|Ms|Miss)\.?(?:\s+(?:and|&)\s+(?:Mr|Mrs|Ms)\.?)?\s+[A-Z](?![a-z]))"),
    re.compile(r"\b((?:Adult|Child|Victim|Person)\s+[A-Z]{1,2}\d*)\b"),
)


def _reference_in_title(text: str) -> str | None:
    for i, pattern in enumerate(_TITLE_REFERENCE):
        found = pattern.search(text)
        if found:
            kind = "Case" if "case" in found.group().casefold() else "DHR"
            return f"{kind} {found[1]}" if i < 2 else found[1]
    return None


def _from_properties(meta: dict[str, str], document: Document, findings: list[Finding]) -> None:
    """Word's own properties, only for a title that the page does not show."""
    for name, value in document.properties:
        if name.casefold() == "title" and value.strip() and "title" not in meta and len(value) <= MAX_TITLE:
            low = value.casefold()
            rules = meta_rules()["title"]
            if any(w in low for w in (*rules["strong"], *rules["words"])):
                meta["title"] = one_line(value)
                findings.append(finding("extract", "TITLE_FROM_PROPERTIES"))
