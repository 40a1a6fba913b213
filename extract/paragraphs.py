"""Plans without a table: numbered paragraphs, each followed by lines such as "Addressed to: Dorset Police".

A list of recommendations counts only if it is structured so: most of its items name who, what or by when.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.furniture import is_footnote
from extract.headers import EXACT, match_header
from extract.join import join_text, starts_inside
from extract.model import FIELDS, PlanRow, RawField
from extract.numbers import Label, read_label
from extract.printed import label_of
from extract.spill import OUTSIDE
from extract.text import one_line
from ingest.model import Document, Line, Locator

MIN_ITEMS = 2
MIN_KEYED = 0.6
"""The share of items that must carry at least one labelled line."""
_MAX_KEY = 45
_MAX_WORDS = 4


@dataclass(slots=True)
class Part:
    """Text put together from lines, with their places."""

    text: str = ""
    tail: str = "end"
    locators: list[Locator] = field(default_factory=list)

    def add(self, text: str, tail: str, where: Locator) -> None:
        """Add a line's text."""
        self.text = join_text(self.text, self.tail, text) if self.text else text.strip()
        self.tail = tail
        self.locators.append(where)

    def raw(self) -> RawField:
        """As a field."""
        return RawField(self.text.strip(), tuple(self.locators))


@dataclass(slots=True)
class Item:
    """A numbered paragraph and the labelled lines under it."""

    label: Label | None
    text: Part = field(default_factory=Part)
    keys: dict[str, Part] = field(default_factory=dict)
    other: list[tuple[str, Part]] = field(default_factory=list)
    group: RawField | None = None

    @property
    def last(self) -> Part:
        """The part that a further line carries on."""
        return self._last or self.text

    _last: Part | None = None

    def open(self, part: Part) -> None:
        """Make a part the one that further lines carry on."""
        self._last = part


def key_of(text: str) -> tuple[str, str, str] | None:
    """Read "Addressed to: Trading Standards" as (field, name as printed, value); None for any other line."""
    head, colon, value = text.partition(":")
    head = one_line(head)
    if not colon or len(head) > _MAX_KEY or len(head.split()) > 6:
        return None
    match = match_header(head)
    if (
        match is None
        or match.kind == "not_a_plan"
        or match.score < 0.85
        or match.name in ("recommendation_no", "learning")
    ):
        return None
    if match.kind == "other":
        return ("", head, value.strip())
    label = read_label(head)
    if match.name == "recommendation" and label:
        return None
    return match.name, head, value.strip()


def keys_of(text: str) -> list[tuple[str, str, str]]:
    """Read all of "Lead: Merseyside Police   Timescale: May 2021"; [] for a line that does not begin with a key."""
    first = key_of(text)
    if first is None:
        return []
    words = text.split()
    starts = [0]
    for at, word in enumerate(words):
        for count in range(_MAX_WORDS, 0, -1) if word.endswith(":") else ():
            begin = at - count + 1
            if begin > starts[-1] and words[begin][:1].isupper() and _is_sure_key(words[begin : at + 1]):
                starts.append(begin)
                break
    if len(starts) == 1:
        return [first]
    parts = [" ".join(words[a:b]) for a, b in itertools.pairwise([*starts, len(words)])]
    return [key for part in parts if (key := key_of(part))]


def _is_sure_key(words: Sequence[str]) -> bool:
    match = match_header(" ".join(words).rstrip(":"))
    return (
        match is not None
        and match.kind == "field"
        and match.score == EXACT
        and match.name != "recommendation_no"
    )


def _items(document: Document) -> list[Item]:
    items: list[Item] = []
    group: RawField | None = None
    keyed = under_heading = False
    for count, line in enumerate(document.lines, start=1):
        text = line.text.strip()
        if not text or line.role not in ("body", "heading") or is_footnote(line):
            continue
        where = Locator(line.page, OUTSIDE, count, 1, line.box)
        keys = keys_of(text)
        label = read_label(text)
        if keys and items:
            for key in keys:
                _take_key(items[-1], key, line, where)
            keyed, under_heading = True, False
        elif label and _opens(label, line, items):
            item = Item(label, group=group)
            if label.rest:
                item.text.add(label.rest, line.tail, where)
            else:
                item.text.locators.append(where)
            items.append(item)
            keyed = under_heading = False
        elif line.role == "heading" or (line.bold and len(text) < 90 and not text.endswith((".", ","))):
            group = None if label_of(text) else RawField(text, (where,))
            under_heading = True
        elif under_heading and _same_family(items):
            continue  # what a heading opens is no part of the item above it
        elif items and (
            not keyed
            or items[-1].last.tail in ("wrap", "hyphen", "glue")
            or not items[-1].last.text
            or starts_inside(text)
        ):
            items[-1].last.add(text, line.tail, where)
        elif items and keyed and not _same_family(items):
            items.append(Item(None, group=group))
            items[-1].text.add(text, line.tail, where)
            keyed = False
        elif items:
            items[-1].last.add(text, line.tail, where)
    return items


def _opens(label: Label, line: Line, items: Sequence[Item]) -> bool:
    """True when a label opens an item rather than standing in the middle of a wrapped sentence."""
    if items and items[-1].last.tail in ("wrap", "hyphen", "glue") and not label.certain:
        previous = items[-1].label
        return bool(
            previous
            and len(previous.value) == len(label.value)
            and label.value > previous.value
            and label.rest[:1].isupper()
        )
    previous = items[-1].label if items else None
    if previous and not label.certain and (previous.certain or len(previous.value) > len(label.value)):
        return False  # a list within "Recommendation 3" or within "8.3"
    return bool(label.rest) or label.certain


def _same_family(items: Sequence[Item]) -> bool:
    """True when the items so far are numbered, so that an unnumbered line cannot be the next one."""
    return sum(i.label is not None for i in items) > len(items) / 2


def _take_key(item: Item, key: tuple[str, str, str], line: Line, where: Locator) -> None:
    name, head, value = key
    part = Part()
    part.add(value, line.tail, where)
    if name == "recommendation" and not item.text.text:
        item.text = part
    elif name and name not in item.keys and name != "recommendation":
        item.keys[name] = part
    else:
        item.other.append((head, part))
    item.open(part)


def _run(items: Sequence[Item]) -> list[Item]:
    """The items from the first to the last that has labelled lines, if most of those between have them too."""
    keyed = [i for i, item in enumerate(items) if item.keys]
    if len(keyed) < MIN_ITEMS:
        return []
    first, last = keyed[0], keyed[-1]
    label = items[first].label
    family = label.rule if label else ""
    run = [x for x in items[first : last + 1] if x.keys or (x.label and x.label.rule == family)]
    return run if sum(bool(x.keys) for x in run) >= MIN_KEYED * len(run) else []


def read_paragraphs(document: Document) -> list[PlanRow]:
    """The rows of a plan written as numbered paragraphs, [] when the document has none."""
    run = _run(_items(document))
    run = [x for x in run if x.text.text]
    if len(run) < MIN_ITEMS:
        return []
    layout = {name for item in run for name in item.keys}
    numbered = any(item.label for item in run)
    groups = {item.group.text for item in run if item.group}
    rows: list[PlanRow] = []
    for row_no, item in enumerate(run, start=1):
        fields: dict[str, RawField] = {}
        if numbered:
            label = item.label
            fields["recommendation_no"] = RawField(
                label.number if label else "", tuple(item.text.locators[:1]) if label else ()
            )
        fields["recommendation"] = item.text.raw()
        for name in FIELDS:
            if name in layout:
                fields[name] = item.keys[name].raw() if name in item.keys else RawField("")
        pages = [w.page for v in fields.values() for w in v.locators if w.page is not None]
        rows.append(
            PlanRow(
                1,
                row_no,
                min(pages, default=None),
                max(pages, default=None),
                {name: fields[name] for name in FIELDS if name in fields},
                tuple((head, part.raw()) for head, part in item.other),
                item.group if len(groups) > 1 else None,
            )
        )
    return rows


def lists_recommendations(document: Document) -> bool:
    """True when a document has a heading "Recommendations" over numbered paragraphs (a list, no plan)."""
    under = False
    count = 0
    for line in document.lines:
        if line.role == "heading":
            under = "recommendation" in line.text.casefold()
        elif under and read_label(line.text):
            count += 1
    return count >= MIN_ITEMS
