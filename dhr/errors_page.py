"""docs/errors.md from the rooms' codes.toml: `python -m dhr.errors_page` writes it, a test keeps it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import Code, catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"

_ROOMS = {
    "ingest": "Reading files",
    "extract": "Finding the plan",
    "normalise": "Saying what a row means",
    "dhr": "Running",
}
_SEVERITIES = {
    "error": "something was not read",
    "check": "a person should look",
    "info": "said for the record",
}

_HEAD = """\
# Codes

Every file ends with one line in `documents.csv`, and everything a person should know stands in `findings.csv`. Both
carry a code; this page says what each one means and what to do. The page is made from the `codes.toml` beside each
part of the program (`python -m dhr.errors_page`).

A file is `ok`, `partial` (read, but something in it was lost), `failed`, `duplicate` (the same bytes as another file) or
`skipped` (no document, or of a kind that is not read).
"""


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for room, title in _ROOMS.items():
        yield f"\n## {title}\n"
        for name in sorted(catalogue(room)):
            yield _section(catalogue(room)[name])


def _section(code: Code) -> str:
    severity = f"{code.severity}: {_SEVERITIES[code.severity]}"
    return f"\n### {code.code}\n\n{code.sentence}\n\n- What to do: {code.remedy}\n- Severity: {severity}.\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
