"""The store: what is in it, and that a search finds what a person means by it and never fails."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalise.codec import action_to_dict
from publish import store
from publish.clean import tidy
from publish.model import AgencyEntry
from publish.store.dates import years
from publish.store.fold import fold
from publish.store.query import Term, parse
from publish.store.write import write_store
from publish.write import in_order
from tests.unit.publish_data import NASTY, UNSAFE, dataset, run_info


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store #1 50%") / "dhr.sqlite"  # a path that a careless URI would break
    write_store(in_order(tidy(dataset(nasty=True, unsafe=True))), run_info(), path)
    return path


def _ids(result: store.SearchResult) -> set[str]:
    assert result.total == len(result.hits)
    return {hit.action_id for hit in result.hits}


def _named(*agencies: str) -> set[str]:
    rows = dataset(nasty=True, unsafe=True).actions
    return {
        a.action_id
        for a in rows
        if {r.agency_id for r in (*a.lead_agencies, *a.addressed_to)} & set(agencies)
    }


# what is written


def test_tables_are_sound_and_no_link_dangles(db: Path) -> None:
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("actions", "documents", "plans", "links")
    }
    assert counts == {"actions": 60 + len(NASTY) + len(UNSAFE), "documents": 10, "plans": 6, "links": 11}
    connection.execute("INSERT INTO actions_fts(actions_fts) VALUES ('integrity-check')")


def test_datasette_can_read_the_schema(db: Path) -> None:
    """Foreign keys name their target column, and the index its table in brackets (else Datasette ignores _search)."""
    connection = sqlite3.connect(db)
    sql = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    for name in [n for n in sql if "_fts" not in n]:
        assert all(row[4] for row in connection.execute(f"PRAGMA foreign_key_list({name})")), name
    assert "content=[actions]" in sql["actions_fts"]


def test_meta_says_schema_and_rules_and_no_time(db: Path) -> None:
    rows = dict(sqlite3.connect(db).execute("SELECT key, value FROM meta").fetchall())
    assert rows == {"schema_version": "1.0", "rulebook_hash": run_info().rulebook_hash}


def test_get_returns_the_row_of_the_jsonl(db: Path) -> None:
    action = next(a for a in dataset().actions if a.needs_review)
    assert store.get(db, action.action_id) == json.loads(json.dumps(action_to_dict(action)))
    assert [f["code"] for f in store.findings_of(db, action.action_id)] == ["JOIN_GUESSED"]
    assert store.get(db, "no such row") is None
    assert store.get(db, "x\x00' OR 1=1 --") is None


def test_store_is_opened_for_reading_only(db: Path) -> None:
    from publish.store.connect import open_read_only

    connection = open_read_only(db)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM actions")
    connection.close()


def test_what_is_no_store_is_said_in_a_sentence(tmp_path: Path, db: Path) -> None:
    with pytest.raises(store.StoreError, match="dhr run"):
        store.search(tmp_path / "none.sqlite", "x")
    (tmp_path / "text.sqlite").write_text("no database", encoding="utf-8")
    with pytest.raises(store.StoreError, match="not a file that `dhr run` wrote"):
        store.search(tmp_path / "text.sqlite", "x")
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes(db.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE meta SET value = '9.0' WHERE key = 'schema_version'")
    with pytest.raises(store.StoreError, match="another version"):
        store.search(newer, "x")


# what a query means


@pytest.mark.parametrize(
    ("text", "groups", "without"),
    [
        ("strangulation", [["strangulation"]], []),
        ("dash training", [["dash"], ["training"]], []),
        ('"bail hearing" BWV', [["bail hearing"], ["BWV"]], []),
        ("“bail hearing”", [["bail hearing"]], []),
        ("BWV OR video court", [["BWV", "video"], ["court"]], []),
        ("a OR b OR c", [["a", "b", "c"]], []),
        ("police AND health", [["police"], ["health"]], []),
        ("training -police", [["training"]], ["police"]),
        ('training NOT "body worn"', [["training"]], ["body worn"]),
        ("or and not", [["or"], ["and"], ["not"]], []),
        ("OR police OR", [["police"]], []),
        ('"unbalanced', [["unbalanced"]], []),
        ("multi-agency 9.10 W/E", [["multi-agency"], ["9.10"], ["W/E"]], []),
        ("-- ** ?! —", [], []),
        ("nul\x00byte", [["nul"], ["byte"]], []),
    ],
)  # fmt: skip
def test_parse(text: str, groups: list[list[str]], without: list[str]) -> None:
    query = parse(text)
    assert [[term.text for term in group] for group in query.groups] == groups
    assert [term.text for term in query.without] == without


def test_trailing_star_is_a_beginning() -> None:
    assert parse('safeguard* "body wor"*').groups == ((Term("safeguard", True),), (Term("body wor", True),))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_a_safe_query(db: Path, query: str) -> None:
    store.search(db, query, limit=2)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(['"', "OR", "NOT", "AND", "NEAR(a b)", "-", "*", "^", ":", "(", ")", "+", "{a}:", "police", "dash*", "-\"x", "'", ";", "title:x", '""', "\ud800"]), max_size=30), glue=st.sampled_from([" ", ""]))  # fmt: skip
def test_no_syntax_of_the_index_gets_through(db: Path, words: list[str], glue: str) -> None:
    store.search(db, glue.join(words), limit=2)


@pytest.mark.parametrize(
    "text", [*NASTY, *UNSAFE, "x" * 100_000, "word " * 5_000, '"' * 5_000, "( " * 3_000, "a* " * 200]
)
def test_nasty_texts_are_safe_as_query_and_as_every_filter(db: Path, text: str) -> None:
    store.search(db, text)
    result = store.search(db, "", agency=text, theme=text, scope=text, status=text, area=text, year=text)
    assert result.total == 0
    assert result.notes


def test_words_are_found_in_any_form_and_shown(db: Path) -> None:
    result = store.search(db, "strangulations")
    assert _ids(result) == {
        a.action_id
        for a in dataset(nasty=True, unsafe=True).actions
        if "strangulation" in (a.recommendation or "")
    }
    hit = result.hits[0]
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["strangulation"]
    assert hit.source_file
    assert hit.recommendation_no
    assert hit.lead == (
        "NHS Southampton City Clinical Commissioning Group",
        "NHS West Hampshire Clinical Commissioning Group",
    )
    assert hit.status == "complete"
    assert hit.themes == ("Non-fatal strangulation", "GPs and primary care")


def test_phrase_or_minus_and_beginning(db: Path) -> None:
    everything = store.search(db, "", limit=1_000)
    assert everything.total == 60 + len(NASTY) + len(UNSAFE)
    footage = _ids(store.search(db, '"body-worn cameras"', limit=1_000))
    neck = _ids(store.search(db, "neck", limit=1_000))
    assert footage
    assert not footage & neck
    assert _ids(store.search(db, '"body-worn cameras" OR neck', limit=1_000)) == footage | neck
    assert _ids(store.search(db, "-footage", limit=1_000)) == _ids(everything) - footage
    assert not _ids(store.search(db, '"cameras body-worn"', limit=1_000))


@pytest.mark.parametrize(
    ("beginning", "word"),
    [
        ("coerci", "coercive"),
        ("organisati", "organisational"),
        ("safeg", "safeguarding"),
        ("happi", "happiness"),
    ],
)
def test_beginning_finds_words_whose_stem_is_shorter(tmp_path: Path, beginning: str, word: str) -> None:
    """The index knows stems only ("coerc"), so a bare prefix query for coerci* would miss "coercive"."""
    data = dataset()
    rows = (dataclasses.replace(data.actions[0], recommendation=f"On {word} matters"), *data.actions[20:22])
    write_store(
        dataclasses.replace(data, actions=rows, findings=(), links=()), run_info(), tmp_path / "s.sqlite"
    )
    found = store.search(tmp_path / "s.sqlite", f"On {beginning}*")
    assert data.actions[0].action_id in {hit.action_id for hit in found.hits}


def test_snippet_of_a_filter_alone_is_the_beginning_of_the_row(db: Path) -> None:
    hit = store.search(db, "", theme="employers").hits[0]
    assert hit.snippet.startswith("That the Council encourages")
    assert hit.matches == ()


# filters


@pytest.mark.parametrize(
    "name",
    ["Hampshire Constabulary", "hampshire constabulary", "The Hampshire Constabulary", "Hants Police", "Hants Constabulary", "HIOWC", "HIWC", "Hampshire & Isle of Wight Constabulary"],
)  # fmt: skip
def test_agency_is_found_under_any_of_its_names_then_and_now(db: Path, name: str) -> None:
    result = store.search(db, "", agency=name, limit=1_000)
    assert _ids(result) == _named("hampshire-constabulary", "hampshire-and-iow-constabulary")
    assert result.meaning["agency"] == ("Hampshire Constabulary", "Hampshire and Isle of Wight Constabulary")


def test_successor_brings_all_its_predecessors_but_a_predecessor_not_its_sisters(db: Path) -> None:
    board = _ids(store.search(db, "", agency="NHS Hampshire and Isle of Wight ICB", limit=1_000))
    assert board == set()  # no such name, and no guess
    board = _ids(
        store.search(db, "", agency="NHS Hampshire and Isle of Wight Integrated Care Board", limit=1_000)
    )
    assert board == _named("nhs-southampton-city-ccg", "nhs-west-hampshire-ccg", "nhs-hiow-icb")
    west = store.search(db, "", agency="WHCCG", limit=1_000)
    assert _ids(west) == _named("nhs-west-hampshire-ccg", "nhs-hiow-icb")
    assert "NHS Southampton City Clinical Commissioning Group" not in west.meaning["agency"]


def test_agency_is_found_as_lead_and_as_asked(db: Path) -> None:
    assert _ids(store.search(db, "", agency="MoJ", limit=1_000)) == _named("ministry-of-justice")
    assert _ids(store.search(db, "", agency="Safe City Partnership", limit=1_000)) == _named(
        "safer-southampton-partnership"
    )


def test_chain_of_successors_from_the_gazetteer(tmp_path: Path) -> None:
    """PCT -> CCG -> ICB: asking for the middle finds both ends, though only the ends occur in rows."""
    data = dataset()
    before = dataclasses.replace(
        data.actions[0].lead_agencies[0],
        agency_id="pct",
        name="Southampton PCT",
        as_written="PCT",
        current_name="ICB of today",
    )
    after = dataclasses.replace(before, agency_id="icb", name="ICB of today", as_written="the ICB")
    rows = tuple(
        dataclasses.replace(a, lead_agencies=(r,), addressed_to=())
        for a, r in zip(data.actions, (before, after), strict=False)
    )
    entries = (
        AgencyEntry("pct", "Southampton PCT", "health", "commissioner", "ICB of today", (), ("ccg",)),
        AgencyEntry("ccg", "Southampton CCG", "health", "commissioner", "ICB of today", (), ("icb",)),
        AgencyEntry("icb", "ICB of today", "health", "commissioner", "ICB of today"),
    )
    path = tmp_path / "s.sqlite"
    write_store(
        dataclasses.replace(data, actions=rows, agencies=entries, findings=(), links=()), run_info(), path
    )
    middle = store.search(path, "", agency="Southampton CCG")
    assert middle.total == 2
    assert middle.meaning["agency"] == ("ICB of today", "Southampton PCT")


def test_known_agency_that_no_row_names_is_told_from_an_unknown_one(tmp_path: Path) -> None:
    data = dataset()
    entry = AgencyEntry("kent-police", "Kent Police", "police", "territorial force", "Kent Police")
    write_store(dataclasses.replace(data, agencies=(entry,)), run_info(), tmp_path / "s.sqlite")
    result = store.search(tmp_path / "s.sqlite", "", agency="Kent Police")
    assert result.total == 0
    assert result.notes == ("No row of this dataset names “Kent Police”, though it is a known agency.",)


@pytest.mark.parametrize(
    "theme", ["evidence_bwv", "Evidence and body-worn video", "body-worn video", "EVIDENCE-BWV"]
)
def test_theme_by_id_label_or_words(db: Path, theme: str) -> None:
    assert store.search(db, "", theme=theme).total == 6


def test_scope_status_area_year(db: Path) -> None:
    rows = dataset(nasty=True, unsafe=True).actions
    national = store.search(db, "", scope="National", limit=1_000)
    assert _ids(national) == {a.action_id for a in rows if "national" in a.scope}
    going = store.search(db, "", status="in progress", limit=1_000)
    assert _ids(going) == {a.action_id for a in rows if a.status == "in_progress"}
    area = store.search(db, "", area="test valley", limit=1_000)
    assert _ids(area) == {a.action_id for a in rows if a.area == "Test Valley Partnership"}
    year = store.search(db, "", area="New Forest", year=2022, limit=1_000)
    wanted = {
        a.action_id
        for a in rows
        if a.area == "New Forest" and a.target.dates and a.target.dates[0][:4] == "2022"
    }
    assert _ids(year) == wanted
    assert wanted
    together = store.search(
        db,
        "dash",
        agency="Hants Police",
        theme="training",
        scope="local",
        status="complete",
        area="Fareham",
        year="2021",
    )
    assert together.total == 1


def test_filter_that_nothing_answers_to_says_so_and_names_the_nearest(db: Path) -> None:
    result = store.search(db, "", agency="Hampshire Constabulry")
    assert result.total == 0
    assert "Near: Hampshire Constabulary" in result.notes[0]


@pytest.mark.parametrize(
    ("query", "filters", "said"),
    [
        ("zebra", {}, "No row holds “zebra”."),
        ("strangulatoin", {}, "No row holds “strangulatoin”. Near: strangulation."),
        ("the", {"year": "1066"}, "would match without the filters."),
        ("the -the", {}, "would match without the words left out."),
    ],
)
def test_a_search_that_finds_nothing_says_why(
    db: Path, query: str, filters: dict[str, str], said: str
) -> None:
    result = store.search(db, query, **filters)  # type: ignore[arg-type]
    assert result.total == 0
    assert result.notes[-1].endswith(said)


def test_words_that_are_never_together_are_counted_apart(db: Path) -> None:
    rows = {word: _ids(store.search(db, word, limit=1000)) for word in ("strangulation", "training", "bail")}
    apart = [(a, b) for a in rows for b in rows if rows[a] and rows[b] and not rows[a] & rows[b]]
    assert apart, rows
    first, second = apart[0]
    note = store.search(db, f"{first} {second}").notes[-1]
    assert note.startswith("No row holds all of them together.")
    assert f"“{first}” {len(rows[first])}, “{second}” {len(rows[second])}" in note


def test_query_without_a_word_says_so(db: Path) -> None:
    assert store.search(db, "?!").notes == ("There is no word in the query to look for.",)


def test_total_counts_what_limit_hides(db: Path) -> None:
    result = store.search(db, "the", limit=3)
    assert len(result.hits) == 3
    assert result.total > 40
    assert store.search(db, "the", limit=0).total == result.total


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2021", (2021,)), ("2021-03", (2021,)), ("2021-03-09", (2021,)), ("2022-Q3", (2022,)), ("2022/23", (2022, 2023)), ("2022/23-Q3", (2022,)), ("2022/23-Q4", (2023,)), ("soon", ())],
)  # fmt: skip
def test_years(date: str, expected: tuple[int, ...]) -> None:
    assert years(date) == expected


def test_fold() -> None:
    assert fold("The Hampshire & Isle-of-Wight  Constabulary") == "hampshire and isle of wight constabulary"
    assert fold("St. Ann’s") == fold("St Anns")
    assert fold("Siân") == "sian"
    assert fold("The") == "the"
