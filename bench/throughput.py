"""How many rows a second the normalise room reads, on one core, warm; and what starting it costs.

    python -m bench.throughput [--rows N] [--labels FILE] [--profile]

Rows are made by recombining the sentences of coded recommendations, so that no two have the same recommendation or
action; short cells ("Complete", "March 2020") repeat as they do in plans. Half of the rows warm the process up, the
other half is measured. CPU seconds, so a busy machine matters little; "rest" is what is left of all.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.score_labels import LABELS, RAW, Item
from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise.agencies import Context, addressed_to, resolve
from normalise.compose import normalise_plan
from normalise.rulebook import Rulebook
from normalise.sentences import sentences

_PLAN_ROWS = 25
_START = """
import time; began = time.process_time()
from normalise.compose import normalise_plan
from normalise.rulebook import Rulebook
imported = time.process_time(); Rulebook.load(); loaded = time.process_time()
print(imported - began, loaded - imported)
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the room and the CPU seconds that it took for the measured rows."""

    name: str
    seconds: float


def plans(items: Sequence[Item], rows: int) -> list[Plan]:
    """Return plans of distinct rows: no recommendation and no action occurs twice."""
    chance = random.Random(7)
    pools = {
        key: sorted({s for item in items for s in sentences(item.get(key) or "")})
        for key in ("recommendation", "action")
    }
    made: list[PlanRow] = []
    seen: set[str] = set()
    while len(made) < rows:
        cells = {field: chance.choice(items).get(key) or "" for field, key in RAW.items()}
        for key, pool in pools.items():
            cells[key] = " ".join(f"{s.rstrip('.')}." for s in chance.sample(pool, chance.choice((1, 2, 2))))
        if cells["recommendation"] not in seen and cells["action"] not in seen:
            seen |= {cells["recommendation"], cells["action"]}
            number = len(made) % _PLAN_ROWS + 1
            made.append(PlanRow(1, number, 1, 1, {f: RawField(text) for f, text in cells.items()}))
    return [
        Plan(
            SourceFile(f"{i}.pdf", f"throughput:{i}", 0, "application/pdf"),
            tuple(made[i : i + _PLAN_ROWS]),
            {"area": chance.choice(items)["area"], "plan_date": chance.choice(items)["plan_date"]},
        )
        for i in range(0, rows, _PLAN_ROWS)
    ]


def measure(read: Callable[[Plan], object], warm: Sequence[Plan], measured: Sequence[Plan]) -> float:
    """Return the CPU seconds that reading the measured plans takes once the others have been read."""
    for plan in warm:
        read(plan)
    began = time.process_time()
    for plan in measured:
        read(plan)
    return time.process_time() - began


def parts(warm: Sequence[Plan], measured: Sequence[Plan], rulebook: Rulebook) -> list[Part]:
    """Return what each part of the room takes; the last one is all of it."""

    def text(row: PlanRow, field: str) -> str:
        return row.fields[field].text

    def themes(plan: Plan) -> None:
        rulebook.tagger.tag_rows([(text(row, "recommendation"), text(row, "action")) for row in plan.rows])

    def agencies(plan: Plan) -> None:
        context = Context(plan.meta["area"], "2020", (), None)
        for row in plan.rows:
            leads, _ = resolve(text(row, "lead_agency"), context)
            addressed_to(text(row, "recommendation"), text(row, "action"), leads, context)

    everything = measure(lambda plan: normalise_plan(plan, rulebook), warm, measured)
    found = [
        Part("themes", measure(themes, warm, measured)),
        Part("agencies", measure(agencies, warm, measured)),
    ]
    return [*found, Part("rest", everything - sum(p.seconds for p in found)), Part("all", everything)]


def start_up() -> tuple[float, float]:
    """Return the CPU seconds of importing the room and of loading its rules, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    imported, loaded = map(float, done.stdout.split())
    return imported, loaded


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=4000, help="half of them warm the process up")
    parser.add_argument("--labels", type=Path, default=LABELS / "dev.jsonl")
    parser.add_argument("--profile", action="store_true", help="print where the time of all goes")
    options = parser.parse_args()
    if not options.labels.exists():
        sys.exit(f"There are no coded recommendations at {options.labels}; name a file with --labels.")
    items = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    made = plans(items, options.rows)
    half = len(made) // 2
    warm, measured = made[:half], made[half:]
    rows = sum(len(plan.rows) for plan in measured)
    rulebook = Rulebook.load()
    if options.profile:
        measure(lambda plan: normalise_plan(plan, rulebook), warm, [])
        profile = cProfile.Profile()
        profile.runcall(measure, lambda plan: normalise_plan(plan, rulebook), [], measured)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return
    print(f"{rows} rows after {rows} to warm up, CPU seconds")
    for part in parts(warm, measured, rulebook):
        each = part.seconds / rows
        print(
            f"  {part.name:10} {part.seconds:6.2f} s  {each * 1000:6.3f} ms a row  {1 / each:8.0f} rows a second"
        )
    imported, loaded = start_up()
    print(f"start-up {imported + loaded:.2f} s (imports {imported:.2f} s, rules {loaded:.2f} s)")


if __name__ == "__main__":
    main()
