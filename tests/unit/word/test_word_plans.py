"""The development plans in Word (fictional), cell by cell against their truth."""

import json
import re
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[4] / "shared" / "plans" / "dev"
FIELDS = {
    "d02_telford_maryam_action_plan.docx": (1, 0, [["recommendation_no", "recommendation"], "scope", "action", "lead_agency", "milestones", "target_date", "completion"]),
    "d12_lewisham_blessing_plan.docx": (2, 0, [["recommendation_no", "recommendation"], "scope", "action", "lead_agency", "milestones", "target_date", "completion"]),
    "d16_leeds_daniel.docx": (1, 1, ["recommendation_no", "recommendation", "scope", "action", "lead_agency", "milestones", "target_date", "completion"]),
}  # fmt: skip


def plain(text):
    for fancy, simple in (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
        text = text.replace(fancy, simple)
    return " ".join(text.split())


@pytest.mark.skipif(not PLANS.is_dir(), reason="the development plans are not part of a clone")
@pytest.mark.parametrize("name", FIELDS)
def test_every_cell_is_that_of_the_truth(word, name):
    headers, number, fields = FIELDS[name]
    truth = json.loads((PLANS / "truth" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    table = word.open(PLANS / name).tables[number]
    rows = table.rows[headers:]
    assert (table.header_rows, len(rows)) == (headers, len(truth))
    above = [""] * len(fields)
    for row, wanted in zip(rows, truth, strict=True):
        above = [above[i] if cell.text is None else cell.text for i, cell in enumerate(row)]
        for text, field in zip(above, fields, strict=True):
            accepted = _accepted(wanted, field)
            assert re.sub(r"^(Recommendation \d+): ", r"\1 ", plain(text)) in accepted


def _accepted(wanted, field):
    if isinstance(field, list):
        return [plain(" ".join(wanted[name] for name in field))]
    return [plain(text) for text in (wanted[field], *wanted.get("alt", {}).get(field, ()))]
