"""What the Word reader holds between the XML and the nouns: paragraphs and tables whose grid is not settled yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ingest.word.styles import PLAIN, Look
from ingest.word.symbols import tidy

Merge = Literal["", "restart", "continue"]

UNKNOWN = "?"
"""The ground of a text box, which is painted by a drawing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: what the table style says of its text, and and the colour of the ground.

    ground: "rrggbb", None = paper, UNKNOWN = it may be any colour.
    """

    under: Look = PLAIN
    ground: str | None = None
    counted: bool = True


@dataclass(slots=True)
class Paragraph:
    """A paragraph: automatic number, text as written, how it looks, what was noticed.

    ink: letters and digits; bold_ink: those of them in bold. unseen: characters kept out because nobody can see
    them. joins: its paragraph mark is deleted, so the next paragraph goes on in the same line. struck: what is struck
    through and not in raw; whole: raw with it, "" if nothing is struck.
    """

    raw: str = ""
    struck: str = ""
    whole: str = ""
    label: str = ""
    size: float = 0.0
    ink: int = 0
    bold_ink: int = 0
    heading: bool = False
    shade: str | None = None
    glyph_colour: str | None = None
    unseen: int = 0
    joins: bool = False
    boxed: bool = False
    flags: set[str] = field(default_factory=set)
    _text: str | None = None

    @property
    def text(self) -> str:
        """Number and text with white space normalised; raw and label are settled when it is first asked for."""
        if self._text is None:
            emptied = self.struck and not self.raw.strip()
            self._text = "" if emptied else tidy(self.label + self.raw)
        return self._text

    @property
    def printed(self) -> str:
        """What the page shows of it, struck text included."""
        return self.whole or self.raw


@dataclass(slots=True)
class CellDraft:
    """A w:tc: first grid column from 0, columns it spans, vertical and horizontal merge, content in order."""

    start: int
    span: int
    content: list[Paragraph | TableDraft]
    merge: Merge = ""
    merged_left: bool = False
    fill: str | None = None
    flags: set[str] = field(default_factory=set)

    @property
    def own_text(self) -> bool:
        """True if the cell itself, not a table inside it, holds text."""
        return any(isinstance(item, Paragraph) and item.text for item in self.content)


@dataclass(slots=True)
class RowDraft:
    """A live w:tr; header: Word repeats it on every page; after: grid columns it says it leaves out at its end."""

    cells: list[CellDraft]
    header: bool = False
    after: int = 0


@dataclass(slots=True)
class TableDraft:
    """A w:tbl; widths of the grid columns in twips as far as stated."""

    rows: list[RowDraft]
    widths: list[int]

    @property
    def columns(self) -> int:
        """Columns of the grid as the cells use it."""
        return max((cell.start + cell.span for row in self.rows for cell in row.cells), default=0)
