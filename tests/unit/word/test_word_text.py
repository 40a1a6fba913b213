"""Text as the printed page shows it: changes accepted, hidden text out, fields, symbols, boxes, controls."""

import pytest

from ingest.word.styles import heading_names, is_heading_name
from ingest.word.symbols import tidy

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText> {} </w:instrText></w:r>"


def test_tracked_changes_are_accepted(word):
    body = f"""<w:p>{word.r("Trust to ")}<w:del w:id="1">
      <w:r><w:delText>stop </w:delText></w:r></w:del><w:ins w:id="2">{word.r("start")}</w:ins>
      <w:moveFrom w:id="3">{word.r(" gone")}</w:moveFrom><w:moveTo w:id="4">{word.r(" moved")}</w:moveTo></w:p>"""
    document = word.read(word.tbl(word.tr(word.tc(body), "x")))
    cell = document.tables[0].rows[0][0]
    assert (cell.text, cell.flags) == ("Trust to start moved", ("inserted",))
    assert word.codes(document) == ["TRACKED_CHANGES"]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay(word):
    table = word.table(
        word.tr("A", "B"),
        word.tr("old", "row", pr='<w:del w:id="1"/>'),
        word.tr("new", "row", pr='<w:ins w:id="2"/>'),
        word.tr("a", word.tc("dropped", '<w:cellDel w:id="3"/>'), "b"),
    )
    assert word.grid(table) == [["A", "B"], ["new", "row"], ["a", "b"]]
    assert table.rows[1][0].flags == ("inserted",)


def test_a_table_deleted_as_a_whole_is_no_table(word):
    document = word.read(word.tbl(word.tr("a", "b", pr='<w:del w:id="1"/>')) + word.p("after"))
    assert document.tables == ()
    assert [line.text for line in document.lines] == ["after"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word):
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert word.cell(word.p("One sentence ", gone) + word.p("goes on.") + word.p("Another.")) == (
        "One sentence goes on.\nAnother."
    )


def test_a_tracked_format_change_is_not_the_format(word):
    old = '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    assert word.cell(word.p("still here", rpr=old)) == "still here"


STYLES = """<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Less"><w:name w:val="Less"/><w:basedOn w:val="Gone"/></w:style>"""


@pytest.mark.parametrize(
    ("ppr", "rpr"),
    [
        ("", "<w:vanish/>"),
        ("", '<w:rStyle w:val="Secret"/>'),
        ('<w:pStyle w:val="Gone"/>', ""),
        ('<w:pStyle w:val="Less"/>', ""),
        ("", '<w:color w:val="FFFFFF"/>'),
        ("", '<w:color w:val="FEFEFE"/>'),
        ("", '<w:sz w:val="2"/>'),
        ("", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
        ("", '<w:color w:val="0A0A0A"/><w:shd w:val="solid" w:color="000000"/>'),
        ("", '<w:highlight w:val="black"/>'),
        ("", '<w:color w:val="FF0000"/><w:highlight w:val="red"/>'),
        ('<w:shd w:val="clear" w:fill="000000"/>', '<w:color w:val="000000"/>'),
    ],
)
def test_text_nobody_can_see_is_kept_out_and_said(word, ppr, rpr):
    document = word.read(
        word.tbl(word.tr(word.tc(word.p("a name", ppr, rpr) + word.p("seen")), "x")), styles=STYLES
    )
    assert document.tables[0].rows[0][0].text == "seen"
    assert [(f.code, f.table, f.row, f.column) for f in document.findings] == [("HIDDEN_TEXT", 1, 1, 1)]


@pytest.mark.parametrize(
    ("ppr", "rpr", "tcpr"),
    [
        ("", '<w:vanish w:val="0"/>', ""),
        ('<w:pStyle w:val="Gone"/>', '<w:vanish w:val="false"/>', ""),
        ("", "<w:webHidden/>", ""),
        ("", '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F3864"/>'),
        ("", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', ""),
        ('<w:shd w:val="clear" w:fill="000000"/>', '<w:color w:val="FFFFFF"/>', ""),
        ("", '<w:color w:val="auto"/><w:sz w:val="8"/>', ""),
        ("", '<w:highlight w:val="yellow"/>', ""),
        ("", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>', ""),
        ("", '<w:color w:val="000000"/><w:highlight w:val="none"/>', ""),
        ("", '<w:color w:val="D9D9D9"/>', ""),
    ],
)
def test_text_that_can_be_seen_stays(word, ppr, rpr, tcpr):
    document = word.read(word.tbl(word.tr(word.tc(word.p("a promise", ppr, rpr), tcpr), "x")), styles=STYLES)
    assert document.tables[0].rows[0][0].text == "a promise"
    assert document.findings == ()


def test_a_hidden_row_is_kept_out(word):
    document = word.read(word.tbl(word.tr("a", "b"), word.tr("c", "d", pr="<w:hidden/>")))
    assert word.grid(document.tables[0]) == [["a", "b"]]
    assert word.codes(document) == ["HIDDEN_TEXT"]


def test_fields_show_their_result(word):
    field = (
        FIELD.format("begin")
        + CODE.format("DATE")
        + FIELD.format("separate")
        + word.r("May 2021")
        + FIELD.format("end")
    )
    nested = (
        FIELD.format("begin") + CODE.format("IF") + field + CODE.format('= 1 "x"')
        + FIELD.format("separate") + word.r("shown") + FIELD.format("end")
    )  # fmt: skip
    simple = f'<w:fldSimple w:instr="REF x">{word.r("Police")}</w:fldSimple>'
    assert (
        word.cell(f"<w:p>{field}{word.r(', ')}{simple}{word.r(', ')}{nested}</w:p>")
        == "May 2021, Police, shown"
    )


def test_a_field_that_never_ends_does_not_swallow_the_rest(word):
    lost = f"<w:p>{word.r('one')}{FIELD.format('begin')}{CODE.format('X')}</w:p>"
    assert word.cell(lost + word.p("two")) == "one\ntwo"


@pytest.mark.parametrize(
    ("begin", "shown"),
    [
        ('<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>', "☒"),
        ('<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>', "☐"),
        ('<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList></w:ffData>', "Green"),
    ],
)  # fmt: skip
def test_form_fields_show_their_value(word, begin, shown):
    run = f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r>'
    assert word.cell(f"<w:p>{run}{CODE.format('FORM')}{FIELD.format('end')}</w:p>") == shown


@pytest.mark.parametrize(
    ("instruction", "code", "shown"),
    [
        ("DDEAUTO c:\\\\cmd.exe", "ACTIVE_CONTENT", None),
        ("INCLUDETEXT https://example.org/x.docx", "EXTERNAL_REF", None),
        ("AUTONUM", "FIELD_UNREAD", None),
        ("MACROBUTTON NoMacro [type here]", None, "[type here]"),
        ('SYMBOL 252 \\f "Wingdings" \\s 10', None, "✓"),
    ],
)
def test_fields_without_a_result(word, instruction, code, shown):
    body = f"<w:p>{FIELD.format('begin')}{CODE.format(instruction)}{FIELD.format('end')}</w:p>"
    document = word.read(body + word.p("x"))
    assert word.codes(document) == ([code] if code else [])
    assert [line.text for line in document.lines] == ([shown] if shown else []) + ["x"]


def test_marks_inside_a_run(word):
    run = (
        "<w:r><w:t>by</w:t><w:tab/><w:t>mid</w:t><w:noBreakHyphen/><w:t>May</w:t><w:br/><w:t>co</w:t><w:softHyphen/>"
        "<w:t>operate\u00a0 now\u200b</w:t><w:cr/><w:t>end</w:t></w:r>"
    )
    assert word.cell(f"<w:p>{run}</w:p>") == "by mid-May\ncooperate now\nend"


def test_superscripts_stay_and_note_marks_go(word):
    up = '<w:vertAlign w:val="superscript"/>'
    body = f"""<w:p>{word.r("9")}{word.r("th", up)}{word.r(" March, 20 m")}{word.r("2", up)}
      <w:r><w:t> of NICE guidance</w:t><w:footnoteReference w:id="2"/></w:r>{word.r(" and advice")}{word.r("26", up)}
      <w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r></w:p>"""
    notes = f"""<w:footnote w:id="0" w:type="separator">{word.p("---")}</w:footnote>
      <w:footnote w:id="2">{word.p("NICE PH50")}</w:footnote>"""
    document = word.read(word.tbl(word.tr(word.tc(body), "x")), footnotes=notes)
    cell = document.tables[0].rows[0][0]
    assert (cell.text, cell.flags) == ("9th March, 20 m2 of NICE guidance and advice", ("footnote",))
    assert [(line.text, line.role) for line in document.lines] == [("NICE PH50", "caption")]


@pytest.mark.parametrize(
    ("font", "char", "text"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "0050", "✓"),
        ("Webdings", "F061", "✓"),
        ("Symbol", "F0B3", "≥"),
        ("Wingdings", "F001", "\ufffd"),
        ("Segoe UI Symbol", "2611", "☑"),
    ],
)
def test_symbols(word, font, char, text):
    assert word.cell(f'<w:p><w:r><w:sym w:font="{font}" w:char="{char}"/></w:r></w:p>') == text


def test_letters_in_a_symbol_font(word):
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert word.cell(word.p("\uf0fc", rpr=fonts)) == "✓"
    assert word.cell(word.p("ü", rpr=fonts)) == "✓"
    bullet = word.r("\uf0b7", '<w:rFonts w:ascii="Symbol"/>')
    assert word.cell(f"<w:p>{bullet}{word.r('  train staff')}</w:p>") == "train staff"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("• one\n•\ttwo", "one\ntwo"),
        ("●", "●"),
        ("\uf0b7 one", "one"),
        ("- kept", "- kept"),
        ("a \u2009 b\n\n c ", "a b\nc"),
        ("·no blank", "·no blank"),
    ],
)
def test_tidy(raw, clean):
    assert tidy(raw) == clean


def test_text_boxes_are_read_once(word):
    box = f"<w:txbxContent>{word.p('In the box')}</w:txbxContent>"
    drawing = f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>
      <wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
    assert word.cell(f"<w:p>{word.r('Anchor')}{drawing}</w:p>") == "Anchor\nIn the box"
    document = word.read(f"<w:p>{word.r('Anchor')}{drawing}</w:p>")
    assert [line.text for line in document.lines] == ["Anchor", "In the box"]


def test_a_table_in_a_text_box_is_a_table(word):
    table = word.tbl(word.tr("A", "B", "C"), word.tr("a", "b", "c"))
    document = word.read(
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{table}{word.p()}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    assert word.grid(document.tables[0]) == [["A", "B", "C"], ["a", "b", "c"]]


def test_an_alternate_whose_choice_is_silent_gives_its_fallback(word):
    body = """<w:p><w:r><mc:AlternateContent><mc:Choice Requires="cx1"><w:drawing/></mc:Choice>
      <mc:Fallback><w:t>Fallback text</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    assert word.cell(body) == "Fallback text"


def test_check_boxes_and_prompts(word):
    ticked = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    body = f"""<w:p>{word.sdt(word.r("x"), ticked)}{word.r(" Yes ")}
      {word.sdt(word.r("x"), "<w14:checkbox/>")}{word.r(" No")}</w:p>"""
    assert word.cell(body) == "☒ Yes ☐ No"
    prompt = word.sdt(word.tc("Click here to enter a date."), "<w:showingPlcHdr/>")
    document = word.read(word.tbl(word.tr("a", prompt, "b")))
    assert word.grid(document.tables[0]) == [["a", "", "b"]]
    assert word.codes(document) == ["PLACEHOLDER"]


def test_hyperlinks_ruby_mathematics_and_unknown_wrappers(word):
    body = f"""<w:p><w:hyperlink r:id="x">{word.r("Council page")}</w:hyperlink>
      <m:oMath><m:r><m:t>=1</m:t></m:r></m:oMath><w:future>{word.r(" kept")}</w:future>
      <w:r><w:ruby><w:rt>{word.r("no")}</w:rt><w:rubyBase>{word.r(" base")}</w:rubyBase></w:ruby></w:r></w:p>"""
    assert word.cell(body) == "Council page=1 kept base"


def test_roles_of_lines(word):
    styles = """<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
      <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Überschrift 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/></w:style>
      <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Agency name"/><w:basedOn w:val="Base"/></w:style>
      <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"""
    long = "An ordinary paragraph that is long enough to say what size the body of this document is set in."
    document = word.read(
        word.p("Localised", '<w:pStyle w:val="berschrift1"/>')
        + word.p("Based on", '<w:pStyle w:val="Mine"/>')
        + word.p("By level", '<w:outlineLvl w:val="2"/>')
        + word.p("By size", rpr='<w:sz w:val="32"/>')
        + word.p("By weight", rpr="<w:b/>")
        + word.p(long, '<w:pStyle w:val="Loop"/>'),
        styles=styles,
    )
    assert [line.role for line in document.lines] == ["heading"] * 5 + ["body"]
    assert [line.size for line in document.lines] == [11, 11, 11, 16, 11, 11]


def test_heading_names_resolve():
    import tomllib
    from importlib import resources

    entries = tomllib.loads(
        resources.files("ingest.word").joinpath("headings.toml").read_text(encoding="utf-8")
    )
    names = heading_names()
    assert len(names) == len(set(names))
    for entry in entries.values():
        assert all(is_heading_name(name) for name in entry["examples"])
        assert not any(is_heading_name(name) for name in entry["not"])


def test_running_text_and_watermark(word):
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="even" r:id="footer1"/></w:sectPr>'
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    document = word.read(
        word.p("Body") + section,
        header1=word.p("OFFICIAL") + word.tbl(word.tr("Town", "CSP")),
        footer1=word.p("never printed"),
    )
    assert [(line.text, line.role) for line in document.lines] == [
        ("OFFICIAL", "running"), ("Town", "running"), ("CSP", "running"), ("Body", "body"),
    ]  # fmt: skip
    document = word.read(word.p("Body") + section, header1=mark)
    assert [(line.text, line.role) for line in document.lines] == [("DRAFT", "watermark"), ("Body", "body")]
