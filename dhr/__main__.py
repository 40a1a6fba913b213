"""The way in: `dhr` and `python -m dhr`. The one place that catches everything a command may end with."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

ROOMS = ("ingest", "extract", "normalise", "publish")


def shadowed() -> str:
    """A sentence when another distribution's package stands where one of ours should, "" when all is well."""
    home = Path(__file__).resolve().parent.parent
    for room in ROOMS:
        spec = find_spec(room)
        place = Path(spec.origin).resolve().parent if spec is not None and spec.origin else None
        if place != home / room:
            found = f"another package named {room!r} at {place}" if place else f"no package named {room!r}"
            return (
                f"Python finds {found} instead of the part of dhr. Install dhr in an environment of its own."
            )
    return ""


def main() -> None:
    """Run the command line and leave with its exit code."""
    problem = shadowed()
    if problem:
        print(f"dhr: {problem}", file=sys.stderr)
        sys.exit(1)
    from dhr.cli import invoke

    sys.exit(invoke(sys.argv[1:]))


if __name__ == "__main__":
    main()
