"""Say what a file is from its bytes; the name is only ever compared with the answer.

Runs inside the worker: looking into a ZIP's directory is parsing, and the parent parses nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
ENCRYPTED_OFFICE = "application/vnd.ms-office.encrypted"
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"

_OOXML_MAIN = (
    ("wordprocessingml.document.main+xml", DOCX),
    ("ms-word.document.macroenabled.main+xml", "application/vnd.ms-word.document.macroEnabled.12"),
    (
        "wordprocessingml.template.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
    ),
    ("ms-word.template.macroenabledtemplate.main+xml", "application/vnd.ms-word.template.macroEnabled.12"),
    ("spreadsheetml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("presentationml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("ms-powerpoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("vnd.ms-visio", "application/vnd.ms-visio.drawing"),
)
"""Content type of the main part (ECMA-376 part 1, 15.2) -> media type of the file, in the order to look."""

WORD = frozenset(
    {
        DOCX,
        "application/vnd.ms-word.document.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.template.macroEnabled.12",
    }
)
"""The media types of Word's own ZIP format: documents and templates, with and without macros."""

_OLE_STREAMS = (
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
"""Name of a stream -> what holds it ([MS-DOC] 2.1, [MS-XLS] 2.1, [MS-OFFCRYPTO] 1.3.3, [MS-OXMSG] 2.2.3)."""

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"%!PS", "application/postscript"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"ID3", "audio/mpeg"),
)

_NAMES = {
    PDF: "a PDF",
    DOC: "an old Word document",
    RTF: "a rich text document",
    ODT: "an OpenDocument text",
    ENCRYPTED_OFFICE: "an Office file with a password",
    UNKNOWN: "of no kind we know",
    TEXT: "plain text",
    "text/html": "a web page",
    "application/xml": "XML",
    "multipart/related": "a saved web page or e-mail",
    "application/vnd.ms-outlook": "an Outlook message",
    "application/vnd.ms-excel": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.ms-powerpoint": "a PowerPoint presentation",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint presentation",
    "application/zip": "a ZIP archive",
}

_EXTENSIONS = {
    ".pdf": {PDF},
    ".docx": WORD | {ENCRYPTED_OFFICE},
    ".docm": WORD | {ENCRYPTED_OFFICE},
    ".dotx": WORD | {ENCRYPTED_OFFICE},
    ".dotm": WORD | {ENCRYPTED_OFFICE},
    ".doc": {DOC, ENCRYPTED_OFFICE},
    ".dot": {DOC, ENCRYPTED_OFFICE},
    ".rtf": {RTF},
    ".odt": {ODT},
}
"""What the readable formats' extensions promise."""


def sniff(path: Path) -> str:
    """Return the media type of a file from its bytes; application/octet-stream when nothing fits. OSError: unreadable."""
    with path.open("rb") as file:
        head = file.read(8192)
        size = file.seek(0, 2)
        file.seek(max(0, size - 65557))  # the longest ZIP end record with its comment
        tail = file.read()
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return _inside_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(path, head)
    if b"%PDF-" in head[:1024] or (b"%PDF-" in head and b"startxref" in tail):
        return PDF  # leading junk is common (ISO 32000-1, implementation note 13)
    if b"PK\5\6" in tail:
        return _inside_zip(path)
    return _by_magic(head) or _by_markup(head) or (TEXT if _is_text(head) else _last_resort(head, tail))


def describe(media_type: str) -> str:
    """Return a media type in words for a sentence: "a PDF", "an Excel workbook"."""
    if media_type in WORD:
        return "a Word document"
    if media_type in _NAMES:
        return _NAMES[media_type]
    kind = media_type.partition("/")[0]
    return {"image": "a picture", "audio": "a sound", "video": "a film"}.get(kind, media_type)


def promised(name: str) -> bool:
    """True when a file name promises a format that we read."""
    return PurePosixPath(name).suffix.lower() in _EXTENSIONS


def mismatch(name: str, media_type: str) -> bool:
    """True when a file name promises one thing and the bytes are another. A name without a known suffix promises nothing."""
    expected = _EXTENSIONS.get(PurePosixPath(name).suffix.lower())
    return expected is not None and media_type not in expected


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(1 << 20).replace(b"\0", b"").decode("utf-8", "replace").lower()
                return next((media for mark, media in _OOXML_MAIN if mark in types), "application/zip")
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    declared = part.read(200).decode("ascii", "replace").strip()
                return declared if declared.startswith("application/") else "application/zip"
            if "word/document.xml" in names:
                return DOCX  # damaged, and the reader says how
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        return _broken_zip(path)
    return "application/zip"


def _broken_zip(path: Path) -> str:
    """A cut or damaged archive: the local headers at its start still name the parts."""
    with path.open("rb") as file:
        start = file.read(1 << 20)
    if not start.startswith(b"PK"):
        return _by_magic(start) or UNKNOWN
    if b"word/" in start:
        return DOCX
    if b"xl/" in start:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return DOCX if b"[Content_Types].xml" in start else "application/zip"


def _inside_ole(path: Path, head: bytes) -> str:
    shift = int.from_bytes(head[30:32], "little")
    sector = int.from_bytes(head[48:52], "little")
    with path.open("rb") as file:
        content = file.read()
    start = (sector + 1) << shift if shift in (9, 12) else 0
    directory = content[start : start + (1 << 12)]
    # The first sectors of the directory hold the root's own streams; embedded objects come later.
    for place in (directory, content):
        for name, media_type in _OLE_STREAMS:
            if name.encode("utf-16-le") + b"\0\0" in place:
                return media_type
    return "application/x-ole-storage"


def _by_magic(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    return next((media for mark, media in _MAGIC if head.startswith(mark)), None)


def _by_markup(head: bytes) -> str | None:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start[:5].lower() == b"{\\rtf":
        return RTF
    if re.match(
        rb"(?is)(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|table|div)\b", start
    ):
        return "text/html"
    if start[:5] == b"<?xml" or start[:4] == b"<!DO":
        if b"opendocument" in start and b"office:text" in start:
            return "application/vnd.oasis.opendocument.text-flat-xml"
        return "application/xml"
    if re.match(rb"(?i)(mime-version|from|received|return-path|message-id|content-type)\s*:", start):
        return "multipart/related"
    return None


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    printable = sum(byte >= 32 or byte in b"\t\n\r\f" for byte in head)
    return bool(head) and b"\0" not in head and printable == len(head)


def _last_resort(head: bytes, tail: bytes) -> str:
    """A PDF whose header is lost still ends like one; whether it can be read is for the reader to say."""
    return PDF if b"startxref" in tail and b"%%EOF" in tail else UNKNOWN
