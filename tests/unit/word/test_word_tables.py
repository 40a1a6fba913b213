"""The grid of Word tables: merges, gaps, dragged borders, wrappers, tables in tables."""

import pytest

SPAN = '<w:gridSpan w:val="{}"/>'
TOP, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_spans_and_merges_cover_positions(word):
    table = word.table(
        word.tr("Ref", word.tc("Action", SPAN.format(2))),
        word.tr(word.tc("R1", TOP), "train staff", "Police"),
        word.tr(word.tc("", UNDER), "audit", "Health"),
        word.tr("R2", "write", "Council"),
    )
    assert word.grid(table) == [
        ["Ref", "Action", None],
        ["R1", "train staff", "Police"],
        [None, "audit", "Health"],
        ["R2", "write", "Council"],
    ]
    assert (table.rows[1][0].rowspan, table.rows[0][1].colspan) == (2, 2)
    assert [cell.locator.column for cell in table.rows[2]] == [1, 2, 3]
    assert (table.method, table.page) == ("word", None)


def test_a_merge_that_restarts_is_another_cell(word):
    table = word.table(
        word.tr(word.tc("R1", TOP), "a"),
        word.tr(word.tc("", UNDER), "b"),
        word.tr(word.tc("R2", TOP), "c"),
        word.tr(word.tc("", UNDER), "d"),
    )
    assert [row[0].text for row in table.rows] == ["R1", None, "R2", None]


def test_a_continued_merge_without_a_start_keeps_its_text(word):
    table = word.table(word.tr(word.tc("R1", UNDER), "a"), word.tr(word.tc("", UNDER), "b"))
    assert word.grid(table) == [["R1", "a"], [None, "b"]]


def test_text_left_in_a_merged_away_cell_is_said_and_kept_out(word):
    document = word.read(word.tbl(word.tr(word.tc("R1", TOP), "a"), word.tr(word.tc("old", UNDER), "b")))
    assert word.grid(document.tables[0]) == [["R1", "a"], [None, "b"]]
    found = document.findings[0]
    assert (found.code, found.table, found.row, found.column) == ("HIDDEN_TEXT", 1, 2, 1)


def test_legacy_horizontal_merge(word):
    table = word.table(
        word.tr(word.tc("Theme 1", '<w:hMerge w:val="restart"/>'), word.tc("", "<w:hMerge/>")),
        word.tr("a", "b"),
    )
    assert word.grid(table) == [["Theme 1", None], ["a", "b"]]
    assert table.rows[0][0].colspan == 2


def test_columns_left_out_at_either_end_are_empty(word):
    table = word.table(
        word.tr("a", "b", "c"),
        word.tr("x", pr='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert word.grid(table) == [["a", "b", "c"], ["", "x", ""]]


def test_a_dragged_border_does_not_shift_columns(word):
    """The header's second border stands 3 mm to the right of the rows': Word then counts four grid columns."""
    table = word.table(
        word.tr("Recommendation", word.tc("Action", SPAN.format(2)), "Lead"),
        word.tr(word.tc("R1", SPAN.format(2)), "train", "Police"),
        word.tr(word.tc("R2", SPAN.format(2)), "audit", "Health"),
        widths=(3000, 170, 2830, 2000),
    )
    assert word.grid(table) == [
        ["Recommendation", "Action", "Lead"],
        ["R1", "train", "Police"],
        ["R2", "audit", "Health"],
    ]


def test_borders_dragged_in_every_row(word):
    table = word.table(
        word.tr(word.tc("A", SPAN.format(2)), word.tc("B", SPAN.format(2)), word.tc("C", SPAN.format(2))),
        word.tr(word.tc("a", SPAN.format(3)), "b", word.tc("c", SPAN.format(2))),
        word.tr("d", word.tc("e", SPAN.format(4)), "f"),
        widths=(900, 100, 100, 900, 100, 900),
    )
    assert word.grid(table) == [["A", "B", "C"], ["a", "b", "c"], ["d", "e", "f"]]


def test_a_real_narrow_column_stays(word):
    table = word.table(word.tr("a", "x", "b"), word.tr("c", "", "d"), widths=(3000, 60, 3000))
    assert word.grid(table) == [["a", "x", "b"], ["c", "", "d"]]


def test_a_row_that_lost_its_spans_takes_the_cut_of_the_others(word):
    wide = SPAN.format(2)
    table = word.table(
        word.tr(word.tc("A", wide), word.tc("B", wide), "C"),
        word.tr("a", "b", "c"),
        word.tr(word.tc("d", wide), word.tc("e", wide), "f"),
        word.tr("1", "2", "3", "4", "5"),
    )
    assert [text for text in word.grid(table)[1] if text is not None] == ["a", "b", "c"]
    assert table.rows[1][0].colspan == 2


@pytest.mark.parametrize("level", ["table", "row", "cell", "block", "run", "custom", "smart"])
def test_content_controls_lose_nothing(word, level):
    cells = ["one", "two", "three"]
    if level == "cell":
        cells[1] = word.sdt(word.tc("two"))
    if level == "block":
        cells[1] = word.tc(word.sdt(word.p("two")))
    if level == "run":
        cells[1] = word.tc(f"<w:p>{word.sdt(word.r('two'))}</w:p>")
    if level == "smart":
        cells[1] = word.tc(f'<w:p><w:smartTag w:element="date">{word.r("two")}</w:smartTag></w:p>')
    row = word.tr(*cells)
    if level == "row":
        row = word.sdt(row)
    if level == "custom":
        row = f'<w:customXml w:element="x">{row}</w:customXml>'
    table = word.tbl(word.tr("A", "B", "C"), row)
    document = word.read(word.sdt(table) if level == "table" else table)
    assert word.grid(document.tables[0]) == [["A", "B", "C"], ["one", "two", "three"]]


def test_header_rows_are_those_word_repeats(word):
    header = "<w:tblHeader/>"
    table = word.table(
        word.tr("A", "B", pr=header), word.tr("what?", "who?", pr=header), word.tr("1", "2"),
        word.tr("3", "4", pr='<w:tblHeader w:val="0"/>'),
    )  # fmt: skip
    assert table.header_rows == 2


def test_a_small_table_in_a_cell_is_part_of_its_text(word):
    inner = word.tbl(word.tr("1", "leaflet"), word.tr("2", "poster"))
    table = word.table(word.tr("A", "B", "C"), word.tr("a", word.tc(word.p("Sent:") + inner + word.p()), "c"))
    assert word.grid(table)[1] == ["a", "Sent:\n1 leaflet\n2 poster", "c"]
    assert "nested" in table.rows[1][1].flags


def test_a_large_table_in_a_cell_of_a_plan_stays_there(word):
    inner = word.tbl(*[word.tr("step", "who", "when")] * 4)
    plan = [
        word.tr("Recommendation", "Action", "Lead", "Date"),
        word.tr("R1", word.tc(inner + word.p()), "Police", "May"),
    ]
    document = word.read(word.tbl(*plan))
    assert len(document.tables) == 1
    assert document.tables[0].rows[1][1].text == "\n".join(["step who when"] * 4)


def test_a_layout_table_steps_aside_for_the_plan_in_it(word):
    plan = word.tbl(word.tr("Recommendation", "Action", "Lead"), word.tr("R1", "train", "Police"))
    deep = word.tbl(word.tr(word.tc(plan + word.p())))
    document = word.read(
        word.tbl(word.tr(word.tc(word.p("Safer Town Partnership") + deep + word.p("Page total"))))
    )
    assert [table.number for table in document.tables] == [1]
    assert word.grid(document.tables[0]) == [["Recommendation", "Action", "Lead"], ["R1", "train", "Police"]]
    assert [line.text for line in document.lines] == ["Safer Town Partnership", "Page total"]


def test_fill_of_cell_and_of_table_style(word):
    styles = """<w:style w:type="table" w:styleId="Banded"><w:name w:val="Banded"/>
      <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
        <w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>
      <w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="D9E2F3"/></w:tcPr></w:tblStylePr>
    </w:style>"""
    look = '<w:tblStyle w:val="Banded"/><w:tblLook w:val="0420"/>'
    red = word.tc("", '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>')
    table = word.table(
        word.tr("A", "RAG"), word.tr("a", red), word.tr("b", word.tc("", '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>')),
        pr=look, styles=styles,
    )  # fmt: skip
    fills = [[cell.fill for cell in row] for row in table.rows]
    assert fills == [["#4472c4", "#4472c4"], ["#d9e2f3", "#ff0000"], [None, "#808080"]]
    assert word.grid(table)[0] == ["A", "RAG"], "white letters on a dark header row can be read"
    assert table.rows[0][0].bold and not table.rows[1][0].bold


def test_a_coloured_dot_is_the_colour_of_its_cell(word):
    dot = '<w:p><w:r><w:rPr><w:color w:val="00B050"/></w:rPr><w:sym w:font="Wingdings" w:char="F06C"/></w:r></w:p>'
    table = word.table(word.tr("Action", "RAG"), word.tr("train", word.tc(dot)))
    assert (table.rows[1][1].text, table.rows[1][1].fill) == ("●", "#00b050")


def test_bold_is_said_only_when_all_of_it_is(word):
    mixed = word.tc(f"<w:p>{word.r('Lead', '<w:b/>')}{word.r(' agency')}</w:p>")
    plain = word.tc(word.p("x", rpr='<w:b w:val="0"/>'))
    table = word.table(word.tr(word.tc(word.p("All", rpr="<w:b/>")), mixed, plain))
    assert [cell.bold for cell in table.rows[0]] == [True, False, False]
