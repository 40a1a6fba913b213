"""Hostile documents and what becomes of them: one run of `dhr` over all that tests/hostile makes, as tables.

usage: python -m bench.hostile [--strace] [--no-limits-table]

code: how the file ended, "read" for no code. fits: the outcome is the one expected and says all there is to say.
wrong: rows that are not the document's, without a word. --strace: have the whole run watched for connections.
The second table reads each file through the guard alone and gives what it cost at most.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path

from bench.mutate import read_all
from dhr.outcome import say
from ingest.errors import catalogue
from tests.hostile import plan
from tests.hostile.corpus import CASES, Run, run_over, write_all

STRACE = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg,bind", "-o")


def outcomes(run: Run) -> None:
    files: Counter[str] = Counter()
    fitting: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for name, case in CASES.items():
        code = run.outcomes[name]["code"] or "read"
        files[code] += 1
        fitting[code] += run.fits(case)
        wrong[code] += run.silently_wrong(case)
    print(f"{'code':24} {'files':>6} {'fits':>6} {'wrong':>6}")
    for code, count in files.most_common():
        print(f"{code:24} {count:6} {fitting[code]:6} {wrong[code]:6}")
    print(f"{'all':24} {sum(files.values()):6} {sum(fitting.values()):6} {sum(wrong.values()):6}")


def findings(run: Run) -> None:
    files: Counter[str] = Counter()
    for name in CASES:
        files.update({row["code"] for row in run.findings[name] if row["code"] in catalogue("ingest")})
    print(f"\n{'finding':24} {'files':>6}  severity")
    for code, count in files.most_common():
        print(f"{code:24} {count:6}  {say(code).severity}")


def whole(run: Run, trace: Path | None) -> None:
    print(f"\n{len(run.outcomes)} files in {run.seconds:.0f} s; files that hold the secret: {len(run.holding(plan.SECRET))}")  # fmt: skip
    print(f"parent's peak: {run.parent_mb} MB")
    if trace is not None:
        calls = trace.read_text(encoding="utf-8", errors="replace")
        outside = re.findall(r".*sa_family=AF_INET.*", calls)
        print(
            f"strace: {len(calls.splitlines())} calls of sockets, of them to a network address: {len(outside)}"
        )


def limits() -> None:
    """The dearest documents, each read once in a worker with the limits of bench.mutate."""
    worst = []
    for name, _, reply in read_all((name, case.bytes()) for name, case in CASES.items()):
        worst.append((reply.cpu_s, reply.seconds, reply.peak_mb, reply.code or "read", name))
    for title, key in (("processor time", 0), ("memory", 2)):
        print(f"\nthe five that took most {title}: s of processor, s of clock, MB")
        for cpu, clock, peak, code, name in sorted(worst, key=lambda each: each[key], reverse=True)[:5]:
            print(f"{cpu:8.1f} {clock:8.1f} {peak:6}  {code:14} {name}")
    print(f"\nall: {sum(each[0] for each in worst):.0f} s of processor time")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strace", action="store_true")
    parser.add_argument("--no-limits-table", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "run")
        write_all(place / "in")
        trace = Path(folder, "trace") if options.strace else None
        run_over(place, *((*STRACE, str(trace)) if trace else ()), seconds=60 if trace else 15)
        run = Run(place)
        outcomes(run)
        findings(run)
        whole(run, trace)
    if not options.no_limits_table:
        limits()


if __name__ == "__main__":
    main()
