"""Automatic numbers as Word prints them."""

import pytest

from ingest.word.numbering import write_number


def level(index, text, fmt="decimal", start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number, of, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def at(num_id, ilvl=0):
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'


def labels(word, numbering, places, **options):
    """Read paragraphs "x" numbered as places (numId, level) say; return what stands before the x."""
    body = "".join(word.p("x", at(*place) if isinstance(place, tuple) else place) for place in places)
    lines = word.read(body, numbering=numbering, **options).lines
    return [line.text.removesuffix("x").removesuffix(" ") for line in lines]


OUTLINE = abstract(1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))


def test_levels_count_and_restart(word):
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert labels(word, OUTLINE + num(1, 1), places) == [
        "1.", "1.1", "1.2", "(a)", "(b)", "1.3", "(a)", "2.", "2.1",
    ]  # fmt: skip


def test_a_level_above_that_was_never_used_counts_as_begun(word):
    assert labels(word, OUTLINE + num(1, 1), [(1, 1), (1, 1), (1, 0)]) == ["1.1", "1.2", "2."]


def test_level_that_never_restarts_and_level_that_restarts_later(word):
    never = abstract(1, level(0, "%1"), level(1, "R%2", more='<w:lvlRestart w:val="0"/>'))
    assert labels(word, never + num(1, 1), [(1, 0), (1, 1), (1, 0), (1, 1)]) == ["1", "R1", "2", "R2"]
    later = abstract(1, level(0, "%1"), level(1, "%1.%2"), level(2, "R%3", more='<w:lvlRestart w:val="1"/>'))
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert labels(word, later + num(1, 1), places) == ["1", "1.1", "R1", "1.2", "R2", "2", "R1"]


def test_lists_share_counters_unless_a_start_is_overridden(word):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering = (
        OUTLINE + num(1, 1) + num(2, 1) + num(3, 1, override.format(1)) + num(4, 1, override.format(7))
    )
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (4, 0), (4, 0)]
    assert labels(word, numbering, places) == ["1.", "2.", "1.", "2.", "3.", "7.", "8."]


def test_an_override_may_replace_a_level(word):
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Rec %1:", "upperRoman", 4)}</w:lvlOverride>'
    assert labels(word, OUTLINE + num(1, 1, own), [(1, 0), (1, 0)]) == ["Rec IV:", "Rec V:"]


def test_label_of_the_domain_in_a_cell(word):
    numbering = abstract(1, level(0, "Recommendation %1:", more='<w:suff w:val="space"/>')) + num(1, 1)
    table = word.table(
        word.tr("Recommendation", "Action"),
        word.tr(word.tc(word.p("Train staff.", at(1))), "a"),
        word.tr(word.tc(word.p("Deleted.", at(1))), "b", pr='<w:del w:id="1"/>'),
        word.tr(word.tc(word.p("Audit files.", at(1))), "c"),
        numbering=numbering,
    )
    assert [row[0].text for row in table.rows[1:]] == [
        "Recommendation 1: Train staff.",
        "Recommendation 2: Audit files.",
    ]


def test_a_number_alone_fills_its_cell_and_a_bullet_does_not(word):
    numbering = (
        abstract(1, level(0, "%1.")) + abstract(2, level(0, "\uf0b7", "bullet")) + num(1, 1) + num(2, 2)
    )
    bullets = word.tc(word.p("one", at(2)) + word.p("two", at(2)) + word.p("", at(2)))
    table = word.table(
        word.tr(word.tc(word.p("", at(1))), bullets),
        word.tr(word.tc(word.p("", at(1))), "x"),
        numbering=numbering,
    )
    assert word.grid(table) == [["1.", "one\ntwo"], ["2.", "x"]]


def test_merged_away_cells_do_not_count(word):
    numbering = OUTLINE + num(1, 1)
    cell = word.p("", at(1))
    table = word.table(
        word.tr(word.tc(cell, '<w:vMerge w:val="restart"/>'), "a"),
        word.tr(word.tc(cell, "<w:vMerge/>"), "b"),
        word.tr(word.tc(cell), "c"),
        numbering=numbering,
    )
    assert [row[0].text for row in table.rows] == ["1.", None, "2."]


STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="numbering" w:styleId="ListStyle"><w:name w:val="ListStyle"/>
  <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>"""


def style(name, more=""):
    return f'<w:pStyle w:val="{name}"/>{more}'


def test_numbers_that_come_with_a_style(word):
    linked = abstract(
        1, level(0, "%1.", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>')
    )
    places = [
        style("H1"),
        style("H2"),
        style("Child"),
        style("H2", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        style("H1"),
    ]
    assert labels(word, linked + num(1, 1), places, styles=STYLES) == ["1.", "1.1", "1.2", "", "2."]


def test_a_list_that_refers_to_a_numbering_style(word):
    numbering = (
        abstract(1, more='<w:numStyleLink w:val="ListStyle"/>')
        + abstract(2, level(0, "Action %1"), more='<w:styleLink w:val="ListStyle"/>')
        + num(4, 1)
        + num(5, 2)
    )
    assert labels(word, numbering, [(4, 0), (5, 0)], styles=STYLES) == ["Action 1", "Action 2"]


def test_legal_numbers_and_no_separator(word):
    numbering = (
        abstract(
            1,
            level(0, "%1", "upperRoman"),
            level(1, "%1.%2", more="<w:isLgl/>"),
            level(2, "%1-%3:", more='<w:suff w:val="nothing"/>'),
        )
        + num(1, 1)
    )  # fmt: skip
    body = "".join(word.p("x", at(1, ilvl)) for ilvl in (0, 1, 2))
    lines = word.read(body, numbering=numbering).lines
    assert [line.text for line in lines] == ["I x", "1.1 x", "I-1:x"]


def test_a_custom_format_pads_with_zeros(word):
    custom = """<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">
      <w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>
      <mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="A%1"/></w:lvl>"""
    assert labels(word, abstract(1, custom) + num(1, 1), [(1, 0), (1, 0)]) == ["A009", "A010"]


@pytest.mark.parametrize("broken", ["", num(1, 9), abstract(1) + num(1, 1), num(1, 1, "<w:lvlOverride/>")])
def test_broken_numbering_prints_nothing(word, broken):
    assert labels(word, broken, [(1, 0), (7, 8)]) == ["", ""]


@pytest.mark.parametrize(
    ("number", "fmt", "text"),
    [
        (1, "decimal", "1"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"), (53, "lowerLetter", "aaa"), (3, "decimalZero", "03"), (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"), (0, "upperRoman", "0"), (5, "none", ""), (21, "cardinalText", "Twenty-one"),
        (20, "ordinalText", "Twentieth"), (12, "ordinalText", "Twelfth"), (2, "numberInDash", "- 2 -"),
        (8, "chineseCounting", "8"),
    ],
)  # fmt: skip
def test_number_formats(number, fmt, text):
    assert write_number(number, fmt) == text
