"""A scanned page -> lines and tables: rules from the raster, words from tesseract, the rest as on any PDF page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from ingest.model import Block, Box, Cell, Line, SourceFile, Table
from ingest.ocr.bands import bands_of, carried_through, edges_of, invert
from ingest.ocr.gaps import parted
from ingest.ocr.mend import mend
from ingest.ocr.raster import WHITE, Gray, Upright, ink_of, straighten, whiten
from ingest.ocr.rules import Run, erase, rules_of, without_letters
from ingest.ocr.tesseract import BLOCK, SPARSE, Seen, find_tesseract, quarter_turn, recognise
from ingest.pdf.cells import draft_table
from ingest.pdf.choose import choose_grids
from ingest.pdf.compose import compose
from ingest.pdf.draft import PageDraft
from ingest.pdf.frame import Frame
from ingest.pdf.grid import Grid
from ingest.pdf.grid_ruled import ruled_grids
from ingest.pdf.lines import lines_of
from ingest.pdf.page import PageView
from ingest.pdf.pdfium import IDENTITY
from ingest.pdf.shapes import Fill, Rule
from ingest.pdf.vocabulary import Vocabulary
from ingest.pdf.words import Word

MARGIN = 10  # pixels of paper around a cell's picture: tesseract misses letters that touch an edge
DARK = 128
BLANK_CELL = 12  # dark pixels below which an area is taken for empty
INKED = 3000  # dark pixels from which a page is not blank
SURE = 0.7  # confidence of a word that is most likely right
COLOURED = 40  # spread of the colour channels from which a cell is shaded in a colour
SPECK = 0.35  # confidence below which a sign without letters or digits is dirt


def read_page(image: Image.Image, page_number: int, width_pt: float, height_pt: float) -> list[Block]:
    """Recognise a page. image: the whole page, best at 300 dots an inch; width_pt, height_pt: the page in points.

    Returns lines and tables in reading order; tables count from 1 on this page and have method "ocr"; cells carry
    the flag "ocr" ("ocr_repaired" where a misreading was put right) and the mean confidence of their words, 0 to 1.
    Shading is told when the image is in colour. Empty without tesseract or without text.
    """
    if find_tesseract() is None:
        return []
    scan = _scan(image, width_pt, height_pt, 0)
    if scan.doubtful:
        turn = quarter_turn(Image.fromarray(scan.clean))
        if turn:
            turned = _scan(image, width_pt, height_pt, turn)
            scan = turned if turned.trust > scan.trust else scan
    return _blocks(scan, page_number) if scan.words else []


@dataclass(frozen=True, slots=True)
class _Scan:
    """What was seen of a page: the page set straight, its ink on white paper, rules, words with confidence."""

    page: Upright
    clean: Gray
    rules: list[Rule]
    words: list[Word]
    confidences: list[float]

    @property
    def trust(self) -> float:
        """Letters recognised with confidence, the others taken off."""
        return sum(
            len(w.text) * (1 if c >= SURE else -1) for w, c in zip(self.words, self.confidences, strict=True)
        )

    @property
    def doubtful(self) -> bool:
        """True if the page may stand on its side or its head: ink, but no text to speak of."""
        inked = bool((self.clean < DARK).sum() > INKED)
        return inked and self.trust < 0.5 * sum(len(w.text) for w in self.words) + 1


def _scan(image: Image.Image, width: float, height: float, turn: int) -> _Scan:
    page = straighten(image, width, height, turn)
    grey = page.picture.convert("L")
    dpi = page.scale * 72
    reach = max(8, round(page.scale * 5))
    bands = bands_of(grey, dpi)
    grey = invert(grey, bands)
    ink = ink_of(grey, reach)
    across = rules_of(ink, dpi, True)
    edges = edges_of(bands)
    down = without_letters(rules_of(ink, dpi, False), [*across, *edges[0]], dpi)
    across += edges[0]
    down += edges[1]
    down += carried_through(bands, down, ink, dpi)
    clean = whiten(grey, reach)
    erase(clean, across, True, dpi)
    erase(clean, down, False, dpi)
    rules = _rules(across, down, page.scale)
    return _Scan(page, clean, rules, *_words(clean, ruled_grids(rules), page))


def _rules(across: Sequence[Run], down: Sequence[Run], scale: float) -> list[Rule]:
    black = (0, 0, 0)
    out = []
    for run in across:
        half = run.thick / 2
        out.append(
            Rule(
                run.start / scale,
                (run.at - half) / scale,
                run.end / scale,
                (run.at + half) / scale,
                True,
                black,
                0,
            )
        )
    for run in down:
        half = run.thick / 2
        out.append(
            Rule(
                (run.at - half) / scale,
                run.start / scale,
                (run.at + half) / scale,
                run.end / scale,
                False,
                black,
                0,
            )
        )
    return out


def _words(clean: Gray, grids: Sequence[Grid], page: Upright) -> tuple[list[Word], list[float]]:
    """Recognise each cell by itself, then what stands outside the tables."""
    rest = clean.copy()
    pictures: list[Image.Image] = []
    corners: list[tuple[int, int]] = []
    for grid in grids:
        for span in grid.spans:
            x0, top, x1, bottom = (max(0, round(v * page.scale)) for v in grid.box_of(span))
            rest[top:bottom, x0:x1] = WHITE
            found = _trimmed(clean, x0, top, x1, bottom)
            if found is not None:
                pictures.append(found[0])
                corners.append(found[1])
    dpi = page.scale * 72
    seen = recognise(pictures, BLOCK, dpi)
    known = Vocabulary()
    everything = [
        (list(parted(words, np.asarray(picture), known)), corner)
        for words, picture, corner in zip(seen, pictures, corners, strict=True)
    ]
    outside = _trimmed(rest, 0, 0, rest.shape[1], rest.shape[0])
    if outside is not None:
        words = recognise([outside[0]], SPARSE, dpi)[0]
        everything.append((list(parted(words, np.asarray(outside[0]), known)), outside[1]))
    return _placed(everything, page.scale)


def _trimmed(
    clean: Gray, x0: int, top: int, x1: int, bottom: int
) -> tuple[Image.Image, tuple[int, int]] | None:
    """The part of an area that holds ink, with paper around it, and where its corner lies; None for a blank area."""
    area = clean[top:bottom, x0:x1]
    dark = area < DARK
    if dark.sum() < BLANK_CELL:
        return None
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    inner = area[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    picture = Image.fromarray(np.pad(inner, MARGIN, constant_values=WHITE))
    return picture, (x0 + int(columns[0]) - MARGIN, top + int(rows[0]) - MARGIN)


def _placed(
    everything: Sequence[tuple[Sequence[Seen], tuple[int, int]]], scale: float
) -> tuple[list[Word], list[float]]:
    """Words in points; the height of a line is taken from its neighbours where it is near theirs."""
    sizes = [s.size for seen, _ in everything for s in seen for _ in s.text if s.size > 0]
    usual = float(np.median(sizes)) if sizes else 0.0
    words: list[Word] = []
    confidences: list[float] = []
    for seen, (dx, dy) in everything:
        before = None
        for s in seen:
            if s.confidence < SPECK and not any(map(str.isalnum, s.text)):
                continue
            size = usual if usual and 0.75 < s.size / usual < 1.3 else s.size or usual
            first, before = s.line != before, s.line
            words.append(
                Word(
                    s.text,
                    (s.x0 + dx) / scale,
                    (s.top + dy) / scale,
                    (s.x1 + dx) / scale,
                    (s.bottom + dy) / scale,
                    (s.base + dy) / scale,
                    size / scale,
                    False,
                    not first,
                    False,
                    0,
                    len(words),
                )
            )
            confidences.append(s.confidence)
    return words, confidences


def _blocks(scan: _Scan, number: int) -> list[Block]:
    page, words = scan.page, scan.words
    frame = Frame(IDENTITY, page.width, page.height, 0, 0, IDENTITY)
    grids = choose_grids(PageView(number, frame, words, scan.rules, [], [])).grids
    fills = _fills(page, grids)
    draft = PageDraft(number, page.width, page.height, 0, frame=frame)
    rest: list[Word] = list(words)
    for grid in grids:
        table, rest = draft_table(grid, rest, fills, ())
        draft.tables.append(table)
    draft.lines = lines_of(rest)
    known = Vocabulary()
    known.learn("\n".join(line.text for t in draft.tables for c in t.cells for line in c.lines))
    known.learn("\n".join(line.text for line in draft.lines))
    document = compose(SourceFile("", "", 0, ""), [draft], (), known)
    ordered = iter(sorted(grids, key=lambda g: (g.ys[0], g.xs[0])))
    return [
        _marked(block, next(ordered), scan) if isinstance(block, Table) else _put(block, page)
        for block in document.blocks
    ]


def _fills(page: Upright, grids: Sequence[Grid]) -> list[Fill]:
    """The shading of cells: the median colour, where it is a colour and the picture has any."""
    if page.picture.mode != "RGB":
        return []
    pixels = np.asarray(page.picture)
    fills: list[Fill] = []
    for grid in grids:
        for span in grid.spans:
            box = grid.box_of(span)
            x0, top, x1, bottom = (max(0, round(v * page.scale)) for v in box)
            area = pixels[top + 4 : bottom - 4, x0 + 4 : x1 - 4].reshape(-1, 3)
            if not len(area):
                continue
            red, green, blue = (int(v) for v in np.median(area, axis=0))
            if max(red, green, blue) - min(red, green, blue) >= COLOURED:
                fills.append(Fill(*box, (red, green, blue), len(fills), True))
    return fills


def _put(line: Line, page: Upright) -> Line:
    text = mend(line.text).replace("\n", " ")
    return replace(line, text=text, box=None if line.box is None else Box(*page.to_page(*line.box)))


def _marked(table: Table, grid: Grid, scan: _Scan) -> Table:
    """Put places back on the page as scanned, and say how sure each cell is."""
    page = scan.page
    weight: dict[int, list[tuple[float, int]]] = {}
    for word, confidence in zip(scan.words, scan.confidences, strict=True):
        owner = grid.at((word.x0 + word.x1) / 2, word.base - 0.3 * word.size)
        if owner is not None:
            weight.setdefault(owner, []).append((confidence, len(word.text)))

    def mark(cell: Cell) -> Cell:
        where = cell.locator
        if where.box is not None:
            where = replace(where, box=Box(*page.to_page(*where.box)))
        if cell.text is None:
            return replace(cell, locator=where)
        found = weight.get(grid.owner.get((where.row - 1, where.column - 1), -1), [])
        letters = sum(count for _, count in found)
        text = mend(cell.text)
        return replace(
            cell,
            text=text,
            locator=where,
            flags=tuple(sorted({*cell.flags, "ocr", *(["ocr_repaired"] if text != cell.text else [])})),
            confidence=round(sum(c * n for c, n in found) / letters, 3) if letters else None,
        )

    rows = tuple(tuple(mark(cell) for cell in row) for row in table.rows)
    box = None if table.box is None else Box(*page.to_page(*table.box))
    return replace(table, rows=rows, method="ocr", box=box)
