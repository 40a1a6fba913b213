"""What reading in a worker costs, paired: the same documents in this process and through the guard, in turn.

usage: python -m bench.isolation [ROUNDS] [--folders FOLDER...] [--documents N]

Every round is a process of its own that reads each document once either way, as a run does: a second reading would
find its words in caches. Processor time of everything: of the reader, and of the server, its supervisor and its
workers. The median over the rounds counts; the last line has all of the processes' time, forks and exits included.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
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
    return {"task": "read", "path": str(path.resolve()), "name": path.name, "sha256": digest, "size": len(content)}  # fmt: skip


def own_cpu() -> float:
    used = os.times()
    return used.user + used.system


def tree_cpu(pid: int) -> float:
    """Processor seconds of the processes below this one and of those of theirs that have ended."""
    total = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + tree_cpu(child)
    return total


def one_round(paths: list[Path], documents: int, guarded_first: bool) -> dict[str, Any]:
    """Read each document both ways: name -> (seconds inside, seconds guarded, pages, MB), and all of the time."""
    limits = Limits(documents=documents)
    worker.warm()
    times: dict[str, Any] = {}
    inside_all = guarded_all = 0.0
    with tempfile.TemporaryDirectory() as spool, Guard("dhr.worker", limits) as guard:
        for number, path in enumerate(paths):
            job = job_of(Path(shutil.copy(path, spool)))
            inside = 0.0
            for guarded in (guarded_first ^ bool(number % 2), not guarded_first ^ bool(number % 2)):
                before, below = own_cpu(), tree_cpu(os.getpid())
                if guarded:
                    reply = guard.run(job)
                    cost = own_cpu() - before + reply.cpu_s
                    guarded_all += own_cpu() - before + tree_cpu(os.getpid()) - below
                else:
                    answer(worker.work, job, limits)
                    inside = own_cpu() - before
                    inside_all += inside
            times[path.name] = (inside, cost, (reply.head or {}).get("pages") or 0, reply.peak_mb)
    return {"times": times, "inside": inside_all, "guarded": guarded_all}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rounds", type=int, nargs="?", default=7)
    parser.add_argument("--folders", type=Path, nargs="+", default=FOLDERS)
    parser.add_argument("--documents", type=int, default=50, help="documents a worker may read")
    parser.add_argument("--round", type=int, help="for itself: one round, as JSON")
    options = parser.parse_args()
    paths = [
        p for folder in options.folders for p in sorted(folder.glob("*")) if p.suffix in (".pdf", ".docx")
    ]
    if options.round is not None:
        print(json.dumps(one_round(paths, options.documents, bool(options.round % 2))))
        return
    rounds = []
    for number in range(options.rounds):
        command = [sys.executable, "-W", "ignore", "-m", "bench.isolation", "--round", str(number), "--documents", str(options.documents), "--folders", *map(str, options.folders)]  # fmt: skip
        rounds.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    print(f"{'document':48} {'pages':>5} {'in process':>11} {'guarded':>9} {'more':>8}")
    for name in rounds[0]["times"]:
        plain, guarded, pages, _ = map(statistics.median, zip(*(each["times"][name] for each in rounds), strict=True))  # fmt: skip
        print(f"{name:48} {pages:5.0f} {plain * 1e3:8.0f} ms {guarded * 1e3:6.0f} ms {guarded / max(plain, 0.001) - 1:8.1%}")  # fmt: skip
    inside, outside = (statistics.median(each[key] for each in rounds) for key in ("inside", "guarded"))
    print(f"{'all, forks and exits included':54} {inside * 1e3:8.0f} ms {outside * 1e3:6.0f} ms {outside / inside - 1:8.1%}")  # fmt: skip
    peak = max(time[3] for each in rounds for time in each["times"].values())
    print(f"{(outside - inside) / len(paths) * 1e3:.1f} ms a document; worst worker {peak} MB")


if __name__ == "__main__":
    main()
