"""Every file of the contract: same rows everywhere, same bytes every time, exact text where it is promised."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
import random
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import publish
from normalise.codec import action_from_dict, action_to_dict
from publish import flat
from publish.clean import csv_text, tidy
from publish.model import Dataset
from publish.schema import joined, table
from publish.write import in_order
from tests.unit.publish_data import dataset, run_info


def _written(folder: Path, data: Dataset, started: str = "2026-01-02T03:04:05Z") -> Path:
    folder.mkdir()
    publish.write_all(data, run_info(started), folder)
    return folder


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("publish") / "out", dataset(nasty=True, unsafe=True))


def _expected() -> Dataset:
    return in_order(tidy(dataset(nasty=True, unsafe=True)))


def test_exactly_the_files_of_the_contract_are_written(nasty: Path) -> None:
    assert sorted(path.name for path in nasty.iterdir()) == sorted(publish.files())


def test_same_dataset_gives_the_same_bytes_in_whatever_order_it_arrives(tmp_path: Path) -> None:
    data = dataset(nasty=True)
    shuffled = list(data.actions)
    random.Random(7).shuffle(shuffled)
    slower = tuple(dataclasses.replace(o, seconds=o.seconds + 3) for o in reversed(data.outcomes))
    other = dataclasses.replace(data, actions=tuple(shuffled), outcomes=slower, findings=data.findings[::-1])
    first = _written(tmp_path / "first", data)
    second = _written(tmp_path / "second", other, started="2027-07-07T07:07:07Z")
    differ = {name for name in publish.files() if (first / name).read_bytes() != (second / name).read_bytes()}
    assert differ == {"run.json", "documents.csv"}


def test_times_of_day_stand_in_run_json_only(nasty: Path) -> None:
    times = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d")
    found = {p.name for p in nasty.iterdir() if p.suffix != ".xlsx" and times.search(p.read_bytes())}
    assert found == {"run.json"}


def test_jsonl_is_the_rows_exactly(nasty: Path) -> None:
    text = (nasty / "actions.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    assert records == [json.loads(json.dumps(action_to_dict(a))) for a in _expected().actions]
    assert [action_from_dict(record).action_id for record in records] == [
        a.action_id for a in _expected().actions
    ]
    assert "\\u" not in text.replace("\\\\u", "")  # letters as letters


def test_evidence_spans_hold_in_what_is_written(nasty: Path) -> None:
    spans = 0
    for line in (nasty / "actions.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for tag in record["themes"]:
            for e in tag["evidence"]:
                assert record[e["field"]][e["start"] : e["end"]] == e["text"]
                spans += 1
    assert spans > 50


def test_csv_reads_back_to_the_same_text(nasty: Path) -> None:
    with (nasty / "actions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, expected in zip(rows, flat.actions(_expected()), strict=True):
        for name, value in expected.items():
            if isinstance(value, str):
                assert csv_text(row[name]) == value
            elif isinstance(value, tuple):
                assert csv_text(row[name]) == joined(value)
            elif value is None:
                assert row[name] == ""
            elif isinstance(value, bool):
                assert row[name] == str(value).lower()
            else:
                assert float(row[name]) == value


@pytest.mark.parametrize("name", ["actions.csv", "documents.csv", "findings.csv"])
def test_csv_is_for_excel_too_and_holds_no_live_formula(nasty: Path, name: str) -> None:
    raw = (nasty / name).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    with (nasty / name).open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if re.match(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]", cell)]


def test_parquet_has_types_lists_and_exact_text(nasty: Path) -> None:
    read = pq.read_table(nasty / "actions.parquet")
    assert [
        str(field.type) for field in read.schema if field.name in ("scope", "row_no", "needs_review")
    ] == [
        "int64",
        "list<element: string>",
        "bool",
    ]
    expected = [
        {k: list(v) if isinstance(v, tuple) else v for k, v in row.items()}
        for row in flat.actions(_expected())
    ]
    assert read.to_pylist() == expected
    described = read.schema.field("status").metadata[b"description"].decode()
    assert described == table("actions").column("status").description


def test_files_in_are_rows_out(nasty: Path) -> None:
    with (nasty / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == sorted(o.path for o in dataset().outcomes)
    for row in rows:
        if row["cells_in"]:
            parts = [int(row[name]) for name in ("cells_placed", "cells_ignored", "cells_reported")]
            assert int(row["cells_in"]) == sum(parts)


def test_two_rows_with_one_id_are_refused(tmp_path: Path) -> None:
    data = dataset()
    twice = dataclasses.replace(data, actions=(*data.actions, data.actions[0]))
    with pytest.raises(ValueError, match="borne by more than one row"):
        publish.write_all(twice, run_info(), tmp_path)


def test_empty_dataset_is_written_too(tmp_path: Path) -> None:
    out = _written(tmp_path / "out", Dataset((), (), (), ()))
    assert (out / "actions.jsonl").read_bytes() == b""
    assert pq.read_table(out / "actions.parquet").num_rows == 0


def test_package_describes_every_column_and_fingerprints_every_file(nasty: Path) -> None:
    package = json.loads((nasty / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(resources) == set(publish.files()) - {"datapackage.json", "run.json"}
    for path, resource in resources.items():
        if path == "documents.csv":
            assert "hash" not in resource  # its column seconds differs from run to run
            continue
        digest = hashlib.sha256((nasty / path).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
        assert resource["bytes"] == (nasty / path).stat().st_size
    names = [field["name"] for field in resources["actions.csv"]["schema"]["fields"]]
    assert names == list(table("actions").names)


def test_package_is_valid_for_frictionless(nasty: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = frictionless.Package(str(nasty / "datapackage.json"))
    for resource in list(package.resources):
        if not isinstance(resource, frictionless.resources.TableResource) or resource.format != "csv":
            package.remove_resource(resource.name)
    report = package.validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    assert [task.stats["rows"] for task in report.tasks] == [96, 10, len(_expected().findings)]


def test_every_value_set_of_the_schema_holds(nasty: Path) -> None:
    for row in flat.actions(_expected()):
        for column in table("actions").columns:
            value = row[column.name]
            if column.required:
                assert value is not None, column.name
            if column.values and value is not None:
                assert set(value if isinstance(value, tuple) else (value,)) <= set(column.values), column.name
