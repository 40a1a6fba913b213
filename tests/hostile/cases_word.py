"""Word constructs that other readers drop or bring back (evidence, section 1.2), and odd packages."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile import plan, raw_word
from tests.hostile.case import READ, Case
from tests.hostile.plan import HEADER, ROWS, SECRET, TITLE, WRITTEN
from tests.hostile.raw_word import (
    R,
    archive,
    cell,
    content_types,
    paragraph,
    relations,
    row,
    run,
    table,
    word,
)

WHOLE = plan.TRUTH
HIDDEN = ("HIDDEN_TEXT",)
TRACKED = ("TRACKED_CHANGES",)
ACTION = ROWS[0][2]


def with_action(content: str) -> str:
    """The plan, the first row's action cell holding this instead."""
    first = [*ROWS[0][:2], content, *ROWS[0][3:]]
    return paragraph(TITLE) + table(HEADER, first, *ROWS[1:])


def case(
    name: str, content: str, findings: tuple[str, ...] = (), *parts: tuple[str, bytes], prolog: str = ""
) -> Case:
    """A document in which the plan stands whole."""
    return Case(f"word {name}.docx", word(content, *parts, prolog=prolog), ("",), findings, WHOLE)


def kept() -> Iterator[Case]:
    """Wrapped in something, and there all the same."""
    inserted = f'<w:ins w:id="1" w:author="a">{run(ACTION)}</w:ins>'
    yield case("insertion", with_action(f"<w:p>{inserted}</w:p>"), TRACKED)
    yield case("moved here", with_action(f'<w:p><w:moveTo w:id="1">{run(ACTION)}</w:moveTo></w:p>'))
    yield case(
        "control around text",
        with_action(f"<w:p><w:sdt><w:sdtContent>{run(ACTION)}</w:sdtContent></w:sdt></w:p>"),
    )
    yield case(
        "control around a paragraph",
        with_action(cell(f"<w:sdt><w:sdtContent>{paragraph(ACTION)}</w:sdtContent></w:sdt>")),
    )
    yield case(
        "control around a cell", with_action(f"<w:sdt><w:sdtContent>{cell(ACTION)}</w:sdtContent></w:sdt>")
    )
    rows = f"<w:sdt><w:sdtContent>{row(ROWS[0])}</w:sdtContent></w:sdt>"
    yield case("control around a row", paragraph(TITLE) + table(HEADER, rows, *ROWS[1:]))
    yield case(
        "control around the table",
        paragraph(TITLE) + f"<w:sdt><w:sdtContent>{table(HEADER, *ROWS)}</w:sdtContent></w:sdt>",
    )
    yield case(
        "simple field", with_action(f'<w:p><w:fldSimple w:instr="QUOTE x">{run(ACTION)}</w:fldSimple></w:p>')
    )
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{SECRET}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(ACTION)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield case("complex field", with_action(f"<w:p>{field}</w:p>"))
    yield case("link", with_action(f"<w:p><w:hyperlink>{run(ACTION)}</w:hyperlink></w:p>"))
    yield case("smart tag", with_action(f'<w:p><w:smartTag w:element="x">{run(ACTION)}</w:smartTag></w:p>'))
    yield case(
        "custom xml", with_action(f'<w:p><w:customXml w:element="x">{run(ACTION)}</w:customXml></w:p>')
    )
    yield case("direction", with_action(f'<w:p><w:bdo w:val="ltr">{run(ACTION)}</w:bdo></w:p>'))
    yield case("choice", with_action(f'<w:p><mc:AlternateContent><mc:Choice Requires="wps">{run(ACTION)}</mc:Choice><mc:Fallback>{run(ACTION)}</mc:Fallback></mc:AlternateContent></w:p>'))  # fmt: skip
    boxed = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{table(HEADER, *ROWS)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    yield case("table in a text box", paragraph(TITLE) + boxed)
    yield case("table in a table", paragraph(TITLE) + table([f"{table(HEADER, *ROWS)}"]))
    letters = "".join(run(letter) for letter in ACTION)
    yield case("letter by letter", with_action(f"<w:p>{letters}</w:p>"))
    yield case(
        "breaks of the printer",
        with_action(f"<w:p>{run(ACTION[:10])}<w:r><w:lastRenderedPageBreak/></w:r>{run(ACTION[10:])}</w:p>"),
    )
    yield case(
        "bookmarks",
        with_action(
            f'<w:p><w:bookmarkStart w:id="1" w:name="{SECRET}"/>{run(ACTION)}<w:bookmarkEnd w:id="1"/></w:p>'
        ),
    )
    yield case(
        "soft hyphen", with_action(f"<w:p>{run(ACTION[:6])}<w:r><w:softHyphen/></w:r>{run(ACTION[6:])}</w:p>")
    )


def dropped() -> Iterator[Case]:
    """Deleted or hidden: Word does not show it."""
    secret = run(SECRET)
    bar = '<w:highlight w:val="black"/>'
    white, dust, styled = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', '<w:rStyle w:val="H"/>'
    yield case(
        "deletion",
        with_action(
            f'<w:p>{run(ACTION)}<w:del w:id="1"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'
        ),
        TRACKED,
    )
    yield case(
        "deletion with text",
        with_action(f'<w:p>{run(ACTION)}<w:del w:id="1">{secret}</w:del></w:p>'),
        TRACKED,
    )
    yield case(
        "moved away",
        with_action(f'<w:p>{run(ACTION)}<w:moveFrom w:id="1">{secret}</w:moveFrom></w:p>'),
        TRACKED,
    )
    yield case(
        "deleted row",
        paragraph(TITLE) + table(HEADER, ROWS[0], row([SECRET] * 7, '<w:del w:id="1"/>'), *ROWS[1:]),
        TRACKED,
    )
    yield case(
        "deleted cell",
        paragraph(TITLE) + table(HEADER, row([*ROWS[0], cell(SECRET, '<w:cellDel w:id="1"/>')]), *ROWS[1:]),
        TRACKED,
    )
    yield case("hidden text", with_action(f"<w:p>{run(ACTION)}{run(SECRET, '<w:vanish/>')}</w:p>"), HIDDEN)
    yield case(
        "hidden from the web",
        with_action(f"<w:p>{run(ACTION)}{run(SECRET, '<w:specVanish/><w:vanish/>')}</w:p>"),
        HIDDEN,
    )
    yield case(
        "hidden row",
        paragraph(TITLE) + table(HEADER, ROWS[0], row([SECRET] * 7, "<w:hidden/>"), *ROWS[1:]),
        HIDDEN,
    )
    yield case("white text", with_action(f"<w:p>{run(ACTION)}{run(SECRET, white)}</w:p>"), HIDDEN)
    yield case("text of one point", with_action(f"<w:p>{run(ACTION)}{run(SECRET, dust)}</w:p>"), HIDDEN)
    styles = f'<w:styles xmlns:w="{raw_word.W}"><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    yield case("hidden by a style", with_action(f'<w:p>{run(ACTION)}{run(SECRET, styled)}</w:p>'), HIDDEN, ("word/_rels/document.xml.rels", relations(("styles", "styles.xml"))), ("word/styles.xml", styles.encode()))  # fmt: skip
    black = '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'
    yield case("black on black", with_action(f"<w:p>{run(ACTION)}{run(SECRET, black)}</w:p>"), HIDDEN)
    marker = '<w:color w:val="000000"/><w:highlight w:val="black"/>'
    yield case(
        "black under a black marker", with_action(f"<w:p>{run(ACTION)}{run(SECRET, marker)}</w:p>"), HIDDEN
    )
    yield case("under a black marker", with_action(f"<w:p>{run(ACTION)}{run(SECRET, bar)}</w:p>"), HIDDEN)
    comments = f'<w:comments xmlns:w="{raw_word.W}"><w:comment w:id="1" w:author="{SECRET}">{paragraph(SECRET)}</w:comment></w:comments>'
    yield case("comment", WRITTEN, ("COMMENTS",), ("word/_rels/document.xml.rels", relations(("comments", "comments.xml"))), ("word/comments.xml", comments.encode()))  # fmt: skip
    prompt = f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{secret}</w:sdtContent></w:sdt></w:p>"
    yield Case("word prompt.docx", word(paragraph(TITLE) + table(HEADER, [*ROWS[0][:6], prompt], *ROWS[1:])), ("",), ("PLACEHOLDER",), ((*WHOLE[0][:6], ""), *WHOLE[1:]))  # fmt: skip
    yield case("chunk of another document", WRITTEN + '<w:altChunk r:id="rId1"/>', ("ALTCHUNK",), ("word/_rels/document.xml.rels", relations(("aFChunk", "a.html"))), ("word/a.html", f"<p>{SECRET}".encode()))  # fmt: skip


def reaching_out() -> Iterator[Case]:
    rels = "word/_rels/document.xml.rels"
    yield case(
        "linked picture",
        WRITTEN,
        ("EXTERNAL_REF",),
        (rels, relations(("image", "http://192.0.2.1/a.png"), external=True)),
    )
    yield case("remote template", WRITTEN, ("EXTERNAL_REF",), ("word/_rels/settings.xml.rels", relations(("attachedTemplate", "http://192.0.2.1/a.dotm"), external=True)), ("word/settings.xml", f'<w:settings xmlns:w="{raw_word.W}"/>'.encode()))  # fmt: skip
    yield case(
        "linked file",
        WRITTEN,
        ("EXTERNAL_REF",),
        (rels, relations(("oleObject", "file:///etc/passwd"), external=True)),
    )
    yield case(
        "embedded file",
        WRITTEN,
        ("EMBEDDED_FILES",),
        (rels, relations(("package", "embeddings/a.xlsx"))),
        ("word/embeddings/a.xlsx", b"x"),
    )
    yield case("macros", WRITTEN, ("MACROS",), ("word/vbaProject.bin", b"x"))
    dde = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    yield case("starts a program", WRITTEN + dde, ("ACTIVE_CONTENT",))
    fetch = '<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;file:///etc/passwd&quot;"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    yield case("fetches a text", WRITTEN + fetch, ("EXTERNAL_REF",))
    yield case(
        "odd characters",
        with_action(f"<w:p>{run(ACTION[:8])}<w:r><w:t>\u200b\u2060</w:t></w:r>{run(ACTION[8:])}</w:p>"),
    )


def packages() -> Iterator[Case]:
    document = ("word/document.xml", word_part(WRITTEN))
    basic = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(("officeDocument", "word/document.xml"))),
    ]
    whole = ("",)
    yield Case("zip with two of a name.docx", archive([*basic, ("word/document.xml", word_part(paragraph("other"))), document]), ("", *READ), ("ZIP_DUPLICATE",), "said")  # fmt: skip
    yield Case(
        "zip with a path.docx",
        archive([*basic, document, ("../../evil.xml", b"<x/>")]),
        whole,
        ("ZIP_PATH",),
        WHOLE,
    )
    yield Case(
        "zip with an absolute path.docx",
        archive([*basic, document, ("/etc/evil", b"x")]),
        whole,
        ("ZIP_PATH",),
        WHOLE,
    )
    yield Case("no types.docx", archive([basic[1], document]), whole, (), WHOLE)
    yield Case("no relations.docx", archive([basic[0], document]), whole, (), WHOLE)
    yield Case("no document.docx", archive(basic), ("DOCX_CORRUPT",))
    yield Case("relations to nothing.docx", archive([*basic, document, ("word/_rels/document.xml.rels", relations(("styles", "gone.xml"), ("numbering", "../../gone.xml"), ("image", "NULL")))]), whole, (), WHOLE)  # fmt: skip
    yield Case("another main part.docx", archive([("[Content_Types].xml", content_types().replace(b"/word/document.xml", b"/w/d.xml")), ("_rels/.rels", relations(("officeDocument", "w/d.xml"))), ("w/d.xml", document[1])]), whole, (), WHOLE)  # fmt: skip
    yield Case(
        "capital names.docx",
        archive([basic[0], ("_rels/.rels", relations(("officeDocument", "WORD/Document.XML"))), document]),
        whole,
        (),
        WHOLE,
    )
    yield Case("broken xml.docx", word("<w:p>"), ("DOCX_CORRUPT",))
    yield Case("empty document.docx", archive([*basic, ("word/document.xml", b"")]), ("DOCX_CORRUPT",))
    yield Case(
        "body of another kind.docx",
        archive([*basic, ("word/document.xml", b"<html><body/></html>")]),
        ("DOCX_CORRUPT",),
    )
    yield Case(
        "in utf-16.docx",
        word(WRITTEN, encoding="utf-16", prolog='<?xml version="1.0" encoding="utf-16"?>'),
        whole,
        (),
        WHOLE,
    )
    yield Case("strict.docx", strict(), whole, (), WHOLE)
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield Case(
        "macro document.docm",
        word(WRITTEN, ("word/vbaProject.bin", b"x"), main=macro),
        whole,
        ("MACROS",),
        WHOLE,
    )
    template = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    yield Case("template.dotx", word(WRITTEN, main=template), whole, (), WHOLE)
    yield Case("styles of noise.docx", word(WRITTEN, ("word/_rels/document.xml.rels", relations(("styles", "styles.xml"))), ("word/styles.xml", b"<not <xml")), ("", "DOCX_CORRUPT"), (), "said")  # fmt: skip
    yield Case("locked entries.docx", flagged(word(WRITTEN)), ("DOCX_PASSWORD", "DOCX_CORRUPT"))


def word_part(body: str) -> bytes:
    return f"<w:document {raw_word.SPACES}><w:body>{body}</w:body></w:document>".encode()


def strict() -> bytes:
    """The plan in ISO's strict namespaces."""
    swap = {
        raw_word.W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    body = word_part(WRITTEN).decode()
    rels = relations(("officeDocument", "word/document.xml")).decode()
    for old, new in swap.items():
        body, rels = body.replace(old, new), rels.replace(old, new)
    return archive(
        [
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", rels.encode()),
            ("word/document.xml", body.encode()),
        ]
    )


def flagged(package: bytes) -> bytes:
    """The package with the bit set that says its entries are encrypted."""
    data = bytearray(package)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def cases() -> Iterator[Case]:
    for group in (kept, dropped, reaching_out, packages):
        yield from group()
