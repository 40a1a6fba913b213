"""Lead cells and sentences in text tables (lead_cells.txt, addressed.txt) that a domain expert can read and add to."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalise.agencies import Context, addressed_to, resolve
from normalise.model import AgencyReading

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [
        [p.strip() for p in (line + " ").split(" | ", 3)] if line.count(" | ") == 3 else _three(line)
        for line in lines
        if line and not line.startswith("#")
    ]


def _three(line: str) -> list[str]:
    return [*(p.strip() for p in line.removesuffix("|").split(" | ", 2)), ""]


def fits(reading: AgencyReading, expected: str) -> bool:
    names = {reading.name, reading.name.removeprefix("The ")}
    return any(
        reading.current_name == wanted[1:] if wanted.startswith("~") else wanted in names
        for wanted in expected.split(" or ")
    )


@pytest.mark.parametrize(("area", "year", "cell", "expected"), rows("lead_cells.txt"))
def test_a_lead_cell_means_these_bodies(area: str, year: str, cell: str, expected: str) -> None:
    readings, _ = resolve(cell.replace("\\n", "\n"), Context(area, year))
    wanted = expected.split(" ; ")
    assert [r.name for r in readings] == [r.name for r in readings if r.name]
    assert len(readings) == len(wanted)
    assert all(fits(r, w) for r, w in zip(readings, wanted, strict=True))


@pytest.mark.parametrize(("area", "lead", "text", "expected"), rows("addressed.txt"))
def test_a_sentence_asks_these_bodies(area: str, lead: str, text: str, expected: str) -> None:
    context = Context(area, "2019")
    asked = addressed_to(text, None, resolve(lead, context)[0], context)
    wanted = expected.split(" ; ") if expected else []
    assert [r.name for r in asked] == [r.name for r, w in zip(asked, wanted, strict=True) if fits(r, w)]
