"""The learned part of the theme tagger: weights fit their data, tags show their evidence, mentions are set aside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import train_themes
from normalise.themes import Tagger
from normalise.themes.learned import read_head
from normalise.themes.load import taxonomy


@cache
def tagger() -> Tagger:
    return Tagger.load()


@cache
def rules_alone() -> Tagger:
    return Tagger(taxonomy())


def ids(of: Tagger, recommendation: str, action: str = "") -> set[str]:
    return {tag.theme_id for tag in of.tag(recommendation, action)}


def test_weights_were_trained_on_these_rows_and_rules() -> None:
    assert read_head()["data"] == train_themes.data_hash(), "run: python -m bench.train_themes"


def test_weights_know_every_theme() -> None:
    assert sorted(read_head()["themes"]) == sorted(theme.theme_id for theme in taxonomy().themes)


def test_learned_part_helps_on_unseen_plans() -> None:
    figures = read_head()["figures"]
    alone, both = figures["rules alone"], figures["rules and learned, unseen plans"]
    assert both["micro"] >= max(0.8, alone["micro"] + 0.03)
    assert both["macro"] >= alone["macro"] + 0.03


def test_training_again_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn trains; it is not needed to run")
    monkeypatch.setattr(train_themes, "OUTPUT", tmp_path)
    train_themes.main([])
    for name in ("learned.toml", "learned.tsv"):
        assert (tmp_path / name).read_bytes() == (train_themes.DATA / name).read_bytes()


def test_run_time_judges_as_training_did() -> None:
    """On all coded rows the shipped weights come close to what the unrounded models said of them."""
    rows = [row for row in train_themes.read_rows() if not row.rules_seen]
    found = [ids(tagger(), row.text.recommendation, row.text.action) for row in rows]
    trained = read_head()["figures"]["rules and learned, trained on the same rows"]
    assert train_themes.score(rows, found)["micro"] == pytest.approx(trained["micro"], abs=0.005)


def test_learned_tags_say_so_and_show_words_of_the_row() -> None:
    learned = 0
    for row in train_themes.read_rows():
        fields = {"recommendation": row.text.recommendation, "action": row.text.action}
        for tag in tagger().tag(row.text.recommendation, row.text.action):
            assert tag.evidence
            assert all(fields[e.field][e.start : e.end] == e.text for e in tag.evidence)
            spans = [(e.field, e.start, e.end) for e in tag.evidence]
            assert len(set(spans)) == len(spans)
            if tag.rule.startswith(f"{tag.theme_id}: learned: "):
                learned += 1
                assert tag.theme_id not in row.counted
    assert learned > 20


_WORDS = st.sampled_from(
    ["GP", "training", "seen", "alone", "refuge", "\n", ". ", "’s", "\u00ad", "ﬁ", "A&E", "police", "dog", "İ", "ß", "—", "(", "DASH", "mother", "audit", "🙂", "NHS Trust", "Housing", "records", "told"]
)  # fmt: skip


@settings(deadline=None)  # the first example loads the tagger
@given(st.lists(_WORDS, max_size=30), st.lists(_WORDS, max_size=30), st.sampled_from(["", " ", "  "]))
def test_any_text_gives_exact_evidence_and_the_same_answer_twice(
    rec: list[str], act: list[str], gap: str
) -> None:
    fields = {"recommendation": gap.join(rec), "action": gap.join(act)}
    found = tagger().tag(fields["recommendation"], fields["action"])
    assert found == tagger().tag(fields["recommendation"], fields["action"])
    order = [theme.theme_id for theme in taxonomy().themes]
    assert [order.index(tag.theme_id) for tag in found] == sorted(order.index(t.theme_id) for t in found)
    for tag in found:
        assert tag.evidence
        assert all(fields[e.field][e.start : e.end] == e.text for e in tag.evidence)


def test_nothing_in_nothing_out() -> None:
    for empty in ("", "   ", "\n", "...", "🙂"):
        assert tagger().tag(empty, empty) == ()
