"""Packages: what python-docx refuses and we read, what nobody should read, what is only said."""

import time
import zipfile

import docx
import pytest

from ingest import limits
from ingest.errors import DocumentError, catalogue
from ingest.word.package import open_package

TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


def plan(word):
    return word.tbl(word.tr("Recommendation", "Lead"), word.tr("R1", "Police"))


def rewrite(path, change):
    """Write the package again with change(name, bytes) -> bytes or None (left out)."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            new = change(name, content)
            if new is not None:
                archive.writestr(name, new)
    return path


def refused(word, path):
    with pytest.raises(DocumentError) as caught:
        word.open(path)
    assert caught.value.code in catalogue("ingest")
    return caught.value.code


def test_python_docx_opens_an_ordinary_file(word, tmp_path):
    document = docx.Document()
    document.add_heading("Action plan", 1)
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "R1"
    table.cell(1, 1).text = "Police"
    document.core_properties.title, document.core_properties.author = "Plan", "A Author"
    document.save(tmp_path / "a.docx")
    read = word.open(tmp_path / "a.docx")
    assert open_package(tmp_path / "a.docx").opened_by_docx
    assert word.grid(read.tables[0]) == [["R1", ""], [None, "Police"]]
    assert [(line.text, line.role) for line in read.lines] == [("Action plan", "heading")]
    assert dict(read.properties)["title"] == "Plan"
    assert dict(read.properties)["author"] == "A Author"


def strict(name, content):
    for loose, tight in STRICT:
        content = content.replace(loose.encode(), tight.encode())
    return content


def utf16(name, content):
    return content.decode().encode("utf-16") if name == "word/document.xml" else content


@pytest.mark.parametrize(
    "change",
    [
        strict,
        utf16,
        lambda name, content: content.replace(b"document.main+xml", b"template.main+xml"),
        lambda name, content: None if name == "word/styles.xml" else content,
        lambda name, content: None if name == "[Content_Types].xml" else content,
        lambda name, content: None if name == "_rels/.rels" else content,
        lambda name, content: None if name == "word/_rels/document.xml.rels" else content,
    ],
    ids=["strict", "utf-16", "template", "no styles", "no types", "no package rels", "no main rels"],
)
def test_readable_though_odd(word, change):
    path = word.file(plan(word), styles="")
    document = word.open(rewrite(path, change))
    assert word.grid(document.tables[0]) == [["Recommendation", "Lead"], ["R1", "Police"]]


def test_a_macro_file_is_read_and_said(word):
    document = word.read(plan(word), name="a.docm", main_type=MACRO, extra={"word/vbaProject.bin": b"x"})
    assert len(document.tables) == 1
    assert word.codes(document) == ["MACROS"]


def test_what_refers_outside_is_said_and_not_fetched(word):
    relations = f"""<Relationship Id="a" Type="{OFFICE}/attachedTemplate" Target="http://192.0.2.1/t" TargetMode="External"/>
      <Relationship Id="h" Type="{OFFICE}/hyperlink" Target="https://example.org" TargetMode="External"/>
      <Relationship Id="o" Type="{OFFICE}/oleObject" Target="embeddings/o.bin"/>
      <Relationship Id="c" Type="{OFFICE}/aFChunk" Target="chunk.html"/>"""
    document = word.read(
        plan(word) + '<w:altChunk r:id="c"/>',
        relations=relations,
        comments=f'<w:comment w:id="1">{word.p("who is this?")}</w:comment>',
        extra={"word/embeddings/o.bin": b"x", "word/chunk.html": b"<p>x</p>"},
    )
    assert sorted(word.codes(document)) == ["ALTCHUNK", "COMMENTS", "EMBEDDED_FILES", "EXTERNAL_REF"]
    assert not any("who is this" in line.text for line in document.lines)


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def test_hostile_packages_are_refused(word, tmp_path):
    def dtd(name, content):
        return DTD + content if name == "word/document.xml" else content

    assert refused(word, rewrite(word.file(plan(word)), dtd)) == "XML_DTD"
    assert refused(word, rewrite(word.file(plan(word)), lambda n, c: utf16(n, dtd(n, c)))) == "XML_DTD"
    assert refused(word, word.file(plan(word), extra={"customXml/item1.xml": DTD + b"<x/>"})) == "XML_DTD"
    assert refused(word, word.file(plan(word), extra={"word/media/a.bin": bytes(30 << 20)})) == "BOMB"
    many = {f"word/media/{i}": b"" for i in range(limits.MAX_ZIP_ENTRIES)}
    assert refused(word, word.file(plan(word), extra=many)) == "BOMB"
    elements = {"customXml/item1.xml": b"<x>" + b"<a/>" * limits.MAX_XML_ELEMENTS + b"</x>"}
    path = word.file(plan(word))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("customXml/item1.xml", elements["customXml/item1.xml"])
    assert refused(word, path) == "TOO_MANY_ELEMENTS"


def test_broken_packages_are_refused(word, tmp_path):
    path = word.file(plan(word))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(word, path) == "DOCX_CORRUPT"
    cut = rewrite(word.file(plan(word)), lambda n, c: c[:-40] if n == "word/document.xml" else c)
    assert refused(word, cut) == "DOCX_CORRUPT"
    deep = "<w:smartTag>" * 3000 + "</w:smartTag>" * 3000
    assert refused(word, word.file(deep)) == "DOCX_CORRUPT"
    none = rewrite(word.file(plan(word)), lambda n, c: None if n == "word/document.xml" else c)
    assert refused(word, none) == "DOCX_CORRUPT"
    flip = bytearray(whole)
    flip[whole.index(b"word/document.xml") + 60] ^= 0xFF
    path.write_bytes(bytes(flip))
    assert refused(word, path) == "DOCX_CORRUPT"


def test_other_files_in_a_word_coat(word, tmp_path):
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refused(word, word.file("", main_type=sheet)) == "TYPE_MISMATCH"
    odt = word.zip("o.docx", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert refused(word, odt) == "TYPE_MISMATCH"
    ole = tmp_path / "ole.docx"
    ole.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refused(word, ole) == "DOCX_PASSWORD"
    path = word.file(plan(word))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))
    assert refused(word, path) == "DOCX_PASSWORD"


def test_odd_names_are_said(word):
    path = word.file(plan(word), extra={"../evil.txt": b"x"})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", archive.read("word/document.xml"))
    assert sorted(word.codes(word.open(path))) == ["ZIP_DUPLICATE", "ZIP_PATH"]


def test_a_table_too_wide_keeps_its_text_and_the_others(word):
    bomb = word.tbl(word.tr(word.tc("wide", '<w:gridSpan w:val="500000000"/>'), "b"))
    document = word.read(bomb + plan(word))
    assert word.codes(document) == ["TABLE_TOO_WIDE"]
    assert [line.text for line in document.lines] == ["wide", "b"]
    assert [table.number for table in document.tables] == [1]


def test_more_positions_than_anybody_reads(word, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    rows = [word.tr(*"abcdefghij")] * 11
    assert word.codes(word.read(plan(word) + word.tbl(*rows))) == ["TABLE_TOO_BIG"]
    spans = [word.tr(word.tc("a", '<w:gridSpan w:val="20"/>'))] * 8 + [word.tr(*"abcdefghijklmnopqrst")]
    document = word.read(plan(word) + word.tbl(*spans))
    assert word.codes(document) == ["TABLE_TOO_BIG"]
    assert len(document.tables) == 1


def test_deep_nesting_within_the_parsers_bounds(word):
    inner = word.p("core")
    for _ in range(55):
        inner = word.tbl(word.tr(word.tc(inner + word.p())))
    document = word.read(inner)
    assert document.tables[0].rows[0][0].text == "core"


def test_time_grows_with_the_rows(word):
    row = word.tr(*[f"Some words of an action by March 20{i}" for i in range(7)])

    def seconds(count):
        path = word.file(word.tbl(*[row] * count))
        start = time.process_time()
        assert len(word.open(path).tables[0].rows) == count
        return time.process_time() - start

    seconds(10)
    # the best of three each: a busy machine slows single runs; quadratic time would be 64 times
    assert min(seconds(4000) for _ in range(3)) < 20 * max(min(seconds(500) for _ in range(3)), 0.02)
