"""The tables beside this file, read as tests: cells in, readings out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from normalise.agencies import Context, addressed_to
from normalise.dates import read_completion, read_target
from normalise.scope import read_scope
from normalise.status import Cells, read_status
from normalise.status.model import Beside

HERE = Path(__file__).parent


def table(name: str) -> Iterator[list[str]]:
    lines = [
        line
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    width = len(lines[0].split("|"))
    for line in lines[1:]:
        row = [c.strip().replace("~", "\n") for c in line.split("|")]
        assert len(row) == width, f"{name}: {line}"
        yield row


def cell(text: str) -> str | None:
    return "" if text == '""' else text or None


@pytest.mark.parametrize("row", list(table("dates_target.txt")), ids=lambda r: r[0])
def test_target_cells(row: list[str]) -> None:
    text, kind, dates, findings = row
    base = 2019
    if text.startswith("["):
        base, text = int(text[1:5]), text[6:].strip()
    read = read_target(text, base=base)
    assert (read.when.kind, " ".join(read.when.dates), " ".join(read.findings)) == (kind, dates, findings)


@pytest.mark.parametrize("row", list(table("dates_completion.txt")), ids=lambda r: r[0])
def test_completion_cells(row: list[str]) -> None:
    text, dates, outcome = row
    read = read_completion(text, base=2019)
    assert (" ".join(read.dates), read.outcome) == (dates, outcome)


@pytest.mark.parametrize("row", list(table("completion_outside.txt")), ids=lambda r: r[0])
def test_completion_cells_of_an_outsider(row: list[str]) -> None:
    text, dates, status, basis, findings = row
    read = read_completion(text, base=2024)
    found = read_status(Cells(completion=text, milestones="", done_dates=read.done, planned=read.planned))
    assert (" ".join(read.dates), " ".join(read.findings)) == (dates, findings)
    assert (found.status, found.basis) == (status, basis)


@pytest.mark.parametrize("row", list(table("status_weighed.txt")), ids="/".join)
def test_status_where_places_disagree(row: list[str]) -> None:
    cells, (status, basis, findings) = [cell(c) for c in row[:5]], row[5:]
    completion = read_completion(cells[2], base=2019)
    found = read_status(
        Cells(
            *cells[:4],
            done_dates=completion.done,
            planned=completion.planned,
            target=read_target(cells[4], base=2019).when.kind,
        )
    )
    assert (found.status, found.basis, " ".join(found.findings)) == (status, basis, findings)


@pytest.mark.parametrize("row", list(table("status.txt")), ids=lambda r: "/".join(r[:4]))
def test_status(row: list[str]) -> None:
    stated, colour, completion, milestones, status, basis = row
    read = read_completion(cell(completion), base=2019)
    found = read_status(
        Cells(
            cell(stated),
            colour or None,
            cell(completion),
            cell(milestones),
            done_dates=read.done,
            planned=read.planned,
        )
    )
    assert (found.status, found.basis) == (status, basis)


@pytest.mark.parametrize("row", list(table("status_outside.txt")), ids=lambda r: "/".join(r[:7]))
def test_rows_of_an_outsider(row: list[str]) -> None:
    cells, (status, basis, findings) = [cell(c) for c in row[:7]], row[7:]
    completion = read_completion(cells[2], base=2024)
    comments, ratings = [(c,) if c else () for c in cells[4:6]]
    found = read_status(
        Cells(
            *cells[:4],
            done_dates=completion.done,
            planned=completion.planned,
            target=read_target(cells[6], base=2024).when.kind,
            beside=Beside(comments, ratings),
        )
    )
    assert (found.status, found.basis, " ".join(found.findings)) == (status, basis, findings)


@pytest.mark.parametrize("row", list(table("progress_cells.txt")), ids=lambda r: r[0])
def test_updates_in_free_words(row: list[str]) -> None:
    text, accepted = row
    assert read_status(Cells(milestones=text, completion="")).status in accepted.split(",")


@pytest.mark.parametrize("row", list(table("scope.txt")), ids=lambda r: "/".join(r[:5]))
def test_scope(row: list[str]) -> None:
    stated, area, heading, recommendation, action, scope, basis = row
    found = read_scope(
        stated or None,
        area=area,
        group_label=heading or None,
        recommendation=recommendation,
        action=action or None,
        addressed=addressed_to(recommendation, action, (), Context(area, "2019", (), heading or None)),
    )
    assert (" ".join(found.levels), found.basis) == (scope, basis)
