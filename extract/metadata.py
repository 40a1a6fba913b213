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
from extract.plan_dates import block_dates
from extract.printed import DATE, first_date, label_of, meta_rules, read_labelled, segments
from extract.references import clean_reference, find_reference
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
        if key == "author" and match_header(value):  # "Responsible | Target date" is a header
            continue
        if value := clean_reference(value) if key == "review_reference" else value:
            meta.setdefault(key, value)
    title = _title(near, around) or _title(opening, around)
    if title:
        meta.setdefault("title", title)
    texts = [*(t for t, _ in near), *around.lead_rows, *around.running, *(t for t, _ in opening)]
    if "review_reference" not in meta:
        block = [*([meta["title"]] if "title" in meta else []), *(t for t, _ in near)]
        if reference := find_reference(block, texts):
            meta["review_reference"] = reference
    _from_prose(meta, [meta["title"], *texts] if "title" in meta else texts)

    for key, value in block_dates([t for t, _ in near], meta.get("title", ""), around.running).items():
        meta.setdefault(key, value)
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
        yield re.compile(pattern.format(date=f"(?P<value>{DATE})", body=body))


def _from_prose(meta: dict[str, str], texts: Sequence[str]) -> None:
    for key in ("updated_date", "plan_date", "author"):
        if key in meta:
            continue
        value = next(
            (
                v
                for p in _patterns(key)
                for t in texts
                if (m := p.search(plain(t))) and (v := m["value"].strip())
            ),
            None,
        )
        if value:
            meta[key] = one_line(value)


def _from_properties(meta: dict[str, str], document: Document, findings: list[Finding]) -> None:
    """Word's own properties, only for a title that the page does not show."""
    for name, value in document.properties:
        if name.casefold() == "title" and value.strip() and "title" not in meta and len(value) <= MAX_TITLE:
            low = value.casefold()
            rules = meta_rules()["title"]
            if any(w in low for w in (*rules["strong"], *rules["words"])):
                meta["title"] = one_line(value)
                findings.append(finding("extract", "TITLE_FROM_PROPERTIES"))
