"""The theme rules fed back: every example has its theme, no counter-example has, own coded texts stay above a bar."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from normalise.themes import Tagger
from normalise.themes.load import taxonomy
from normalise.themes.model import Theme
from normalise.themes.page import PAGE, page

THEMES = taxonomy().themes
OWN = Path(__file__).with_name("themes_own.txt")


@cache
def tagger() -> Tagger:
    return Tagger(taxonomy())  # the rules alone: what a rule promises must not hang on what was learned


def tags(text: str) -> set[str]:
    recommendation, _, action = text.partition(" * ")
    return {tag.theme_id for tag in tagger().tag(recommendation, action or None)}


@pytest.mark.parametrize(
    ("theme_id", "text"),
    [pytest.param(t.theme_id, x, id=f"{t.theme_id}-{i}") for t in THEMES for i, x in enumerate(t.examples)],
)
def test_example_has_its_theme(theme_id: str, text: str) -> None:
    assert theme_id in tags(text)


@pytest.mark.parametrize(
    ("theme_id", "text"),
    [
        pytest.param(t.theme_id, x, id=f"{t.theme_id}-{i}")
        for t in THEMES
        for i, x in enumerate(t.counter_examples)
    ],
)
def test_counter_example_has_not(theme_id: str, text: str) -> None:
    assert theme_id not in tags(text)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.theme_id)
def test_every_theme_is_complete(theme: Theme) -> None:
    assert len(theme.examples) >= 2
    assert len(theme.counter_examples) >= 2
    assert theme.definition
    assert theme.strong
    assert theme.axis == ("mechanism" if theme.group[:1] in "DG" else "subject")


def test_all_themes_of_the_scheme_once() -> None:
    ids = [theme.theme_id for theme in THEMES]
    assert len(ids) == len(set(ids)) == 58
    assert sum(theme.tier == "core" for theme in THEMES) == 50


def test_examples_are_many() -> None:
    assert sum(len(t.examples) + len(t.counter_examples) for t in THEMES) >= 400


def test_no_mask_hides_a_whole_cue_of_its_theme() -> None:
    """A mask that equals a cue, or is part of all its phrases, makes the cue dead."""
    dead = []
    for theme in THEMES:
        masks = {p for m in theme.masks for e in m.chains[0].elements if not e.exact for p in e.phrases}
        for pattern in (*theme.strong, *theme.weak):
            for element in pattern.chains[0].elements:
                if not element.exact and all(any(_within(m, p) for m in masks) for p in element.phrases):
                    dead.append(f"{theme.theme_id}: {pattern.source}")
    assert dead == []


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def test_own_coded_texts() -> None:
    """Invented recommendations in the indirect manner of real ones, each coded before the rules were run on it."""
    hit = wrong = missed = 0
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        recommendation, action, required, optional = (part.strip() for part in line.split("|"))
        found = {tag.theme_id for tag in tagger().tag(recommendation, action)}
        hit += len(found & set(required.split()))
        missed += len(set(required.split()) - found)
        wrong += len(found - set(required.split()) - set(optional.split()))
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.93


def test_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m normalise.themes.page"
