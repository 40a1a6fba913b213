"""The coded recommendations of the development plans, read and scored as score_tags.py does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from normalise.agencies import Context, addressed_to, resolve
from normalise.model import AgencyReading

LABELS = Path(__file__).parents[3] / "shared" / "labels" / "dev.jsonl"


def squash(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def best_counts(readings: tuple[AgencyReading, ...], accepted: list[list[str]]) -> tuple[int, int, int]:
    outcomes = []
    for gold in accepted:
        left, hits = [squash(g) for g in gold], 0
        for reading in readings:
            match = next((g for g in left if g in {squash(reading.name), squash(reading.current_name)}), None)
            if match is not None:
                left.remove(match)
                hits += 1
        outcomes.append((hits, len(readings) - hits, len(left)))
    return max(outcomes, key=lambda c: 2 * c[0] - c[1] - c[2])


@pytest.mark.skipif(not LABELS.exists(), reason="the coded recommendations are not beside this checkout")
@pytest.mark.parametrize(("key", "bar"), [("lead_agencies", 0.97), ("addressed_to", 0.90)])
def test_f1_on_the_development_plans(key: str, bar: float) -> None:
    totals = [0, 0, 0]
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        year = re.search(r"(19|20)\d\d|\d\d$", item["plan_date"] or "")
        date = (year[0] if len(year[0]) == 4 else "20" + year[0]) if year else None
        context = Context(item["area"], date, (), item["group_label"])
        leads, _ = resolve(item["lead_agency_stated"] or "", context)
        readings = (
            leads
            if key == "lead_agencies"
            else addressed_to(item["recommendation"], item["action"], leads, context)
        )
        totals = [a + b for a, b in zip(totals, best_counts(readings, item["label"][key]), strict=True)]
    hits, wrong, missed = totals
    assert 2 * hits / (2 * hits + wrong + missed) >= bar
