"""Word specials: content controls and a text box, tracked changes with automatic numbers, raw XML, two languages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docx.oxml.ns import nsdecls, qn

from bench.corpus.hard.council.model import Columns, Made, Row, keys, plan, truth
from bench.corpus.hard.council.word import begin, lines, pair, saver, table, texts, xml
from bench.corpus.hard.word import element

WELSH = (
    "Bwrdd Iechyd Prifysgol Betsi Cadwaladr i ymgorffori ymholi rheolaidd mewn unedau mân anafiadau.",
    "Dylai Heddlu Gogledd Cymru sicrhau bod y Cynnig Rhagweithiol o’r Gymraeg yn cael ei wneud i ddioddefwyr ar y "
    "cyswllt cyntaf, a bod eu dewis iaith yn cael ei gario drwodd i MARAC.",
    "Bwrdd Rhanbarthol VAWDASV i fapio darpariaeth ar gyfer dynion sy’n ddioddefwyr mewn ardaloedd gwledig.",
    "Opsiynau tai Cyngor Gwynedd i adolygu’r prawf cysylltiad lleol ar gyfer pobl sy’n ffoi o Ynys Môn, Conwy a Phowys.",
    "Gofyn i Lywodraeth Cymru gynnwys llety fferm sydd ynghlwm wrth gyflogaeth yn y canllawiau diwygiedig ar atal "
    "digartrefedd.",
    "Cefnogi Mantell Gwynedd a Medrwn Môn i godi ymwybyddiaeth gyda Chlybiau Ffermwyr Ifanc, capeli a sioeau "
    "amaethyddol.",
)
BILINGUAL: Columns = (
    ("no", "Rhif / No.", 4),
    ("rec", "Argymhelliad / Recommendation", 32),
    ("act", "Camau i’w cymryd / Action to take", 20),
    ("lead", "Asiantaeth arweiniol / Lead agency", 13),
    ("mil", "Cerrig milltir / Key milestones", 16),
    ("tgt", "Dyddiad targed / Target date", 11),
    ("out", "Canlyniad / Outcome", 14),
)
_DATE_PICKER = "<w:date><w:dateFormat w:val='dd/MM/yyyy'/></w:date>"
_DROP_DOWN = (
    "<w:dropDownList><w:listItem w:displayText='Complete' w:value='1'/>"
    "<w:listItem w:displayText='In progress' w:value='2'/></w:dropDownList>"
)
_BY = 'w:id="9" w:author="A" w:date="2021-02-01T10:00:00Z"'


def controls() -> Iterator[Made]:
    """Dates as pickers and the status as a drop-down; the title stands in a text box."""
    exeter = plan("exeter")
    columns: Columns = (
        ("no", "Ref", 4),
        ("rec", "Recommendation", 26),
        ("act", "Action", 20),
        ("lead", "Lead(s)", 14),
        ("mil", "Evidence of progress", 14),
        ("tgt", "Target date", 9),
        ("out", "Impact", 14),
        ("st", "Status", 8),
    )
    document = begin(size=10)
    box = (
        '<w:p {w} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>'
        '<v:shape type="#_x0000_t202" style="width:500pt;height:50pt"><v:textbox><w:txbxContent><w:p><w:r><w:rPr>'
        f'<w:b/><w:sz w:val="30"/></w:rPr><w:t>{exeter.facts["title"]}</w:t></w:r></w:p></w:txbxContent></v:textbox>'
        "</v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, xml(box))
    lines(document, "Date of plan: Spring 2023        Last updated: 1st December 2023")
    grid = table(document, columns, fill="C5E0B3", repeat=True)
    for row in exeter.rows:
        cells = grid.add(texts(row, columns, "tgt", "st")).cells
        for at, key, kind in ((5, "tgt", _DATE_PICKER), (7, "st", _DROP_DOWN)):
            content = f"<w:r><w:t>{escape(row[key])}</w:t></w:r>"
            control = f"<w:sdt {{w}}><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
            cells[at].paragraphs[0]._p.append(xml(control))
    rows = truth(exeter.rows, keys(columns))
    yield Made("exeter_robyn_controls.docx", "p", "docx", saver(document), rows, exeter.meta())


def _inserted(text: str) -> Any:
    return xml(f'<w:ins {{w}} {_BY}><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:ins>')


def _deleted(text: str) -> Any:
    return xml(
        f'<w:del {{w}} {_BY}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'
    )


def tracked() -> Iterator[Made]:
    """Dates replaced, a lead struck out, a whole row deleted; the numbers R1, R2 are Word's own."""
    medway = plan("medway")
    columns: Columns = (
        ("no", "Ref", 6),
        ("rec", "Recommendation", 28),
        ("act", "Action", 24),
        ("lead", "Lead", 14),
        ("mil", "Progress", 16),
        ("tgt", "Timescale", 10),
    )
    document = begin(size=10)
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        xml(
            '<w:abstractNum {w} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="R%1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(xml('<w:num {w} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    lines(document, "Medway Community Safety Partnership", "DHR Action Plan – Pauline", bold=True, size=14)
    lines(document, "Draft for the Executive Group, February 2021")
    grid = table(document, columns)
    for number, row in enumerate(medway.rows, 1):
        cells = grid.add(texts(row, columns, "no", "tgt")).cells
        mark = element(cells[0].paragraphs[0]._p.get_or_add_pPr(), "numPr")
        element(mark, "ilvl", val="0")
        element(mark, "numId", val="77")
        date = cells[5].paragraphs[0]
        if number in (2, 4):
            date._p.append(_deleted("Dec 2020 "))
            date._p.append(_inserted(row["tgt"]))
        else:
            date.add_run(row["tgt"])
        if number == 3:
            cells[3].paragraphs[0]._p.append(_deleted(" and Medway Council"))
        if number == 5:
            _delete_row(grid.add(["", "All agencies to note the report.", "None", "All", "", ""]))
    numbered = [{**row, "no": f"R{n}"} for n, row in enumerate(medway.rows, 1)]
    rows = truth(numbered, keys(columns))
    yield Made("medway_pauline_tracked.docx", "p", "docx", saver(document), rows, medway.meta(title=None))


def _delete_row(row: Any) -> None:
    for paragraph in row._tr.iter(qn("w:p")):
        for run in list(paragraph.findall(qn("w:r"))):
            text = "".join(run.itertext())
            paragraph.remove(run)
            paragraph.append(_deleted(text))
    element(row._tr.get_or_add_trPr(), "del", id="5", author="A", date="2021-02-01T10:00:00Z")


def _runs(text: str) -> str:
    """Runs of a paragraph, the letters of 1st and 2nd raised."""
    out = ""
    for part in re.split(r"(\d+(?:st|nd|rd|th)\b)", text):
        if found := re.fullmatch(r"(\d+)(st|nd|rd|th)", part):
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            out += f"<w:r><w:t>{found[1]}</w:t></w:r><w:r>{raised}<w:t>{found[2]}</w:t></w:r>"
        else:
            out += f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
    return out


def _cell(text: str, width: int) -> str:
    text = text.replace("officers", "off\u00adicers").replace("Kent Police", "Kent\u00a0Police")
    paragraphs = "".join(f"<w:p>{_runs(line)}</w:p>" for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _package(path: Path, document: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    office = "application/vnd.openxmlformats-"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            f'Extension="rels" ContentType="{office}package.relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{office}officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", head + document)


def raw() -> Iterator[Made]:
    """Nothing but document.xml: no styles; soft hyphens, hard blanks, raised letters, hidden text, a tick as a letter."""
    ashford = plan("ashford")
    columns: Columns = (
        ("no", "No", 700),
        ("rec", "Recommendation", 4200),
        ("act", "Action", 3600),
        ("lead", "Lead", 2000),
        ("tgt", "Target date", 1500),
        ("out", "Outcome", 2200),
    )
    shown: list[Row] = [
        {**row, "out": f"✓ {row['out']}" if row["no"] in ("3", "5") else row["out"]} for row in ashford.rows
    ]
    title = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{ashford.facts['title']}</w:t></w:r></w:p>"
    place = "<w:r><w:t>Ashford Community Safety Partnership</w:t><w:tab/></w:r>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not for circulation before inquest</w:t></w:r></w:p>"
    front = f"{title}<w:p>{place}{_runs('30th June 2014')}</w:p>{hidden}"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, _, width in columns)
    head = "".join(_cell(header, width) for _, header, width in columns)
    body = "".join(
        "<w:tr>" + "".join(_cell(row[key], width) for key, _, width in columns) + "</w:tr>" for row in shown
    )
    text = (
        f"<w:document {nsdecls('w')}><w:body>{front}<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl><w:p/>"
        "<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/></w:sectPr></w:body></w:document>"
    )
    rows = truth(shown, keys(columns))
    for told in rows:
        told["alt"] = {"completion": [told["completion"].replace("✓ ", "")]}
    yield Made(
        "ashford_case12_raw.docx", "p", "docx", lambda path: _package(path, text), rows, ashford.meta()
    )


def bilingual_rows() -> list[Row]:
    """The recommendations in Welsh and in English."""
    both = zip(plan("gwynedd").rows, WELSH, strict=True)
    return [{**row, "rec": f"{welsh}\n{row['rec']}"} for row, welsh in both]


def bilingual() -> Iterator[Made]:
    """Headers in two languages, recommendations in both."""
    gwynedd = plan("gwynedd")
    document = begin(size=10)
    lines(document, "Partneriaeth Diogelwch Cymunedol Gwynedd ac Ynys Môn", bold=True, size=13)
    lines(document, gwynedd.facts["csp"], gwynedd.facts["title"], bold=True, size=13)
    lines(document, "Dyddiad / Date: Mai / May 2022")
    grid = table(document, BILINGUAL, fill="C00000", colour="FFFFFF", repeat=True)
    for row in bilingual_rows():
        grid.add(texts(row, BILINGUAL))
    rows = truth(bilingual_rows(), keys(BILINGUAL))
    yield from pair("gwynedd_adult_m_dwyieithog", "welsh", document, rows, gwynedd.meta(plan_date="May 2022"))


def documents() -> Iterator[Made]:
    """All of this module."""
    for family in (controls, tracked, raw, bilingual):
        yield from family()
