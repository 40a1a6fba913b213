"""Smaller parts of the extract room: colours, glossaries, the account, joining of words, flags of doubt."""

from __future__ import annotations

import pytest

from extract import extract_plan
from extract.account import Account
from extract.confidence import number_gaps
from extract.glossary import inline_pairs
from extract.grid import grid_of
from extract.halves import put_halves_together
from extract.joined_text import join_text
from extract.model import PlanRow, RawField
from extract.sentences import ends_open, starts_inside
from extract.ticks import colour_of, status_name
from ingest.model import Box, Cell, Document, Line, Locator, Page, SourceFile, Table


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        ("#ff0000", "red"), ("#c00000", "red"), ("#ffc7ce", "red"), ("#ffc000", "amber"), ("#ffff00", "amber"),
        ("#ed7d31", "amber"), ("#00b050", "green"), ("#92d050", "green"), ("#c6efce", "green"), ("#0070c0", "blue"),
        ("#00b0f0", "blue"), ("#d9e2f3", None), ("#deeaf6", None), ("#f2f2f2", None), ("#bfbfbf", None), ("#ffffff", None),
        (None, None), ("red", None),
    ],
)  # fmt: skip
def test_colours_of_ratings_and_of_mere_tints(fill: str | None, colour: str | None) -> None:
    assert colour_of(fill) == colour


def test_a_status_broken_by_its_narrow_header_is_mended() -> None:
    assert status_name("In pr\nogress") == "In progress"
    assert status_name("On Target to Achieve (tick)") == "On Target to Achieve"


@pytest.mark.parametrize(
    ("before", "tail", "after", "known", "expected"),
    [
        ("the dynamics of", "wrap", "Domestic Abuse", (), "the dynamics of Domestic Abuse"),
        ("Training held.", "end", "Audit begun.", (), "Training held.\nAudit begun."),
        ("front line staff", "end", "and managers", (), "front line staff and managers"),
        ("recom-", "hyphen", "mendation", (), "recommendation"),
        ("co-", "hyphen", "located", (), "co-located"),
        ("aide-", "hyphen", "memoire", ("aide-memoire",), "aide-memoire"),
        ("2022-", "wrap", "25", (), "2022-25"),
        ("Septemb", "glue", "er", (), "September"),
        ("Safeguarding", "wrap", ". The", (), "Safeguarding. The"),
        ("", "end", "text", (), "text"),
    ],
)
def test_halves_of_a_text(before: str, tail: str, after: str, known: tuple[str, ...], expected: str) -> None:
    assert join_text(before, tail, after, frozenset(known)) == expected


def test_how_texts_begin_and_end() -> None:
    assert starts_inside("particularly those") and starts_inside(", and") and starts_inside(") of")
    assert not any(map(starts_inside, ("eLearning for all", "e-CIN form", "The", "1) a", "a) b", "")))
    assert ends_open("to be shared with the") and ends_open("training (including") and ends_open("staff,")
    assert not ends_open("Done.") and not ends_open("")


def test_inline_abbreviations() -> None:
    text = "The Individual Management Review (IMR) and the Mid Cheshire Hospitals (MCHFT) met the panel (see above)."
    assert dict(inline_pairs(text)) == {
        "IMR": "Individual Management Review",
        "MCHFT": "Mid Cheshire Hospitals",
    }
    assert dict(inline_pairs("attended by Police (ABC) and others")) == {}


def row(number: str) -> PlanRow:
    return PlanRow(1, 1, 1, 1, {"recommendation_no": RawField(number), "recommendation": RawField("x")})


def test_gaps_in_a_run_of_numbers() -> None:
    assert number_gaps([row(n) for n in ("1", "2", "3", "5", "6", "7")]) == {3}
    assert number_gaps([row(n) for n in ("R1", "R1", "R2", "R3", "R4")]) == set()
    assert number_gaps([row(n) for n in ("4.1.2", "4.1.5", "4.1.6", "4.1.12")]) == set()
    assert number_gaps([row(n) for n in ("1", "2", "1", "2", "3", "1")]) == set()
    assert number_gaps([row(n) for n in ("9.8", "9.9", "9.10", "10.1", "10.2")]) == set()


HEAD = ("No.", "Recommendation", "Action", "Lead")


def table(number: int, page: int, *rows: tuple[str, ...], agreement: float = 1.0, top: float = 50.0) -> Table:
    cells = tuple(
        tuple(
            Cell(
                text,
                Locator(page, number, r, c, Box(100 * c, top + 20 * r, 100 * c + 100, top + 20 * r + 20)),
            )
            for c, text in enumerate(texts, 1)
        )
        for r, texts in enumerate(rows, 1)
    )
    width = len(rows[0])
    box = Box(100, top + 20, 100 + 100 * width, top + 20 + 20 * len(rows))
    edges = tuple(100.0 + 100 * i for i in range(width + 1))
    return Table(number, page, cells, "ruled", box, edges, agreement=agreement)


def document(*blocks: Table | Line) -> Document:
    pages = tuple(Page(n, 842, 595) for n in range(1, 4))
    return Document(SourceFile("x.pdf", "0" * 64, 1, "application/pdf"), blocks, pages)


def test_an_unsure_grid_flags_its_rows() -> None:
    plan = extract_plan(document(table(1, 1, HEAD, ("1", "Link calls.", "Change.", "Police"), agreement=0.4)))
    assert [f.code for f in plan.rows[0].findings] == ["GRID_UNSURE"]
    assert plan.rows[0].confidence < 1


def test_a_text_that_breaks_off_flags_its_row() -> None:
    plan = extract_plan(document(table(1, 1, HEAD, ("1", "Link calls with the", "Change.", "Police"))))
    assert [f.code for f in plan.rows[0].findings] == ["CELL_ENDS_OPEN"]


def test_a_cell_in_no_field_is_an_error() -> None:
    account = Account()
    account.enter(grid_of(table(1, 1, HEAD, ("1", "Link calls.", "Change.", "Police"))))
    ledger, lost = account.close([])
    assert not ledger.balanced and len(lost) == 8
    account.ignore(lost[:4], "header")
    ledger, lost = account.close([])
    assert ledger.ignored == {"header": 4} and len(lost) == 4
    with pytest.raises(KeyError):
        account.ignore(lost, "because")


def test_a_row_that_cites_a_cell_without_its_text_does_not_place_it() -> None:
    account = Account()
    grid = grid_of(table(1, 1, ("Link calls.", "Change.")))
    account.enter(grid)
    where = grid.rows[0].bits[0].locators
    cited = PlanRow(1, 1, 1, 1, {"recommendation": RawField("something else", where)})
    assert account.close([cited])[0].placed == 0


def test_lines_hanging_under_a_cut_table_return_to_their_cell() -> None:
    first = table(1, 1, HEAD, ("1", "Ask the patient", "Change.", "Police"))
    assert first.box is not None
    hanging = Line("about home.", 1, Box(202, first.box.bottom - 2, 290, first.box.bottom + 9), 10.0)
    second = table(2, 2, HEAD, ("2", "Listen.", "Course.", "CSP"))
    plan = extract_plan(document(first, hanging, second))
    assert [r.fields["recommendation"].text for r in plan.rows] == ["Ask the patient about home.", "Listen."]


def test_pages_with_as_many_rows_are_no_halves_when_both_hold_recommendations() -> None:
    one = grid_of(table(1, 1, HEAD, ("1", "Ask.", "Change.", "Police")))
    two = grid_of(table(2, 2, HEAD, ("2", "Listen.", "Course.", "CSP")))
    assert put_halves_together([one, two]) == ((one, two), {})


def test_a_right_half_without_its_left_is_reported() -> None:
    plan = extract_plan(
        document(
            table(1, 1, HEAD, ("1", "Ask.", "Change.", "Police")),
            table(
                2,
                3,
                ("Target date", "Outcome", "Status"),
                ("May", "Done", "Green"),
                ("June", "", "Red"),
                ("July", "", ""),
            ),
        )
    )
    assert "HALF_UNMATCHED" in {f.code for f in plan.findings}
