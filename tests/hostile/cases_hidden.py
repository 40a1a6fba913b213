"""PDF text that no reader can see, and text that is not what the page shows (evidence, section 1.2).

Each holds the plan as well: it must come out whole, and the secret must not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial

from tests.hostile import plan, raw_pdf
from tests.hostile.case import NO_TEXT, READ, Case
from tests.hostile.plan import DRAWN, SECRET
from tests.hostile.raw_pdf import box, form, page, pdf, stream, write

HIDDEN = ("HIDDEN_TEXT",)
REDACTED = ("REDACTION_OVER_TEXT",)
UNDER = write(SECRET, 40, 200)
"""The secret, in black where there is nothing else."""


def beside(
    name: str, drawn: bytes, findings: tuple[str, ...] = HIDDEN, label: str = "", **parts: object
) -> Case:
    """The plan with something in the first cell of its last row. label: what may be read of it."""
    content = page(DRAWN + drawn, **parts)  # type: ignore[arg-type]
    *rows, last = plan.TRUTH
    return Case(f"hidden {name}.pdf", content, ("",), findings, (*rows, (last[0] + label, *last[1:])))


def layers(*off: int, more: bytes = b"") -> bytes:
    groups = b" ".join(b"%d 0 R" % number for number in off)
    return b"/OCProperties<</OCGs[%s]/D<</OFF[%s]%s>>>>" % (groups, groups, more)


GROUP = b"<</Type/OCG/Name(draft)>>"
ALL_BLACK = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
ALL_WHITE = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"


def image(pixel: bytes, x: float, y: float, width: float, height: float) -> bytes:
    return f"q {width} 0 0 {height} {x} {y} cm ".encode() + pixel + b" Q\n"


def annotation(kind: str, rest: bytes = b"", rect: str = "30 190 200 215") -> bytes:
    return f"<</Type/Annot/Subtype/{kind}/Rect[{rect}]/F 4".encode() + rest + b">>"


def painted() -> dict[int, bytes]:
    return {7: stream(b"0 g 0 0 170 25 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 170 25]")}


def unseen() -> Iterator[Case]:
    yield beside("by render mode 3", write(SECRET, 40, 200, more="3 Tr") + b"0 Tr\n")
    yield beside("by render mode 7", b"q " + write(SECRET, 40, 200, more="7 Tr") + b"Q\n")
    yield beside("in white", b"1 g " + UNDER)
    yield beside("in nearly white", b".99 g " + UNDER)
    yield beside("in white rgb", b"1 1 1 rg " + UNDER)
    yield beside("in white cmyk", b"0 0 0 0 k " + UNDER)
    yield beside("in tenths of a point", write(SECRET, 40, 200, 0.1))
    yield beside("by a tiny matrix", b"q .01 0 0 .01 40 200 cm " + write(SECRET, 0, 0) + b"Q\n")
    yield beside("by a squeeze", write(SECRET, 40, 200, more="1 Tz"))
    yield beside("off the page", write(SECRET, 40, -200))
    yield beside("left of the page", write(SECRET, -400, 200))
    yield beside("outside the crop box", write(SECRET, 40, 20), extra=b"/CropBox[0 150 842 595]")
    yield beside("by a clip", b"q 0 0 5 5 re W n " + UNDER + b"Q\n")
    yield beside("by an empty clip", b"q 0 0 0 0 re W n " + UNDER + b"Q\n")
    yield beside("by a clip under other text", b"q 0 0 5 5 re W n " + write(SECRET, 30, 560) + b"Q\n")
    yield beside("by no alpha", b"q /G gs " + UNDER + b"Q\n", resources=b"/ExtGState<</G<</ca 0>>>>")
    yield beside("by a soft mask", b"q /G gs " + UNDER + b"Q\n", resources=b"/ExtGState<</G<</SMask<</S/Luminosity/G 7 0 R>>>>>>", more={7: form(b"0 g 0 0 842 595 re f", extra=b"/Group<</S/Transparency/CS/DeviceGray>>")})  # fmt: skip
    yield beside("on a layer", b"/OC /L BDC " + UNDER + b"EMC\n", resources=b"/Properties<</L 7 0 R>>", more={7: GROUP}, catalog=layers(7))  # fmt: skip
    yield beside("on a layer under other text", b"/OC /L BDC " + write(SECRET, 30, 560) + b"EMC\n", resources=b"/Properties<</L 7 0 R>>", more={7: GROUP}, catalog=layers(7))  # fmt: skip
    yield beside("on a layer by default", b"/OC /L BDC " + UNDER + b"EMC\n", resources=b"/Properties<</L 7 0 R>>", more={7: GROUP}, catalog=b"/OCProperties<</OCGs[7 0 R]/D<</BaseState/OFF>>>>")  # fmt: skip
    yield beside("in a form on a layer", b"/X Do\n", resources=b"/XObject<</X 6 0 R>>", more={6: form(UNDER, extra=b"/OC 7 0 R"), 7: GROUP}, catalog=layers(7))  # fmt: skip
    yield beside("outside a form's box", b"/X Do\n", resources=b"/XObject<</X 6 0 R>>", more={6: stream(UNDER, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")})  # fmt: skip
    yield beside("in forms in forms", b"/X Do\n", resources=b"/XObject<</X 10 0 R>>", more={**{10 + i: form(b"/X Do", b"/XObject<</X %d 0 R>>" % (11 + i)) for i in range(6)}, 16: form(b"3 Tr " + UNDER)})  # fmt: skip
    yield beside("by blank glyphs", b"BT /B 10 Tf 40 200 Td (%s) Tj ET\n" % SECRET.encode(), resources=b"/Font<</F 5 0 R/B 6 0 R>>", more=blank_font())  # fmt: skip
    yield beside("under the text above it", write(SECRET, 32, 560, 9, "3 Tr") + b"0 Tr\n")
    yield beside("as dust in a letter", write(SECRET, 33, 564, 0.2))
    yield beside(
        "among letters one by one",
        b"1 g " + b"".join(write(c, 40 + 7 * i, 200) for i, c in enumerate(SECRET)),
    )


def blank_font() -> dict[int, bytes]:
    """A font that says letters and draws nothing."""
    names = b"/a " * 75
    entries = b"/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 48/LastChar 122/Resources<<>>/CharProcs<</a 7 0 R>>"
    widths = b"/Widths[" + b".6 " * 75 + b"]/ToUnicode 8 0 R/Encoding<</Differences[48" + names + b"]>>"
    return {
        6: b"<</Type/Font%s%s>>" % (entries, widths),
        7: stream(b".6 0 0 0 1 1 d1"),
        8: raw_pdf.to_unicode("1 beginbfrange <30> <7a> <0030> endbfrange"),
    }


def redacted() -> Iterator[Case]:
    cover = box(30, 190, 170, 25)
    yield beside("under a black box", UNDER + cover, REDACTED)
    yield beside("under a white box", UNDER + box(30, 190, 170, 25, "1 g"), REDACTED)
    yield beside("under a grey box", UNDER + box(30, 190, 170, 25, ".5 g"), REDACTED)
    yield beside(
        "under a labelled box",
        UNDER + cover + b"1 g " + write("[withheld]", 40, 200) + b"0 g\n",
        REDACTED,
        label=" [withheld]",
    )
    yield beside("under a thick line", UNDER + b"25 w 30 203 m 200 203 l S 1 w\n", REDACTED)
    yield beside("under a crooked box", UNDER + b"30 186 m 200 186 l 190 218 l 40 218 l f\n", REDACTED)
    yield beside("under a round thing", UNDER + b"20 190 m 20 230 220 230 220 190 c f\n", REDACTED)
    yield beside("under a picture", UNDER + image(ALL_BLACK, 30, 190, 170, 25), REDACTED)
    yield beside("under a white picture", UNDER + image(ALL_WHITE, 30, 190, 170, 25), REDACTED)
    yield beside(
        "under a form", UNDER + b"/X Do\n", REDACTED, resources=b"/XObject<</X 6 0 R>>", more={6: form(cover)}
    )
    yield beside("under a gradient", UNDER + b"q 30 190 170 25 re W n /S sh Q\n", REDACTED, resources=b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 842 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[.2]/N 1>>>>>>")  # fmt: skip
    yield beside("under a pattern", UNDER + b"/Pattern cs /P scn 30 190 170 25 re f 0 g\n", REDACTED, resources=b"/Pattern<</P 6 0 R>>", more={6: stream(b"0 g 0 0 10 10 re f", b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10/YStep 10/Resources<<>>")})  # fmt: skip
    yield beside("under two halves", UNDER + box(30, 190, 60, 25) + box(90, 190, 110, 25), REDACTED)
    yield beside("black on black", cover + UNDER, ())
    yield beside("black on a black picture", image(ALL_BLACK, 30, 190, 170, 25) + UNDER, ())
    for kind in ("Square", "Redact", "FreeText", "Stamp", "Ink", "Widget"):
        yield beside(f"under a {kind}", UNDER, REDACTED, extra=b"/Annots[6 0 R]", more={6: annotation(kind, b"/AP<</N 7 0 R>>"), **painted()})  # fmt: skip


def first_page_of(pages: int, drawn: bytes) -> bytes:
    """A long report of prose whose page 30 holds something: triage leaves that page unread."""
    prose = "".join(f"BT /F 10 Tf 40 {560 - 14 * i} Td (The panel considered at length what each of the agencies knew of the family and when.) Tj ET\n" for i in range(30))  # fmt: skip
    kids = b"".join(b"%d 0 R " % (10 + i) for i in range(pages))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents %d 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        6: stream(prose.encode()),
        7: stream(prose.encode() + drawn),
        **{10 + i: leaf % (7 if i == 29 else 6) for i in range(pages)},
    })  # fmt: skip


def unread_pages() -> Iterator[Case]:
    named = f"{SECRET} Quernstone (QQX)"
    yield Case(
        "hidden on an unread page.pdf", first_page_of(40, b"1 g " + write(named, 40, 100)), READ, HIDDEN
    )
    yield Case("hidden under a box on an unread page.pdf", first_page_of(40, write(named, 40, 100) + box(30, 90, 300, 25)), READ, REDACTED)  # fmt: skip
    yield Case(
        "hidden by mode 3 on an unread page.pdf",
        first_page_of(40, write(named, 40, 560, more="3 Tr")),
        READ,
        HIDDEN,
    )


def other_words() -> Iterator[Case]:
    """The text's codes are not what the page shows."""
    lies = {6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>"}
    fonts = b"/Font<</F 6 0 R>>"
    no_way = raw_pdf.to_unicode("1 beginbfrange <20> <7e> <E020> endbfrange")
    replaced = raw_pdf.to_unicode(
        "95 beginbfchar", *(f"<{code:02x}> <FFFD>" for code in range(32, 127)), "endbfchar"
    )
    for name, change in (
        ("digits", "1 beginbfchar <35> <0032> endbfchar"),
        ("letters", "1 beginbfchar <6e> <0064> endbfchar"),
    ):
        cmap = raw_pdf.to_unicode("1 beginbfrange <20> <7e> <0020> endbfrange", change)
        content = page(DRAWN, {**lies, 7: cmap}, resources=fonts)
        yield Case(f"map that lies about {name}.pdf", content, ("", *NO_TEXT), ("TEXT_NOT_AS_SHOWN",), "said")
    yield Case(
        "map to private use.pdf",
        page(DRAWN, {**lies, 7: no_way}, resources=fonts),
        ("", *NO_TEXT),
        ("GARBLED_TEXT",),
        "said",
    )
    yield Case(
        "map to nothing.pdf",
        page(DRAWN, {**lies, 7: replaced}, resources=fonts),
        ("", *NO_TEXT),
        ("GARBLED_TEXT",),
        "said",
    )
    spoken = DRAWN.replace(b"(31/03/2025)", b"EMC /Span <</ActualText (31/03/2022)>> BDC (31/03/2025)")
    yield Case(
        "actual text that lies.pdf",
        page(b"/P BMC " + spoken + b"EMC"),
        ("", *NO_TEXT),
        ("TEXT_NOT_AS_SHOWN",),
        "said",
    )
    bold = DRAWN.replace(b"BT /F 14 Tf 30 560", b"BT /F 14 Tf 30.3 560") + DRAWN
    yield Case("fake bold.pdf", page(bold), ("",), rows=plan.TRUTH)
    yield Case("fake bold by stroke.pdf", page(b"2 Tr .3 w " + DRAWN), ("",), rows=plan.TRUTH)
    turned = page(b"q 0 1 -1 0 595 0 cm " + DRAWN + b"Q", size=(595, 842))
    yield Case("printed sideways.pdf", turned, ("",), rows=plan.TRUTH)
    yield Case(
        "shown sideways.pdf",
        page(b"q 0 1 -1 0 595 0 cm " + DRAWN + b"Q", extra=b"/Rotate 90", size=(595, 842)),
        ("",),
        rows=plan.TRUTH,
    )
    yield Case("upside down.pdf", page(DRAWN, extra=b"/Rotate 180"), ("",), rows=plan.TRUTH)
    yield Case("letter by letter.pdf", page(one_by_one(DRAWN)), ("",), rows=plan.TRUTH)


def one_by_one(drawn: bytes) -> bytes:
    """The same text, each letter an operator of its own."""
    lines = []
    for line in drawn.split(b"\n"):
        if line.startswith(b"(") and b") Tj" in line:
            words, rest = line[1:].rsplit(b") Tj", 1)
            line = b" ".join(b"(%c) Tj" % letter for letter in words) + rest
        lines.append(line)
    return b"\n".join(lines)


def beside_the_text() -> Iterator[Case]:
    """Text of the plan that is no text of the page."""
    note = annotation("FreeText", b"/Contents(Train all staff)/DA(/F 9 Tf)")
    yield beside("free text note", b"", ("TEXT_IN_ANNOTATIONS",), extra=b"/Annots[6 0 R]", more={6: note})
    yield beside("sticky note", b"", ("TEXT_IN_ANNOTATIONS",), extra=b"/Annots[6 0 R]", more={6: annotation("Text", b"/Contents(Check the date)")})  # fmt: skip
    field = annotation("Widget", b"/FT/Tx/T(a)/V(Train all staff)")
    yield beside("form field", b"", ("TEXT_IN_FORM_FIELDS",), extra=b"/Annots[6 0 R]", more={6: field}, catalog=b"/AcroForm<</Fields[6 0 R]>>")  # fmt: skip
    yield beside("field of a parent", b"", ("TEXT_IN_FORM_FIELDS",), extra=b"/Annots[6 0 R]", more={6: annotation("Widget", b"/Parent 7 0 R"), 7: b"<</FT/Tx/T(a)/V(Train)/Kids[6 0 R]>>"}, catalog=b"/AcroForm<</Fields[7 0 R]>>")  # fmt: skip
    yield beside("file inside", b"", ("EMBEDDED_FILES",), catalog=b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>", more={6: b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>", 7: stream(b"x")})  # fmt: skip
    yield beside("script", b"", ("ACTIVE_CONTENT",), catalog=b"/Names<</JavaScript<</Names[(a)6 0 R]>>>>", more={6: b"<</S/JavaScript/JS(app.alert\\(1\\))>>"})  # fmt: skip


def scans() -> Iterator[Case]:
    scan = image(ALL_WHITE, 0, 0, 842, 595)
    yield Case(
        "scan that shows nothing, with text.pdf",
        page(scan + write(SECRET, 40, 200, more="3 Tr")),
        (*NO_TEXT, "NO_PLAN"),
    )
    yield Case("scan.pdf", page(image(ALL_BLACK, 0, 0, 842, 595)), (*NO_TEXT, "NO_PLAN"))
    yield Case("recognised scan.pdf", partial(recognised), (*READ, *NO_TEXT), ("OCR_TEXT_LAYER",))


def recognised() -> bytes:
    """A picture of bars where its invisible text stands."""
    width, height = 842, 595
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for line in range(10):
        for y in range(60 + 40 * line, 70 + 40 * line):
            rows[y][40:400] = b"\x00\xff\x00\x00\xff" * 72
    picture = b"/Type/XObject/Subtype/Image/Width 842/Height 595/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    words = b"".join(write("Minutes of a meeting of the panel that was held", 40, 595 - 69 - 40 * i, 14, "3 Tr") for i in range(10))  # fmt: skip
    content = b"q 842 0 0 595 0 0 cm /I Do Q " + words
    return page(
        content, {6: stream(zlib.compress(b"".join(rows)), picture)}, resources=b"/XObject<</I 6 0 R>>"
    )


def cases() -> Iterator[Case]:
    for group in (unseen, redacted, unread_pages, other_words, beside_the_text, scans):
        yield from group()
