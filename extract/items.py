"""Items of a plan without a table: numbered paragraphs and their labelled values, one or several actions each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.cell_parts import split_cell
from extract.grid import EMPTY, Bit
from extract.headers import joins_duplicates
from extract.join import SHORT_FIELDS
from extract.joined_text import join_text
from extract.keys import Key
from extract.model import RawField
from extract.numbers import Label
from extract.sentences import ends_open
from extract.text import squash
from ingest.model import Locator, Tail

_END = 600
OTHER = "other"
_ABBREVIATED = re.compile(r"[.;!?]\s.*\.$|\.\w\.$", re.DOTALL)
""" "e.g." and text of several sentences keep their full stop."""


@dataclass(slots=True)
class Part:
    """Text put together from lines, with their places."""

    text: str = ""
    tail: Tail = "end"
    locators: list[Locator] = field(default_factory=list)
    name: str = ""
    inline: bool = False
    """Stands in a line with other names: the full stop at its end is the line's."""

    def add(self, text: str, tail: Tail, where: Locator) -> None:
        """Add a line's text."""
        # only the end of what is there bears on how a line joins it; a report's last item may grow for pages
        before, end = self.text[:-_END], self.text[-_END:]
        self.text = before + join_text(end, self.tail, text) if end else text.strip()
        self.tail = tail
        if not self.locators or self.locators[-1] != where:
            self.locators.append(where)

    def close(self) -> None:
        """Take off the full stop that only parts a short value from the next name on the line."""
        short = self.name in SHORT_FIELDS or self.name == OTHER
        if short and self.text.endswith(".") and not _ABBREVIATED.search(self.text):
            self.text = self.text[:-1]

    def raw(self) -> RawField:
        """As a field."""
        return RawField(self.text.strip(), tuple(self.locators))

    def bit(self) -> Bit:
        """As a cell."""
        return Bit(self.text.strip(), tuple(self.locators), self.tail) if self.locators else EMPTY


@dataclass(slots=True)
class Entry:
    """One action of an item: its values by field, the names they stood under, and what maps to no field.

    repeated: a field was named twice. whole: a value under a name of several fields could not be parted.
    """

    keys: dict[str, Part] = field(default_factory=dict)
    heads: dict[str, Key] = field(default_factory=dict)
    other: list[tuple[str, Part]] = field(default_factory=list)
    repeated: bool = False
    whole: bool = False


@dataclass(slots=True)
class Item:
    """A paragraph with the labelled values under it. entries: its actions; first, last: counts of its lines."""

    label: Label | None
    first: int
    text: Part = field(default_factory=Part)
    entries: list[Entry] = field(default_factory=lambda: [Entry()])
    group: RawField | None = None
    sure: bool = False
    _last: Part | None = None

    @property
    def last(self) -> Part:
        """The part that a further line carries on."""
        return self._last or self.text

    @property
    def keyed(self) -> bool:
        """True when it has labelled values."""
        return any(e.keys for e in self.entries)

    @property
    def fields(self) -> set[str]:
        """The fields it names."""
        return {name for e in self.entries for name in e.keys}

    def open(self, part: Part) -> None:
        """Make a part the one that further lines carry on."""
        self._last = part

    def take(self, key: Key, part: Part) -> None:
        """Put a labelled value in its place: a field named again is more of it, another action, or for `other`."""
        self.sure = self.sure or key.sure
        if key.parts and (pieces := split_cell(part.text, key.parts)):
            for name, text in pieces.items():
                self.take(Key(name, key.head), Part(text, part.tail, list(part.locators)))
            return
        self._last = part
        part.name = key.name or OTHER
        entry = self.entries[-1]
        if any(c.isdigit() for c in key.head) and key.name == "action":
            entry = self._next(key) if "action" in entry.keys else entry
            entry.other.append(("Action no.", Part(key.head, "end", part.locators[:1])))
        if not key.name:
            entry.other.append((key.head, part))
            entry.whole = entry.whole or bool(key.parts and part.text)
        elif key.name not in entry.keys:
            entry.keys[key.name], entry.heads[key.name] = part, key
        elif _same_head(entry.heads[key.name], key):
            again = next(iter(entry.keys)) == key.name and not ends_open(self.text.text)
            if again or key.name == "action":
                entry = self._next(key)
                entry.keys[key.name], entry.heads[key.name] = part, key
            else:
                entry.repeated = True
                self._last = _more(entry.keys[key.name], part)
        elif joins_duplicates(key.name):
            self._last = _more(entry.keys[key.name], part)
        else:
            self._synonym(entry, key, part)

    def _next(self, key: Key) -> Entry:
        """Open another action of the same recommendation."""
        before = self.entries[-1]
        entry = Entry()
        if "scope" in before.keys and key.name != "scope":
            entry.keys["scope"], entry.heads["scope"] = before.keys["scope"], before.heads["scope"]
        self.entries.append(entry)
        return entry

    def _synonym(self, entry: Entry, key: Key, part: Part) -> None:
        """Two names of one field ("Agency", "Lead officer"): the better one is the field, the other stays by its name."""
        held = entry.heads[key.name]
        if key.rank < held.rank:
            entry.other.append((held.head, entry.keys[key.name]))
            entry.keys[key.name], entry.heads[key.name] = part, key
        else:
            entry.other.append((key.head, part))


def _same_head(a: Key, b: Key) -> bool:
    strip = "0123456789. "
    return squash(a.head.rstrip(strip)) == squash(b.head.rstrip(strip))


def _more(part: Part, added: Part) -> Part:
    part.tail = "end"
    if added.text:
        part.text = f"{part.text}\n{added.text}".strip()
        part.tail = added.tail
    part.locators.extend(w for w in added.locators if w not in part.locators)
    return part


@dataclass(slots=True)
class Read:
    """What the lines of a document gave. lines: place -> the texts of a line that must be found again, [] for a line
    that only names fields; furniture: page numbers and the like; left: lines that are part of no item."""

    items: list[Item] = field(default_factory=list)
    lines: dict[Locator, list[str]] = field(default_factory=dict)
    furniture: list[Locator] = field(default_factory=list)
    left: list[Locator] = field(default_factory=list)
    heads: list[Locator] = field(default_factory=list)
