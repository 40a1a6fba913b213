"""A paragraph's text as a reader of the printed page sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ingest.struck import living, taken_out
from ingest.word.draft import UNKNOWN, Paragraph, Setting
from ingest.word.names import (  # fmt: skip
    ALTERNATE,
    BOX,
    DELETED,
    INSERTED,
    MC,
    PPR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    VAL,
    W14,
    WP,
    A,
    M,
    P,
    V,
    W,
    is_on,
)
from ingest.word.numbering import Numbering
from ingest.word.styles import Look, Styles, over, read_look, read_numbering, shading_colour
from ingest.word.symbols import is_symbol_font, symbol

Element = etree._Element

TINY = 2.0  # points; no printed page is read at that size
ALIKE = 40  # sum of the differences of red, green and blue, as in ingest.pdf.visible
T = f"{W}t"
TEXT_TAGS = (T, f"{M}t", f"{A}t", f"{W}sym")
FIXED = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
SILENT = frozenset({f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rt", RPR, PPR, f"{W}sdtPr", f"{W}sdtEndPr"}) | DELETED  # fmt: skip
NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
MARKER = re.compile(r"[\d,\s]{1,7}|[*†‡§]{1,3}")
REMOTE = re.compile(r"(?i)^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|RD|DATABASE)\b")
DDE = re.compile(r"(?i)^\s*DDE(AUTO)?\b")
BUTTON = re.compile(r"(?i)^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)$", re.S)
SYMBOL_FIELD = re.compile(r'(?i)^\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+"?([^"\\]+)"?)?')
UNREAD_FIELD = re.compile(r"(?i)^\s*(AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM|EQ)\b")


@dataclass(slots=True)
class _Field:
    """An open complex field. code: still in its instruction; value: what a form field shows without a result."""

    code: bool = True
    instruction: str = ""
    value: str = ""


@dataclass(slots=True)
class _Line:
    """What the paragraph has given so far."""

    pieces: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    ink: int = 0
    bold_ink: int = 0
    unseen: int = 0
    flags: set[str] = field(default_factory=set)
    boxes: list[Element] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    inserted: int = 0
    struck: set[int] = field(default_factory=set)
    glyph_colour: str | None = None


class TextReader:
    """Reads paragraphs in reading order (automatic numbers are counted on the way).

    noticed: how often each code of codes.toml came up, for findings on the whole document.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.noticed: Counter[str] = Counter()
        self.muted = 0
        self._line = _Line()
        self._setting = Setting()
        self._style = ""
        self._base = styles.defaults
        self._look = styles.defaults
        self._ground: str | None = None
        self._handlers: dict[str, Callable[[Element], None]] = {
            RUN: self._run,
            T: self._text,
            **dict.fromkeys(FIXED, self._fixed),
            SDT: self._control,
            ALTERNATE: self._alternate,
            BOX: self._box,
            f"{W}fldSimple": self._simple_field,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._instruction,
            f"{W}sym": self._symbol,
            f"{V}textpath": self._word_art,
            f"{M}t": self._plain,
            f"{A}t": self._plain,
            **dict.fromkeys(INSERTED, self._inserted),
            **dict.fromkeys(NOTES, self._note),
        }

    def read(self, element: Element, setting: Setting) -> tuple[Paragraph, list[Element]]:
        """Read a w:p. Returns the paragraph and the w:txbxContent anchored in it, in order."""
        ppr = element.find(PPR)
        style_id, num_id, level, outline, shade, mark = _properties(ppr)
        style = self._styles.paragraph(style_id)
        line = self._line = _Line()
        self._setting = setting
        self._style = style_id or ""
        self._base = self._look = self._styles.look(setting.under, style_id, None)
        self._ground = shade or setting.ground
        self._walk(element)
        struck = line.struck
        printed = "".join(line.pieces)
        paragraph = Paragraph(
            living(line.pieces, struck) if struck else printed,
            taken_out(line.pieces, struck) if struck else "",
            printed if struck else "",
            size=self._size(line),
            ink=line.ink,
            bold_ink=line.bold_ink,
            heading=style.heading if outline is None else outline < 9,
            shade=shade,
            glyph_colour=line.glyph_colour,
            unseen=line.unseen,
            flags=line.flags,
        )
        gone, hidden_mark = _mark(mark)
        paragraph.joins = gone
        empty = not printed.strip()
        if setting.counted and not self.muted and not (empty and (gone or hidden_mark)):
            paragraph.label = self._numbering.label(num_id, level, style_id or "")
        return paragraph, line.boxes

    def _size(self, line: _Line) -> float:
        if line.sizes:
            return line.sizes.most_common(1)[0][0]
        return self._base.size or 0.0

    def _walk(self, parent: Element) -> None:
        handlers = self._handlers
        for item in parent:
            tag = item.tag
            handler = handlers.get(tag)
            if handler is not None:
                handler(item)
            elif tag in SILENT:
                if tag in DELETED:
                    self.noticed["TRACKED_CHANGES"] += 1
            elif isinstance(tag, str):
                # Hyperlinks, smart tags, custom XML and whatever else wraps runs: nothing inside gets lost.
                self._walk(item)

    def _run(self, run: Element) -> None:
        rpr = run.find(RPR)
        if rpr is None:
            self._look = self._base
        else:
            char_style = rpr.find(f"{W}rStyle")
            base = self._base
            if char_style is not None:
                base = self._styles.look(self._setting.under, self._style, char_style.get(VAL))
            self._look = over(base, read_look(rpr))
        for item in run:
            tag = item.tag
            if tag == T:
                self._put(item.text or "")
            elif tag in NOTES:
                self._note(item)
                if is_on(item.get(f"{W}customMarkFollows") or "0"):
                    return
            elif tag in self._handlers:
                self._handlers[tag](item)
            elif tag not in SILENT and isinstance(tag, str):
                self._walk(item)

    def _text(self, item: Element) -> None:
        self._put(item.text or "")

    def _fixed(self, item: Element) -> None:
        self._put(FIXED[item.tag])

    def _put(self, text: str) -> None:
        line = self._line
        if not text or (line.fields and any(f.code for f in line.fields)):
            return
        if self.muted:
            if text.strip():
                self.noticed["PLACEHOLDER"] += 1
            return
        look = self._look
        if self._unseen(look):
            line.unseen += len(text.strip())
            return
        if (
            look.raised
            and MARKER.fullmatch(text)
            and text.strip()
            and _marks_a_note("".join(line.pieces[-3:]))
        ):
            line.flags.add("footnote")
            return
        if look.font is not None and is_symbol_font(look.font):
            text = "".join(symbol(look.font, ord(c)) if not c.isspace() else c for c in text)
        if look.struck and text.strip():
            line.struck.add(len(line.pieces))
            line.pieces.append(text)
            return
        ink = sum(map(str.isalnum, text))
        if ink:
            line.ink += ink
            if look.bold:
                line.bold_ink += ink
            if look.size:
                line.sizes[look.size] += ink
        elif look.colour and look.colour != "auto" and text.strip() in ("●", "■", "⬤"):
            line.glyph_colour = look.colour
        if line.inserted and text.strip():
            line.flags.add("inserted")
        line.pieces.append(text)

    def _unseen(self, look: Look) -> bool:
        if look.hidden:
            return True
        if look.size is not None and look.size <= TINY:
            return True
        if (
            look.marker
        ):  # unlike on shading, automatic ink stays black under a marker: redactions are made that way
            return _alike("000000" if look.colour in (None, "auto") else look.colour, look.marker)
        return _alike(look.colour, look.ground or self._ground)

    def _inserted(self, item: Element) -> None:
        self.noticed["TRACKED_CHANGES"] += 1
        self._line.inserted += 1
        self._walk(item)
        self._line.inserted -= 1

    def _control(self, sdt: Element) -> None:
        """A content control: check boxes as signs, a prompt nobody has filled in as nothing."""
        properties, content = sdt.find(f"{W}sdtPr"), sdt.find(SDT_CONTENT)
        box = None if properties is None else properties.find(f"{W14}checkbox")
        if box is not None:
            checked = box.find(f"{W14}checked")
            on = checked is not None and is_on(checked.get(f"{W14}val"))
            self._look = self._base
            self._put("☒" if on else "☐")
        elif content is not None:
            prompt = is_prompt(sdt)
            self.muted += prompt
            self._walk(content)
            self.muted -= prompt

    def _alternate(self, item: Element) -> None:
        branch = choose(item)
        if branch is not None:
            self._walk(branch)

    def _box(self, box: Element) -> None:
        if _is_hidden(box):
            self._line.unseen += sum(len((t.text or "").strip()) for t in box.iter(T))
        else:
            self._line.boxes.append(box)

    def _word_art(self, item: Element) -> None:
        self._line.flags.add("wordart")
        self._plain_text(item.get("string") or "")

    def _plain(self, item: Element) -> None:
        self._plain_text(item.text or "")

    def _plain_text(self, text: str) -> None:
        self._look = self._base
        self._put(text)

    def _note(self, item: Element) -> None:
        self._line.flags.add("footnote")

    def _symbol(self, item: Element) -> None:
        try:
            code = int(item.get(f"{W}char") or "", 16)
        except ValueError:
            return
        self._put(symbol(item.get(f"{W}font"), code))

    def _simple_field(self, item: Element) -> None:
        instruction = item.get(f"{W}instr") or ""
        self._notice_field(instruction)
        before = len(self._line.pieces)
        self._walk(item)
        if len(self._line.pieces) == before:
            self._put(self._shown_by(instruction))

    def _field_mark(self, item: Element) -> None:
        kind, fields = item.get(f"{W}fldCharType"), self._line.fields
        if kind == "begin":
            fields.append(_Field(value=_form_value(item)))
        elif kind == "separate" and fields:
            fields[-1].code = False
        elif kind == "end" and fields:
            last = fields.pop()
            self._notice_field(last.instruction)
            if last.code:
                self._put(last.value or self._shown_by(last.instruction))

    def _instruction(self, item: Element) -> None:
        if self._line.fields:
            self._line.fields[-1].instruction += item.text or ""

    def _notice_field(self, instruction: str) -> None:
        if DDE.match(instruction):
            self.noticed["ACTIVE_CONTENT"] += 1
        elif REMOTE.match(instruction):
            self.noticed["EXTERNAL_REF"] += 1

    def _shown_by(self, instruction: str) -> str:
        """What a field without a stored result shows on the page."""
        if match := BUTTON.match(instruction):
            return match[1].strip()
        if match := SYMBOL_FIELD.match(instruction):
            return symbol(
                (match[2] or "").strip() or None, int(match[1], 0) if match[1][:2] == "0x" else int(match[1])
            )
        if UNREAD_FIELD.match(instruction):
            self.noticed["FIELD_UNREAD"] += 1
        return ""


def _alike(ink: str | None, ground: str | None) -> bool:
    """True if nobody tells the two apart ("rrggbb"; no ground = paper). Automatic ink keeps its contrast by itself."""
    if ink is None or ground == UNKNOWN:
        return False
    try:
        pairs = zip(bytes.fromhex(ink), bytes.fromhex(ground or "ffffff"), strict=True)
        return sum(abs(a - b) for a, b in pairs) < ALIKE
    except ValueError:  # "auto", or no colour at all
        return False


def is_prompt(sdt: Element) -> bool:
    """True if a content control still shows its prompt ("Click here to enter a date")."""
    shown = sdt.find(f"{W}sdtPr/{W}showingPlcHdr")
    return shown is not None and is_on(shown.get(VAL))


def _is_hidden(box: Element) -> bool:
    """True for a text box whose shape is not shown (VML style, or the drawing's own mark)."""
    for shape in box.iterancestors():
        if shape.tag == P:
            return False
        style = (shape.get("style") or "").replace(" ", "").lower()
        if "visibility:hidden" in style or "display:none" in style:
            return True
        about = shape.find(f"{WP}docPr")
        if about is not None and is_on(about.get("hidden") or "0"):
            return True
    return False


UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "wp14", "a14", "v", "o", "m"})
"""Prefixes of the extensions that Word has known since 2010 and this reader reads text of."""


def choose(alternate: Element) -> Element | None:
    """The one branch of an mc:AlternateContent to read: the first that Word understands, which is the one it shows.

    ECMA-376 part 3, 9.3. A branch of an extension not known here is passed over when another one holds text.
    """
    branches = [b for b in alternate if b.tag in (f"{MC}Choice", f"{MC}Fallback")]
    for branch in branches:
        understood = (
            branch.tag == f"{MC}Choice" and set((branch.get("Requires") or "?").split()) <= UNDERSTOOD
        )
        if understood or next(branch.iter(*TEXT_TAGS), None) is not None:
            return branch
    return branches[0] if branches else None


def _marks_a_note(before: str) -> bool:
    """A raised number marks a note after a word or a closing mark, but not in 10⁶, m² or at the start."""
    before = before.rstrip()
    if not before:
        return False
    if before[-1] in ".,;:!?)]”’\"'":
        return True
    word = re.search(r"[^\W\d_]+$", before)
    return word is not None and len(word[0]) > 2


def _properties(
    ppr: Element | None,
) -> tuple[str | None, str | None, int | None, int | None, str | None, Element | None]:
    """Style, numId, level, outline level, shading, and w:rPr of the paragraph mark."""
    style = num_id = level = outline = shade = mark = None
    if ppr is not None:
        for item in ppr:
            tag = item.tag
            if tag == f"{W}pStyle":
                style = item.get(VAL)
            elif tag == f"{W}numPr":
                num_id, level = read_numbering(item)
            elif tag == f"{W}outlineLvl":
                value = item.get(VAL) or ""
                outline = int(value) if value.isdigit() else None
            elif tag == f"{W}shd":
                shade = shading_colour(item)
            elif tag == RPR:
                mark = item
    return style, num_id, level, outline, shade, mark


def _mark(mark: Element | None) -> tuple[bool, bool]:
    """Whether the paragraph mark is deleted, and whether it is hidden."""
    if mark is None or not len(mark):
        return False, False
    gone = any(item.tag in DELETED for item in mark)
    return gone, bool(read_look(mark).hidden)


def _form_value(begin: Element) -> str:
    """What a legacy form field shows: a check box, or the chosen entry of a list."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        if state is None:
            state = box.find(f"{W}default")
        return "☒" if state is not None and is_on(state.get(VAL)) else "☐"
    choices = begin.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        entries = [entry.get(VAL) or "" for entry in choices.iterchildren(f"{W}listEntry")]
        result = choices.find(f"{W}result")
        value = "0" if result is None else result.get(VAL) or "0"
        if value.isdigit() and int(value) < len(entries):
            return entries[int(value)]
    return ""
