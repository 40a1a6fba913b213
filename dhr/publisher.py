"""Write the outputs in a process of its own: the parent stays small, and keeps the old set if this one fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dhr import child
from publish.model import Dataset, Outcome, RunInfo

_DISK = 74  # sysexits.h: EX_IOERR


class PublishError(Exception):
    """The outputs could not be made. disk: it is the disk's fault and not ours. Its text is for the log."""

    def __init__(self, detail: str, *, disk: bool) -> None:
        super().__init__(detail)
        self.disk = disk


@dataclass(frozen=True, slots=True)
class Published:
    """What stands in the outputs: one outcome a file, and the counts of run.json."""

    outcomes: tuple[Outcome, ...]
    counts: Mapping[str, int]


def publish(ledger: Path, edition: str, folder: Path, about: Mapping[str, Any]) -> Published:
    """Have all outputs written into folder. about: the fields of RunInfo that are known before. Raises PublishError."""
    request = {"ledger": str(ledger), "edition": edition, "folder": str(folder), "about": dict(about)}
    done = subprocess.run(
        child.command("dhr.publisher"),
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("DHR_DEBUG") else subprocess.PIPE,
        env=child.environment(),
        start_new_session=sys.platform != "win32",  # Ctrl-C is the parent's to handle
        check=False,
    )
    if done.returncode:
        lines = (done.stderr or b"").decode("utf-8", "replace").strip().splitlines()
        raise PublishError(lines[-1] if lines else f"status {done.returncode}", disk=done.returncode == _DISK)
    message = json.loads(done.stdout)
    return Published(tuple(Outcome(**made) for made in message["outcomes"]), message["counts"])


def counts(dataset: Dataset) -> dict[str, int]:
    """The numbers of a run, as in run.json."""
    by_status = Counter(made.status for made in dataset.outcomes)
    return {
        "files": len(dataset.outcomes),
        **{status: by_status[status] for status in ("ok", "partial", "failed", "duplicate", "skipped")},
        "plans": len({action.plan_id for action in dataset.actions}),
        "actions": len(dataset.actions),
        "needs_review": sum(action.needs_review for action in dataset.actions),
        "findings": len(dataset.findings),
    }


def main() -> None:
    """Serve one request from stdin; answer on stdout."""
    from dhr.compose import compose
    from dhr.ledger import Ledger
    from publish import write_all

    request = json.load(sys.stdin)
    try:
        ledger = Ledger(Path(request["ledger"]), request["edition"], read_only=True)
        dataset = compose(ledger)
        numbers = counts(dataset)
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        write_all(
            dataset, RunInfo(finished=finished, counts=numbers, **request["about"]), Path(request["folder"])
        )
    except OSError as error:
        print(error.strerror or type(error).__name__, file=sys.stderr)
        raise SystemExit(_DISK) from None
    print(json.dumps({"outcomes": [asdict(made) for made in dataset.outcomes], "counts": numbers}))


if __name__ == "__main__":
    main()
