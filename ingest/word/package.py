"""Open a Word package safely: limits first, then python-docx, then plain zip and lxml where python-docx refuses."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from ingest import limits
from ingest.errors import DocumentError
from ingest.word.names import STRICT

Element = etree._Element

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_MAIN = re.compile(
    r"wordprocessingml\.(document|template)\.main\+xml|ms-word\.(document|template)\.macroEnabled"
)
OTHER_OFFICE = re.compile(r"spreadsheetml|presentationml|ms-excel|ms-powerpoint|opendocument")
# What python-docx is known to raise on packages that are readable: templates, .docm, Strict, a missing part.
REFUSALS = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, PackageNotFoundError, InvalidXmlError,
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: id, last word of its type ("header", "styles"), target part or external address."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The XML parts of an opened package, by name without leading "/"; names compare without case.

    opened_by_docx: python-docx could open it. codes: what was noticed on the way, keys of codes.toml.
    """

    path: Path
    main_name: str
    raw: dict[str, bytes]
    names: tuple[str, ...]
    codes: list[str]
    opened_by_docx: bool = False
    parsed: dict[str, Element] = field(default_factory=dict)

    def part(self, name: str) -> Element | None:
        """The root element of a part, None if the package lacks it. DocumentError DOCX_CORRUPT, XML_DTD."""
        key = name.lower()
        if key not in self.parsed:
            if key not in self.raw:
                return None
            self.parsed[key] = parse(self.raw[key], name)
        return self.parsed[key]

    def relations(self, of: str) -> tuple[Relation, ...]:
        """The relationships of a part ("" = of the package), in the order of the file."""
        folder, base = posixpath.split(of)
        rels = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        return () if rels is None else tuple(_relations(rels, folder))

    def related(self, kind: str) -> Element | None:
        """The first existing part of that kind that belongs to the main part ("styles", "numbering")."""
        for relation in self.relations(self.main_name):
            if relation.kind == kind and not relation.external:
                part = self.part(relation.target)
                if part is not None:
                    return part
        return None

    def binary(self, name: str) -> bytes:
        """The bytes of any part, at most limits.MAX_PART_BYTES; b"" if it is missing or broken."""
        with zipfile.ZipFile(self.path) as archive:
            for actual in self.names:
                if actual.lower() == name.lower():
                    try:
                        with archive.open(actual) as stream:
                            return stream.read(limits.MAX_PART_BYTES)
                    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                        return b""
        return b""


def _relations(rels: Element, folder: str) -> Iterator[Relation]:
    for rel in rels:
        target = rel.get("Target") or ""
        external = rel.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        yield Relation(rel.get("Id") or "", (rel.get("Type") or "").rsplit("/", 1)[-1], target, external)


def parse(data: bytes, name: str) -> Element:
    """Parse a part with every outside reach switched off. DocumentError DOCX_CORRUPT, XML_DTD."""
    if b"\0" in data[:64]:
        data = _as_utf8(data, name)
    for strict, loose in STRICT:
        if strict in data:
            data = re.sub(rb"(=[\"'])" + re.escape(strict), rb"\g<1>" + loose, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("DOCX_CORRUPT", f"{name}: {type(error).__name__}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("XML_DTD", name)
    return root


def _as_utf8(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise DocumentError("DOCX_CORRUPT", f"{name}: encoding") from None
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def open_package(path: Path) -> Package:
    """Check a package against the limits and open it.

    DocumentError: DOCX_PASSWORD, DOCX_CORRUPT, TYPE_MISMATCH, BOMB, XML_DTD, TOO_MANY_ELEMENTS.
    """
    with path.open("rb") as stream:
        if stream.read(8) == OLE2:
            raise DocumentError(_ole_code(path))
    try:
        with zipfile.ZipFile(path) as archive:
            package = _read(path, archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error) as error:
        raise DocumentError("DOCX_CORRUPT", type(error).__name__) from None
    _open_with_docx(package)
    return package


def _ole_code(path: Path) -> str:
    encrypted = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1 << 20):
            if encrypted in tail + block:
                return "DOCX_PASSWORD"
            tail = block[-len(encrypted) :]
    return "TYPE_MISMATCH"


def _read(path: Path, archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    _check_sizes(entries)
    names = tuple(entry.filename for entry in entries)
    raw: dict[str, bytes] = {}
    total = elements = 0
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        data = _read_part(archive, entry)
        total += len(data)
        probe = data.replace(b"\0", b"") if b"\0" in data[:64] else data
        if b"<!DOCTYPE" in probe or b"<!ENTITY" in probe:
            raise DocumentError("XML_DTD", entry.filename)
        elements += probe.count(b"<") - probe.count(b"</")
        if total > limits.MAX_INFLATED_BYTES:
            raise DocumentError("BOMB", "XML parts")
        if elements > limits.MAX_XML_ELEMENTS:
            raise DocumentError("TOO_MANY_ELEMENTS", entry.filename)
        raw[entry.filename.lower().lstrip("/")] = data
    package = Package(path, "", raw, names, _name_codes(names))
    package.main_name = _main_name(package)
    return package


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ZIP_ENTRIES:
        raise DocumentError("BOMB", f"{len(entries)} entries")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("DOCX_PASSWORD", "encrypted entries")
    if sum(entry.file_size for entry in entries) > limits.MAX_INFLATED_BYTES:
        raise DocumentError("BOMB", "declared size")
    for entry in entries:
        if entry.file_size > limits.ZIP_RATIO_FROM and entry.file_size > limits.MAX_ZIP_RATIO * max(
            1, entry.compress_size
        ):
            raise DocumentError("BOMB", "ratio")


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as stream:
            data = stream.read(limits.MAX_PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise DocumentError("DOCX_CORRUPT", f"{entry.filename}: {type(error).__name__}") from None
    if len(data) > limits.MAX_PART_BYTES:
        raise DocumentError("BOMB", entry.filename)
    return data


def _name_codes(names: tuple[str, ...]) -> list[str]:
    codes = []
    if len({name.lower() for name in names}) != len(names):
        codes.append("ZIP_DUPLICATE")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name for name in names):
        codes.append("ZIP_PATH")
    return codes


def _main_name(package: Package) -> str:
    """The main part: as the package says, else as its content types say, else where Word always puts it."""
    kinds: dict[str, str] = {}
    content_types = package.part("[Content_Types].xml")
    if content_types is not None:
        for entry in content_types:
            if isinstance(entry.tag, str):
                kinds[(entry.get("PartName") or "").lstrip("/").lower()] = entry.get("ContentType") or ""
    candidates = [r.target for r in package.relations("") if r.kind == "officeDocument" and not r.external]
    candidates += [name for name, kind in kinds.items() if name and WORD_MAIN.search(kind)]
    candidates.append("word/document.xml")
    if any(OTHER_OFFICE.search(kinds.get(name.lower(), "")) for name in candidates[:1]):
        raise DocumentError("TYPE_MISMATCH", "another Office format")
    for name in candidates:
        if name.lower() in package.raw:
            return name
    folders = {name.split("/", 1)[0].lower() for name in package.names}
    if folders & {"xl", "ppt", "mimetype"}:
        raise DocumentError("TYPE_MISMATCH", "another document format")
    raise DocumentError("DOCX_CORRUPT", "no main part")


def _open_with_docx(package: Package) -> None:
    try:
        document = docx.Document(str(package.path))
        parts = list(document.part.package.iter_parts())
    except REFUSALS:
        return
    for part in parts:
        root = getattr(part, "element", None)
        if root is not None:
            # a comment inside a word cuts its text in two, and python-docx keeps comments
            etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
            package.parsed.setdefault(str(part.partname).lstrip("/").lower(), root)
    package.opened_by_docx = True
