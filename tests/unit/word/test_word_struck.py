"""Text that is struck through is not read as text that holds, and is not lost."""

import pytest

STRIKE, DOUBLE = "<w:strike/>", '<w:dstrike w:val="1"/>'
STYLES = """
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="Gone"/></w:style>
<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Void"><w:name w:val="Void"/><w:tblStylePr w:type="lastRow"><w:rPr><w:strike/></w:rPr></w:tblStylePr></w:style>
"""


def read(word, *cells, styles=STYLES):
    return word.read(word.tbl(word.tr("Train all staff.", *cells)), styles=styles)


@pytest.mark.parametrize(
    ("ppr", "rpr"),
    [
        ("", STRIKE),
        ("", DOUBLE),
        ("", '<w:strike w:val="true"/>'),
        ("", '<w:rStyle w:val="Gone"/>'),
        ("", '<w:rStyle w:val="Heir"/>'),
        ('<w:pStyle w:val="Old"/>', ""),
    ],
)
def test_struck_words_are_no_part_of_the_text_and_stand_beside_it(word, ppr, rpr):
    document = read(word, word.tc(word.p("June 2019", ppr, rpr) + word.p("March 2020")))
    cell = document.tables[0].rows[0][1]
    assert (cell.text, cell.struck) == ("March 2020", "June 2019")
    assert [(f.code, f.table, f.row, f.column) for f in document.findings] == [("STRUCK_TEXT", 1, 1, 2)]


@pytest.mark.parametrize(
    ("ppr", "rpr"),
    [
        ("", '<w:strike w:val="0"/>'),
        ("", '<w:dstrike w:val="false"/>'),
        ("", '<w:rStyle w:val="Gone"/><w:strike w:val="off"/>'),
        ('<w:pStyle w:val="Old"/>', '<w:rStyle w:val="Gone"/>'),
        ("", "<w:u/>"),
        ("", '<w:rPrChange w:id="1"><w:rPr><w:strike/></w:rPr></w:rPrChange>'),
    ],
)
def test_text_that_is_not_struck_stays(word, ppr, rpr):
    document = read(word, word.tc(word.p("June 2019", ppr, rpr)))
    cell = document.tables[0].rows[0][1]
    assert (cell.text, cell.struck, document.findings) == ("June 2019", "", ())


@pytest.mark.parametrize(
    ("runs", "text", "struck"),
    [
        ([("By ", ""), ("June ", STRIKE), ("July 2019", "")], "By July 2019", "June"),
        ([("June 2019", STRIKE), ("July 2019", "")], "July 2019", "June 2019"),
        ([("organi", ""), ("s", STRIKE), ("zation", "")], "organization", "s"),
        ([("May 2019", ""), ("June 2019", STRIKE), ("July 2019", "")], "May 2019 July 2019", "June 2019"),
        ([("Local / ", ""), ("Regional", STRIKE), (" / ", ""), ("National", STRIKE)], "Local", "Regional National"),
        ([("Yes", STRIKE), (" / ", ""), ("No", "")], "No", "Yes"),
        ([("June", ""), (" ", STRIKE), ("2019", "")], "June 2019", ""),
        ([("one", STRIKE), (" two", STRIKE), (" three", "")], "three", "one two"),
    ],
)  # fmt: skip
def test_what_is_left_reads_well(word, runs, text, struck):
    inside = "".join(word.r(piece, rpr) for piece, rpr in runs)
    cell = read(word, word.tc(f"<w:p>{inside}</w:p>")).tables[0].rows[0][1]
    assert (cell.text, cell.struck) == (text, struck)


def test_a_struck_item_takes_its_number_along_and_is_counted(word):
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    inside = word.p("train", numbered) + word.p("print", numbered, STRIKE) + word.p("audit", numbered)
    document = word.read(word.tbl(word.tr("Police", word.tc(inside))), numbering=numbering)
    assert document.tables[0].rows[0][1].text == "1) train\n3) audit"


@pytest.mark.parametrize(
    "live",
    [
        ["", "", ""],
        ["3.1", "", "-"],
        ["", "", "Superseded"],
    ],
)
def test_a_row_struck_as_a_whole_keeps_its_text_and_is_told(word, live):
    gone = word.tc(word.p("The Trust should train all its staff in coercion.", "", STRIKE))
    what = word.tc(word.p("Course for all wards", "", STRIKE))
    document = word.read(word.tbl(word.tr("a", "b", "c", "d", "e"), word.tr(live[0], gone, what, *live[1:])))
    row = document.tables[0].rows[1]
    assert [cell.text for cell in row] == [
        live[0], "The Trust should train all its staff in coercion.", "Course for all wards", *live[1:],
    ]  # fmt: skip
    assert [("struck" in cell.flags, cell.struck) for cell in row[1:3]] == [(True, ""), (True, "")]
    assert [(f.code, f.row, f.column) for f in document.findings] == [("STRUCK_ROW", 2, 2)]


def test_the_number_of_a_struck_row_stays_with_it(word):
    gone = [word.tc(word.p(text, "", STRIKE)) for text in ("2", "Write to all", "1/3/2020")]
    row = word.read(word.tbl(word.tr("1", "Train", "1/2/2020"), word.tr(*gone))).tables[0].rows[1]
    assert [(c.text, c.flags) for c in row] == [
        (text, ("struck",)) for text in ("2", "Write to all", "1/3/2020")
    ]


def test_a_row_of_a_spanning_cell_is_struck_without_it(word):
    long = "A recommendation that goes on over the rows below and is longer than all that stands beside it."
    top = word.tr(word.tc(long, '<w:vMerge w:val="restart"/>'), word.tc(word.p("Old step", "", STRIKE)), "")
    below = word.tr(word.tc("", "<w:vMerge/>"), "New step", "Police")
    table = word.read(word.tbl(top, below)).tables[0]
    assert (table.rows[0][0].text, table.rows[0][0].flags) == (long, ())
    assert (table.rows[0][1].text, table.rows[0][1].flags) == ("Old step", ("struck",))


def test_a_living_row_keeps_what_lives_of_it(word):
    cells = [word.tc(word.p("Old lead", "", STRIKE)), word.tc("New action for every officer"), "June 2020"]
    document = word.read(word.tbl(word.tr("The police should act.", *cells)))
    assert word.grid(document.tables[0]) == [
        ["The police should act.", "", "New action for every officer", "June 2020"]
    ]
    assert word.codes(document) == ["STRUCK_TEXT"]


def test_a_table_style_may_strike_its_last_row(word):
    body = word.tbl(
        word.tr("a", "b"), word.tr("c", "d"), pr='<w:tblStyle w:val="Void"/><w:tblLook w:lastRow="1"/>'
    )
    table = word.read(body, styles=STYLES).tables[0]
    assert [cell.flags for row in table.rows for cell in row] == [(), (), ("struck",), ("struck",)]


def test_struck_lines_outside_tables_are_left_out_and_counted(word):
    document = word.read(word.p("Action plan") + word.p("Draft of May", "", STRIKE))
    assert [line.text for line in document.lines] == ["Action plan"]
    assert [(f.code, f.table) for f in document.findings] == [("STRUCK_TEXT", None)]


def test_many_places_are_counted(word):
    rows = [word.tr("Train.", word.tc(word.p("June", "", STRIKE) + word.p("July"))) for _ in range(60)]
    codes = word.codes(word.read(word.tbl(*rows)))
    assert codes.count("STRUCK_TEXT") == 50
    assert codes[-1] == "STRUCK_MORE"
