"""Lines of a document -> items of a plan without a table. Every line is taken into an item or left over; none is dropped."""

from __future__ import annotations

from collections.abc import Sequence

from extract.contents import is_status
from extract.cutting import Piece
from extract.items import Item, Part, Read
from extract.join import SHORT_FIELDS
from extract.model import RawField
from extract.numbers import Label, read_label
from extract.printed import label_of
from extract.printed_lines import OPEN_TAILS, Printed
from extract.sentences import ends_open, starts_inside
from extract.text import one_line
from ingest.model import Tail

_LONG_LINE = 60


class ItemReader:
    """Reads the lines of a document, or of its cards, in order. Use `run` once."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        self.read = Read()
        self.printed = printed
        self.group: RawField | None = None
        self.keyed = False
        self.under_heading = False

    @property
    def items(self) -> list[Item]:
        """The items so far."""
        return self.read.items

    def run(self) -> Read:
        """Read all lines."""
        for at, printed in enumerate(self.printed):
            held = self.read.lines.setdefault(printed.where, [])
            held.extend(p.text for p in printed.pieces if p.text)
            if not printed.plain or not printed.pieces:  # a line of dashes or stars says nothing
                self.read.furniture.append(printed.where)
            else:
                self._take(at, printed)
        for part in (p for item in self.items for entry in item.entries for p in entry.keys.values()):
            if part.inline and part.name in SHORT_FIELDS:
                part.close()
        return self.read

    # one line

    def _take(self, at: int, printed: Printed) -> None:
        first, *rest = printed.pieces
        if first.key is None:
            tail: Tail = "end" if rest else printed.line.tail
            if not self._text(at, printed, first.text, tail, followed=bool(rest)):
                rest_kept = bool(rest) and bool(self.items)
                (self.read.heads if self._is_heading(printed) else self.read.left).append(printed.where)
                if not rest_kept:
                    return
        else:
            rest = list(printed.pieces)
        for n, piece in enumerate(rest):
            assert piece.key is not None
            if self.items and (n or printed.mended or first.key is None):
                self.items[-1].last.close()
            self._key(at, printed, piece, "end" if n + 1 < len(rest) else printed.line.tail)

    def _key(self, at: int, printed: Printed, piece: Piece, tail: Tail) -> None:
        key = piece.key
        assert key is not None
        item = self.items[-1] if self.items else None
        part = Part(inline=len(printed.pieces) > 1 or printed.mended)
        part.add(piece.text, tail, printed.where)
        if key.name == "recommendation_no":
            item = self._open(Label(one_line(piece.text), "", "number-key", certain=True), at)
            item.text.locators.append(printed.where)
            item.open(item.text)
            self.keyed = self.under_heading = False
            return
        if key.name == "recommendation":
            if item is None or item.text.text or (item.keyed and item.label is None):
                item = self._open(None, at)
            part.locators = [*(w for w in item.text.locators if w != printed.where), printed.where]
            item.text = part
            item.open(part)
            self.keyed = self.under_heading = False
            return
        counted = any(c.isdigit() for c in key.head)
        if key.name == "action" and counted and (item is None or _counts_actions(item)):
            # a plan of nothing but "Action 1: ...": the numbers are those of its items
            label = read_label(f"{key.head}: x")
            item = self._open(Label(key.head, piece.text, "word-number", True) if label else None, at)
            item.text.add(piece.text, tail, printed.where)
            self.keyed = self.under_heading = False
            return
        if item is None:
            item = self._from_before(at)
            if item is None:
                self.read.left.append(printed.where)
                return
        item.take(key, part)
        self.keyed, self.under_heading = True, False

    def _from_before(self, at: int) -> Item | None:
        """The paragraph right above the first labelled line of a plan without numbers."""
        start = at
        while start and self.printed[start - 1].plain and not self._is_heading(self.printed[start - 1]):
            before = self.printed[start - 1]
            if before.where not in self.read.left or (start < at and before.line.tail == "end"):
                break
            start -= 1
        if start == at:
            return None
        item = self._open(None, start)
        for printed in self.printed[start:at]:
            item.text.add(printed.text, printed.line.tail, printed.where)
            self.read.left.remove(printed.where)
        return item

    def _open(self, label: Label | None, at: int) -> Item:
        item = Item(label, at, group=self.group)
        self.items.append(item)
        return item

    def _text(self, at: int, printed: Printed, text: str, tail: Tail, *, followed: bool) -> bool:
        """Take text without a name; False when it belongs to no item. followed: a name comes after it in its line."""
        where = printed.where
        label = read_label(text)
        if label and not followed and self._heads_chapter(at, printed, label):
            self.group, self.under_heading = None, True
            return False
        if label and self._opens(label, followed=followed):
            item = self._open(label, at)
            if label.rest:
                item.text.add(label.rest, tail, where)
            else:
                item.text.locators.append(where)
            self.keyed = self.under_heading = False
            return True
        if self._is_heading(printed):
            self.group = None if label_of(text) else RawField(text, (where,))
            self.under_heading = True
            return False
        if not self.items or (self.under_heading and self._numbered()):
            return False  # what a heading opens is no part of the item above it
        last = self.items[-1].last
        if not self.keyed or last.tail in OPEN_TAILS or not last.text or starts_inside(text):
            last.add(text, tail, where)
        elif not self._numbered() and self._next_key(at) in (
            None,
            next(iter(self.items[0].entries[0].keys), None),
        ):
            self._open(None, at).text.add(text, tail, where)
            self.keyed = False
        elif _said_already(last, text):
            return False  # a paragraph after "Status: In progress" is no status
        else:
            last.add(text, tail, where)
        return True

    def _is_heading(self, printed: Printed) -> bool:
        line, text = printed.line, printed.text
        return line.role == "heading" or (line.bold and len(text) < 90 and not text.endswith((".", ",")))

    def _heads_chapter(self, at: int, printed: Printed, label: Label) -> bool:
        """True for a heading such as "9. Recommendations" over paragraphs numbered 9.1, 9.2: no item of its own."""
        if label.certain or not self._is_heading(printed) or not label.value:
            return False
        later = (read_label(p.text) for p in self.printed[at + 1 :] if p.plain)
        below = next((x for x in later if x and x.value), None)
        return below is not None and below.value == (*label.value, 1)

    def _next_key(self, at: int) -> str | None:
        """The field that the next labelled line names."""
        for printed in self.printed[at + 1 :]:
            key = next((p.key for p in printed.pieces if p.key), None) if printed.plain else None
            if key:
                return key.name
        return None

    def _opens(self, label: Label, *, followed: bool = False) -> bool:
        """True when a label opens an item rather than standing in the middle of a wrapped sentence."""
        previous = self.items[-1].label if self.items else None
        if self.items and self.items[-1].last.tail in OPEN_TAILS and not label.certain:
            return bool(
                previous
                and len(previous.value) == len(label.value)
                and label.value > previous.value
                and label.rest[:1].isupper()
            )
        if previous and not label.certain and (previous.certain or len(previous.value) > len(label.value)):
            return False  # a list within "Recommendation 3" or within "8.3"
        return bool(label.rest) or label.certain or followed

    def _numbered(self) -> bool:
        """True when the items so far are numbered, so that an unnumbered line cannot be the next one."""
        return sum(i.label is not None for i in self.items) > len(self.items) / 2


def _counts_actions(item: Item) -> bool:
    return item.label is not None and item.label.number.casefold().startswith("action")


def _said_already(last: Part, text: str) -> bool:
    """True when a short value is complete and what follows is no more of it."""
    if last.name == "status" and is_status(last.text) and not is_status(text):
        return True
    return _is_sentence(text) and last.name in SHORT_FIELDS and not ends_open(last.text)


def _is_sentence(text: str) -> bool:
    return len(text) > _LONG_LINE or (text.endswith(".") and len(text.split()) >= 6)
