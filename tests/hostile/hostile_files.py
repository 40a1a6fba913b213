"""Broken and hostile files, each made from a few lines that show what is wrong with it. name -> (bytes, expected codes)."""

from __future__ import annotations

import io
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def word(body: str, prolog: str = "", **parts: bytes) -> bytes:
    """A .docx with the given body, and further parts by name (__ for /)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr(
            "word/document.xml", f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(objects: dict[int, bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def one_page(
    content: bytes = b"",
    resources: bytes = b"<</Font<</F 5 0 R>>>>",
    more: dict[int, bytes] | None = None,
    extra: bytes = b"",
) -> bytes:
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s%s>>" % (resources, extra),
        4: stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        **(more or {}),
    })  # fmt: skip


def text(words: bytes) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % words


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b"0" * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def forms_that_laugh(levels: int) -> dict[int, bytes]:
    """Form XObjects that each draw the next ten times."""
    objects = {}
    for level in range(levels):
        draws = b"/X Do " * 10 if level + 1 < levels else text(b"ha")
        resources = b"/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>" % (11 + level)
        objects[10 + level] = stream(draws, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources)
    return objects


def zip_of(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


READ = ("NO_PLAN", "RECOMMENDATIONS_ONLY")
"""The file is read, and there is no plan in it."""
ENDED = ("TIMEOUT_CPU", "TIMEOUT_WALL", "MEMORY")
"""The reader was stopped at a limit."""

GOOD_PAGE = one_page(text(b"Nothing here is an action plan."))
GOOD_WORD = word(paragraph("Nothing here is an action plan."))

FILES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    # the file itself
    "empty.pdf": (b"", ("EMPTY_FILE",)),
    "good.pdf": (GOOD_PAGE, READ),
    "good.docx": (GOOD_WORD, READ),
    "junk before.pdf": (b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + GOOD_PAGE, READ),
    "junk after.pdf": (GOOD_PAGE + b"\0" * 5000, READ),
    "named pdf.pdf": (word(paragraph("A Word document by another name.")), READ),
    "named word.docx": (GOOD_PAGE + b"% named", READ),
    "no extension": (GOOD_PAGE + b"% bare", READ),
    "web page.pdf": (b"<!doctype html><title>404</title>", ("TYPE_MISMATCH",)),
    "web page.doc": (b"<html><body>saved as Word", ("TYPE_MISMATCH",)),
    "picture.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, ("TYPE_MISMATCH",)),
    "noise.pdf": (bytes(range(256)) * 9, ("TYPE_UNKNOWN",)),
    "plans.zip": (zip_of(one=GOOD_PAGE), ("OTHER_FORMAT",)),
    # PDF
    "cut in half.pdf": (GOOD_PAGE[: len(GOOD_PAGE) // 2], ("PDF_CORRUPT", "PDF_NO_PAGES", "NO_TEXT_LAYER", *READ)),
    "header only.pdf": (b"%PDF-1.7\n", ("PDF_CORRUPT",)),
    "offsets one off.pdf": (GOOD_PAGE.replace(b"%PDF-1.7\n", b"%PDF-1.7\n\n", 1), READ),
    "no pages.pdf": (pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}), ("PDF_NO_PAGES", "PDF_CORRUPT")),
    "pages in a circle.pdf": (pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}), ("PDF_NO_PAGES", "PDF_CORRUPT", *READ, "NO_TEXT_LAYER")),
    "object of itself.pdf": (one_page(text(b"x"), more={6: b"6 0 R"}, extra=b"/Annots 6 0 R"), READ),
    "laughing forms.pdf": (one_page(b"/X Do", b"<</XObject<</X 10 0 R>>>>", forms_that_laugh(9)), (*READ, *ENDED, "CRASH_SIGABRT", "NO_TEXT_LAYER")),
    "form of itself.pdf": (one_page(b"/X Do", b"<</XObject<</X 10 0 R>>>>", {10: stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>")}), (*READ, *ENDED, "CRASH_SIGABRT", "NO_TEXT_LAYER")),
    "flate bomb.pdf": (one_page(more={4: stream(bomb(1 << 30), b"/Filter/FlateDecode")}), (*ENDED, *READ, "NO_TEXT_LAYER", "CRASH_SIGABRT")),
    "ten thousand pages.pdf": (pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count 10000>>" % (b"3 0 R " * 10000), 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}), ("TOO_MANY_PAGES",)),
    "a page of a mile.pdf": (one_page(text(b"wide")).replace(b"[0 0 595 842]", b"[0 0 9999999 842]"), READ),
    "a hundred thousand letters.pdf": (one_page(text(b"x") * 100_000), (*READ, *ENDED, "PAGE_TOO_DENSE")),
    "deep arrays.pdf": (one_page(text(b"x"), more={6: b"[" * 100_000 + b"]" * 100_000}, extra=b"/Annots 6 0 R"), (*READ, "PDF_CORRUPT", "CRASH_SIGSEGV")),
    # Word
    "cut in half.docx": (GOOD_WORD[: len(GOOD_WORD) // 2], ("DOCX_CORRUPT",)),
    "no body.docx": (zip_of(**{"[Content_Types].xml": CONTENT_TYPES.encode(), "_rels__.rels": RELS.encode()}), ("DOCX_CORRUPT",)),
    "broken xml.docx": (word("<w:p>"), ("DOCX_CORRUPT",)),
    "entities.docx": (word("&a;", '<!DOCTYPE x [<!ENTITY a "SECRET">]>'), ("XML_DTD",)),
    "outside entity.docx": (word("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), ("XML_DTD",)),
    "zip bomb.docx": (word(paragraph("x"), word__media__a=b"0" * (300 << 20)), ("BOMB", *READ)),
    "two thousand parts.docx": (word(paragraph("x"), **{f"word__m{i}": b"" for i in range(2500)}), ("BOMB",)),
    "wide cell.docx": (word(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="500000000"/></w:tcPr>{paragraph("x")}</w:tc></w:tr></w:tbl>'), (*READ, "TABLE_TOO_WIDE")),
    "nested tables.docx": (word("<w:tbl><w:tr><w:tc>" * 3000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 3000), (*READ, "DOCX_CORRUPT", "PARSER_ERROR", "TOO_DEEP")),
    "two million elements.docx": (word("<w:p/>" * 2_000_000), ("TOO_MANY_ELEMENTS", "BOMB")),
    "escapes.docx": (word(paragraph("‮fdp.exe ‏ ​")), READ),
}  # fmt: skip
