"""Properties that hold for every text: no crash, no invented precision, evidence of every reading."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.dates import read_completion, read_dates, read_target
from normalise.dates.repair import repair
from normalise.dates.target import later
from normalise.phrases import Phrases
from normalise.scope import read_scope
from normalise.sentences import sentences
from normalise.status import Cells, read_status

ISO = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?|-Q[1-4]|/\d\d(?:-Q[1-4])?)?")
PIECES = st.sampled_from(
    [
        "1",
        "2",
        "9th",
        "31",
        "31/03/2021",
        "30.06.19",
        "Q3",
        "2022/23",
        "March",
        "Sept",
        "may",
        "2021",
        "'21",
        "-",
        "–",
        "to",
        "and",
        ",",
        "(",
        ")",
        "/",
        "\n",
        "by",
        "end",
        "of",
        "within",
        "3",
        "months",
        "Complete",
        "ongoing",
        "N/A",
        "TBC",
        "spring",
        "14",
        "of",
        "17",
        "98%",
        "020",
        "7008",
        "0151",
        "l",
        "O",
        "I",
        "£",
        "Act",
        "strategy",
        "Nov-20",
        ".pdf",
        "since",
        "due",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.integers(2008, 2030)))
def test_dates_are_iso_prefixes_at_places_of_the_text(text: str, base: int | None) -> None:
    for reading in read_dates(text, base, in_target=True):
        assert 0 <= reading.start < reading.end <= len(text)
        assert reading.iso is None or ISO.fullmatch(reading.iso)


DAYS = st.integers(1, 28).map(lambda d: f"{d}{'st' if d in (1, 21) else 'th'}")
MONTHS = st.sampled_from(["January", "Feb", "march", "Sept", "Hydref", "Nov.", "Janaury"])
YEARS = st.sampled_from(["2019", "2024", "'21", "20"])
PRINTED = st.one_of(
    st.tuples(MONTHS, YEARS).map(lambda p: (7, " ".join(p))),
    st.tuples(DAYS, MONTHS, YEARS).map(lambda p: (10, " ".join(p))),
    st.tuples(st.integers(1, 12), st.sampled_from(["2019", "2024"])).map(lambda p: (7, f"{p[0]:02}/{p[1]}")),
    st.tuples(st.integers(1, 28), st.integers(1, 12), st.sampled_from(["2019", "24"])).map(
        lambda p: (10, f"{p[0]}/{p[1]}/{p[2]}")
    ),
    st.tuples(st.sampled_from(["Q1", "Quarter 3", "2nd quarter"]), st.just("2024/25")).map(
        lambda p: (10, " ".join(p))
    ),
    st.tuples(st.sampled_from(["Spring", "Summer term", "early", "end of", "by"]), st.just("2024")).map(
        lambda p: (4, " ".join(p))
    ),
)
BETWEEN = st.sampled_from([" / ", ", ", " and ", "; ", "\n", " then ", " - ", " to ", " & ", " (revised to "])


@settings(max_examples=600, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=4), BETWEEN)
def test_no_reading_is_more_precise_than_the_print(printed: list[tuple[int, str]], between: str) -> None:
    text = between.join(form for _, form in printed)
    most = max(length for length, _ in printed)
    for reading in read_dates(text, 2021, in_target=True):
        assert reading.iso is None or len(reading.iso) <= most
        _stands_in_print(text, reading.start, reading.end, reading.iso)


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.integers(2008, 2030)))
def test_every_part_of_a_reading_is_printed(text: str, base: int | None) -> None:
    for reading in read_dates(text, base, in_target=True):
        if "DATE_REPAIRED" not in reading.findings:
            _stands_in_print(text, reading.start, reading.end, reading.iso)


def _stands_in_print(text: str, start: int, end: int, iso: str | None) -> None:
    """A year's last digits stand in the text; a day, a quarter and a month (as word or number) at the reading."""
    if iso is None:
        return
    span = text[start:end]
    numbers = {int(n) for n in re.findall(r"\d+", span)}
    years = {int(n) % 100 for n in re.findall(r"\d+", text) + re.findall(r"\d+", text.replace(" ", ""))}
    # the first end of "Nov - Feb 2021" lies in the year before
    assert {int(iso[2:4]), int(iso[2:4]) + 1} & years or iso[2:4] in text.replace(" ", "")
    if "Q" in iso:
        assert re.search(r"Q|quarter|qtr|chwarter", span, re.IGNORECASE)
    elif len(iso) == 10:
        assert int(iso[8:]) in numbers
        assert int(iso[5:7]) in numbers or re.search(r"[^\W\d_]{3}", span)
    elif re.fullmatch(r"\d{4}-\d\d", iso):
        assert int(iso[5:7]) in numbers or re.search(r"[^\W\d_]{3}", span)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_row_is_read(one: str, two: str, three: str) -> None:
    target = read_target(one, two)
    completion = read_completion(two)
    status = read_status(
        Cells(one, None, two, three, one, completion.done, completion.planned, target.when.kind)
    )
    assert (status.status == "unknown") == (status.basis == "unknown")
    scope = read_scope(one, group_label=two, area=three, recommendation=two, action=one, lead=three)
    assert scope.levels
    assert (scope.levels == ("unknown",)) == (scope.basis == "unknown")
    assert completion.outcome is not None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_an_outcome_is_part_of_its_cell(text: str) -> None:
    assert (read_completion(text).outcome or "") in text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_repairs_keep_the_length(text: str) -> None:
    fixed, changed = repair(text)
    assert len(fixed) == len(text)
    assert (fixed == text) == (not changed)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_sentences_lose_no_word(text: str) -> None:
    assert all(sentence in text for sentence in sentences(text))


def test_no_year_is_taken_from_the_plan() -> None:
    assert [d.iso for d in read_dates("31 March", 2020, in_target=True)] == [None]
    assert [d.iso for d in read_dates("31 March\n30 June 2021", 2020, in_target=True)] == [None, "2021-06-30"]


def test_two_digit_years_need_a_plan_near_them() -> None:
    assert [d.iso for d in read_dates("31.03.21", 2020)] == ["2021-03-31"]
    assert read_dates("31.03.98", 2020) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CCG to brief practices by June 2015.", ("fixed", ("2015-06",))),
        ("By the end of March 2015 the Trust should audit its notes.", ("fixed", ("2015-03",))),
        ("The policy to be reviewed within one year.", ("relative", ())),
        ("The Board should act within six months of publication of this report.", ("relative", ())),
        ("By June 2009 the couple had separated; staff to be trained.", ("none", ())),
        ("Two calls within ten days should have led to a concern.", ("none", ())),
        ("Referrals to be answered within 24 hours.", ("none", ())),
        ("Patients to be seen within three months of discharge.", ("none", ())),
        ("Staff to follow the Care Act 2014 by asking alone.", ("none", ())),
        ("In March 2014 she called twice.", ("none", ())),
    ],
)
def test_deadlines_in_the_wording(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    when = read_target("", text, base=2014).when
    assert (when.kind, when.dates) == expected
    assert read_target("TBC", text, base=2014).when.kind == "tbc"


@pytest.mark.parametrize(
    ("iso", "number", "unit", "due"),
    [
        ("2018-10-31", 4, "month", "2019-02-28"),
        ("2018-10", 3, "month", "2019-01"),
        ("2018", 1, "year", "2019"),
        ("2018", 1, "month", None),
        ("2018-10", 2, "week", None),
        ("2018-12-30", 2, "day", "2019-01-01"),
    ],
)
def test_relative_deadlines_are_no_finer_than_the_publication(
    iso: str, number: int, unit: str, due: str | None
) -> None:
    assert later(iso, number, unit) == due


def test_relative_deadlines_resolve_only_against_a_printed_publication() -> None:
    assert read_target("Within 3 months of publication", published="2018-10-13").when.dates == ("2019-01-13",)
    assert read_target("Within 3 months of publication").when.dates == ()
    assert read_target("Within 3 months", published="2018-10-13").when.dates == ()


def test_a_completion_after_the_update_lies_ahead() -> None:
    assert read_completion("30/09/2023", as_of="2023-06").planned
    assert read_completion("30/05/2023", as_of="2023-06").done


def test_blue_makes_green_a_promise() -> None:
    assert read_status(Cells(status="Green")).status == "complete"
    assert read_status(Cells(status="Green", blue=True)).status == "in_progress"


def test_colour_and_words_that_clash_are_told() -> None:
    read = read_status(Cells(colour="red", completion="Complete"))
    assert (read.status, read.findings) == ("complete", ("STATUS_CONFLICT",))
    assert read_status(Cells(status="Wibble")).findings == ("STATUS_UNREAD",)


@pytest.mark.parametrize("phrase", ["", "{m} days", "{unit} of", "* of"])
def test_malformed_phrases_are_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|placeholder"):
        Phrases.build([("rule", [phrase])])


def test_a_phrase_belongs_to_one_entry() -> None:
    with pytest.raises(ValueError, match="stands in a and in b"):
        Phrases.build([("a", ["on hold"]), ("b", ["on hold"])])


def test_the_longest_phrase_wins_and_hits_do_not_overlap() -> None:
    phrases = Phrases.build([("done", ["complete", "{n} done"]), ("not", ["not (yet) complete"])])
    text = "Not  yet\ncomplete - complete; six done, 12 done"
    assert [(text[h.start : h.end], h.rule) for h in phrases.find(text)] == [
        ("Not  yet\ncomplete", "not"),
        ("complete", "done"),
        ("six done", "done"),
        ("12 done", "done"),
    ]
