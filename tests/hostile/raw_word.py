"""Word files from raw XML, without a library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def content_types(main: str = MAIN) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    ).encode()


def relations(*entries: tuple[str, str], external: bool = False) -> bytes:
    """A .rels part of (type's last word, target)."""
    mode = ' TargetMode="External"' if external else ""
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for i, (kind, target) in enumerate(entries, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'.encode()


def archive(parts: Sequence[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def word(
    body: str, *parts: tuple[str, bytes], prolog: str = "", main: str = MAIN, encoding: str = "utf-8"
) -> bytes:
    """A .docx with that body; parts come in addition, or instead of one of the same name."""
    document = f"{prolog}<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode(encoding)
    basic = [
        ("[Content_Types].xml", content_types(main)),
        ("_rels/.rels", relations(("officeDocument", "word/document.xml"))),
        ("word/document.xml", document),
    ]
    replaced = {name for name, _ in parts}
    return archive([*(part for part in basic if part[0] not in replaced), *parts])


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{run(text, properties)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A table cell; content is text, or XML if it begins with a tag."""
    inner = content if content.startswith(("<w:", "<mc:")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(cells: Sequence[str], properties: str = "") -> str:
    made = (text if text.startswith(("<w:tc>", "<w:sdt>")) else cell(text) for text in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def table(*rows: str | Sequence[str]) -> str:
    made = (each if isinstance(each, str) else row(each) for each in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl><w:p/>"
