"""Walk the body, a cell, a header or a text box in order: paragraphs and tables, whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest import limits
from ingest.word.draft import UNKNOWN, CellDraft, Merge, Paragraph, RowDraft, Setting, TableDraft
from ingest.word.names import ALTERNATE, DELETED, SDT, SDT_CONTENT, TBL, TC, TR, VAL, P, W, is_on
from ingest.word.shading import TableStyle
from ingest.word.struck import keep_struck_row
from ingest.word.styles import Styles, shading_colour
from ingest.word.text import TextReader, choose, is_prompt

Element = etree._Element
Item = Paragraph | TableDraft

TRPR, TCPR, TBLPR = f"{W}trPr", f"{W}tcPr", f"{W}tblPr"
# Properties and marks that hold no content.
EMPTY = frozenset(
    {TRPR, TCPR, TBLPR, f"{W}tblGrid", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}sectPr", f"{W}tblPrEx"}
)
_FLAT = 40
"""Twips (2 points)."""
ALT_CHUNK, SUB_DOCUMENT = f"{W}altChunk", f"{W}subDoc"


class ContentReader:
    """Reads containers of blocks. cells: how many table cells were read; too_big: reading of tables has stopped."""

    def __init__(self, styles: Styles, text: TextReader) -> None:
        self._styles = styles
        self.text = text
        self.cells = 0
        self.too_big = False

    def blocks(self, container: Element, setting: Setting) -> list[Item]:
        """The paragraphs and tables of a w:body, w:tc, w:hdr, w:txbxContent ... in reading order."""
        items: list[Item] = []
        self._collect(container, setting, items)
        return items

    def _collect(self, container: Element, setting: Setting, items: list[Item]) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraph(child, setting, items)
            elif tag == TBL:
                if not self.too_big:
                    items.append(self._table(child, setting))
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    prompt = is_prompt(child)
                    self.text.muted += prompt
                    self._collect(content, setting, items)
                    self.text.muted -= prompt
            elif tag == ALTERNATE:
                branch = choose(child)
                if branch is not None:
                    self._collect(branch, setting, items)
            elif tag in DELETED:
                self.text.noticed["TRACKED_CHANGES"] += 1
            elif tag == ALT_CHUNK:
                self.text.noticed["ALTCHUNK"] += 1
            elif tag == SUB_DOCUMENT:
                self.text.noticed["EXTERNAL_REF"] += 1
            elif tag not in EMPTY and isinstance(tag, str):
                self._collect(child, setting, items)

    def _paragraph(self, element: Element, setting: Setting, items: list[Item]) -> None:
        paragraph, boxes = self.text.read(element, setting)
        before = items[-1] if items else None
        if isinstance(before, Paragraph) and before.joins:
            _join(before, paragraph)
        else:
            items.append(paragraph)
        for box in boxes:
            # What a text box is painted with is not looked up: white text in one may stand on any ground.
            inside = self.blocks(box, Setting(setting.under, UNKNOWN, setting.counted))
            for item in inside:
                if isinstance(item, Paragraph):
                    item.boxed = True
            items.extend(inside)

    def _table(self, tbl: Element, setting: Setting) -> TableDraft:
        rows = [row for row in _inside(tbl, TR) if not self._dropped_row(row)]
        style = TableStyle(tbl.find(TBLPR), self._styles)
        grid = tbl.find(f"{W}tblGrid")
        widths = (
            [] if grid is None else [_twips(col.get(f"{W}w")) for col in grid.iterchildren(f"{W}gridCol")]
        )
        draft = TableDraft([], widths[: limits.MAX_COLUMNS + 1])
        for index, row in enumerate(rows):
            draft.rows.append(self._row(row, index, len(rows), style, setting))
            if self.cells > limits.MAX_CELLS:
                self.too_big = True
                break
        return draft

    def _dropped_row(self, row: Element) -> bool:
        properties = row.find(TRPR)
        if properties is None:
            return False
        if any(item.tag in DELETED for item in properties):
            self.text.noticed["TRACKED_CHANGES"] += 1
            return True
        hidden = properties.find(f"{W}hidden")
        if (hidden is not None and is_on(hidden.get(VAL))) or _is_flat(properties.find(f"{W}trHeight")):
            self.text.noticed["HIDDEN_TEXT"] += sum(len((t.text or "").strip()) for t in row.iter(f"{W}t"))
            return True
        return False

    def _row(self, row: Element, index: int, rows: int, style: TableStyle, setting: Setting) -> RowDraft:
        properties = row.find(TRPR)
        before, after, header, inserted = 0, 0, False, False
        if properties is not None:
            before = _count(properties.find(f"{W}gridBefore"), 0)
            after = _count(properties.find(f"{W}gridAfter"), 0)
            repeated = properties.find(f"{W}tblHeader")
            header = repeated is not None and is_on(repeated.get(VAL))
            inserted = properties.find(f"{W}ins") is not None
            self.text.noticed["TRACKED_CHANGES"] += inserted
        cells = [(tc, prompt) for tc, prompt in _cells(row) if not self._dropped_cell(tc)]
        drafts: list[CellDraft] = []
        column = before
        for number, (tc, prompt) in enumerate(cells):
            self.text.muted += prompt
            fill, look = style.cell(index, rows, number == 0, number == len(cells) - 1)
            draft = self._cell(tc, column, fill, Setting(look, setting.ground, setting.counted))
            self.text.muted -= prompt
            if inserted:
                draft.flags.add("inserted")
            column += draft.span
            drafts.append(draft)
        keep_struck_row(drafts)
        self.cells += len(drafts)
        return RowDraft(drafts, header, after)

    def _dropped_cell(self, tc: Element) -> bool:
        if tc.find(f"{TCPR}/{W}cellDel") is None:
            return False
        self.text.noticed["TRACKED_CHANGES"] += 1
        return True

    def _cell(self, tc: Element, start: int, fill: str | None, setting: Setting) -> CellDraft:
        span, merge, merged_left = 1, "", False
        properties = tc.find(TCPR)
        if properties is not None:
            for item in properties:
                tag = item.tag
                if tag == f"{W}gridSpan":
                    span = _count(item, 1)
                elif tag == f"{W}vMerge":
                    merge = "restart" if item.get(VAL) == "restart" else "continue"
                elif tag == f"{W}hMerge":
                    merged_left = item.get(VAL) != "restart"
                elif tag == f"{W}shd":
                    fill = shading_colour(item)
        covered = merge == "continue"
        inner = Setting(setting.under, fill or setting.ground, setting.counted and not covered)
        vertical: Merge = "continue" if covered else "restart" if merge else ""
        return CellDraft(start, max(1, span), self.blocks(tc, inner), vertical, merged_left, fill)


def _is_flat(height: Element | None) -> bool:
    """True for a row whose height is fixed below what any letter needs."""
    if height is None or height.get(f"{W}hRule") != "exact":
        return False
    return _twips(height.get(VAL)) < _FLAT


def _join(first: Paragraph, second: Paragraph) -> None:
    """Two paragraphs whose mark between them is deleted are one."""
    if first.struck or second.struck:
        first.whole = first.printed + second.printed
        first.struck = " ".join(filter(None, (first.struck, second.struck)))
    first.raw += second.raw
    first.ink += second.ink
    first.bold_ink += second.bold_ink
    first.unseen += second.unseen
    first.flags |= second.flags
    first.label = first.label or second.label
    first.size = first.size or second.size
    first.joins = second.joins


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table, whatever wraps them, without those of tables further in."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == ALTERNATE:
            branch = choose(child)
            if branch is not None:
                yield from _inside(branch, wanted)
        elif tag not in EMPTY and tag not in DELETED and isinstance(tag, str):
            yield from _inside(child, wanted)


def _cells(parent: Element, prompt: bool = False) -> Iterator[tuple[Element, bool]]:
    """Cells of a row; True beside those that a content control fills with its prompt."""
    for child in parent:
        tag = child.tag
        if tag == TC:
            yield child, prompt
        elif tag == ALTERNATE:
            branch = choose(child)
            if branch is not None:
                yield from _cells(branch, prompt)
        elif tag not in EMPTY and tag not in DELETED and isinstance(tag, str):
            yield from _cells(child, prompt or (tag == SDT and is_prompt(child)))


def _count(item: Element | None, default: int) -> int:
    """A number of grid columns, at most one more than a grid may have: enough to know that it is too wide."""
    value = None if item is None else item.get(VAL)
    if value is None or not value.isdigit():
        return default
    return min(int(value[:9]), limits.MAX_COLUMNS + 1)


def _twips(value: str | None) -> int:
    try:
        return max(
            0, round(float((value or "0").removesuffix("pt")) * (20 if (value or "").endswith("pt") else 1))
        )
    except (ValueError, OverflowError):
        return 0
