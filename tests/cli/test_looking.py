"""search, explain and inspect over one small dataset."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dhr.cli import invoke
from normalise.agencies import Gazetteer

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "samples" / "southampton_ana_action_plan.pdf"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    place = tmp_path_factory.mktemp("looking")
    assert invoke(["run", str(PLAN), "-o", str(place / "output")]) == 0
    return place / "output"


@pytest.fixture
def ask(output, capsys):
    """Run a verb on the dataset: (exit code, stdout)."""

    def run(*arguments):
        code = invoke([arguments[0], "-o", str(output), *arguments[1:]])
        return code, capsys.readouterr().out

    return run


def test_search_finds_words_and_says_how_many(ask):
    code, shown = ask("search", "bail", "hearings")
    assert code == 0
    assert shown.startswith("1 row found.")
    assert "Recommendation 4" in shown and "Ministry of Justice" in shown


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', "'", '"open', "a AND", "NOT", "OR OR", "NEAR(", "a*b", "*", "^", "col:x", "-", "--", "); DROP TABLE actions; --",
     "\x00", "\ud800", "é" * 5000, "x " * 5000, "{", "\\", "%", "_", "’", "🙂", "\u202e"],
)  # fmt: skip
def test_any_text_is_a_safe_query(ask, query):
    code, shown = ask("search", "--", query)
    assert code == 0
    assert "found" in shown


@pytest.mark.parametrize("without", [["-bail"], ['-"bail hearings"'], ["NOT", "bail"]])
def test_a_minus_before_a_word_leaves_rows_out(ask, without):
    """-bail is not the options -b, -a ...; -outcomes is not -o utcomes."""
    every = json.loads(ask("search", "--json")[1])["total"]
    code, shown = ask("search", "--json", *without)
    assert code == 0
    assert 0 < json.loads(shown)["total"] < every


def test_an_output_without_a_name_is_wrong_use():
    assert invoke(["run", str(PLAN), "-o", ""]) == 2


@pytest.mark.parametrize("option", ["--agency", "--theme", "--scope", "--status", "--area", "--year"])
def test_any_text_is_a_safe_filter(ask, option):
    """Filters that know but a few values refuse others in a sentence; the rest find nothing."""
    closed = option in ("--scope", "--status", "--year")
    for text in ("", "'; --", "%", "\x00", "nobody at all"):
        code, shown = ask("search", option, text)
        assert code == (2 if closed else 0)
        assert "Traceback" not in shown


def test_filters_narrow(ask):
    everything = json.loads(ask("search", "--json")[1])
    national = json.loads(ask("search", "--scope", "national", "--json")[1])
    assert everything["total"] == 4
    assert [hit["recommendation_no"] for hit in national["hits"]] == ["Recommendation 4"]


def test_explain_walks_from_the_value_to_the_page(ask):
    found = json.loads(ask("search", "frontline", "--json")[1])["hits"][0]["action_id"]
    code, shown = ask("explain", found[:8])
    assert code == 0
    assert f"Row {found}" in shown
    assert "<- page 1, table 1, row 3, column 1" in shown
    assert "<- page 2, table 2, row 2, column 1" in shown
    assert "joined over the page break" in shown
    assert "<- rule kind.ongoing" in shown
    assert '<- target_date_stated: "Ongoing, rolling programme"' in shown


def test_explain_as_json_is_the_row_of_the_dataset(ask, output):
    rows = [json.loads(line) for line in (output / "actions.jsonl").read_text(encoding="utf-8").splitlines()]
    shown = json.loads(ask("explain", rows[0]["action_id"], "--json")[1])
    assert {key: shown[key] for key in rows[0]} == rows[0]


@pytest.mark.parametrize("beginning", ["", "zzz", "\x00", "'"])
def test_explain_of_no_row_or_of_several_is_wrong_use(ask, beginning):
    assert ask("explain", beginning)[0] == 2


def test_names_are_masked_unless_they_are_to_be_kept(output, tmp_path):
    assert "Kerry Owens" not in (output / "actions.jsonl").read_text(encoding="utf-8")
    assert invoke(["run", str(PLAN), "-o", str(tmp_path / "kept"), "--keep-names"]) == 0
    assert "Kerry Owens" in (tmp_path / "kept" / "actions.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stage", "words"), [("tables", "Page 2"), ("plan", "Cells: "), ("actions", "<- rule")]
)
def test_inspect_shows_each_stage(capsys, stage, words):
    assert invoke(["inspect", str(PLAN), "--stage", stage]) == 0
    assert words in capsys.readouterr().out
    assert invoke(["inspect", str(PLAN), "--stage", stage, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["media_type"] == "application/pdf"


def test_inspect_draws_the_tables_it_found(tmp_path):
    from PIL import Image

    picture = tmp_path / "page.png"
    assert invoke(["inspect", str(PLAN), "--image", str(picture)]) == 0
    colours = {colour for _, colour in Image.open(picture).getcolors(1 << 24)}
    assert {(0xD4, 0x35, 0x1C), (0x1D, 0x70, 0xB8)} <= colours
    assert invoke(["inspect", str(PLAN), "--image", str(picture), "--page", "99"]) == 3


def test_inspect_of_a_file_that_cannot_be_read_says_why(tmp_path, capsys):
    shutil.copy(ROOT / "README.md", tmp_path / "plan.pdf")
    assert invoke(["inspect", str(tmp_path / "plan.pdf")]) == 3
    assert "[TYPE_MISMATCH]" in capsys.readouterr().err


def test_the_rules_mirror(output, capsys):
    assert invoke(["rules", "unused", "--json", "-o", str(output)]) == 0
    assert json.loads(capsys.readouterr().out)["kind.ongoing"] >= 1
    assert invoke(["rules", "unmatched", "--json", "-o", str(output)]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_a_body_named_by_its_kind_is_found_under_every_way_to_write_it(ask):
    """The plan prints "CSP" and the like; other names of the same kind find the same rows."""
    hits = [
        json.loads(ask("explain", hit["action_id"], "--json")[1])
        for hit in json.loads(ask("search", "--json")[1])["hits"]
    ]
    bodies = Gazetteer.load().bodies
    kinds = {
        reading["agency_id"].partition("@")[0]
        for row in hits
        for reading in (*row["lead_agencies"], *row["addressed_to"])
    } & set(bodies)
    assert kinds
    for kind in kinds:
        for alias in bodies[kind].aliases:
            assert json.loads(ask("search", "--agency", alias, "--json")[1])["total"] > 0, alias
