"""Count the examples and counter-examples that stand in the rules, file by file.

    python -m bench.count_examples

Every one of them is a test: tests/rules demands that each example meets its own entry and no other, and each
counter-example none. Cues of themes, names of agencies and header words have theirs beside them in the same way.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from normalise.rulebook import ROOMS, rule_files

KINDS = {"examples": "examples", "not": "counter-examples"}


def counted(rules: Any) -> Iterator[tuple[str, int]]:
    """Yield (examples or counter-examples, how many) for every entry of a parsed rules file, and one ("entries", 1)."""
    if not isinstance(rules, dict):
        return
    if any(isinstance(rules.get(kind), list) for kind in KINDS):
        yield "entries", 1
    for key, value in rules.items():
        if key in KINDS and isinstance(value, list):
            yield KINDS[key], len(value)
        elif isinstance(value, list):
            for item in value:
                yield from counted(item)
        else:
            yield from counted(value)


def main() -> None:
    total: Counter[str] = Counter()
    print(f"{'file':45} {'entries':>8} {'examples':>9} {'counter-examples':>17}")
    for name, file in rule_files(ROOMS):
        if not name.endswith(".toml"):
            continue
        counts: Counter[str] = Counter()
        for kind, number in counted(tomllib.loads(file.read_text(encoding="utf-8"))):
            counts[kind] += number
        if counts:
            total += counts
            print(f"{name:45} {counts['entries']:8} {counts['examples']:9} {counts['counter-examples']:17}")
    print(f"{'all':45} {total['entries']:8} {total['examples']:9} {total['counter-examples']:17}")


if __name__ == "__main__":
    main()
