"""Run dhr over a folder of plans with truth and print the score tables.

python bench/score_plans.py                                   the development plans in ../shared
python bench/score_plans.py FOLDER [-o OUTPUT]                another folder with truth/ inside
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "plans" / "dev")
    parser.add_argument(
        "-o", "--output", type=Path, help="keep the outputs here (default: a temporary folder)"
    )
    parser.add_argument("--errors", type=int, default=0, help="show so many errors of each table")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        output = arguments.output or Path(scratch)
        # Names stay: the truth holds them, and masking is measured by its own tests.
        run = ["dhr", "run", str(arguments.folder), "-o", str(output), "--keep-names"]
        code = subprocess.run([sys.executable, "-m", *run], check=False).returncode
        if code not in (0, 3):
            return code
        rows, errors = str(output / "actions.jsonl"), ["--errors", str(arguments.errors)]
        truth, labels = arguments.folder / "truth", SHARED / "labels"
        scorers = [[str(SHARED / "plans" / "score.py"), rows, str(truth), "--docs"]]
        if arguments.folder.resolve() == (SHARED / "plans" / "dev").resolve():
            scorers.append([str(labels / "score_tags.py"), rows, str(labels / "dev.jsonl")])
        return max(
            subprocess.run([sys.executable, *scorer, *errors], check=False).returncode for scorer in scorers
        )


if __name__ == "__main__":
    sys.exit(main())
