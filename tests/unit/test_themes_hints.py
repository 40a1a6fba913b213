"""Hints: turns of phrase that the learned part weighs and that never earn a tag."""

from __future__ import annotations

import pytest

from normalise.themes import Tagger
from normalise.themes.features import lemmas
from normalise.themes.hints import HINT_FEATURES, Found, Hints, hint_features
from normalise.themes.load import read, taxonomy
from normalise.themes.matcher import Mask, Text
from normalise.themes.patterns import PatternError

CONCEPTS = {"alone": ["alone", "on her own"]}


def find(hints: Hints, recommendation: str, action: str = "", masked: tuple[Mask, ...] = ()) -> Found:
    text = Text.of(recommendation, action)
    return hints.find(text, lemmas(text), masked)


def hints(likely: str = "", faint: str = "") -> Hints:
    return Hints([{"likely": likely, "faint": faint}], CONCEPTS)


def test_likely_and_faint_have_codes_of_their_own() -> None:
    assert find(hints("hold the passport", "passport"), "Who holds the passport?") == {(0, 1, 4), (1, 3, 4)}


def test_second_theme_follows() -> None:
    two = Hints([{"likely": "passport"}, {"faint": "passport"}], {})
    assert find(two, "His passport.") == {(0, 1, 2), (3, 1, 2)}


def test_any_inflection_and_lists() -> None:
    seen = hints("see {alone}")
    assert find(seen, "She is seen alone.")
    assert find(seen, "who saw, on his own,")
    assert not find(seen, "He saw him alone")  # a word between: no match without a gap


def test_chain_within_gap_and_sentence_only() -> None:
    waits = hints("wait ..3 lesson")
    assert find(waits, "He waits outside every lesson.") == {(0, 1, 5)}
    assert not find(waits, "He waits in the car park outside every lesson.")
    assert not find(waits, "He waits. The lesson ends.")
    assert not find(waits, "The lesson waits.")


def test_second_place_of_a_word_may_start_the_chain() -> None:
    assert find(hints("wait ..1 lesson"), "He waits in the rain and waits outside lessons") == {(0, 6, 9)}


def test_exact_letters() -> None:
    exact = hints("=MARAC")
    assert find(exact, "the MARAC") and not find(exact, "the marac")


def test_no_hint_runs_from_recommendation_into_action() -> None:
    assert not find(hints("bank card"), "the bank", "card sent")
    assert find(hints("bank card"), "", "bank card") == {(0, 0, 2)}


def test_names_hide_hints_inside_them() -> None:
    one = hints("mental")
    assert not find(one, "Mental Health NHS Trust", masked=((0, 4, False),))
    assert find(one, "Mental", masked=((0, 1, False),))  # the name itself still counts
    assert not find(one, "Mental", masked=((0, 1, True),))  # boilerplate does not


@pytest.mark.parametrize("line", ["a & b", "a && !b", "action: a", "{nothing}"])
def test_a_hint_is_one_phrase_or_chain(line: str) -> None:
    with pytest.raises(PatternError):
        hints(line)


def test_features_count_place_and_compare() -> None:
    two = Hints([{"likely": "passport\nbank card", "faint": "hold"}, {"faint": "card"}, {}], {})
    text = Text.of("Who holds the passport", "Ask for the bank card")
    found = two.find(text, lemmas(text), ())
    tables, rows, codes = hint_features([(set(), 0), (found, text.border)], 3)
    assert tables.shape == (2, 3, HINT_FEATURES)
    assert (rows.tolist(), codes.tolist()) == ([1, 1, 1], [0, 1, 3])
    assert not tables[0].any()
    table = tables[1]
    assert table[0, :4].tolist() == [1, 1, 1, 0]  # likely, faint; two likely, one faint
    assert table[0, 8:12].tolist() == [1, 1, 1, 0]  # before the border: likely, faint; behind it: likely
    assert table[0, 12] > table[1, 12] > 0
    assert table[0, 13] == 1 and table[1, 13] == 0
    assert not table[2].any()


def test_shipped_hints_are_of_known_themes_and_earn_nothing_alone() -> None:
    known = {theme.theme_id for theme in taxonomy().themes}
    assert set(read("hints.toml")) <= known
    text = "Who holds the passport, the bank card and the telephone?"
    assert find(Hints.load(taxonomy()), text)
    assert "coercive_control" not in {tag.theme_id for tag in Tagger(taxonomy()).tag(text, None)}
