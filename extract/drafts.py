"""From physical rows to action rows: headers and groups taken out, merged cells filled down, page breaks joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.account import Account
from extract.chain import Chain, Chunk
from extract.columns import Assigned, assign
from extract.find import is_prompt_row, repeats_header
from extract.grid import EMPTY, Bit, GridRow, join_side_by_side
from extract.groups import kind_of, same_group
from extract.headers import match_header
from extract.join import Decision, decide, join_bits, starts_inside
from extract.model import Join
from extract.numbers import read_label
from extract.text import squash
from ingest.model import Locator

_REC = frozenset({"recommendation_no", "recommendation"})


@dataclass(slots=True)
class Recommendation:
    """The recommendation's side of one or several action rows; cells by logical column. wide: from a full-width row."""

    cells: dict[int, Bit] = field(default_factory=dict)
    wide: Bit | None = None
    label: Bit | None = None
    rows: int = 0
    merged: bool = False


@dataclass(slots=True)
class Draft:
    """An action row in the making: cells by logical column, its recommendation, its group, and how it was joined."""

    recommendation: Recommendation
    cells: dict[int, Bit]
    group: Bit | None
    pages: list[int]
    first: GridRow
    chunk: Chunk
    joins: list[Join] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    filled: bool = False
    across: list[Bit] = field(default_factory=list)

    def merged_at(self, column: int) -> bool:
        """True when a column's cell was covered from above in the last physical row."""
        return self.cells.get(column, EMPTY).merged


@dataclass(slots=True)
class Drafted:
    """The action rows of one plan table and the roles of its columns."""

    rows: list[Draft]
    roles: tuple[Assigned, ...]
    orphans: list[Bit]
    notes: list[Bit] = field(default_factory=list)


def logical_row(row: GridRow, chunk: Chunk) -> list[Bit]:
    """The cells of a physical row by logical column; a cell that spans two columns stands in the first."""
    return [
        join_side_by_side([row.bits[i] for i in column.parts if i < len(row.bits)])
        for column in chunk.columns
    ]


class Drafting:
    """Reads the rows of one chain. Use `run` once."""

    def __init__(
        self, chain: Chain, account: Account, known_words: frozenset[str], half_pages: Mapping[int, int]
    ) -> None:
        self.chain = chain
        self.account = account
        self.words = known_words
        self.half_pages = half_pages
        self.rows: list[Draft] = []
        self.last_of_page = False
        self.orphans: list[Bit] = []
        self.notes: list[Bit] = []
        self.group: Bit | None = None
        self.group_used = True
        self.wide: Recommendation | None = None
        self.held: tuple[list[Bit], GridRow, Chunk] | None = None
        self.kept = {id(chunk): list(self._body(chunk)) for chunk in chain.chunks}
        self.roles = self._roles()
        self.rec_columns = tuple(i for i, a in enumerate(self.roles) if a.role == "field" and a.name in _REC)
        self.text_column = self._index("recommendation")
        self.number_column = self._index("recommendation_no")
        self.action_column = self._index("action")
        self.scope_column = self._index("scope")
        self.bold_text = self._mostly_bold()
        self.numbered = self._numbered_share()
        self.several = self._several_actions()

    def run(self, stated: Recommendation | None = None) -> Drafted:
        """Read all chunks in order. stated: a recommendation in a heading above a table of actions only."""
        if not self.rec_columns and stated is not None:
            self.wide = stated
        for index, chunk in enumerate(self.chain.chunks):
            self._lead(chunk)
            first = index > 0
            rows = self.kept[id(chunk)]
            more = index + 1 < len(self.chain.chunks)
            for row in rows:
                self.last_of_page = more and row is rows[-1] and row.page is not None
                first = self._take(row, chunk, first) and first
        self._release()
        if self.group is not None and not self.group_used:
            self._drop_group()
        return Drafted(self.rows, self.roles, self.orphans, self.notes)

    # what the table is like

    def _index(self, name: str) -> int | None:
        return next((i for i, a in enumerate(self.roles) if a.role == "field" and a.name == name), None)

    def _roles(self) -> tuple[Assigned, ...]:
        texts: list[list[str]] = [[] for _ in self.chain.columns]
        for chunk in self.chain.chunks:
            for row in self.kept[id(chunk)]:
                if kind_of(row, chunk.grid.width, chunk.columns, bold_text=True)[0] != "data":
                    continue
                for i, bit in enumerate(logical_row(row, chunk)):
                    if not bit.merged:
                        texts[i].append(bit.text)
        return assign(self.chain.columns, texts)

    def _body(self, chunk: Chunk) -> Iterator[GridRow]:
        """The rows that are neither header nor prompts; those go into the account here."""
        header = chunk.header or self.chain.chunks[0].header
        if chunk.header:
            rule = "header" if chunk is self.chain.chunks[0] else "repeated-header"
            for row in chunk.grid.rows[chunk.header.first : chunk.header.last + 1]:
                self.account.ignore(_places(row), rule)
        quiet = True
        for row in chunk.body:
            if header is not None and (repeats_header(row, header) or self._same_texts(row)):
                self.account.ignore(_places(row), "repeated-header")
                continue
            if quiet and is_prompt_row(row):
                self.account.ignore(_places(row), "prompt-row")
                continue
            quiet = quiet and not row.own
            yield row

    def _same_texts(self, row: GridRow) -> bool:
        """True when a row's cells say what the first header's cells say, letter for letter."""
        own = [squash(b.text) for b in row.own]
        heads = {squash(c.header) for c in self.chain.columns if c.header}
        return len(own) >= 2 and all(text in heads for text in own)

    def _later_rows(self) -> Iterator[tuple[Chunk, list[Bit]]]:
        """Data rows that do not stand first on a page that carries the table on."""
        for index, chunk in enumerate(self.chain.chunks):
            data = [
                r
                for r in self.kept[id(chunk)]
                if kind_of(r, chunk.grid.width, chunk.columns, bold_text=True)[0] == "data"
            ]
            for row in data[1 if index else 0 :]:
                yield chunk, logical_row(row, chunk)

    def _mostly_bold(self) -> bool:
        if self.text_column is None:
            return False
        cells = [bits[self.text_column] for _, bits in self._later_rows()]
        filled = [b for b in cells if b.text and not b.merged]
        return bool(filled) and sum(b.bold for b in filled) >= 0.5 * len(filled)

    def _numbered_share(self) -> float:
        own = [bits for _, bits in self._later_rows()]
        seen = labelled = 0
        for bits in own:
            texts = [bits[i].text for i in self.rec_columns if not bits[i].merged]
            if not any(texts):
                continue
            seen += 1
            number = self.number_column is not None and bool(bits[self.number_column].text)
            text = bits[self.text_column].text if self.text_column is not None else ""
            label = read_label(text) if text else None
            labelled += number or bool(
                label
                and (label.certain or label.rule in ("chapter-number", "number-separator", "number-alone"))
            )
        return labelled / seen if seen else 0.0

    def _several_actions(self) -> bool:
        if self.action_column is None or not self.rec_columns:
            return not self.rec_columns
        for _, bits in self._later_rows():
            action = bits[self.action_column]
            if (
                action.text
                and not action.merged
                and all(bits[i].merged or not bits[i].text for i in self.rec_columns)
            ):
                return True
        return False

    # rows

    def _lead(self, chunk: Chunk) -> None:
        for row in chunk.lead:
            stated = stated_recommendation(row, chunk.grid.width)
            if stated is not None and not self.rec_columns:
                self.wide = stated
                self.account.ignore((w for w in _places(row) if w not in stated_places(stated)), "field-name")
            else:
                self.account.ignore(_places(row), "title-row")

    def _take(self, row: GridRow, chunk: Chunk, first: bool) -> bool:
        """Take one row; returns whether the next row still is the first that may carry on the page before."""
        kind, wide = kind_of(row, chunk.grid.width, chunk.columns, self.bold_text)
        if kind == "blank":
            return first
        if wide is not None and kind == "group":
            if same_group(wide.text, self.group.text if self.group else None):
                self.account.ignore(wide.locators, "repeated-group")
                return first
            self._new_group(wide)
            return False
        if kind == "legend":
            self.account.ignore(_places(row), "legend-row")
            return first
        if wide is not None and kind == "note":
            self.account.report(wide.locators)
            self.notes.append(wide)
            return first
        if wide is not None and kind == "keyed":
            self._more_of_above(wide)
            return first
        if wide is not None and kind == "recommendation":
            self.wide = Recommendation(wide=wide)
            return False
        bits = logical_row(row, chunk)
        if self.held is not None:
            if self._completes(bits):
                self._complete(bits, row, chunk)
                return False
            self._release()
        if first and self.rows and row.page is not None:
            self._over_break(bits, row, chunk)
        else:
            self._within(bits, row, chunk)
        return False

    def _more_of_above(self, wide: Bit) -> None:
        """A row across the table that names a field says more of the action above it; without one it is reported."""
        if not self.rows:
            self.account.report(wide.locators)
            self.notes.append(wide)
            return
        self.rows[-1].across.append(wide)
        if wide.locators[0].page is not None and wide.locators[0].page not in self.rows[-1].pages:
            self.rows[-1].pages.append(wide.locators[0].page)

    def _new_group(self, wide: Bit) -> None:
        if self.group is not None and not self.group_used:
            self._drop_group()
        self.group, self.group_used = wide, False
        self.wide = None

    def _drop_group(self) -> None:
        if self.group is not None:
            self.account.ignore(self.group.locators, "group-without-rows")
            self.orphans.append(self.group)

    def _add(self, recommendation: Recommendation, bits: list[Bit], row: GridRow, chunk: Chunk) -> Draft:
        recommendation.rows += 1
        self.group_used = True
        cells = {i: b for i, b in enumerate(bits) if i not in self.rec_columns}
        pages = [row.page] if row.page is not None else []
        draft = Draft(recommendation, cells, self.group, pages, row, chunk)
        half = self.half_pages.get(row.table)
        if half is not None:
            draft.pages.append(half)
            draft.joins.append(Join("page-halves", half))
        self.rows.append(draft)
        return draft

    def _own_recommendation(self, bits: Sequence[Bit]) -> bool:
        return any(bits[i].text and not bits[i].merged for i in self.rec_columns)

    def _start(self, bits: Sequence[Bit]) -> Recommendation:
        return Recommendation({i: bits[i] for i in self.rec_columns})

    def _within(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        previous = self.rows[-1] if self.rows else None
        if self.wide is not None and not self._own_recommendation(bits):
            self._add(self.wide, bits, row, chunk)
            return
        if previous is not None and self._cut_inside(bits):
            decision = self._decide(bits, previous, chunk)
            if decision.outcome in ("continues", "merged-continues"):
                self._apply(
                    replace(decision, certain=decision.certain and chunk.grid.source.method != "ruled"),
                    bits,
                    row,
                    chunk,
                    previous,
                )
                return
        if previous is None or self._begins(bits, previous):
            self._add(self._start(bits), self._filled(bits, previous), row, chunk)
            return
        if self.last_of_page and self._head_only(bits):
            self.held = (bits, row, chunk)
            return
        action = bits[self.action_column] if self.action_column is not None else EMPTY
        merged_action = action.merged and bool(action.text)
        if self.action_column is not None and (merged_action or not action.text):
            self._sub_row(bits, previous, row)
            return
        if self.action_column is None and not any(bits[i].merged for i in self.rec_columns):
            self._sub_row(bits, previous, row)
            return
        self._same_recommendation(bits, previous, row, chunk)

    def _begins(self, bits: Sequence[Bit], previous: Draft) -> bool:
        """True when a row inside a page opens a recommendation of its own."""
        if not self.rec_columns:
            return True
        text = bits[self.text_column] if self.text_column is not None else EMPTY
        number = bits[self.number_column] if self.number_column is not None else EMPTY
        if text.text and not text.merged:
            return True
        if text.merged and text.text:
            # one recommendation, each of its actions with a number of its own
            if number.text and not number.merged:
                previous.recommendation.merged = True
            return False
        return bool(number.text and not number.merged)

    def _filled(self, bits: list[Bit], previous: Draft | None) -> list[Bit]:
        """Cells covered from above take the text as it stands by now in the row above (it may have been joined)."""
        if previous is None:
            return bits
        return [
            previous.cells.get(i, b) if b.merged and i not in self.rec_columns else b
            for i, b in enumerate(bits)
        ]

    def _same_recommendation(self, bits: list[Bit], previous: Draft, row: GridRow, chunk: Chunk) -> Draft:
        explicit = any(bits[i].merged for i in self.rec_columns)
        filled = self._filled(bits, previous)
        recommendation = previous.recommendation
        recommendation.merged = True
        number = bits[self.number_column] if self.number_column is not None else EMPTY
        if self.number_column is not None and number.text and not number.merged:
            recommendation = Recommendation({**recommendation.cells, self.number_column: number}, merged=True)
        if not explicit and self.scope_column is not None and not filled[self.scope_column].text:
            filled[self.scope_column] = replace(previous.cells.get(self.scope_column, EMPTY), merged=True)
        draft = self._add(recommendation, filled, row, chunk)
        draft.filled = not explicit
        return draft

    def _sub_row(self, bits: list[Bit], previous: Draft, row: GridRow) -> None:
        """More lines of the same action: a milestone or date row under one action cell."""
        for i, bit in enumerate(bits):
            if bit.merged or not bit.text:
                continue
            if i in self.rec_columns:
                above = replace(previous.recommendation.cells.get(i, EMPTY), tail="end")
                previous.recommendation.cells[i] = join_bits(above, bit, self.words)
                continue
            previous.cells[i] = join_bits(replace(previous.cells.get(i, EMPTY), tail="end"), bit, self.words)
        explicit = self.action_column is not None and bits[self.action_column].merged
        previous.joins.append(Join("blank-others", row.page, certain=explicit))

    # page breaks

    def _head_only(self, bits: Sequence[Bit]) -> bool:
        """True for a last row that shows only short cells: its long ones had no room and stand on the next page."""
        if (
            self.action_column is None
            or not self.rec_columns
            or not any(b.text and not b.merged for b in bits)
        ):
            return False
        action = bits[self.action_column]
        blank = not any(bits[i].text for i in self.rec_columns)
        return blank or (not action.text and not action.merged)

    def _completes(self, bits: Sequence[Bit]) -> bool:
        """True when a row has text just where the held one has none."""
        held = self.held[0] if self.held else []
        both = [
            i for i, b in enumerate(bits) if b.text and not b.merged and held[i].text and not held[i].merged
        ]
        assert self.action_column is not None
        begins = bool(bits[self.action_column].text) or self._own_recommendation(bits)
        return begins and not both

    def _complete(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        """Make one row of the held one and this: neither has a cell that the other has."""
        assert self.held is not None
        held, held_row, held_chunk = self.held
        self.held = None
        both = [b if b.text and not b.merged else h for b, h in zip(bits, held, strict=True)]
        previous = self.rows[-1] if self.rows else None
        if previous is None or self._own_recommendation(bits):
            draft = self._add(self._start(both), both, held_row, held_chunk)
        else:
            draft = self._same_recommendation(both, previous, held_row, held_chunk)
        if row.page is not None and row.page not in draft.pages:
            draft.pages.append(row.page)
        draft.joins.append(Join("blank-others", row.page))

    def _release(self) -> None:
        """The held row was no head of the next one: more lines of the action before it."""
        if self.held is not None:
            bits, held_row, chunk = self.held
            self.held = None
            self.last_of_page = False
            self._within(bits, held_row, chunk)

    def _cut_inside(self, bits: Sequence[Bit]) -> bool:
        """True for a row inside a page that plainly begins in the middle, in a table whose rows carry numbers."""
        if self.text_column is None or self.numbered < 0.7:
            return False
        text = bits[self.text_column]
        number = bits[self.number_column] if self.number_column is not None else EMPTY
        return bool(text.text) and not text.merged and not number.text and starts_inside(text.text)

    def _over_break(self, bits: list[Bit], row: GridRow, chunk: Chunk) -> None:
        last = self.rows[-1]
        self._apply(self._decide(bits, last, chunk), bits, row, chunk, last)

    def _decide(self, bits: Sequence[Bit], last: Draft, chunk: Chunk) -> Decision:
        pairs: dict[str, tuple[Bit, Bit]] = {}
        for i, bit in enumerate(bits):
            role = self.roles[i]
            before = (
                last.recommendation.cells.get(i, EMPTY) if i in self.rec_columns else last.cells.get(i, EMPTY)
            )
            pairs[role.name if role.role == "field" and role.name not in pairs else f"{role.name}#{i}"] = (
                before,
                bit,
            )
        return decide(
            pairs,
            numbered=self.numbered,
            several_actions=self.several or (not self.rec_columns and self.wide is not None),
            merged_before=last.recommendation.rows > 1,
            header_repeated=chunk.header is not None,
        )

    def _apply(self, decision: Decision, bits: list[Bit], row: GridRow, chunk: Chunk, last: Draft) -> None:
        page = row.page
        if decision.outcome == "new-row":
            draft = self._add(self._start(bits), bits, row, chunk)
            if not decision.certain:
                draft.guessed.append("SPLIT_GUESSED")
            return
        if decision.outcome == "continues":
            self._extend(last.recommendation, bits)
            for i, bit in enumerate(bits):
                if i not in self.rec_columns:
                    last.cells[i] = join_bits(last.cells.get(i, EMPTY), bit, self.words)
            if page is not None and page not in last.pages:
                last.pages.append(page)
            last.joins.append(Join(decision.reason, page, decision.certain))
            return
        if decision.outcome == "merged-continues":
            self._extend(last.recommendation, bits)
        last.recommendation.merged = True
        filled = list(bits)
        for i, bit in enumerate(bits):
            if i in self.rec_columns or bit.text:
                continue
            if i == self.scope_column or last.merged_at(i):
                filled[i] = replace(last.cells.get(i, EMPTY), merged=True)
        draft = self._add(last.recommendation, filled, row, chunk)
        draft.joins.append(Join(decision.reason, page, decision.certain))

    def _extend(self, recommendation: Recommendation, bits: Sequence[Bit]) -> None:
        for i in self.rec_columns:
            bit = bits[i]
            before = recommendation.cells.get(i, EMPTY)
            if i == self.number_column and before.text and squash(bit.text).startswith(squash(before.text)):
                # "3 (continued)" names the row again
                recommendation.cells[i] = replace(before, locators=(*before.locators, *bit.locators))
                self.account.ignore(bit.locators, "repeated-group")
                continue
            recommendation.cells[i] = join_bits(before, bit, self.words)


def stated_recommendation(row: GridRow, width: int) -> Recommendation | None:
    """A recommendation above the header of a table of actions: in a full-width row, or beside its field name."""
    own = row.own
    if len(own) == 1 and (
        kind_of(row, width, (), bold_text=True)[0] == "recommendation" or read_label(own[0].text)
    ):
        return Recommendation(wide=own[0])
    if len(own) == 2:
        name = match_header(own[0].text)
        if name and name.name in ("recommendation", "learning") and name.score >= 0.9:
            label = read_label(own[0].text)
            return Recommendation(wide=own[1], label=own[0] if label else None)
    return None


def stated_places(recommendation: Recommendation) -> list[Locator]:
    """The places a stated recommendation cites."""
    bits = (recommendation.wide, recommendation.label)
    return [w for b in bits if b is not None for w in b.locators]


def _places(row: GridRow) -> list[Locator]:
    return [b.locators[0] for b in row.bits if b.locators and b.text and not b.merged]
