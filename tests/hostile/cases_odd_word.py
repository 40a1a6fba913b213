"""Second helpings for Word: text that is not shown, odd markup of text that is, odd packages, and other names for them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from functools import partial

from tests.hostile import plan, raw_word
from tests.hostile.case import ENDED, NO_TEXT, READ, Case
from tests.hostile.cases_hangs import WORD_ANY
from tests.hostile.cases_hidden import HIDDEN
from tests.hostile.plan import HEADER, ROWS, SECRET, TITLE, WRITTEN
from tests.hostile.raw_word import archive, cell, content_types, paragraph, relations, row, run, table, word

WHOLE = plan.TRUTH
RELS = "word/_rels/document.xml.rels"


def with_cell(content: str, properties: str = "") -> str:
    """The plan, the first row's action cell holding this and having these properties."""
    made = cell(content, properties)
    return paragraph(TITLE) + table(HEADER, [*ROWS[0][:2], made, *ROWS[0][3:]], *ROWS[1:])


def hides(name: str, content: str, findings: tuple[str, ...] = HIDDEN, *parts: tuple[str, bytes]) -> Case:
    return Case(f"word hides {name}.docx", word(content, *parts), ("",), findings, WHOLE)


def word_hides() -> Iterator[Case]:
    action = ROWS[0][2]

    white = '<w:color w:val="FFFFFF"/>'

    def beside_it(properties: str) -> str:
        return with_cell(f"<w:p>{run(action)}{run(SECRET, properties)}</w:p>")

    yield hides(
        "in the colour of the theme's paper",
        beside_it('<w:color w:val="FFFFFF" w:themeColor="background1"/>'),
    )
    shown, same = run(action, white), run(SECRET, '<w:color w:val="1F3864"/>')
    yield hides(
        "in the colour of its cell",
        with_cell(f"<w:p>{shown}{same}</w:p>", '<w:shd w:val="clear" w:fill="1F3864"/>'),
    )
    yield hides("by a width of one percent", beside_it('<w:w w:val="1"/>'))
    yield hides("by an outline of nothing", beside_it('<w:vanish w:val="1"/>'))
    yield hides(
        "in a row of no height",
        paragraph(TITLE)
        + table(HEADER, ROWS[0], row([SECRET] * 7, '<w:trHeight w:val="1" w:hRule="exact"/>'), *ROWS[1:]),
    )
    yield hides(
        "in a box that is not shown",
        with_cell(
            f'<w:p>{run(action)}<w:r><w:pict><v:shape style="visibility:hidden"><v:textbox><w:txbxContent>{paragraph(SECRET)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
        ),
    )
    yield hides(
        "by the style of its paragraph",
        with_cell(paragraph(action) + f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run(SECRET)}</w:p>'),
        HIDDEN,
        (RELS, relations(("styles", "styles.xml"))),
        (
            "word/styles.xml",
            f'<w:styles xmlns:w="{raw_word.W}"><w:style w:type="paragraph" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="B"/></w:style></w:styles>'.encode(),
        ),
    )
    yield hides(
        "in the fallback",
        with_cell(
            f'<w:p>{run(action)}<mc:AlternateContent><mc:Choice Requires="wps"/><mc:Fallback>{run(SECRET)}</mc:Fallback></mc:AlternateContent></w:p>'
        ),
        (),
    )
    yield hides(
        "in the choices of a list",
        with_cell(
            f'<w:p><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{SECRET}" w:value="{SECRET}"/></w:dropDownList></w:sdtPr><w:sdtContent>{run(action)}</w:sdtContent></w:sdt></w:p>'
        ),
        (),
    )
    yield hides(
        "in a field's answer that is not shown",
        with_cell(
            f'<w:p>{run(action)}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SET a "{SECRET}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        (),
    )
    yield hides(
        "in an old format",
        with_cell(
            f'<w:p>{run(action)}<w:r><w:rPr><w:rPrChange w:id="1" w:author="{SECRET}"><w:rPr/></w:rPrChange></w:rPr><w:t/></w:r></w:p>'
        ),
        (),
    )
    custom = f'<x xmlns="urn:x">{SECRET}</x>'.encode()
    yield hides(
        "in parts beside",
        WRITTEN,
        (),
        ("customXml/item1.xml", custom),
        ("docProps/custom.xml", custom),
        ("word/glossary/document.xml", custom),
        ("word/people.xml", custom),
    )
    yield hides(
        "in a deleted table",
        WRITTEN + table(*[row([SECRET] * 7, '<w:del w:id="1"/>')] * 3),
        ("TRACKED_CHANGES",),
    )
    yield hides(
        "in a deleted formula",
        with_cell(
            f'<w:p>{run(action)}<w:del w:id="3"><w:r><w:delInstrText>{SECRET}</w:delInstrText></w:r></w:del></w:p>'
        ),
        ("TRACKED_CHANGES",),
    )


def word_shows() -> Iterator[Case]:
    """Odd markup of text that Word does show: the plan must come out whole."""
    action = ROWS[0][2]
    seen, marked = '<w:vanish w:val="0"/>', '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>'
    shown = {
        "cdata": f"<w:p><w:r><w:t><![CDATA[{action}]]></w:t></w:r></w:p>",
        "comment in the text": f"<w:p><w:r><w:t>{action[:7]}<!-- {SECRET} -->{action[7:]}</w:t></w:r></w:p>",
        "processing instruction": f"<w:p><w:r><w:t>{action[:7]}<?x {SECRET}?>{action[7:]}</w:t></w:r></w:p>",
        "hidden from the web": f'<w:p>{run(action, "<w:webHidden/>")}</w:p>',
        "not hidden after all": f"<w:p>{run(action, seen)}</w:p>",
        "white on dark": f"<w:p>{run(action, marked)}</w:p>",
        "a child of no schema": f'<w:p><q:x xmlns:q="urn:q"/>{run(action)}</w:p>',
        "inserted, then inserted": f'<w:p><w:ins w:id="1"><w:ins w:id="2">{run(action)}</w:ins></w:ins></w:p>',
    }  # fmt: skip
    for name, content in shown.items():
        yield Case(f"word shows {name}.docx", word(with_cell(content)), ("",), (), WHOLE)
    long = "word " * 9_000
    truth = (*WHOLE[0][:2], long.strip(), *WHOLE[0][3:])
    yield Case(
        "word shows 45000 letters.docx", word(with_cell(paragraph(long))), ("",), (), (truth, *WHOLE[1:])
    )
    for name, text in (
        ("a formula", "=cmd|' /C calc'!A0"),
        ("markup", "<script>alert(1)</script>"),
        ("an escape of Excel's", "_x0041_ and _x000D_"),
    ):
        truth = (*WHOLE[0][:2], text, *WHOLE[0][3:])
        yield Case(
            f"word shows {name}.docx", word(with_cell(paragraph(text))), ("",), (), (truth, *WHOLE[1:])
        )


def overlapping() -> bytes:
    """Two thousand names for one packed block: what unpacks to much, without nesting (a bomb after D. Fifield)."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = block.compress(b"a" * (20 << 20)) + block.flush()
    check, size = zlib.crc32(b"a" * (20 << 20)), 20 << 20
    local = (
        b"PK\3\4"
        + (20).to_bytes(2, "little")
        + b"\0\0\x08\0\0\0\0\0"
        + check.to_bytes(4, "little")
        + len(packed).to_bytes(4, "little")
        + size.to_bytes(4, "little")
        + (1).to_bytes(2, "little")
        + b"\0\0a"
    )
    entries = b""
    for i in range(1_500):
        name = b"word/a%d.xml" % i
        entries += (
            b"PK\1\2"
            + (20).to_bytes(2, "little") * 2
            + b"\0\0\x08\0\0\0\0\0"
            + check.to_bytes(4, "little")
            + len(packed).to_bytes(4, "little")
            + size.to_bytes(4, "little")
            + len(name).to_bytes(2, "little")
            + b"\0" * 16
            + name
        )
    end = (
        b"PK\5\6\0\0\0\0"
        + (1_500).to_bytes(2, "little") * 2
        + len(entries).to_bytes(4, "little")
        + (len(local) + len(packed)).to_bytes(4, "little")
        + b"\0\0"
    )
    return local + packed + entries + end


def renamed_inside() -> bytes:
    """The local headers call the document something else than the directory does."""
    data = bytearray(word(WRITTEN))
    at = data.find(b"word/document.xml")
    data[at : at + 17] = b"word/docXment.xml"
    return bytes(data)


def method(number: int) -> bytes:
    data = bytearray(word(WRITTEN))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] = number
            start = data.find(mark, start + 4)
    return bytes(data)


def word_packages() -> Iterator[Case]:
    document = (
        "word/document.xml",
        f"<w:document {raw_word.SPACES}><w:body>{WRITTEN}</w:body></w:document>".encode(),
    )
    types, top = (
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(("officeDocument", "word/document.xml"))),
    )
    dtd = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    yield Case("overlapping entries.docx", partial(overlapping), ("BOMB", "DOCX_CORRUPT", "TYPE_MISMATCH"))
    yield Case("names that disagree.docx", renamed_inside(), ("DOCX_CORRUPT", ""), rows="said")
    yield Case("packed in an unknown way.docx", method(99), ("DOCX_CORRUPT",))
    yield Case("packed by bzip2 in name.docx", method(12), ("DOCX_CORRUPT",))
    yield Case(
        "entities in the types.docx",
        archive([(types[0], dtd + types[1]), top, document]),
        ("XML_DTD", ""),
        rows="said",
    )
    yield Case(
        "entities in the relations.docx", archive([types, (top[0], dtd + top[1]), document]), ("XML_DTD",)
    )
    yield Case("bytes before.docx", b"MZ" + b"\0" * 500 + word(WRITTEN), ("", "TYPE_MISMATCH"), rows="said")
    yield Case(
        "a comment of 60000.docx",
        word(WRITTEN)[:-2] + (60_000).to_bytes(2, "little") + b"c" * 60_000,
        ("",),
        (),
        WHOLE,
    )
    yield Case(
        "backslashes.docx",
        archive([types, top, (r"word\document.xml", document[1])]),
        ("", "DOCX_CORRUPT"),
        rows="said",
    )
    yield Case(
        "in utf-7.docx",
        archive([types, top, (document[0], b"<?xml version='1.0' encoding='utf-7'?>" + document[1])]),
        ("", "DOCX_CORRUPT"),
        rows="said",
    )
    yield Case(
        "in utf-32.docx",
        word(WRITTEN, encoding="utf-32", prolog='<?xml version="1.0" encoding="utf-32"?>'),
        ("", "DOCX_CORRUPT"),
        rows="said",
    )
    yield Case(
        "in latin letters by mistake.docx",
        archive([types, top, (document[0], document[1].replace(b"risk", b"r\xefsk"))]),
        ("DOCX_CORRUPT",),
    )
    yield Case(
        "controls in xml.docx",
        archive([types, top, (document[0], document[1].replace(b"risk", b"r\x01sk"))]),
        ("DOCX_CORRUPT",),
    )
    yield Case(
        "an attribute of 20 MB.docx",
        partial(lambda: word(f'<w:p w:x="{"a" * (20 << 20)}"/>')),
        (*WORD_ANY, *NO_TEXT),
    )
    yield Case(
        "names of spaces.docx",
        partial(
            lambda: word("".join(f'<x{i}:a xmlns:x{i}="urn:{i}"/>' for i in range(60_000)) + paragraph("x"))
        ),
        WORD_ANY,
    )
    yield Case(
        "rows without cells.docx",
        word(
            paragraph(TITLE)
            + "<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>"
            + table(HEADER, *ROWS)
        ),
        ("",),
        (),
        WHOLE,
    )
    yield Case(
        "a row in a row.docx",
        word(paragraph(TITLE) + table(HEADER, *ROWS).replace("<w:tr>", "<w:tr><w:tr></w:tr>", 1)),
        ("", *WORD_ANY),
        rows="said",
    )
    inside = word(
        WRITTEN,
        (RELS, relations(("package", "embeddings/a.docx"))),
        ("word/embeddings/a.docx", word(paragraph(SECRET))),
    )
    yield Case("a document in a document.docx", inside, ("",), ("EMBEDDED_FILES",), WHOLE)
    nested = archive([("a.zip", archive([("b.zip", archive([("c", b"\0" * (20 << 20))]))]))])
    yield Case("zip in zip in zip.zip", nested, ("OTHER_FORMAT",))
    yield Case("zip in zip in zip.docx", nested + b"\n", ("TYPE_MISMATCH",))


def other_names() -> Iterator[Case]:
    """A document under the name of another kind."""
    yield Case("word of today.doc", word(WRITTEN + paragraph("a")), ("",), (), WHOLE)
    yield Case("word of today.rtf", word(WRITTEN + paragraph("b")), ("",), (), WHOLE)
    yield Case("page.doc", plan.PDF + b"% doc", ("",), (), WHOLE)
    legacy = (*READ, "NEEDS_LIBREOFFICE", "CONVERSION_FAILED")
    yield Case("rich text.doc", rb"{\rtf1\ansi Nothing in here is a plan.}", legacy)
    yield Case("rich text.docx", rb"{\rtf1\ansi Nothing in here is a plan either.}", legacy)
    yield Case(
        "rich text that never ends.rtf", partial(lambda: b"{\\rtf1" + b"{\\b " * 200_000), (*legacy, *NO_TEXT)
    )
    yield Case(
        "rich text with an object.rtf",
        rb"{\rtf1\ansi{\object\objautlink\objupdate{\*\objdata 0105000002000000}} words}",
        (*legacy, *NO_TEXT),
    )
    yield Case(
        "web archive.mht",
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        ("OTHER_FORMAT",),
    )
    yield Case("mail.eml", b"Received: from x\r\nSubject: plan\r\n\r\nattached", ("OTHER_FORMAT",))
    yield Case(
        "flat.doc",
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text/></office:body></office:document>',
        ("TYPE_MISMATCH",),
    )
    yield Case(
        "pointer of a large file store.pdf",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        ("TYPE_MISMATCH",),
    )
    yield Case(
        "shortcut.pdf.url", b"[InternetShortcut]\r\nURL=http://192.0.2.1/plan.pdf\r\n", ("OTHER_FORMAT",)
    )
    yield Case(
        "shortcut.pdf.lnk",
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 60,
        ("OTHER_FORMAT", "TYPE_UNKNOWN"),
    )
    yield Case(
        "signed.p7m",
        b"0\x82\x10\0\x06\x09*\x86H\x86\xf7\r\x01\x07\x02" + b"\0" * 90,
        ("OTHER_FORMAT", "TYPE_UNKNOWN"),
    )


def noise(words: int) -> str:
    """Words without a pattern, so that no packing ratio gives the file away."""
    chance = random.Random(words)
    return " ".join(f"{chance.randrange(1 << 40):x}" for _ in range(words))


def too_many_elements() -> bytes:
    chance = random.Random(2)
    return word("".join(f'<w:p w:x="{chance.randrange(1 << 16):x}"/>' for _ in range(1_600_000)))


def too_much() -> Iterator[Case]:
    """Whatever is over a limit, and packed no better than other documents."""
    yield Case("too many elements.docx", partial(too_many_elements), ("TOO_MANY_ELEMENTS",))
    dates = " ".join(f"{1 + i % 28}/0{1 + i % 9}/20{10 + i % 20}" for i in range(60_000))
    slow = [*ROWS[0][:6], dates]
    yield Case(
        "sixty thousand dates.docx",
        word(paragraph(TITLE) + table(HEADER, slow, *ROWS[1:])),
        ("", *ENDED, "OUTPUT_TOO_BIG"),
        rows="said",
    )
    yield Case(
        "a megabyte in a cell.docx",
        partial(lambda: word(with_cell(paragraph(noise(100_000))))),
        ("", *ENDED, "OUTPUT_TOO_BIG"),
        rows="said",
    )
    fields = with_cell(
        f'<w:p>{run(ROWS[0][2])}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    yield Case("a number that Word makes up.docx", word(fields), ("",), ("FIELD_UNREAD",), WHOLE)


def cases() -> Iterator[Case]:
    for group in (word_hides, word_shows, word_packages, other_names, too_much):
        yield from group()
