"""The gazetteer's data, fed back: every example means exactly one body, every counter-example none."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalise.agencies import Context, Gazetteer, resolve
from normalise.agencies.page import page
from normalise.model import AgencyReading

G = Gazetteer.load()
NOWHERE = Context()
BODY_EXAMPLES = [(b.id, e) for b in G.data.bodies for e in b.examples if b.name]
BODY_NOT = [(b.id, e) for b in G.data.bodies for e in b.counter_examples]
KIND_EXAMPLES = [(k.id, e) for k in G.kinds.values() for e in k.examples if k.id != "placeholder"]
KIND_NOT = [(k.id, e) for k in G.kinds.values() for e in k.counter_examples]


def listed(text: str, context: Context = NOWHERE) -> list[AgencyReading]:
    """The bodies of the gazetteer that a cell names; an organisation we do not list is none of them."""
    return [r for r in resolve(text, context)[0] if not r.agency_id.startswith("unlisted:")]


@pytest.mark.parametrize(("ident", "example"), BODY_EXAMPLES)
def test_example_of_a_kind_of_body_means_that_body(ident: str, example: str) -> None:
    body = G.bodies[ident]
    readings = listed(example)
    assert len(readings) == 1
    named_by_place = any(" => " in pattern for pattern in body.patterns)
    assert readings[0].name == body.name or (named_by_place and readings[0].kind == body.kind)


@pytest.mark.parametrize(("ident", "text"), BODY_NOT + KIND_NOT)
def test_counter_example_means_nobody(ident: str, text: str) -> None:
    assert listed(text) == []


@pytest.mark.parametrize(("kind", "example"), KIND_EXAMPLES)
def test_example_of_a_kind_is_one_body_of_that_kind(kind: str, example: str) -> None:
    assert [r.kind for r in listed(example)] == [kind]


@pytest.mark.parametrize("text", ["TBC", "N/A", "n/a", "Not applicable", "-", "", " \n "])
def test_placeholder_names_nobody(text: str) -> None:
    assert resolve(text, NOWHERE) == ((), ())


def test_every_agency_is_found_by_its_own_name() -> None:
    lost = [a.name for a in G.data.agencies if [r.name for r in listed(a.name, _home(a.areas))] != [a.name]]
    assert lost == []


def test_every_council_is_found_by_its_own_name() -> None:
    lost = [
        c.name
        for c, place, _ in G.data.councils
        if [r.name for r in listed(c.name, Context(place))] != [c.name]
    ]
    assert lost == []


def test_every_alias_means_its_agency_at_home_or_is_reported() -> None:
    wrong = []
    for agency in G.data.agencies:
        for alias in agency.aliases:
            date = agency.valid_to[:7] or agency.valid_from[:7] or "2019-06"
            readings, findings = resolve(alias, Context(_home(agency.areas).area, date))
            names = {r.name for r in readings} | {r.current_name for r in readings}
            if agency.name not in names and G.current(agency.name) not in names and not findings:
                wrong.append((alias, agency.name, sorted(names)))
    assert wrong == []


def test_every_successor_chain_ends_in_a_body_of_today() -> None:
    for agency in G.data.agencies:
        end = G.by_name[G.current(agency.name)]
        assert not end.successor


def test_the_forces_and_boards_of_england_and_wales_are_all_there() -> None:
    kinds = [a.kind for a in G.data.agencies if not a.successor]
    assert kinds.count("territorial force") == 43
    assert kinds.count("ICB") == 42
    assert sum(a.kind == "CRC" for a in G.data.agencies) == 21
    assert sum(a.kind == "probation trust" for a in G.data.agencies) == 35
    assert sum(a.kind == "CCG" for a in G.data.agencies) >= 211
    assert sum(p.tier == "welsh" for p in G.data.places) == 22
    assert sum(p.tier == "london" for p in G.data.places) == 33
    assert sum(p.tier == "metropolitan" for p in G.data.places) == 36


@pytest.mark.parametrize("place", [p for p in G.data.places if p.tier != "region"], ids=lambda p: p.name)
def test_bodies_named_by_kind_are_the_local_ones(place) -> None:  # type: ignore[no-untyped-def]
    """In every council area of England and Wales, at three dates."""
    for date in ("2014-05", "2019-05", "2024-05"):
        here = Context(place.name, date)
        for text, expected in (
            ("Police", place.force),
            ("Fire and Rescue Service", place.fire),
            ("ICB" if "Integrated" in place.health else "Health Board", place.health),
        ):
            reading = resolve(text, here)[0][0]
            assert (reading.current_name, reading.basis) == (expected, "inferred")
        for text in ("the Council", "Adult Social Care", "Children's Services", "Housing", "Public Health"):
            reading = resolve(text, here)[0][0]
            council = G.by_name[reading.current_name]
            assert (reading.basis, council.kind, council.successor) == ("inferred", "council", "")
            assert council.areas[0] in {place.name, place.parent} or _took_over(
                place.name, place.parent, council.name
            )
        if "Integrated" in place.health:
            ccg = resolve("CCG", here)[0][0]
            assert ccg.basis == "inferred"
            assert G.by_name[ccg.current_name].kind == "ICB"


def _took_over(place: str, parent: str, council: str) -> bool:
    return council in {G.current(c.name) for p in (place, parent) for c in G.councils_of.get(p, [])}


def _home(areas: tuple[str, ...]) -> Context:
    return Context(areas[0] if areas else None)


def test_page_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "agencies.md"
    assert written.read_text(encoding="utf-8") == page(), "run: python -m normalise.agencies.page"
