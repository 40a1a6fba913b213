"""Every sample through the whole command: against what its source says, and against the reviewed golden files.

A missing golden file is written and the test fails: read it before you commit it. To renew one, delete it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bench.samples.writers.source import Source, load, truth
from bench.score_labels import RAW

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"
SOURCES = {
    path.stem: load(path)
    for path in sorted((HERE.parents[1] / "bench" / "samples" / "sources").glob("*.toml"))
}
FILES = {f"{s.file}.{output.partition('-')[0]}": s for s in SOURCES.values() for output in s.outputs}
STATED = RAW | {"group_label": "group_label", "status_colour": "status_colour"}
LEFT_OUT = {"provenance", "source_sha256", "action_id", "plan_id", "confidence", "themes"}
"""Not in the golden files: they change with every byte of a sample or say where things stand to a tenth of a point;
themes have coded texts of their own (tests/rules)."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    output = tmp_path_factory.mktemp("output")
    command = [
        sys.executable,
        "-m",
        "dhr",
        "run",
        *[str(SAMPLES / name) for name in FILES],
        "-o",
        str(output),
    ]
    done = subprocess.run([*command, "--keep-names"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[Row]] = defaultdict(list)
    for line in (output / "actions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["source_file"]].append(row)
    return found


def squeezed(text: str | None) -> str | None:
    """White space is not compared, and "9 th" is "9th": the reader sets superscripts inline."""
    return None if text is None else re.sub(r"(?<=\d) (?=(?:st|nd|rd|th)\b)", "", " ".join(text.split()))


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_what_the_source_says(name: str, rows: dict[str, list[Row]]) -> None:
    source: Source = FILES[name]
    wanted = [{key: squeezed(row.get(key)) for key in STATED} for row in truth(source)]
    found = [{key: squeezed(row[column]) for key, column in STATED.items()} for row in rows[name]]
    for row in wanted:
        row["recommendation_no"] = row["recommendation_no"] and row["recommendation_no"].rstrip(":")
    assert found == wanted


@pytest.mark.parametrize("name", [n for n, s in FILES.items() if s.rows])
def test_the_title_data_is_what_the_source_says(name: str, rows: dict[str, list[Row]]) -> None:
    source = FILES[name]
    for key, value in source.meta.items():
        if key == "title" and source.options.get("layout") == "report":
            value = source.options["appendix"]
        assert rows[name][0][key] == value, key


def test_the_published_plan_reads_the_same_from_word_and_pdf(rows: dict[str, list[Row]]) -> None:
    word, pdf = (rows[f"southampton_ana_action_plan.{kind}"] for kind in ("docx", "pdf"))
    assert len(word) == len(pdf) == 4
    apart = LEFT_OUT | {"source_file", "page_start", "page_end", "joins"}
    for a, b in zip(word, pdf, strict=True):
        assert {k: v for k, v in a.items() if k not in apart} == {
            k: v for k, v in b.items() if k not in apart
        }


@pytest.mark.parametrize("name", [n for n, s in FILES.items() if s.rows])
def test_the_golden_file(name: str, rows: dict[str, list[Row]]) -> None:
    golden = HERE / f"{name}.json"
    found = [{key: value for key, value in row.items() if key not in LEFT_OUT} for row in rows[name]]
    if not golden.is_file():
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: read it, then commit it")
    assert found == json.loads(golden.read_text(encoding="utf-8"))
