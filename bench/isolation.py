"""What reading in a worker costs, paired: the same documents in this process and through the guard, in turn.

usage: python -m bench.isolation [ROUNDS] [--folders FOLDER...]

Processor time of everything: this process, the worker server and its workers. The median over the rounds counts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import sys
from pathlib import Path
from typing import Any

from dhr import worker
from dhr.guard import Guard
from dhr.reply import Limits, answer

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "samples", ROOT.parent / "shared" / "plans" / "dev")


def job_of(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {
        "task": "read",
        "path": str(path.resolve()),
        "name": path.name,
        "sha256": digest,
        "size": len(content),
    }


def own_cpu() -> float:
    used = os.times()
    return used.user + used.system


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rounds", type=int, nargs="?", default=7)
    parser.add_argument("--folders", type=Path, nargs="+", default=FOLDERS)
    options = parser.parse_args()
    paths = [
        p for folder in options.folders for p in sorted(folder.glob("*")) if p.suffix in (".pdf", ".docx")
    ]
    limits = Limits()
    worker.warm()
    inside: dict[str, list[float]] = {}
    outside: dict[str, list[float]] = {}
    pages: dict[str, int] = {}
    peak = 0
    with Guard("dhr.worker", limits) as guard:
        for _ in range(options.rounds):
            for path in paths:
                job = job_of(path)
                before = own_cpu()
                answer(worker.work, job, limits)
                inside.setdefault(path.name, []).append(own_cpu() - before)
                before = own_cpu()
                reply = guard.run(job)
                outside.setdefault(path.name, []).append(own_cpu() - before + reply.cpu_s)
                pages[path.name] = (reply.head or {}).get("pages") or 0
                peak = max(peak, reply.peak_mb)
    print(f"{'document':48} {'pages':>5} {'in process':>11} {'guarded':>9} {'more':>8}")
    total_in = total_out = 0.0
    for name in inside:
        plain, guarded = statistics.median(inside[name]), statistics.median(outside[name])
        total_in, total_out = total_in + plain, total_out + guarded
        print(
            f"{name:48} {pages[name]:5} {plain * 1e3:8.0f} ms {guarded * 1e3:6.0f} ms {guarded / plain - 1:8.1%}"
        )
    print(f"{'all':48} {sum(pages.values()):5} {total_in * 1e3:8.0f} ms {total_out * 1e3:6.0f} ms {total_out / total_in - 1:8.1%}")  # fmt: skip
    print(
        f"{(total_out - total_in) / len(inside) * 1e3:.1f} ms a document; worst worker {peak} MB",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
