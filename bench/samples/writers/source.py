"""A plan source: what the document says (TOML) and how it is laid out; also the truth that a reader must find."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = (
    "recommendation_no", "recommendation", "scope", "action", "lead_agency",
    "milestones", "target_date", "completion", "status",
)  # fmt: skip
MARKUP = re.compile(r"</?(?:sup|small|b|i)>")
NOTICE = "FICTIONAL EXAMPLE made to try software: no such death, review or plan exists."


@dataclass(frozen=True)
class Row:
    """One action row; merged = the recommendation (number, scope) is the row above's, printed as one merged cell."""

    cells: dict[str, str]
    group: str | None = None
    merged: bool = False
    colour: str | None = None


@dataclass(frozen=True)
class Source:
    """One plan: front lines (style, text), columns (field, header, relative width), rows, layout options."""

    file: str
    outputs: tuple[str, ...]
    front: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]
    meta: dict[str, str]
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def published(self) -> bool:
        """False for an invented plan, which carries the notice."""
        return bool(self.options.get("published"))


def plain(text: str) -> str:
    """The text as a reader must return it: markup gone, superscripts inline, single blanks."""
    text = re.sub(r"(?<=\d) <sup>", "<sup>", text)
    return re.sub(r"\s+", " ", MARKUP.sub("", text)).strip()


def load(path: Path) -> Source:
    """Read one source file. KeyError names what is missing in it."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows: list[Row] = []
    for entry in data.get("rows", []):
        cells = {
            key: value.strip("\n") for key, value in entry.items() if key not in ("group", "merged", "colour")
        }
        rows.append(Row(cells, entry.get("group"), bool(entry.get("merged")), entry.get("colour")))
    used = {"file", "outputs", "front", "columns", "rows", "meta"}
    return Source(
        file=data["file"],
        outputs=tuple(data["outputs"]),
        front=tuple((style, text) for style, text in data["front"]),
        columns=tuple((name, header, width) for name, header, width in data.get("columns", [])),
        rows=tuple(rows),
        meta=data.get("meta", {}),
        options={key: value for key, value in data.items() if key not in used},
    )


def truth(source: Source) -> list[dict[str, str | None]]:
    """What a reader must find, one dictionary a row; None = the layout has no such column."""
    printed = {name for name, _, _ in source.columns}
    found: list[dict[str, str | None]] = []
    group: str | None = None
    has_groups = any(row.group for row in source.rows)
    for row in source.rows:
        group = row.group or group
        values: dict[str, str | None] = {"group_label": plain(group) if has_groups and group else None}
        for name in FIELDS:
            if name in row.cells:
                values[name] = plain(row.cells[name])
            else:
                values[name] = "" if name in printed else None
        if row.merged:
            for name in ("recommendation_no", "recommendation", "scope"):
                values[name] = found[-1][name]
        values["status_colour"] = row.colour
        found.append(values)
    return found
