"""Read the coded recommendations as if they came from plans, and score the readings.

    python bench/score_labels.py [--labels FILE] [--scorer FILE] [--out actions.jsonl] [--errors N] [--by-plan] [--show scope,target_kind,...]

Builds one Plan for each review of the label file (its items carry the raw fields), reads it with normalise_plan, writes
actions.jsonl and scores it with the labels' own scorer. --by-plan scores each review by itself, which shows whether a
figure rests on one plan. --show prints the rows whose reading of a field differs from the code.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise import normalise_plan
from normalise.codec import action_to_dict
from normalise.rulebook import Rulebook

LABELS = Path(__file__).resolve().parent.parent.parent / "shared" / "labels"
RAW = {
    "recommendation_no": "recommendation_no",
    "recommendation": "recommendation",
    "scope": "scope_stated",
    "action": "action",
    "lead_agency": "lead_agency_stated",
    "milestones": "milestones",
    "target_date": "target_date_stated",
    "completion": "completion_stated",
    "status": "status_stated",
}
Item = dict[str, Any]


def plans(items: Iterable[Item]) -> list[Plan]:
    """Group label items by review and make a Plan of each."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item["area"], item["plan_date"]), []).append(item)
    return [_plan(f"{area} {date}", group) for (area, date), group in groups.items()]


def _plan(name: str, items: list[Item]) -> Plan:
    meta = {k: items[0][k] for k in ("area", "plan_date", "updated_date") if items[0].get(k)}
    rows = tuple(_row(i, item) for i, item in enumerate(items, 1))
    return Plan(SourceFile(name, f"labels:{name}", 0, "labels"), rows, meta)


def _row(number: int, item: Item) -> PlanRow:
    fields = {field: RawField(item[key]) for field, key in RAW.items() if item.get(key) is not None}
    group = RawField(item["group_label"]) if item.get("group_label") else None
    return PlanRow(1, number, None, None, fields, group_label=group)


def read(items: Iterable[Item], rulebook: Rulebook) -> list[Item]:
    """Return the items as lines of actions.jsonl."""
    return [action_to_dict(a) for plan in plans(items) for a in normalise_plan(plan, rulebook)[0]]


def load_scorer(path: Path) -> ModuleType:
    """Import the scorer that lies beside the labels."""
    spec = importlib.util.spec_from_file_location("score_tags", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=Path, default=LABELS / "dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=LABELS / "score_tags.py")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--by-plan", action="store_true")
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    items = [
        json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    started = time.process_time()
    rulebook = Rulebook.load()
    loaded = time.process_time()
    rows = read(items, rulebook)
    finished = time.process_time()
    if options.out:
        options.out.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
        )
    scorer = load_scorer(options.scorer)
    for field in filter(None, options.show.split(",")):
        show(field, items, rows, scorer)
    report("all", scorer.score(rows, items, options.errors))
    if options.by_plan:
        for plan in plans(items):
            group = [i for i in items if f"labels:{i['area']} {i['plan_date']}" == plan.source.sha256]
            report(plan.source.path, scorer.score(rows, group))
    print(
        f"load {loaded - started:.2f} s, {len(rows) / max(finished - loaded, 1e-9):.0f} rows a second (CPU)"
    )


def report(name: str, result: dict[str, Any]) -> None:
    figures = {k: v for k, v in result.items() if isinstance(v, float)}
    print(f"{name}: {result['items']} items, {result.get('unmatched', 0)} unmatched")
    print("  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))


def show(field: str, items: list[Item], rows: list[Item], scorer: ModuleType) -> None:
    """Print the rows whose reading of a field is not what was coded."""
    texts = [(r, scorer.squash(r["recommendation"]) + " | " + scorer.squash(r["action"])) for r in rows]
    for item in items:
        row, gold = scorer.find(item, texts), item["label"]
        read_as = {
            "scope": (sorted(row["scope"]), gold["scope"], row["scope_rule"]),
            "target_kind": (row["target"]["kind"], [gold["target"]["kind"]], row["target"]["rule"]),
            "target_dates": (
                sorted(row["target"]["dates"]),
                [sorted(gold["target"]["dates"])],
                row["target"]["rule"],
            ),
            "completion_dates": (
                sorted(row["completion_dates"]),
                [sorted(d) for d in gold["completion_dates"]],
                "",
            ),
            "status": (row["status"], gold["status"], row["status_rule"]),
            "status_basis": (row["status_basis"], [gold["status_basis"]], row["status_rule"]),
            "scope_basis": (row["scope_basis"], [gold["scope_basis"]], row["scope_rule"]),
        }[field]
        if read_as[0] not in read_as[1]:
            print(item["id"], field, "read", read_as[0], "by", read_as[2], "coded", read_as[1])
            for key in RAW.values():
                if item.get(key):
                    print("     ", key, repr(item[key][:300]))


if __name__ == "__main__":
    main()
