"""The examples and counter-examples of normalise/rules: each example meets its entry and no other, each `not` meets none."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import pytest

from normalise import rulebook
from normalise.dates import read_completion, read_dates, read_target
from normalise.dates.forms import title_of
from normalise.dates.grammar import Grammar
from normalise.dates.vocabulary import Vocabulary
from normalise.links.likeness import one_ask
from normalise.links.near import Text
from normalise.links.words import of_text
from normalise.scope import ScopeRules
from normalise.status import (
    Cells,
    Claim,
    StatusRules,
    colour_word,
    gather,
    tells_of_something_done,
)
from normalise.status.columns import kind_of
from normalise.status.model import Beside
from normalise.status.outcome import shows_a_result
from normalise.status.verdict import conflict
from normalise.status.words import opening_word
from normalise.undone import undone

FILES = {
    name: tomllib.loads(
        resources.files("normalise").joinpath(f"rules/{name}.toml").read_text(encoding="utf-8")
    )
    for name in ("dates", "status", "evidence", "scope")
}
Entries = set[str]


def dated(text: str) -> Entries:
    return {
        d.rule for d in read_dates(text, 2020, in_target=True) if d.iso and not d.rule.startswith("form.")
    }


def kinds(text: str) -> Entries:
    return {hit.rule for hit in Vocabulary.load().kinds.find(text)}


def titles(text: str) -> Entries:
    found = {title_of(text, *m.span()) for m in Grammar.load().dates.finditer(text)}
    return {rule for rule in found if rule}


def years(text: str) -> Entries:
    return {"year.time" for d in read_dates(text, 2020) if d.rule in {"form.year", "form.years"}}


def asides(text: str) -> Entries:
    vocabulary = Vocabulary.load()
    found = {
        vocabulary.asides.stands_aside(text, d.start, second=i > 0)
        for i, d in enumerate(read_dates(text, 2019))
    }
    return {rule for rule in found if rule}


def ahead(text: str) -> Entries:
    vocabulary = Vocabulary.load()
    return {"ahead.planned" for d in read_dates(text, 2020) if vocabulary.asides.lies_ahead(text, d.start)}


def deeds(text: str) -> Entries:
    asides = Vocabulary.load().asides
    return {"deed.done" for d in read_dates(text, 2020) if asides.tells_of_a_deed(text, d.start)}


def moved(text: str) -> Entries:
    found = Vocabulary.load().revisions.of(text, read_dates(text, 2020, in_target=True))
    return {found[0]} if found else set()


def alone(text: str) -> Entries:
    found = StatusRules.load().alone.get(text.lower())
    return {found} if found else set()


def colours(text: str) -> Entries:
    found = colour_word(text)
    return {f"colour.{found}"} if found else set()


def participles(text: str) -> Entries:
    return {
        {"done": "", "step": "participle.step", "denied": "participle.denied", "": "participle.effect"}[
            tells_of_something_done(text)
        ]
    } - {""}


def partial(text: str) -> Entries:
    return {"partial.complete"} if StatusRules.load().partial.search(text) else set()


def outcomes(text: str) -> Entries:
    """Which entry decides: what speaks against a result, else what makes one; a name's number is none."""
    rules = StatusRules.load()
    if rules.outcome_not.search(text):
        return {"outcome.not"}
    if rules.outcome_now.search(text):
        return {"outcome.now"}
    if rules.outcome_change.search(text, 1):
        return {"outcome.change"}
    named = any(w.lower() in rules.outcome_names for w in text.split()) and any(map(str.isdigit, text))
    return {"outcome.names"} if named and not shows_a_result(text) else set()


def asks(text: str) -> Entries:
    words = FILES["scope"]["ask"]["action"]["words"]
    first = next((i for i in range(len(text)) if ScopeRules.load().asks.search(text, 0, i)), None)
    return {"ask.action"} if first is not None and words else set()


def places(text: str) -> Entries:
    rules = ScopeRules.load()
    named = {"place.county": rules.counties, "place.nation": rules.nations}
    return {rule for rule, names in named.items() if text.lower().replace("&", "and") in names}


def row(text: str) -> list[Claim]:
    """Claims of a row written as "status=Complete; colour=red"."""
    cells: dict[str, Any] = dict(part.split("=", 1) for part in text.split("; "))
    beside = Beside(
        *((told,) if (told := cells.pop(name, None)) else () for name in ("comments", "rating", "response"))
    )
    completion = read_completion(cells.get("completion"), base=2019)
    target = read_target(cells.pop("target", None), base=2019).when.kind
    return gather(
        Cells(**cells, beside=beside, done_dates=completion.done, planned=completion.planned, target=target)
    )[0]


def conflicts(text: str) -> Entries:
    claims = row(text)
    found = {conflict(a, b) for a in claims for b in claims if a is not b}
    return {f"conflict.{name}" for name in found if name}


def doubts(text: str) -> Entries:
    said = opening_word(text)
    return {said.rule} if said and said.rule.startswith("doubt.") else set()


def columns(text: str) -> Entries:
    kinds = {"comments": "comments", "rating": "rating", "response": "response"}
    apart = StatusRules.load().columns[""].search(text.lower()) is not None
    found = kind_of(text)
    return {"column.apart"} if apart else {f"column.{kinds[found]}"} if found else set()


def subjects(text: str) -> Entries:
    rules = StatusRules.load()
    row_is = rules.subjects.search(text) is not None
    return {"subject.row"} if row_is else {"subject.aftermath"} if rules.aftermath.search(text) else set()


FAMILIES: dict[tuple[str, str], Callable[[str], Entries]] = {
    ("dates", "month"): dated,
    ("dates", "season"): dated,
    ("dates", "day"): dated,
    ("dates", "kind"): kinds,
    ("dates", "title"): titles,
    ("dates", "year"): years,
    ("dates", "aside"): asides,
    ("dates", "ahead"): ahead,
    ("dates", "deed"): deeds,
    ("dates", "revised"): moved,
    ("status", "word"): lambda t: {h.rule for h in StatusRules.load().words.find(t)},
    ("status", "alone"): alone,
    ("status", "colour"): colours,
    ("status", "cue"): lambda t: {h.rule for h in StatusRules.load().cues.find(t)},
    ("status", "recommendation"): lambda t: {h.rule for h in StatusRules.load().implemented.find(t)},
    ("status", "participle"): participles,
    ("status", "partial"): partial,
    ("evidence", "doubt"): doubts,
    ("evidence", "subject"): subjects,
    ("evidence", "column"): columns,
    ("evidence", "settled"): lambda t: {h.rule for h in StatusRules.load().settled.find(t) if h.start == 0},
    ("evidence", "finished"): lambda t: {h.rule for h in StatusRules.load().finished.find(t)},
    ("evidence", "outcome"): outcomes,
    ("evidence", "open"): lambda t: {h.rule for h in StatusRules.load().open.find(t)},
    ("evidence", "undone"): lambda t: {"undone.again"} if undone(t) >= 0 else set(),
    ("evidence", "conflict"): conflicts,
    ("scope", "word"): lambda t: {h.rule for h in ScopeRules.load().words.find(t)},
    ("scope", "wording"): lambda t: {h.rule for h in ScopeRules.load().wording.find(t)},
    ("scope", "body"): lambda t: {h.rule for h in ScopeRules.load().bodies.find(t)},
    ("scope", "ask"): asks,
    ("scope", "place"): places,
}


def resolver(file: str, family: str, entry: str) -> Callable[[str], Entries]:
    if (family, entry) == ("cue", "plan"):
        return lambda t: {h.rule for h in StatusRules.load().plans.find(t)}
    if family == "source":
        # a row may be told of by several places; asked is whether this one speaks
        return lambda t: {f"source.{c.source}" for c in row(t)} & {f"source.{entry}"}
    return FAMILIES[file, family]


def cases(key: str) -> Iterator[Any]:
    for file, families in FILES.items():
        for family, entries in families.items():
            for entry, rule in entries.items():
                for text in rule[key]:
                    yield pytest.param(file, family, entry, text, id=f"{family}.{entry}: {text}")


@pytest.mark.parametrize(("file", "family", "entry", "text"), list(cases("examples")))
def test_each_example_meets_its_entry_alone(file: str, family: str, entry: str, text: str) -> None:
    assert resolver(file, family, entry)(text) == {f"{family}.{entry}"}


@pytest.mark.parametrize(("file", "family", "entry", "text"), list(cases("not")))
def test_no_counter_example_meets_an_entry(file: str, family: str, entry: str, text: str) -> None:
    found = resolver(file, family, entry)(text)
    shields = {
        f"{family}.{n}"
        for n, e in FILES[file][family].items()
        if e.get("kind", e.get("level", e.get("status", "-"))) == ""
    }
    own = f"{family}.{entry}"
    # an entry that only shields words from others ("to be completed") may have those others as counter-examples
    assert own not in found if own in shields else not found - shields


def test_there_are_enough_examples() -> None:
    counts = [len(list(cases(key))) for key in ("examples", "not")]
    assert counts[0] >= 200
    assert counts[1] >= 120


def test_the_rules_are_sound() -> None:
    assert [p for p in rulebook.check() if p.startswith("normalise/rules/")] == []


LINKS = tomllib.loads(resources.files("normalise").joinpath("rules/links.toml").read_text(encoding="utf-8"))[
    "same"
]


def one(pair: str) -> bool:
    """Say whether a pair "one | other" is read as one ask."""
    left, right = (Text("", None, (), side.strip().lower(), of_text(side)) for side in pair.split("|"))  # type: ignore[arg-type]
    return one_ask(left, right) > 0


@pytest.mark.parametrize(("entry", "pair"), [(n, p) for n, e in LINKS.items() for p in e["examples"]])
def test_words_that_may_differ(entry: str, pair: str) -> None:
    assert one(pair), entry


@pytest.mark.parametrize(("entry", "pair"), [(n, p) for n, e in LINKS.items() for p in e["not"]])
def test_words_that_may_not_differ(entry: str, pair: str) -> None:
    assert not one(pair), entry


def test_a_word_that_may_differ_stands_in_one_entry() -> None:
    words = [w for entry in LINKS.values() for w in entry["words"]]
    assert len(words) == len(set(words))
