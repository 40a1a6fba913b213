"""Codes, sentences and remedies: one catalogue a room (codes.toml), read the same way by all of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.model import Finding, Locator, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says to a person: a sentence, what to do, and how serious it is."""

    code: str
    severity: Severity
    sentence: str
    remedy: str


class DocumentError(Exception):
    """A document cannot be read. The parent of the worker turns it into that file's one outcome row.

    code: a key of the room's codes.toml. detail: for the log; never cell text.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@cache
def catalogue(room: str) -> dict[str, Code]:
    """Return the codes of a room ("ingest", "extract", "normalise", "dhr"), from its codes.toml."""
    text = resources.files(room).joinpath("codes.toml").read_text(encoding="utf-8")
    return {
        name: Code(name, entry["severity"], entry["sentence"], entry["remedy"])
        for name, entry in tomllib.loads(text).items()
    }


def finding(
    room: str, code: str, where: Locator | None = None, page: int | None = None, **values: object
) -> Finding:
    """Make a finding from the catalogue; values fill the {placeholders} of its sentence. KeyError: unknown code."""
    entry = catalogue(room)[code]
    if where is None:
        return Finding(code, entry.severity, entry.sentence.format(**values), entry.remedy, page)
    sentence = entry.sentence.format(**values)
    return Finding(
        code, entry.severity, sentence, entry.remedy, where.page, where.table, where.row, where.column
    )
