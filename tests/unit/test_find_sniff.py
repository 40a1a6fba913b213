"""ingest.sniff: what a file is comes from its bytes, whatever its name says."""

import io
import zipfile

import pytest

from ingest import sniff
from ingest.sniff import DOC, DOCX, ENCRYPTED_OFFICE, ODT, PDF, RTF, TEXT, UNKNOWN, mismatch, promised

WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\0" * 16


def package(main, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}+xml"/></Types>')
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def ole(*streams):
    """A compound file as far as sniffing looks: a header whose directory starts in the first sector."""
    header = bytearray(OLE.ljust(512, b"\0"))
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (0).to_bytes(4, "little")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes(header) + entries.ljust(4096, b"\0")


CASES = [
    ("a PDF", b"%PDF-1.7\n1 0 obj", PDF),
    ("a PDF behind a byte order mark", b"\xef\xbb\xbf%PDF-1.4\n", PDF),
    ("a PDF behind a mail header", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\n", PDF),
    ("a PDF whose header is lost", b"1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n\x00", PDF),
    ("a web page that speaks of PDFs", b"<html><body>" + b" " * 1100 + b"%PDF-</body></html>", "text/html"),
    ("Word", package(f"{WORD_TYPES}.document.main"), DOCX),
    ("Word with macros", package("application/vnd.ms-word.document.macroEnabled.main"), "application/vnd.ms-word.document.macroEnabled.12"),
    ("a Word template", package(f"{WORD_TYPES}.template.main"), f"{WORD_TYPES}.template"),
    ("Word that holds a PDF uncompressed", package(f"{WORD_TYPES}.document.main", a=b"%PDF-1.4 ... startxref"), DOCX),
    ("Word cut in half", package(f"{WORD_TYPES}.document.main", **{"word/document.xml": "x" * 500})[:400], DOCX),
    ("Excel", package("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"), SHEET),
    ("a ZIP of PDFs", archive(one=b"%PDF-1.4", two=b"%PDF-1.4"), "application/zip"),
    ("OpenDocument text", archive(mimetype=ODT), ODT),
    ("OpenDocument sheet", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    ("old Word", ole("1Table", "WordDocument"), DOC),
    ("old Excel", ole("Workbook"), "application/vnd.ms-excel"),
    ("Word with a password", ole("EncryptionInfo", "EncryptedPackage"), ENCRYPTED_OFFICE),
    ("an Outlook message", ole("__properties_version1.0", "WordDocument"), "application/vnd.ms-outlook"),
    ("an unknown compound file", ole("Something"), "application/x-ole-storage"),
    ("rich text", rb"{\rtf1\ansi plan}", RTF),
    ("a web page", b"<!DOCTYPE html><html><body>Not found</body></html>", "text/html"),
    ("a web page with an XML declaration", b'<?xml version="1.0"?>\n<html xmlns="x">', "text/html"),
    ("a page in UTF-16", "\ufeff<html><body>x".encode("utf-16-le"), "text/html"),
    ("XML", b'<?xml version="1.0"?><doc/>', "application/xml"),
    ("a saved e-mail", b"From: a@example.org\r\nSubject: plan\r\n\r\nHello", "multipart/related"),
    ("a photograph", b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    ("text", "Action plan, é".encode(), TEXT),
    ("noise", bytes(range(256)) * 4, UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("what", "content", "expected"), CASES, ids=[case[0] for case in CASES])
def test_bytes_say_what_a_file_is(tmp_path, what, content, expected):
    path = tmp_path / "misleading.jpg"
    path.write_bytes(content)
    assert sniff.sniff(path) == expected


@pytest.mark.parametrize(("what", "content", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cut_anywhere_a_file_is_something_and_no_error(tmp_path, what, content, expected):
    path = tmp_path / "cut"
    for length in (1, 4, 9, len(content) // 3, len(content) // 2, len(content) - 1):
        path.write_bytes(content[: max(1, length)])
        assert "/" in sniff.sniff(path)


@pytest.mark.parametrize(
    ("name", "media_type", "lies"),
    [
        ("plan.pdf", PDF, False),
        ("plan.PDF", PDF, False),
        ("plan.pdf", DOCX, True),
        ("plan.docx", ENCRYPTED_OFFICE, False),
        ("plan.doc", RTF, True),
        ("plan", PDF, False),
        ("plan.2021", PDF, False),
    ],
)
def test_a_name_lies_only_when_it_promises_something_else(name, media_type, lies):
    assert mismatch(name, media_type) is lies
    assert promised(name) is name.lower().endswith((".pdf", ".docx", ".doc"))


@pytest.mark.parametrize("media_type", [case[2] for case in CASES])
def test_every_kind_has_words_for_a_sentence(media_type):
    assert sniff.describe(media_type)
