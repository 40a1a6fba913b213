"""A small builder for Word files as raw XML: every construct stands in the test that checks it."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from ingest.model import Document, SourceFile, Table
from ingest.word import read_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header1", "footer1")


class Word:
    """Makes Word files from XML fragments and reads them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @staticmethod
    def r(text: str, rpr: str = "") -> str:
        return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    @classmethod
    def p(cls, text: str = "", ppr: str = "", rpr: str = "") -> str:
        return f"<w:p><w:pPr>{ppr}</w:pPr>{cls.r(text, rpr) if text else ''}</w:p>"

    @classmethod
    def tc(cls, content: str = "", pr: str = "") -> str:
        """A cell; content: XML, or plain text for one paragraph."""
        inside = content if content.startswith("<") else cls.p(content)
        return f"<w:tc><w:tcPr>{pr}</w:tcPr>{inside}</w:tc>"

    @classmethod
    def tr(cls, *cells: str, pr: str = "") -> str:
        """A row of cells: XML, or plain text for a plain cell."""
        made = (c if c.startswith(("<w:tc", "<w:sdt", "<mc:")) else cls.tc(c) for c in cells)
        return f"<w:tr><w:trPr>{pr}</w:trPr>{''.join(made)}</w:tr>"

    @staticmethod
    def tbl(*rows: str, widths: tuple[int, ...] = (), pr: str = "") -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return f"<w:tbl><w:tblPr>{pr}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    @staticmethod
    def sdt(content: str, pr: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{pr}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    def file(
        self,
        body: str,
        *,
        name: str = "plan.docx",
        main_type: str = MAIN_TYPE,
        relations: str = "",
        extra: dict[str, str | bytes] | None = None,
        **parts: str,
    ) -> Path:
        """Write a package. parts: inner XML of styles, numbering, settings, footnotes, header1 ..."""
        kinds = {"header1": "header", "footer1": "footer"}
        roots = {"header1": "hdr", "footer1": "ftr"}
        used = [part for part in PARTS if part in parts]
        types = "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE.format(kinds.get(part, part))}"/>'
            for part in used
        )
        links = "".join(
            f'<Relationship Id="{part}" Type="{OFFICE}/{kinds.get(part, part)}" Target="{part}.xml"/>'
            for part in used
        )
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{types}</Types>',
            "_rels/.rels": self.rels(
                f'<Relationship Id="m" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": self.rels(links + relations),
        }
        for part in used:
            root = roots.get(part, part)
            files[f"word/{part}.xml"] = f"<w:{root} {NAMES}>{parts[part]}</w:{root}>"
        files |= extra or {}
        return self.zip(name, files)

    @staticmethod
    def rels(inner: str) -> str:
        return (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}'
            "</Relationships>"
        )

    def zip(self, name: str, files: dict[str, str | bytes]) -> Path:
        path = self._folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in files.items():
                archive.writestr(member, content)
        return path

    @staticmethod
    def open(path: Path) -> Document:
        return read_docx(path, SourceFile(path.name, "0" * 64, path.stat().st_size, ""))

    def read(self, body: str, **options: object) -> Document:
        return self.open(self.file(body, **options))  # type: ignore[arg-type]

    def table(self, *rows: str, widths: tuple[int, ...] = (), pr: str = "", **options: object) -> Table:
        """Read a document that is one table."""
        return self.read(self.tbl(*rows, widths=widths, pr=pr), **options).tables[0]

    def cell(self, content: str, **options: object) -> str | None:
        """Read the text of a cell with that content."""
        return self.table(self.tr(self.tc(content), "x"), **options).rows[0][0].text

    @staticmethod
    def grid(table: Table) -> list[list[str | None]]:
        return [[cell.text for cell in row] for row in table.rows]

    @staticmethod
    def codes(document: Document) -> list[str]:
        return [found.code for found in document.findings]


@pytest.fixture
def word(tmp_path: Path) -> Word:
    return Word(tmp_path)
