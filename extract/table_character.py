"""What a plan table is like as a whole: the roles of its columns, whether its recommendations are numbered, bold, or
have several actions. The page breaks are judged by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.account import Account
from extract.chunks import Chain, Chunk
from extract.columns import Assigned, assign
from extract.drafts import logical_row
from extract.find import is_prompt_row, repeats_header
from extract.grid import Bit, GridRow
from extract.groups import kind_of
from extract.numbers import read_label
from extract.text import squash
from ingest.model import Locator

_MIN_COUNTED = 4
_REC = frozenset({"recommendation_no", "recommendation"})


def places_of(row: GridRow) -> list[Locator]:
    """Where the cells of a row stand that begin in it and hold text."""
    return [b.locators[0] for b in row.bits if b.locators and b.text and not b.merged]


def body_rows(chain: Chain, chunk: Chunk, account: Account) -> Iterator[GridRow]:
    """The rows that are neither header nor prompts; those go into the account here."""
    header = chunk.header or chain.chunks[0].header
    if chunk.header:
        rule = "header" if chunk is chain.chunks[0] else "repeated-header"
        for row in chunk.grid.rows[chunk.header.first : chunk.header.last + 1]:
            account.ignore(places_of(row), rule)
    quiet = True
    for row in chunk.body:
        if header is not None and (repeats_header(row, header) or _same_texts(chain, row)):
            account.ignore(places_of(row), "repeated-header")
            continue
        if quiet and _counts_columns(row):
            account.ignore(places_of(row), "repeated-header")
            continue
        if quiet and is_prompt_row(row):
            account.ignore(places_of(row), "prompt-row")
            continue
        quiet = quiet and not row.own
        yield row


def _counts_columns(row: GridRow) -> bool:
    """True for a row under the header that numbers the columns: 1, 2, 3 or (a), (b), (c)."""
    own = [b.text.strip(" ().").casefold() for b in row.own]
    if len(own) < _MIN_COUNTED:
        return False
    letters = [chr(ord("a") + i) for i in range(len(own))]
    return own == [str(i) for i in range(1, len(own) + 1)] or own == letters


def _same_texts(chain: Chain, row: GridRow) -> bool:
    """True when a row's cells say what the first header's cells say, letter for letter."""
    own = [squash(b.text) for b in row.own]
    heads = {squash(c.header) for c in chain.columns if c.header}
    return len(own) >= 2 and all(text in heads for text in own)


class TableCharacter:
    """What is known of a plan table before its rows are read. kept: id of a chunk -> its rows without headers."""

    def __init__(self, chain: Chain, kept: Mapping[int, Sequence[GridRow]]) -> None:
        self.chain = chain
        self.kept = kept
        self.roles = self._roles()
        self.rec_columns = tuple(i for i, a in enumerate(self.roles) if a.role == "field" and a.name in _REC)
        self.text_column = self._index("recommendation")
        self.number_column = self._index("recommendation_no")
        self.action_column = self._index("action")
        self.scope_column = self._index("scope")
        self.bold_text = self._mostly_bold()
        self.numbered = self._numbered_share()
        self.several = self._several_actions()

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

    def own_recommendation(self, bits: Sequence[Bit]) -> bool:
        """True when a row has a recommendation cell of its own."""
        return any(bits[i].text and not bits[i].merged for i in self.rec_columns)

    def states_text(self, bits: Sequence[Bit]) -> bool:
        """True when a row has the text of a recommendation of its own."""
        column = self.text_column
        return column is not None and bool(bits[column].text) and not bits[column].merged
