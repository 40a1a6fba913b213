"""Text safety: nothing that a format cannot carry, nothing that a spreadsheet would run, nothing lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.clean import csv_cell, csv_text, excel_length, split_for_excel, tidy, visible
from tests.unit.publish_data import NASTY, UNSAFE, dataset

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Every code point there is: lone surrogates and control characters too."""


@given(ANY_TEXT)
def test_visible_text_can_be_written_anywhere(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert len(f"a{shown}b".splitlines()) == shown.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul \x00 here", "nul \\x00 here"),
        ("lone \ud800 surrogate", "lone \\ud800 surrogate"),
        ("carriage\rreturn\r\nboth", "carriage\nreturn\nboth"),
        ("line\u2028end", "line\nend"),
        ("tab\tand\nline stay", "tab\tand\nline stay"),
        ("emoji 🙂 شلام", "emoji 🙂 شلام"),
    ],
)
def test_visible_spells_out_what_is_unsafe_and_nothing_else(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_csv_escape_is_reversible(text: str) -> None:
    assert csv_text(csv_cell(text)) == text


@given(
    st.sampled_from("=+-@\t\r＝＋－＠"),
    st.sampled_from(["", " ", "\u200b", "\ufeff", "\u00a0", "''"]),
    st.text(),
)
def test_no_csv_cell_begins_like_a_formula(first: str, blanks: str, rest: str) -> None:
    assert csv_cell(blanks + first + rest).startswith("'")


@pytest.mark.parametrize("text", ["'tis", "1-2", "a=b", "007", "(−5)", "", "“=1”"])
def test_harmless_text_gets_no_apostrophe(text: str) -> None:
    assert csv_cell(text) == text


@given(st.text(), st.integers(2, 40))
def test_split_parts_fit_and_join_to_the_text(text: str, limit: int) -> None:
    parts = split_for_excel(text, limit)
    assert "".join(parts) == text
    assert all(excel_length(part) <= limit for part in parts)


def test_evidence_moves_with_the_text_that_is_spelt_out() -> None:
    untidy = dataset(unsafe=True)
    bad = next(a for a in untidy.actions if a.recommendation == UNSAFE[0])
    tagged = next(a for a in untidy.actions if a.themes and a.themes[0].evidence[0].field == "recommendation")
    import dataclasses

    evidence = tagged.themes[0].evidence[0]
    text = "\x00\x07" + (tagged.recommendation or "")
    moved = dataclasses.replace(evidence, start=evidence.start + 2, end=evidence.end + 2)
    row = dataclasses.replace(
        bad, recommendation=text, themes=(dataclasses.replace(tagged.themes[0], evidence=(moved,)),)
    )
    clean = tidy(row)
    span = clean.themes[0].evidence[0]
    assert clean.recommendation is not None
    assert clean.recommendation.startswith("\\x00\\x07")
    assert clean.recommendation[span.start : span.end] == span.text == evidence.text


def test_tidy_leaves_safe_text_alone() -> None:
    safe = dataset(nasty=True)
    assert tidy(safe) == safe
    assert json.dumps(NASTY)
