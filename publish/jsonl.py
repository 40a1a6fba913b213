"""actions.jsonl: one JSON object a line, everything known about a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from normalise.codec import action_to_dict
from normalise.model import Action
from publish.model import Dataset


def line(action: Action) -> str:
    """Return a row as JSON on one line: keys in the order of CONTRACT.md, no line end."""
    return json.dumps(action_to_dict(action), ensure_ascii=False, allow_nan=False)


def write(dataset: Dataset, path: Path) -> None:
    """Write actions.jsonl: UTF-8 without BOM, lines end in \\n on every system."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for action in dataset.actions:
            file.write(line(action) + "\n")


def pretty(value: dict[str, Any]) -> str:
    """Return a descriptor (run.json, datapackage.json) as JSON that people can read and compare line by line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
